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
  /** The texts of the grams it knows, by their hashes. */
  readonly texts: Uint32Array;
  /** For each text the fields in which it has a row, one bit each by their numbers, and the bit ANYWHERE where it has one for all others. */
  readonly fields: Uint16Array;
  /**
   * The rows, in the order of texts, in each by field, ANYWHERE last: of each a byte that tells what a step of its vector is worth
   * (`scaleOf`), then its vector in steps, two numbers to a byte.
   */
  readonly rows: Int8Array;
  /** The sum of no grams at all. */
  readonly rest: Float64Array;
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

/** The bit of a row that holds in whatever field a text stands. */
export const ANYWHERE = 15;

/** What a step of a row is worth by the byte that tells it: an eighth of an octave each. */
export const scaleOf = (byte: number): number => 2 ** (byte / 8 - 24);

const SCALES = Float64Array.from({ length: 256 }, (_, byte) => scaleOf(byte));

/** The bytes of a row whose vector has so many numbers. */
export const rowSize = (width: number): number => 1 + width / 2;

/** What a gram is known by in a lexicon's maps. */
export const keyOf = (text: number, field: number): number => text * 16 + field;

/** Figures of each class that stand as witnesses for it. */
export const WITNESSES = 3;

/** Less likely classes are not spoken of. */
const LEAST = 1e-4;

/** Numbers of classes, rising: those that a figure may be by its unit. */
export type Classes = Uint16Array;

/** Adds up what grams say. A sum has a place for each of a vector's, and one for each class of a user's own. */
export class Index {
  /**
   * Open addressing by hash, four numbers a slot, which lie in one line of the processor's cache: hash, fields of the text, its first row.
   * No text is without a field.
   */
  readonly #table: Uint32Array;
  readonly #meaning: Float64Array;
  readonly #scores: Float64Array;

  constructor(private readonly lexicon: Lexicon) {
    const { texts, fields, width, classes } = lexicon;
    let slots = 16;
    while (slots < texts.length * 2) slots *= 2;
    const table = new Uint32Array(slots * 4);
    let row = 0;
    for (let place = 0; place < texts.length; place++) {
      let at = (texts[place]! * 4) & (table.length - 1);
      while (table[at + 1] !== 0) at = (at + 4) & (table.length - 1);
      table[at] = texts[place]!;
      table[at + 1] = fields[place]!;
      table[at + 2] = row;
      row += bits(fields[place]!);
    }
    this.#table = table;
    this.#meaning = new Float64Array(width);
    this.#scores = new Float64Array(classes.length);
  }

  /** The row of a text in a field, or -1 where the lexicon does not know it. */
  rowOf(text: number, field: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let at = (text * 4) & mask;
    while (table[at + 1] !== 0 && table[at] !== text) at = (at + 4) & mask;
    const own = table[at + 1]!;
    if ((own >> field) & 1) return table[at + 2]! + bits(own & ((1 << field) - 1));
    return (own >> ANYWHERE) & 1 ? table[at + 2]! + bits(own) - 1 : -1;
  }

  /** The sum of no grams: what is said whatever the words. */
  empty(): Float64Array {
    const { width, rest, added } = this.lexicon;
    const sum = new Float64Array(width + added.length);
    sum.set(rest);
    added.forEach(({ bias }, k) => {
      sum[width + k] = bias;
    });
    return sum;
  }

  /** A sum to begin with that holds nothing. */
  nothing(): Float64Array {
    return new Float64Array(this.lexicon.width + this.lexicon.added.length);
  }

  /** Adds the first `n` texts, which all stand in one field and weigh the same, to a sum. */
  add(sum: Float64Array, texts: Uint32Array, n: number, weight: number, field: number): void {
    const { width, rows, added } = this.lexicon;
    const size = rowSize(width);
    for (let g = 0; g < n; g++) {
      const row = this.rowOf(texts[g]!, field);
      if (row < 0) continue;
      let at = row * size;
      const worth = weight * SCALES[rows[at++]! & 255]!;
      for (let d = 0; d < width; d += 2) {
        const pair = rows[at++]!;
        sum[d]! += worth * ((pair << 28) >> 28);
        sum[d + 1]! += worth * (pair >> 4);
      }
    }
    for (let k = 0; k < added.length; k++)
      for (let g = 0; g < n; g++) sum[width + k]! += weight * (added[k]!.weights.get(keyOf(texts[g]!, field)) ?? 0);
  }

  /** The meaning that a sum has, in an array that is used again. */
  meaning(sum: Float64Array): Float64Array {
    const meaning = this.#meaning;
    for (let d = 0; d < meaning.length; d++) meaning[d] = sum[d]! < 0 ? SLOPE * sum[d]! : sum[d]!;
    return meaning;
  }

