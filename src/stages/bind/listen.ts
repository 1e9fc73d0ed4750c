import type { Mention } from '../../graph.js';
import type { Sentence } from '../../types.js';
import { Giver, type Reader } from './grams.js';
import { type Classes, type Index, indexOf, type Lexicon, tellLikely } from './lexicon.js';

/**
 * What the lexicon says of the figures of one document, asked in the order of the text: what a document, a section or a sentence
 * says of all its figures is summed once.
 */
export class Listener {
  readonly #index: Index;
  readonly #give: Giver;
  /** Sums over the title; over the headings too; over the sentence before too; over all that stands around a figure. */
  readonly #layers: readonly Float64Array[];
  #into: Float64Array;
  #path: Sentence['path'] | null = null;
  #sentence = -1;

  constructor(
    lexicon: Lexicon,
    private readonly reader: Reader,
  ) {
    this.#index = indexOf(lexicon);
    this.#layers = Array.from({ length: 4 }, () => this.#index.empty());
    this.#into = this.#layers[0]!;
    this.#give = new Giver(reader, (hashes, n, weight) => this.#index.add(this.#into, hashes, n, weight));
    this.#give.title();
  }

  /** Tells each of the classes that a figure may be that is likely, index in `classes` and probability, in the order of classes. */
  ask(mention: Mention, may: Classes, tell: (target: number, p: number) => void): void {
    const { path } = this.reader.structure.sentences[mention.sentence]!;
    const turned = this.#path === null || !sameSpans(path, this.#path);
    if (turned) {
      this.#path = path;
      this.#onto(1, () => this.#give.headings(path));
    }
    if (turned || mention.sentence !== this.#sentence) {
      this.#sentence = mention.sentence;
      this.#onto(2, () => this.#give.item(mention.sentence));
    }
    this.#onto(3, () => this.#give.own(mention));
    tellLikely(this.#index.scores(this.#into, may), may, tell);
  }

  /** Adds what is given onto the layer before. */
  #onto(layer: number, give: () => void): void {
    this.#into = this.#layers[layer]!;
    this.#into.set(this.#layers[layer - 1]!);
    give();
  }
}

const sameSpans = (a: Sentence['path'], b: Sentence['path']): boolean =>
  a === b || (a.length === b.length && a.every(({ start }, k) => start === b[k]!.start));
