import type { Matcher } from '../../codebook/compile.js';
import type { Figure } from '../../types.js';
import { NONE } from './features.js';
import type { Classes } from './lexicon.js';
import { fittingUnit } from './score.js';

/** Tells which classes of a lexicon figures may be. */
export class Possible {
  readonly #all: Classes;
  readonly #byUnit = new Map<Uint8Array, Classes>();

  /** `numbers` has for each class the number of its indicator, as `numbersOf` gives them. */
  constructor(
    private readonly matcher: Matcher,
    private readonly numbers: readonly number[],
  ) {
    this.#all = Uint16Array.from(numbers.keys());
  }

  /** A level has a unit of its indicator's; what is said of a level (its growth, a share of it) may be of any. */
  of(figure: Figure): Classes {
    if (figure.aspect !== 'level') return this.#all;
    const fits = fittingUnit(this.matcher, figure);
    let may = this.#byUnit.get(fits);
    if (!may) {
      may = this.#all.filter((k) => this.numbers[k] === NONE || fits[this.numbers[k]!] === 1);
      this.#byUnit.set(fits, may);
    }
    return may;
  }
}
