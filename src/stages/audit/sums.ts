import { absolute, compare, decimal, type Exact, exact, minus, over, sum } from '../../arithmetic/exact.js';
import { meet, total } from '../../arithmetic/range.js';
import { completeness, lengths, mayBeWhole } from './complete.js';
import { bounds, type Draft, mendedPart, oneDigitOff, shown, slipOf, swapped } from './draft.js';
import { type List, listsOf } from './lists.js';
import { between, holdsAny, levelsBefore, ownWords, type Reading, type View } from './reading.js';
import { adjoins, explained } from './readings.js';
import type { AuditRules } from './rules.js';

/** Below this a difference of one digit is as likely chance as a slip. */
const TELLING = exact('900');
const MANY = exact('100');

/** Sums of parts: 其中, brackets, divisions, results of cases, 合计. */
export function auditSums(view: View, rules: AuditRules): Draft[] {
  const found = listsOf(view, rules).flatMap((one) => judge(view, one, rules) ?? []);
  return [...divided(withoutEchoes(found)), ...indicatorSums(view, rules)];
}

/** One whole is divided once: a list that holds silences those that do not, for its whole and its parts. */
function withoutEchoes(drafts: readonly Draft[]): Draft[] {
  const settled = drafts.filter(({ status }) => status === 'holds');
  const wholes = new Set(settled.map(({ readings }) => readings[0]));
  const holder = new Map<Reading, Draft[]>();
  for (const draft of settled)
    for (const part of draft.readings.slice(1)) holder.set(part, [...(holder.get(part) ?? []), draft]);
  const seen = new Set<string>();
  return drafts.filter((draft) => {
    const key = [...new Set(draft.readings)].map(({ index }) => index).join();
    if (seen.has(key)) return false;
    seen.add(key);
    if (draft.status === 'holds') return true;
    if (draft.status === 'open' && wholes.has(draft.readings[0]!)) return false;
    const times = new Map<Draft, number>();
    for (const part of draft.readings.slice(1))
      for (const one of holder.get(part) ?? []) times.set(one, (times.get(one) ?? 0) + 1);
    return ![...times.values()].some((n) => n > 1);
  });
}

/** Two divisions of one whole of which one adds up and the other does not: what the first proves, the second breaks. */
function divided(drafts: readonly Draft[]): Draft[] {
  const proven = new Map<Reading, Draft>();
  for (const draft of drafts)
    if (draft.status === 'holds' && draft.rule.startsWith('sum.view')) proven.set(draft.readings[0]!, draft);
  return drafts.map((draft) => {
    const other = proven.get(draft.readings[0]!);
    if (!other || draft.status !== 'contradicts' || !draft.rule.startsWith('sum.view')) return draft;
    return { ...draft, message: `${draft.message}; another division of the same whole adds up (${other.formula})` };
  });
}

const sumOf = (parts: readonly Reading[]): Exact => sum(parts.map(({ value }) => value));

const fits = (whole: Reading, parts: readonly Reading[]): boolean =>
  meet(total(parts.map(({ range }) => range)), whole.range);

/** Whether the codebook says that all these are parts of the whole. */
const known = (whole: Reading, parts: readonly Reading[], rules: AuditRules): boolean =>
  whole.indicator !== null &&
  parts.every(({ indicator }) => indicator !== null && rules.above(indicator).includes(whole.indicator!));

function judge(view: View, list: List, rules: AuditRules): Draft | null {
  const next = list.wholes[0]!;
  const told = adjoins(next, list, levelsBefore(view, list.parts[0]!, rules).slice(0, 2));
  for (const whole of list.wholes) {
    // Small numbers also add up to some figure of another sentence; where the whole stands right before its parts that is chance.
    if (told && whole.figure.sentence !== next.figure.sentence && compare(whole.value, MANY) < 0) continue;
    if (list.cue === 'free' && !mayBeWhole(whole, list, rules)) continue;
    const [least, most] = lengths(whole, list);
    for (let length = most; length >= least; length--) {
      const parts = list.parts.slice(0, length);
      const certain =
        list.cue !== 'free' ||
        (list.partition?.members.length ?? 0) >= length ||
        known(whole, parts, rules) ||
        (length === list.parts.length && closed(parts, rules));
      if (certain && fits(whole, parts)) return holds(whole, parts, list);
    }
  }
  const near = (one: Reading): boolean => {
    const parts = listed(one, list);
    return slipped(one, parts, sumOf(parts));
  };
  const whole = (told ? undefined : list.wholes.find(near)) ?? list.wholes[0]!;
  if (list.cue === 'free' && !mayBeWhole(whole, list, rules)) return null;
  if (list.parts.length === 1) return lone(view, whole, list, rules);
  return differs(view, whole, list, rules);
}

