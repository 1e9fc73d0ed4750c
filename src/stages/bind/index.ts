import { type Matcher, occurrences } from '../../codebook/compile.js';
import type { Graph, Linked, Mention } from '../../graph.js';
import { itemsOf } from '../../language/coordination.js';
import type { Binding, Candidate, Figure } from '../../types.js';
import type { Follows } from './company.js';
import { topicFinder } from './context.js';
import {
  beliefOf,
  candidatesOf,
  type Decoded,
  decodeAll,
  induced,
  type Rounds,
  type Scene,
  wordScores,
} from './decode.js';
import { type Kinship, type Known, kinshipOf, localParts, NONE, wordsOf } from './features.js';
import { type Grams, gramsOf, type Reader } from './grams.js';
import { breakdownOf, labelOf } from './label.js';
import { type Classes, type Lexicon, scoresOf, tellLikely } from './lexicon.js';
import { Listener } from './listen.js';
import { Possible } from './may.js';
import { collected } from './parts.js';
import { reasonsOf } from './reasons.js';
import { type Scored, type Scorer, unitFits } from './score.js';
import { type Told, termsOf } from './terms.js';
import { THRESHOLD } from './weights.js';

/** What was learnt from examples: the lexicon, which code follows which, the weights of a score and what it must reach. */
export interface Learnt {
  readonly lexicon: Lexicon;
  /** By two ids: the probability of the second after the first; '' is none. */
  readonly follows: Readonly<Record<string, number>>;
  /** The probability of each id wherever it stands, for pairs never seen. */
  readonly alone: Readonly<Record<string, number>>;
  readonly weights: Rounds;
  /** Least probability of a code that is written. */
  readonly threshold: number;
}

/** Candidates of the lexicon that are looked into. */
const MOST = 5;

/** What the terms of the codebook say of each figure, and what it takes to read more. */
function toldOf(read: Linked, matcher: Matcher): { told: Told[]; scorer: Scorer; reader: Reader } {
  const { norm, structure, figures, graph } = read;
  const scorer = scorerOf(read, matcher);
  const told = graph.mentions.map((mention) => termsOf(norm, scorer, structure, figures, graph.mentions, mention));
  return { told, scorer, reader: readerOf(read) };
}

/** What the terms of the codebook say of each figure, and the grams by which the lexicon reads it: what `fit` learns from. */
export function readAll(read: Linked, matcher: Matcher): { told: Told[]; grams: Grams[] } {
  const { told, reader } = toldOf(read, matcher);
  return { told, grams: read.graph.mentions.map((mention) => gramsOf(reader, mention)) };
}

function scorerOf({ norm, starts, words }: Linked, matcher: Matcher): Scorer {
  const found = occurrences(norm, matcher, starts);
  return { matcher, found, topicsAt: topicFinder(matcher, found), words };
}

/** What the lexicon says of one figure, by the number of the indicator in the codebook at hand. */
export type Says = Map<number, number>;

/** What the lexicon says of a figure by its grams, and the classes that it may be. */
export const saysOf = (lexicon: Lexicon, grams: Grams, may: Classes, numbers: readonly number[]): Says =>
  saysBy(numbers, (tell) => tellLikely(scoresOf(lexicon, grams, may), may, tell));

function saysBy(numbers: readonly number[], ask: (tell: (target: number, p: number) => void) => void): Says {
  const says: Says = new Map();
  ask((k, p) => {
    // None has several classes.
    if (numbers[k]! >= NONE) says.set(numbers[k]!, p + (says.get(numbers[k]!) ?? 0));
  });
  return says;
}

/** For each class of the lexicon the number of its indicator, NONE for none, -2 where the codebook lacks it. */
export const numbersOf = (classes: readonly string[], matcher: Matcher): number[] =>
  classes.map((id) => (id === '' ? NONE : (matcher.byId.get(id) ?? -2)));

