import type { Grams } from './grams.js';

/** The weighted lexicon: for each gram, which indicators it speaks for and against. Read from data, made by `npm run fit`. */
export interface Lexicon {
  /** Ids of the indicators it knows; the first is '' and stands for none of them. */
  readonly classes: readonly string[];
  /** Weight of each class whatever the words. */
  readonly bias: Float32Array;
  /** The gram of each row, by its hash. */
  readonly hashes: Uint32Array;
  /** Row r has its entries from offsets[r] to offsets[r + 1]. */
  readonly offsets: Int32Array;
  readonly targets: Uint16Array;
  /** Weights in steps. */
  readonly values: Int8Array;
  /** What one step is worth. */
  readonly step: number;
}

/** Less likely classes are not spoken of. */
const LEAST = 1e-4;

/** A slot of the table: hash, first entry of the row and end of its entries, one more than the row. No row is 0. */
const SLOT = 4;
/** Stands for the end of the entries of a row that is laid out in full; its first is where, 0 as long as nobody asked. */
const FULL = 0xffffffff;

/**
 * The lexicon laid out for reading: what is read together stands together, since waiting for memory is what takes time. Rows
 * that speak of most classes are laid out in full when they are first met, so that four of them are added at once.
 */
export class Index {
  /** Open addressing by hash. */
  readonly #table: Uint32Array;
  /** Full rows one after another; the first is empty. */
  readonly #full: Int8Array;
  #size: number;
  /** Up to four full rows that wait to be added, and what a step of each is worth. */
  readonly #starts = new Uint32Array(4);
  readonly #worths = new Float64Array(4);
  #held = 0;

  constructor(private readonly lexicon: Lexicon) {
    const { classes, hashes, offsets } = lexicon;
    let slots = 16;
    while (slots < hashes.length * 2) slots *= 2;
    const table = new Uint32Array(slots * SLOT);
    const mask = table.length - 1;
    let full = 1;
    for (let row = 0; row < hashes.length; row++) {
      const isFull = 2 * (offsets[row + 1]! - offsets[row]!) > classes.length;
      if (isFull) full++;
      let at = (hashes[row]! * SLOT) & mask;
      while (table[at + 3] !== 0) at = (at + SLOT) & mask;
      table[at] = hashes[row]!;
      table[at + 1] = isFull ? 0 : offsets[row]!;
      table[at + 2] = isFull ? FULL : offsets[row + 1]!;
      table[at + 3] = row + 1;
    }
    this.#table = table;
    this.#full = new Int8Array(full * classes.length);
    this.#size = classes.length;
  }

  /** Lays a row out in full and says where. */
  #layOut(row: number): number {
    const { classes, offsets, targets, values } = this.lexicon;
    const start = this.#size;
    this.#size += classes.length;
    for (let k = offsets[row]!; k < offsets[row + 1]!; k++) this.#full[start + targets[k]!] = values[k]!;
    return start;
  }

  /** Where a gram stands in the table, or the free slot where it would. */
  #slot(hash: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let at = (hash * SLOT) & mask;
    while (table[at + 3] !== 0 && table[at] !== hash) at = (at + SLOT) & mask;
    return at;
  }

  /** The row of a gram, or -1 where the lexicon does not know it. */
  rowOf(hash: number): number {
    return this.#table[this.#slot(hash) + 3]! - 1;
  }

  /** Adds to the scores of the classes what the first `n` grams say, which all weigh the same. `close` adds the rest of it. */
  add(scores: Float64Array, hashes: Uint32Array, n: number, weight: number): void {
    const worth = weight * this.lexicon.step;
    const table = this.#table;
    for (let g = 0; g < n; g++) {
      const at = this.#slot(hashes[g]!);
      if (table[at + 3] === 0) continue;
      if (table[at + 2] !== FULL) this.#addSome(scores, table[at + 1]!, table[at + 2]!, worth);
      else {
        if (table[at + 1] === 0) table[at + 1] = this.#layOut(table[at + 3]! - 1);
        this.#starts[this.#held] = table[at + 1]!;
        this.#worths[this.#held++] = worth;
        if (this.#held === 4) this.close(scores);
      }
    }
  }

  /** Adds the full rows that wait. */
  close(scores: Float64Array): void {
    if (this.#held === 0) return;
    const full = this.#full;
    // Where fewer than four wait, the empty row stands for the others.
    this.#starts.fill(0, this.#held);
    const [a, b, c, d] = [this.#starts[0]!, this.#starts[1]!, this.#starts[2]!, this.#starts[3]!];
    const [p, q, r, s] = [this.#worths[0]!, this.#worths[1]!, this.#worths[2]!, this.#worths[3]!];
    for (let k = 0; k < scores.length; k++)
      scores[k]! += p * full[a + k]! + q * full[b + k]! + r * full[c + k]! + s * full[d + k]!;
    this.#held = 0;
  }

  #addSome(scores: Float64Array, first: number, end: number, worth: number): void {
    const { targets, values } = this.lexicon;
    for (let k = first; k < end; k++) scores[targets[k]!]! += worth * values[k]!;
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
  const index = indexOf(lexicon);
  // Grams of one field stand together and weigh the same.
  for (let from = 0, to = 0; from < hashes.length; from = to) {
    while (to < hashes.length && weights[to] === weights[from]) to++;
    index.add(scores, hashes.subarray(from, to), to - from, weights[from]!);
  }
  index.close(scores);
  return scores;
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
    const row = indexOf(lexicon).rowOf(hash);
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
  lexicon.hashes.forEach(close);
  for (const hash of more.keys()) if (indexOf(lexicon).rowOf(hash) < 0) close(hash, -1);
  return {
    classes: [...lexicon.classes, ...ids],
    bias: Float32Array.from([...lexicon.bias, ...ids.map(() => bias)]),
    hashes: Uint32Array.from(hashes),
    offsets: Int32Array.from(offsets),
    targets: Uint16Array.from(targets),
    values: Int8Array.from(values),
    step: lexicon.step,
  };
}
