import { absolute, compare, type Exact, HUNDRED, minus, over, times } from '../../arithmetic/exact.js';
import { meet, type Range } from '../../arithmetic/range.js';
import { type Draft, shown } from './draft.js';
import { agreement, computed, impliedWhole, partOf, type Quotient, quotientDraft, slip } from './quotient.js';
import {
  alike,
  between,
  holdsAny,
  isLevel,
  isPart,
  isPercent,
  levelsBefore,
  ownWords,
  type Reading,
  type View,
} from './reading.js';
import type { AuditRules, RateRule } from './rules.js';

/** How near the figures of a quotient stand to their rate. */
type Nearness = 'sentence' | 'item' | 'document';

interface Way extends Quotient {
  readonly near: Nearness;
  /** Why these two: shown to the reader. */
  readonly why: string;
  /** When it does not fit, something is wrong. */
  readonly binding: boolean;
  /** It is of the figures that this rate is made of before all: where a slip of one digit explains it, that is no chance. */
  readonly proper: boolean;
}

/** Rates and shares held against every plausible quotient. */
export function auditRates(view: View, rules: AuditRules): Draft[] {
  const sentenceOf = new Map<number, readonly Reading[]>();
  for (const sentence of view.sentences) for (const r of sentence) sentenceOf.set(r.at, sentence);
  const shares = new Set(view.graph.shares.flatMap(({ pairs }) => pairs.map(({ share }) => share)));
  const rates = view.readings.filter(
    (r) =>
      !shares.has(r.at) &&
      isPercent(r) &&
      (r.figure.aspect === 'level' || r.figure.aspect === 'share') &&
      r.figure.status === 'achieved' &&
      r.figure.valueMax === null &&
      !r.figure.derived &&
      sentenceOf.has(r.at),
  );
  return rates.flatMap((rate) => {
    const sentence = sentenceOf.get(rate.at)!;
    const coded = codedWays(view, rate, sentence, rules);
    const told = toldWays(view, rate, sentence, rules);
    return verdict(view, rate, [...coded, ...told], rules) ?? [];
  });
}

/** Percentage points. */
const CLOSE: Exact = { n: 10n, d: 1n };

const RANK: Readonly<Record<Nearness, number>> = { sentence: 0, item: 1, document: 2 };

function verdict(view: View, rate: Reading, ways: readonly Way[], rules: AuditRules): Draft | null {
  const beyond = (way: Way): number => Number(compare(partOf(way), way.whole.value) > 0);
  const possible = ways
    .filter(({ part, whole }) => whole.value.n > 0n && !part.includes(whole))
    .sort((a, b) => RANK[a.near] - RANK[b.near] || beyond(a) - beyond(b));
  const strict = possible.find(({ binding, near }) => binding && near === 'sentence');
  for (const wanted of ['rounded', 'cut'] as const)
    for (const way of possible) {
      if (agreement(rate, way) !== wanted) continue;
      // A quotient of figures from elsewhere fits by chance; it does not excuse the two that stand beside the rate.
      if (strict && way.near === 'document') continue;
      return wanted === 'rounded' ? fitting(rate, way, possible) : cutOff(rate, way);
    }
  const first = possible[0];
  if (!first) return rules.rateRules.has(rate.indicator ?? '') ? unknown(rate) : null;
  return misfit(view, rate, strict ?? first, possible, rules);
}

const name = (way: Quotient): string => way.whole.before || way.whole.label;

function fitting(rate: Reading, way: Way, all: readonly Way[]): Draft {
  const usual = all[0]!;
  const other = usual.whole === way.whole ? '' : `, not with ${name(usual)} ${shown(usual.whole)}`;
  return {
    ...quotientDraft(rate, way),
    status: 'holds',
    rule: `rate.${way.why}`,
    message: `the rate fits with the denominator ${name(way)} ${shown(way.whole)}${other}`,
  };
}

const cutOff = (rate: Reading, way: Way): Draft => ({
  ...quotientDraft(rate, way),
  status: 'remark',
  rule: 'rate.cut',
  message: 'the rate fits when digits are dropped instead of rounded',
});

