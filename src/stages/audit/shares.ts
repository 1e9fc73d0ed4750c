import {
  absolute,
  compare,
  decimal,
  type Exact,
  exact,
  HUNDRED,
  minus,
  over,
  sum,
  times,
} from '../../arithmetic/exact.js';
import { meet, type Range } from '../../arithmetic/range.js';
import { bounds, type Draft, shown } from './draft.js';
import { agreement, computed, type Quotient, quotientDraft, slip } from './quotient.js';
import { holdsAny, isPercent, levelsBefore, ownWords, type Reading, type View } from './reading.js';
import type { AuditRules } from './rules.js';

/** A count and its share. */
interface Pair {
  readonly part: Reading;
  readonly share: Reading;
  /** The whole that the two imply. */
  readonly base: Range;
}

/** So many shares must agree before another of their list is said to be wrong. */
const WITNESSES = 3;
/** Percentage points between a share and what its figures give, beyond which the figures are hardly those it was made of. */
const CLOSE: Exact = { n: 10n, d: 1n };
/** Words between 占 and the number that name no whole of their own. */
const NO_NAME =
  /^(?:约|近|已|仅|只|均|共|也|大约|分别)?占?(?:比|比重|比例|到|了|有|总数|总量|全部|全市|全县|全区|全省|的|约|为|达|近)*$/;

/** Shares held against the wholes that the graph links them with; never against their neighbours. */
export function auditShares(view: View, rules: AuditRules): Draft[] {
  return view.graph.shares.flatMap(({ pairs, whole }) => {
    const run = pairs.flatMap(({ part, share }) => pairOf(view, part, share) ?? []);
    if (run.length === 0) return [];
    const linked = whole === null ? null : (view.byFigure.get(whole) ?? null);
    return judge(view, run, linked, rules);
  });
}

function pairOf(view: View, at: number, of: number): Pair | null {
  const [part, share] = [view.byFigure.get(at), view.byFigure.get(of)];
  if (!part || !share || !isPercent(share) || share.figure.derived || share.figure.valueMax !== null) return null;
  if (share.figure.aspect !== 'share' && share.figure.aspect !== 'level') return null;
  const base = baseOf(part, share);
  return base && { part, share, base };
}

function baseOf(part: Reading, share: Reading): Range | null {
  const [low, high] = [share.range.low, share.range.high];
  const scale = share.figure.unit === '‰' ? times(HUNDRED, exact('10')) : HUNDRED;
  if (!low || !high || low.n <= 0n) return null;
  const end = (count: Exact | null, by: Exact): Exact | null => count && over(times(count, scale), by);
  return { low: end(part.range.low, high), high: end(part.range.high, low) };
}

/** What all ranges have in common; null where there is nothing. */
function common(ranges: readonly Range[]): Range | null {
  let low: Exact | null = null;
  let high: Exact | null = null;
  for (const range of ranges) {
    if (range.low && (!low || compare(range.low, low) > 0)) low = range.low;
    if (range.high && (!high || compare(range.high, high) < 0)) high = range.high;
  }
  return low && high && compare(low, high) > 0 ? null : { low, high };
}

const quotient = ({ part }: Pair, whole: Reading): Quotient => ({ part: [part], whole, complement: false });

/** One list of shares: each with a whole that fits it, the one that the others speak against, or those without a whole. */
function judge(view: View, run: readonly Pair[], linked: Reading | null, rules: AuditRules): Draft[] {
  const out: Draft[] = [];
  const loose: Pair[] = [];
  for (const pair of run) {
    const whole = wholesOf(view, pair, linked, rules).find(
      (one) => agreement(pair.share, quotient(pair, one)) === 'rounded',
    );
    if (whole) out.push(held(pair, whole));
    else loose.push(pair);
  }
  if (loose.length === 0) return out;
  const odd = oddOne(run);
  const shared = common(run.map(({ base }) => base));
  if (odd) {
    const others = common(run.filter((pair) => pair !== odd).map(({ base }) => base))!;
    return [
      ...out,
      ...loose.filter((pair) => pair !== odd).map(open),
      ...(loose.includes(odd) ? [namedOdd(odd, others, linked)] : []),
    ];
  }
  if (shared && run.length >= WITNESSES) return [...out, ...(otherBase(view, run, shared) ?? loose.map(open))];
  return [...out, ...loose.map((pair) => alone(view, pair, rules) ?? open(pair))];
}

/** The figures that may be the whole of a share: the linked one, the one that its words open, all of its kind before it. */
function wholesOf(view: View, { part, share }: Pair, linked: Reading | null, rules: AuditRules): Reading[] {
  const told = wholeTold(view, part);
  const near = levelsBefore(view, part, rules).filter((r) => compare(r.value, part.value) >= 0);
  const named = namedWhole(share, near);
  return [...(named ? [named] : []), ...(linked ? [linked] : []), ...(told ? [told] : []), ...near];
}

/** The whole that the words of the part's list open. */
function wholeTold(view: View, part: Reading): Reading | null {
  const { parent, opener } = view.graph.mentions[part.at]!;
  return parent === null || opener === null ? null : (view.byFigure.get(parent) ?? null);
}

const nameOf = (share: Reading): string | undefined =>
  /占(?:全[市县区省])?([\u4e00-\u9fff]{2,8}?)(?:总数|总量|总人数|的|$)/.exec(share.before)?.[1];

/** 占执法人员总数的5.6%: the figure that counts what the share's words name. */
function namedWhole(share: Reading, near: readonly Reading[]): Reading | null {
  const name = nameOf(share);
  return name ? (near.find((r) => ownWords(r).includes(name)) ?? null) : null;
}

