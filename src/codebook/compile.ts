import type { Codebook, Indicator } from '../types.js';
import { parseTerm } from './terms.js';

/** Where a literal of the codebook is used: slot `slot` of a term of an indicator. */
export interface Use {
  /** Index into Matcher.terms. */
  readonly term: number;
  readonly slot: number;
}

/** What a term does for its indicator. */
export type Role = 'topic' | 'measure' | 'unless';

/** One term of one indicator, its slots as sets of literal numbers. */
export interface CompiledTerm {
  readonly indicator: number;
  readonly role: Role;
  readonly source: string;
  readonly slots: readonly ReadonlySet<number>[];
}

export interface CompiledIndicator extends Indicator {
  /** Units its level may have; '' stands for a number without a unit. */
  readonly units: ReadonlySet<string>;
  readonly isRate: boolean;
  readonly domain: string;
  /** The words of its object and of its action; none where it names none. */
  readonly objectWords: readonly string[];
  readonly actionWords: readonly string[];
}

/** The codebook made ready for one pass over a text. Compiled once; the cost of the pass does not grow with the number of indicators. */
export interface Matcher {
  readonly indicators: readonly CompiledIndicator[];
  readonly terms: readonly CompiledTerm[];
  readonly literals: readonly string[];
  readonly uses: Readonly<Record<Role, readonly (readonly Use[])[]>>;
  /** For each literal that opens topics, their terms by indicator. */
  readonly opens: ReadonlyMap<number, ReadonlyMap<number, readonly number[]>>;
  /** Domains of which a literal is a topic in one word. */
  /** For each indicator, the literals that are its topic in one word. */
  readonly topicLiterals: readonly ReadonlySet<number>[];
  readonly topicDomains: readonly ReadonlySet<string>[];
  /** Number of each literal. */
  readonly ids: ReadonlyMap<string, number>;
  /** Lengths of the literals that begin with a pair of UTF-16 units (`pair`), shortest first. */
  readonly lengths: ReadonlyMap<number, readonly number[]>;
  readonly byId: ReadonlyMap<string, number>;
  /** The one rate whose numerator an indicator is: its share of a whole is that rate. */
  readonly rateOf: ReadonlyMap<string, string>;
}

/** A literal found in the text. */
export interface Occurrence {
  readonly literal: number;
  readonly start: number;
  readonly end: number;
}

/** Terms with their slots read, as the build leaves them; reading them anew costs a tenth of a second. */
export type ParsedTerms = Readonly<Record<string, readonly (readonly string[])[]>>;

/** Reads every term of a codebook once, by its text. */
export function parseTerms(codebook: Codebook): ParsedTerms {
  const terms = codebook.indicators.flatMap((entry) => [...entry.topic, ...entry.measure, ...entry.unless]);
  return Object.fromEntries([...new Set(terms)].map((term) => [term, parseTerm(term, codebook.synonyms)]));
}

const ROLES = ['topic', 'measure', 'unless'] as const;

/** What most literals have in most roles; one for all of them keeps the start quick. */
const UNUSED: Use[] = [];
const NOWHERE = new Set<string>();

/** The domain of an indicator: what stands before the dot of its id. */
export const domainOf = (id: string): string => id.slice(0, id.indexOf('.'));

/** Two units as one number. */
const pair = (first: number, second: number): number => (first << 16) | second;

/** By their first two units, the lengths that literals have; those of one unit have 0 for the second. */
function lengthsOf(literals: readonly string[]): Map<number, number[]> {
  const lengths = new Map<number, number[]>();
  for (const literal of literals) {
    const start = pair(literal.charCodeAt(0), literal.charCodeAt(1));
    const known = lengths.get(start);
    if (!known) lengths.set(start, [literal.length]);
    else if (!known.includes(literal.length)) known.push(literal.length);
  }
  for (const known of lengths.values()) known.sort((x, y) => x - y);
  return lengths;
}

function ratesOf(indicators: readonly Indicator[]): Map<string, string> {
  const rates = new Map<string, string[]>();
  for (const { id, rate } of indicators)
    if (rate?.numerator) rates.set(rate.numerator, [...(rates.get(rate.numerator) ?? []), id]);
  return new Map(
    [...rates].flatMap(([id, [rate, ...more]]) => (rate && more.length === 0 ? [[id, rate] as const] : [])),
  );
}

/** What a map holds for a key, put there first where it holds nothing. */
function gather<Key, Value>(map: Map<Key, Value>, key: Key, first: Value): Value {
  const known = map.get(key) ?? first;
  map.set(key, known);
  return known;
}

