import type { Link, Mention } from '../../graph.js';
import type { Figure, Sentence, Span, Structure } from '../../types.js';

/** One piece of the surroundings of a figure as the lexicon sees it: a field and a few characters in it. */
export interface Gram {
  readonly field: string;
  readonly text: string;
}

/** The grams of one figure, in step: hashes of their texts, numbers of their fields, and weights. */
export interface Grams {
  readonly texts: Uint32Array;
  readonly fields: Uint8Array;
  readonly weights: Float32Array;
}

/** What the lexicon reads of a document. */
export interface Reader {
  readonly norm: string;
  readonly structure: Structure;
  readonly figures: readonly Figure[];
  readonly mentions: readonly Mention[];
  /** Links that start at a figure. */
  readonly linksFrom: readonly (readonly Link[])[];
}

/** How far each field is read, in characters, and how long its grams are. */
export const FIELDS = {
  own: { far: 18, least: 1, most: 4 },
  after: { far: 18, least: 1, most: 3 },
  shared: { far: 24, least: 2, most: 3 },
  clause: { far: 26, least: 2, most: 3 },
  earlier: { far: 60, least: 2, most: 2 },
  item: { far: 70, least: 2, most: 2 },
  heading: { far: 24, least: 2, most: 3 },
  outer: { far: 40, least: 2, most: 2 },
  title: { far: 40, least: 2, most: 2 },
  whole: { far: 18, least: 2, most: 3 },
} as const;
export type Field = keyof typeof FIELDS;
export type Name = Field | 'end' | 'start' | 'unit' | 'counted' | 'around' | 'rear';

/** Weight of a field as a whole, shared among its grams. */
const WEIGHT: Readonly<Record<Name, number>> = {
  own: 1.1,
  end: 0.8,
  after: 0.65,
  start: 0.65,
  shared: 0.65,
  clause: 0.55,
  earlier: 0.4,
  item: 0.4,
  heading: 0.6,
  outer: 0.35,
  title: 0.35,
  whole: 0.55,
  unit: 0.6,
  counted: 0.7,
  around: 0.5,
  rear: 0.6,
};

