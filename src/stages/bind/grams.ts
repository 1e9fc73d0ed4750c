import type { Link, Mention } from '../../graph.js';
import type { Figure, Sentence, Span, Structure } from '../../types.js';

/** One piece of the surroundings of a figure as the lexicon sees it: a field and a few characters in it. */
export interface Gram {
  readonly field: string;
  readonly text: string;
}

/** Hashes and weights of the grams of one figure, in step. */
export interface Grams {
  readonly hashes: Uint32Array;
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
const FIELDS = {
  own: { far: 18, least: 1, most: 4 },
  after: { far: 10, least: 1, most: 3 },
  shared: { far: 24, least: 2, most: 3 },
  clause: { far: 26, least: 2, most: 3 },
  earlier: { far: 60, least: 2, most: 2 },
  item: { far: 70, least: 2, most: 2 },
  heading: { far: 24, least: 2, most: 3 },
  outer: { far: 40, least: 2, most: 2 },
  title: { far: 40, least: 2, most: 2 },
  whole: { far: 18, least: 2, most: 3 },
} as const;
type Field = keyof typeof FIELDS;
type Name = Field | 'end' | 'start' | 'unit' | 'counted';

/** Weight of a field as a whole, shared among its grams. */
const WEIGHT: Readonly<Record<Name, number>> = {
  own: 2.2,
  end: 1.6,
  after: 1.3,
  start: 1.3,
  shared: 1.3,
  clause: 1.1,
  earlier: 0.8,
  item: 0.8,
  heading: 1.2,
  outer: 0.7,
  title: 0.7,
  whole: 1.1,
  unit: 1.2,
  counted: 1.4,
};

const MARK = /[\s,;:。!?、()“”"'《》\d.%|\-—·]/;
/** For each UTF-16 unit met so far: 1 where a gram may cross it, 2 where it is a mark. */
const marks = new Uint8Array(0x10000);

function isMark(norm: string, i: number): boolean {
  const unit = norm.charCodeAt(i);
  if (marks[unit] === 0) marks[unit] = MARK.test(norm[i]!) ? 2 : 1;
  return marks[unit] === 2;
}

/** FNV-1a over UTF-16 units, begun with the field. */
function seedOf(field: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < field.length; i++) h = Math.imul(h ^ field.charCodeAt(i), 0x01000193);
  return Math.imul(h ^ 0x7c, 0x01000193);
}

const SEEDS = Object.fromEntries(Object.keys(WEIGHT).map((field) => [field, seedOf(field)])) as Record<Name, number>;

/** Goes on with a hash. */
function hash(seed: number, text: string, start: number, end: number): number {
  let h = seed;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    h = Math.imul(h ^ (c & 0xff), 0x01000193);
    h = Math.imul(h ^ (c >> 8), 0x01000193);
  }
  return h;
}

/** Takes the grams of one field: the first `n` of `hashes`, which all weigh the same. `hashes` is used again afterwards. */
export type TakeGrams = (hashes: Uint32Array, n: number, weight: number) => void;

/** Collects the grams of a figure field by field. */
class Collector {
  #hashes = new Uint32Array(256);
  #n = 0;

  constructor(
    private readonly norm: string,
    private readonly take: TakeGrams,
    /** Takes the grams as text too, to explain them. */
    private readonly name?: (gram: Gram) => void,
  ) {}

