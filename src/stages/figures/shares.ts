import { boundsOf } from '../../arithmetic/printed.js';
import type { Cell, Figure } from '../../types.js';

/** Rows whose percentages are shares of one whole tell so; fewer may do it by chance. */
const ROWS = 3;

/**
 * Percentages in the cells right of counts that all imply one whole (维持 702 36.87%, 驳回 395 20.75% … of 1904) are shares of it, whatever
 * the heading of their column says.
 * In: the normalized text, its figures in order, the cells of its tables. Out: the same figures, such percentages with the aspect `share`.
 */
export function columnShares(norm: string, figures: readonly Figure[], cells: readonly Cell[]): readonly Figure[] {
  const columns = new Map<string, { share: number; low: number; high: number }[]>();
  for (let i = 1; i < figures.length; i++) {
    const [count, share] = [figures[i - 1]!, figures[i]!];
    if (share.cell === null || share.unit !== '%' || share.aspect !== 'level' || !isCount(count, share)) continue;
    const part = boundsOf(norm, count);
    const of = boundsOf(norm, share);
    if (part.low <= 0 || of.low <= 0 || of.high > 100.5) continue;
    const { table, column } = cells[share.cell]!;
    const key = [table, ...column.map(({ start }) => start)].join(' ');
    const rows = columns.get(key) ?? [];
    rows.push({ share: i, low: (100 * part.low) / of.high, high: (100 * part.high) / of.low });
    columns.set(key, rows);
  }
  const shares = new Set<number>();
  for (const rows of columns.values()) {
    const low = Math.max(...rows.map((row) => row.low));
    const high = Math.min(...rows.map((row) => row.high));
    if (rows.length >= ROWS && low <= high) for (const { share } of rows) shares.add(share);
  }
  if (shares.size === 0) return figures;
  return figures.map((figure, i) => (shares.has(i) ? { ...figure, aspect: 'share' as const } : figure));
}

/** Whether a figure is a count in the row of a percentage. */
const isCount = (count: Figure, share: Figure): boolean =>
  count.sentence === share.sentence && count.aspect === 'level' && count.unit !== '%' && count.valueMax === null;
