import { absolute, compare, decimal, type Exact, exact, minus, sum } from './decimal.js';
import { bounds, type Draft, oneDigitOff, shown, slipOf } from './draft.js';
import { type List, listsOf, memberOf } from './lists.js';
import { meet, total } from './range.js';
import { holdsAny, ownWords, type Reading, type View } from './reading.js';
import type { AuditRules } from './rules.js';

/** Below this a difference of one digit is as likely chance as a slip. */
const TELLING = exact('900');

/** Sums of parts: 其中, brackets, results of cases, 合计. */
export function auditSums(view: View, rules: AuditRules): Draft[] {
  const out: Draft[] = [];
  view.sentences.forEach((sentence, k) => {
    const before = view.sentences[k - 1];
    const near = before && view.item(before[0]!) === view.item(sentence[0]!) ? before : [];
    const found = listsOf(view, sentence, near, rules).flatMap((one) => judge(one, rules) ?? []);
    out.push(...withoutEchoes(found));
  });
  return [...out, ...indicatorSums(view, rules)];
}

/** One whole is divided once: a list that holds silences those that do not, for its whole and its parts. */
function withoutEchoes(drafts: readonly Draft[]): Draft[] {
  const settled = drafts.filter(({ status }) => status === 'holds');
  const seen = new Set<string>();
  return drafts.filter((draft) => {
    if (draft.status === 'open' && settled.some(({ readings }) => readings[0] === draft.readings[0])) return false;
    const parts = new Set(draft.readings.slice(1));
    const echo = settled.some((one) => one !== draft && one.readings.slice(1).filter((r) => parts.has(r)).length > 1);
    const key = draft.readings.map(({ index }) => index).join();
    if ((draft.status !== 'holds' && echo) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const sumOf = (parts: readonly Reading[]): Exact => sum(parts.map(({ value }) => value));

const fits = (whole: Reading, parts: readonly Reading[]): boolean =>
  meet(total(parts.map(({ range }) => range)), whole.range);

/** Whether the codebook says that all these are parts of the whole. */
const known = (whole: Reading, parts: readonly Reading[], rules: AuditRules): boolean =>
  whole.indicator !== null &&
  parts.every(({ indicator }) => indicator !== null && rules.above(indicator).includes(whole.indicator!));

function judge(list: List, rules: AuditRules): Draft | null {
  for (const whole of list.wholes) {
    if (list.cue === 'free' && !mayBeWhole(whole, list, rules)) continue;
    const [least, most] = lengths(whole, list);
    for (let length = most; length >= least; length--) {
      const parts = list.parts.slice(0, length);
      const certain =
        list.cue !== 'free' || (list.partition?.members.length ?? 0) >= length || known(whole, parts, rules);
      if (certain && fits(whole, parts)) return holds(whole, parts, list);
    }
  }
  const whole = list.wholes.find((one) => oneDigitOff(one.value, sumOf(listed(one, list)))) ?? list.wholes[0]!;
  if (list.cue === 'free' && !mayBeWhole(whole, list, rules)) return null;
  return list.parts.length > 1 ? differs(whole, list, rules) : lone(whole, list, rules);
}

/**
 * The least and the most parts that may make up the whole: all of a set or of a bracket, two of an open list. The undecided are
 * none of a whole of decided cases.
 */
function lengths(whole: Reading, { cue, parts, partition }: List): readonly [least: number, most: number] {
  if (!partition) return [cue === 'opened' || cue === 'free' ? 2 : Math.max(2, parts.length), parts.length];
  const { rest = [], not_under = [] } = partition.set;
  const of = partition.members.length;
  let length = of;
  while (length > 2 && holdsAny(parts[length - 1]!.before, rest) && holdsAny(ownWords(whole), not_under)) length--;
  return [length, length < of ? length : parts.length];
}

/** A whole of an unopened list is not itself called by a name of the set. */
function mayBeWhole(whole: Reading, { partition }: List, rules: AuditRules): boolean {
  if (partition && (!partition.set.free || memberOf(partition.set, whole) >= 0)) return false;
  return !holdsAny(whole.before, rules.rest);
}

function holds(whole: Reading, parts: readonly Reading[], list: List): Draft {
  return {
    ...described(whole, parts),
    status: 'holds',
    rule: `sum.${list.partition?.set.id ?? list.cue}`,
    message: 'the parts add up to the whole',
    readings: [whole, ...parts],
  };
}

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

/** The parts that the judgement is about: those of the set, or all but what follows an open list and exceeds the whole. */
function listed(whole: Reading, list: List): readonly Reading[] {
  const { cue, parts, partition } = list;
  if (partition) return parts.slice(0, lengths(whole, list)[0]);
  let end = parts.length;
  while (cue === 'opened' && end > 1 && compare(parts[end - 1]!.value, whole.value) > 0) end--;
  return end > 1 || parts.length > 2 ? parts.slice(0, end) : parts;
}

/**
 * Whether the list leaves nothing of the whole out: `sure` where it says so or takes in the rest, `likely` for a bare bracket and
 * for most members of a set, which now and then leave something out.
 */
function completeness(
  whole: Reading,
  parts: readonly Reading[],
  { cue, partition }: List,
  rules: AuditRules,
): 'sure' | 'likely' | 'no' {
  if (parts.some((part) => holdsAny(ownWords(part), rules.overlapping))) return 'no';
  if (cue === 'complete' || cue === 'total') return 'sure';
  const rested = parts.slice(1).some((part) => rules.rest.some((word) => part.before.startsWith(word)));
  if (rested && (cue !== 'free' || partition)) return 'sure';
  const bare = cue === 'bracket' ? 'likely' : 'no';
  if (!partition) return bare;
  const { set } = partition;
  const words = parts.map(ownWords);
  const has = (word: string) => words.some((own) => own.includes(word));
  const rest = set.rest?.some(has) && !holdsAny(ownWords(whole), set.not_under ?? []);
  if (rest || set.complete.some((all) => all.every(has))) return 'sure';
  const enough = (set.enough ?? Number.POSITIVE_INFINITY) - (cue === 'free' ? 1 : 0);
  return parts.length >= enough && !holdsAny(ownWords(whole), set.not_of ?? []) ? 'likely' : bare;
}

function differs(whole: Reading, list: List, rules: AuditRules): Draft | null {
  const parts = listed(whole, list);
  if (parts.length < 2) return null;
  const { cue, partition } = list;
  const coded = known(whole, parts, rules);
  const excused = cue === 'free' && holdsAny(ownWords(whole), partition?.set.not_of ?? []);
  const complete = completeness(whole, parts, list, rules);
  if (excused || (cue === 'free' && complete === 'no' && !coded)) return null;
  const added = sumOf(parts);
  const slip = oneDigitOff(whole.value, added) || parts.some((part) => slipOf(part, whole.value, added));
  const more = compare(added, whole.value) > 0;
  const overlap = parts.some((part) => holdsAny(ownWords(part), rules.overlapping));
  const contradicts =
    complete === 'sure' ||
    (slip && !overlap && (complete === 'likely' || compare(whole.value, TELLING) > 0)) ||
    (more && !overlap && partition !== null && (cue !== 'free' || coded));
  if (!contradicts && cue === 'free') return null;
  const status = contradicts ? 'contradicts' : more || complete === 'likely' ? 'remark' : 'open';
  return {
    ...described(whole, parts),
    status,
    rule: `sum.${partition?.set.id ?? cue}`,
    message: contradicts || more ? wouldHold(whole, parts, added) : leftOut(whole, added),
    readings: [whole, ...parts],
  };
}

function wouldHold(whole: Reading, parts: readonly Reading[], added: Exact): string {
  const ways = [`${shown(whole)} were ${decimal(added)}`];
  for (const part of parts)
    if (slipOf(part, whole.value, added))
      ways.push(
        `${part.before || part.after} ${shown(part)} were ${decimal(minus(part.value, minus(added, whole.value)))}`,
      );
  const off = decimal(absolute(minus(added, whole.value)));
  return `the parts add up to ${decimal(added)}, ${off} off; it would hold if ${ways.join(', or if ')}`;
}

const leftOut = (whole: Reading, added: Exact): string =>
  `the parts named add up to ${decimal(added)} of ${shown(whole)}; ${decimal(minus(whole.value, added))} are not named, so the list cannot be checked further`;

/** A single part is at most its whole. */
function lone(whole: Reading, { cue, parts }: List, rules: AuditRules): Draft | null {
  const part = parts[0]!;
  const beyond = part.range.low !== null && whole.range.high !== null && compare(part.range.low, whole.range.high) > 0;
  if (!beyond || cue === 'free' || cue === 'total') return null;
  const sure = whole.at === part.at - 1 && !holdsAny(ownWords(part), rules.overlapping);
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
      const slip = oneDigitOff(whole.value, added) || all.some((part) => slipOf(part, whole.value, added));
      const status = fits(whole, all) ? 'holds' : slip ? 'contradicts' : 'remark';
      const message = status === 'holds' ? 'the parts add up to the whole' : wouldHold(whole, all, added);
      return [{ ...described(whole, all), status, rule: 'sum.indicators', message, readings: [whole, ...all] }];
    }),
  );
}
