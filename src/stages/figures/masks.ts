import type { Span } from '../../types.js';
import type { UnitTable } from './units.js';

/** A quotation longer than this is a passage that may state figures; a shorter one is a name. */
const NAME_MAX = 40;
const TITLE_MAX = 160;

/**
 * Marks every character that belongs to something that looks like a number and is none: dates, document numbers, list
 * numbers, names in quotes and 《》, slogans, and whatever the caller shuts out (furniture, the title).
 * Out: one byte a character, 1 where nothing is to be read.
 */
export function maskOf(norm: string, shut: readonly Span[], table: UnitTable): Uint8Array {
  const mask = new Uint8Array(norm.length);
  for (const { start, end } of shut) mask.fill(1, start, end);
  for (const { is } of table.patterns)
    for (const hit of norm.matchAll(is)) mask.fill(1, hit.index, hit.index + hit[0].length);
  if (table.phrases) for (const hit of norm.matchAll(table.phrases)) mask.fill(1, hit.index, hit.index + hit[0].length);
  maskQuotes(norm, mask);
  return mask;
}

/** Quotes may be unbalanced: one that is opened twice counts from the second opening unless a closing one is missing. */
function maskQuotes(norm: string, mask: Uint8Array): void {
  let open = -1;
  let title = -1;
  for (let i = 0; i < norm.length; i++) {
    const c = norm[i]!;
    if (c === '\n') {
      open = -1;
      title = -1;
    } else if (c === '《') {
      if (title < 0) title = i;
    } else if (c === '》') {
      if (title >= 0 && i - title <= TITLE_MAX) mask.fill(1, title, i + 1);
      title = -1;
    } else if ('“”"‘’「」『』'.includes(c)) {
      if (open < 0) open = closes(c) ? -1 : i;
      else if (opens(c) && closesNext(norm, i)) open = i;
      else {
        if (i - open <= NAME_MAX) mask.fill(1, open, i + 1);
        open = -1;
      }
    }
  }
}

const opens = (c: string): boolean => '“‘「『'.includes(c);
const closes = (c: string): boolean => '”’」』'.includes(c);

/** Whether the next quote mark within a name's length closes what `at` opens. */
function closesNext(norm: string, at: number): boolean {
  for (let i = at + 1; i < Math.min(norm.length, at + NAME_MAX); i++) {
    const c = norm[i]!;
    if (c === '\n' || opens(c)) return false;
    if (closes(c)) return true;
  }
  return false;
}
