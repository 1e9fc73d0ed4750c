import type { CompiledIndicator, Matcher } from '../../codebook/compile.js';
import type { Figure, Indicator } from '../../types.js';
import { type Part, partOf, type Take } from './parts.js';
import { type Scored, unitFits } from './score.js';
import type { Told } from './terms.js';
import { REACHES, THRESHOLD } from './weights.js';

/** The part of no indicator at all. */
export const NONE = -1;

/** Probabilities of the candidates of one figure. These are few, so they are looked for one by one. */
export class Belief {
  constructor(
    /** Numbers of indicators; NONE among them. */
    readonly candidates: readonly number[],
    /** Their probabilities, in step. */
    readonly odds: readonly number[],
  ) {}

  /** The probability of a candidate, 0 where it is none. */
  of(candidate: number): number {
    const at = this.candidates.indexOf(candidate);
    return at < 0 ? 0 : this.odds[at]!;
  }
}

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
  /** What kind of part of its parent it is: a stage, an outcome, a kind. */
  readonly as: readonly Indicator['part_as'][];
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
    as: matcher.indicators.map(({ part_as }) => part_as),
    children,
    rate: matcher.indicators.map(({ id }) => number(matcher.rateOf.get(id))),
    domain: matcher.indicators.map(({ domain }) => domains.indexOf(domain)),
    domains: domains.length,
  };
}

const clip = (x: number, low: number, high: number): number => (x < low ? low : x > high ? high : x);
const log = (p: number): number => Math.log(Math.max(p, 1e-5));

export const KINDS = ['cell', 'derived', 'moving', 'level', 'share', 'average'] as const;
/** The kind of statement a figure makes; its scores differ by it. */
type Kind = (typeof KINDS)[number];

function kindOf(figure: Figure): Kind {
  if (figure.cell !== null) return 'cell';
  if (figure.derived) return 'derived';
  if (figure.aspect === 'growth' || figure.aspect === 'change') return 'moving';
  return figure.aspect;
}

/** A lead of this many points is large; what goes beyond counts apart. */
const FAR = 4;

/** One part for each of some names. */
export const partsOf = <Name extends string>(start: string, names: readonly Name[]): Readonly<Record<Name, Part>> =>
  Object.fromEntries(names.map((name) => [name, partOf(`${start}${name}`)])) as Record<Name, Part>;

const PART = {
  none: partsOf('none.', KINDS),
  topic: partsOf('term.topic ', REACHES),
  lexicon: partOf('lexicon'),
  lexiconFirst: partOf('lexicon.first'),
  lexiconLead: partOf('lexicon.lead'),
  lexiconSure: partOf('lexicon.sure'),
  lexiconUnknown: partOf('lexicon.unknown'),
  domain: partOf('lexicon.domain'),
  term: partOf('term'),
  level: partOf('term.score.level'),
  moving: partOf('term.score.moving'),
  first: partOf('term.first'),
  lead: partOf('term.lead'),
  strong: partOf('term.strong'),
  objectCounted: partOf('object counted'),
  objectNear: partOf('object near'),
  objectAbsent: partOf('object absent'),
  objectOther: partOf('object other'),
  actor: partOf('object other, an actor is counted'),
  actionNear: partOf('action near'),
  actionBefore: partOf('action before'),
  actionAbsent: partOf('action absent'),
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
  noneSure: partOf('none.lexicon.sure'),
  noneNoTerm: partOf('none.no term'),
  noneBest: partOf('none.best term'),
} as const;

/** What words say of one figure, made once for all its candidates. */
export interface Words {
  readonly known: Known;
  readonly figure: Figure;
  readonly kind: Kind;
  readonly free: readonly Scored[];
  readonly top: Likely;
  readonly second: Likely;
  /** Probability of each domain by the lexicon. */
  readonly domains: Float64Array;
}

export function wordsOf(known: Known, figure: Figure, kin: Kinship): Words {
  const [top, second] = topTwo(known.says);
  const domains = new Float64Array(kin.domains);
  for (const [candidate, p] of known.says) if (candidate >= 0) domains[kin.domain[candidate]!]! += p;
  const free = known.told.own.filter(({ vetoed }) => vetoed === null);
  return { known, figure, kind: kindOf(figure), free, top, second, domains };
}