const unknown = (rate: Reading): Draft => ({
  status: 'open',
  rule: 'rate.unknown',
  formula: `? ÷ ? = ${shown(rate)}`,
  printed: rate.figure.value,
  computed: '',
  tolerance: '',
  readings: [rate],
  message: 'the report prints no figures from which this rate could be computed',
});

function misfit(view: View, rate: Reading, way: Way, all: readonly Way[], rules: AuditRules): Draft | null {
  const narrowed = holdsAny(rate.before, rules.narrowing);
  const full = compare(rate.value, { n: 100n, d: 1n }) === 0;
  const slipped = all.some((one) => one.near !== 'document' && one.proper && slip(rate, one));
  // Far off and no slip: the two figures are hardly those that the rate was made of.
  const close = compare(absolute(minus(computed(rate, way), rate.value)), CLOSE) <= 0;
  const sure =
    (way.binding && way.near === 'sentence' && (close || slip(rate, way))) || (slipped && way.near !== 'document');
  const contradicts = sure && !narrowed && !(full && !way.binding) && accusable(view, rate, way, rules);
  if (!contradicts && (way.near !== 'sentence' || way.why === 'told')) return null;
  const tried = [...new Set(all.map((one) => `${name(one)} ${shown(one.whole)}`))].join(', ');
  return {
    ...quotientDraft(rate, way),
    status: contradicts ? 'contradicts' : 'remark',
    rule: `rate.${way.why}`,
    message: `no denominator fits (tried ${tried}); ${shown(rate)} implies ${impliedWhole(rate, way)}`,
  };
}

/**
 * Whether a quotient that does not fit is evidence: a bare rate whose figures all stand before it in its sentence or the one before,
 * with nothing carried over among them, and no other figure before it that fits as the whole.
 */
function accusable(view: View, rate: Reading, way: Way, rules: AuditRules): boolean {
  const used = [...way.part, way.whole];
  if (rate.figure.qualifier !== 'exact' || !/\d/.test(rate.printed)) return false;
  if (used.some((r) => r.at > rate.at || rate.figure.sentence - r.figure.sentence > 1)) return false;
  if (way.part.some((r) => r.figure.sentence !== rate.figure.sentence) || !speaksOf(view, rate, way, rules))
    return false;
  if (view.past.has(rate.at)) return false;
  if (listedRate(view, rate) || NORM.test(around8(view, rate))) return false;
  const from = Math.min(...used.map(({ figure }) => figure.start));
  if (CARRIED.test(view.norm.slice(from, rate.figure.start))) return false;
  // Where whole, part and rate stand in a row, a figure of another sentence fits by chance.
  const row = way.part.length === 1 && way.whole.at === way.part[0]!.at - 1 && rate.at === way.part[0]!.at + 1;
  return (
    !levelsBefore(view, rate, rules, way.whole.figure.unit)
      .slice(0, AROUND)
      .filter((whole) => !row || whole.figure.sentence === rate.figure.sentence)
      .some((whole) => whole.value.n > 0n && agreement(rate, { ...way, whole }) === 'rounded') &&
    !summed(view, rate, way) &&
    !borneOut(view, rate, way)
  );
}

/** 直接纠错254件,纠错率23.2%,调解203件,调解率18.5%: both imply one base, which is not printed. */
function borneOut(view: View, rate: Reading, { part, whole }: Way): boolean {
  if (part.length > 1) return false;
  const own = baseOf(part[0]!, rate);
  return view.readings.some((other) => {
    const count = view.byFigure.get(other.at - 1);
    if (other === rate || other.figure.sentence !== rate.figure.sentence || !isPercent(other) || !count) return false;
    if (count === part[0] || count.figure.unit !== whole.figure.unit || !isLevel(count)) return false;
    const base = baseOf(count, other);
    return own !== null && base !== null && meet(own, base) && !meet(base, whole.range);
  });
}

/** Between what the whole lies of which a part is so many per cent. */
function baseOf(part: Reading, { range: { low, high } }: Reading): Range | null {
  const of = (rate: Exact | null): Exact | null =>
    rate && rate.n > 0n ? over(times(part.value, HUNDRED), rate) : null;
  const [least, most] = [of(high), of(low)];
  return least && most ? { low: least, high: most } : null;
}

