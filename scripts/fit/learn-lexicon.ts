import type { Grams } from '../../src/stages/bind/grams.js';
import type { Lexicon } from '../../src/stages/bind/lexicon.js';

/** One figure to learn from: its grams and the classes that are right. */
export interface Lesson {
  readonly grams: Grams;
  readonly right: readonly number[];
}

export interface Dense {
  readonly classes: readonly string[];
  readonly hashes: Uint32Array;
  readonly index: Map<number, number>;
  /** Row by row, one weight for each class; the last row is the bias. */
  readonly weights: Float32Array;
}

/** Grams seen in fewer lessons are left out. */
const LEAST = 3;
const SHRINK = 2e-6;

/** Small numbers that repeat: the order in which lessons are taken must be the same each time. */
function* shuffled(n: number, seed: number): Generator<number> {
  const order = Uint32Array.from({ length: n }, (_, k) => k);
  let state = seed;
  for (let k = n - 1; k >= 0; k--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const at = state % (k + 1);
    [order[k], order[at]] = [order[at]!, order[k]!];
    yield order[k]!;
  }
}

/**
 * Fits a softmax over grams by AdaGrad. Where several classes are right, it learns that one of them is.
 */
function learnDense(
  lessons: readonly Lesson[],
  classes: readonly string[],
  seen: ReadonlyMap<number, number>,
  { epochs, rate }: { readonly epochs: number; readonly rate: number },
): Dense {
  const hashes = Uint32Array.from([...seen].filter(([, n]) => n >= LEAST).map(([hash]) => hash)).sort();
  const index = new Map<number, number>();
  for (const [k, hash] of hashes.entries()) index.set(hash, k);
  const K = classes.length;
  const weights = new Float32Array((hashes.length + 1) * K);
  const squares = new Float32Array((hashes.length + 1) * K).fill(1e-3);
  const rows = lessons.map(({ grams }) => {
    const at: number[] = [];
    const by: number[] = [];
    grams.hashes.forEach((hash, k) => {
      const row = index.get(hash);
      if (row === undefined) return;
      at.push(row * K);
      by.push(grams.weights[k]!);
    });
    at.push(hashes.length * K);
    by.push(1);
    return { at: Uint32Array.from(at), by: Float32Array.from(by) };
  });
  const p = new Float32Array(K);
  const moved = new Uint16Array(K);
  const g = new Float32Array(K);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const k of shuffled(lessons.length, 7 + epoch)) {
      const { at, by } = rows[k]!;
      p.fill(0);
      for (let j = 0; j < at.length; j++) {
        const base = at[j]!;
        const w = by[j]!;
        for (let c = 0; c < K; c++) p[c]! += w * weights[base + c]!;
      }
      toGradient(p, lessons[k]!.right);
      let n = 0;
      for (let c = 0; c < K; c++)
        if (p[c]! > 8e-4 || p[c]! < -8e-4) {
          moved[n] = c;
          g[n++] = p[c]!;
        }
      for (let j = 0; j < at.length; j++) {
        const base = at[j]!;
        const w = by[j]!;
        for (let m = 0; m < n; m++) {
          const cell = base + moved[m]!;
          const grad = g[m]! * w + SHRINK * weights[cell]!;
          squares[cell]! += grad * grad;
          weights[cell]! -= (rate * grad) / Math.sqrt(squares[cell]!);
        }
      }
    }
  }
  return { classes, hashes, index, weights };
}

/** A lexicon while it is fitted. */
interface Sparse extends Omit<Lexicon, 'values' | 'step'> {
  readonly values: Float32Array;
}

/** Rounds the weights to steps, the largest to 127 of them. */
function rounded({ values, ...rest }: Sparse): Lexicon {
  const step = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127;
  return { ...rest, step, values: Int8Array.from(values, (value) => Math.round(value / step)) };
}

/** Keeps the `most` weights that matter most: by their size and by how often their gram occurs. */
function prune({ classes, hashes, weights }: Dense, counts: ReadonlyMap<number, number>, most: number): Sparse {
  const K = classes.length;
  const worth = new Float32Array(hashes.length * K);
  hashes.forEach((hash, row) => {
    const often = Math.sqrt(counts.get(hash) ?? 1);
    for (let c = 0; c < K; c++) worth[row * K + c] = Math.abs(weights[row * K + c]!) * often;
  });
  const least = nthLargest(worth, most);
  const kept: number[] = [];
  const offsets: number[] = [0];
  const targets: number[] = [];
  const values: number[] = [];
  hashes.forEach((hash, row) => {
    const before = targets.length;
    for (let c = 0; c < K; c++) {
      if (worth[row * K + c]! < least) continue;
      targets.push(c);
      values.push(weights[row * K + c]!);
    }
    if (targets.length === before) return;
    kept.push(hash);
    offsets.push(targets.length);
  });
  return {
    classes,
    hashes: Uint32Array.from(kept),
    bias: weights.slice(hashes.length * K),
    offsets: Int32Array.from(offsets),
    targets: Uint16Array.from(targets),
    values: Float32Array.from(values),
  };
}

