import { h } from './dom.js';
import type { Entry, Filter, Model, Opened } from './model.js';
import { shown, t, told } from './words.js';

/** What a figure is, as the table and the panel below it say it. */
export const sizeOf = ({ value, valueMax, unit }: Entry): string =>
  `${shown(value)}${valueMax ? `–${shown(valueMax)}` : ''} ${unit}`.trim();

const MARKS = { accept: '✓', reject: '✕', recode: '✎' } as const;

/** The figures of a document, a row each. Rows out of view cost nothing to lay out. */
export class TablePane {
  readonly table = h('div', { class: 'table', role: 'table' });
  readonly #body = h('div', { role: 'rowgroup', class: 'rows', tabindex: 0 });
  #rows = new Map<number, HTMLElement>();
  #entries: readonly Entry[] = [];

  constructor(
    readonly model: Model,
    choose: (place: number) => void,
  ) {
    this.#body.addEventListener('click', (event) => {
      const row = (event.target as Element).closest<HTMLElement>('[data-figure]');
      if (row) choose(Number(row.dataset.figure));
    });
  }

  /** Figures in the table, in its order. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  show(opened: Opened, filter: Filter): void {
    const head = (['line', 'value', 'indicator', 'status'] as const).map((word) =>
      h('span', { role: 'columnheader' }, t(word)),
    );
    this.#entries = opened.entries.filter((entry) => this.model.fits(opened, entry, filter));
    this.#rows = new Map(this.#entries.map((entry) => [entry.place, this.#row(opened, entry)]));
    const none = h('div', { role: 'row' }, h('span', { role: 'cell', class: 'none' }, t('noFigures')));
    this.#body.replaceChildren(...(this.#rows.size > 0 ? this.#rows.values() : [none]));
    this.#body.setAttribute('aria-label', t('figures'));
    this.table.setAttribute('aria-label', t('figures'));
    this.table.replaceChildren(
      h('div', { role: 'rowgroup' }, h('div', { role: 'row', class: 'row head' }, ...head)),
      this.#body,
    );
  }

  #row(opened: Opened, entry: Entry): HTMLElement {
    const id = this.model.indicatorOf(opened, entry);
    const choice = this.model.choiceOf(opened, entry);
    const kind = this.model.kindOf(opened, entry);
    const name = h('span', { class: 'name' }, id ? this.model.nameOf(id) : t(choice ? 'none' : 'uncoded'));
    const state = h('span', { role: 'cell', class: 'state' }, told(entry.status));
    if (choice) state.append(h('span', { class: `badge ${choice.decision}` }, MARKS[choice.decision]));
    return h(
      'div',
      { role: 'row', class: `row ${kind} ${choice?.decision ?? ''}`, 'data-figure': entry.place },
      h('span', { role: 'cell', class: 'number' }, String(entry.line)),
      h('span', { role: 'cell', class: 'size' }, sizeOf(entry)),
      h('span', { role: 'cell', class: 'what' }, name, h('span', { class: 'label' }, entry.label)),
      state,
    );
  }

  /** Marks the row of a figure. */
  paint(current: number, reveal: boolean): void {
    for (const [place, row] of this.#rows) {
      row.classList.toggle('current', place === current);
      if (place === current) row.setAttribute('aria-current', 'true');
      else row.removeAttribute('aria-current');
    }
    if (reveal) this.#rows.get(current)?.scrollIntoView({ block: 'nearest' });
  }
}
