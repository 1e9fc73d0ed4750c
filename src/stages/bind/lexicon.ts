import type { Grams } from './grams.js';
import { SLOPE } from './parts.js';

/**
 * The weighted lexicon: what the words around a figure say of what it counts. Each gram has a vector; their weighted sum, bent once,
 * is the meaning of the figure's surroundings, and each class weighs that. So words that are used alike, and classes, lend each
 * other what was learnt of them. Read from data, made by `npm run fit`.
 */
export interface Lexicon {
  /** Ids of the indicators it knows, those of a user's own entries last; the first is '' and stands for none of them. */
  readonly classes: readonly string[];
  /** Length of a vector. */
  readonly width: number;
  /** The gram of each row, by its hash. */
  readonly hashes: Uint32Array;
  /** A vector for each row, in steps. */
  readonly vectors: Int8Array;
  /** What one step of a vector is worth. */
  readonly step: number;
  /** The sum of no grams at all. */
  readonly rest: Float64Array;
  /** For each class but the user's own its weights of a meaning, and its score whatever the words. */
  readonly weights: Float64Array;
  readonly bias: Float64Array;
  /** The meanings of some figures of each class but the user's own, WITNESSES of them each, in 127ths of their length: what new classes are not. */
  readonly witnesses: Int8Array;
  /** The classes of a user's own entries. */
  readonly added: readonly Added[];
}

/** A class that was learnt on loading, from few examples: it weighs grams by themselves, and the direction of a meaning. */
export interface Added {
  readonly bias: number;
  readonly weights: ReadonlyMap<number, number>;
  readonly direction: Float64Array;
}

/** Figures of each class that stand as witnesses for it. */
export const WITNESSES = 3;

/** Less likely classes are not spoken of. */
const LEAST = 1e-4;

/** Numbers of classes, rising: those that a figure may be by its unit. */
export type Classes = Uint16Array;

/** Adds up what grams say. A sum has a place for each of a vector's, and one for each class of a user's own. */
export class Index {
  /** Open addressing by hash: hash, and one more than the row. No row is 0. */
  readonly #table: Uint32Array;
  readonly #meaning: Float64Array;
  readonly #scores: Float64Array;

  constructor(private readonly lexicon: Lexicon) {
    const { hashes, width, classes } = lexicon;
    let slots = 16;
    while (slots < hashes.length * 2) slots *= 2;
    const table = new Uint32Array(slots * 2);
    for (let row = 0; row < hashes.length; row++) {
      let at = (hashes[row]! * 2) & (table.length - 1);
      while (table[at + 1] !== 0) at = (at + 2) & (table.length - 1);
      table[at] = hashes[row]!;
      table[at + 1] = row + 1;
    }
    this.#table = table;
    this.#meaning = new Float64Array(width);
    this.#scores = new Float64Array(classes.length);
  }

  /** The row of a gram, or -1 where the lexicon does not know it. */
  rowOf(hash: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let at = (hash * 2) & mask;
    while (table[at + 1] !== 0 && table[at] !== hash) at = (at + 2) & mask;
    return table[at + 1]! - 1;
  }

  /** The sum of no grams. */
  empty(): Float64Array {
    const { width, rest, added } = this.lexicon;
    const sum = new Float64Array(width + added.length);
    sum.set(rest);
    added.forEach(({ bias }, k) => {
      sum[width + k] = bias;
    });
    return sum;
  }

  /** Adds the first `n` grams, which all weigh the same, to a sum. */
  add(sum: Float64Array, hashes: Uint32Array, n: number, weight: number): void {
    const { width, vectors, step, added } = this.lexicon;
    const worth = weight * step;
    for (let g = 0; g < n; g++) {
      const row = this.rowOf(hashes[g]!);
      if (row < 0) continue;
      const base = row * width;
      for (let d = 0; d < width; d++) sum[d]! += worth * vectors[base + d]!;
    }
    for (let k = 0; k < added.length; k++)
      for (let g = 0; g < n; g++) sum[width + k]! += weight * (added[k]!.weights.get(hashes[g]!) ?? 0);
  }