/**
 * Whether the words tie the rate to its part: it follows the part, or has its stem; and the whole is a base (受理, 发现), no other
 * outcome of the same action (诉前化解1120件,诉中化解689件,化解率53.1%).
 */
function speaksOf(view: View, rate: Reading, way: Way, rules: AuditRules): boolean {
  const { part, whole } = way;
  const stem = /([\u4e00-\u9fff]{2})(?:率|比例|占比)/.exec(rate.before)?.[1];
  const last = part.at(-1)!;
  const next = rate.at === last.at + 1 || view.norm.slice(last.figure.extent.end, rate.figure.start).includes('(');
  const words = stem ? (rules.stems[stem] ?? [stem]) : [];
  if (!next && !part.some((r) => holdsAny(ownWords(r), words))) return false;
  if (rate.figure.aspect === 'share' && !next) return false;
  // 审结的一审案件中,败诉…: the sentence names a base of its own.
  const { start } = view.structure.sentences[rate.figure.sentence]!;
  if (whole.figure.sentence !== rate.figure.sentence && /中[,:]/.test(view.norm.slice(start, last.figure.start)))
    return false;
  if (words.some((word) => ownWords(whole).includes(word)) && !rules.rateRules.has(rate.indicator ?? '')) return false;
  return way.why !== 'told' || holdsAny(ownWords(whole), rules.bases);
}

/** One of several rates in a row (成功率97.9%、97.5%、97.5%): each is of another body than the figures before. */
function listedRate(view: View, rate: Reading): boolean {
  return [view.byFigure.get(rate.at - 1), view.byFigure.get(rate.at + 1)].some((other) => {
    if (!other || !isPercent(other)) return false;
    const [a, b] = other.at < rate.at ? [other, rate] : [rate, other];
    return b.figure.start - a.figure.extent.end <= 2;
  });
}

/** 主要负责人到庭6次,分管负责人到庭41次,出庭率50%: all counts between the whole and the rate make the part. */
function summed(view: View, rate: Reading, { part: own, whole, complement }: Way): boolean {
  const part = levelsBefore(view, rate, { alike: [] }, own[0]!.figure.unit).filter((r) => r.at > whole.at);
  return part.length > 1 && agreement(rate, { part, whole, complement }) === 'rounded';
}

const NORM = /省定|国定|控制线|目标|指标|标准|平均|要求|任务|高于|低于|比例不/;
const around8 = (view: View, { figure }: Reading): string =>
  `${view.norm.slice(Math.max(0, figure.start - 8), figure.start)}|${/^[^,;。]{0,6}/.exec(view.norm.slice(figure.extent.end, figure.extent.end + 6))![0]}`;

const AROUND = 12;
const CARRIED = /(?:含|加上?|包括)[^,。;\d]{0,6}(?:结转|上年|往年|旧存|转来|上月|去年)/;

/** Figures of an indicator that can take part in a rate of this period, nearest first. */
function candidates(view: View, rate: Reading, id: string, sentence: readonly Reading[]): [Reading, Nearness][] {
  const found: [Reading, Nearness][] = [];
  for (const r of around(view.byIndicator.get(id) ?? [], rate.at)) {
    const { figure } = r;
    if (figure.aspect !== 'level' || isPercent(r) || figure.valueMax !== null) continue;
    if (figure.period !== rate.figure.period || figure.status !== 'achieved' || figure.cell !== null) continue;
    const near = sentence.includes(r) ? 'sentence' : view.item(r) === view.item(rate) ? 'item' : 'document';
    if (near === 'sentence' || r.breakdown.replace(/(?:kind|level)=[^;]*;?/g, '') === '') found.push([r, near]);
  }
  const distance = (r: Reading): number => Math.abs(r.at - rate.at);
  return found.sort(
    ([a, near], [b, other]) =>
      RANK[near] - RANK[other] || Number(isPart(a)) - Number(isPart(b)) || distance(a) - distance(b),
  );
}

const WINDOW = 12;

/** The readings nearest to a place among readings in text order. */
function around(all: readonly Reading[], at: number): readonly Reading[] {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.at < at) low = middle + 1;
    else high = middle;
  }
  return all.slice(Math.max(0, low - WINDOW), low + WINDOW);
}