  private push(one: number): void {
    if (this.#n === this.#hashes.length) {
      const more = new Uint32Array(2 * this.#n);
      more.set(this.#hashes);
      this.#hashes = more;
    }
    this.#hashes[this.#n++] = one >>> 0;
  }

  private add(field: Name, start: number, end: number): void {
    this.push(hash(SEEDS[field], this.norm, start, end));
    this.name?.({ field, text: this.norm.slice(start, end) });
  }

  /** Closes a field: its grams share its weight. */
  close(field: Name): void {
    if (this.#n > 0) this.take(this.#hashes, this.#n, WEIGHT[field] / Math.sqrt(this.#n));
    this.#n = 0;
  }

  /** All grams of a span, which is read from its end as far as the field goes; none crosses a mark or a number. */
  span(name: Field, span: Span | null | undefined): void {
    if (span) this.grams(name, Math.max(span.start, span.end - FIELDS[name].far), span.end);
  }

  /** The same, read from its start. */
  spanAhead(name: Field, { start, end }: Span): void {
    this.grams(name, start, Math.min(end, start + FIELDS[name].far));
  }

  private grams(name: Field, start: number, end: number): void {
    const { least, most } = FIELDS[name];
    let run = start;
    for (let i = start; i <= end; i++) {
      if (i < end && !isMark(this.norm, i)) continue;
      for (let size = least; size <= most; size++) for (let a = run; a + size <= i; a++) this.add(name, a, a + size);
      run = i + 1;
    }
  }

  /** The last characters before the number, and the first after its unit, as wholes. */
  edges({ before, after }: Mention): void {
    let end = before.end;
    while (end > before.start && isMark(this.norm, end - 1)) end--;
    for (let size = 1; size <= 6 && end - size >= before.start; size++) {
      if (isMark(this.norm, end - size)) break;
      this.add('end', end - size, end);
    }
    this.close('end');
    for (let size = 1; size <= 5 && after.start + size <= after.end; size++) {
      this.add('start', after.start, after.start + size);
      if (isMark(this.norm, after.start + size - 1)) break;
    }
    this.close('start');
  }

  /** The last characters of the noun that is counted, wherever it stands. */
  counted({ counted }: Mention): void {
    if (!counted) return;
    for (let size = 1; size <= 4 && counted.end - size >= counted.start; size++)
      this.add('counted', counted.end - size, counted.end);
    this.close('counted');
  }

  /** Unit, aspect and the like, alone and with the last characters before the number. */
  facts({ unit, aspect, status, derived }: Figure, { before, norm, headings, turn, counted }: Mention): void {
    if (unit) this.fact(unit);
    this.fact(unit, aspect);
    this.fact(unit, this.norm.slice(Math.max(before.start, before.end - 2), before.end));
    this.fact(aspect, status);
    if (norm) this.fact('norm');
    if (headings.length > 0) this.fact('cell');
    if (derived) this.fact('derived');
    if (turn) this.fact('turn', this.norm.slice(turn.start, turn.end));
    if (counted) this.fact(unit, `${this.norm.slice(Math.max(counted.start, counted.end - 2), counted.end)}.`);
    this.close('unit');
  }

  /** One fact, or two with a stroke between them. */
  private fact(first: string, second?: string): void {
    let h = hash(SEEDS.unit, first, 0, first.length);
    if (second !== undefined) h = hash(hash(h, '/', 0, 1), second, 0, second.length);
    this.push(h);
    this.name?.({ field: 'unit', text: second === undefined ? first : `${first}/${second}` });
  }
}

/** Gives the grams of figures to `take`, from what a document shares down to what is a figure's own. */
export class Giver {
  readonly #out: Collector;

  constructor(
    private readonly reader: Reader,
    take: TakeGrams,
    name?: (gram: Gram) => void,
  ) {
    this.#out = new Collector(reader.norm, take, name);
  }

  title(): void {
    this.#out.span('title', this.reader.structure.title);
    this.#out.close('title');
  }

  headings(path: Sentence['path']): void {
    const out = this.#out;
    out.span('heading', path.at(-1));
    out.close('heading');
    for (let k = Math.max(0, path.length - 3); k < path.length - 1; k++) out.span('outer', path[k]);
    out.close('outer');
  }

  /** What stands before a sentence in its item. */
  item(sentence: number): void {
    const { sentences } = this.reader.structure;
    const earlier = sentences[sentence - 1];
    if (earlier?.item !== sentences[sentence]!.item) return;
    this.#out.span('item', earlier);
    this.#out.close('item');
  }

  own(mention: Mention): void {
    this.words(mention);
    this.rest(mention);
  }

  private words(mention: Mention): void {
    const out = this.#out;
    const { headings, clauses } = mention;
    if (headings.length > 0) for (const heading of headings) out.span('own', heading);
    else out.span('own', mention.before);
    out.close('own');
    if (headings.length === 0) out.edges(mention);
    out.counted(mention);
    out.spanAhead('after', mention.after);
    out.close('after');
    out.span('shared', mention.head);
    out.span('shared', mention.tail);
    out.span('shared', mention.noun);
    out.close('shared');
    out.span('clause', clauses[0]);
    out.close('clause');
    for (let k = 1; k < 5 && k < clauses.length; k++) out.span('earlier', clauses[k]);
    out.close('earlier');
  }

  /** The words of up to three figures that one hangs on, and its unit and aspect. */
  private rest(mention: Mention): void {
    const { figures, mentions, linksFrom } = this.reader;
    const { figure, chain } = mention;
    const linked: number[] = chain === null ? [] : [chain];
    for (const { to } of linksFrom[figure]!) if (linked.length < 3 && !linked.includes(to)) linked.push(to);
    for (const k of linked) {
      this.#out.span('whole', mentions[k]!.before);
      this.#out.span('whole', mentions[k]!.after);
    }
    this.#out.close('whole');
    this.#out.facts(figures[figure]!, mention);
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

/** The grams of a figure's surroundings, each field sharing one weight among its grams. */
export function gramsOf(reader: Reader, mention: Mention): Grams {
  const hashes: number[] = [];
  const weights: number[] = [];
  const take: TakeGrams = (some, n, weight) => {
    for (let k = 0; k < n; k++) {
      hashes.push(some[k]!);
      weights.push(weight);
    }
  };
  new Giver(reader, take).all(mention);
  return { hashes: Uint32Array.from(hashes), weights: Float32Array.from(weights) };
}

/** Their fields and texts, index for index, to explain what the lexicon says. */
export function namedGrams(reader: Reader, mention: Mention): Gram[] {
  const named: Gram[] = [];
  new Giver(
    reader,
    () => {},
    (gram) => named.push(gram),
  ).all(mention);
  return named;
}
