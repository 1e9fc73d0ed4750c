import type { DocKind } from '../../types.js';
import { arabicYears, hanNumber } from './dates.js';
import { isAside, type Mention, ownWords, yearsIn } from './mentions.js';
import type { FactWords } from './words.js';

const MONTHS: Readonly<Record<string, string>> = {
  上半年: '01/06',
  下半年: '07/12',
  前三季度: '01/09',
  三季度末: '01/09',
};
/** Within this much of the text the period is stated. */
const LEAD = 800;
/** A report of a whole year is made by April, or at the year's end; one of the months between may be about either. */
const [LATEST_OF_LAST, EARLIEST_OF_OWN] = [4, 11];

/** The year reported on and its period, ISO 8601 (`2021`, `2021-01/2021-06`, `2016/2020`); the years it may be where it is open. */
export interface Time {
  readonly year: number | null;
  readonly period: string;
  readonly yearCandidates: readonly number[];
}

/** What a document says of its time. */
export interface TimeTold {
  /** Normalized. */
  readonly title: string;
  /** Other lines of the head. */
  readonly head: string;
  /** First part of the text. */
  readonly lead: string;
  /** Date of publication in ISO 8601 or ''. */
  readonly published: string;
  readonly kind: DocKind;
}

type Found = Pick<Time, 'year' | 'period'>;

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

function timeOf(year: number, after: string): Found {
  const part = months(after);
  if (part === '') return { year, period: String(year) };
  const [from, to] = part.split('/');
  return { year, period: to === undefined ? `${year}-${from}` : `${year}-${from}/${year}-${to}` };
}

const blank = (text: string): string => ' '.repeat(text.length);

function inTitle(title: string, plan: boolean, words: FactWords): Found | null {
  const text = ownWords(title).replace(/(?:贯彻|落实|学习|执行|按照|根据)[^《]{0,12}《[^》]{0,80}》/g, blank);
  const span = /((?:19|20)\d\d)\s*年?\s*(?:-|—|–|~|至|到)+\s*((?:19|20)\d\d)\s*学?年/.exec(text);
  const single = [...text.matchAll(/((?:19|20)\d\d)\s*年/g)].find(
    (m) => !isAside(text.slice(0, m.index).trim(), text.slice(m.index + m[0].length).trim(), plan, words),
  );
  if (span !== null && (single === undefined || span.index + span[0].length >= single.index))
    return { year: Number(span[2]), period: `${span[1]}/${span[2]}` };
  if (single !== undefined) return timeOf(Number(single[1]), text.slice(single.index + single[0].length));
  const five = /十([二三四五])五/.exec(text)?.[1];
  if (five !== undefined) {
    const first = 2001 + 5 * hanNumber(five);
    return { year: first + 4, period: `${first}/${first + 4}` };
  }
  // 洋县工作总结(2021), 数读:2023,我们…; a count is none: 化解矛盾2013起
  const loose =
    /(?:^|[^\d])((?:19|20)\d\d)(?=[\s,:)|—–~-]|$)|^((?:19|20)\d\d)(?=\p{Script=Han}{4})(?![年件起人个万亿元份名户次场家条项宗例余多])/u.exec(
      text,
    );
  return loose === null ? null : timeOf(Number(loose[1] ?? loose[2]), '');
}

/** A work report of a government is delivered early in the year and reports on the year before. */
function delivered(said: Found | null, { head, lead, published }: TimeTold): Found | null {
  const review = /((?:19|20)\d\d)\s*年(?:[一-龥]{0,8})?回顾/.exec(arabicYears(lead));
  const held = /((?:19|20)\d\d)\s*年\s*\d{1,2}\s*月/.exec(arabicYears(head));
  const year = held === null ? (said?.year ?? (Number(published.slice(0, 4)) || null)) : Number(held[1]);
  if (review !== null && (year === null || Number(review[1]) >= year - 1)) return timeOf(Number(review[1]), '');
  return year === null ? null : timeOf(year - 1, '');
}

const looksBack = (kind: DocKind): boolean => kind === 'report' || kind === 'statistics';

/** The first lines and the headings below them: 一、2017年工作情况. */
function statedIn(lead: string): string {
  const headings = lead.slice(LEAD).match(/^\s*[一二三四五六七八九十]{1,2}、.{4,40}$/gm) ?? [];
  return [lead.slice(0, LEAD), ...headings].join('\n');
}