const MARK = /[\s,;:。!?、()“”"'《》\d.%|\-—·]/;
/** For each UTF-16 unit met so far: 1 where a gram may cross it, 2 where it is a mark. */
const marks = new Uint8Array(0x10000);

export function isMark(norm: string, i: number): boolean {
  const unit = norm.charCodeAt(i);
  if (marks[unit] === 0) marks[unit] = MARK.test(norm[i]!) ? 2 : 1;
  return marks[unit] === 2;
}

/** FNV-1a over UTF-16 units: where it begins, and how it goes on with one more. */
const START = 0x811c9dc5;
const onward = (h: number, unit: number): number =>
  Math.imul(Math.imul(h ^ (unit & 0xff), 0x01000193) ^ (unit >> 8), 0x01000193);

function hash(text: string, start = 0, end = text.length, begun = START): number {
  let h = begun;
  for (let i = start; i < end; i++) h = onward(h, text.charCodeAt(i));
  return h;
}

/** How many fields there are. */
export const FIELD_COUNT = Object.keys(WEIGHT).length;

/** Fields by their numbers, which stand in the written lexicon too. */
const NUMBERS = Object.fromEntries(Object.keys(WEIGHT).map((name, k) => [name, k])) as Record<Name, number>;

/** Takes what the surroundings of a figure are made of, field by field. Places are those of the normalized text. */
export interface Sink {
  /** All grams of a span. */
  span(field: Field, start: number, end: number): void;
  /** A span as one gram. */
  gram(field: Name, start: number, end: number): void;
  /** A fact, or two that hold together. */
  fact(first: string, second?: string): void;
  /** Closes a field: what was taken since the last one was closed shares its weight. */
  close(field: Name): void;
}

/** Calls for each gram of a span; none crosses a mark or a number. */
function eachGram(
  norm: string,
  field: Field,
  start: number,
  end: number,
  take: (hashed: number, start: number, end: number) => void,
) {
  const { least, most } = FIELDS[field];
  let run = end;
  for (let a = end - 1; a >= start; a--) {
    if (isMark(norm, a)) run = a;
    let h = START;
    for (let b = a; b < run && b < a + most; b++) {
      h = onward(h, norm.charCodeAt(b));
      if (b - a + 1 >= least) take(h >>> 0, a, b + 1);
    }
  }
}

export const factHash = (first: string, second?: string): number =>
  (second === undefined ? hash(first) : hash(second, 0, second.length, onward(hash(first), 0x2f))) >>> 0;

/** The number of a field and the weight of each of its `n` grams. */
export const numberOf = (field: Name): number => NUMBERS[field];
export const weightOf = (field: Name, n: number): number => WEIGHT[field] / Math.sqrt(n);

/** Gives the surroundings of figures to a sink, from what a document shares down to what is a figure's own. */
export class Giver {
  constructor(
    private readonly reader: Reader,
    private readonly out: Sink,
  ) {}

  /** A span is read from its end as far as the field goes. */
  private span(field: Field, span: Span | null | undefined): void {
    if (span) this.out.span(field, Math.max(span.start, span.end - FIELDS[field].far), span.end);
  }

  /** The last characters before the number, the first after its unit and the last of its phrase, as wholes: 14名执法人员通过考试. */
  private edges({ before, after }: Mention): void {
    const { norm } = this.reader;
    let end = before.end;
    while (end > before.start && isMark(norm, end - 1)) end--;
    for (let size = 1; size <= 6 && end - size >= before.start; size++) {
      if (isMark(norm, end - size)) break;
      this.out.gram('end', end - size, end);
    }
    this.out.close('end');
    for (let size = 1; size <= 5 && after.start + size <= after.end; size++) {
      this.out.gram('start', after.start, after.start + size);
      if (isMark(norm, after.start + size - 1)) break;
    }
    this.out.close('start');
    let rear = after.start;
    while (rear < after.end && !isMark(norm, rear)) rear++;
    for (let size = 1; size <= 5 && rear - size >= after.start; size++) this.out.gram('rear', rear - size, rear);
    this.out.close('rear');
  }

  /** The last characters of the noun that is counted, wherever it stands. */
  private counted({ counted }: Mention): void {
    if (!counted) return;
    for (let size = 1; size <= 4 && counted.end - size >= counted.start; size++)
      this.out.gram('counted', counted.end - size, counted.end);
    this.out.close('counted');
  }

  /** Unit, aspect and the like, alone and with the last characters before the number. */
  private facts({ unit, aspect, status, derived }: Figure, mention: Mention): void {
    const { before, norm, headings, turn, counted } = mention;
    const last = ({ start, end }: Span): string => this.reader.norm.slice(Math.max(start, end - 2), end);
    const out = this.out;
    if (unit) out.fact(unit);
    out.fact(unit, aspect);
    out.fact(unit, last(before));
    out.fact(aspect, status);
    if (norm) out.fact('norm');
    if (headings.length > 0) out.fact('cell');
    if (derived) out.fact('derived');
    if (turn) out.fact('turn', this.reader.norm.slice(turn.start, turn.end));
    if (counted) out.fact(unit, `${last(counted)}.`);
    out.close('unit');
  }

  title(): void {
    this.span('title', this.reader.structure.title);
    this.out.close('title');
  }

  headings(path: Sentence['path']): void {
    const { out } = this;
    this.span('heading', path.at(-1));
    out.close('heading');
    for (let k = Math.max(0, path.length - 3); k < path.length - 1; k++) this.span('outer', path[k]);
    out.close('outer');
  }

  /** What stands before a sentence in its item. */
  item(sentence: number): void {
    const { sentences } = this.reader.structure;
    const earlier = sentences[sentence - 1];
    if (earlier?.item !== sentences[sentence]!.item) return;
    this.span('item', earlier);
    this.out.close('item');
  }

  own(mention: Mention): void {
    this.words(mention);
    this.rest(mention);
  }

  private words(mention: Mention): void {
    const { out } = this;
    const { headings, clauses, after } = mention;
    if (headings.length > 0) for (const heading of headings) this.span('own', heading);
    else this.span('own', mention.before);
    out.close('own');
    if (headings.length === 0) this.edges(mention);
    this.counted(mention);
    out.span('after', after.start, Math.min(after.end, after.start + FIELDS.after.far));
    out.close('after');
    this.span('shared', mention.head);
    this.span('shared', mention.tail);
    this.span('shared', mention.noun);
    out.close('shared');
    this.span('clause', clauses[0]);
    out.close('clause');
    for (let k = 1; k < 5 && k < clauses.length; k++) this.span('earlier', clauses[k]);
    out.close('earlier');
  }

  /** The words of up to three figures that one hangs on, and its unit and aspect. */
  private rest(mention: Mention): void {
    const { figures, mentions, linksFrom } = this.reader;
    const { figure, chain } = mention;
    const linked: number[] = chain === null ? [] : [chain];
    for (const { to } of linksFrom[figure]!) if (linked.length < 3 && !linked.includes(to)) linked.push(to);
    for (const k of linked) {
      this.span('whole', mentions[k]!.before);
      this.span('whole', mentions[k]!.after);
    }
    this.out.close('whole');
    this.facts(figures[figure]!, mention);
    for (const [side, k] of [
      ['before', figure - 1],
      ['behind', figure + 1],
    ] as const)
      if (mentions[k]?.sentence === mention.sentence) this.out.fact(side, figures[k]!.unit);
    this.out.close('around');
  }

  /** All of them for one figure, in the order in which `fit` learns them: another would change the last digits. */
  all(mention: Mention): void {
    this.words(mention);
    this.item(mention.sentence);
    this.headings(this.reader.structure.sentences[mention.sentence]!.path);
    this.title();
    this.rest(mention);
  }
}

/** Collects the grams of one figure. */
class Gathering implements Sink {
  readonly #texts: number[] = [];
  readonly #fields: number[] = [];
  readonly #weights: number[] = [];

  constructor(private readonly norm: string) {}

  readonly #push = (text: number): void => {
    this.#texts.push(text);
  };

  span(field: Field, start: number, end: number): void {
    eachGram(this.norm, field, start, end, this.#push);
  }

  gram(_: Name, start: number, end: number): void {
    this.#push(hash(this.norm, start, end) >>> 0);
  }

  fact(first: string, second?: string): void {
    this.#push(factHash(first, second));
  }

  close(field: Name): void {
    const n = this.#texts.length - this.#fields.length;
    for (let k = 0; k < n; k++) {
      this.#fields.push(numberOf(field));
      this.#weights.push(weightOf(field, n));
    }
  }

  grams(): Grams {
    return {
      texts: Uint32Array.from(this.#texts),
      fields: Uint8Array.from(this.#fields),
      weights: Float32Array.from(this.#weights),
    };
  }
}

/** The grams of a figure's surroundings, each field sharing one weight among its grams. */
export function gramsOf(reader: Reader, mention: Mention): Grams {
  const out = new Gathering(reader.norm);
  new Giver(reader, out).all(mention);
  return out.grams();
}

/** Their fields and texts, index for index, to explain what the lexicon says. */
export function namedGrams(reader: Reader, mention: Mention): Gram[] {
  const { norm } = reader;
  const named: Gram[] = [];
  const gram = (field: Name, start: number, end: number): void => {
    named.push({ field, text: norm.slice(start, end) });
  };
  const out: Sink = {
    span: (field, start, end) => eachGram(norm, field, start, end, (_, a, b) => gram(field, a, b)),
    gram,
    fact: (first, second) => {
      named.push({ field: 'unit', text: second === undefined ? first : `${first}/${second}` });
    },
    close: () => {},
  };
  new Giver(reader, out).all(mention);
  return named;
}