/** Whether the last of the parts takes in all that is not named. */
const closed = (parts: readonly Reading[], rules: AuditRules): boolean =>
  parts.length > 2 && rules.rest.some((word) => parts.at(-1)!.before.startsWith(word));

function holds(whole: Reading, parts: readonly Reading[], list: List): Draft {
  return {
    ...described(whole, parts),
    status: 'holds',
    rule: ruleOf(list),
    message: 'the parts add up to the whole',
    readings: [whole, ...parts],
  };
}

const ruleOf = ({ cue, partition }: List): string =>
  cue === 'view' ? `sum.view${partition ? `.${partition.set.id}` : ''}` : `sum.${partition?.set.id ?? cue}`;

function described(whole: Reading, parts: readonly Reading[]): Omit<Draft, 'status' | 'rule' | 'message' | 'readings'> {
  const added = total(parts.map(({ range }) => range));
  const sign = fits(whole, parts) ? '=' : '≠';
  return {
    formula: `${parts.map(shown).join(' + ')} ${sign} ${shown(whole)}`,
    printed: whole.figure.value,
    computed: decimal(sumOf(parts)),
    tolerance: bounds(added),
  };
}

/** The parts that the judgement is about: those of the set, or those before a semicolon that do not exceed the whole. */
function listed(whole: Reading, list: List): readonly Reading[] {
  const { cue, parts, partition, sure } = list;
  if (partition) return parts.slice(0, Math.max(lengths(whole, list)[0], cue === 'view' ? sure : 0));
  let end = cue === 'free' ? parts.length : sure;
  while (cue === 'word' && end > 1 && compare(parts[end - 1]!.value, whole.value) > 0) end--;
  return end > 1 || parts.length > 2 ? parts.slice(0, end) : parts;
}

function differs(view: View, whole: Reading, list: List, rules: AuditRules): Draft | null {
  const parts = listed(whole, list);
  if (parts.length < 2 || parts.some((part) => part.figure.unit !== whole.figure.unit)) return null;
  const { cue, partition } = list;
  const coded = known(whole, parts, rules);
  const excused = cue === 'free' && holdsAny(ownWords(whole), partition?.set.not_of ?? []);
  const complete = completeness(view, whole, parts, list, rules);
  if (excused || (cue === 'free' && complete === 'no' && !coded)) return null;
  // Words that name the members of a set divide a figure of their own sentence, or one that the codebook knows to be their whole.
  if (cue === 'free' && partition && !coded && whole.figure.sentence !== parts[0]!.figure.sentence) return null;
  const added = sumOf(parts);
  const slip = slipped(whole, parts, added);
  const more = compare(added, whole.value) > 0;
  const overlap = complete !== 'closed' && parts.some((part) => holdsAny(ownWords(part), rules.overlapping));
  const opened = cue !== 'free' && cue !== 'total';
  const suspected =
    (opened && complete === 'closed' && !far(whole, added)) ||
    (slip && complete !== 'no' && !overlap && (cue !== 'free' || partition !== null || stands(whole, parts, added))) ||
    (more &&
      opened &&
      !overlap &&
      partition !== null &&
      partition.members.length >= Math.min(list.parts.length, list.sure));
  if (suspected && explained(view, whole, parts, list, rules)) return null;
  if (!suspected && cue === 'free') return null;
  const status = suspected ? 'contradicts' : more || complete !== 'no' ? 'remark' : 'open';
  return {
    ...described(whole, parts),
    status,
    rule: ruleOf(list),
    message: suspected || more ? wouldHold(whole, parts, added) : leftOut(whole, added),
    readings: [whole, ...parts],
  };
}

/** A list that nothing opens, and whose members no set names, is only taken for one of large numbers, near to its whole. */
function stands(whole: Reading, parts: readonly Reading[], added: Exact): boolean {
  const kin = parts.filter((part) => part.before.at(-1) === whole.before.at(-1));
  const off = over(absolute(minus(added, whole.value)), whole.value);
  return parts.length > 3 && kin.length === 0 && compare(whole.value, TELLING) > 0 && compare(off, exact('0.1')) < 0;
}

