import type { Grams } from './grams.js';

/** The weighted lexicon: for each gram, which indicators it speaks for and against. Read from data, made by `npm run fit`. */
export interface Lexicon {
  /** Ids of the indicators it knows; the first is '' and stands for none of them. */
  readonly classes: readonly string[];
  /** Weight of each class whatever the words. */
  readonly bias: Float32Array;
  /** Open addressing by hash: the row of a gram, or -1. `keys` holds the hashes. */
  readonly keys: Uint32Array;
  readonly rows: Int32Array;
  /** Row r has its entries from offsets[r] to offsets[r + 1]. */
  readonly offsets: Uint32Array;
  readonly targets: Uint16Array;
  /** Weights in steps; small, so that they stay in the processor's cache. */
  readonly values: Int8Array;
  /** What one step is worth. */
  readonly step: number;
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

function scoresOf(lexicon: Lexicon, { hashes, weights }: Grams): Float32Array {
  const scores = lexicon.bias.slice();
  const { offsets, targets, values, step } = lexicon;
  for (let g = 0; g < hashes.length; g++) {
    const row = rowOf(lexicon, hashes[g]!);
    if (row < 0) continue;
    const weight = weights[g]! * step;
    const end = offsets[row + 1]!;
    for (let k = offsets[row]!; k < end; k++) scores[targets[k]!]! += weight * values[k]!;
  }
  return scores;
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

function logSum(scores: Float32Array): number {
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
  lexicon.keys.forEach((hash, at) => {
    if (lexicon.rows[at]! >= 0) close(hash, lexicon.rows[at]!);
  });
  for (const hash of more.keys()) if (rowOf(lexicon, hash) < 0) close(hash, -1);
  return {
    classes: [...lexicon.classes, ...ids],
    bias: Float32Array.from([...lexicon.bias, ...ids.map(() => bias)]),
    ...indexOf(Uint32Array.from(hashes)),
    offsets: Uint32Array.from(offsets),
    targets: Uint16Array.from(targets),
    values: Int8Array.from(values),
    step: lexicon.step,
  };
}
