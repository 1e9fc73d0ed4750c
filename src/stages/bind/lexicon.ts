import type { Grams } from './grams.js';
import { Kernel } from './kernel.js';
import { SLOPE } from './parts.js';
import { vectorOf } from './rows.js';

/**
 * The weighted lexicon: what the words around a figure say of what it counts. Each gram has a vector, wherever it stands; each field
 * lets some of it through; their weighted sum, bent once, is the meaning of the figure's surroundings, and each class weighs that. So
 * words that are used alike, and classes, lend each other what was learnt of them. Read from data, made by `npm run fit`.
 */
export interface Lexicon {
  /** Ids of the indicators it knows, those of a user's own entries last; '' stands for none of them, in several classes, which come first. */
  readonly classes: readonly string[];
  /** Length of a vector: 32 divides it. */
  readonly width: number;
  /** The texts of the grams it knows, by their hashes, rising. */
  readonly texts: Uint32Array;
  /** The rows of the texts: their vectors (`rows.ts`). */
  readonly rows: Int8Array;
  /** For each field how much of each number of a vector it lets through. */
  readonly gates: Float32Array;
  /** The sum of no grams at all. */
  readonly rest: Float32Array;
  /** For each class but the user's own its weights of a meaning, and its score whatever the words. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
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

/** What a gram is known by in the maps of a user's own classes. */
export const keyOf = (text: number, field: number): number => text * 16 + field;

/** Figures of each class that stand as witnesses for it. */
export const WITNESSES = 3;

/** Less likely classes are not spoken of. */
const LEAST = 1e-4;

/** Numbers of classes, rising: those that a figure may be by its unit. */
export type Classes = Uint16Array;

const kernels = new WeakMap<Int8Array, Kernel>();

/** The kernel of a lexicon, made when it is first asked for; a user's own classes are none of its business. */
export function kernelOf(lexicon: Lexicon): Kernel {
  const known = kernels.get(lexicon.rows) ?? new Kernel(lexicon);
  kernels.set(lexicon.rows, known);
  return known;
}

/** How many of some rising numbers of classes are not of a user's own. */
export function shippedOf({ bias }: Lexicon, may: Classes): number {
  let n = may.length;
  while (n > 0 && may[n - 1]! >= bias.length) n--;
  return n;
}

/** What is this far behind the best in score is nothing, and most classes are. */
const BEHIND = 11;

/**
 * Tells each class that is likely at all by the scores of those that a figure may be, index in `classes` and probability, in the
 * order of classes. The scores are lost.
 */
export function tellLikely(scores: Float32Array, may: Classes, tell: (target: number, p: number) => void): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < may.length; k++) if (scores[k]! > most) most = scores[k]!;
  const floor = most - BEHIND;
  // Those that are left move to the front, each as its odds beside its number.
  let n = 0;
  let sum = 0;
  for (let k = 0; k < may.length; k++) {
    if (scores[k]! < floor) continue;
    left[n] = k;
    sum += scores[n++] = Math.exp(scores[k]! - most);
  }
  const least = LEAST * sum;
  for (let k = 0; k < n; k++) if (scores[k]! > least) tell(may[left[k]!]!, scores[k]! / sum);
}

/** The numbers of the classes that are left. */
const left = new Uint16Array(0x10000);

/** The sum that is used for grams given at once; others belong to who listens to a document (`listen.ts`). */
const ALONE = 4;

/** Sums up the grams of one figure. */
function sumUp(kernel: Kernel, { texts, fields, weights }: Grams): void {
  kernel.begin(ALONE);
  // Grams of one field stand together and weigh the same.
  for (let from = 0, to = 0; from < texts.length; from = to) {
    for (; to < texts.length && fields[to] === fields[from]; to++) kernel.add(texts[to]!);
    kernel.close(ALONE, fields[from]!, weights[from]!);
  }
}

/** The meaning of the grams of one figure. */
export function meaningOf(lexicon: Lexicon, grams: Grams): Float32Array {
  const kernel = kernelOf(lexicon);
  sumUp(kernel, grams);
  return kernel.meaning(ALONE).slice();
}

/** The scores by the grams of one figure of the classes that it may be, in step with `may`. */
export function scoresOf(lexicon: Lexicon, grams: Grams, may: Classes): Float32Array {
  const kernel = kernelOf(lexicon);
  sumUp(kernel, grams);
  const shipped = shippedOf(lexicon, may);
  const scores = kernel.scores(ALONE, may, shipped).slice();
  return Float32Array.of(...scores, ...ownScores(lexicon, grams, kernel.meaning(ALONE), may.subarray(shipped)));
}

/** The scores of some classes of a user's own by the grams of a figure and their meaning. */
export const ownScores = ({ bias, added }: Lexicon, grams: Grams, meaning: Float32Array, may: Classes): number[] =>
  [...may].map((k) => {
    const own = added[k - bias.length]!;
    return own.bias + scoreIn(own.weights, grams) + along(own.direction, meaning);
  });

