import type { Basis, Cell, Sentence, Span, Status } from '../../types.js';
import { fiveYears, type Place, pathWords, textOf } from './context.js';

/** When a figure holds, and whether it is of the period or a stock. */
export interface When {
  readonly period: string;
  readonly basis: Basis;
}

export interface Reported {
  readonly year: number | null;
  readonly period: string;
}

const CUMULATIVE =
  /累计|现有|实有|现存|在册|共有|存量|历年|现行有效|总量达|总数达|保有量|建成并|已建成|共建成|共设立|截至目前共?(?:建|设|有)/;
/** A time named as the frame of what follows, not in a comparison or a name; what no time begins with is passed over at once. */
const FRAME = new RegExp(
  '(?:(?:^|[,。;:(、) ])(?:截至|截止到?|到|至|在|于|自|从|由)?|截至|截止到?|到|至|在|于|自|从|由) ?(?=[\\d“过这近一二三四五六七八九十上去明来下今本当第前头全])(?:' +
    [
      '(?<from>20\\d\\d|19\\d\\d) ?(?:年)? ?[-—–~至到]{1,2} ?(?<to>20\\d\\d) ?年',
      '(?<since>20\\d\\d|19\\d\\d) ?年(?:[^,。;]{0,3})?(?:以来|起|来)',
      '(?<years>(?:过去|这|近)(?:[一二三四五六七八九十]|\\d{1,2})年|(?:[一二三四五六七八九十]|\\d{1,2})年来)',
      '“?(?<plan>十[一二三四五六七])五”?(?:期间|时期|以来)',
      '(?:(?<year>20\\d\\d|19\\d\\d) ?年度?|(?<last>上年度?|去年|上一年度?)|(?<next>明年|来年|下年度)|(?<now>今年|本年度?|当年))?(?: ?(?<m1>\\d{1,2}) ?月? ?[-—–~至到]{1,2} ?(?<m2>\\d{1,2}) ?月|(?<half>上半年|下半年)|[前头](?<first>\\d{1,2}|[一二三四五六七八九]|十一?) ?个月|第?(?<quarter>前?[一二三四]季度)|(?<full>全年)| ?(?<by>\\d{1,2}) ?月(?:\\d{1,2}日|底|末|初|份)?)?',
    ].join('|') +
    ')',
  'g',
);
const NUMERALS = [...'零一二三四五六七八九十', '十一'];

const pad = (month: string | number): string => String(month).padStart(2, '0');

/** The period and basis of each place in text order. */
export function periods(
  norm: string,
  places: readonly Place[],
  sentences: readonly Sentence[],
  status: readonly Status[],
  reported: Reported,
  cells: readonly Cell[],
): When[] {
  const frames = new Map<number, Frame[]>();
  const framesIn = (sentence: Sentence): Frame[] => {
    const known = frames.get(sentence.start) ?? framesOf(norm, sentence, reported);
    frames.set(sentence.start, known);
    return known;
  };
  const opening = openings(sentences, framesIn);
  return places.map((place, i) => {
    const basis: Basis =
      CUMULATIVE.test(place.before) || CUMULATIVE.test(place.lead.slice(-24)) ? 'cumulative' : 'year';
    const head = place.reading.cell === null ? null : headed(norm, cells[place.reading.cell]!, reported);
    if (head !== null) return { period: head, basis };
    const frame = lastBefore(framesIn(place.sentence), place);
    const period = frame?.period ?? opening.get(place.sentence.item) ?? fallback(norm, place, status[i]!, reported);
    return { period, basis };
  });
}

/** The year that is the whole of a cell's heading, of the innermost: 2012年, 上年. */
function headed(norm: string, cell: Cell, { year }: Reported): string | null {
  for (const span of [...cell.column, ...cell.row].reverse()) {
    const text = textOf(norm, span).replace(/\(.*\)|\s/g, '');
    const named = /^(20\d\d|19\d\d)年?度?$/.exec(text);
    if (named) return named[1]!;
    if (year === null) continue;
    if (/^(?:上年度?|去年)(?:同期|数)?$/.test(text)) return String(year - 1);
    if (/^(?:本年度?|今年)(?:数)?$/.test(text)) return String(year);
  }
  return null;
}