/**
 * A level has a unit of its indicator's. A growth or change that hangs on no figure speaks of what its own label names, or of nothing
 * here (最低工资标准增长30%). A share of a figure is no rate whose numerator is counted in other units (个体工商户9.1万户,占67.4%).
 */
function possible(known: Known, i: number, figures: readonly Figure[], links: Links, matcher: Matcher): Known {
  const figure = figures[i]!;
  const { aspect } = figure;
  const moving = aspect === 'growth' || aspect === 'change';
  const part = aspect === 'share' ? links.find(({ kind, proof }) => kind === 'share' && proof === 'exact') : undefined;
  if (!part && aspect !== 'level' && (!moving || links.length > 0)) return known;
  const direct = new Set(known.told.own.map(({ indicator }) => indicator));
  const fits = (c: number): boolean => {
    if (part) return ofPart(c, figures[part.to]!, matcher);
    return moving ? direct.has(c) : unitFits(matcher, c, figure);
  };
  return { ...known, candidates: known.candidates.filter((c) => c === NONE || fits(c)) };
}

type Links = Reader['linksFrom'][number];

/** Whether the numerator of a rate may be a figure; what is no rate, or has no numerator, may go with any. */
function ofPart(candidate: number, part: Figure, matcher: Matcher): boolean {
  const numerator = matcher.indicators[candidate]!.rate?.numerator;
  const number = numerator ? matcher.byId.get(numerator) : undefined;
  return number === undefined || unitFits(matcher, number, part);
}

/** What the lexicon is taken to say at least of an indicator that it was never taught, or by a few examples only: its terms decide. */
const UNTAUGHT = 0.98;

function withForeign(says: Says, { own }: Told, taught: ReadonlySet<number>): Says {
  const spoken = own.filter(({ vetoed, score }) => vetoed === null && score >= THRESHOLD);
  for (const { indicator, score } of spoken) {
    const p = says.get(indicator) ?? 0;
    if (taught.has(indicator) || p >= UNTAUGHT) continue;
    // What it says of those that it knows, and of none, it says without knowing this one; but their terms may stand better.
    const rivals = new Set(spoken.filter((other) => other.score > score).map((other) => other.indicator));
    const rest = (1 - UNTAUGHT) / Math.max(1 - p, 1 - UNTAUGHT);
    for (const [other, q] of says) if (!rivals.has(other)) says.set(other, q * rest);
    says.set(indicator, UNTAUGHT);
  }
  return says;
}

/** All that is known of the figures of a document before they are decoded together. */
export function knownOf(
  told: readonly Told[],
  says: readonly ReadonlyMap<number, number>[],
  graph: Graph,
  kin: Kinship,
): Known[] {
  return induced(
    told.map((one, i) => ({
      told: one,
      says: says[i]!,
      candidates: candidatesOf({ told: one, says: says[i]! }, MOST),
    })),
    graph,
    kin,
  );
}

/** What the lexicon reads of a text. */
export function readerOf({ norm, structure, figures, graph }: Linked): Reader {
  const linksFrom: Graph['links'][number][][] = figures.map(() => []);
  for (const link of graph.links) linksFrom[link.from]!.push(link);
  return { norm, structure, figures, mentions: graph.mentions, linksFrom };
}

/** How often a code that was never met is taken to follow another: neither for it nor against it. */
const UNHEARD = 0.05;

/** How often one code follows another, smoothed by how often it stands at all. */
export function followsBy(learnt: Pick<Learnt, 'follows' | 'alone'>, matcher: Matcher): Follows {
  const id = (k: number): string => (k === NONE ? '' : matcher.indicators[k]!.id);
  const size = matcher.indicators.length + 1;
  // Looked up once; 0 is what was not asked yet.
  const table = new Float64Array(size * size);
  const next = (last: number, code: number): number => {
    const at = (last + 1) * size + code + 1;
    if (table[at] === 0) {
      const often = learnt.alone[id(code)];
      table[at] = learnt.follows[`${id(last)}>${id(code)}`] ?? (often === undefined ? UNHEARD : 0.1 * often);
    }
    return table[at]!;
  };
  return { next, met: (code) => learnt.alone[id(code)] !== undefined };
}

