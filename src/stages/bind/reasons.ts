import type { Mention } from '../../graph.js';
import type { Reasons } from '../../types.js';
import { namedGrams, type Reader } from './grams.js';
import type { Learnt } from './index.js';
import { indexOf } from './lexicon.js';
import type { Parts } from './parts.js';

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
  const named = [...parts].map(([name, value]) => ({ name, points: value * (weights.later[name] ?? 0) }));
  const target = lexicon.classes.indexOf(id);
  const index = indexOf(lexicon);
  const words = new Map<string, { field: string; text: string; points: number }>();
  for (const { gram, hash, weight } of namedGrams(reader, mention)) {
    const row = index.rowOf(hash);
    if (row < 0) continue;
    for (let k = lexicon.offsets[row]!; k < lexicon.offsets[row + 1]!; k++) {
      if (lexicon.targets[k] !== target) continue;
      const key = `${gram.field} ${gram.text}`;
      const points = (words.get(key)?.points ?? 0) + weight * lexicon.values[k]! * lexicon.step;
      words.set(key, { ...gram, points });
    }
  }
  return { parts: largest(named, PARTS), words: largest([...words.values()], WORDS) };
}
