import { type Parts, SLOPE, type Weights } from '../../src/stages/bind/parts.js';
import { Chance } from './chance.js';

/** One figure to learn from: the parts of each candidate, and which candidates are right. */
export interface Choice {
  readonly parts: readonly Parts[];
  readonly right: readonly boolean[];
  /** What getting it right is worth. */
  readonly weight: number;
}

export interface Options {
  /** How many bends the score has. */
  readonly bends: number;
  readonly epochs: number;
}

/** How fast a part's own weight is learnt, and one in a bend. */
const RATE = 0.15;
const BENT_RATE = 0.05;
/** How strongly weights are drawn back to nothing. */
const SHRINK = 1e-4;
const BENT_SHRINK = 1e-5;

/** Parts of one candidate: where their weights start, and their values. */
interface Row {
  readonly at: readonly number[];
  readonly by: readonly number[];
}

interface Lesson {
  readonly rows: readonly Row[];
  readonly right: readonly boolean[];
  readonly weight: number;
}

/** Numbers that are learnt, by AdaGrad: each goes the slower the more it has moved. */
class Learning {
  readonly now: Float64Array;
  private readonly squares: Float64Array;
  private readonly pull: Float64Array;

  constructor(start: Float64Array) {
    this.now = start;
    this.squares = new Float64Array(start.length).fill(1e-2);
    this.pull = new Float64Array(start.length);
  }

  add(at: number, gradient: number): void {
    this.pull[at]! += gradient;
  }

  /** Moves one number by what was added to its gradient. */
  step(at: number, rate: number, shrink: number): void {
    const gradient = this.pull[at]! + shrink * this.now[at]!;
    this.pull[at] = 0;
    if (gradient === 0) return;
    this.squares[at]! += gradient * gradient;
    this.now[at]! -= (rate * gradient) / Math.sqrt(this.squares[at]!);
  }
}

/** The weights of a score while they are learnt. A part has `size` places: its own weight, then its weight in each bend. */
class Score {
  readonly weights: Learning;
  readonly hears: Learning;
  readonly says: Learning;
  private readonly size: number;

  constructor(
    parts: number,
    private readonly bends: number,
    chance: Chance,
  ) {
    this.size = bends + 1;
    const weights = new Float64Array(parts * this.size);
    for (let at = 0; at < weights.length; at++) if (at % this.size > 0) weights[at] = chance.near(0.09);
    this.weights = new Learning(weights);
    this.hears = new Learning(new Float64Array(bends));
    this.says = new Learning(Float64Array.from({ length: bends }, () => chance.near(0.09)));
  }

  /** One step on one figure. */
  learn({ rows, right, weight }: Lesson, pace: number): void {
    const heard = rows.map((row) => this.#hear(row));
    const scores = heard.map((sum) => this.#say(sum));
    const most = Math.max(...scores);
    const odds = scores.map((score) => Math.exp(score - most));
    const all = odds.reduce((a, b) => a + b, 0);
    const good = odds.reduce((sum, one, k) => sum + (right[k] ? one : 0), 0);
    const touched = new Set<number>();
    rows.forEach((row, k) => {
      const error = weight * (odds[k]! / all - (right[k] ? odds[k]! / good : 0));
      if (Math.abs(error) < 1e-6) return;
      this.#blame(row, heard[k]!, error);
      for (const at of row.at) touched.add(at);
    });
    for (const at of touched) {
      this.weights.step(at, pace * RATE, SHRINK);
      for (let k = 1; k < this.size; k++) this.weights.step(at + k, pace * BENT_RATE, BENT_SHRINK);
    }
    for (let k = 0; k < this.bends; k++) {
      this.says.step(k, pace * BENT_RATE, 0);
      this.hears.step(k, pace * BENT_RATE, 0);
    }
  }

  #hear({ at, by }: Row): Float64Array {
    const sum = Float64Array.of(0, ...this.hears.now);
    for (let j = 0; j < at.length; j++)
      for (let k = 0; k < this.size; k++) sum[k]! += this.weights.now[at[j]! + k]! * by[j]!;
    return sum;
  }

  #say(sum: Float64Array): number {
    let score = sum[0]!;
    for (let k = 0; k < this.bends; k++) score += this.says.now[k]! * bent(sum[k + 1]!);
    return score;
  }

  /** Adds to all gradients what one candidate's error asks for. */
  #blame({ at, by }: Row, sum: Float64Array, error: number): void {
    for (let j = 0; j < at.length; j++) this.weights.add(at[j]!, error * by[j]!);
    for (let k = 0; k < this.bends; k++) {
      this.says.add(k, error * bent(sum[k + 1]!));
      const own = error * this.says.now[k]! * (sum[k + 1]! < 0 ? SLOPE : 1);
      this.hears.add(k, own);
      for (let j = 0; j < at.length; j++) this.weights.add(at[j]! + k + 1, own * by[j]!);
    }
  }

  /** What was learnt, by names that stand in the order of their numbers. */
  told(names: readonly string[]): Weights {
    const { size } = this;
    const rounded = (x: number): number => Math.round(x * 1e4) / 1e4;
    const own = (part: number) => Array.from(this.weights.now.subarray(part * size, (part + 1) * size), rounded);
    return {
      parts: Object.fromEntries(names.map((name, part) => [name, own(part)])),
      bends: Array.from(this.hears.now, (hears, k) => [rounded(hears), rounded(this.says.now[k]!)] as const),
    };
  }
}

const bent = (heard: number): number => (heard < 0 ? SLOPE * heard : heard);

/** Fits the weights of named parts so that the right candidate of each figure is likeliest. */
export function learnWeights(choices: readonly Choice[], { bends, epochs }: Options): Weights {
  const size = bends + 1;
  const names = new Map<string, number>();
  const number = (name: string): number => {
    if (!names.has(name)) names.set(name, names.size);
    return names.get(name)!;
  };
  const lessons = choices
    .filter(({ right }) => right.some(Boolean))
    .map(({ parts, right, weight }): Lesson => {
      const rows = parts.map((one) => ({
        at: [...one.keys()].map((name) => number(name) * size),
        by: [...one.values()],
      }));
      return { rows, right, weight };
    });
  const chance = new Chance(7);
  const score = new Score(names.size, bends, chance);
  const order = Uint32Array.from(lessons.keys());
  for (let epoch = 0; epoch < epochs; epoch++) {
    chance.shuffle(order);
    for (const k of order) score.learn(lessons[k]!, 1 - (0.95 * epoch) / epochs);
  }
  return score.told([...names.keys()]);
}
