import type { Grams } from './grams.js';

/** The weighted lexicon: for each gram, which indicators it speaks for and against. Read from data, made by `npm run fit`. */
export interface Lexicon {
  /** Ids of the indicators it knows; the first is '' and stands for none of them. */
  readonly classes: readonly string[];
  /** Weight of each class whatever the words. */
  readonly bias: Float32Array;
  /** Open addressing by hash: a hash and one more than its row, side by side; no row is 0. */
  readonly index: Uint32Array;
  /** Row r has its entries from offsets[r] to offsets[r + 1]. */
  readonly offsets: Int32Array;
  readonly targets: Uint16Array;
  /** Weights in steps; small, so that they stay in the processor's cache. */
  readonly values: Int8Array;
  /** What one step is worth. */
  readonly step: number;
}

/** The row of a gram, or -1 where the lexicon does not know it. */
export function rowOf({ index }: Pick<Lexicon, 'index'>, hash: number): number {
  const mask = index.length - 1;
  for (let at = (2 * hash) & mask; ; at = (at + 2) & mask) {
    const next = index[at + 1]!;
    if (next === 0 || index[at] === hash) return next - 1;
  }
}

/** Less likely classes are not spoken of. */
const LEAST = 1e-4;

/**
 * Adds up what grams say, the one thing here that takes time. A row that speaks of most classes is laid out in full too, and four
 * of these are added at once.
 */
export class Sums {
  /** Full rows one after another; the first is empty. */
  readonly #full: Int8Array;
  /** Where the full row of each row starts; 0 where it has none. */
  readonly #starts: Int32Array;
  readonly #four = new Int32Array(4);

  constructor(private readonly lexicon: Lexicon) {
    const { offsets, targets, values, classes } = lexicon;
    this.#starts = new Int32Array(offsets.length - 1);
    let size = classes.length;
    for (let row = 0; row < this.#starts.length; row++) {
      if (2 * (offsets[row + 1]! - offsets[row]!) <= classes.length) continue;
      this.#starts[row] = size;
      size += classes.length;
    }
    this.#full = new Int8Array(size);
    for (let row = 0; row < this.#starts.length; row++) {
      const start = this.#starts[row]!;
      if (start > 0) for (let k = offsets[row]!; k < offsets[row + 1]!; k++) this.#full[start + targets[k]!] = values[k]!;
    }
  }

  /** Adds what the first `n` grams say, which all weigh the same. */
  add(scores: Float64Array, hashes: Uint32Array, n: number, weight: number): void {
    const worth = weight * this.lexicon.step;
    const four = this.#four;
    let held = 0;
    for (let g = 0; g < n; g++) {
      const row = rowOf(this.lexicon, hashes[g]!);
      if (row < 0) continue;
      if (this.#starts[row] === 0) this.#addRow(scores, row, worth);
      else {
        four[held++] = this.#starts[row]!;
        if (held < 4) continue;
        this.#addFour(scores, worth);
        held = 0;
      }
    }
    if (held > 0) this.#addFour(scores, worth);
  }

  #addFour(scores: Float64Array, worth: number): void {
    const full = this.#full;
    const [a, b, c, d] = [this.#four[0]!, this.#four[1]!, this.#four[2]!, this.#four[3]!];
    for (let k = 0; k < scores.length; k++)
      scores[k]! += worth * (full[a + k]! + full[b + k]! + full[c + k]! + full[d + k]!);
    this.#four.fill(0);
  }

  #addRow(scores: Float64Array, row: number, worth: number): void {
    const { offsets, targets, values } = this.lexicon;
    let k = offsets[row]!;
    const end = offsets[row + 1]!;
    // Four in one turn takes half the time.
    for (; k + 3 < end; k += 4) {
      scores[targets[k]!]! += worth * values[k]!;
      scores[targets[k + 1]!]! += worth * values[k + 1]!;
      scores[targets[k + 2]!]! += worth * values[k + 2]!;
      scores[targets[k + 3]!]! += worth * values[k + 3]!;
    }
    for (; k < end; k++) scores[targets[k]!]! += worth * values[k]!;
  }
}

const sums = new WeakMap<Lexicon, Sums>();

/** The sums of a lexicon, made ready when it is first asked. */
export function sumsOf(lexicon: Lexicon): Sums {
  const known = sums.get(lexicon) ?? new Sums(lexicon);
  sums.set(lexicon, known);
  return known;
}

/** What is this far behind the best in score is nothing, and most classes are. */
const BEHIND = 11;

/**
 * Tells each class that is likely at all by its scores, index in `classes` and probability, in the order of classes.
 * The scores are lost.
 */
export function tellLikely(scores: Float64Array, tell: (target: number, p: number) => void): void {
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
  for (let k = 0; k < n; k++) if (scores[k]! > least) tell(left[k]!, scores[k]! / sum);
}

