import {
  absolute,
  compare,
  decimal,
  type Exact,
  exact,
  HUNDRED,
  minus,
  negative,
  over,
  times,
} from '../../arithmetic/exact.js';
import { meet, type Range } from '../../arithmetic/range.js';
import type { Move } from '../../graph.js';
import { bounds, type Draft, shown } from './draft.js';
import { isLevel, isPercent, type Reading, type View } from './reading.js';

/** An earlier state and the present one, both printed. */
interface Pair {
  readonly from: Reading;
  readonly to: Reading;
}

/** Growth and change held against the states between which the graph says they lie; growth without any is open. */
export function auditGrowth(view: View): Draft[] {
  const out: Draft[] = [];
  const told = new Set<number>();
  for (const move of view.graph.moves) {
    for (const at of [move.change, move.growth]) if (at !== null) told.add(at);
    out.push(...judge(view, move));
  }
  for (const { kind, from, to } of view.graph.links) {
    const [moved, level] = [view.byFigure.get(from), view.byFigure.get(to)];
    if (kind !== 'growth' || told.has(from) || !moved || !level) continue;
    told.add(from);
    const draft = unknownBase(level, moved);
    if (draft) out.push(draft);
  }
  return out;
}

function judge(view: View, move: Move): Draft[] {
  const read = (at: number | null): Reading | null => {
    const reading = at === null ? undefined : view.byFigure.get(at);
    return reading && !reading.figure.derived && reading.figure.valueMax === null ? reading : null;
  };
  const [from, to, change, growth] = [move.from, move.to, move.change, move.growth].map(read);
  if (!to || [to, change, growth].some((r) => r && r.figure.status !== 'achieved')) return [];
  const unsigned = (r: Reading): boolean => r.figure.aspect === 'level';
  if (from) {
    if (from.figure.unit !== to.figure.unit) return [];
    const present = [to, ...othersOf(view, to, from)];
    return [change, growth].flatMap((r) => {
      const tried = r ? present.flatMap((one) => againstPair({ from, to: one }, r, unsigned(r)) ?? []) : [];
      return tried.find(({ status }) => status === 'holds') ?? tried.slice(0, 1);
    });
  }
  if (!change || !growth) return [];
  const levels = [to, ...othersOf(view, to, change)];
  const tried = levels.flatMap((level) => againstChange(level, change, growth) ?? []);
  // A base only excuses: that none fits says nothing.
  const all = [...tried, ...levels.flatMap((level) => againstBase(level, change, growth) ?? [])];
  const held = all.find(({ status }) => status === 'holds');
  return held ? [held] : tried.slice(0, 1);
}

/** Other levels of the sentence that may be the present state: 612.4万件,日均3.38万件,较上年同期的571.3万件上升7.19%. */
const othersOf = (view: View, to: Reading, from: Reading): Reading[] =>
  [-1, -2, -3]
    .map((n) => view.byFigure.get(Math.min(to.at, from.at) + n))
    .filter((r): r is Reading => r !== undefined && r.figure.sentence === to.figure.sentence && isLevel(r))
    .filter((r) => r.figure.unit === to.figure.unit);

function againstPair({ from, to }: Pair, moved: Reading, unsigned: boolean): Draft | null {
  const base = /[比较](\d{4})年/.exec(moved.before)?.[1];
  if (from.value.n <= 0n || (base && !from.figure.period.startsWith(base))) return null;
  if (isPercent(moved) && isPercent(to)) return null;
  const difference = minus(to.value, from.value);
  if (!isPercent(moved)) {
    if (moved.figure.unit !== to.figure.unit && moved.figure.unit !== '个百分点') return null;
    const range = { low: lower(to.range, from.range), high: upper(to.range, from.range) };
    const falls = unsigned && difference.n < 0n;
    const value = falls ? negative(difference) : difference;
    return compared(
      `${shown(to)} − ${shown(from)}`,
      value,
      falls ? turned(range) : range,
      moved,
      [to, from],
      'change.states',
    );
  }
  const grown = ratioRange(to.range, from.range);
  const value = times(over(difference, from.value), HUNDRED);
  const sign = unsigned ? negative : (x: Exact) => x;
  const range = unsigned ? turned(grown) : grown;
  return compared(
    `(${shown(to)} − ${shown(from)}) ÷ ${shown(from)}`,
    sign(value),
    range,
    moved,
    [to, from],
    'growth.states',
  );
}

const lower = (a: Range, b: Range): Exact | null => (a.low && b.high ? minus(a.low, b.high) : null);
const upper = (a: Range, b: Range): Exact | null => (a.high && b.low ? minus(a.high, b.low) : null);
const turned = ({ low, high }: Range): Range => ({ low: high && negative(high), high: low && negative(low) });

