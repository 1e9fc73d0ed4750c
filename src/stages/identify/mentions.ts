import { arabicYears } from './dates.js';
import type { FactWords } from './words.js';

/** A year as a text names it. */
export interface Mention {
  readonly year: number;
  readonly start: number;
  readonly end: number;
  /** What it says of the year reported on: 3 that this is it, 2 that something of that year is told, 1 that something happened then, 0 nothing. */
  readonly weight: 0 | 1 | 2 | 3;
}

const YEAR = /(?<![\d第])((?:19|20)\d\d)\s*年/g;
/** 自2018年1月1日起至2018年12月31日止 */
const WHOLE_YEAR = /((?:19|20)\d\d)年1月1日起?[^\d。]{0,4}(?:\1年)?12月31日/g;
const CLAUSE = /[,。;:!?、\n()“”]/;
const BEFORE = 24;
const AFTER = 40;

const blank = (text: string): string => ' '.repeat(text.length);

/** Titles of other papers, document numbers and bracketed terms are no statement of the period. Of equal length. */
export function ownWords(text: string): string {
  return arabicYears(text)
    .replace(/[〔[﹝【]\s*\d{4}\s*[〕\]﹞】]\s*\d*号?|\(\d{4}\)\s*\d+号/g, blank)
    .replace(/第\d{1,3}号|国令[^,。]{0,12}号/g, blank);
}

function clauseBefore(text: string, start: number): string {
  let from = start;
  while (from > 0 && start - from < BEFORE && !CLAUSE.test(text[from - 1]!)) from--;
  return text.slice(from, start).trim();
}

/** Whether the year is only a beginning, a measure, a plan or a prize's. */
export function isAside(before: string, after: string, plan: boolean, { years }: FactWords): boolean {
  return (
    years.sinceBefore.test(before) ||
    years.sinceAfter.test(after) ||
    years.compareBefore.test(before) ||
    years.compareAfter.test(after) ||
    (!plan && (years.planBefore.test(before) || years.planAfter.test(after))) ||
    years.prizeBefore.test(before) ||
    years.prizeAfter.test(after)
  );
}

function weightOf(before: string, after: string, plan: boolean, words: FactWords): Mention['weight'] {
  if (isAside(before, after, plan, words)) return 0;
  if (/^\d{1,2}月?\s*(?:-|—|至|到)\s*\d{1,2}月/.test(after)) return 3;
  // under a text stands when it was signed
  if (/^\d{1,2}月\d{1,2}日\s*(?:\n|$)/.test(after) && before === '') return 0;
  if (/^\d{1,2}月/.test(after)) return 1;
  if (words.years.says.test(after)) return 3;
  if (before !== '') return 1;
  return /^度?[,:]/.test(after) ? 3 : 2;
}

/** All years that a text names, titles of other papers left out, and what each says of the year reported on. */
export function yearsIn(text: string, plan: boolean, words: FactWords): Mention[] {
  const own = ownWords(text).replace(/《[^》]{0,80}》/g, blank);
  const mentions: Mention[] = [...own.matchAll(WHOLE_YEAR)].map(({ 0: all, 1: year, index }) => {
    return { year: Number(year), start: index, end: index + all.length, weight: 3 };
  });
  for (const match of own.matchAll(YEAR)) {
    const start = match.index;
    const end = start + match[0].length;
    if (mentions.some((m) => m.start <= start && end <= m.end)) continue;
    const after = own.slice(end, end + AFTER).trimStart();
    const span = /^\s*(?:-|—|–|~|至|到)+\s*(?:19|20)\d\d\s*年/.test(after);
    const weight = span ? 0 : weightOf(clauseBefore(own, start), after, plan, words);
    mentions.push({ year: Number(match[1]), start, end, weight });
  }
  return mentions;
}