  /** The scores by a sum of the classes that a figure may be, in step with `may`, in an array that is longer and used again. */
  scores(sum: Float64Array, may: Classes): Float64Array {
    const { width, weights, bias, added } = this.lexicon;
    const meaning = this.meaning(sum);
    const scores = this.#scores;
    // Classes four at a time: what one meaning is multiplied with is read once. A user's own classes come last.
    const shipped = countBelow(may, bias.length);
    const fours = shipped - (shipped % 4);
    for (let j = 0; j < fours; j += 4) {
      let a = may[j]! * width;
      let b = may[j + 1]! * width;
      let c = may[j + 2]! * width;
      let e = may[j + 3]! * width;
      let p = bias[may[j]!]!;
      let q = bias[may[j + 1]!]!;
      let r = bias[may[j + 2]!]!;
      let s = bias[may[j + 3]!]!;
      for (let d = 0; d < width; d++) {
        const m = meaning[d]!;
        p += weights[a++]! * m;
        q += weights[b++]! * m;
        r += weights[c++]! * m;
        s += weights[e++]! * m;
      }
      scores[j] = p;
      scores[j + 1] = q;
      scores[j + 2] = r;
      scores[j + 3] = s;
    }
    for (let j = fours; j < shipped; j++) {
      const base = may[j]! * width;
      let score = bias[may[j]!]!;
      for (let d = 0; d < width; d++) score += weights[base + d]! * meaning[d]!;
      scores[j] = score;
    }
    for (let j = shipped; j < may.length; j++) {
      const k = may[j]! - bias.length;
      scores[j] = sum[width + k]! + along(added[k]!.direction, meaning);
    }
    return scores;
  }
}

/** How many of some rising numbers are below a bound. */
function countBelow(numbers: Classes, bound: number): number {
  let n = numbers.length;
  while (n > 0 && numbers[n - 1]! >= bound) n--;
  return n;
}

/** How many bits of a number of 16 are set. */
function bits(number: number): number {
  let n = number - ((number >> 1) & 0x5555);
  n = (n & 0x3333) + ((n >> 2) & 0x3333);
  n = (n + (n >> 4)) & 0x0f0f;
  return (n + (n >> 8)) & 0x1f;
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

function sumOf(index: Index, { texts, fields, weights }: Grams): Float64Array {
  const sum = index.empty();
  // Grams of one field stand together and weigh the same.
  for (let from = 0, to = 0; from < texts.length; from = to) {
    while (to < texts.length && fields[to] === fields[from] && weights[to] === weights[from]) to++;
    index.add(sum, texts.subarray(from, to), to - from, weights[from]!, fields[from]!);
  }
  return sum;
}

/** The meaning of the grams of one figure. */
export function meaningOf(lexicon: Lexicon, grams: Grams): Float64Array {
  const index = indexOf(lexicon);
  return index.meaning(sumOf(index, grams)).slice();
}

/** The scores by the grams of one figure of the classes that it may be, in step with `may`. */
export function scoresOf(lexicon: Lexicon, grams: Grams, may: Classes): Float64Array {
  const index = indexOf(lexicon);
  return index.scores(sumOf(index, grams), may).slice(0, may.length);
}

/** What each gram of a figure gives to the score of one class, index for index with the grams. */
export function pointsOf(lexicon: Lexicon, grams: Grams, target: number): Float64Array {
  const { width, weights, bias, added } = lexicon;
  const own = added[target - bias.length];
  if (own)
    return Float64Array.from(
      grams.texts,
      (text, g) => grams.weights[g]! * (own.weights.get(keyOf(text, grams.fields[g]!)) ?? 0),
    );
  const index = indexOf(lexicon);
  const slopes = sumOf(index, grams).map((x) => (x < 0 ? SLOPE : 1));
  return Float64Array.from(grams.texts, (text, g) => {
    const vector = index.nothing();
    index.add(vector, Uint32Array.of(text), 1, 1, grams.fields[g]!);
    let points = 0;
    for (let d = 0; d < width; d++) points += weights[target * width + d]! * slopes[d]! * vector[d]!;
    return points * grams.weights[g]!;
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
      worth: Float64Array.from(grams.texts, (text, g) => (index.rowOf(text, grams.fields[g]!) < 0 ? 1 : KNOWN)),
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
        grams.texts.forEach((text, g) => {
          const key = keyOf(text, grams.fields[g]!);
          weights.set(key, (weights.get(key) ?? 0) + pull * grams.weights[g]! * worth[g]!);
        });
      });
    }
  const bias = meanOf(lessons.map(({ old }) => old)) - SHY;
  const added = own.map((one): Added => ({ bias, ...one }));
  return { ...lexicon, classes: [...lexicon.classes, ...ids], added: [...lexicon.added, ...added] };
}

/** The witnesses of the old classes, as figures that are none of the new ones. */
function strangers({ width, witnesses }: Lexicon) {
  const none = { texts: new Uint32Array(), fields: new Uint8Array(), weights: new Float32Array() };
  return Array.from({ length: witnesses.length / width }, (_, k) => {
    const meaning = Float64Array.from(witnesses.subarray(k * width, (k + 1) * width), (x) => x / 127);
    return { grams: none, target: -1, worth: new Float64Array(), meaning };
  });
}

const scoreIn = (own: ReadonlyMap<number, number>, { texts, fields, weights }: Grams): number => {
  let sum = 0;
  for (let g = 0; g < texts.length; g++) sum += weights[g]! * (own.get(keyOf(texts[g]!, fields[g]!)) ?? 0);
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
