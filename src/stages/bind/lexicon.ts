import type { Grams } from './grams.js';

/**
 * The weighted lexicon: what the words around a figure say of what it counts. Each gram has a vector; their weighted sum, bent once, is
 * the meaning of the figure's surroundings; each class weighs it. So words and classes that are used alike lend each other
 * what was learnt of them. Read from data, made by `npm run fit`.
 */
export interface Lexicon {
  /** Ids of the indicators it knows; the first is '' and stands for none of them. */
  readonly classes: readonly string[];
  /** Length of a vector. */
  readonly width: number;
  /** Open addressing by hash: the row of a gram, or -1. `keys` holds the hashes. */
  readonly keys: Uint32Array;
  readonly rows: Int32Array;
  /** A vector for each row, in steps: small, so that they stay in the processor's cache. */
  readonly vectors: Int8Array;
  /** What one step of a vector is worth. */
  readonly step: number;
  /** Sum of no grams at all. */
  readonly rest: Float32Array;
  /** For each class its weights of a meaning, and its score whatever the words. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  /** Classes of a user's own entries, behind the others. */
  readonly added: readonly Added[];
}

/** A class that was learnt on loading, from few examples: it weighs grams by themselves. */
export interface Added {
  readonly id: string;
  readonly bias: number;
  readonly weights: ReadonlyMap<number, number>;
}

/** The row of a gram, or -1 where the lexicon does not know it. */
export function rowOf({ keys, rows }: Pick<Lexicon, 'keys' | 'rows'>, hash: number): number {
  const mask = keys.length - 1;
  for (let at = hash & mask; ; at = (at + 1) & mask) {
    if (rows[at]! < 0) return -1;
    if (keys[at] === hash) return rows[at]!;
  }
}

/** Less likely classes are not spoken of. */
const LEAST = 1e-4;

/** Tells each class that is likely at all by the grams of one figure, index in `classes` and probability, in the order of classes. */
export function lexiconSays(lexicon: Lexicon, grams: Grams, tell: (target: number, p: number) => void): void {
  const scores = scoresOf(lexicon, grams);
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < scores.length; k++) if (scores[k]! > most) most = scores[k]!;
  // What is this far behind is nothing, and most classes are.
  const floor = most - 11;
  let sum = 0;
  for (let k = 0; k < scores.length; k++) {
    if (scores[k]! < floor) scores[k] = 0;
    else sum += scores[k] = Math.exp(scores[k]! - most);
  }
  const least = LEAST * sum;
  for (let k = 0; k < scores.length; k++) if (scores[k]! > least) tell(k, scores[k]! / sum);
}

/** How much of a sum below nothing is left when it is bent. */
export const SLOPE = 0.05;

/** The weighted sum of the vectors of some grams. */
function sumOf(lexicon: Lexicon, { hashes, weights }: Grams): Float32Array {
  const { width, vectors, step } = lexicon;
  const sum = lexicon.rest.slice();
  for (let g = 0; g < hashes.length; g++) {
    const row = rowOf(lexicon, hashes[g]!);
    if (row < 0) continue;
    const weight = weights[g]! * step;
    const base = row * width;
    for (let d = 0; d < width; d++) sum[d]! += weight * vectors[base + d]!;
  }
  return sum;
}

function scoresOf(lexicon: Lexicon, grams: Grams): Float32Array {
  const { width, weights, bias, added } = lexicon;
  const meaning = sumOf(lexicon, grams);
  for (let d = 0; d < width; d++) if (meaning[d]! < 0) meaning[d]! *= SLOPE;
  const scores = new Float32Array(bias.length + added.length);
  for (let k = 0; k < bias.length; k++) {
    let score = bias[k]!;
    const base = k * width;
    for (let d = 0; d < width; d++) score += weights[base + d]! * meaning[d]!;
    scores[k] = score;
  }
  for (const [k, own] of added.entries()) scores[bias.length + k] = own.bias + scoreIn(own.weights, grams);
  return scores;
}