/** Bounds of the growth in per cent from one range to another. */
function ratioRange(to: Range, from: Range): Range {
  const grow = (a: Exact | null, b: Exact | null): Exact | null =>
    a && b && b.n > 0n ? times(over(minus(a, b), b), HUNDRED) : null;
  return { low: grow(to.low, from.high), high: grow(to.high, from.low) };
}

/** 412件,比上年增加48件,增长13.2%: the change tells last year's figure. */
function againstChange(level: Reading, change: Reading, moved: Reading): Draft | null {
  if (!isPercent(moved) || change.figure.unit !== level.figure.unit) return null;
  const base = minus(level.value, change.value);
  if (base.n <= 0n) return null;
  const before: Range = { low: lower(level.range, change.range), high: upper(level.range, change.range) };
  const range = spread(ratioRange(level.range, before), change, before);
  const value = times(over(change.value, base), HUNDRED);
  const last = `${shown(level)} ${change.value.n < 0n ? '+' : '−'} ${shown(change)} = ${decimal(base)}`;
  return compared(`${decimal(change.value)} ÷ (${last})`, value, range, moved, [level, change], 'growth.change');
}

/** 较前一年的88件增加55件,上升62.5%: the figure before the change is the earlier state. */
function againstBase(base: Reading, change: Reading, moved: Reading): Draft | null {
  if (!isPercent(moved) || change.figure.unit !== base.figure.unit || base.value.n <= 0n) return null;
  const value = times(over(change.value, base.value), HUNDRED);
  const part = (a: Exact | null, b: Exact | null): Exact | null =>
    a && b && b.n > 0n ? times(over(a, b), HUNDRED) : null;
  const range = { low: part(change.range.low, base.range.high), high: part(change.range.high, base.range.low) };
  const formula = `${decimal(change.value)} ÷ ${shown(base)}`;
  return compared(formula, value, range, moved, [base, change], 'growth.change');
}

/** Bounds by the change itself, which is printed as exactly as the level. */
const spread = (wide: Range, change: Reading, before: Range): Range => {
  const { low, high } = change.range;
  if (!low || !high || !before.low || !before.high || before.low.n <= 0n) return wide;
  const [a, b] = [over(low, low.n < 0n ? before.low : before.high), over(high, high.n < 0n ? before.high : before.low)];
  return { low: times(a, HUNDRED), high: times(b, HUNDRED) };
};

function unknownBase(level: Reading, moved: Reading): Draft | null {
  if (level.figure.aspect !== 'level' || level.figure.derived || isPercent(level) || !isPercent(moved)) return null;
  if (moved.value.n <= -100n * moved.value.d) return null;
  const base = over(level.value, over(minus(moved.value, exact('-100')), HUNDRED));
  return {
    status: 'open',
    rule: 'growth.base',
    formula: `${shown(level)} is ${shown(moved)} over ?`,
    printed: moved.figure.value,
    computed: '',
    tolerance: '',
    readings: [moved, level],
    message: `the report does not print the earlier figure; it would be about ${decimal(base, 0)}`,
  };
}

function compared(
  formula: string,
  value: Exact,
  range: Range,
  moved: Reading,
  readings: readonly Reading[],
  rule: string,
): Draft {
  const fits = meet(range, moved.range);
  const opposite = !fits && meet(turned(range), moved.range);
  const cut =
    !fits &&
    !opposite &&
    compare(absolute(minus(absolute(value), absolute(moved.value))), stepUp(moved)) < 0 &&
    compare(absolute(moved.value), absolute(value)) < 0;
  const unit = moved.figure.unit;
  const shownValue = decimal(value, 2);
  return {
    status: fits ? 'holds' : opposite || cut ? 'remark' : 'contradicts',
    rule,
    formula: `${formula} = ${shownValue}${unit} ${fits ? '=' : '≠'} ${decimal(moved.value)}${unit}`,
    printed: moved.figure.value,
    computed: decimal(value, 4),
    tolerance: bounds(moved.range),
    readings: [moved, ...readings],
    message: fits
      ? 'the printed movement fits its two states'
      : opposite
        ? `the size fits, the direction does not: the states give ${shownValue}${unit}`
        : cut
          ? 'the movement fits when digits are dropped instead of rounded'
          : `the states give ${shownValue}${unit}; one of the three figures is wrong`,
  };
}

/** Twice the half step of a rounded figure: its last digit's worth. */
const stepUp = ({ range }: Reading): Exact =>
  range.low && range.high ? minus(range.high, range.low) : { n: 0n, d: 1n };
