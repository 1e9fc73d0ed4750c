import { type List, memberOf } from './lists.js';
import { holdsAny, ownWords, type Reading, type View } from './reading.js';
import type { AuditRules } from './rules.js';

/** `closed`: a last part takes in the rest; `sure`: the set says so; `likely`: now and then something is left out; `no`. */
export type Completeness = 'closed' | 'sure' | 'likely' | 'no';

/**
 * The least and the most parts that may make up the whole: all of a set or of a bracket, two of an open list. The undecided are
 * none of a whole of decided cases.
 */
export function lengths(whole: Reading, { cue, parts, partition }: List): readonly [least: number, most: number] {
  if (!partition) return [cue === 'bracket' || cue === 'total' ? Math.max(2, parts.length) : 2, parts.length];
  const { rest = [], not_under = [] } = partition.set;
  const of = partition.members.length;
  let length = of;
  while (length > 2 && holdsAny(ownWords(parts[length - 1]!), rest) && holdsAny(ownWords(whole), not_under)) length--;
  return [length, length < of ? length : parts.length];
}

/** A whole of an unopened list is not itself called by a name of the set. */
export function mayBeWhole(whole: Reading, { partition }: List, rules: AuditRules): boolean {
  if (partition && (!partition.set.free || memberOf(partition.set, whole) >= 0)) return false;
  return !holdsAny(whole.before, rules.rest);
}

/** Whether a list leaves nothing of the whole out, by its words. */
export function completeness(
  view: View,
  whole: Reading,
  parts: readonly Reading[],
  { cue, partition, parts: all }: List,
  rules: AuditRules,
): Completeness {
  if (cue === 'total') return 'sure';
  const rested = rules.rest.some((word) => parts.at(-1)!.before.startsWith(word));
  if (selects(view, whole, parts, rules)) return 'no';
  // 来访437批,其中集体访46批。从层级看,…: what is viewed may as well be the whole that this one is a part of.
  if (cue === 'view' && whole.of !== null) return 'no';
  if (rested && parts.length > 2) return 'closed';
  if (parts.some((part) => holdsAny(ownWords(part), rules.overlapping))) return 'no';
  if (rested && cue !== 'free') return 'closed';
  const bare = cue === 'bracket' || cue === 'view' ? 'likely' : 'no';
  if (!partition) return bare;
  const { set } = partition;
  // 不合格 is no 合格: what a part is called is told by the longest wording.
  const named = new Set(parts.map((part) => memberOf(set, part)));
  const has = (word: string) => named.has(set.members.findIndex((wordings) => wordings.includes(word)));
  if (cue === 'free' && parts.length < 3 && !set.complete.some((one) => one.every(has))) return bare;
  const rest = set.rest?.some(has) && !holdsAny(ownWords(whole), set.not_under ?? []);
  if (rest || set.complete.some((one) => one.every(has))) return parts.length < all.length && !rest ? 'likely' : 'sure';
  const enough = (set.enough ?? Number.POSITIVE_INFINITY) - (cue === 'free' ? 1 : 0);
  return parts.length >= enough && !holdsAny(ownWords(whole), set.not_of ?? []) ? 'likely' : bare;
}

/** Whether the words of a list say that it names some of the parts only (主要为…, …等), or what is none (另雇…). */
function selects(view: View, whole: Reading, parts: readonly Reading[], rules: AuditRules): boolean {
  const first = parts[0]!;
  const from = Math.max(whole.figure.extent.end, view.structure.sentences[first.figure.sentence]!.start);
  const opening = view.norm.slice(Math.min(from, first.figure.start), first.figure.start);
  const { end } = parts.at(-1)!.figure.extent;
  const words = opening.slice(opening.search(/[\u4e00-\u9fff]|$/));
  if (rules.besides.some((word) => words.startsWith(word))) return true;
  return holdsAny(opening, rules.selected) || /^等/.test(view.norm.slice(end, end + 2));
}
