import { h } from './dom.js';
import type { Entry, Model } from './model.js';
import { t } from './words.js';

/** Asks for an indicator of the codebook: candidates first, the rest by name or id. Gives its id, or null. */
export function askIndicator(model: Model, entry: Entry): Promise<string | null> {
  const search = h('input', { type: 'search', 'aria-label': t('find'), placeholder: t('find') });
  const list = h('select', { size: 14, 'aria-label': t('indicator') });
  const option = (place: number): HTMLElement => {
    const [id = ''] = model.index.indicators[place]!;
    return h('option', { value: id }, `${model.nameOf(id)}　${id}`);
  };
  const fill = (): void => {
    const wanted = search.value.trim().toLowerCase();
    const fits = (place: number): boolean =>
      model.index.indicators[place]!.some((word) => word.toLowerCase().includes(wanted));
    const near = entry.candidates.filter(fits);
    const rest = model.index.indicators.flatMap((_, place) => (fits(place) && !near.includes(place) ? [place] : []));
    const group = (label: string, places: readonly number[]): HTMLElement[] =>
      places.length > 0 ? [h('optgroup', { label }, ...places.map(option))] : [];
    list.replaceChildren(...group(t('near'), near), ...group(t('others'), rest));
    if (list.options.length > 0) list.selectedIndex = 0;
  };
  const ok = h('button', { type: 'submit', value: 'ok', class: 'act recode' }, t('ok'));
  const cancel = h('button', { type: 'button', class: 'act' }, t('cancel'));
  const form = h(
    'form',
    { method: 'dialog' },
    h('h2', { id: 'recode-title' }, t('recodeTitle')),
    search,
    list,
    h('div', { class: 'acts' }, ok, cancel),
  );
  const dialog = h('dialog', { class: 'recode-dialog', 'aria-labelledby': 'recode-title' }, form);
  search.addEventListener('input', fill);
  search.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') list.focus();
  });
  list.addEventListener('dblclick', () => dialog.close('ok'));
  list.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') dialog.close('ok');
  });
  cancel.addEventListener('click', () => dialog.close(''));
  fill();
  document.body.append(dialog);
  dialog.showModal();
  search.focus();
  return new Promise((done) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(dialog.returnValue === 'ok' && list.value ? list.value : null);
    });
  });
}