/** The n-th largest of many numbers, found on a fine histogram of their logarithms. */
function nthLargest(all: Float32Array, n: number): number {
  const BINS = 4096;
  const bin = (x: number): number =>
    Math.max(0, Math.min(BINS - 1, Math.floor((Math.log2(Math.max(x, 1e-9)) + 30) * 64)));
  const counts = new Uint32Array(BINS);
  for (const x of all) counts[bin(x)]!++;
  let sum = 0;
  for (let b = BINS - 1; b > 0; b--) {
    sum += counts[b]!;
    if (sum >= n) return 2 ** (b / 64 - 30);
  }
  return 0;
}

/** Fits the kept weights once more, now that the others are gone. Changes the lexicon in place. */
function settle(lexicon: Sparse, lessons: readonly Lesson[], epochs: number, rate: number): void {
  const { offsets, targets, values, bias } = lexicon;
  const K = lexicon.classes.length;
  const squares = new Float32Array(values.length).fill(1e-2);
  const biasSquares = new Float32Array(K).fill(1e-2);
  const rowOf = new Map<number, number>();
  for (const [row, hash] of lexicon.hashes.entries()) rowOf.set(hash, row);
  const rows = lessons.map(({ grams }) => {
    const at: number[] = [];
    const by: number[] = [];
    grams.hashes.forEach((hash, k) => {
      const row = rowOf.get(hash);
      if (row === undefined) return;
      at.push(row);
      by.push(grams.weights[k]!);
    });
    return { at: Uint32Array.from(at), by: Float32Array.from(by) };
  });
  const p = new Float32Array(K);
  for (let epoch = 0; epoch < epochs; epoch++)
    for (const k of shuffled(lessons.length, 101 + epoch)) {
      const { at, by } = rows[k]!;
      p.set(bias);
      for (let j = 0; j < at.length; j++)
        for (let e = offsets[at[j]!]!; e < offsets[at[j]! + 1]!; e++) p[targets[e]!]! += by[j]! * values[e]!;
      toGradient(p, lessons[k]!.right);
      for (let j = 0; j < at.length; j++)
        for (let e = offsets[at[j]!]!; e < offsets[at[j]! + 1]!; e++) {
          const grad = p[targets[e]!]! * by[j]! + SHRINK * values[e]!;
          squares[e]! += grad * grad;
          values[e]! -= (rate * grad) / Math.sqrt(squares[e]!);
        }
      for (let c = 0; c < K; c++) {
        biasSquares[c]! += p[c]! * p[c]!;
        bias[c]! -= (0.05 * p[c]!) / Math.sqrt(biasSquares[c]!);
      }
    }
}

/** Turns scores into what to take off them: probabilities, less the right ones' share. */
function toGradient(p: Float32Array, right: readonly number[]): void {
  let most = Number.NEGATIVE_INFINITY;
  for (const x of p) if (x > most) most = x;
  let sum = 0;
  for (let c = 0; c < p.length; c++) sum += p[c] = Math.exp(p[c]! - most);
  let good = 0;
  for (let c = 0; c < p.length; c++) p[c]! /= sum;
  for (const c of right) good += p[c]!;
  for (const c of right) p[c] = -p[c]! * (1 / Math.max(good, 1e-9) - 1);
}

/** Learns all weights first, keeps those that matter most, and fits these once more. */
export function learnLexicon(
  lessons: readonly Lesson[],
  classes: readonly string[],
  { dense = 3, sparse = 5, keep = 850_000, rate = 0.15, again = 0.15 } = {},
): Lexicon {
  const counts = new Map<number, number>();
  for (const { grams } of lessons)
    for (const hash of new Set(grams.hashes)) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const lexicon = prune(learnDense(lessons, classes, counts, { epochs: dense, rate }), counts, keep);
  settle(lexicon, lessons, sparse, again);
  return rounded(lexicon);
}
