import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openKnowledge } from '../../src/knowledge.js';
import { mine } from '../../src/mine.js';
import { type Score, score } from './score.js';

const fixture = (path: string): URL => new URL(`../../fixtures/${path}`, import.meta.url);

interface Floor {
  readonly text: string;
  readonly gold: string;
  readonly floor: Score;
}

const floors = JSON.parse(readFileSync(fixture('floor.json'), 'utf8')) as {
  listed: string;
  documents: Record<string, Floor>;
};
const listed = new Set(
  readFileSync(fixture(floors.listed), 'utf8')
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',')[0]!),
);
const knowledge = openKnowledge();

describe('results on annotated reports do not fall below their floor', () => {
  for (const [name, { text, gold, floor }] of Object.entries(floors.documents)) {
    it(name, () => {
      const bytes = readFileSync(fixture(text));
      const mined = mine(bytes, name, knowledge);
      const reached = score(readFileSync(fixture(gold), 'utf8'), mined.observations, listed);
      for (const key of Object.keys(floor) as (keyof Score)[])
        expect.soft(reached[key], `${name}: ${key}`).toBeGreaterThanOrEqual(floor[key]);
      for (const row of mined.observations) {
        if (row.derived) continue;
        expect(mined.text.slice(row.start, row.end)).toMatch(/[\p{Nd}一二三四五六七八九十百千万两半零〇]/u);
        expect(row.sentence).toContain(mined.text.slice(row.start, row.end).replace(/\s+/g, ' ').trim());
      }
    });
  }
});
