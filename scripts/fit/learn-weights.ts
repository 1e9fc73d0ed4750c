import type { Parts } from '../../src/stages/bind/parts.js';

/** One figure to learn from: the parts of each candidate, and which candidates are right. */
export interface Choice {
  readonly parts: readonly Parts[];
  readonly right: readonly boolean[];
  /** What getting it right is worth. */
  readonly weight: number;
}

const RATE = 0.15;
const SHRINK = 1e-4;

/** Fits the weights of named parts so that the right candidate of each figure is likeliest. */
export function learnWeights(choices: readonly Choice[], epochs = 25): Record<string, number> {
  const names = new Map<string, number>();
  const rows = choices
    .filter(({ right }) => right.some(Boolean))
    .map(({ parts, right, weight }) => ({
      right,
      weight,
      parts: parts.map((one) => {
        const at: number[] = [];
        const by: number[] = [];
        for (const [name, value] of one) {
          if (!names.has(name)) names.set(name, names.size);
          at.push(names.get(name)!);
          by.push(value);
        }
        return { at, by };
      }),
    }));
  const weights = new Float64Array(names.size);
  const squares = new Float64Array(names.size).fill(1e-2);
  const grad = new Float64Array(names.size);
  for (let epoch = 0; epoch < epochs; epoch++) {
    let state = 11 + epoch;
    for (let step = 0; step < rows.length; step++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const { parts, right, weight } = rows[state % rows.length]!;
      const scores = parts.map(({ at, by }) => at.reduce((sum, a, k) => sum + weights[a]! * by[k]!, 0));
      const most = Math.max(...scores);
      const odds = scores.map((s) => Math.exp(s - most));
      const all = odds.reduce((a, b) => a + b, 0);
      const good = odds.reduce((sum, o, k) => sum + (right[k] ? o : 0), 0);
      const touched = new Set<number>();
      parts.forEach(({ at, by }, k) => {
        const p = weight * (odds[k]! / all - (right[k] ? odds[k]! / good : 0));
        if (Math.abs(p) < 1e-6) return;
        at.forEach((a, j) => {
          grad[a]! += p * by[j]!;
          touched.add(a);
        });
      });
      for (const a of touched) {
        const g = grad[a]! + SHRINK * weights[a]!;
        grad[a] = 0;
        squares[a]! += g * g;
        weights[a]! -= (RATE * g) / Math.sqrt(squares[a]!);
      }
    }
  }
  return Object.fromEntries([...names].map(([name, k]) => [name, Math.round(weights[k]! * 1e4) / 1e4]));
}
