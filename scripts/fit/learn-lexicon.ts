import type { Grams } from '../../src/stages/bind/grams.js';
import {
  ANYWHERE,
  type Classes,
  keyOf,
  type Lexicon,
  meaningOf,
  rowSize,
  scaleOf,
  WITNESSES,
} from '../../src/stages/bind/lexicon.js';
import { SLOPE } from '../../src/stages/bind/parts.js';
import { Chance } from './chance.js';

/** One figure to learn from: its grams, the classes that it may be and those of them that are right. */
export interface Lesson {
  readonly grams: Grams;
  readonly may: Classes;
  readonly right: readonly number[];
}

export interface Options {
  /** Length of a vector. */
  readonly width: number;
  /** Vectors that are learnt of each kind, texts in one field and texts in any: those that most lessons hold. */
  readonly most: number;
  /** Vectors that are written: those that say most. */
  readonly keep: number;
  readonly epochs: number;
  readonly rate: number;
  /** The share of grams, and of the places of a meaning, that are left out of each lesson, so that none is relied on alone. */
  readonly drop: number;
  /** How slow a vector is to move from nothing: what few lessons hold stays small. */
  readonly slow: number;
  readonly seed: number;
}

const OPTIONS: Options = {
  width: 64,
  most: 38_000,
  keep: 66_000,
  epochs: 18,
  rate: 0.1,
  drop: 0.4,
  slow: 4,
  seed: 12345,
};

/** What a text says in whatever field it stands, against what it says in one field. */
const SHARED = 0.7;

/** A text in a field, or in any, that has a vector. */
interface Known {
  readonly text: number;
  readonly field: number;
  /** How many lessons hold it. */
  readonly times: number;
}

/** The grams that most lessons hold: as texts in their fields, then as texts in any. */
function frequent(lessons: readonly Lesson[], most: number): Known[] {
  const counts = new Map<number, number>();
  for (const { texts, fields } of new Set(lessons.map(({ grams }) => grams))) {
    const keys = new Set<number>();
    texts.forEach((text, g) => {
      keys.add(keyOf(text, fields[g]!)).add(keyOf(text, ANYWHERE));
    });
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const known = [...counts]
    .filter(([, n]) => n > 2)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([key, times]): Known => ({ text: Math.floor(key / 16), field: key % 16, times }));
  const inOne = known.filter(({ field }) => field !== ANYWHERE);
  const inAny = known.filter(({ field }) => field === ANYWHERE);
  return [...inOne.slice(0, most), ...inAny.slice(0, most)];
}

/** Known grams of a lesson: where their vectors start, and their weights. */
interface Row {
  readonly at: Int32Array;
  readonly by: Float32Array;
}

/** A lexicon while it is fitted, by AdaGrad; `…2` are sums of squared gradients, one for each vector, weight and bias. */
class Net {
  readonly vectors: Float32Array;
  readonly vectors2: Float32Array;
  readonly weights: Float32Array;
  readonly weights2: Float32Array;
  readonly rest: Float32Array;
  readonly rest2: Float32Array;
  readonly bias: Float32Array;
  readonly bias2: Float32Array;
  private readonly sum: Float32Array;
  private readonly meaning: Float32Array;
  private readonly back: Float32Array;
  private readonly kept: Float32Array;
  private readonly p: Float32Array;

  constructor(
    rows: number,
    classes: number,
    private readonly options: Options,
    private readonly chance: Chance,
  ) {
    const { width } = options;
    const floats = (n: number, fill: () => number): Float32Array => Float32Array.from({ length: n }, fill);
    this.vectors = floats(rows * width, () => chance.near(0.08));
    this.vectors2 = new Float32Array(rows).fill(options.slow);
    this.weights = floats(classes * width, () => chance.near(0.17));
    this.weights2 = new Float32Array(classes * width).fill(1e-2);
    this.rest = new Float32Array(width).fill(0.1);
    this.rest2 = new Float32Array(width).fill(1e-2);
    this.bias = new Float32Array(classes);
    this.bias2 = new Float32Array(classes).fill(1e-2);
    this.sum = new Float32Array(width);
    this.meaning = new Float32Array(width);
    this.back = new Float32Array(width);
    this.kept = new Float32Array(width);
    this.p = new Float32Array(classes);
  }

