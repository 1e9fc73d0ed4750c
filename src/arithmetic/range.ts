import type { Figure } from '../types.js';
import { type Exact, exact, minus, over, plus, sum, tenTo, times } from './exact.js';

/** What a printed number can stand for: its bounds, null where it has none on that side. */
export interface Range {
  readonly low: Exact | null;
  readonly high: Exact | null;
}

const SCALES: readonly (readonly [string, number])[] = [
  ['亿', 8],
  ['万', 4],
];
const TWO: Exact = { n: 2n, d: 1n };

/** Ten to the power of the last digit that was printed: 0.01万 is 100, 95.7% is 0.1, 1620 is 1. */
export function stepOf(figure: Figure, printed: string): Exact {
  const scale = SCALES.find(([word]) => printed.endsWith(word))?.[1] ?? 0;
  const decimals = /[.．点]([\d０-９零〇一二三四五六七八九]+)/.exec(printed)?.[1]?.length ?? 0;
  if (scale > 0 || decimals > 0) return tenTo(scale - decimals);
  return /\d/.test(printed) && figure.unit !== '元' ? tenTo(0) : lastDigitOf(figure.value);
}

/** Ten to the power of the last digit that is not zero: what a rounded number such as 约1700 can be off. */
function lastDigitOf(value: string): Exact {
  const [whole = '', part = ''] = value.replace('-', '').split('.');
  if (/[1-9]/.test(part)) return tenTo(-part.replace(/0+$/, '').length);
  const zeros = /0*$/.exec(whole)![0].length;
  return zeros === whole.length ? tenTo(0) : tenTo(zeros);
}

/**
 * The numbers that a figure as printed can stand for. A whole count without 万 is itself; a decimal, a rate or a number with 万 or
 * 亿 is right to half its last digit; 余 and 近 give one bound and reach at most one last digit further; 以上, 不少于 and their like
 * give one bound alone.
 */
export function rangeOf(figure: Figure, printed: string, extent: string): Range {
  const value = exact(figure.value);
  if (figure.valueMax !== null) return { low: value, high: exact(figure.valueMax) };
  const step = stepOf(figure, printed);
  const round = lastDigitOf(figure.value);
  const counted = step.n === 1n && step.d === 1n && !['%', '‰', '个百分点', '倍', '元'].includes(figure.unit);
  const half = counted ? { n: 0n, d: 1n } : over(step, TWO);
  switch (figure.qualifier) {
    case 'exact':
      return { low: minus(value, half), high: plus(value, half) };
    case 'about':
      return { low: minus(value, round), high: plus(value, round) };
    case 'over':
      return { low: minus(value, half), high: /[余多]/.test(extent) ? plus(value, round) : null };
    case 'under':
      return { low: /近/.test(extent) ? minus(value, round) : null, high: plus(value, half) };
    case 'min':
      return { low: value, high: null };
    case 'max':
      return { low: null, high: value };
  }
}

/** The sum of ranges. */
export function total(ranges: readonly Range[]): Range {
  const ends = (pick: (range: Range) => Exact | null): Exact | null => {
    const all = ranges.map(pick);
    return all.includes(null) ? null : sum(all as Exact[]);
  };
  return { low: ends((r) => r.low), high: ends((r) => r.high) };
}

/** The quotient of two ranges of positive numbers in hundredths (890 of 930 is 95.7). */
export function percentage(part: Range, whole: Range): Range {
  const hundred = tenTo(2);
  const low = part.low !== null && whole.high !== null && whole.high.n > 0n ? over(part.low, whole.high) : null;
  const high = part.high !== null && whole.low !== null && whole.low.n > 0n ? over(part.high, whole.low) : null;
  return { low: low && times(low, hundred), high: high && times(high, hundred) };
}

/** Whether two ranges have a number in common. */
export function meet(a: Range, b: Range): boolean {
  const above = (low: Exact | null, high: Exact | null): boolean =>
    low !== null && high !== null && low.n * high.d > high.n * low.d;
  return !above(a.low, b.high) && !above(b.low, a.high);
}