/** The last frame before the figure that still holds there. */
function lastBefore(frames: readonly Frame[], { reading, clause }: Place): Frame | undefined {
  let low = 0;
  let high = frames.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (frames[middle]!.end <= reading.start) low = middle + 1;
    else high = middle;
  }
  while (low > 0 && frames[low - 1]!.once && frames[low - 1]!.clause !== clause && frames[low - 1]!.end > clause - 200)
    low--;
  const frame = frames[low - 1];
  return frame?.once && frame.clause !== clause ? undefined : frame;
}

/** 五年来, … and 2018至2022年, … at the head of an item hold for all of it. */
function openings(sentences: readonly Sentence[], framesIn: (sentence: Sentence) => Frame[]): Map<number, string> {
  const out = new Map<number, string>();
  let item = -1;
  for (const sentence of sentences) {
    if (sentence.item === item) continue;
    item = sentence.item;
    const frame = framesIn(sentence)[0];
    if (frame?.period.includes('/') && !frame.period.includes('-') && frame.clause - sentence.start < 6)
      out.set(item, frame.period);
  }
  return out;
}

function fallback(norm: string, { sentence }: Place, status: Status, { year, period }: Reported): string {
  const words = pathWords(norm, sentence.path);
  const named = [...words.matchAll(/(20\d\d) ?年/g)].at(-1)?.[1];
  if (named && (status === 'target' || year === null)) return named;
  const plan = status === 'target' && year !== null ? fiveYears(words) : null;
  if (plan && plan.from > year!) return `${plan.from}/${plan.to}`;
  return period || (year === null ? '' : String(year));
}

interface Frame {
  readonly end: number;
  readonly period: string;
  /** 上年为5586件: holds for its own clause only. */
  readonly once: boolean;
  readonly clause: number;
}

/** Times named in the sentence as a frame, in order. */
function framesOf(norm: string, sentence: Span, reported: Reported): Frame[] {
  const out: Frame[] = [];
  const text = norm.slice(sentence.start, sentence.end);
  for (const hit of text.matchAll(FRAME)) {
    const g = hit.groups!;
    const start = sentence.start + hit.index;
    const end = start + hit[0].length;
    if (/^[,。;:(、) ]?[从由自]/.test(hit[0]) && !g.since) continue;
    if (
      /[比较与同]$/.test(text.slice(0, hit.index)) ||
      /^(?:版|结转|度?计划|度?工作|(?:同期|末)?相比|同期比)/.test(norm.slice(end, end + 4))
    )
      continue;
    // 前三季度…,全年…: the whole year of the time named before it.
    const period = g.full && !g.year && !g.last ? (out.at(-1)?.period.slice(0, 4) ?? null) : periodOf(g, reported);
    if (!period) continue;
    const clause = start + (/^[,。;:(、) ]/.test(hit[0]) ? 1 : 0);
    out.push({ end, period, once: g.last !== undefined, clause });
  }
  return out;
}

function periodOf(g: Record<string, string | undefined>, { year, period }: Reported): string | null {
  if (g.from) return `${g.from}/${g.to}`;
  if (g.since) return year !== null && year > Number(g.since) ? `${g.since}/${year}` : g.since;
  const plan = g.plan && fiveYears(`${g.plan}五`);
  if (plan) return `${plan.from}/${plan.to}`;
  if (g.years) return year === null ? null : span(g.years, year);
  const base = g.year ? Number(g.year) : year === null ? null : g.last ? year - 1 : g.next ? year + 1 : year;
  if (base === null) return null;
  if (g.m1) return `${base}-${pad(g.m1)}/${base}-${pad(g.m2!)}`;
  if (g.half) return g.half === '上半年' ? `${base}-01/${base}-06` : `${base}-07/${base}-12`;
  if (g.quarter) return quarter(g.quarter, base);
  if (g.first) return `${base}-01/${base}-${pad(Number(g.first) || NUMERALS.indexOf(g.first))}`;
  if (g.full) return String(base);
  if (g.year || g.last || g.next) return String(base);
  return g.by || g.now ? period || String(base) : null;
}

function span(words: string, year: number): string | null {
  const printed = /(\d{1,2}|[一二三四五六七八九十])年/.exec(words)?.[1] ?? '';
  const count = /\d/.test(printed) ? Number(printed) : NUMERALS.indexOf(printed);
  return count > 1 ? `${year - count + 1}/${year}` : null;
}

function quarter(words: string, year: number): string {
  const last = '一二三四'.indexOf(words.replace(/前|季度/g, '')) + 1;
  const first = words.startsWith('前') ? 1 : last;
  return `${year}-${pad(first * 3 - 2)}/${year}-${pad(last * 3)}`;
}
