import type { Mention } from '../../graph.js';
import type { Sentence } from '../../types.js';
import { type Field, Giver, Hashes, type Name, numberOf, type Reader, weightOf } from './grams.js';
import { type Classes, type Index, indexOf, type Lexicon, tellLikely } from './lexicon.js';

/** Fields whose spans are read for many figures. */
const SHARED: ReadonlySet<Field> = new Set(['whole', 'earlier', 'shared']);

/** The sum of the grams of one span, and their number. */
interface Summed {
  readonly sum: Float64Array;
  readonly n: number;
}

/** Sums what is given, field by field; spans that are read for many figures are summed once. */
class Summing extends Hashes {
  /** Where fields go that are closed. */
  into: Float64Array;
  /** Of the field that is open: the sum of spans summed before, and the number of their grams. */
  readonly #field: Float64Array;
  #summed = 0;
  readonly #kept = new Map<number, Summed>();

  constructor(
    private readonly index: Index,
    norm: string,
  ) {
    super(norm);
    this.#field = index.nothing();
    this.into = this.#field;
  }

  override span(field: Field, start: number, end: number): void {
    if (!SHARED.has(field)) {
      super.span(field, start, end);
      return;
    }
    const key = (start * 0x1000 + (end - start)) * 16 + numberOf(field);
    const summed = this.#kept.get(key) ?? this.#sum(field, start, end);
    this.#kept.set(key, summed);
    const { sum, n } = summed;
    for (let d = 0; d < sum.length; d++) this.#field[d]! += sum[d]!;
    this.#summed += n;
  }

  #sum(field: Field, start: number, end: number): Summed {
    super.span(field, start, end);
    const sum = this.index.nothing();
    const { n } = this;
    this.index.add(sum, this.texts, n, 1, numberOf(field));
    this.n = 0;
    return { sum, n };
  }

  close(field: Name): void {
    const n = this.n + this.#summed;
    if (n === 0) return;
    const weight = weightOf(field, n);
    this.index.add(this.into, this.texts, this.n, weight, numberOf(field));
    if (this.#summed > 0) {
      for (let d = 0; d < this.#field.length; d++) this.into[d]! += weight * this.#field[d]!;
      this.#field.fill(0);
    }
    this.n = 0;
    this.#summed = 0;
  }
}

/**
 * What the lexicon says of the figures of one document, asked in the order of the text: what a document, a section or a sentence
 * says of all its figures is summed once.
 */
export class Listener {
  readonly #index: Index;
  readonly #summing: Summing;
  readonly #give: Giver;
  /** Sums over the title; over the headings too; over the sentence before too; over all that stands around a figure. */
  readonly #layers: readonly Float64Array[];
  #path: Sentence['path'] | null = null;
  #sentence = -1;

  constructor(
    lexicon: Lexicon,
    private readonly reader: Reader,
  ) {
    this.#index = indexOf(lexicon);
    this.#layers = Array.from({ length: 4 }, () => this.#index.empty());
    this.#summing = new Summing(this.#index, reader.norm);
    this.#summing.into = this.#layers[0]!;
    this.#give = new Giver(reader, this.#summing);
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
    tellLikely(this.#index.scores(this.#layers[3]!, may), may, tell);
  }

  /** Adds what is given onto the layer before. */
  #onto(layer: number, give: () => void): void {
    this.#summing.into = this.#layers[layer]!;
    this.#summing.into.set(this.#layers[layer - 1]!);
    give();
  }
}

const sameSpans = (a: Sentence['path'], b: Sentence['path']): boolean =>
  a === b || (a.length === b.length && a.every(({ start }, k) => start === b[k]!.start));