/** Gives the parts of a candidate's score that words alone make. */
export function localParts(candidate: number, words: Words, matcher: Matcher, kin: Kinship, take: Take): void {
  if (candidate === NONE) nonePart(words, take);
  else {
    termParts(candidate, words, take);
    lexiconParts(candidate, words, kin, take);
    namedParts(words.known.told.said, matcher.indicators[candidate]!, take);
    const { kind, figure } = words;
    if (kind !== 'moving' && kind !== 'share' && kind !== 'average')
      take(unitFits(matcher, candidate, figure) ? PART.fits : PART.misfits, 1);
  }
}

function nonePart({ known, kind, free, top, second }: Words, take: Take): void {
  take(PART.none[kind], 1);
  take(PART.noneLexicon, log(known.says.get(NONE) ?? 1));
  if (top.candidate === NONE) {
    const lead = log(top.p) - log(second.p);
    take(PART.noneFirst, clip(lead, 0, FAR));
    if (lead > FAR) take(PART.noneSure, lead - FAR);
  }
  if (free.length === 0) take(PART.noneNoTerm, 1);
  else take(PART.noneBest, clip(Math.log(free[0]!.score), -2, 2));
}

/** What the terms of the codebook say. */
function termParts(candidate: number, { known, kind, free }: Words, take: Take): void {
  const { told } = known;
  const rank = free.findIndex((s) => s.indicator === candidate);
  const vetoed = rank >= 0 ? undefined : told.own.find((s) => s.indicator === candidate);
  if (rank >= 0) {
    const { score, topicReach } = free[rank]!;
    take(PART.term, 1);
    take(kind === 'moving' ? PART.moving : PART.level, clip(Math.log(score), -2, 2));
    take(PART.topic[topicReach], 1);
    if (rank === 0) {
      take(PART.first, 1);
      take(PART.lead, free[1] ? clip(Math.log(score / free[1].score), 0, 1.5) : 1.5);
    }
    if (score >= THRESHOLD) take(PART.strong, 1);
  } else if (vetoed) {
    take(PART.forbidden, 1);
    take(PART.forbiddenScore, clip(Math.log(vetoed.score), -2, 2));
  } else take(PART.absent, 1);
  const among = told.among.findIndex((s) => s.indicator === candidate && s.vetoed === null);
  if (among >= 0) take(PART.among, 1);
  if (among === 0) take(PART.amongFirst, 1);
}

/** Whether the words of its object are what is counted, or stand near, and those of its action. */
function namedParts({ counted, actor, label, clause }: Told['said'], entry: CompiledIndicator, take: Take): void {
  const within = (text: string) => (word: string) => text.includes(word);
  const { objectWords, actionWords } = entry;
  if (objectWords.length > 0) {
    if (objectWords.some(within(counted))) take(PART.objectCounted, 1);
    else if (actor) take(PART.actor, 1);
    else if (objectWords.some(within(label))) take(PART.objectNear, 1);
    else take(counted === '' ? PART.objectAbsent : PART.objectOther, 1);
  }
  if (actionWords.length > 0) {
    if (actionWords.some(within(label))) take(PART.actionNear, 1);
    else take(actionWords.some(within(clause)) ? PART.actionBefore : PART.actionAbsent, 1);
  }
}

/** What the lexicon says. */
function lexiconParts(candidate: number, { known, free, top, second, domains }: Words, kin: Kinship, take: Take): void {
  const p = known.says.get(candidate);
  if (p === undefined) take(PART.lexiconUnknown, 1);
  else {
    take(PART.lexicon, log(p));
    if (top.candidate === candidate) {
      take(PART.lexiconFirst, 1);
      const lead = log(top.p) - log(second.p);
      take(PART.lexiconLead, clip(lead, 0, FAR));
      if (lead > FAR) take(PART.lexiconSure, lead - FAR);
      if (free[0]?.indicator === candidate) take(PART.both, 1);
    }
  }
  take(PART.domain, log(domains[kin.domain[candidate]!]!));
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
