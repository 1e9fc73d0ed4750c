import { h } from './dom.js';
import type { Entry, Filter, Model, Opened } from './model.js';
import { shown, t, told } from './words.js';

/** The text of a document with its figures marked. */
export class TextPane {
  readonly body = h('div', { class: 'text', tabindex: 0, role: 'region' });
  readonly #tip = h('div', { class: 'tip', role: 'tooltip', id: 'tip', hidden: true });
  #marks = new Map<number, HTMLElement[]>();
  #opened: Opened | null = null;

  constructor(
    readonly model: Model,
    choose: (place: number) => void,
  ) {
    const entryUnder = (event: Event): Entry | null => {
      const mark = (event.target as Element).closest<HTMLElement>('mark');
      return mark ? (this.#opened?.entries[Number(mark.dataset.figure)] ?? null) : null;
    };
    this.body.addEventListener('click', (event) => {
      const entry = entryUnder(event);
      if (entry) choose(entry.place);
    });
    this.body.addEventListener('mouseover', (event) => this.#hover(entryUnder(event), event.target as Element));
    this.body.addEventListener('mouseleave', () => this.#hover(null));
    this.body.addEventListener('scroll', () => this.#hover(null), { passive: true });
    document.body.append(this.#tip);
  }

  /** Shows a document from its start. */
  show(opened: Opened): void {
    this.#opened = opened;
    this.#marks = new Map();
    this.body.setAttribute('aria-label', t('text'));
    const lines: HTMLElement[] = [];
    const open: Entry[] = [];
    const waiting = [...opened.entries].sort((a, b) => a.start - b.start || b.end - a.end);
    let number = 0;
    for (let from = 0; from <= opened.text.length; ) {
      const found = opened.text.indexOf('\n', from);
      const to = found < 0 ? opened.text.length : found;
      while (waiting[0] && waiting[0].start <= to) open.push(waiting.shift()!);
      const own = open.filter(({ start, end }) => start <= to && end > from);
      const content = opened.text.slice(from, to);
      const title = opened.summary.title !== '' && content.trim() === opened.summary.title;
      const line = h('div', { class: title ? 'line title' : 'line', 'data-line': ++number });
      this.#fill(line, from, to, own, opened);
      lines.push(line);
      for (let i = open.length - 1; i >= 0; i--) if (open[i]!.end <= to) open.splice(i, 1);
      from = to + 1;
    }
    this.body.replaceChildren(...lines);
    this.body.scrollTop = 0;
  }

  // Figures may hold others, and one may run over the end of a line: it then has a mark on each.
  #fill(parent: HTMLElement, from: number, to: number, entries: readonly Entry[], opened: Opened): void {
    let at = from;
    for (let i = 0; i < entries.length; ) {
      const entry = entries[i++]!;
      const start = Math.max(entry.start, at);
      const end = Math.min(entry.end, to);
      if (start > at) parent.append(opened.text.slice(at, start));
      const mark = h('mark', { 'data-figure': entry.place });
      const inner: Entry[] = [];
      while (entries[i] && entries[i]!.start < end) inner.push(entries[i++]!);
      this.#fill(mark, start, Math.max(start, end), inner, opened);
      parent.append(mark);
      this.#marks.set(entry.place, [...(this.#marks.get(entry.place) ?? []), mark]);
      at = Math.max(start, end);
    }
    if (at < to) parent.append(opened.text.slice(at, to));
  }

  /** Colours the marks by what is known and decided of each, pale where the filters leave it out. */
  paint(filter: Filter, current: number): void {
    const opened = this.#opened;
    if (!opened) return;
    for (const [place, marks] of this.#marks) {
      const entry = opened.entries[place]!;
      const decided = this.model.choiceOf(opened, entry)?.decision;
      const words = [this.model.kindOf(opened, entry), decided ?? '', place === current ? 'current' : ''];
      if (!this.model.fits(opened, entry, filter)) words.push('out');
      for (const mark of marks) mark.className = words.filter(Boolean).join(' ');
    }
  }

  /** Brings a figure into view. */
  reveal(place: number): void {
    this.#marks.get(place)?.[0]?.scrollIntoView({ block: 'center' });
  }

  /** Brings a line into view. */
  revealLine(line: number): void {
    this.body.children[line - 1]?.scrollIntoView({ block: 'center' });
  }

  #hover(entry: Entry | null, at?: Element): void {
    this.#tip.hidden = !entry;
    if (!entry || !at || !this.#opened) return;
    const id = this.model.indicatorOf(this.#opened, entry);
    const facts = [
      `${shown(entry.value)}${entry.valueMax ? `–${shown(entry.valueMax)}` : ''} ${entry.unit}`,
      [entry.aspect, entry.qualifier, entry.status].map(told).join(' · '),
      entry.rule,
      entry.flags.join('; '),
    ].filter((fact) => fact.trim() !== '');
    this.#tip.replaceChildren(
      h('strong', {}, id ? this.model.nameOf(id) : t('uncoded')),
      ...(id ? [h('code', {}, id)] : []),
      ...facts.map((fact) => h('div', {}, fact)),
    );
    const { left, bottom, top } = at.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.#tip;
    this.#tip.style.left = `${Math.max(8, Math.min(left, innerWidth - offsetWidth - 8))}px`;
    this.#tip.style.top = `${bottom + offsetHeight + 12 > innerHeight ? top - offsetHeight - 6 : bottom + 6}px`;
  }
}
