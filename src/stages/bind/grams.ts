import type { Link, Mention } from '../../graph.js';
import type { Figure, Span, Structure } from '../../types.js';

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
  own: { far: 18, sizes: [1, 2, 3, 4] },
  after: { far: 10, sizes: [1, 2, 3] },
  shared: { far: 24, sizes: [2, 3] },
  clause: { far: 26, sizes: [2, 3] },
  earlier: { far: 60, sizes: [2] },
  item: { far: 70, sizes: [2] },
  heading: { far: 24, sizes: [2, 3] },
  outer: { far: 40, sizes: [2] },
  title: { far: 40, sizes: [2] },
  whole: { far: 18, sizes: [2, 3] },
} as const;
type Field = keyof typeof FIELDS;

/** Weight of a field as a whole, shared among its grams. */
const WEIGHT: Readonly<Record<Field | 'end' | 'start' | 'unit' | 'counted', number>> = {
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

/** FNV-1a over UTF-16 units, the field first. */
function hash(field: string, text: string, start: number, end: number): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < field.length; i++) h = Math.imul(h ^ field.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ 0x7c, 0x01000193);
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    h = Math.imul(h ^ (c & 0xff), 0x01000193);
    h = Math.imul(h ^ (c >> 8), 0x01000193);
  }
  return h >>> 0;
}

/** The hash under which the lexicon keeps a gram. */
export const hashOf = ({ field, text }: Gram): number => hash(field, text, 0, text.length);

/** Collects the grams of one figure. */
class Collector {
  readonly hashes: number[] = [];
  readonly weights: number[] = [];
  readonly named: Gram[] = [];

  constructor(
    private readonly norm: string,
    /** Whether the grams are wanted as text too, to explain them. */
    private readonly naming: boolean,
  ) {}

  private add(field: string, text: string, start: number, end: number): void {
    this.hashes.push(hash(field, text, start, end));
    if (this.naming) this.named.push({ field, text: text.slice(start, end) });
  }

  private share(from: number, weight: number): void {
    const n = this.hashes.length - from;
    for (let k = 0; k < n; k++) this.weights.push(weight / Math.sqrt(n));
  }

  /** All grams of some spans, each read from its end as far as the field goes; none crosses a mark or a number. */
  field(name: Field, spans: readonly (Span | null)[], fromStart = false): void {
    const { far, sizes } = FIELDS[name];
    const from = this.hashes.length;
    for (const span of spans) {
      if (!span) continue;
      const start = fromStart ? span.start : Math.max(span.start, span.end - far);
      const end = fromStart ? Math.min(span.end, span.start + far) : span.end;
      let run = start;
      for (let i = start; i <= end; i++) {
        if (i < end && !MARK.test(this.norm[i]!)) continue;
        for (const size of sizes) for (let a = run; a + size <= i; a++) this.add(name, this.norm, a, a + size);
        run = i + 1;
      }
    }
    this.share(from, WEIGHT[name]);
  }

  /** The last characters before the number, and the first after its unit, as wholes. */
  edges({ before, after }: Mention): void {
    let from = this.hashes.length;
    let end = before.end;
    while (end > before.start && MARK.test(this.norm[end - 1]!)) end--;
    for (let size = 1; size <= 6 && end - size >= before.start; size++) {
      if (MARK.test(this.norm[end - size]!)) break;
      this.add('end', this.norm, end - size, end);
    }
    this.share(from, WEIGHT.end);
    from = this.hashes.length;
    for (let size = 1; size <= 5 && after.start + size <= after.end; size++) {
      this.add('start', this.norm, after.start, after.start + size);
      if (MARK.test(this.norm[after.start + size - 1]!)) break;
    }
    this.share(from, WEIGHT.start);
  }

  /** The last characters of the noun that is counted, wherever it stands, alone and with the unit. */
  counted({ counted }: Mention, { unit }: Figure): void {
    if (!counted) return;
    const from = this.hashes.length;
    for (let size = 1; size <= 4 && counted.end - size >= counted.start; size++) {
      this.add('counted', this.norm, counted.end - size, counted.end);
      if (size === 2) this.add(`counted ${unit}`, this.norm, counted.end - size, counted.end);
    }
    this.share(from, WEIGHT.counted);
  }

  /** Unit, aspect and the like, alone and with the last characters before the number. */
  facts(figure: Figure, { before, norm, headings, turn }: Mention): void {
    const from = this.hashes.length;
    const cellular = headings.length > 0;
    const last = this.norm.slice(Math.max(before.start, before.end - 2), before.end);
    for (const fact of [
      figure.unit,
      `${figure.unit}/${figure.aspect}`,
      `${figure.unit}/${last}`,
      `${figure.aspect}/${figure.status}`,
      norm ? 'norm' : '',
      cellular ? 'cell' : '',
      figure.derived ? 'derived' : '',
      turn === null ? '' : `turn/${this.norm.slice(turn.start, turn.end)}`,
    ])
      if (fact) this.add('unit', fact, 0, fact.length);
    this.share(from, WEIGHT.unit);
  }
}

function collect(reader: Reader, mention: Mention, naming: boolean): Collector {
  const { norm, structure, figures, mentions, linksFrom } = reader;
  const figure = figures[mention.figure]!;
  const sentence = structure.sentences[mention.sentence]!;
  const out = new Collector(norm, naming);
  const cellular = mention.headings.length > 0;
  out.field('own', cellular ? mention.headings : [mention.before]);
  if (!cellular) out.edges(mention);
  out.counted(mention, figure);
  out.field('after', [mention.after], true);
  out.field('shared', [mention.head, mention.tail, mention.noun]);
  out.field('clause', [mention.clauses[0] ?? null]);
  out.field('earlier', mention.clauses.slice(1, 5));
  const earlier = structure.sentences[mention.sentence - 1];
  out.field('item', earlier && earlier.item === sentence.item ? [earlier] : []);
  out.field('heading', [sentence.path.at(-1) ?? null]);
  out.field('outer', sentence.path.slice(-3, -1));
  out.field('title', [structure.title]);
  const linked = new Set<number>();
  if (mention.chain !== null) linked.add(mention.chain);
  for (const { to } of linksFrom[mention.figure] ?? []) if (linked.size < 3) linked.add(to);
  out.field(
    'whole',
    [...linked].flatMap((k) => [mentions[k]!.before, mentions[k]!.after]),
  );
  out.facts(figure, mention);
  return out;
}

/** The grams of a figure's surroundings, each field sharing one weight among its grams. */
export function gramsOf(reader: Reader, mention: Mention): Grams {
  const { hashes, weights } = collect(reader, mention, false);
  return { hashes: Uint32Array.from(hashes), weights: Float32Array.from(weights) };
}

/** The same with their texts, to explain what the lexicon says. */
export function namedGrams(reader: Reader, mention: Mention): { gram: Gram; hash: number; weight: number }[] {
  const { hashes, weights, named } = collect(reader, mention, true);
  return named.map((gram, k) => ({ gram, hash: hashes[k]!, weight: weights[k]! }));
}