/** What each gram of a figure gives to the score of one class, index for index with the grams. */
export function pointsOf(lexicon: Lexicon, grams: Grams, target: number): Float32Array {
  const { width, weights, vectors, step, bias, added } = lexicon;
  const own = added[target - bias.length];
  if (own) return Float32Array.from(grams.hashes, (hash, g) => grams.weights[g]! * (own.weights.get(hash) ?? 0));
  const slopes = sumOf(lexicon, grams).map((x) => (x < 0 ? SLOPE : 1));
  return Float32Array.from(grams.hashes, (hash, g) => {
    const row = rowOf(lexicon, hash);
    if (row < 0) return 0;
    let points = 0;
    for (let d = 0; d < width; d++) points += weights[target * width + d]! * slopes[d]! * vectors[row * width + d]!;
    return points * grams.weights[g]! * step;
  });
}

/** A table of hashes to rows with room to spare. */
export function indexOf(hashes: Uint32Array): { keys: Uint32Array; rows: Int32Array } {
  let size = 16;
  while (size < hashes.length * 2) size *= 2;
  const keys = new Uint32Array(size);
  const rows = new Int32Array(size).fill(-1);
  hashes.forEach((hash, row) => {
    let at = hash & (size - 1);
    while (rows[at]! >= 0) at = (at + 1) & (size - 1);
    keys[at] = hash;
    rows[at] = row;
  });
  return { keys, rows };
}

/** One figure of an example of a new entry: its grams, and the new class that it is, or null where it is none of them. */
export interface Shown {
  readonly grams: Grams;
  readonly id: string | null;
}

/** A new class starts this far below what the old ones say together. */
const SHY = 4;
const STEPS = 40;
const PACE = 0.8;
/** What a gram that the old classes know teaches a new one, against one that they do not know. */
const KNOWN = 0.3;

/**
 * A lexicon that knows further classes, learnt from a few examples. All that was learnt of the old classes stays as it is; the grams
 * that they do not know teach the new ones most.
 */
export function extendLexicon(lexicon: Lexicon, shown: readonly Shown[], ids: readonly string[]): Lexicon {
  const own = ids.map(() => new Map<number, number>());
  const lessons = shown.map(({ grams, id }) => ({
    grams,
    target: id === null ? -1 : ids.indexOf(id),
    worth: Float32Array.from(grams.hashes, (hash) => (rowOf(lexicon, hash) < 0 ? 1 : KNOWN)),
    old: logSum(scoresOf(lexicon, grams)),
  }));
  for (let step = 0; step < STEPS; step++)
    for (const { grams, target, worth, old } of lessons) {
      const scores = own.map((weights) => old - SHY + scoreIn(weights, grams));
      const all = logSum(Float32Array.from([old, ...scores]));
      own.forEach((weights, k) => {
        const pull = PACE * ((k === target ? 1 : 0) - Math.exp(scores[k]! - all));
        grams.hashes.forEach((hash, g) => {
          weights.set(hash, (weights.get(hash) ?? 0) + pull * grams.weights[g]! * worth[g]!);
        });
      });
    }
  const bias = meanOf(lessons.map(({ old }) => old)) - SHY;
  const added = ids.map((id, k): Added => ({ id, bias, weights: own[k]! }));
  return { ...lexicon, classes: [...lexicon.classes, ...ids], added: [...lexicon.added, ...added] };
}

const scoreIn = (own: ReadonlyMap<number, number>, { hashes, weights }: Grams): number => {
  let sum = 0;
  for (let g = 0; g < hashes.length; g++) sum += weights[g]! * (own.get(hashes[g]!) ?? 0);
  return sum;
};

const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

function logSum(scores: Float32Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const s of scores) if (s > most) most = s;
  let sum = 0;
  for (const s of scores) sum += Math.exp(s - most);
  return most + Math.log(sum);
}
