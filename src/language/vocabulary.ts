import type { Span } from '../types.js';

/** The words of context.yaml as they come from the file. */
export interface ContextWords {
  readonly neutral: readonly string[];
  readonly generic: readonly string[];
  readonly predicates: readonly string[];
  readonly turns: readonly string[];
  readonly actors: readonly string[];
  readonly parts: readonly string[];
  readonly views: readonly string[];
  readonly comparisons: readonly string[];
  readonly bodies: readonly string[];
  readonly outcomes: readonly string[];
  readonly qualities: readonly string[];
  readonly kinds: Readonly<Record<string, readonly string[]>>;
}

/** What a text's words say to the binding: which are neutral, which open parts. Made once for a document. */
export interface Vocabulary {
  /** Number of characters of a span that tell something: not neutral words, not punctuation, not digits. */
  content(span: Span): number;
  /** Whether the character at a place belongs to a word that tells something. */
  tells(at: number): boolean;
  /** The words of a span that tell something, generic ones and those of comparisons left out. */
  telling(norm: string, span: Span): string[];
  /** Whether a span tells no more than a level of administration (市级, 省直部门), or nothing at all. */
  silent(norm: string, span: Span): boolean;
  /** Whether [start, end) falls on word boundaries. */
  whole(start: number, end: number): boolean;
  predicate(norm: string, after: Span): boolean;
  /** The word at which the phrase after a number turns from what is counted to what it did; null where it does not. */
  turn(norm: string, after: Span): Span | null;
  /** Whether a part's words only name a class (食品类) or a kind (民事, 农民工案件) and say nothing that was done. */
  nominal(
    norm: string,
    words: { readonly before: Span; readonly after: Span; readonly afterNames: boolean },
  ): 'class' | 'kind' | 'loose' | null;
  readonly parts: RegExp;
  /** A clause that says by what the figures before are divided: 从实施主体看, 按案件类型分. */
  readonly view: RegExp;
  readonly generic: ReadonlySet<string>;
  readonly bodies: ReadonlySet<string>;
  /** Bodies, areas and groups that do things or take part in them. */
  readonly actors: ReadonlySet<string>;
  /** The one of them that a phrase begins with, as a word of its own. */
  actor(phrase: Span): { readonly word: string; readonly end: number } | null;
  readonly qualities: ReadonlySet<string>;
  /** Keys and words of the kinds whose first character stands in a text, the longest word first. */
  kindsIn(text: string): readonly Kind[];
}

type Kind = readonly [key: string, word: string];

const PART_WORDS = /其中|包括|[\s,;:、。()“”\d]|涉及|^涉/g;

const HAN_OR_LETTER = /[\p{Script=Han}A-Za-z]/u;

const quoted = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The context words, made ready once for all documents. */
function compileContext(context: ContextWords) {
  const kinds = Object.entries(context.kinds).flatMap(([key, list]) => list.map((word): Kind => [key, word]));
  kinds.sort((a, b) => b[1].length - a[1].length);
  return {
    neutral: new Set(context.neutral),
    predicates: new RegExp(`^ *(?:${context.predicates.map(quoted).join('|')})`),
    plain: new Set([...context.generic, ...context.comparisons]),
    levels: new Set([...(context.kinds.level ?? []), ...context.bodies]),
    comparisons: new Set(context.comparisons),
    outcome: new RegExp(context.outcomes.map(quoted).join('|')),
    turns: new Set(context.turns),
    longest: Math.max(...context.turns.map((word) => word.length)),
    parts: new RegExp(context.parts.map(quoted).join('|')),
    view: new RegExp(`^(?:其中|同时)?(?:${context.views.join('|')})$`),
    generic: new Set(context.generic),
    bodies: new Set(context.bodies),
    actors: new Set(context.actors),
    qualities: new Set(context.qualities),
    kindsIn: startingIn(kinds),
  };
}

/** Finds the kinds whose words may stand in a text, in their order: those whose first character does. */
function startingIn(kinds: readonly Kind[]): (text: string) => readonly Kind[] {
  const byFirst = new Map<number, number[]>();
  kinds.forEach(([, word], k) => {
    const same = byFirst.get(word.charCodeAt(0));
    if (same) same.push(k);
    else byFirst.set(word.charCodeAt(0), [k]);
  });
  return (text) => {
    const found = new Set<number>();
    for (let i = 0; i < text.length; i++) for (const k of byFirst.get(text.charCodeAt(i)) ?? NONE) found.add(k);
    return found.size === 0 ? NONE : [...found].sort((a, b) => a - b).map((k) => kinds[k]!);
  };
}

