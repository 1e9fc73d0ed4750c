import type { Matcher } from '../../codebook/compile.js';
import type { Mention } from '../../graph.js';
import type { Figure } from '../../types.js';
import type { Neighbours } from './company.js';
import { KINDS, type Kinship, NONE, partsOf, type Words } from './features.js';
import { type Part, partOf, remembered, type Take } from './parts.js';

/**
 * Parts that tell candidates apart only beside other parts, so only the bends of a score hear them: how a figure stands, the same for all
 * its candidates, and what a candidate is, whatever the figure.
 */
const PART = {
  kind: partsOf('figure ', KINDS),
  naming: partsOf('figure naming ', ['silent', 'class', 'kind', 'loose', 'telling']),
  planned: partOf('figure planned'),
  opens: partOf('figure opens its sentence'),
  size: partOf('figure size'),
  hooks: partOf('figure links'),
  hung: partOf('figure linked to'),
  list: partOf('figure list'),
  terms: partOf('figure terms'),
  noTerm: partOf('figure no term'),
  lexiconFirst: partOf('figure lexicon first'),
  lexiconSecond: partOf('figure lexicon second'),
  lexiconNone: partOf('figure lexicon none'),
  label: partOf('figure label'),
  actor: partOf('figure counts an actor'),
  countsNothing: partOf('figure counts nothing named'),
  whole: partOf('code has parts'),
  as: partsOf('code is a ', ['stage', 'outcome', 'kind']),
} as const;

const unitPart = remembered((unit: string): Part => partOf(`code unit ${unit}`));
const codePart = remembered((id: string): Part => partOf(`code ${id}`));

/** At most `most`, in shares of it. */
const upTo = (n: number, most: number): number => Math.min(n, most) / most;

/** One figure among the others. */
export interface Situation {
  readonly figure: Figure;
  readonly mention: Mention;
  readonly hooks: number;
  readonly hung: number;
  readonly list: number;
  readonly opens: boolean;
}

export function situationsOf(figures: readonly Figure[], { hooks, hung, lists, mentions }: Neighbours): Situation[] {
  return figures.map((figure, i) => ({
    figure,
    mention: mentions[i]!,
    hooks: hooks[i]!.length,
    hung: hung[i]!.length,
    list: lists[i]!.length,
    opens: i === 0 || figures[i - 1]!.sentence !== figure.sentence,
  }));
}

/** Gives the parts that tell how a figure stands. */
export function situationParts(words: Words, situation: Situation, take: Take): void {
  const { figure, mention, hooks, hung, list, opens } = situation;
  const { kind, free, top, second, known } = words;
  const { label, actor, counted } = known.told.said;
  take(PART.kind[kind], 1);
  take(PART.naming[mention.naming], 1);
  if (figure.status !== 'achieved') take(PART.planned, 1);
  if (opens) take(PART.opens, 1);
  take(PART.size, upTo(Math.log10(Math.abs(Number(figure.value)) + 1), 6));
  take(PART.hooks, upTo(hooks, 3));
  take(PART.hung, upTo(hung, 4));
  take(PART.list, upTo(list, 6));
  take(free.length === 0 ? PART.noTerm : PART.terms, free.length === 0 ? 1 : upTo(free.length, 4));
  take(PART.lexiconFirst, top.p);
  take(PART.lexiconSecond, second.p);
  take(PART.lexiconNone, known.says.get(NONE) ?? 0);
  take(PART.label, upTo(label.length, 12));
  if (actor) take(PART.actor, 1);
  if (counted === '') take(PART.countsNothing, 1);
}

/** Gives the parts that tell what a candidate is. */
export function ownParts(candidate: number, matcher: Matcher, { parent, as, children }: Kinship, take: Take): void {
  if (candidate === NONE) return;
  const { id, unit } = matcher.indicators[candidate]!;
  take(codePart(id), 1);
  for (const one of unit) take(unitPart(one), 1);
  if (children[candidate]!.length > 0) take(PART.whole, 1);
  if (parent[candidate]! >= 0) take(PART.as[as[candidate] ?? 'outcome'], 1);
}