  /** The meaning that a sum has, in an array that is used again. */
  meaning(sum: Float64Array): Float64Array {
    const meaning = this.#meaning;
    for (let d = 0; d < meaning.length; d++) meaning[d] = sum[d]! < 0 ? SLOPE * sum[d]! : sum[d]!;
    return meaning;
  }

  /** The scores by a sum of the classes that a figure may be, in step with `may`, in an array that is used again. */
  scores(sum: Float64Array, may: Classes): Float64Array {
    const { width, weights, bias, added } = this.lexicon;
    const meaning = this.meaning(sum);
    const scores = this.#scores.subarray(0, may.length);
    for (let j = 0; j < may.length; j++) {
      const k = may[j]!;
      if (k >= bias.length) {
        scores[j] = sum[width + k - bias.length]! + along(added[k - bias.length]!.direction, meaning);
        continue;
      }
      const base = k * width;
      // Four products at a time do not wait for one another; the width is a multiple of four.
      let [p, q, r, s] = [bias[k]!, 0, 0, 0];
      for (let d = 0; d < width; d += 4) {
        p += weights[base + d]! * meaning[d]!;
        q += weights[base + d + 1]! * meaning[d + 1]!;
        r += weights[base + d + 2]! * meaning[d + 2]!;
        s += weights[base + d + 3]! * meaning[d + 3]!;
      }
      scores[j] = p + q + (r + s);
    }
    return scores;
  }
}

const indexes = new WeakMap<Lexicon, Index>();

/** The index of a lexicon, made when it is first asked for. */
export function indexOf(lexicon: Lexicon): Index {
  const known = indexes.get(lexicon) ?? new Index(lexicon);
  indexes.set(lexicon, known);
  return known;
}

/** What is this far behind the best in score is nothing, and most classes are. */
const BEHIND = 11;

/**
 * Tells each class that is likely at all by the scores of those that a figure may be, index in `classes` and probability, in the
 * order of classes. The scores are lost.
 */
export function tellLikely(scores: Float64Array, may: Classes, tell: (target: number, p: number) => void): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < scores.length; k++) if (scores[k]! > most) most = scores[k]!;
  const floor = most - BEHIND;
  // Those that are left move to the front, each as its odds beside its number.
  let n = 0;
  let sum = 0;
  for (let k = 0; k < scores.length; k++) {
    if (scores[k]! < floor) continue;
    left[n] = k;
    sum += scores[n++] = Math.exp(scores[k]! - most);
  }
  const least = LEAST * sum;
  for (let k = 0; k < n; k++) if (scores[k]! > least) tell(may[left[k]!]!, scores[k]! / sum);
}

/** The numbers of the classes that are left. */
const left = new Uint16Array(0x10000);

function sumOf(index: Index, { hashes, weights }: Grams): Float64Array {
  const sum = index.empty();
  // Grams of one field stand together and weigh the same.
  for (let from = 0, to = 0; from < hashes.length; from = to) {
    while (to < hashes.length && weights[to] === weights[from]) to++;
    index.add(sum, hashes.subarray(from, to), to - from, weights[from]!);
  }
  return sum;
}

/** The meaning of the grams of one figure. */
export function meaningOf(lexicon: Lexicon, grams: Grams): Float64Array {
  const index = indexOf(lexicon);
  return index.meaning(sumOf(index, grams)).slice();
}

/** The scores by the grams of one figure of the classes that it may be, in an array that is used again. */
export function scoresOf(lexicon: Lexicon, grams: Grams, may: Classes): Float64Array {
  const index = indexOf(lexicon);
  return index.scores(sumOf(index, grams), may);
}

/** What each gram of a figure gives to the score of one class, index for index with the grams. */
export function pointsOf(lexicon: Lexicon, grams: Grams, target: number): Float64Array {
  const { width, weights, vectors, step, bias, added } = lexicon;
  const own = added[target - bias.length];
  if (own) return Float64Array.from(grams.hashes, (hash, g) => grams.weights[g]! * (own.weights.get(hash) ?? 0));
  const index = indexOf(lexicon);
  const slopes = sumOf(index, grams).map((x) => (x < 0 ? SLOPE : 1));
  return Float64Array.from(grams.hashes, (hash, g) => {
    const row = index.rowOf(hash);
    if (row < 0) return 0;
    let points = 0;
    for (let d = 0; d < width; d++) points += weights[target * width + d]! * slopes[d]! * vectors[row * width + d]!;
    return points * grams.weights[g]! * step;
  });
}