const NONE: readonly never[] = [];

const compiled = new WeakMap<ContextWords, ReturnType<typeof compileContext>>();

function compiledContext(context: ContextWords): ReturnType<typeof compileContext> {
  const known = compiled.get(context) ?? compileContext(context);
  compiled.set(context, known);
  return known;
}

/** Whether a word that starts with a character may tell something, by its first unit: 1 for yes, 2 for no, 0 where not asked yet. */
const telling = new Uint8Array(0x10000);

function maytell(norm: string, at: number): boolean {
  const unit = norm.charCodeAt(at);
  if (telling[unit] === 0) telling[unit] = HAN_OR_LETTER.test(norm[at]!) ? 1 : 2;
  return telling[unit] === 1;
}

function turnOf(
  text: string,
  after: Span,
  starts: Uint8Array,
  { turns, longest }: { readonly turns: ReadonlySet<string>; readonly longest: number },
): Span | null {
  for (let start = after.start + 1; start < after.end; start++) {
    if (starts[start] !== 1) continue;
    for (let end = Math.min(after.end, start + longest); end > start; end--)
      if (turns.has(text.slice(start, end)) && (starts[end] === 1 || end === after.end)) return { start, end };
  }
  return null;
}

/** Reads the words of a text against the context words. `starts[i]` is 1 where a word starts. */
export function vocabularyOf(norm: string, starts: Uint8Array, context: ContextWords): Vocabulary {
  const { neutral, predicates, plain, levels, comparisons, outcome, kindsIn, turns, longest, ...rest } =
    compiledContext(context);
  const sums = new Int32Array(norm.length + 1);
  for (let at = 0; at < norm.length; ) {
    let end = at + 1;
    while (end < norm.length && starts[end] !== 1) end++;
    const tells = maytell(norm, at) && !neutral.has(norm.slice(at, end));
    for (let i = at; i < end; i++) sums[i + 1] = sums[i]! + (tells ? 1 : 0);
    at = end;
  }
  const tokens = (text: string, span: Span): string[] => {
    const out: string[] = [];
    for (let at = span.start; at < span.end; ) {
      let end = at + 1;
      while (end < span.end && starts[end] !== 1) end++;
      if (sums[at + 1]! > sums[at]!) out.push(text.slice(at, end));
      at = end;
    }
    return out;
  };
  return {
    content: (span) => (span.end > span.start ? sums[span.end]! - sums[span.start]! : 0),
    tells: (at) => sums[at + 1]! > sums[at]!,
    telling: (text, span) => tokens(text, span).filter((word) => !plain.has(word)),
    silent: (text, span) =>
      span.end <= span.start ||
      levels.has(text.slice(span.start, span.end).replace(PART_WORDS, '')) ||
      tokens(text, span).every((word) => levels.has(word) || comparisons.has(word)),
    whole: (start, end) => starts[start] === 1 && starts[end] === 1,
    predicate: (text, after) => predicates.test(text.slice(after.start, Math.min(after.end, after.start + 8))),
    actor: ({ start, end }) => {
      let to = start + 1;
      while (to < end && starts[to] !== 1) to++;
      const word = norm.slice(start, to);
      return rest.actors.has(word) ? { word, end: to } : null;
    },
    turn: (text, after) => turnOf(text, after, starts, { turns, longest }),
    nominal: (text, at) => {
      const span = at.afterNames ? { start: at.before.start, end: at.after.end } : at.before;
      const label = text.slice(span.start, span.end).replace(PART_WORDS, '');
      if (label.length === 0 || label.length > 16) return null;
      if (/(?:类|领域|方面|型)$/.test(label)) return 'class';
      const left = kindsIn(label).reduce((text, [, word]) => text.replace(word, ''), label);
      if (/^(?:案件?|事项|人员|纠纷|争议|.)?$/.test(left)) return 'kind';
      return outcome.test(label) ? null : 'loose';
    },
    kindsIn,
    ...rest,
  };
}
