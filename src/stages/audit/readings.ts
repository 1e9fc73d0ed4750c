import { compare, type Exact, exact, minus, plus } from '../../arithmetic/exact.js';
import { meet, type Range, total } from '../../arithmetic/range.js';
import type { List } from './lists.js';
import { between, holdsAny, levelsBefore, ownWords, type Reading, type View } from './reading.js';
import type { AuditRules } from './rules.js';

/** Figures before a list among which another whole is looked for. */
const AROUND = 16;

const all = (parts: readonly Reading[]): Range => total(parts.map(({ range }) => range));

/**
 * Whether some other reading of a list fits within rounding: another figure before it is the whole, several together are, a part of a
 * part stands in the list, or cases carried over belong to it. Then nobody is accused.
 */
export function explained(
  view: View,
  whole: Reading,
  parts: readonly Reading[],
  list: List,
  rules: AuditRules,
): boolean {
  const before = levelsBefore(view, list.parts[0]!, rules).slice(0, AROUND);
  if (nested(whole, list.parts) || carried(view, whole, parts, before, rules)) return true;
  if (parts.length < 2) return false;
  const behind = list.sure > 1 && list.sure < parts.length;
  if (behind && meet(all(parts.slice(0, list.sure)), whole.range)) return true;
  // 其中调解269件,调解率26.3%;撤销71件: what stands between ended the list of one.
  const next = view.byFigure.get(parts[0]!.at + 1);
  if (list.sure === 1 && next !== parts[1] && next?.figure.aspect === 'level') return true;
  if (list.cue === 'free' && (firstOfAll(view, whole, parts, before) || sentenceHas(view, parts, before))) return true;
  if (beside(whole, parts) || without(parts, before) || divides(view, whole, parts)) return true;
  if (proven(view, whole, parts, list) || left(view, whole, parts, list)) return true;
  if (adjoins(whole, list, before)) return false;
  // A bracket has its whole before it; and small sums meet some other figure by chance.
  const range = all(parts);
  const small = range.high !== null && compare(range.high, LEAST) < 0;
  if (list.cue === 'bracket' || (small && (list.cue !== 'view' || parts.length < 4))) return false;
  const near = before.filter((one) => parts[0]!.figure.sentence - one.figure.sentence <= 1);
  const opens = !near.some((one) => one.figure.sentence === parts[0]!.figure.sentence);
  const ends = [range, all(list.parts), ...(behind ? [all(list.parts.slice(0, list.sure))] : [])];
  return (
    near.some((one) => one !== whole && ends.some((end) => meet(end, one.range))) || (opens && together(near, range))
  );
}

const LEAST = exact('30');

/** Whether the words open the list right behind its whole, so that no other figure can be it. */
export const adjoins = (whole: Reading, { cue, parts }: List, before: readonly Reading[]): boolean =>
  (cue === 'word' || cue === 'among') &&
  whole.figure.sentence === parts[0]!.figure.sentence &&
  before.find((r) => r.bracket === parts[0]!.bracket) === whole;

/** 已结12案,支持9案,撤诉2案,确认违法1案: of a list that nothing opens the supposed whole may be the first member. */
function firstOfAll(view: View, whole: Reading, parts: readonly Reading[], before: readonly Reading[]): boolean {
  const sums = prefixes([whole, ...parts]);
  return before.some(
    (one) =>
      one.at < whole.at &&
      one.figure.sentence === whole.figure.sentence &&
      !/[;。]/.test(between(view, one, whole)) &&
      sums.some((range) => meet(range, one.range)),
  );
}

/** 开庭10件,负责人出庭9件,胜诉8件,败诉1件,撤诉1件: what the parts add up to stands in their own stretch of the sentence. */
const sentenceHas = (view: View, parts: readonly Reading[], before: readonly Reading[]): boolean =>
  parts.length > 2 &&
  before.some(
    (one) =>
      one.figure.sentence === parts[0]!.figure.sentence &&
      !/[;。]/.test(between(view, one, parts[0]!)) &&
      meet(all(parts), one.range),
  );

/** 上半年4件,下半年7件;调解5件、驳回4件、维持2件: what is divided may be the supposed whole and what stands before it together. */
const divides = (view: View, whole: Reading, parts: readonly Reading[]): boolean => {
  const before: Reading[] = [];
  for (let at = whole.at - 1; before.length < 3; at--) {
    const one = view.byFigure.get(at);
    if (one?.figure.sentence !== whole.figure.sentence || one.figure.unit !== whole.figure.unit) break;
    before.push(one);
  }
  return before.some((_, n) => meet(all([whole, ...before.slice(0, n + 1)]), all(parts)));
};