/** One figure of an example of a new entry: its grams, and the new class that it is, or null where it is none of them. */
export interface Shown {
  readonly grams: Grams;
  /** The old classes that it may be. */
  readonly may: Classes;
  readonly id: string | null;
}

/** How far a meaning lies in a direction; the length of neither counts. */
function along(direction: Float64Array, meaning: Float64Array): number {
  let product = 0;
  let length = 0;
  for (let d = 0; d < meaning.length; d++) {
    product += direction[d]! * meaning[d]!;
    length += meaning[d]! * meaning[d]!;
  }
  return length === 0 ? 0 : product / Math.sqrt(length);
}

/** A new class starts this far below what the old ones say together. */
const SHY = 3;
const STEPS = 40;
const PACE = 0.8;
/** What a gram that the old classes know teaches a new one, against one that they do not know. */
const KNOWN = 0.3;
/** What an example of it teaches, against one that is none. */
const EAGER = 10;
/** What the direction of a meaning teaches it. */
const MEANT = 2;

/**
 * A lexicon that knows further classes, learnt from a few examples. All that was learnt of the old classes stays as it is; the grams
 * that they do not know teach the new ones most.
 */
export function extendLexicon(lexicon: Lexicon, shown: readonly Shown[], ids: readonly string[]): Lexicon {
  const index = indexOf(lexicon);
  const own = ids.map(() => ({ weights: new Map<number, number>(), direction: new Float64Array(lexicon.width) }));
  const lessons = shown.map(({ grams, may, id }) => {
    const meaning = meaningOf(lexicon, grams);
    const length = Math.hypot(...meaning) || 1;
    return {
      grams,
      target: id === null ? -1 : ids.indexOf(id),
      worth: Float64Array.from(grams.hashes, (hash) => (index.rowOf(hash) < 0 ? 1 : KNOWN)),
      meaning: meaning.map((x) => x / length),
      old: logSum(scoresOf(lexicon, grams, may)),
    };
  });
  const others = strangers(lexicon);
  for (let step = 0; step < STEPS; step++)
    for (const { grams, target, worth, meaning } of [...lessons, ...others]) {
      const scores = own.map((one) => scoreIn(one.weights, grams) + along(one.direction, meaning) - SHY);
      const all = logSum(Float64Array.from([0, ...scores]));
      own.forEach(({ weights, direction }, k) => {
        const p = Math.exp(scores[k]! - all);
        const pull = PACE * (k === target ? EAGER * (1 - p) : -p);
        for (let d = 0; d < direction.length; d++) direction[d]! += pull * MEANT * meaning[d]!;
        grams.hashes.forEach((hash, g) => {
          weights.set(hash, (weights.get(hash) ?? 0) + pull * grams.weights[g]! * worth[g]!);
        });
      });
    }
  const bias = meanOf(lessons.map(({ old }) => old)) - SHY;
  const added = own.map((one): Added => ({ bias, ...one }));
  return { ...lexicon, classes: [...lexicon.classes, ...ids], added: [...lexicon.added, ...added] };
}

/** The witnesses of the old classes, as figures that are none of the new ones. */
function strangers({ width, witnesses }: Lexicon) {
  const none = { hashes: new Uint32Array(), weights: new Float32Array() };
  return Array.from({ length: witnesses.length / width }, (_, k) => {
    const meaning = Float64Array.from(witnesses.subarray(k * width, (k + 1) * width), (x) => x / 127);
    return { grams: none, target: -1, worth: new Float64Array(), meaning };
  });
}

const scoreIn = (own: ReadonlyMap<number, number>, { hashes, weights }: Grams): number => {
  let sum = 0;
  for (let g = 0; g < hashes.length; g++) sum += weights[g]! * (own.get(hashes[g]!) ?? 0);
  return sum;
};

const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

function logSum(scores: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const s of scores) if (s > most) most = s;
  let sum = 0;
  for (const s of scores) sum += Math.exp(s - most);
  return most + Math.log(sum);
}
