import { shown } from './words.js';

/** Ticks at round values from 0 to the least that holds `most`. */
export function ticks(most: number, count = 4): number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}

/** A large number in few characters. */
export function brief(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e8) return `${Number((value / 1e8).toPrecision(3))}亿`;
  if (size >= 1e5) return `${Number((value / 1e4).toPrecision(3))}万`;
  return shown(String(Number(value.toPrecision(6))));
}

/** Moves heights apart so that names do not stand on one another: down, and where they end too low up again. */
export function spread(heights: readonly number[], lowest: number, least = 16): number[] {
  const order = heights.map((_, i) => i).sort((a, b) => heights[a]! - heights[b]!);
  const moved = [...heights];
  let bound = Number.NEGATIVE_INFINITY;
  for (const i of order) {
    moved[i] = Math.max(moved[i]!, bound);
    bound = moved[i]! + least;
  }
  bound = lowest;
  for (const i of order.reverse()) {
    moved[i] = Math.min(moved[i]!, bound);
    bound = moved[i]! - least;
  }
  return moved;
}