/** What each gram of a figure gives to the score of one class, index for index with the grams. */
export function pointsOf(lexicon: Lexicon, grams: Grams, target: number): Float64Array {
  const { width, weights, bias, added, texts, rows, gates } = lexicon;
  const own = added[target - bias.length];
  if (own)
    return Float64Array.from(
      grams.texts,
      (text, g) => grams.weights[g]! * (own.weights.get(keyOf(text, grams.fields[g]!)) ?? 0),
    );
  const slopes = meaningOf(lexicon, grams).map((x) => (x < 0 ? SLOPE : 1));
  return Float64Array.from(grams.texts, (text, g) => {
    const row = rowOf(texts, text);
    if (row < 0) return 0;
    const vector = vectorOf(rows, width, row);
    const gate = grams.fields[g]! * width;
    let points = 0;
    for (let d = 0; d < width; d++) points += weights[target * width + d]! * slopes[d]! * gates[gate + d]! * vector[d]!;
    return points * grams.weights[g]!;
  });
}

/** The row of a text, or -1 where a lexicon does not know it. */
function rowOf(texts: Uint32Array, text: number): number {
  let low = 0;
  let high = texts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (texts[middle]! < text) low = middle + 1;
    else high = middle;
  }
  return texts[low] === text ? low : -1;
}

/** One figure of an example of a new entry: its grams, and the new class that it is, or null where it is none of them. */
export interface Shown {
  readonly grams: Grams;
  /** The old classes that it may be. */
  readonly may: Classes;
  readonly id: string | null;
}

/** How far a meaning lies in a direction; the length of neither counts. */
function along(direction: Float64Array, meaning: Float32Array): number {
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
/** What an example of it teaches, against one that is none. */
const EAGER = 80;
/** What the direction of a meaning teaches it. */
const MEANT = 2;

/**
 * A lexicon that knows further classes, learnt from a few examples. All that was learnt of the old classes stays as it is; grams that
 * they know speak through the meaning alone, those that they do not know by themselves.
 */
export function extendLexicon(lexicon: Lexicon, shown: readonly Shown[], ids: readonly string[]): Lexicon {
  const own = ids.map(() => ({ weights: new Map<number, number>(), direction: new Float64Array(lexicon.width) }));
  const lessons = shown.map(({ grams, may, id }) => {
    const meaning = meaningOf(lexicon, grams);
    const length = Math.hypot(...meaning) || 1;
    return {
      grams: unknownIn(lexicon, grams),
      target: id === null ? -1 : ids.indexOf(id),
      meaning: meaning.map((x) => x / length),
      old: logSum(scoresOf(lexicon, grams, may)),
    };
  });
  const others = strangers(lexicon);
  for (let step = 0; step < STEPS; step++)
    for (const { grams, target, meaning } of [...lessons, ...others]) {
      const scores = own.map((one) => scoreIn(one.weights, grams) + along(one.direction, meaning) - SHY);
      const all = logSum(Float64Array.from([0, ...scores]));
      own.forEach(({ weights, direction }, k) => {
        const p = Math.exp(scores[k]! - all);
        const pull = PACE * (k === target ? EAGER * (1 - p) : -p);
        for (let d = 0; d < direction.length; d++) direction[d]! += pull * MEANT * meaning[d]!;
        grams.texts.forEach((text, g) => {
          const key = keyOf(text, grams.fields[g]!);
          weights.set(key, (weights.get(key) ?? 0) + pull * grams.weights[g]!);
        });
      });
    }
  const bias = meanOf(lessons.map(({ old }) => old)) - SHY;
  const added = own.map((one): Added => ({ bias, ...one }));
  return { ...lexicon, classes: [...lexicon.classes, ...ids], added: [...lexicon.added, ...added] };
}

/** The grams of a figure that a lexicon does not know. */
function unknownIn(lexicon: Lexicon, { texts, fields, weights }: Grams): Grams {
  const kept = [...texts.keys()].filter((g) => rowOf(lexicon.texts, texts[g]!) < 0);
  return {
    texts: Uint32Array.from(kept, (g) => texts[g]!),
    fields: Uint8Array.from(kept, (g) => fields[g]!),
    weights: Float32Array.from(kept, (g) => weights[g]!),
  };
}

/** The witnesses of the old classes, as figures that are none of the new ones. */
function strangers({ width, witnesses }: Lexicon) {
  const none = { texts: new Uint32Array(), fields: new Uint8Array(), weights: new Float32Array() };
  return Array.from({ length: witnesses.length / width }, (_, k) => {
    const meaning = Float32Array.from(witnesses.subarray(k * width, (k + 1) * width), (x) => x / 127);
    return { grams: none, target: -1, meaning };
  });
}

const scoreIn = (own: ReadonlyMap<number, number>, { texts, fields, weights }: Grams): number => {
  let sum = 0;
  for (let g = 0; g < texts.length; g++) sum += weights[g]! * (own.get(keyOf(texts[g]!, fields[g]!)) ?? 0);
  return sum;
};

const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

function logSum(scores: Float32Array | Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const s of scores) if (s > most) most = s;
  let sum = 0;
  for (const s of scores) sum += Math.exp(s - most);
  return most + Math.log(sum);
}
