import type { Bounds } from '../../arithmetic/printed.js';
import { alike, between, isPercent, type Numbers } from './numbers.js';

/** A count and the share that it is of some whole, which the two imply. */
export interface Pair {
  readonly part: number;
  readonly share: number;
  readonly base: Bounds;
}

/** Shares that imply one whole, and the earlier figure that it is. */
export interface Shared {
  readonly pairs: readonly Pair[];
  readonly whole: number | null;
}

/** Figures further back than this are no whole of a list; the bound keeps the cost linear. */
const FAR = 240;
/** A base known no better than this would fit many figures by chance. */
const LOOSE = 0.12;

const SHARE_OF = /^[,、(]?(?:约|近|已|仅|只|均|共|也|大约)?(?:占|比重|占比)|^,?占|^[(]$/;

/** What a count and its share say of the whole. */
function baseOf({ bounds }: Numbers, part: number, share: number): Bounds | null {
  const { low, high } = bounds[share]!;
  if (low <= 0 || high > 100.5 || bounds[part]!.low <= 0) return null;
  return { low: (bounds[part]!.low / high) * 100, high: (bounds[part]!.high / low) * 100 };
}

/** Counts and the shares that follow them: 425件,占33%; 70件(占23.5%); k-th and k-th in 205件、70件,分别占66%、23%. */
export function pairsOf(numbers: Numbers): Pair[] {
  const { figures } = numbers;
  const pairs: Pair[] = [];
  const add = (part: number, share: number) => {
    const base = baseOf(numbers, part, share);
    if (base) pairs.push({ part, share, base });
  };
  const lists = respective(numbers);
  const listed = new Set(lists.flatMap(({ shares }) => shares));
  for (let i = 1; i < figures.length; i++) {
    const figure = figures[i]!;
    if (!isPercent(figure) || listed.has(i) || figure.sentence !== figures[i - 1]!.sentence) continue;
    const part = outside(numbers, i);
    if (part !== null) {
      const gap = between(numbers, part, i);
      // 2917件,1603件,342件,分别占60.0%、…: the first share is not the last count's.
      if (gap.length <= 24 && !gap.includes('分别') && (figure.aspect === 'share' || SHARE_OF.test(gap))) add(part, i);
    }
  }
  for (const { parts, shares } of lists) for (const [k, part] of parts.entries()) add(part, shares[k]!);
  return pairs.sort((a, b) => a.part - b.part);
}

/** The count before a share: behind a closing bracket the one before the bracket (50件(单独被告18件、共同被告32件),占20.0%). */
function outside({ figures, level, norm, sentences }: Numbers, i: number): number | null {
  const { start, end } = { start: figures[i - 1]!.extent.end, end: figures[i]!.extent.start };
  let at = norm
    .slice(start, end)
    .replace(/\([^()]*\)/g, (inner) => ' '.repeat(inner.length))
    .indexOf(')');
  let part = i - 1;
  if (at >= 0) {
    at += start;
    const open = norm.lastIndexOf('(', at);
    if (open < sentences[figures[i]!.sentence]!.start) return null;
    while (part >= 0 && figures[part]!.extent.start > open) part--;
    if (part < 0 || figures[part]!.sentence !== figures[i]!.sentence) return null;
    // Words between the count and its bracket are more than its unit: the share is of something else.
    if (open - figures[part]!.extent.end > 8) return null;
  }
  return level[part] ? part : null;
}

/** 205件、70件,分别占66%、23%: as many shares as counts before them; without 分别 where both are plain lists (213件、187件,占总量的16.6%、14.6%). */
function respective(numbers: Numbers): { parts: number[]; shares: number[] }[] {
  const { figures, level } = numbers;
  const out: { parts: number[]; shares: number[] }[] = [];
  for (let i = 1; i < figures.length; i++) {
    if (!isPercent(figures[i]!) || !level[i - 1] || figures[i - 1]!.sentence !== figures[i]!.sentence) continue;
    const gap = between(numbers, i - 1, i);
    const told = /分别占|占比分别|分别占比|比重分别/.test(gap);
    if (!told && !/^,?占[^,。;]{0,12}$/.test(gap)) continue;
    const shares = [i];
    while (
      figures[shares.at(-1)! + 1] &&
      isPercent(figures[shares.at(-1)! + 1]!) &&
      between(numbers, shares.at(-1)!, shares.at(-1)! + 1).length <= 4
    )
      shares.push(shares.at(-1)! + 1);
    const parts: number[] = [];
    for (let j = i - 1; j >= 0 && parts.length < shares.length && figures[j]!.sentence === figures[i]!.sentence; j--)
      if (level[j] && alike(numbers, j, i - 1)) parts.unshift(j);
    const plain = (run: readonly number[]) =>
      run.every((f, k) => k === 0 || /^ ?[、,和及与] ?$/.test(between(numbers, run[k - 1]!, f)));
    if (parts.length === shares.length && shares.length > 1 && (told || (plain(parts) && plain(shares))))
      out.push({ parts, shares });
  }
  return out;
}

const meets = (a: Bounds, b: Bounds): boolean => a.low <= b.high && b.low <= a.high;

/** Pairs of one unit in one item, one after another, that imply one base. */
function runsOf(numbers: Numbers, pairs: readonly Pair[]): Pair[][] {
  const runs: Pair[][] = [];
  for (const pair of pairs) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const same =
      last !== undefined &&
      alike(numbers, last.part, pair.part) &&
      numbers.figures[pair.part]!.sentence - numbers.figures[last.part]!.sentence <= 1 &&
      run!.filter((one) => meets(one.base, pair.base)).length * 2 > run!.length;
    if (same) run!.push(pair);
    else runs.push([pair]);
  }
  return runs;
}

/** Pairs of one kind side by side in a sentence, whether they agree or not, with the whole that most of them imply. */
export function shareRunsOf(numbers: Numbers, shared: readonly Shared[]): Shared[] {
  const runs: { pairs: Pair[]; whole: number | null }[] = [];
  for (const { pairs, whole } of shared)
    for (const pair of pairs) {
      const run = runs.at(-1);
      const last = run?.pairs.at(-1)?.part;
      const { figures } = numbers;
      const same =
        last !== undefined &&
        alike(numbers, last, pair.part) &&
        figures[last]!.sentence === figures[pair.part]!.sentence;
      if (run && same) {
        run.pairs.push(pair);
        run.whole ??= whole;
      } else runs.push({ pairs: [pair], whole });
    }
  return runs;
}

/** The whole that each run of shares implies: the nearest earlier figure of its kind that lies within the bases of nearly all. */
export function sharedOf(numbers: Numbers, pairs: readonly Pair[]): Shared[] {
  return runsOf(numbers, pairs).map((run) => ({ pairs: run, whole: wholeOf(numbers, run) }));
}

function wholeOf(numbers: Numbers, run: readonly Pair[]): number | null {
  const { level, bounds, value } = numbers;
  const first = run[0]!.part;
  const width = Math.min(...run.map(({ base }) => (base.high - base.low) / base.high));
  if (width > LOOSE && run.length < 3) return null;
  const most = Math.max(...run.map(({ part }) => value[part]!));
  for (let j = first - 1; j >= 0 && first - j < FAR; j--) {
    if (!level[j] || !alike(numbers, j, first) || value[j]! < most) continue;
    const fitting = run.filter(({ base }) => meets(base, bounds[j]!)).length;
    if (fitting === run.length || (run.length >= 3 && fitting >= run.length - 1)) return j;
  }
  return null;
}