/** The numbers of the classes that are left; `targets` have two bytes. */
const left = new Uint16Array(0x10000);

/** The scores of the classes by the grams of one figure. */
export function scoresOf(lexicon: Lexicon, { hashes, weights }: Grams): Float64Array {
  const scores = Float64Array.from(lexicon.bias);
  const all = sumsOf(lexicon);
  // Grams of one field stand together and weigh the same.
  for (let from = 0, to = 0; from < hashes.length; from = to) {
    while (to < hashes.length && weights[to] === weights[from]) to++;
    all.add(scores, hashes.subarray(from, to), to - from, weights[from]!);
  }
  return scores;
}

/** The table by which `rowOf` finds the rows of some hashes, with room to spare. */
export function indexOf(hashes: Uint32Array): Uint32Array {
  let size = 16;
  while (size < hashes.length * 2) size *= 2;
  const index = new Uint32Array(2 * size);
  const mask = index.length - 1;
  for (let row = 0; row < hashes.length; row++) {
    let at = (2 * hashes[row]!) & mask;
    while (index[at + 1] !== 0) at = (at + 2) & mask;
    index[at] = hashes[row]!;
    index[at + 1] = row + 1;
  }
  return index;
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

/**
 * A lexicon that knows further classes, learnt from a few examples. The weights of the old classes stay as they are; of the grams
 * those that the old classes know least teach the new ones most.
 */
export function extendLexicon(lexicon: Lexicon, shown: readonly Shown[], ids: readonly string[]): Lexicon {
  const added = ids.map(() => new Map<number, number>());
  const telling = (hash: number): number => {
    const row = rowOf(lexicon, hash);
    return row < 0 ? 1 : 1 / (1 + (lexicon.offsets[row + 1]! - lexicon.offsets[row]!) / 4);
  };
  const lessons = shown.map(({ grams, id }) => ({
    grams,
    target: id === null ? -1 : ids.indexOf(id),
    worth: Float32Array.from(grams.hashes, telling),
    old: logSum(scoresOf(lexicon, grams)),
  }));
  for (let step = 0; step < STEPS; step++)
    for (const { grams, target, worth, old } of lessons) {
      const scores = added.map((own) => old - SHY + scoreIn(own, grams));
      const all = logSum(Float32Array.from([old, ...scores]));
      added.forEach((own, k) => {
        const pull = PACE * ((k === target ? 1 : 0) - Math.exp(scores[k]! - all));
        grams.hashes.forEach((hash, g) => {
          own.set(hash, (own.get(hash) ?? 0) + pull * grams.weights[g]! * worth[g]!);
        });
      });
    }
  return merged(lexicon, added, ids, meanOf(lessons.map(({ old }) => old)) - SHY);
}

const scoreIn = (own: ReadonlyMap<number, number>, { hashes, weights }: Grams): number => {
  let sum = 0;
  for (let g = 0; g < hashes.length; g++) sum += weights[g]! * (own.get(hashes[g]!) ?? 0);
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

/** The rows of the old lexicon with the new classes' weights put in, and a row for each gram that it did not know. */
function merged(
  lexicon: Lexicon,
  added: readonly ReadonlyMap<number, number>[],
  ids: readonly string[],
  bias: number,
): Lexicon {
  const first = lexicon.classes.length;
  const more = new Map<number, [number, number][]>();
  added.forEach((own, k) => {
    for (const [hash, value] of own)
      if (Math.abs(value) > 0.02) more.set(hash, [...(more.get(hash) ?? []), [first + k, value]]);
  });
  const hashes: number[] = [];
  const offsets: number[] = [0];
  const targets: number[] = [];
  const values: number[] = [];
  const steps = (value: number): number => Math.max(-127, Math.min(127, Math.round(value / lexicon.step)));
  const close = (hash: number, row: number): void => {
    if (row >= 0)
      for (let k = lexicon.offsets[row]!; k < lexicon.offsets[row + 1]!; k++) {
        targets.push(lexicon.targets[k]!);
        values.push(lexicon.values[k]!);
      }
    for (const [target, value] of more.get(hash) ?? []) {
      targets.push(target);
      values.push(steps(value));
    }
    hashes.push(hash);
    offsets.push(targets.length);
  };
  for (let at = 0; at < lexicon.index.length; at += 2)
    if (lexicon.index[at + 1]! > 0) close(lexicon.index[at]!, lexicon.index[at + 1]! - 1);
  for (const hash of more.keys()) if (rowOf(lexicon, hash) < 0) close(hash, -1);
  return {
    classes: [...lexicon.classes, ...ids],
    bias: Float32Array.from([...lexicon.bias, ...ids.map(() => bias)]),
    index: indexOf(Uint32Array.from(hashes)),
    offsets: Int32Array.from(offsets),
    targets: Uint16Array.from(targets),
    values: Int8Array.from(values),
    step: lexicon.step,
  };
}