function held(pair: Pair, whole: Reading): Draft {
  return {
    ...quotientDraft(pair.share, quotient(pair, whole)),
    status: 'holds',
    rule: 'rate.share',
    message: `the rate fits with the denominator ${whole.before || whole.label} ${shown(whole)}`,
  };
}

/** Half the width of a range over its middle. */
const tight = ({ low, high }: Range): boolean =>
  low !== null && high !== null && low.n > 0n && compare(over(minus(high, low), low), { n: 6n, d: 100n }) <= 0;

/** The one share of a list that implies another whole than all the others, who agree closely; null where there is none. */
function oddOne(run: readonly Pair[]): Pair | null {
  if (run.length <= WITNESSES) return null;
  const odd = run.filter((pair) => {
    const others = common(run.filter((one) => one !== pair).map(({ base }) => base));
    return others !== null && tight(others) && !meet(others, pair.base);
  });
  return odd.length === 1 ? odd[0]! : null;
}

function namedOdd({ part, share }: Pair, others: Range, linked: Reading | null): Draft {
  const middle = over(sum([others.low!, others.high!]), exact('2'));
  const base = linked?.value ?? middle;
  const right = over(times(part.value, HUNDRED), base);
  const places = share.figure.value.split('.')[1]?.length ?? 0;
  const off = absolute(minus(right, share.value));
  // Dropped digits are off by less than one of the last digit printed.
  const cut = compare(off, over(exact('1'), exact(String(10 ** places)))) < 0;
  return {
    status: cut || share.figure.qualifier !== 'exact' || part.figure.qualifier !== 'exact' ? 'remark' : 'contradicts',
    rule: 'share.list',
    formula: `${shown(part)} ÷ ${linked ? shown(linked) : decimal(middle, 0)} = ${decimal(right, 2)}% ≠ ${shown(share)}`,
    printed: share.figure.value,
    computed: decimal(right, 4),
    tolerance: bounds(share.range),
    readings: linked ? [share, part, linked] : [share, part],
    message: `all other shares of the list imply about ${decimal(middle, 0)}; it would hold if ${shown(share)} were ${decimal(right, places)}%, or if ${shown(part)} were ${decimal(over(times(base, share.value), HUNDRED), 0)}`,
  };
}

/** Shares of a list that takes in all, made of the sum of its parts instead of the whole that it divides. */
function otherBase(view: View, run: readonly Pair[], shared: Range): Draft[] | null {
  const whole = wholeTold(view, run[0]!.part);
  const added = sum(run.map(({ part }) => part.value));
  const all = meet({ low: added, high: added }, shared);
  if (!whole || !all || meet(whole.range, shared) || whole.figure.unit !== run[0]!.part.figure.unit) return null;
  if (whole.figure.period !== run[0]!.part.figure.period) return null;
  return [
    {
      status: 'contradicts',
      rule: 'share.base',
      formula: `${run.map(({ part }) => shown(part)).join(' + ')} = ${decimal(added)} ≠ ${shown(whole)}`,
      printed: whole.figure.value,
      computed: decimal(added),
      tolerance: bounds(shared),
      readings: [whole, ...run.flatMap(({ part, share }) => [part, share])],
      message: `the parts and their shares make up ${decimal(added)}, not the ${shown(whole)} that they are said to divide; it would hold if ${shown(whole)} were ${decimal(added)}, or if ${decimal(minus(whole.value, added))} more were named`,
    },
  ];
}

/** A share whose whole the words tell (其中…件,占…%; 占执法人员的…%), and which no figure before it bears out. */
function alone(view: View, pair: Pair, rules: AuditRules): Draft | null {
  const { part, share } = pair;
  const near = levelsBefore(view, part, rules);
  const named = namedWhole(share, near);
  const name = nameOf(share);
  // 新设企业…户,新设个体户…户,…占新设的22.3%: several are named, or one that stands behind.
  if (name && near.filter((r) => ownWords(r).includes(name)).length > 1) return null;
  const told = NO_NAME.test(share.before) ? wholeTold(view, part) : null;
  const whole = named ?? told;
  if (!whole || whole.value.n <= 0n || whole.figure.unit !== part.figure.unit) return null;
  if (whole.figure.period !== part.figure.period || part.figure.status !== 'achieved') return null;
  const way = quotient(pair, whole);
  const close = compare(absolute(minus(computed(share, way), share.value)), CLOSE) <= 0;
  if (agreement(share, way) === 'cut')
    return {
      ...quotientDraft(share, way),
      status: 'remark',
      rule: 'rate.cut',
      message: 'the rate fits when digits are dropped instead of rounded',
    };
  if (!slip(share, way) && !close) return null;
  const exactly = share.figure.qualifier === 'exact' && !holdsAny(ownWords(part), rules.carried);
  return {
    ...quotientDraft(share, way),
    status: exactly ? 'contradicts' : 'remark',
    rule: 'rate.share',
    message: `no figure before it fits; ${shown(share)} of ${shown(whole)} is ${decimal(over(times(whole.value, share.value), HUNDRED), 0)}, and ${shown(part)} is ${decimal(computed(share, way), 2)}%`,
  };
}

/** A share whose whole the report does not print. */
function open({ part, share, base }: Pair): Draft {
  return {
    status: 'open',
    rule: 'share.base',
    formula: `${shown(part)} ÷ ? = ${shown(share)}`,
    printed: share.figure.value,
    computed: '',
    tolerance: bounds(base, 0),
    readings: [share, part],
    message: `no figure that is linked with it fits; the two imply a whole of ${bounds(base, 0)}`,
  };
}
