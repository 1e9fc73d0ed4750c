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

/** Weights of parts by their numbers; one whose name the data lacks weighs nothing. */
export class WeightTable {
  readonly #known: number[] = [];

  constructor(private readonly named: Readonly<Record<string, number>>) {}

  of(part: Part): number {
    while (this.#known.length <= part) this.#known.push(this.named[names[this.#known.length]!] ?? 0);
    return this.#known[part]!;
  }
}
