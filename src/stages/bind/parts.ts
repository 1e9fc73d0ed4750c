/**
 * The parts of a score. Their names are numbered as they are met, so that a score is a sum over numbers and a name is only looked
 * up where somebody asks for reasons.
 */

/** A named part by its number. */
export type Part = number;
/** Takes one part of a candidate's score with its value. */
export type Take = (part: Part, value: number) => void;

const numbers = new Map<string, Part>();
const names: string[] = [];

/** The number of a part's name: the same for the same name. */
export function partOf(name: string): Part {
  const known = numbers.get(name);
  if (known !== undefined) return known;
  numbers.set(name, names.length);
  return names.push(name) - 1;
}

/** A function of names whose answers are kept by the first of them. */
export function remembered<Name extends string, More extends unknown[], T>(
  make: (name: Name, ...more: More) => T,
): (name: Name, ...more: More) => T {
  const kept = new Map<Name, T>();
  return (name, ...more) => {
    const known = kept.get(name) ?? make(name, ...more);
    kept.set(name, known);
    return known;
  };
}

/** Named parts with their values. */
export type Parts = Map<string, number>;

/** Collects the parts that are given to `take`, by name. */
export function collected(give: (take: Take) => void): Parts {
  const parts: Parts = new Map();
  give((part, value) => {
    parts.set(names[part]!, (parts.get(names[part]!) ?? 0) + value);
  });
  return parts;
}

/**
 * What a score makes of named parts: the sum of each part's own weight times its value, and of a few *bends*, units that hear all parts
 * with other weights and speak up where what they hear together is above nothing. So a part can weigh more beside another part.
 */
export interface Weights {
  /** For each part its own weight, then its weight in each bend. */
  readonly parts: Readonly<Record<string, readonly number[]>>;
  /** For each bend what it hears whatever the parts, and what it says for each point above nothing. */
  readonly bends: readonly (readonly [hears: number, says: number])[];
}

/** How much is left of what lies below nothing when it is bent: of what a bend hears, and of the sums of a lexicon. */
export const SLOPE = 0.05;

/** Adds up the parts of a score: a place for the plain sum, and one for what each bend hears. */
export class Scores {
  /** Places of a sum. */
  readonly size: number;
  #known = 0;
  #table: Float64Array;

  constructor(private readonly weights: Weights) {
    this.size = weights.bends.length + 1;
    this.#table = new Float64Array(this.size * 256);
  }

  /** The sum of no parts. */
  empty(): Float64Array {
    return Float64Array.of(0, ...this.weights.bends.map(([hears]) => hears));
  }

  /** Adds a part to a sum; one whose name the data lacks weighs nothing. */
  add(sum: Float64Array, part: Part, value: number): void {
    if (part >= this.#known) this.#learn(part);
    const { size } = this;
    const base = part * size;
    const table = this.#table;
    for (let k = 0; k < size; k++) sum[k]! += table[base + k]! * value;
  }

  /** The score that a sum comes to. */
  of(sum: Float64Array): number {
    const { bends } = this.weights;
    let score = sum[0]!;
    for (let k = 0; k < bends.length; k++) {
      const heard = sum[k + 1]!;
      score += bends[k]![1] * (heard < 0 ? SLOPE * heard : heard);
    }
    return score;
  }

  /** What each part of a score gives to it; with what the bends say of no parts these make the score. */
  points(parts: Parts): { name: string; points: number }[] {
    const { bends } = this.weights;
    const sum = this.empty();
    for (const [name, value] of parts) this.add(sum, partOf(name), value);
    const slopes = bends.map(([, says], k) => says * (sum[k + 1]! < 0 ? SLOPE : 1));
    return [...parts].map(([name, value]) => {
      const [own = 0, ...heard] = this.weights.parts[name] ?? [];
      return { name, points: value * heard.reduce((all, weight, k) => all + weight * slopes[k]!, own) };
    });
  }

  #learn(part: Part): void {
    const { size } = this;
    if ((part + 1) * size > this.#table.length) {
      const larger = new Float64Array(2 * (part + 1) * size);
      larger.set(this.#table);
      this.#table = larger;
    }
    for (; this.#known <= part; this.#known++)
      this.#table.set(this.weights.parts[names[this.#known]!] ?? [], this.#known * size);
  }
}

const known = new WeakMap<Weights, Scores>();

/** The adder of some weights, made when it is first asked for. */
export function scoresBy(weights: Weights): Scores {
  const scores = known.get(weights) ?? new Scores(weights);
  known.set(weights, scores);
  return scores;
}
