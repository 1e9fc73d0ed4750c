import type { Grams } from '../../src/stages/bind/grams.js';
import { type Classes, type Lexicon, meaningOf, WITNESSES } from '../../src/stages/bind/lexicon.js';
import { rowOf, rowSize } from '../../src/stages/bind/rows.js';
import { Chance } from './chance.js';
import { Net, type NetOptions, type Placed, type Row } from './net.js';

/** One figure to learn from: its grams, the classes that it may be and those of them that are right. */
export interface Lesson {
  readonly grams: Grams;
  readonly may: Classes;
  readonly right: readonly number[];
}

export interface Options extends NetOptions {
  /** Vectors that are learnt: those of the texts that most lessons hold. */
  readonly most: number;
  /** Vectors that are written: those that say most. */
  readonly keep: number;
  readonly epochs: number;
  readonly rate: number;
  readonly seed: number;
}

const OPTIONS: Options = {
  width: 128,
  most: 40_000,
  keep: 30_000,
  epochs: 18,
  rate: 0.07,
  drop: 0.4,
  slow: 8,
  seed: 12345,
};

/** A text that has a vector. */
interface Known {
  readonly text: number;
  /** How many lessons hold it. */
  readonly times: number;
}

/** The texts that most lessons hold. */
function frequent(lessons: readonly Lesson[], most: number): Known[] {
  const counts = new Map<number, number>();
  for (const { texts } of new Set(lessons.map(({ grams }) => grams)))
    for (const text of new Set(texts)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .filter(([, n]) => n > 2)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most)
    .map(([text, times]) => ({ text, times }));
}

/** The rows that are written: those of the texts that say most. */
function written(known: readonly Known[], vectors: Float32Array, { width, keep }: Options) {
  const kept = known
    .map(({ text, times }, k) => {
      const vector = vectors.subarray(k * width, (k + 1) * width);
      return { text, vector, says: times * vector.reduce((sum, x) => sum + x * x, 0) };
    })
    .sort((a, b) => b.says - a.says || a.text - b.text)
    .slice(0, keep)
    .sort((a, b) => a.text - b.text);
  const size = rowSize(width);
  const rows = new Int8Array(kept.length * size);
  for (const [k, { vector }] of kept.entries()) rows.set(rowOf(vector), k * size);
  return { texts: Uint32Array.from(kept, ({ text }) => text), rows };
}

/** The known grams of a lesson. */
function rowsOf({ texts, fields, weights }: Grams, numbers: ReadonlyMap<number, number>): Row {
  const row = { vectors: [] as number[], weights: [] as number[], fields: [] as Row['fields'][number][] };
  for (let g = 0; g < texts.length; ) {
    const field = fields[g]!;
    const from = row.vectors.length;
    for (; g < texts.length && fields[g] === field; g++) {
      const vector = numbers.get(texts[g]!);
      if (vector !== undefined) row.weights[row.vectors.push(vector) - 1] = weights[g]!;
    }
    if (row.vectors.length > from) row.fields.push({ field, from, to: row.vectors.length });
  }
  return row;
}

/** Puts lessons into the memory of a net. */
function placed(lessons: readonly Lesson[], known: readonly Known[], net: Net): Placed[] {
  const numbers = new Map(known.map(({ text }, k) => [text, k]));
  const rows = new Map<Grams, number>();
  const classes = new Map<Classes, number>();
  for (const { grams, may } of lessons) {
    if (!rows.has(grams)) rows.set(grams, net.row(rowsOf(grams, numbers)));
    if (!classes.has(may)) classes.set(may, net.classes(may));
  }
  net.ready();
  return lessons.map(({ grams, may, right }) => ({
    row: rows.get(grams)!,
    classes: classes.get(may)!,
    n: may.length,
    right: right.map((k) => may.indexOf(k)),
  }));
}

/** Learns a vector for each gram and weights for each class, all from nothing. */
export function learnLexicon(
  lessons: readonly Lesson[],
  classes: readonly string[],
  given: Partial<Options> = {},
): Lexicon {
  const options = { ...OPTIONS, ...given };
  const known = frequent(lessons, options.most);
  const chance = new Chance(options.seed);
  const net = new Net(known.length, classes.length, options, chance);
  const all = placed(lessons, known, net);
  const order = Uint32Array.from(all.keys());
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    chance.shuffle(order);
    const rate = options.rate * (1 - (0.95 * epoch) / options.epochs);
    for (const k of order) net.learn(all[k]!, rate);
  }
  const { vectors, ...rest } = net.learnt();
  const lexicon: Lexicon = {
    classes,
    width: options.width,
    ...rest,
    ...written(known, vectors, options),
    witnesses: new Int8Array(classes.length * WITNESSES * options.width),
    added: [],
  };
  return { ...lexicon, witnesses: witnessesOf(lexicon, lessons) };
}

/** The meanings of the first, the middle and the last lesson of each class. */
function witnessesOf(lexicon: Lexicon, lessons: readonly Lesson[]): Int8Array {
  const byClass: Grams[][] = lexicon.classes.map(() => []);
  // Several classes that are one, as none is, share its lessons.
  for (const [n, { grams, right }] of lessons.entries())
    if (right.every((k) => lexicon.classes[k] === lexicon.classes[right[0]!]))
      byClass[right[n % right.length]!]!.push(grams);
  const witnesses = new Int8Array(lexicon.witnesses.length);
  for (const [k, some] of byClass.entries())
    for (let n = 0; n < Math.min(WITNESSES, some.length); n++) {
      const meaning = meaningOf(lexicon, some[Math.floor((n * (some.length - 1)) / Math.max(1, WITNESSES - 1))]!);
      const length = Math.hypot(...meaning) || 1;
      witnesses.set(
        meaning.map((x) => Math.round((127 * x) / length)),
        (k * WITNESSES + n) * lexicon.width,
      );
    }
  return witnesses;
}
