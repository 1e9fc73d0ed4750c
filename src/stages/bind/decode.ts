import type { Matcher } from '../../codebook/compile.js';
import type { Graph } from '../../graph.js';
import type { Figure } from '../../types.js';
import { domainsOf, type Follows, linkedParts, neighboursOf, surroundingsOf } from './company.js';
import { Belief, type Kinship, type Known, localParts, NONE, type Words, wordsOf } from './features.js';
import { collected, type Parts, scoresBy, type Take, type Weights } from './parts.js';
import { ownParts, type Situation, situationParts, situationsOf } from './situation.js';

/** Weights of a score in two forms: of words alone in the first round, with the neighbours in the later ones. */
export interface Rounds {
  readonly first: Weights;
  readonly later: Weights;
}

/** What came of one figure: its candidates with their probability, likeliest first, and the parts of each for who asks. */
export interface Decoded {
  readonly candidate: number;
  readonly probability: number;
  readonly parts: () => Parts;
}

/** Rounds after the first. */
const ROUNDS = 2;

/** Probabilities of candidates from their scores. */
export function beliefOf(candidates: readonly number[], scores: readonly number[]): Belief {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > most) most = score;
  const odds = scores.map((score) => Math.exp(score - most));
  let all = 0;
  for (const one of odds) all += one;
  for (let k = 0; k < odds.length; k++) odds[k]! /= all;
  return new Belief(candidates, odds);
}

/** What one decoding needs beside the weights. */
export interface Scene {
  readonly figures: readonly Figure[];
  readonly graph: Graph;
  readonly matcher: Matcher;
  readonly kin: Kinship;
  readonly follows: Follows;
}

/** The scores that words alone give the candidates of one figure. */
export function wordScores(words: Words, { matcher, kin }: Pick<Scene, 'matcher' | 'kin'>, weights: Rounds): number[] {
  const first = scoresBy(weights.first);
  return words.known.candidates.map((candidate) => {
    const sum = first.empty();
    localParts(candidate, words, matcher, kin, (part, value) => first.add(sum, part, value));
    return first.of(sum);
  });
}

/** The same, and the sums to which the neighbours are added in the later rounds. */
function localScores(
  words: Words,
  situation: Situation,
  { matcher, kin }: Pick<Scene, 'matcher' | 'kin'>,
  weights: Rounds,
): { scores: number[]; sums: Float64Array[] } {
  const first = scoresBy(weights.first);
  const later = scoresBy(weights.later);
  const standing = later.empty();
  situationParts(words, situation, (part, value) => later.add(standing, part, value));
  const scores: number[] = [];
  const sums = words.known.candidates.map((candidate) => {
    const a = first.empty();
    const b = standing.slice();
    localParts(candidate, words, matcher, kin, (part, value) => {
      first.add(a, part, value);
      later.add(b, part, value);
    });
    ownParts(candidate, matcher, kin, (part, value) => later.add(b, part, value));
    scores.push(first.of(a));
    return b;
  });
  return { scores, sums };
}

/** Gives all parts of a candidate's score in the later rounds but those of the neighbours. */
export function ownAndWordParts(
  candidate: number,
  words: Words,
  situation: Situation,
  { matcher, kin }: Pick<Scene, 'matcher' | 'kin'>,
  take: Take,
): void {
  situationParts(words, situation, take);
  localParts(candidate, words, matcher, kin, take);
  ownParts(candidate, matcher, kin, take);
}

/**
 * Decodes the figures of a document together: words first, then round by round what is believed of the linked figures.
 * Out: for each figure its candidates, likeliest first.
 */
export function decodeAll(all: readonly Known[], scene: Scene, weights: Rounds): Decoded[][] {
  const { figures, graph, kin, follows } = scene;
  const neighbours = neighboursOf(graph);
  const situations = situationsOf(figures, neighbours);
  const words = all.map((one, i) => wordsOf(one, figures[i]!, kin));
  const local = words.map((one, i) => localScores(one, situations[i]!, scene, weights));
  const later = scoresBy(weights.later);
  const sum = later.empty();
  const take: Take = (part, value) => later.add(sum, part, value);
  let beliefs: Belief[] = all.map((one, i) => beliefOf(one.candidates, local[i]!.scores));
  let before = beliefs;
  for (let round = 0; round < ROUNDS; round++) {
    before = beliefs;
    const about = before.map((belief) => domainsOf(belief, kin));
    beliefs = all.map(({ candidates }, i) => {
      const around = surroundingsOf(i, figures, before, about, kin);
      const scores = candidates.map((candidate, k) => {
        sum.set(local[i]!.sums[k]!);
        linkedParts(candidate, around, neighbours, kin, follows, take);
        return later.of(sum);
      });
      return beliefOf(candidates, scores);
    });
  }
  const about = before.map((belief) => domainsOf(belief, kin));
  return all.map(({ candidates }, i) =>
    candidates
      .map((candidate, k): Decoded => {
        const parts = () =>
          collected((give) => {
            ownAndWordParts(candidate, words[i]!, situations[i]!, scene, give);
            linkedParts(candidate, surroundingsOf(i, figures, before, about, kin), neighbours, kin, follows, give);
          });
        return { candidate, probability: beliefs[i]!.odds[k]!, parts };
      })
      .sort((a, b) => b.probability - a.probability || a.candidate - b.candidate),
  );
}

/** The candidates of one figure: what terms name, what the lexicon thinks likeliest, and none. Links add to them. */
export function candidatesOf(own: Omit<Known, 'candidates'>, most: number): number[] {
  const all = new Set<number>([NONE]);
  for (const { indicator } of own.told.own.slice(0, 5)) all.add(indicator);
  for (const { indicator } of own.told.among.slice(0, 2)) all.add(indicator);
  const likely: [number, number][] = [];
  for (const said of own.says) if (said[1] > 0.004) likely.push(said);
  likely.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  for (const [candidate] of likely.slice(0, most)) all.add(candidate);
  return [...all];
}

/** Adds to each figure the likeliest candidates of those it is linked to, and the rates that these make. */
export function induced(known: readonly Known[], graph: Graph, kin: Kinship): Known[] {
  const sets = known.map(({ candidates }) => new Set(candidates));
  const likely = known.map(({ told, says }) => {
    const some: number[] = [];
    for (const { indicator, vetoed } of told.own) if (vetoed === null && some.length < 2) some.push(indicator);
    for (const [c, p] of says) if (c >= 0 && p > 0.05 && some.length < 3 && !some.includes(c)) some.push(c);
    return some;
  });
  for (let round = 0; round < 2; round++)
    for (const { from, to, kind } of graph.links) {
      for (const candidate of likely[to]!) {
        sets[from]!.add(candidate);
        if (kind === 'share' && kin.rate[candidate]! >= 0) sets[from]!.add(kin.rate[candidate]!);
      }
      if (likely[from]!.length === 0) likely[from] = likely[to]!.slice(0, 2);
    }
  for (const { members } of graph.lists)
    for (const member of members)
      for (const other of members) for (const c of likely[other]!.slice(0, 1)) sets[member]!.add(c);
  return known.map((one, i) => ({ ...one, candidates: [...sets[i]!] }));
}