const further = (a: Nearness, b: Nearness): Nearness => (RANK[a] > RANK[b] ? a : b);

/** The quotients that the codebook and audits.yaml know for the rate's indicator. */
function codedWays(view: View, rate: Reading, sentence: readonly Reading[], rules: AuditRules): Way[] {
  const rule: RateRule | undefined = rules.rateRules.get(rate.indicator ?? '');
  if (!rule) return [];
  const ways: Way[] = [];
  for (const ids of rule.numerators) {
    const parts = ids.map((id) => candidates(view, rate, id, sentence));
    // Of a sum such as 撤销 + 变更 + 确认违法 + 责令履行 a report prints those that occurred.
    const printed = parts.filter((found) => found.length > 0);
    if (printed.length === 0) continue;
    const sets = ids.length === 1 ? printed[0]!.map((one) => [one]) : [printed.map((found) => found[0]!)];
    for (const set of sets.slice(0, 4))
      for (const id of rule.denominators)
        for (const [whole, nearWhole] of candidates(view, rate, id, sentence).slice(0, 4)) {
          const near = set.reduce((worst, [, one]) => further(worst, one), nearWhole);
          const part = set.map(([reading]) => reading);
          const larger = compare(partOf({ part, whole, complement: false }), whole.value) > 0;
          if (larger && near !== 'sentence') continue;
          ways.push({
            part,
            whole,
            near,
            complement: rule.complement,
            why: 'coded',
            binding: !rule.loose && !rule.open && ids.length === 1,
            proper: !rule.open && (!rule.loose || id === rule.denominators[0]),
          });
        }
  }
  return ways;
}

/** 整改率 after 整改852处: the figures that have the rate's stem among their own words, in those before them. */
function toldWays(view: View, rate: Reading, sentence: readonly Reading[], rules: AuditRules): Way[] {
  const stem = /([\u4e00-\u9fff]{2})(?:率|比例|占比)/.exec(rate.before)?.[1];
  if (!stem) return [];
  const before = sentence.filter((r) => r.at < rate.at && isLevel(r));
  const words = rules.stems[stem] ?? [stem];
  const named = before.filter((r) => holdsAny(ownWords(r), words) && !/[不未]/.test(r.before.slice(0, 2)));
  const sets = [...named].reverse().map((part) => [part]);
  if (named.length > 1) sets.unshift([...named]);
  const rule = rules.rateRules.get(rate.indicator ?? '');
  const loose = rule !== undefined && (rule.loose || rule.open);
  return sets.flatMap((part) =>
    wholesOf(part[0]!, before, rules).map((whole, k): Way => {
      const other = sentence.some(
        (r) => r.at > whole.at && r.at < rate.at && !isPercent(r) && !alike(r.figure.unit, whole.figure.unit, rules),
      );
      const apart = /[;。]/.test(between(view, whole, rate));
      const exactly =
        part.length > 1 || words.some((word) => part[0]!.before.endsWith(word) || part[0]!.after.endsWith(word));
      const way = { part, whole, complement: false };
      const possible = compare(partOf(way), whole.value) <= 0;
      // 发现隐患864处,整改952处,整改率98.6%: three in a row, so that nothing else can be the whole.
      const row =
        whole.at === part[0]!.at - 1 &&
        rate.at === part[0]!.at + 1 &&
        !before.some((r) => r.at < whole.at && r.figure.unit === whole.figure.unit);
      const binding = !loose && !other && !apart && exactly && (possible || row) && k === 0;
      return { ...way, near: 'sentence', why: 'told', binding, proper: false };
    }),
  );
}

/** Figures of the same unit before a part, nearest first, the one it belongs to before all. */
function wholesOf(part: Reading, pool: readonly Reading[], rules: AuditRules): Reading[] {
  const wholes = pool.filter(
    (r) => r.at < part.at && alike(r.figure.unit, part.figure.unit, rules) && r.figure.period === part.figure.period,
  );
  return wholes.reverse().sort((a, b) => Number(b.at === part.of) - Number(a.at === part.of));
}
