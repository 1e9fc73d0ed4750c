import type { Matcher } from '../../codebook/compile.js';
import type { Figure } from '../../types.js';
import { partOf, type Take } from './parts.js';
import { type Scored, unitFits } from './score.js';
import type { Told } from './terms.js';
import { THRESHOLD } from './weights.js';

/** The part of no indicator at all. */
export const NONE = -1;

/** Probabilities of the candidates of one figure, by the number of the indicator; NONE among them. */
export type Belief = ReadonlyMap<number, number>;

/** What is known of one figure before its neighbours are asked. */
export interface Known {
  readonly told: Told;
  /** What the lexicon says, by the number of the indicator; NONE among them. Indicators it does not know are missing. */
  readonly says: ReadonlyMap<number, number>;
  readonly candidates: readonly number[];
}

/** How the indicators hang together, made once for a codebook. */
export interface Kinship {
  readonly parent: readonly number[];
  readonly children: readonly (readonly number[])[];
  /** The one rate whose numerator an indicator is. */
  readonly rate: readonly number[];
  /** Domains by number, and how many there are. */
  readonly domain: readonly number[];
  readonly domains: number;
}

const kinships = new WeakMap<Matcher, Kinship>();

export function kinshipOf(matcher: Matcher): Kinship {
  const known = kinships.get(matcher) ?? makeKinship(matcher);
  kinships.set(matcher, known);
  return known;
}

function makeKinship(matcher: Matcher): Kinship {
  const number = (id: string | null | undefined): number => (id ? (matcher.byId.get(id) ?? NONE) : NONE);
  const parent = matcher.indicators.map(({ part_of }) => number(part_of));
  const children: number[][] = matcher.indicators.map(() => []);
  parent.forEach((whole, part) => {
    if (whole >= 0) children[whole]!.push(part);
  });
  const domains = [...new Set(matcher.indicators.map(({ domain }) => domain))];
  return {
    parent,
    children,
    rate: matcher.indicators.map(({ id }) => number(matcher.rateOf.get(id))),
    domain: matcher.indicators.map(({ domain }) => domains.indexOf(domain)),
    domains: domains.length,
  };
}

const clip = (x: number, low: number, high: number): number => (x < low ? low : x > high ? high : x);
const log = (p: number): number => Math.log(Math.max(p, 1e-5));

/** The kind of statement a figure makes; its scores differ by it. */
export function kindOf(figure: Figure): string {
  if (figure.cell !== null) return 'cell';
  if (figure.derived) return 'derived';
  if (figure.aspect === 'growth' || figure.aspect === 'change') return 'moving';
  return figure.aspect;
}

const PART = {
  lexicon: partOf('lexicon'),
  lexiconFirst: partOf('lexicon.first'),
  lexiconLead: partOf('lexicon.lead'),
  lexiconUnknown: partOf('lexicon.unknown'),
  domain: partOf('lexicon.domain'),
  term: partOf('term'),
  level: partOf('term.score.level'),
  moving: partOf('term.score.moving'),
  first: partOf('term.first'),
  lead: partOf('term.lead'),
  strong: partOf('term.strong'),
  joined: partOf('term.joined'),
  beyond: partOf('term.beyond the counted'),
  forbidden: partOf('term.forbidden'),
  forbiddenScore: partOf('term.forbidden.score'),
  absent: partOf('term.absent'),
  both: partOf('term and lexicon'),
  among: partOf('among'),
  amongFirst: partOf('among.first'),
  fits: partOf('unit.fits'),
  misfits: partOf('unit.misfits'),
  noneLexicon: partOf('none.lexicon'),
  noneFirst: partOf('none.lexicon.first'),
  noneNoTerm: partOf('none.no term'),
  noneBest: partOf('none.best term'),
} as const;

/** What words say of one figure, made once for all its candidates. */
export interface Words {
  readonly known: Known;
  readonly figure: Figure;
  readonly kind: string;
  readonly free: readonly Scored[];
  /** Candidates whose topic stands in no words of its own. */
  readonly far: ReadonlySet<number>;
  readonly top: Likely;
  readonly second: Likely;
  /** Probability of each domain by the lexicon. */
  readonly domains: ReadonlyMap<number, number>;
}

