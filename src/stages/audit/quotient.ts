import { compare, decimal, type Exact, exact, HUNDRED, minus, over, sum, times } from '../../arithmetic/exact.js';
import { meet, percentage, type Range, stepOf, total } from '../../arithmetic/range.js';
import { type Draft, neighbours, shown } from './draft.js';
import type { Reading } from './reading.js';

/** One way to come by a printed rate. */
export interface Quotient {
  readonly part: readonly Reading[];
  readonly whole: Reading;
  /** The rate is what the quotient leaves of 100 %. */
  readonly complement: boolean;
}

/** Per mille are printed ten times as large. */
const scaled = (rate: Reading, range: Range): Range =>
  rate.figure.unit === '‰'
    ? { low: range.low && times(range.low, exact('10')), high: range.high && times(range.high, exact('10')) }
    : range;

const computedRange = (rate: Reading, { part, whole, complement }: Quotient): Range => {
  const { low, high } = percentage(total(part.map(({ range }) => range)), whole.range);
  return scaled(
    rate,
    complement ? { low: high && minus(HUNDRED, high), high: low && minus(HUNDRED, low) } : { low, high },
  );
};

export const partOf = ({ part }: Quotient): Exact => sum(part.map(({ value }) => value));

/** The rate that two figures give, in the unit of the printed rate. */
export function computed(rate: Reading, way: Quotient): Exact {
  const percent = over(times(partOf(way), HUNDRED), way.whole.value);
  const value = way.complement ? minus(HUNDRED, percent) : percent;
  return rate.figure.unit === '‰' ? times(value, exact('10')) : value;
}

/** `rounded` as printed, `cut` where only dropping digits gives the printed rate, else `no`. */
export function agreement(rate: Reading, way: Quotient): 'rounded' | 'cut' | 'no' {
  const range = computedRange(rate, way);
  if (meet(range, rate.range)) return 'rounded';
  if (rate.figure.qualifier !== 'exact') return 'no';
  const cut = { low: rate.value, high: minusSmall(rate) };
  return meet(range, cut) ? 'cut' : 'no';
}

const minusSmall = (rate: Reading): Exact => {
  const step = stepOf(rate.figure, rate.printed);
  return minus(minus(rate.value, { n: -step.n, d: step.d }), { n: step.n, d: step.d * 1000n });
};

/** Whether one changed digit of any of the figures makes the rate right. */
export function slip(rate: Reading, way: Quotient): boolean {
  const fit = (part: Exact, whole: Exact, printed: Range): boolean => {
    if (whole.n <= 0n || compare(part, whole) > 0) return false;
    const value = over(times(part, HUNDRED), whole);
    const shownAs = way.complement ? minus(HUNDRED, value) : value;
    return meet(scaled(rate, { low: shownAs, high: shownAs }), printed);
  };
  for (const value of neighbours(way.whole.figure.value)) if (fit(partOf(way), value, rate.range)) return true;
  if (way.part.length === 1)
    for (const value of neighbours(way.part[0]!.figure.value)) if (fit(value, way.whole.value, rate.range)) return true;
  const { low, high } = rate.range;
  if (low === null || high === null) return false;
  for (const value of neighbours(rate.printed.replace(/[^\d.]/g, ''))) {
    const shift = minus(value, rate.value);
    if (fit(partOf(way), way.whole.value, { low: minus(low, negate(shift)), high: minus(high, negate(shift)) }))
      return true;
  }
  return false;
}

const negate = ({ n, d }: Exact): Exact => ({ n: -n, d });

/** Formula and numbers of a rate held against a quotient. */
export function quotientDraft(rate: Reading, way: Quotient): Omit<Draft, 'status' | 'rule' | 'message'> {
  const value = computed(rate, way);
  const parts = way.part.map(shown).join(' + ');
  const top = way.part.length > 1 ? `(${parts})` : parts;
  const formula = `${way.complement ? '1 − ' : ''}${top} ÷ ${shown(way.whole)}`;
  const agrees = agreement(rate, way);
  const sign = agrees === 'no' ? '≠' : agrees === 'cut' ? '≈' : '=';
  return {
    formula: `${formula} = ${decimal(value, 2)}${rate.figure.unit} ${sign} ${shown(rate)}`,
    printed: rate.figure.value,
    computed: decimal(value, 4),
    tolerance: `${tenth(rate.range)}`,
    readings: [rate, ...way.part, way.whole],
  };
}

const tenth = ({ low, high }: Range): string =>
  low !== null && high !== null
    ? `${decimal(low)} to ${decimal(high)}`
    : low !== null
      ? `at least ${decimal(low)}`
      : `at most ${decimal(high!)}`;

/** The denominator that the printed rate would need. */
export function impliedWhole(rate: Reading, way: Quotient): string {
  const share = way.complement ? minus(HUNDRED, rate.value) : rate.value;
  if (share.n <= 0n) return 'none';
  const scale = rate.figure.unit === '‰' ? exact('1000') : HUNDRED;
  const value = over(times(partOf(way), scale), share);
  return `about ${decimal(value, 0)}`;
}