/** The year that the text states, if it states one; `null` when it states none, `open` when several. */
function inLead(text: string, mentions: readonly Mention[], told: TimeTold): Found | 'open' | null {
  const published = Number(told.published.slice(0, 4)) || null;
  const possible = mentions.filter(({ year, weight }) => {
    if (weight === 0) return false;
    if (published === null) return true;
    return (
      (!looksBack(told.kind) && told.kind !== 'other' ? true : year <= published) &&
      (looksBack(told.kind) || year >= published - 1)
    );
  });
  const sums = new Map<number, number>();
  for (const { year, weight } of possible) sums.set(year, (sums.get(year) ?? 0) + weight);
  const stated = [...sums]
    .filter(([year]) => possible.some((m) => m.year === year && m.weight >= 2))
    .sort((a, b) => b[1] - a[1]);
  const [first, second] = stated;
  if (first === undefined || (published === null && first[1] < 3)) return null;
  const mention = possible.find((m) => m.year === first[0] && m.weight >= 2)!;
  const leads = possible.every((m) => m.weight < 2 || m.start >= mention.start);
  if (second !== undefined && second[1] * (leads ? 1 : 2) > first[1]) return 'open';
  return timeOf(first[0], text.slice(mention.end).trimStart());
}

/** What 今年 and 去年 mean, and what a paper without a year is about, by the date of publication; null where that leaves it open. */
function byDate(
  { title, lead, published, kind }: TimeTold,
  mentions: readonly Mention[],
  words: FactWords,
): Found | null {
  const [year, month] = [Number(published.slice(0, 4)), Number(published.slice(5, 7))];
  const part = /上半年|前三季度|下半年|[一二三四]季度/.exec(title)?.[0] ?? '';
  const text = `${title}\n${lead.slice(0, LEAD)}`;
  const today = text.search(words.years.today);
  const last = text.search(words.years.last);
  if (looksBack(kind) && month <= LATEST_OF_LAST) return timeOf(year - 1, part);
  if (last >= 0 && (today < 0 || last < today)) return timeOf(year - 1, part);
  if (!looksBack(kind) || month >= EARLIEST_OF_OWN || part !== '') return timeOf(year, part);
  const named = mentions.some((m) => m.year === year && m.weight > 0);
  return named || (today >= 0 && month > LATEST_OF_LAST + 1) ? timeOf(year, '') : null;
}

function candidates(told: TimeTold, mentions: readonly Mention[]): number[] {
  const year = Number(told.published.slice(0, 4)) || null;
  const ordered = [...mentions].sort((a, b) => b.weight - a.weight).map((m) => m.year);
  return [...new Set([...ordered, ...(year === null ? [] : [year, year - 1])])];
}

/**
 * The year reported on: from the title, then from what the text says that it is about, then from the date of publication. A year from which
 * something runs, to which it is compared, for which it is planned or a prize is given, is not it. Where it cannot be known it is open.
 */
export function timeIn(told: TimeTold, words: FactWords): Time {
  const { title, published, kind } = told;
  // A notice says what is to be done, as a plan does.
  const plan = kind === 'plan' || kind === 'notice';
  const known = (found: Found): Time => ({ ...found, yearCandidates: [] });
  const said = inTitle(title, plan, words);
  if (/政府工作报告/.test(title) && kind === 'report') {
    const found = delivered(said, told);
    if (found !== null) return known(found);
  }
  const future = said !== null && !plan && published !== '' && said.year! > Number(published.slice(0, 4));
  if (said !== null && !future) return known(said);
  const text = statedIn(told.lead);
  const mentions = yearsIn(text, plan, words);
  const stated = inLead(text, mentions, told);
  const open = { year: null, period: '', yearCandidates: candidates(told, mentions) };
  if (stated === 'open') return open;
  if (stated !== null && (published === '' || !overruled(stated, told, words))) return known(stated);
  const found = published === '' ? null : byDate(told, mentions, words);
  return found === null ? open : known(found);
}

/** News that begins with 今年 or 去年 is about that, whatever year it names later. */
function overruled(stated: Found | null, { title, lead, kind }: TimeTold, { years }: FactWords): boolean {
  if (stated === null || looksBack(kind)) return false;
  const relative = new RegExp(`${years.today.source}|${years.last.source}`, 'u');
  const at = `${title}\n${lead}`.search(relative);
  return at >= 0 && at < title.length + 1 + lead.indexOf(String(stated.year));
}