  /** One step on one lesson. Where several classes are right, it learns that one of them is. */
  learn(row: Row, { may, right }: Lesson, rate: number): void {
    const { drop } = this.options;
    const scale = 1 / (1 - drop);
    const by = row.by.map((weight) => (this.chance.next() < drop ? 0 : weight * scale));
    for (let d = 0; d < this.kept.length; d++) this.kept[d] = this.chance.next() < drop ? 0 : scale;
    this.read(row.at, by, may);
    this.teachClasses(may, right, rate);
    this.teachGrams(row.at, by, rate);
  }

  /** Probabilities of the classes that may be by some grams, into `p`. */
  private read(at: Int32Array, by: Float32Array, may: Classes): void {
    const { sum, meaning, kept, p, vectors, weights } = this;
    const width = sum.length;
    sum.set(this.rest);
    for (let j = 0; j < at.length; j++) {
      const base = at[j]!;
      const weight = by[j]!;
      if (weight !== 0) for (let d = 0; d < width; d++) sum[d]! += weight * vectors[base + d]!;
    }
    for (let d = 0; d < width; d++) meaning[d] = (sum[d]! < 0 ? SLOPE * sum[d]! : sum[d]!) * kept[d]!;
    let most = Number.NEGATIVE_INFINITY;
    for (const k of may) {
      let score = this.bias[k]!;
      const base = k * width;
      for (let d = 0; d < width; d++) score += weights[base + d]! * meaning[d]!;
      p[k] = score;
      if (score > most) most = score;
    }
    let all = 0;
    for (const k of may) all += p[k] = Math.exp(p[k]! - most);
    for (const k of may) p[k]! /= all;
  }

  /** Turns `p` into gradients, moves the weights of the classes, and leaves what the meaning should have been in `back`. */
  private teachClasses(may: Classes, right: readonly number[], rate: number): void {
    const { p, back, meaning, weights, weights2, bias, bias2 } = this;
    const width = back.length;
    let good = 0;
    for (const k of right) good += p[k]!;
    for (const k of right) p[k] = -p[k]! * (1 / Math.max(good, 1e-9) - 1);
    back.fill(0);
    for (const k of may) {
      const gradient = p[k]!;
      if (gradient < 5e-4 && gradient > -5e-4) continue;
      bias2[k]! += gradient * gradient;
      bias[k]! -= (0.5 * rate * gradient) / Math.sqrt(bias2[k]!);
      const base = k * width;
      for (let d = 0; d < width; d++) {
        const weight = weights[base + d]!;
        back[d]! += gradient * weight;
        const own = gradient * meaning[d]!;
        weights2[base + d]! += own * own;
        weights[base + d] = weight - (rate * own) / Math.sqrt(weights2[base + d]!);
      }
    }
  }

  private teachGrams(at: Int32Array, by: Float32Array, rate: number): void {
    const { back, kept, sum, rest, rest2, vectors, vectors2 } = this;
    const width = back.length;
    let size = 0;
    for (let d = 0; d < width; d++) {
      back[d]! *= kept[d]! * (sum[d]! < 0 ? SLOPE : 1);
      size += (back[d]! * back[d]!) / width;
      rest2[d]! += back[d]! * back[d]!;
      rest[d]! -= (0.1 * rate * back[d]!) / Math.sqrt(rest2[d]!);
    }
    if (size < 1e-12) return;
    for (let j = 0; j < at.length; j++) {
      const weight = by[j]!;
      if (weight === 0) continue;
      const base = at[j]!;
      vectors2[base / width]! += weight * weight * size;
      const step = (rate * weight) / Math.sqrt(vectors2[base / width]!);
      for (let d = 0; d < width; d++) vectors[base + d]! -= step * back[d]!;
    }
  }
}

/** The largest number that four bits hold either way. */
const TOP = 7;

/** The bytes of a row: the scale at which least of its vector is lost, then the vector in such steps, two numbers to a byte. */
function rounded(vector: Float32Array): Int8Array {
  const size = vector.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const widest = Math.min(255, Math.max(8, Math.ceil(8 * (Math.log2(size / TOP) + 24))));
  let best = { lost: Number.POSITIVE_INFINITY, scale: 0, steps: new Int8Array() };
  for (let scale = widest - 8; scale <= widest; scale++) {
    const step = scaleOf(scale);
    const steps = Int8Array.from(vector, (x) => Math.max(-TOP, Math.min(TOP, Math.round(x / step))));
    const lost = steps.reduce((sum, n, d) => sum + (n * step - vector[d]!) ** 2, 0);
    if (lost < best.lost) best = { lost, scale, steps };
  }
  const { scale, steps } = best;
  const pairs = Array.from({ length: steps.length / 2 }, (_, d) => (steps[2 * d]! & 15) | (steps[2 * d + 1]! << 4));
  return Int8Array.from([scale, ...pairs]);
}