/** Parts that make up less than half of a figure, or more than twice as much, hardly divide it. */
const far = (whole: Reading, added: Exact): boolean => {
  if (whole.value.n <= 0n || added.n <= 0n) return true;
  const ratio = over(added, whole.value);
  return compare(ratio, exact('0.5')) < 0 || compare(ratio, exact('2')) > 0;
};

/** Whether one slip of the pen in one of the figures explains the difference. */
const slipped = (whole: Reading, parts: readonly Reading[], added: Exact): boolean =>
  oneDigitOff(whole.value, added) ||
  swapped(whole.value, added) ||
  parts.some((part) => slipOf(part, whole.value, added));

function wouldHold(whole: Reading, parts: readonly Reading[], added: Exact): string {
  const ways = [`${shown(whole)} were ${decimal(added)}`];
  for (const part of parts) {
    const mended = mendedPart(part, whole.value, added);
    if (mended) ways.push(`${part.before || part.after} ${shown(part)} were ${decimal(mended)}`);
  }
  const off = decimal(absolute(minus(added, whole.value)));
  return `the parts add up to ${decimal(added)}, ${off} off; it would hold if ${ways.join(', or if ')}`;
}

const leftOut = (whole: Reading, added: Exact): string =>
  `the parts named add up to ${decimal(added)} of ${shown(whole)}; ${decimal(minus(whole.value, added))} are not named, so the list cannot be checked further`;

/** 派驻人员9名、镇属人员14名,其中…: it stands as one of several that may be the whole together. */
function coordinated(view: View, whole: Reading): boolean {
  const other = view.byFigure.get(whole.at - 1);
  if (!other || other.figure.sentence !== whole.figure.sentence || other.figure.unit !== whole.figure.unit)
    return false;
  return /^(?:、|和|与|及|以及)[^,;。:]*$/.test(between(view, other, whole));
}

/** A single part is at most its whole. */
function lone(view: View, whole: Reading, list: List, rules: AuditRules): Draft | null {
  const { cue, parts } = list;
  const part = parts[0]!;
  const beyond = part.range.low !== null && whole.range.high !== null && compare(part.range.low, whole.range.high) > 0;
  if (!beyond || cue === 'free' || cue === 'total' || cue === 'view') return null;
  // A bracket behind a count may say anything; 其中 in another sentence may speak of all of them.
  const sure =
    cue === 'word' &&
    whole.at === part.at - 1 &&
    whole.figure.sentence === part.figure.sentence &&
    whole.figure.unit === part.figure.unit &&
    whole.figure.qualifier === 'exact' &&
    !holdsAny(ownWords(part), [...rules.overlapping, ...rules.carried]) &&
    !coordinated(view, whole) &&
    !explained(view, whole, parts, list, rules);
  return {
    status: sure ? 'contradicts' : 'remark',
    rule: 'subset.part',
    formula: `${shown(part)} > ${shown(whole)}`,
    printed: part.figure.value,
    computed: whole.figure.value,
    tolerance: bounds(whole.range),
    message: `a part of ${shown(whole)} is printed as ${shown(part)}; a part is at most its whole`,
    readings: [part, whole],
  };
}

/** Sums over indicators of one item: 纠错 = 撤销 + 变更 + 确认违法 + 责令履行. */
function indicatorSums(view: View, rules: AuditRules): Draft[] {
  const levels = view.readings.filter(
    ({ figure }) => figure.aspect === 'level' && figure.cell === null && !figure.derived,
  );
  return rules.sums.flatMap((rule) =>
    levels.flatMap((whole): Draft[] => {
      if (whole.indicator !== rule.whole) return [];
      const parts = rule.parts.map((id) =>
        levels.filter((r) => r.indicator === id && view.item(r) === view.item(whole)),
      );
      if (parts.some((found) => found.length !== 1)) return [];
      const all = parts.flat();
      const added = sum(all.map(({ value }) => value));
      const status = fits(whole, all) ? 'holds' : 'remark';
      const message = status === 'holds' ? 'the parts add up to the whole' : wouldHold(whole, all, added);
      return [{ ...described(whole, all), status, rule: 'sum.indicators', message, readings: [whole, ...all] }];
    }),
  );
}
