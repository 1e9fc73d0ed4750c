import type { Figure } from '../../types.js';
import { TOWARD } from './series.js';

const FROM =
  /[由从](?!于|事|严|而|此|来|业|优)(?<words>[^,。;\d]{0,14}|[^,。;\d]{0,8}(?<year>20\d\d|19\d\d) ?年[^,。;\d]{0,8})$/;
const SIBLING = /^ ?[、和及与:][^,。;:]{0,12}$/;

/** 较上年的6.52%下降…, 比2021年的85万元增长…: the state compared with. */
const AGAINST = /[较比与](?:[^,。;\d]{0,12}?(?<year>20\d\d|19\d\d) ?年|上年度?|去年|上一年)(?:同期|末|底)?的? ?\(?$/;

/** Figures side by side further apart than this are no list of states. */
const LONGEST = 6;
const WINDOW = 24;

/**
 * Gives the earlier states of a text their own period: in 由A增至B, and in 较2020年的A, the year named with it, the year before the
 * report's for 上年, and '' where none is named. Several (从A、B提高到C、D) are earlier states alike. The other figures stay as they are.
 */
export function dated(norm: string, figures: readonly Figure[], year: number | null): Figure[] {
  return figures.map((figure, i) => {
    const period = earlierState(norm, figures, i, year);
    return period === null ? figure : { ...figure, period };
  });
}

function earlierState(norm: string, figures: readonly Figure[], i: number, year: number | null): string | null {
  const here = (k: number): boolean =>
    k > 0 && k < figures.length && figures[k]!.sentence === figures[k - 1]!.sentence && figures[k]!.cell === null;
  const before = (k: number): string => {
    const { start } = figures[k]!.extent;
    const from = here(k) ? Math.min(start, figures[k - 1]!.extent.end) : 0;
    return norm.slice(Math.max(from, start - WINDOW), start);
  };
  const gap = (k: number): string => norm.slice(figures[k - 1]!.extent.end, figures[k]!.extent.start);
  const against = AGAINST.exec(before(i));
  if (against && year !== null) return against.groups!.year ?? String(year - 1);
  let first = i;
  while (!FROM.test(before(first)) && here(first) && i - first < LONGEST && SIBLING.test(gap(first))) first--;
  const from = FROM.exec(before(first));
  if (!from) return null;
  let next = i + 1;
  while (here(next) && next - i < LONGEST && SIBLING.test(gap(next)) && !TOWARD.test(gap(next))) next++;
  if (!here(next) || !TOWARD.test(gap(next))) return null;
  if (from.groups!.year) return from.groups!.year;
  if (year !== null && /上年|去年|上一年/.test(from.groups!.words ?? '')) return String(year - 1);
  return '';
}