const FAR: ReadonlySet<string> = new Set(['item', 'heading', 'title', 'sentence']);

export function wordsOf(known: Known, figure: Figure, kin: Kinship): Words {
  const [top, second] = topTwo(known.says);
  const domains = new Map<number, number>();
  for (const [candidate, p] of known.says) {
    if (candidate < 0) continue;
    const domain = kin.domain[candidate]!;
    domains.set(domain, (domains.get(domain) ?? 0) + p);
  }
  const free = known.told.own.filter(({ vetoed }) => vetoed === null);
  const far = new Set(free.filter(({ topicReach }) => FAR.has(topicReach)).map(({ indicator }) => indicator));
  return { known, figure, kind: kindOf(figure), free, far, top, second, domains };
}

/** Gives the parts of a candidate's score that words alone make. */
export function localParts(candidate: number, words: Words, matcher: Matcher, kin: Kinship, take: Take): void {
  if (candidate === NONE) nonePart(words, take);
  else {
    termParts(candidate, words, take);
    lexiconParts(candidate, words, kin, take);
    const { kind, figure } = words;
    if (kind !== 'moving' && kind !== 'share' && kind !== 'average')
      take(unitFits(matcher, candidate, figure) ? PART.fits : PART.misfits, 1);
  }
}

function nonePart({ known, kind, free, top, second }: Words, take: Take): void {
  take(partOf(`none.${kind}`), 1);
  take(PART.noneLexicon, log(known.says.get(NONE) ?? 1));
  if (top.candidate === NONE) take(PART.noneFirst, clip(log(top.p) - log(second.p), 0, 4));
  if (free.length === 0) take(PART.noneNoTerm, 1);
  else take(PART.noneBest, clip(Math.log(free[0]!.score), -2, 2));
}

/** What the terms of the codebook say. */
function termParts(candidate: number, { known, kind, free }: Words, take: Take): void {
  const { told } = known;
  const rank = free.findIndex((s) => s.indicator === candidate);
  const vetoed = rank >= 0 ? undefined : told.own.find((s) => s.indicator === candidate);
  if (rank >= 0) {
    const { score, topicReach, beyond } = free[rank]!;
    take(PART.term, 1);
    take(kind === 'moving' ? PART.moving : PART.level, clip(Math.log(score), -2, 2));
    take(partOf(`term.topic ${topicReach}`), 1);
    if (rank === 0) {
      take(PART.first, 1);
      take(PART.lead, free[1] ? clip(Math.log(score / free[1].score), 0, 1.5) : 1.5);
    }
    if (score >= THRESHOLD) take(PART.strong, 1);
    if (beyond) take(PART.beyond, 1);
    if (told.joined.has(candidate)) take(PART.joined, 1);
  } else if (vetoed) {
    take(PART.forbidden, 1);
    take(PART.forbiddenScore, clip(Math.log(vetoed.score), -2, 2));
  } else take(PART.absent, 1);
  const among = told.among.findIndex((s) => s.indicator === candidate && s.vetoed === null);
  if (among >= 0) take(PART.among, 1);
  if (among === 0) take(PART.amongFirst, 1);
}

/** What the lexicon says. */
function lexiconParts(candidate: number, { known, free, top, second, domains }: Words, kin: Kinship, take: Take): void {
  const p = known.says.get(candidate);
  if (p === undefined) take(PART.lexiconUnknown, 1);
  else {
    take(PART.lexicon, log(p));
    if (top.candidate === candidate) {
      take(PART.lexiconFirst, 1);
      take(PART.lexiconLead, clip(log(top.p) - log(second.p), 0, 4));
      if (free[0]?.indicator === candidate) take(PART.both, 1);
    }
  }
  take(PART.domain, log(domains.get(kin.domain[candidate]!) ?? 0));
}

interface Likely {
  readonly candidate: number;
  readonly p: number;
}

function topTwo(says: ReadonlyMap<number, number>): [Likely, Likely] {
  let first: Likely = { candidate: -2, p: 0 };
  let second: Likely = { candidate: -2, p: 0 };
  for (const [candidate, p] of says) {
    if (p > first.p) {
      second = first;
      first = { candidate, p };
    } else if (p > second.p) second = { candidate, p };
  }
  return [first, second];
}