/** What is learnt, by the numbers of a codebook at hand. */
interface Numbered {
  readonly matcher: Matcher;
  readonly follows: Follows;
  readonly numbers: readonly number[];
  /** The numbers that the lexicon was taught by `fit`. */
  readonly taught: ReadonlySet<number>;
  readonly may: Possible;
}

const numbered = new WeakMap<Learnt, Numbered>();

/** The same for all documents, so made once. */
function numberedBy(learnt: Learnt, matcher: Matcher): Numbered {
  const known = numbered.get(learnt);
  if (known?.matcher === matcher) return known;
  const { classes, bias } = learnt.lexicon;
  const numbers = numbersOf(classes, matcher);
  const made: Numbered = {
    matcher,
    follows: followsBy(learnt, matcher),
    numbers,
    taught: new Set(numbers.slice(0, bias.length)),
    may: new Possible(matcher, numbers),
  };
  numbered.set(learnt, made);
  return made;
}

/** All that binding one text goes by. */
interface Case {
  readonly read: Linked;
  readonly scene: Scene;
  readonly known: readonly Known[];
  readonly learnt: Learnt;
  readonly asked: boolean;
  readonly scorer: Scorer;
  readonly reader: Reader;
  /** What the lexicon says of a figure. */
  readonly hear: (mention: Mention) => Says;
}

/**
 * Says what each figure counts.
 * In: a text read up to its links, the compiled codebook, what was learnt, and whether reasons are wanted.
 * Out: bindings in the order of the figures, one for each, more where one number says the same of several things (A、B均为100%). What
 * stays unclear has no indicator; `candidates` says why.
 */
export function bind(read: Linked, matcher: Matcher, learnt: Learnt, asked: boolean): Binding[] {
  const { figures, graph } = read;
  const kin = kinshipOf(matcher);
  const { told, scorer, reader } = toldOf(read, matcher);
  const { numbers, taught, may, follows } = numberedBy(learnt, matcher);
  const listener = new Listener(learnt.lexicon, reader);
  const hear = (mention: Mention): Says =>
    saysBy(numbers, (tell) => listener.ask(mention, may.of(figures[mention.figure]!), tell));
  const says = graph.mentions.map((mention, i) => withForeign(hear(mention), told[i]!, taught));
  const known = knownOf(told, says, graph, kin).map((one, i) =>
    possible(one, i, figures, reader.linksFrom[i]!, matcher),
  );
  const scene: Scene = { figures, graph, matcher, kin, follows };
  const one: Case = { read, scene, known, learnt, asked, scorer, reader, hear };
  const decoded = decodeAll(known, scene, learnt.weights);
  return decoded.flatMap((list, i): Binding[] => {
    const binding = written(one, i, list, known[i]!);
    const shared = sharedOf(one, i);
    if (shared.length > 1) return shared;
    // A statement without a digit is a figure only when the codebook knows what it says.
    return figures[i]!.derived && binding.indicator === null ? [] : [binding];
  });
}

/** A、B均为100%: one number that says the same of several things, a binding for each that has a code of its own. */
function sharedOf(one: Case, i: number): Binding[] {
  const { read, scorer, hear } = one;
  const { norm, structure, figures, graph, words } = read;
  const mention = graph.mentions[i]!;
  const labels = itemsOf(norm, mention.before, words);
  if (labels.length < 2) return [];
  const bindings = labels.map((before) => {
    const part: Mention = { ...mention, before, silent: false, chain: null, topics: labels };
    const mentions = graph.mentions.with(i, part);
    const told = termsOf(norm, scorer, structure, figures, mentions, part);
    const says = hear(part);
    const known = { told, says, candidates: candidatesOf({ told, says }, MOST) };
    return written(
      { ...one, read: { ...read, graph: { ...graph, mentions } } },
      i,
      alone(known, figures[i]!, one),
      known,
    );
  });
  return new Set(bindings.map(({ indicator }) => indicator)).size > 1 ? bindings : [];
}

