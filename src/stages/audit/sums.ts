import { absolute, compare, decimal, type Exact, exact, minus, sum } from './decimal.js';
import { bounds, type Draft, oneDigitOff, shown } from './draft.js';
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

const fits = (whole: Reading, parts: readonly Reading[]): boolean =>
  meet(total(parts.map(({ range }) => range)), whole.range);

/** Whether the codebook says that all these are parts of the whole. */
const known = (whole: Reading, parts: readonly Reading[], rules: AuditRules): boolean =>
  whole.indicator !== null &&
  parts.every(({ indicator }) => indicator !== null && rules.above(indicator).includes(whole.indicator!));

function judge(list: List, rules: AuditRules): Draft | null {
  for (const whole of list.wholes) {
    if (list.cue === 'free' && !mayBeWhole(whole, list, rules)) continue;
    for (let length = list.parts.length; length >= coherent(whole, list); length--) {
      const parts = list.parts.slice(0, length);
      const certain =
        list.cue !== 'free' || (list.partition?.members.length ?? 0) >= length || known(whole, parts, rules);
      if (certain && fits(whole, parts)) return holds(whole, parts, list);
    }
  }
  const whole = list.wholes[0]!;
  if (list.cue === 'free' && !mayBeWhole(whole, list, rules)) return null;
  return list.parts.length > 1 ? differs(whole, list, rules) : lone(whole, list, rules);
}

/** How many of the parts belong together: those of the set, less the undecided that a whole of decided cases does not hold. */
function coherent(whole: Reading, { parts, partition }: List): number {
  if (!partition) return 2;
  let length = partition.members.length;
  const { rest = [], not_under = [] } = partition.set;
  while (length > 2 && holdsAny(parts[length - 1]!.before, rest) && holdsAny(ownWords(whole), not_under)) length--;
  return length;
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
    computed: decimal(sum(parts.map(({ value }) => value))),
    tolerance: bounds(added),
  };
}

/** The parts that the judgement is about: those of the set, or all but what follows the list and exceeds the whole. */
function listed(whole: Reading, list: List): readonly Reading[] {
  const { parts, partition } = list;
  if (partition) return parts.slice(0, coherent(whole, list));
  let end = parts.length;
  while (end > 1 && compare(parts[end - 1]!.value, whole.value) > 0) end--;
  return parts.slice(0, end);
}

/** Whether the list leaves nothing of the whole out. */
function isComplete(whole: Reading, parts: readonly Reading[], { cue, partition }: List, rules: AuditRules): boolean {
  if (parts.some((part) => holdsAny(ownWords(part), rules.overlapping))) return false;
  if (cue === 'bracket' || cue === 'complete' || cue === 'total') return true;
  const rested = parts.slice(1).some((part) => rules.rest.some((word) => part.before.startsWith(word)));
  if (rested && (cue !== 'free' || partition)) return true;
  if (!partition) return false;
  const { set } = partition;
  const words = parts.map(ownWords);
  const has = (word: string) => words.some((own) => own.includes(word));
  const rest = set.rest?.some(has) && !holdsAny(ownWords(whole), set.not_under ?? []);
  return Boolean(rest) || parts.length >= (set.enough ?? 99) || set.complete.some((all) => all.every(has));
}

function differs(whole: Reading, list: List, rules: AuditRules): Draft | null {
  const parts = listed(whole, list);
  if (parts.length < 2) return null;
  const { cue, partition } = list;
  const coded = known(whole, parts, rules);
  const excused = cue === 'free' && holdsAny(ownWords(whole), partition?.set.not_of ?? []);
  const complete = isComplete(whole, parts, list, rules);
  if (excused || (cue === 'free' && !complete && !coded)) return null;
  const added = sum(parts.map(({ value }) => value));
  const slip =
    compare(whole.value, TELLING) > 0 &&
    (oneDigitOff(whole.value, added) || parts.some((part) => slipOf(part, whole.value, added)));
  const more = compare(added, whole.value) > 0;
  const overlap = parts.some((part) => holdsAny(ownWords(part), rules.overlapping));
  const contradicts = complete || (slip && !overlap) || (more && !overlap && partition !== null && cue !== 'free');
  if (!contradicts && cue === 'free') return null;
  const status = contradicts ? 'contradicts' : more ? 'remark' : 'open';
  return {
    ...described(whole, parts),
    status,
    rule: `sum.${partition?.set.id ?? cue}`,
    message: contradicts || more ? wouldHold(whole, parts, added) : leftOut(whole, added),
    readings: [whole, ...parts],
  };
}

/** Whether one digit of this part explains the difference. */
const slipOf = (part: Reading, whole: Exact, added: Exact): boolean => {
  const wanted = minus(part.value, minus(added, whole));
  return wanted.n >= 0n && oneDigitOff(part.value, wanted);
};

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
