import { printed } from './numerals.js';

/** One level of a list, as Word defines it. */
export interface Level {
  readonly start: number;
  /** Name of the numeral's form, as in Office Open XML: `chineseCounting`, `decimal`, `bullet` … */
  readonly format: string;
  /** What is printed: `%1` stands for the number of the first level, `%2` for that of the second. */
  readonly text: string;
  /** After how deep a level at most it begins anew; 0 for never, null for after any that is higher. */
  readonly restart: number | null;
  /** All numbers of it are printed in arabic numerals. */
  readonly legal: boolean;
}

/** Counts the numbered paragraphs of a document, in the order in which they stand. */
export class ListCounter {
  readonly #counts = new Map<string, (number | null)[]>();
  readonly #begun = new Set<string>();

  /**
   * The number printed before the next paragraph of a list; empty for a bullet.
   * @param list lists of the same name go on with one another
   * @param own a list that sets a level's first number of its own, the first time that it is used
   */
  next(list: string, level: number, levels: ReadonlyMap<number, Level>, own?: { id: string; start: number }): string {
    const counts = this.#counts.get(list) ?? [];
    this.#counts.set(list, counts);
    const definition = levels.get(level);
    if (!definition) return '';
    if (own && !this.#begun.has(`${own.id} ${level}`)) {
      this.#begun.add(`${own.id} ${level}`);
      counts[level] = own.start - 1;
    }
    counts[level] = (counts[level] ?? definition.start - 1) + 1;
    for (const [deeper, { restart }] of levels)
      if (deeper > level && restart !== 0 && (restart === null || level < restart)) counts[deeper] = null;
    if (definition.format === 'bullet' || definition.format === 'none') return '';
    return definition.text.replace(/%([1-9])/g, (_, digit) => {
      const at = Number(digit) - 1;
      const number = counts[at] ?? levels.get(at)?.start ?? 1;
      return printed(number, definition.legal ? 'decimal' : (levels.get(at)?.format ?? 'decimal'));
    });
  }
}