/** 在岗58人,其中持证36人,另有协管74人: what is 另有, and makes the list more than its whole, stands beside the whole. */
const beside = (whole: Reading, parts: readonly Reading[]): boolean => {
  const other = parts.findIndex(({ before }, k) => k > 0 && /^另/.test(before));
  const { low } = all(parts);
  return other > 0 && low !== null && whole.range.high !== null && compare(low, whole.range.high) > 0;
};

/** 办结180件;未结11件,其中中止4件;维持87件…: but for the first of them they are the parts of another figure before. */
function without(parts: readonly Reading[], before: readonly Reading[]): boolean {
  for (let first = 1; first + 3 <= parts.length; first++) {
    const range = all(parts.slice(first));
    if (range.high !== null && compare(range.high, LEAST) < 0) continue;
    if (before.slice(0, 6).some((one) => meet(range, one.range))) return true;
  }
  return false;
}

/** 维持11件、撤销1件,余下2件待决: the next figure of the sentence is what the parts leave over. */
function left(view: View, whole: Reading, parts: readonly Reading[], { parts: listed }: List): boolean {
  const next = listed[parts.length] ?? view.byFigure.get(listed.at(-1)!.at + 1);
  if (!next || next.figure.sentence !== whole.figure.sentence || next.figure.unit !== whole.figure.unit) return false;
  return next.figure.aspect === 'level' && meet(all([...parts, next]), whole.range);
}

/** Whether the graph has more of the list, with these parts in it, adding up to another whole. */
function proven(view: View, whole: Reading, parts: readonly Reading[], list: List): boolean {
  const own = new Set(list.parts.slice(0, Math.max(parts.length, list.sure)).map(({ at }) => at));
  const among = (members: readonly number[]): boolean =>
    members.length > Math.max(2, parts.length) &&
    members.every((at) => own.has(at)) &&
    parts.every(({ at }) => members.includes(at));
  return (view.partIn.get(parts[0]!.at) ?? []).some(
    (one) => one.sum === 'equal' && one.whole !== whole.at && among(one.members),
  );
}

/** Sums of the first two, three … of the parts. */
function prefixes(parts: readonly Reading[]): Range[] {
  const out: Range[] = [];
  let low: Exact | null = parts[0]!.range.low;
  let high: Exact | null = parts[0]!.range.high;
  for (const { range } of parts.slice(1)) {
    low = low && range.low && plus(low, range.low);
    high = high && range.high && plus(high, range.high);
    out.push({ low, high });
  }
  return out;
}

/** 以政府为被告58件,以部门为被告52件。其中一审…: several figures side by side are the whole. */
function together(before: readonly Reading[], range: Range): boolean {
  for (let length = 2; length <= 5 && length <= before.length; length++)
    if (meet(range, all(before.slice(0, length)))) return true;
  return false;
}

/** 取消58项,下放73项(县承接46项、开发区承接19项、委托8项),转变15项: parts of a part, stated without brackets. */
function nested(whole: Reading, parts: readonly Reading[]): boolean {
  const top: Reading[] = [];
  let parent = -1;
  for (let k = 0; k < parts.length; ) {
    top.push(parts[k]!);
    const children = childrenOf(parts, k);
    if (children > 0 && parent < 0) parent = top.length - 1;
    k += 1 + children;
  }
  if (parent < 0 || top.length < 2) return false;
  // The n-th of the sums takes in the first n + 2: the part with parts of its own must be among them.
  return prefixes(top).some((range, n) => n + 1 >= parent && meet(range, whole.range));
}

/** How many of the parts behind the k-th add up to it. */
function childrenOf(parts: readonly Reading[], k: number): number {
  const behind = parts.slice(k + 1, k + 9);
  if (behind.length < 2) return 0;
  const found = prefixes(behind).findLastIndex((range) => meet(range, parts[k]!.range));
  return found < 0 ? 0 : found + 2;
}

/** 受理71件,加上上年结转8件: what was carried over belongs to the whole, or to what is left over. */
function carried(
  view: View,
  whole: Reading,
  parts: readonly Reading[],
  before: readonly Reading[],
  rules: AuditRules,
): boolean {
  const rest = before.filter((r) => r !== whole && holdsAny(ownWords(r), rules.carried));
  const range = all(parts);
  const { start } = view.structure.sentences[whole.figure.sentence]!;
  const words = view.norm.slice(Math.max(start, whole.figure.start - 16), parts.at(-1)!.figure.extent.end + 16);
  if (rest.length === 0)
    return (
      /(?:含|加上|另有)[^,。;]{0,6}(?:结转|上年|往年|旧存)/.test(words) && meet(range, { low: whole.value, high: null })
    );
  return rest.some(
    (r) =>
      meet(range, total([whole.range, r.range])) ||
      meet(range, { low: minus(whole.value, r.value), high: minus(whole.value, r.value) }),
  );
}
