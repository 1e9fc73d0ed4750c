import { holdsAny, isLevel, ownWords, type Reading, type View } from './reading.js';
import type { AuditRules, PartitionData } from './rules.js';

/** How a list of parts was found. `free`: nothing opens it, only its words or the codebook tell. */
export type Cue = 'bracket' | 'opened' | 'complete' | 'free' | 'total';

/** A list that may be the parts of one of several wholes. */
export interface List {
  readonly cue: Cue;
  /** Figures that may be the whole, the likeliest first. */
  readonly wholes: readonly Reading[];
  readonly parts: readonly Reading[];
  /** The set that the parts belong to, and how many of them from the first. */
  readonly partition: { readonly set: PartitionData; readonly members: readonly number[] } | null;
}

/** More parts than any report lists; keeps the cost linear in text that is one long list. */
const LONGEST = 40;

const sameUnit = (a: Reading, b: Reading): boolean => a.figure.unit === b.figure.unit;

/** The member of a set that a figure's own words name; the longest wording wins. */
export function memberOf(set: PartitionData, reading: Reading): number {
  const words = ownWords(reading);
  let best = -1;
  let length = 0;
  set.members.forEach((wordings, k) => {
    for (const word of wordings)
      if (word.length > length && words.includes(word)) {
        best = k;
        length = word.length;
      }
  });
  return best;
}

/** The set to which most parts from the first on belong, each as another member; figures called 其他 go with any set. */
export function partitionOf(parts: readonly Reading[], rules: AuditRules): List['partition'] {
  let best: List['partition'] = null;
  for (const set of rules.partitions) {
    const members: number[] = [];
    for (const part of parts) {
      const member = memberOf(set, part);
      const rest = member < 0 && members.length > 0 && holdsAny(part.before, rules.rest);
      if (!rest && (member < 0 || members.includes(member))) break;
      members.push(rest ? -1 : member);
    }
    if (members.length > (best?.members.length ?? 1)) best = { set, members };
  }
  return best;
}

/** Text between two figures without what stands in brackets there. */
function gap(norm: string, from: Reading, to: Reading): string {
  return norm.slice(from.figure.extent.end, to.figure.extent.start).replace(/\([^()]*\)/g, '');
}

/** The lists of one sentence. `earlier` are the figures of the sentence before, which a leading 其中 divides. */
export function listsOf(
  view: View,
  sentence: readonly Reading[],
  earlier: readonly Reading[],
  rules: AuditRules,
): List[] {
  const levels = sentence.filter((reading) => isLevel(reading));
  const before = earlier.filter((reading) => isLevel(reading) && reading.bracket < 0);
  const lists: List[] = [];
  const groups = new Map<number, Reading[]>();
  for (const reading of levels) groups.set(reading.bracket, [...(groups.get(reading.bracket) ?? []), reading]);
  for (const [bracket, group] of groups) {
    if (bracket >= 0) lists.push(...bracketLists(view, levels, group, bracket, rules));
    lists.push(...flatLists(view, group, bracket < 0 ? before : [], rules));
  }
  return lists;
}

function list(cue: Cue, wholes: readonly Reading[], parts: readonly Reading[], rules: AuditRules): List {
  return { cue, wholes, parts, partition: partitionOf(parts, rules) };
}

function bracketLists(
  view: View,
  levels: readonly Reading[],
  group: readonly Reading[],
  bracket: number,
  rules: AuditRules,
): List[] {
  const whole = levels.filter((r) => r.figure.extent.end <= bracket && r.bracket < bracket).at(-1);
  if (!whole || /[,;。:]/.test(view.norm.slice(whole.figure.extent.end, bracket))) return [];
  const parts = group.filter((part) => sameUnit(part, whole));
  if (parts.length === 0 || parts.length < group.length) return [];
  const opened = holdsAny(view.norm.slice(bracket, parts[0]!.figure.start), rules.opens);
  return [list(opened ? 'opened' : 'bracket', [whole], parts, rules)];
}

/** Lists of figures that stand side by side: opened by 其中 and its like, or by nothing. */
function flatLists(view: View, group: readonly Reading[], earlier: readonly Reading[], rules: AuditRules): List[] {
  const { norm } = view;
  const out: List[] = [];
  const openings = group.map((reading, k): Cue | null => {
    const text =
      k === 0
        ? norm.slice(view.structure.sentences[reading.figure.sentence]!.start, reading.figure.extent.start)
        : gap(norm, group[k - 1]!, reading);
    if (k === 0 && (earlier.length === 0 || !rules.opens.some((word) => text.trimStart().startsWith(word))))
      return null;
    if (holdsAny(text, rules.complete_after)) return 'complete';
    if (k > 0 && /中,/.test(text)) return 'opened';
    return holdsAny(text, rules.opens) ? 'opened' : null;
  });
  const inside = new Set<Reading>();
  group.forEach((first, k) => {
    const cue = openings[k];
    if (cue) {
      for (const part of run(norm, group, k, openings, rules)) inside.add(part);
      const { unit } = first.figure;
      const pool = k === 0 ? earlier : group.slice(0, k);
      const options = pool.filter((r) => r.figure.unit === unit).reverse();
      const bound = options.find((r) => r.at === first.of);
      const wholes = bound ? [bound, ...options.filter((r) => r !== bound)] : options;
      if (wholes.length > 0) out.push(list(cue, wholes, run(norm, group, k, openings, rules), rules));
    }
    const next = group.findIndex((r, j) => j > k && sameUnit(r, first));
    if (next > k && !inside.has(first) && !openings.slice(k + 1, next + 1).some(Boolean))
      out.push(list('free', [first], run(norm, group, next, openings, rules), rules));
  });
  out.push(...totalLists(norm, group, openings, rules));
  return out;
}

/** Figures of one unit from `k` on: to the next opening, or to a semicolon unless what follows belongs to the same set. */
function run(
  norm: string,
  group: readonly Reading[],
  k: number,
  openings: readonly (Cue | null)[],
  rules: AuditRules,
): Reading[] {
  const first = group[k]!;
  const parts = [first];
  let previous = first;
  let closed = false;
  for (let j = k + 1; j < group.length && !openings[j] && parts.length < LONGEST; j++) {
    const reading = group[j]!;
    closed ||= gap(norm, previous, reading).includes(';');
    previous = reading;
    if (!sameUnit(first, reading)) continue;
    if (closed && (partitionOf([...parts, reading], rules)?.members.length ?? 0) <= parts.length) break;
    parts.push(reading);
  }
  return parts;
}

/** A件、B件,合计C件. */
function totalLists(
  norm: string,
  group: readonly Reading[],
  openings: readonly (Cue | null)[],
  rules: AuditRules,
): List[] {
  return group.flatMap((whole, k) => {
    if (
      k < 2 ||
      openings[k] ||
      !rules.totals.some((word) => whole.before.endsWith(word) || whole.before.startsWith(word))
    )
      return [];
    const parts: Reading[] = [];
    for (let j = k - 1; j >= 0 && k - j <= LONGEST && sameUnit(group[j]!, whole); j--) {
      if (gap(norm, group[j]!, group[j + 1]!).includes(';')) break;
      parts.unshift(group[j]!);
    }
    return parts.length > 1 ? [list('total', [whole], parts, rules)] : [];
  });
}
