import { absolute, compare, decimal, type Exact, exact, HUNDRED, minus, negative, over, times } from './decimal.js';
import { bounds, type Draft, shown } from './draft.js';
import { meet, type Range } from './range.js';
import { holdsAny, isPercent, type Reading, type View } from './reading.js';
import type { AuditRules } from './rules.js';

/** An earlier state and the present one, both printed. */
interface Pair {
  readonly from: Reading;
  readonly to: Reading;
}

const STATES = ['level', 'average', 'share'];
const MOVED = /^(?:净|共|共计)?(?:减少|压减|缩减|缩短|降低|下降|增加|增长|提高|新增|增|减)了?$/;

/** Growth and change held against the states between which they lie: 由A增至B, 上年为A, 比上年增加C件. */
export function auditGrowth(view: View, rules: AuditRules): Draft[] {
  return view.sentences.flatMap((sentence) => {
    const pairs = pairsOf(view, sentence, rules);
    const out: Draft[] = [];
    for (const moved of sentence) {
      const { aspect, status } = moved.figure;
      if (status !== 'achieved' || moved.figure.valueMax !== null) continue;
      const shortened = isPercent(moved) && aspect === 'level' && holdsAny(moved.before, rules.shortening);
      const bare = aspect === 'level' && !isPercent(moved) && MOVED.test(moved.before);
      if (aspect !== 'growth' && aspect !== 'change' && !shortened && !bare) continue;
      const pair = pairs.findLast(
        ({ from, to }) =>
          to.at < moved.at && from.at < moved.at && near(view, sentence, from.at > to.at ? from : to, moved),
      );
      const draft = pair ? againstPair(pair, moved, shortened || bare) : againstChange(sentence, moved);
      if (draft) out.push(draft);
    }
    return out;
  });
}

/** Nothing but other movements and no semicolon stand between. */
function near(view: View, sentence: readonly Reading[], level: Reading, moved: Reading): boolean {
  if (/[;。]/.test(view.norm.slice(level.figure.extent.end, moved.figure.extent.start))) return false;
  return !sentence.some((r) => r.at > level.at && r.at < moved.at && r.figure.aspect === 'level');
}

function pairsOf(view: View, sentence: readonly Reading[], rules: AuditRules): Pair[] {
  const levels = sentence.filter(
    (r) => STATES.includes(r.figure.aspect) && !r.figure.derived && r.figure.valueMax === null,
  );
  const pairs: Pair[] = [];
  levels.forEach((second, k) => {
    const first = levels[k - 1];
    if (!first || first.figure.unit !== second.figure.unit || second.at !== first.at + 1) return;
    const between = view.norm.slice(first.figure.extent.end, second.figure.extent.start);
    if (between.length < 16 && !/[,;:。]/.test(between) && holdsAny(between, rules.transitions))
      pairs.push({ from: first, to: second });
    else if (rules.earlier.some((word) => second.before.startsWith(word) || second.before.endsWith(word)))
      pairs.push({ from: second, to: first });
  });
  return pairs;
}

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
function againstChange(sentence: readonly Reading[], moved: Reading): Draft | null {
  if (moved.figure.aspect !== 'growth' || !isPercent(moved)) return null;
  const change = sentence.find((r) => r.at === moved.at - 1 && r.figure.aspect === 'change');
  const level = sentence.find((r) => r.at === moved.at - 2 && r.figure.aspect === 'level');
  if (!level) return unknownBase(sentence, moved);
  if (!change || change.figure.unit !== level.figure.unit) return unknownBase(sentence, moved);
  const base = minus(level.value, change.value);
  if (base.n <= 0n) return null;
  const before: Range = { low: lower(level.range, change.range), high: upper(level.range, change.range) };
  const range = spread(ratioRange(level.range, before), change, before);
  const value = times(over(change.value, base), HUNDRED);
  const last = `${shown(level)} ${change.value.n < 0n ? '+' : '−'} ${shown(change)} = ${decimal(base)}`;
  return compared(`${decimal(change.value)} ÷ (${last})`, value, range, moved, [level, change], 'growth.change');
}

/** Bounds by the change itself, which is printed as exactly as the level. */
const spread = (wide: Range, change: Reading, before: Range): Range => {
  const { low, high } = change.range;
  if (!low || !high || !before.low || !before.high || before.low.n <= 0n) return wide;
  const [a, b] = [over(low, low.n < 0n ? before.low : before.high), over(high, high.n < 0n ? before.high : before.low)];
  return { low: times(a, HUNDRED), high: times(b, HUNDRED) };
};

function unknownBase(sentence: readonly Reading[], moved: Reading): Draft | null {
  const level = sentence.find((r) => r.at === moved.of && r.figure.aspect === 'level');
  if (!level || isPercent(level) || moved.value.n <= -100n * moved.value.d) return null;
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
