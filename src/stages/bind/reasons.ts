import type { Mention } from '../../graph.js';
import type { Reasons } from '../../types.js';
import { gramsOf, namedGrams, type Reader } from './grams.js';
import type { Learnt } from './index.js';
import { pointsOf } from './lexicon.js';
import { type Parts, scoresBy } from './parts.js';

const PARTS = 8;
const WORDS = 8;
/** Words that weigh less than this are not worth naming. */
const LEAST = 0.05;

const largest = <T extends { readonly points: number }>(all: readonly T[], most: number): T[] =>
  all
    .filter(({ points }) => Math.abs(points) >= LEAST)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .slice(0, most);

/** What made the score of one candidate: its largest parts, and the grams that speak loudest for and against it. */
export function reasonsOf(
  reader: Reader,
  mention: Mention,
  learnt: Pick<Learnt, 'lexicon' | 'weights'>,
  id: string,
  parts: Parts,
): Reasons {
  const { lexicon, weights } = learnt;
  const named = scoresBy(weights.later).points(parts);
  // An indicator that the lexicon was never taught has no words there.
  const target = lexicon.classes.indexOf(id);
  const words = new Map<string, { field: string; text: string; points: number }>();
  const grams = namedGrams(reader, mention);
  const points = target < 0 ? [] : pointsOf(lexicon, gramsOf(reader, mention), target);
  for (const [g, { field, text }] of grams.entries()) {
    const key = `${field} ${text}`;
    words.set(key, { field, text, points: (words.get(key)?.points ?? 0) + (points[g] ?? 0) });
  }
  return { parts: largest(named, PARTS), words: largest([...words.values()], WORDS) };
}
