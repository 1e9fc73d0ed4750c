import type { Cell } from '../../types.js';
import { alike, between, lineOf, type Numbers } from './numbers.js';

/** Figures that add up to one before or behind them. */
export interface Sum {
  readonly whole: number;
  readonly members: readonly number[];
  /** The whole follows its members (A件、B件,合计C件). */
  readonly total: boolean;
}

const LONGEST = 24;
const FAR = 60;
/** Smaller sums come about by chance. */
const LEAST = 12;

const TOTAL = /(?:合计|共计|总计|总共|共)[^,。;、\d]{0,8}$/;

/**
 * Lists of one kind that add up, within how they are printed, to an earlier figure of their kind. Nothing need open them. Cells add up
 * along their column or their row.
 */
export function sumsOf(numbers: Numbers, cells: readonly Cell[]): Sum[] {
  const { figures } = numbers;
  const out: Sum[] = [...cellSums(numbers, cells, 'column'), ...cellSums(numbers, cells, 'row')];
  const taken = new Set<number>();
  for (let i = 0; i < figures.length; i++) {
    if (!numbers.level[i] || figures[i]!.cell !== null || taken.has(i)) continue;
    const found = longestFrom(numbers, i);
    if (!found) continue;
    out.push(found);
    for (const member of found.members) taken.add(member);
  }
  return out;
}

/** Columns, or rows, whose last cell is what the others add up to, or else the first, or else a figure before the table. */
function cellSums(numbers: Numbers, cells: readonly Cell[], along: 'column' | 'row'): Sum[] {
  const lines = new Map<string, number[]>();
  numbers.figures.forEach(({ cell }, i) => {
    if (cell === null || !numbers.level[i]) return;
    const key = lineOf(cells[cell]!, cells[cell]![along]);
    const line = lines.get(key);
    if (line) line.push(i);
    else lines.set(key, [i]);
  });
  return [...lines.values()].flatMap((line): Sum[] => {
    if (line.length < 3 || !line.every((i) => alike(numbers, line[0]!, i))) return [];
    for (const whole of [line.at(-1)!, line[0]!]) {
      const members = line.filter((i) => i !== whole);
      const { low, high } = rangeOf(numbers, members);
      if (low >= LEAST && fits(numbers, whole, low, high)) return [{ whole, members, total: true }];
    }
    const whole = along === 'column' ? wholeOf(numbers, line) : null;
    return whole === null ? [] : [{ whole, members: line, total: false }];
  });
}

/** Between what some figures add up to, as they are printed. */
export function rangeOf({ bounds }: Numbers, members: readonly number[]): { low: number; high: number } {
  let low = 0;
  let high = 0;
  for (const member of members) {
    low += bounds[member]!.low;
    high += bounds[member]!.high;
  }
  return { low, high };
}

/** The longest list from `first` on that adds up to a figure before it, or to the next of its kind that is called a total. */
function longestFrom(numbers: Numbers, first: number): Sum | null {
  const run = runFrom(numbers, first);
  let low = 0;
  let high = 0;
  let best: Sum | null = null;
  for (let n = 0; n < run.length; n++) {
    low += numbers.bounds[run[n]!]!.low;
    high += numbers.bounds[run[n]!]!.high;
    if (n === 0 || low < LEAST) continue;
    const members = run.slice(0, n + 1);
    const whole = wholeBefore(numbers, first, low, high, members.length);
    if (whole !== null) best = { whole, members, total: false };
    const next = run[n + 1];
    if (
      next !== undefined &&
      fits(numbers, next, low, high) &&
      TOTAL.test(numbers.norm.slice(numbers.figures[next]!.extent.start - 12, numbers.figures[next]!.extent.start))
    )
      return { whole: next, members, total: true };
  }
  return best;
}

/** Levels of one kind from `first` on, to the end of its item or a sentence without one. */
function runFrom(numbers: Numbers, first: number): number[] {
  const { figures, level } = numbers;
  const run = [first];
  for (let j = first + 1; j < figures.length && run.length < LONGEST; j++) {
    if (figures[j]!.sentence - figures[run.at(-1)!]!.sentence > 1) break;
    if (level[j] && figures[j]!.cell === null && alike(numbers, first, j)) run.push(j);
  }
  return run;
}

const fits = ({ bounds }: Numbers, j: number, low: number, high: number): boolean =>
  bounds[j]!.low <= high + 1e-9 && low <= bounds[j]!.high + 1e-9;

/** The nearest earlier figure that the members add up to; two members want it near, since small sums of two are often chance. */
function wholeBefore(numbers: Numbers, first: number, low: number, high: number, count: number): number | null {
  if ((high - low) / high > 0.02) return null;
  const far = count === 2 ? 8 : count === 3 ? 24 : FAR;
  for (let j = first - 1; j >= 0 && first - j <= far; j--) {
    if (!numbers.level[j] || numbers.figures[j]!.cell !== null) continue;
    if (!alike(numbers, first, j) || !fits(numbers, j, low, high)) continue;
    if (numbers.figures[first]!.sentence - numbers.figures[j]!.sentence > (count > 2 ? 12 : 2)) return null;
    return j;
  }
  return null;
}

/** The earlier figure of their kind that all of these add up to, however far back within reason; null where there is none. */
export function wholeOf(numbers: Numbers, members: readonly number[]): number | null {
  const { low, high } = rangeOf(numbers, members);
  return low < LEAST ? null : wholeBefore(numbers, members[0]!, low, high, members.length);
}

/** 年初 + 接收 − 解除 = 年末, four levels of one unit near one another: the last and the first are one stock. */
export function stocksOf(numbers: Numbers): { from: number; to: number }[] {
  const { figures, level, value } = numbers;
  const out: { from: number; to: number }[] = [];
  for (let i = 0; i < figures.length; i++) {
    if (!level[i] || value[i]! < LEAST) continue;
    const run = runFrom(numbers, i).slice(0, 4);
    if (run.length < 4 || figures[run[3]!]!.sentence - figures[i]!.sentence > 1) continue;
    const [a, b, c, d] = run.map((k) => value[k]!) as [number, number, number, number];
    if (b > 0 && c > 0 && a + b - c === d && between(numbers, run[2]!, run[3]!).length < 24)
      out.push({ from: run[3]!, to: i });
  }
  return out;
}