/** The rows that are written: what was learnt of a text in a field and in any is put together, and what says least is left out. */
function written(
  known: readonly Known[],
  rowOf: ReadonlyMap<number, number>,
  vectors: Float32Array,
  { width, keep }: Options,
) {
  const shared = (text: number): Float32Array | null => {
    const at = rowOf.get(keyOf(text, ANYWHERE));
    return at === undefined ? null : vectors.subarray(at, at + width).map((x) => SHARED * x);
  };
  const all = known.map(({ text, field, times }, k) => {
    const own = field === ANYWHERE ? shared(text)! : vectors.subarray(k * width, (k + 1) * width);
    return { text, field, own, says: times * own.reduce((sum, x) => sum + x * x, 0) };
  });
  const kept = all
    .sort((a, b) => b.says - a.says || a.text - b.text || a.field - b.field)
    .slice(0, keep)
    .sort((a, b) => a.text - b.text || a.field - b.field);
  const texts = [...new Set(kept.map(({ text }) => text))];
  const place = new Map(texts.map((text, k) => [text, k]));
  const fields = new Uint16Array(texts.length);
  const rows = kept.map(({ text, field, own }) => {
    fields[place.get(text)!]! |= 1 << field;
    const more = field === ANYWHERE ? null : shared(text);
    return rounded(more ? own.map((x, d) => x + more[d]!) : own);
  });
  const bytes = new Int8Array(rows.length * rowSize(width));
  for (const [k, row] of rows.entries()) bytes.set(row, k * rowSize(width));
  return { texts: Uint32Array.from(texts), fields, rows: bytes };
}

/** Where the vectors of a lesson's grams start, and their weights. */
function rowsOf({ texts, fields, weights }: Grams, rowOf: ReadonlyMap<number, number>): Row {
  const at: number[] = [];
  const by: number[] = [];
  texts.forEach((text, g) => {
    const own = rowOf.get(keyOf(text, fields[g]!));
    const any = rowOf.get(keyOf(text, ANYWHERE));
    if (own !== undefined) by[at.push(own) - 1] = weights[g]!;
    if (any !== undefined) by[at.push(any) - 1] = SHARED * weights[g]!;
  });
  return { at: Int32Array.from(at), by: Float32Array.from(by) };
}

/** Learns a vector for each gram and weights for each class, all from nothing. */
export function learnLexicon(
  lessons: readonly Lesson[],
  classes: readonly string[],
  given: Partial<Options> = {},
): Lexicon {
  const options = { ...OPTIONS, ...given };
  const { width } = options;
  const known = frequent(lessons, options.most);
  const rowOf = new Map(known.map(({ text, field }, k) => [keyOf(text, field), k * width]));
  const read = new Map<Grams, Row>();
  for (const { grams } of lessons) if (!read.has(grams)) read.set(grams, rowsOf(grams, rowOf));
  const chance = new Chance(options.seed);
  const net = new Net(known.length, classes.length, options, chance);
  const order = Uint32Array.from(lessons.keys());
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    chance.shuffle(order);
    const rate = options.rate * (1 - (0.95 * epoch) / options.epochs);
    for (const k of order) net.learn(read.get(lessons[k]!.grams)!, lessons[k]!, rate);
  }
  const lexicon: Lexicon = {
    classes,
    width,
    ...written(known, rowOf, net.vectors, options),
    rest: Float64Array.from(net.rest),
    weights: net.weights,
    bias: net.bias,
    witnesses: new Int8Array(classes.length * WITNESSES * width),
    added: [],
  };
  return { ...lexicon, witnesses: witnessesOf(lexicon, lessons) };
}

/** The meanings of the first, the middle and the last lesson of each class. */
function witnessesOf(lexicon: Lexicon, lessons: readonly Lesson[]): Int8Array {
  const byClass: Grams[][] = lexicon.classes.map(() => []);
  for (const { grams, right } of lessons) if (right.length === 1) byClass[right[0]!]!.push(grams);
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
