import type { Mention, Run } from '../../graph.js';
import { alike, between, itemOf, type Numbers } from './numbers.js';

/** More parts than any report lists; keeps the cost linear in text that is one long list. */
const LONGEST = 40;
const TOTAL = /(?:合计|共计|总计|总共)[^,。;、\d]{0,8}$/;
/** 其余部门合计29件 is what is left, no total of those before it. */
const REST = /其余|其他|其它|另有/;

/**
 * Runs of figures of one kind that may divide a figure before them, opened by words or by nothing. Unlike the lists they ask no
 * number whether it fits; what a run without an opener is worth, others must judge by its words.
 */
export function runsOf(numbers: Numbers, mentions: readonly Mention[]): Run[] {
  const { figures, level } = numbers;
  const groups = new Map<string, number[]>();
  const sentences = new Map<number, number[]>();
  figures.forEach((figure, i) => {
    if (!level[i] || figure.cell !== null || figure.valueMax !== null || mentions[i]!.norm) return;
    put(groups, `${figure.sentence} ${mentions[i]!.bracket}`, i);
    if (mentions[i]!.bracket < 0) put(sentences, figure.sentence, i);
  });
  const out: Run[] = [];
  let earlier: readonly number[] = [];
  for (const group of groups.values()) {
    const first = group[0]!;
    const outside = mentions[first]!.bracket < 0;
    const near = outside && earlier.length > 0 && itemOf(numbers, earlier[0]!) === itemOf(numbers, first);
    const before = near && figures[first]!.sentence - figures[earlier[0]!]!.sentence <= 2 ? earlier : [];
    out.push(...runsIn(numbers, mentions, group, before));
    if (outside) earlier = (sentences.get(figures[first]!.sentence) ?? []).slice(-LONGEST);
  }
  return out;
}

function put<K>(map: Map<K, number[]>, key: K, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function runsIn(numbers: Numbers, mentions: readonly Mention[], group: readonly number[], earlier: readonly number[]) {
  const out: Run[] = [];
  const opens = group.map((i, k) => {
    const { division } = mentions[i]!;
    return division !== null && (k === 0 || mentions[group[k - 1]!]!.division !== division);
  });
  const inside = new Set<number>();
  const viewed = new Set<number>();
  group.forEach((first, k) => {
    if (opens[k]) {
      const run = runFrom(numbers, mentions, group, k, opens);
      for (const member of run.members.slice(0, run.sure)) inside.add(member);
      // 按性质分…;按人群分…: the second view divides what the first did, not one of its parts.
      const view = mentions[first]!.opener === 'view';
      const wholes = wholesOf(numbers, mentions, group, k, earlier).filter((i) => !view || !viewed.has(i));
      if (view) for (const member of run.members) viewed.add(member);
      if (wholes.length > 0) out.push({ ...run, opener: mentions[first]!.opener, wholes });
      return;
    }
    if (k === 0 && earlier.length > 0 && mentions[first]!.bracket < 0) {
      const wholes = earlier.filter((i) => alike(numbers, i, first)).reverse();
      if (wholes.length > 0) out.push({ ...runFrom(numbers, mentions, group, 0, opens), opener: null, wholes });
    }
    const near = group.slice(k + 1, k + 1 + LONGEST).findIndex((j) => alike(numbers, j, first));
    const next = near < 0 ? -1 : k + 1 + near;
    // 胜21件、败5件、部分败诉1件: one of a row is not the whole of those behind it.
    const listed =
      k > 0 &&
      next > k &&
      alike(numbers, group[k - 1]!, first) &&
      [between(numbers, group[k - 1]!, first), between(numbers, first, group[next]!)].every((gap) =>
        gap.startsWith('、'),
      );
    if (next > k && !listed && !inside.has(first) && !opens.slice(k + 1, next + 1).some(Boolean))
      out.push({ ...runFrom(numbers, mentions, group, next, opens), opener: null, wholes: [first] });
  });
  return [...out.filter(({ members, opener }) => members.length > 1 || opener !== null), ...totals(numbers, group)];
}

/** Figures of one kind from the k-th on, to the next opening. */
function runFrom(
  numbers: Numbers,
  mentions: readonly Mention[],
  group: readonly number[],
  k: number,
  opens: readonly boolean[],
): Pick<Run, 'members' | 'sure'> {
  const first = group[k]!;
  const members = [first];
  let sure = 0;
  const { division } = mentions[first]!;
  for (let n = k + 1; n < group.length && !opens[n] && members.length < LONGEST; n++) {
    const j = group[n]!;
    if (sure === 0 && (mentions[j]!.division !== division || /[;]/.test(between(numbers, group[n - 1]!, j))))
      sure = members.length;
    if (alike(numbers, first, j)) members.push(j);
  }
  return { members, sure: sure || members.length };
}

/** The figures that an opened run may divide: the one its words tell, then those of its kind before it, nearest first. */
function wholesOf(
  numbers: Numbers,
  mentions: readonly Mention[],
  group: readonly number[],
  k: number,
  earlier: readonly number[],
): number[] {
  const first = group[k]!;
  const { parent, bracket } = mentions[first]!;
  const told = parent !== null && numbers.level[parent] && alike(numbers, parent, first) ? [parent] : [];
  if (bracket >= 0 && k === 0) return told;
  const pool = [...(bracket < 0 ? earlier : []), ...group.slice(Math.max(0, k - LONGEST), k)];
  return [...told, ...pool.filter((i) => i !== parent && alike(numbers, i, first)).reverse()];
}

/** A件、B件,合计C件. */
function totals(numbers: Numbers, group: readonly number[]): Run[] {
  const { norm, figures } = numbers;
  return group.flatMap((whole, k): Run[] => {
    if (k < 2) return [];
    const before = between(numbers, group[k - 1]!, whole);
    if (!TOTAL.test(norm.slice(figures[whole]!.extent.start - 12, figures[whole]!.extent.start)) || REST.test(before))
      return [];
    const members: number[] = [];
    for (let n = k - 1; n >= 0 && k - n <= LONGEST && alike(numbers, group[n]!, whole); n--) {
      if (/[;]/.test(between(numbers, group[n]!, group[n + 1]!))) break;
      members.unshift(group[n]!);
    }
    return members.length > 1 ? [{ opener: 'total', members, sure: members.length, wholes: [whole] }] : [];
  });
}