/** What shares its number with another thing (复议、诉讼案件120件) is taken for one of the two only when that is next to certain. */
const JOINED = 0.95;

/** The candidates of one figure by words alone. */
function alone(known: Known, figure: Figure, { scene, learnt }: Case): Decoded[] {
  const words = wordsOf(known, figure, scene.kin);
  const belief = beliefOf(known.candidates, wordScores(words, scene, learnt.weights));
  const parts = (candidate: number) => () =>
    collected((take) => localParts(candidate, words, scene.matcher, scene.kin, take));
  return known.candidates
    .map((candidate) => ({ candidate, probability: belief.of(candidate), parts: parts(candidate) }))
    .sort((a, b) => b.probability - a.probability || a.candidate - b.candidate);
}

function written(one: Case, figure: number, decoded: readonly Decoded[], { told }: Known): Binding {
  const { read, scene, learnt, asked } = one;
  const { mentions } = read.graph;
  const best = decoded.find(({ candidate }) => candidate !== NONE);
  const sure = best && best === decoded[0] && best.probability >= learnt.threshold ? best : null;
  const chosen = sure && (!told.joined.has(sure.candidate) || sure.probability >= JOINED) ? sure : null;
  const evidence = (candidate: number): Scored | undefined =>
    told.own.find((s) => s.indicator === candidate) ?? told.among.find((s) => s.indicator === candidate);
  const candidates = decoded
    .filter(({ candidate, probability }) => candidate !== NONE && probability > 0.005)
    .slice(0, asked ? 6 : 3)
    .map(({ candidate, probability, parts }, k): Candidate => {
      const term = evidence(candidate)?.told();
      const { id } = scene.matcher.indicators[candidate]!;
      return {
        indicator: id,
        score: Math.round(probability * 1000) / 1000,
        evidence: term?.evidence ?? [],
        verdict:
          decoded[0]!.candidate === NONE && candidate !== chosen?.candidate
            ? 'weak'
            : verdictOf(candidate, probability, chosen?.candidate ?? null, learnt.threshold),
        why: term?.why ?? 'no term of it stands here',
        ...(asked && k < 3 ? { reasons: reasonsOf(one.reader, mentions[figure]!, learnt, id, parts()) } : {}),
      };
    });
  const mention = mentions[figure]!;
  const own = one.reader.linksFrom[figure]!;
  const close = chosen === null && candidates.some(({ verdict }) => verdict === 'close');
  return {
    figure,
    indicator: chosen ? scene.matcher.indicators[chosen.candidate]!.id : null,
    label: labelOf(read.norm, mention, mentions, read.words),
    breakdown: chosen
      ? breakdownOf(read.norm, mention, evidence(chosen.candidate)?.told().evidence ?? [], read.words)
      : {},
    rule: chosen ? ruleOf(chosen.candidate, told, own) : 'none',
    of: own.find(({ kind }) => kind !== 'same')?.to ?? mention.parent,
    candidates,
    flags: close ? ['ambiguous'] : [],
    ...(asked
      ? {
          none: decoded.find(({ candidate }) => candidate === NONE)?.probability ?? 0,
          links: own.map(({ by, to, proof }) => ({ by, to, proof })),
        }
      : {}),
  };
}

/** How far below the threshold a candidate is still close to being written. */
const CLOSE = 0.4;

function verdictOf(candidate: number, p: number, chosen: number | null, threshold: number): Candidate['verdict'] {
  if (candidate === chosen) return 'chosen';
  if (chosen !== null) return 'lost';
  return p >= threshold * CLOSE ? 'close' : 'weak';
}

/** What tells a figure's code first of all: its label, or the figure that it hangs on. */
function ruleOf(candidate: number, told: Known['told'], links: Reader['linksFrom'][number]): string {
  const term = told.own.find((s) => s.indicator === candidate && s.vetoed === null);
  if (term) return `label.${term.topicReach}`;
  return links[0]?.by ?? 'lexicon';
}
