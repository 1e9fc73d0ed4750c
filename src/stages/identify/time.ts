import type { DocKind } from '../../types.js';

const HAN_DIGITS = '〇一二三四五六七八九';
const HAN_YEAR = /二[〇○零OΟ0o][〇○零OΟ0o一二三四五六七八九]{2}(?=\s*(?:年|至|-|—))/g;
const MONTHS: Readonly<Record<string, string>> = {
  上半年: '01/06',
  下半年: '07/12',
  前三季度: '01/09',
  三季度末: '01/09',
};

function digit(c: string): string {
  const at = HAN_DIGITS.indexOf(c);
  return at >= 0 ? String(at) : '0';
}

/** 二〇二一年 → 2021年, of equal length; blanks inside a year's number stay as they are. */
export function arabicYears(text: string): string {
  return text.replace(HAN_YEAR, (year) => [...year].map(digit).join(''));
}

function hanNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones] = text.includes('十') ? text.split('十') : ['0', text];
  const value = (c: string | undefined, none: number): number => (c ? HAN_DIGITS.indexOf(c) : none);
  return (tens === '0' ? 0 : value(tens, 1) * 10) + value(ones, 0);
}

const DATE =
  /((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*[-/.月]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?(?:(?:T|\s*)(\d{1,2}):(\d{2})(?::(\d{2}))?)?/;

/** A date as printed, in ISO 8601: date only, or with the time of day and +08:00 where one is printed; '' when there is none. */
export function isoDate(printed: string): string {
  const match = DATE.exec(arabicYears(printed));
  if (match === null) return '';
  const [, year, m, d, hour, minute, second] = match;
  const month = hanNumber(m!);
  const day = hanNumber(d!);
  if (month < 1 || month > 12 || day < 1 || day > 31) return '';
  const two = (n: number | string): string => String(n).padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  if (hour === undefined || Number(hour) > 23) return date;
  return `${date}T${two(hour)}:${minute}${second === undefined ? '' : `:${second}`}+08:00`;
}

/** The year reported on and its period, ISO 8601 (`2021`, `2021-01/2021-06`, `2016/2020`). */
export interface Time {
  readonly year: number | null;
  readonly period: string;
}

/** Months that the words after a year name, as `01/06`; '' for the whole year. */
function months(after: string): string {
  const text = after.replace(/^度/, '');
  const named = /^(?:\p{Script=Han}{0,4})?(上半年|下半年|前三季度)/u.exec(text)?.[1];
  if (named !== undefined) return MONTHS[named]!;
  const quarter = /^(?:第)?([一二三四1-4])季度/.exec(text)?.[1];
  if (quarter !== undefined) {
    const n = hanNumber(quarter);
    return `${String(n * 3 - 2).padStart(2, '0')}/${String(n * 3).padStart(2, '0')}`;
  }
  const span = /^(\d{1,2})月?(?:\d{1,2}日)?\s*(?:-|—|–|~|至|到)\s*(\d{1,2})月/.exec(text);
  if (span !== null && Number(span[2]) <= 12) return `${span[1]!.padStart(2, '0')}/${span[2]!.padStart(2, '0')}`;
  const single = /^(\d{1,2})月份?(?!\d)/.exec(text);
  return single === null ? '' : single[1]!.padStart(2, '0');
}

function timeOf(year: string, after: string): Time {
  const part = months(after);
  if (part === '') return { year: Number(year), period: year };
  const [from, to] = part.split('/');
  return { year: Number(year), period: to === undefined ? `${year}-${from}` : `${year}-${from}/${year}-${to}` };
}

const blank = (text: string): string => ' '.repeat(text.length);

/** Titles of other papers, document numbers and bracketed terms are no statement of the period. */
function own(text: string): string {
  return arabicYears(text)
    .replace(/[〔[﹝【]\s*\d{4}\s*[〕\]﹞】]\s*\d*号?|\(\d{4}\)\s*\d+号/g, blank)
    .replace(/第\d{1,3}号|国令[^,。]{0,12}号/g, blank);
}

function inTitle(title: string): Time | null {
  const text = own(title).replace(/(?:贯彻|落实|学习|执行|按照|根据)[^《]{0,12}《[^》]{0,80}》/g, blank);
  const span = /((?:19|20)\d\d)\s*年?\s*(?:-|—|–|~|至|到)+\s*((?:19|20)\d\d)\s*年/.exec(text);
  const single = /((?:19|20)\d\d)\s*年/.exec(text);
  if (span !== null && (single === null || span.index <= single.index))
    return { year: Number(span[2]), period: `${span[1]}/${span[2]}` };
  if (single !== null) return timeOf(single[1]!, text.slice(single.index + single[0].length));
  const plan = /十([二三四五])五/.exec(text)?.[1];
  if (plan !== undefined) {
    const first = 2001 + 5 * hanNumber(plan);
    return { year: first + 4, period: `${first}/${first + 4}` };
  }
  const loose = /(?:^|[^\d])((?:19|20)\d\d)(?![\d.])/.exec(text);
  if (loose !== null) return timeOf(loose[1]!, '');
  return null;
}

function inLead(lead: string): Time | null {
  const text = own(lead).replace(/《[^》]{0,80}》/g, blank);
  const yearly = /((?:19|20)\d\d)\s*年度/.exec(text);
  const match = yearly ?? /((?:19|20)\d\d)\s*年(?!\s*\d{1,2}\s*月\s*\d{1,2}\s*日(?!\s*(?:-|—|至|到|起)))/.exec(text);
  return match === null ? null : timeOf(match[1]!, text.slice(match.index + match[0].length).trimStart());
}

/** A work report of a government is delivered early in the year and reports on the year before. */
function delivered(said: Time | null, head: string, lead: string, published: string): Time | null {
  const review = /((?:19|20)\d\d)\s*年(?:[一-龥]{0,8})?回顾/.exec(arabicYears(lead));
  const held = /((?:19|20)\d\d)\s*年\s*\d{1,2}\s*月/.exec(arabicYears(head));
  const year = held === null ? (said?.year ?? (Number(published.slice(0, 4)) || null)) : Number(held[1]);
  if (review !== null && (year === null || Number(review[1]) >= year - 1)) return timeOf(review[1]!, '');
  return year === null ? null : timeOf(String(year - 1), '');
}

/**
 * The year reported on, from the title, then the text's lead, then the date of publication (a report of January speaks of the year before).
 * In: normalized title, the head's other lines, the text's first part, the date of publication in ISO 8601 or ''.
 */
export function timeIn(title: string, head: string, lead: string, published: string, kind: DocKind): Time {
  const said = inTitle(title);
  if (/政府工作报告/.test(title) && kind === 'report') {
    const found = delivered(said, head, lead, published);
    if (found !== null) return found;
  }
  const found = said ?? inLead(lead.slice(0, 800));
  if (found !== null) return found;
  if (published === '') return { year: null, period: '' };
  const year = Number(published.slice(0, 4));
  const looksBack = (kind === 'report' || kind === 'statistics') && Number(published.slice(5, 7)) < 11;
  return timeOf(String(looksBack ? year - 1 : year), '');
}
