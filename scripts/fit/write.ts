import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { type LearntFile, pack } from '../../src/learnt.js';
import type { Learnt } from '../../src/stages/bind/index.js';
import type { Annotated } from './corpus.js';

const rounded = (all: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(all)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, p]) => [key, Number(p.toPrecision(4))]),
  );

/** Writes what was learnt to src/data/learnt. */
export function writeLearnt(learnt: Learnt, texts: readonly Annotated[], threshold: Learnt['threshold']): void {
  const { lexicon } = learnt;
  const bytes = pack(lexicon);
  const from: Record<string, { texts: number; figures: number }> = {};
  const digest = createHash('sha256');
  for (const { set, right, text } of texts) {
    from[set] ??= { texts: 0, figures: 0 };
    from[set].texts++;
    from[set].figures += right.filter((codes) => codes !== null).length;
    digest.update(`${text}\n${JSON.stringify(right)}\n`);
  }
  const file: LearntFile = {
    from,
    sha256: digest.digest('hex'),
    threshold,
    texts: lexicon.texts.length,
    width: lexicon.width,
    classes: lexicon.classes,
    follows: rounded(learnt.follows),
    alone: rounded(learnt.alone),
    weights: learnt.weights,
  };
  const folder = new URL('../../src/data/learnt/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('lexicon.bin', folder), bytes);
  writeFileSync(
    new URL('learnt.json', folder),
    `${JSON.stringify(file, null, 1).replaceAll(/\[[\s\d.,e-]+\]/g, (list) => list.replaceAll(/\s+/g, ''))}\n`,
  );
}
