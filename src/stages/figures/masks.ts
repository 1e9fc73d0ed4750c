import type { Span } from '../../types.js';
import { type UnitTable, unitAt } from './units.js';

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
  for (const { is, unlessUnit } of table.patterns)
    for (const hit of norm.matchAll(is))
      if (!unlessUnit || !counts(norm, hit[0], hit.index, table)) mask.fill(1, hit.index, hit.index + hit[0].length);
  if (table.phrases) for (const hit of norm.matchAll(table.phrases)) mask.fill(1, hit.index, hit.index + hit[0].length);
  maskQuotes(norm, mask);
  return mask;
}

/** A run of digits with a unit right after it, and no word for a telephone before it. */
function counts(norm: string, printed: string, at: number, table: UnitTable): boolean {
  if (!/^\d+$/.test(printed) || !unitAt(norm, at + printed.length, table)) return false;
  return !/(?:电话|手机|传真|热线|[拨致]打?|号码?)[::(“ ]{0,2}$/.test(norm.slice(Math.max(0, at - 8), at));
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
        if (i - open <= NAME_MAX && !isStatement(norm.slice(open + 1, i))) mask.fill(1, open, i + 1);
        open = -1;
      }
    }
  }
}

const COUNTS =
  '\\d[\\d,.]*[余多]?[万亿]?(?:%|元|件|人次|人|名|起|宗|份|条|项|个|家|户|场|次|期|批|所|处|张|亩|天|座|台|辆|本|封)';
/** Direct speech that counts: a stop inside it and a number with its unit. */
const SPEAKS = /\p{sc=Han}(?:[,](?!\d)|[。!?])|^[^,。]{8,}[。!?]$/u;
const COUNTS_IN = new RegExp(COUNTS);
/** Several words, then a number with its unit that ends the quotation or its part: 办理法律援助案件1,500件. */
const STATES = new RegExp(
  `\\p{sc=Han}{4,}${COUNTS}(?:以上|左右|以内)?$|\\p{sc=Han}{2,}${COUNTS}、\\p{sc=Han}{2,}[^、]*${COUNTS}`,
  'u',
);
/** Nothing but numbers with their units: 3件、47件、33件. */
const LISTS = new RegExp(`^${COUNTS}(?:、${COUNTS})+$`);

/** Whether what stands in quotes states figures and is no name. */
const isStatement = (quoted: string): boolean =>
  (SPEAKS.test(quoted) && COUNTS_IN.test(quoted)) || STATES.test(quoted) || LISTS.test(quoted);

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
