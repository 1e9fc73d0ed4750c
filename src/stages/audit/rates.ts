import { absolute, compare, type Exact, minus } from './decimal.js';
import { type Draft, shown } from './draft.js';
import { agreement, computed, impliedWhole, partOf, type Quotient, quotientDraft, slip } from './quotient.js';
import { alike, holdsAny, isLevel, isPart, isPercent, ownWords, type Reading, type View } from './reading.js';
import type { AuditRules, RateRule } from './rules.js';

/** How near the figures of a quotient stand to their rate. */
type Nearness = 'sentence' | 'item' | 'document';

interface Way extends Quotient {
  readonly near: Nearness;
  /** Why these two: shown to the reader. */
  readonly why: string;
  /** When it does not fit, something is wrong. */
  readonly binding: boolean;
}

/** Rates and shares held against every plausible quotient. */
export function auditRates(view: View, rules: AuditRules): Draft[] {
  const sentenceOf = new Map<number, readonly Reading[]>();
  for (const sentence of view.sentences) for (const r of sentence) sentenceOf.set(r.at, sentence);
  const rates = view.readings.filter(
    (r) =>
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
    const shared = rate.figure.aspect === 'share' ? shareWays(view, rate, sentence, rules) : [];
    return verdict(rate, [...coded, ...told, ...shared], rules) ?? [];
  });
}

/** Percentage points. */
const CLOSE: Exact = { n: 10n, d: 1n };

const RANK: Readonly<Record<Nearness, number>> = { sentence: 0, item: 1, document: 2 };

function verdict(rate: Reading, ways: readonly Way[], rules: AuditRules): Draft | null {
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
  return misfit(rate, strict ?? first, possible, rules);
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

function misfit(rate: Reading, way: Way, all: readonly Way[], rules: AuditRules): Draft | null {
  const narrowed = holdsAny(rate.before, rules.narrowing);
  const full = compare(rate.value, { n: 100n, d: 1n }) === 0;
  const slipped = all.some((one) => one.near !== 'document' && one.why !== 'told' && slip(rate, one));
  // Far off and no slip: the two figures are hardly those that the rate was made of.
  const close = compare(absolute(minus(computed(rate, way), rate.value)), CLOSE) <= 0;
  const sure =
    (way.binding && way.near === 'sentence' && (close || slip(rate, way))) || (slipped && way.near !== 'document');
  const contradicts = sure && !narrowed && !(full && !way.binding);
  if (!contradicts && (way.near !== 'sentence' || way.why === 'told')) return null;
  const tried = [...new Set(all.map((one) => `${name(one)} ${shown(one.whole)}`))].join(', ');
  return {
    ...quotientDraft(rate, way),
    status: contradicts ? 'contradicts' : 'remark',
    rule: `rate.${way.why}`,
    message: `no denominator fits (tried ${tried}); ${shown(rate)} implies ${impliedWhole(rate, way)}`,
  };
}

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
    if (parts.some((found) => found.length === 0)) continue;
    const sets = ids.length === 1 ? parts[0]!.map((one) => [one]) : [parts.map((found) => found[0]!)];
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
            binding: !rule.loose && ids.length === 1,
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
  const loose = rules.rateRules.get(rate.indicator ?? '')?.loose ?? false;
  return sets.flatMap((part) =>
    wholesOf(part[0]!, before, rules).map((whole, k): Way => {
      const other = sentence.some(
        (r) => r.at > whole.at && r.at < rate.at && !isPercent(r) && !alike(r.figure.unit, whole.figure.unit, rules),
      );
      const apart = /[;。]/.test(view.norm.slice(whole.figure.extent.end, rate.figure.extent.start));
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
      return { ...way, near: 'sentence', why: 'told', binding };
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

/** 其中…1024件,占6.1%: the figure right before the share, in each figure of its unit before that. */
function shareWays(view: View, rate: Reading, sentence: readonly Reading[], rules: AuditRules): Way[] {
  const before = sentence.filter((r) => r.at < rate.at && isLevel(r));
  const part = before.at(-1);
  if (!part || part.at !== rate.at - 1 || !/^(?:约|近|已|仅|只)?占/.test(rate.before)) return [];
  const k = view.sentences.indexOf(sentence);
  const earlier = (view.sentences[k - 1] ?? []).filter((r) => isLevel(r) && view.item(r) === view.item(rate));
  const wholes = wholesOf(part, [...earlier, ...before], rules);
  const own = wholes.find((r) => r.at === part.of) ?? wholes.find((r) => sentence.includes(r));
  return wholes.map((whole) => ({
    part: [part],
    whole,
    complement: false,
    near: sentence.includes(whole) ? 'sentence' : 'item',
    why: 'share',
    binding: whole === own && !/占[\u4e00-\u9fff]{2}/.test(rate.before),
  }));
}
