import * as v from 'valibot';
import type { PageFacts } from '../../types.js';

/** What may stand after a label, as a rule of the data names it. */
const VALUES = {
  text: /^[^。!?]{0,60}$/,
  name: /^[^。!?,;%]{0,30}$/,
  date: /^(?:\d{4}(?:-|\/|\.|年)\d{1,2}(?:-|\/|\.|月)\d{1,2}日?(?:[ T]{0,3}\d{1,2}:\d{2}(?::\d{2})?)?)?$/,
  count: /^(?:[\d,.]{1,12}万?)? ?人?次?$/,
  contact: /^[\w.@,;、转 +-]{0,60}$/,
  any: /^[^。]{0,160}$/,
} as const;

const FactName = v.picklist(['title', 'source', 'published', 'issuer', 'documentNumber', 'indexNumber']);
const Names = v.array(v.pipe(v.string(), v.nonEmpty()));

const Raw = v.strictObject({
  labels: v.array(
    v.strictObject({
      words: Names,
      value: v.picklist(['text', 'name', 'date', 'count', 'contact', 'any']),
      fact: v.optional(FactName),
      bare: v.optional(v.boolean(), false),
      head: v.optional(v.boolean(), false),
    }),
  ),
  parts: v.array(
    v.strictObject({
      name: v.string(),
      pattern: v.string(),
      head: v.optional(v.boolean(), false),
      alone: v.optional(v.boolean(), true),
    }),
  ),
  notes: v.array(v.strictObject({ name: v.string(), pattern: v.string() })),
  lists: v.string(),
  siteTitles: v.string(),
  meta: v.record(FactName, Names),
  shown: v.array(v.strictObject({ fact: FactName, names: v.string(), value: v.picklist(['name', 'date']) })),
  containers: v.array(Names),
  beside: v.strictObject({
    headings: v.string(),
    comments: v.string(),
    replies: v.string(),
    answers: v.string(),
    names: v.string(),
    buttons: v.string(),
    metas: v.string(),
    foot: v.string(),
  }),
  drop: v.strictObject({ elements: Names, roles: Names, names: v.string() }),
});

export type FactName = keyof PageFacts;

/** A label of a metadata line, `发布时间: 2023-02-13`. */
export interface Label {
  /** Sticky; matches the words alone. */
  readonly words: RegExp;
  readonly value: RegExp;
  readonly kind: keyof typeof VALUES;
  readonly fact: FactName | null;
  readonly bare: boolean;
  readonly head: boolean;
}

/** A piece of a line that says nothing of the document, `打印`, `字体`. */
export interface Part {
  /** Sticky. A group `published` is the fact of that name. */
  readonly pattern: RegExp;
  readonly head: boolean;
  readonly alone: boolean;
}

/** furniture.yaml, compiled. */
export interface FurnitureRules {
  readonly labels: readonly Label[];
  readonly parts: readonly Part[];
  /** Whole lines that speak of the site and not of the document: on copying, following, downloading. */
  readonly notes: readonly RegExp[];
  readonly lists: RegExp;
  /** Titles that name a site or a column. */
  readonly siteTitles: RegExp;
  readonly meta: readonly (readonly [FactName, readonly string[]])[];
  /** Elements whose id or class is named after a fact, and what they must hold. */
  readonly shown: readonly { readonly fact: FactName; readonly names: RegExp; readonly value: RegExp }[];
  readonly containers: ReadonlySet<string>;
  /** What tells that an element stands beside the document. */
  readonly beside: {
    /** Headings of lists and boxes; `comments`: of what readers say. */
    readonly headings: RegExp;
    readonly comments: RegExp;
    /** Words that a reply ends in. */
    readonly replies: RegExp;
    /** Words by which a page calls replies answers. */
    readonly answers: RegExp;
    /** Ids and classes of readers' comments. */
    readonly names: RegExp;
    /** Buttons of headings. */
    readonly buttons: RegExp;
    /** Lines that date a teaser or count its readers. */
    readonly metas: RegExp;
    /** What stands in the foot of a page. */
    readonly foot: RegExp;
  };
  readonly dropElements: ReadonlySet<string>;
  readonly dropRoles: ReadonlySet<string>;
  readonly dropNames: RegExp;
}

/**
 * Compiles the content of furniture.yaml.
 * @param raw the parsed YAML
 * @throws Error that names the place in the data which is wrong
 */
export function compileFurniture(raw: unknown): FurnitureRules {
  const parsed = v.safeParse(Raw, raw);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw new Error(`furniture: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
  }
  const { labels, parts, notes, lists, siteTitles, meta, shown, containers, beside, drop } = parsed.output;
  return {
    labels: labels.map((label, i) => ({
      words: compile(spaced(label.words), 'y', `labels.${i}`),
      value: VALUES[label.value],
      kind: label.value,
      fact: label.fact ?? null,
      bare: label.bare,
      head: label.head,
    })),
    parts: parts.map((part, i) => ({
      pattern: compile(part.pattern, 'y', `parts.${i} (${part.name})`),
      head: part.head,
      alone: part.alone,
    })),
    notes: notes.map((note, i) => compile(`^(?:${note.pattern})$`, '', `notes.${i} (${note.name})`)),
    lists: compile(`^(?:${lists})$`, '', 'lists'),
    siteTitles: compile(`(?:${siteTitles})$`, '', 'siteTitles'),
    meta: Object.entries(meta).map(([fact, names]) => [fact as FactName, names]),
    shown: shown.map(({ fact, names, value }, i) => ({
      fact,
      names: compile(`(?:^|[ -])(?:${names})(?=$| )`, '', `shown.${i}`),
      value: VALUES[value],
    })),
    containers: new Set(containers.flat()),
    beside: {
      headings: compile(`^(?:${beside.headings})$`, '', 'beside.headings'),
      comments: compile(`^(?:${beside.comments})$`, '', 'beside.comments'),
      replies: compile(`^(?:${beside.replies})$`, '', 'beside.replies'),
      answers: compile(`^(?:${beside.answers})$`, '', 'beside.answers'),
      names: compile(beside.names, '', 'beside.names'),
      buttons: compile(`^(?:${beside.buttons})$`, '', 'beside.buttons'),
      metas: compile(`^(?:${beside.metas})$`, '', 'beside.metas'),
      foot: compile(beside.foot, '', 'beside.foot'),
    },
    dropElements: new Set(drop.elements),
    dropRoles: new Set(drop.roles),
    dropNames: compile(drop.names, '', 'drop.names'),
  };
}

/** Alternatives, longer ones first, with blanks allowed between the characters as printed in 索 引 号. */
function spaced(words: readonly string[]): string {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  return `(?:${longestFirst.map((word) => [...word].map(literal).join(' {0,4}')).join('|')})`;
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
}

function compile(source: string, flags: string, place: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new Error(`furniture: ${place}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