/** Whether a name in an entry's `unit` is a unit as it is printed (封), not a class of units. */
export const isPrinted = (name: string): boolean => !/^[\w-]+$/.test(name);

/**
 * Compiles a codebook. `classes` maps the unit classes of units.yaml to their units; a unit as printed stands for itself.
 * Throws on a term or a unit class that the loader would have refused.
 */
export function compileCodebook(
  codebook: Codebook,
  classes: Readonly<Record<string, readonly string[]>>,
  parsed: ParsedTerms = {},
): Matcher {
  const literals: string[] = [];
  const ids = new Map<string, number>();
  const uses: Record<Role, Use[][]> = { topic: [], measure: [], unless: [] };
  const opens = new Map<number, Map<number, number[]>>();
  const topicDomains: Set<string>[] = [];
  const topicLiterals: Set<number>[] = [];
  const terms: CompiledTerm[] = [];
  const idOf = (literal: string): number => {
    const known = ids.get(literal);
    if (known !== undefined) return known;
    const id = literals.push(literal) - 1;
    ids.set(literal, id);
    for (const role of ROLES) uses[role].push(UNUSED);
    topicDomains.push(NOWHERE);
    return id;
  };
  const indicators = codebook.indicators.map((entry, indicator): CompiledIndicator => {
    const domain = domainOf(entry.id);
    topicLiterals.push(new Set());
    for (const role of ROLES) {
      for (const source of entry[role]) {
        const slots = (parsed[source] ?? parseTerm(source, codebook.synonyms)).map(
          (alternatives) => new Set(alternatives.map(idOf)),
        );
        const term = terms.push({ indicator, role, source, slots }) - 1;
        slots.forEach((set, slot) => {
          for (const literal of set) {
            if (uses[role][literal] === UNUSED) uses[role][literal] = [];
            uses[role][literal]!.push({ term, slot });
            if (role === 'topic' && slot === 0)
              gather(gather(opens, literal, new Map()), indicator, [] as number[]).push(term);
            if (role !== 'topic' || slots.length > 1) continue;
            if (topicDomains[literal] === NOWHERE) topicDomains[literal] = new Set();
            topicDomains[literal]!.add(domain);
            topicLiterals[indicator]!.add(literal);
          }
        });
      }
    }
    const units = new Set(entry.unit.flatMap((name) => classes[name] ?? (isPrinted(name) ? [name] : [])));
    if (units.size === 0) throw new Error(`${entry.at}: ${entry.id}: no units for ${entry.unit.join(', ')}`);
    const wordsOf = (set: string | null): readonly string[] => (set === null ? [] : (codebook.synonyms[set] ?? []));
    const words = { objectWords: wordsOf(entry.object), actionWords: wordsOf(entry.action) };
    return { ...entry, units, isRate: units.has('%'), domain, ...words };
  });
  const byId = new Map(indicators.map((entry, i) => [entry.id, i]));
  return {
    indicators,
    terms,
    literals,
    uses,
    opens,
    topicLiterals,
    topicDomains,
    ids,
    lengths: lengthsOf(literals),
    byId,
    rateOf: ratesOf(indicators),
  };
}

/**
 * All literals of the codebook in the text, in order of their start, kept only where both ends fall on word boundaries.
 * `starts[i]` is 1 where a word starts at i. Linear in the length of the text times the longest literal.
 */
export function occurrences(norm: string, matcher: Matcher, starts: Uint8Array): Occurrence[] {
  const found: Occurrence[] = [];
  const look = (start: number, length: number): void => {
    const end = start + length;
    if (end > norm.length || !onBoundary(starts, start, end, norm.length)) return;
    const literal = matcher.ids.get(norm.slice(start, end));
    if (literal !== undefined) found.push({ literal, start, end });
  };
  for (let start = 0; start < norm.length; start++) {
    const first = norm.charCodeAt(start);
    if (starts[start] === 1 && matcher.lengths.has(pair(first, 0))) look(start, 1);
    const lengths = matcher.lengths.get(pair(first, norm.charCodeAt(start + 1)));
    if (lengths) for (const length of lengths) if (length > 1) look(start, length);
  }
  return found;
}

/** A literal of four characters or more is a word of its own wherever it stands; a shorter one must not cut words. */
function onBoundary(starts: Uint8Array, start: number, end: number, length: number): boolean {
  if (end - start >= 4) return true;
  return starts[start] === 1 && (end >= length || starts[end] === 1);
}
