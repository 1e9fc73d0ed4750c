import { readFileSync } from 'node:fs';
import type { Knowledge } from '../../src/mine.js';
import { type Annotated, annotate, ofEntries, ofExamples, ofGold } from './corpus.js';

/** Ids that the annotated tables may hold; codes outside it were not thought of by those who annotated them. */
export const listedIds = (): Set<string> =>
  new Set(
    readFileSync('fixtures/gold/codebook.csv', 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]!)
      .filter(Boolean),
  );

/** All that there is to learn from, read and annotated. */
export function allTexts(knowledge: Omit<Knowledge, 'learnt'>): Annotated[] {
  const listed = listedIds();
  const unlisted = knowledge.codebook.indicators.map(({ id }) => id).filter((id) => !listed.has(id));
  const gold = (set: string, texts = `fixtures/gold/${set}`) => ofGold(`fixtures/gold/${set}`, texts, set, unlisted);
  const raw = [
    ...ofEntries(knowledge.codebook),
    ...ofExamples('fixtures/examples'),
    ...gold('written'),
    ...gold('whole'),
    ...gold('model'),
    ...gold('five', 'fixtures/reports'),
  ];
  return raw.map((one) => annotate(one, knowledge));
}
