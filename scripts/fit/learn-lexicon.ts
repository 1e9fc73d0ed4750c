import type { Grams } from '../../src/stages/bind/grams.js';
import { type Classes, type Lexicon, meaningOf, WITNESSES } from '../../src/stages/bind/lexicon.js';
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
  /** Grams that have a vector: those that most lessons hold. */
  readonly most: number;
  readonly epochs: number;
  readonly rate: number;
  /** The share of grams, and of the places of a meaning, that are left out of each lesson, so that none is relied on alone. */
  readonly drop: number;
  readonly seed: number;
}

const OPTIONS: Options = { width: 64, most: 38_000, epochs: 16, rate: 0.1, drop: 0.3, seed: 12345 };

/** The grams that most lessons hold, in the order of their hashes. */
function frequent(lessons: readonly Lesson[], most: number): Uint32Array {
  const counts = new Map<number, number>();
  for (const { grams } of lessons)
    for (const hash of new Set(grams.hashes)) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const ordered = [...counts].filter(([, n]) => n > 2).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return Uint32Array.from(ordered.slice(0, most).map(([hash]) => hash)).sort();
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
    this.vectors2 = new Float32Array(rows).fill(1e-2);
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

/** Vectors as small numbers: the few that are larger than all but one in a thousand are cut. */
function rounded(vectors: Float32Array): { step: number; vectors: Int8Array } {
  const sizes = Float32Array.from(vectors, Math.abs).sort();
  const step = sizes[Math.floor(sizes.length * 0.999)]! / 127;
  return { step, vectors: Int8Array.from(vectors, (x) => Math.max(-127, Math.min(127, Math.round(x / step)))) };
}

/** Learns a vector for each gram and weights for each class, all from nothing. */
export function learnLexicon(
  lessons: readonly Lesson[],
  classes: readonly string[],
  given: Partial<Options> = {},
): Lexicon {
  const options = { ...OPTIONS, ...given };
  const hashes = frequent(lessons, options.most);
  const known = new Map([...hashes].map((hash, row) => [hash, row * options.width]));
  const rows = lessons.map(({ grams }): Row => {
    const own = [...grams.hashes.keys()].filter((g) => known.has(grams.hashes[g]!));
    const at = Int32Array.from(own, (g) => known.get(grams.hashes[g]!)!);
    return { at, by: Float32Array.from(own, (g) => grams.weights[g]!) };
  });
  const chance = new Chance(options.seed);
  const net = new Net(hashes.length, classes.length, options, chance);
  const order = Uint32Array.from(lessons.keys());
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    chance.shuffle(order);
    const rate = options.rate * (1 - (0.95 * epoch) / options.epochs);
    for (const k of order) net.learn(rows[k]!, lessons[k]!, rate);
  }
  const lexicon: Lexicon = {
    classes,
    width: options.width,
    hashes,
    ...rounded(net.vectors),
    rest: Float64Array.from(net.rest),
    weights: Float64Array.from(net.weights),
    bias: Float64Array.from(net.bias),
    witnesses: new Int8Array(classes.length * WITNESSES * options.width),
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
