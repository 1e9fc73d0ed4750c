import type { Mention } from '../../graph.js';
import type { Sentence } from '../../types.js';
import {
  FIELDS,
  type Field,
  factHash,
  Giver,
  gramsOf,
  isMark,
  type Name,
  numberOf,
  type Reader,
  type Sink,
  weightOf,
} from './grams.js';
import type { Kernel } from './kernel.js';
import { type Classes, kernelOf, type Lexicon, ownScores, shippedOf, tellLikely } from './lexicon.js';

/** Sums what is given by a kernel, field by field. */
class Summing implements Sink {
  /** The number of the sum to which fields go that are closed. */
  into = 0;
  /** Grams of the field that is open. */
  #n = 0;

  constructor(private readonly kernel: Kernel) {}

  span(field: Field, start: number, end: number): void {
    const { least, most } = FIELDS[field];
    this.#n += this.kernel.span(start, end, least, most);
  }

  gram(_: Name, start: number, end: number): void {
    this.kernel.gram(start, end);
    this.#n++;
  }

  fact(first: string, second?: string): void {
    this.kernel.add(factHash(first, second));
    this.#n++;
  }

  close(field: Name): void {
    if (this.#n > 0) this.kernel.close(this.into, numberOf(field), weightOf(field, this.#n));
    this.#n = 0;
  }
}

/** Sums over the title; over the headings too; over the sentence before too; over all that stands around a figure. */
const LAYERS = { title: 0, headings: 1, item: 2, own: 3 } as const;

/** Who last had a kernel read a text. */
const readers = new WeakMap<Kernel, Listener>();

/**
 * What the lexicon says of the figures of one document, asked in the order of the text: what a document, a section or a sentence
 * says of all its figures is summed once.
 */
export class Listener {
  readonly #kernel: Kernel;
  readonly #summing: Summing;
  readonly #give: Giver;
  #path: Sentence['path'] | null = null;
  #sentence = -1;

  constructor(
    private readonly lexicon: Lexicon,
    private readonly reader: Reader,
  ) {
    this.#kernel = kernelOf(lexicon);
    this.#summing = new Summing(this.#kernel);
    this.#give = new Giver(reader, this.#summing);
  }

  /** Tells each of the classes that a figure may be that is likely, index in `classes` and probability, in the order of classes. */
  ask(mention: Mention, may: Classes, tell: (target: number, p: number) => void): void {
    const { path } = this.reader.structure.sentences[mention.sentence]!;
    if (readers.get(this.#kernel) !== this) this.#begin();
    const turned = this.#path === null || !sameSpans(path, this.#path);
    if (turned) {
      this.#path = path;
      this.#onto(LAYERS.headings, () => this.#give.headings(path));
    }
    if (turned || mention.sentence !== this.#sentence) {
      this.#sentence = mention.sentence;
      this.#onto(LAYERS.item, () => this.#give.item(mention.sentence));
    }
    this.#onto(LAYERS.own, () => this.#give.own(mention));
    tellLikely(this.#scores(mention, may), may, tell);
  }

  /** The kernel reads this text from here on. */
  #begin(): void {
    readers.set(this.#kernel, this);
    this.#path = null;
    this.#kernel.read(this.reader.norm, isMark);
    this.#summing.into = LAYERS.title;
    this.#kernel.begin(LAYERS.title);
    this.#give.title();
  }

  /** Adds what is given onto the layer before. */
  #onto(layer: number, give: () => void): void {
    this.#summing.into = layer;
    this.#kernel.begin(layer, layer - 1);
    give();
  }

  #scores(mention: Mention, may: Classes): Float32Array {
    const shipped = shippedOf(this.lexicon, may);
    const scores = this.#kernel.scores(LAYERS.own, may, shipped);
    if (shipped === may.length) return scores;
    const shown = scores.slice();
    const grams = gramsOf(this.reader, mention);
    const own = ownScores(this.lexicon, grams, this.#kernel.meaning(LAYERS.own), may.subarray(shipped));
    return Float32Array.of(...shown, ...own);
  }
}

const sameSpans = (a: Sentence['path'], b: Sentence['path']): boolean =>
  a === b || (a.length === b.length && a.every(({ start }, k) => start === b[k]!.start));
