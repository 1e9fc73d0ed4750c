import type { DocumentSummary } from '../payload.js';
import { h } from './dom.js';
import type { Model, Opened } from './model.js';
import { t } from './words.js';

const named = ({ title, file }: DocumentSummary): string => title || file;

/** The documents at the left, with the findings and the coverage of the one shown. */
export class DocumentsPane {
  readonly list = h('ul', { class: 'documents' });
  readonly about = h('div', { class: 'about' });
  readonly search = h('input', { type: 'search', class: 'search' });
  #items: HTMLElement[] = [];

  constructor(
    readonly model: Model,
    readonly open: (place: number) => void,
    readonly go: (place: number) => void,
    readonly goLine: (line: number) => void,
  ) {
    this.search.addEventListener('input', () => this.#narrow());
  }

  /** Makes the list, in the language of the page. */
  fill(): void {
    this.search.placeholder = t('search');
    this.search.setAttribute('aria-label', t('search'));
    this.#items = this.model.index.documents.map((summary, place) => this.#item(summary, place));
    this.list.replaceChildren(...this.#items);
    this.#narrow();
  }

  #item(summary: DocumentSummary, place: number): HTMLElement {
    const { region, year, figures, coded, contradictions, reported, problems } = summary;
    const bar = h('progress', { max: Math.max(figures, 1), value: coded, 'aria-label': t('coded') });
    const failed = problems.some(({ severity }) => severity === 'error');
    const facts = [region || t('unknownRegion'), year ?? ''].join(' ').trim();
    const counts = h(
      'span',
      { class: 'counts' },
      `${coded}/${figures} · ${reported.length} ${t('indicatorsReported')}`,
    );
    if (contradictions > 0)
      counts.append(h('span', { class: 'chip contradiction' }, `${contradictions} ${t('contradiction')}`));
    if (problems.length > 0)
      counts.append(h('span', { class: `chip ${failed ? 'contradiction' : 'problem'}` }, t('problems')));
    const button = h(
      'button',
      { type: 'button', click: () => this.open(place), title: summary.file },
      h('span', { class: 'name' }, named(summary)),
      h('span', { class: 'facts' }, facts),
      bar,
      counts,
    );
    return h('li', { 'data-document': place }, button);
  }

  #narrow(): void {
    const wanted = this.search.value.trim().toLowerCase();
    this.model.index.documents.forEach(({ title, file, region, year }, place) => {
      this.#items[place]!.hidden = !`${title} ${file} ${region} ${year}`.toLowerCase().includes(wanted);
    });
  }

  /** Marks the document shown and tells what was found in it; its indicators that the filter may show can be chosen. */
  show(place: number, opened: Opened, narrow: (indicator: string) => void): void {
    this.#items.forEach((item, one) => {
      item.classList.toggle('current', one === place);
      if (one === place) item.firstElementChild!.setAttribute('aria-current', 'true');
      else item.firstElementChild!.removeAttribute('aria-current');
    });
    this.#items[place]?.scrollIntoView({ block: 'nearest' });
    this.about.replaceChildren(
      ...this.#problems(opened),
      h('h2', {}, t('findings')),
      ...this.#findings(opened),
      h('h2', {}, t('coverage')),
      this.#coverage(opened, narrow),
    );
  }

  #problems({ summary: { problems } }: Opened): HTMLElement[] {
    if (problems.length === 0) return [];
    return [h('h2', {}, t('problems')), ...problems.map(({ message }) => h('p', { class: 'problem' }, message))];
  }

  #findings({ findings }: Opened): HTMLElement[] {
    if (findings.length === 0) return [h('p', { class: 'none' }, t('noFindings'))];
    return findings.map(({ status, formula, message, observations }) =>
      h(
        'button',
        { type: 'button', class: `finding ${status}`, click: () => this.go(observations[0] ?? -1) },
        h('span', { class: 'chip' }, t(status === 'contradicts' ? 'contradicts' : 'remark')),
        h('span', { class: 'formula' }, formula),
        h('span', { class: 'message' }, message),
      ),
    );
  }

  #coverage({ covered }: Opened, narrow: (indicator: string) => void): HTMLElement {
    const item = ([indicator, state, figures, line]: Opened['covered'][number]): HTMLElement => {
      const id = this.model.index.indicators[indicator]?.[0] ?? '';
      const click = (): void => (figures > 0 ? narrow(id) : line === null ? undefined : this.goLine(line));
      const count = figures > 0 ? String(figures) : t(state === 'mentioned' ? 'mentioned' : 'reported');
      return h(
        'li',
        { class: state },
        h('button', { type: 'button', title: id, click }, h('span', {}, this.model.nameOf(id)), h('span', {}, count)),
      );
    };
    return h('ul', { class: 'covered' }, ...covered.map(item));
  }
}
