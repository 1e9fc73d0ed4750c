import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compileGazetteer, type RawChanges, type RawZones } from '../../src/stages/identify/gazetteer.js';
import { identify } from '../../src/stages/identify/index.js';
import { compileFactWords } from '../../src/stages/identify/words.js';
import { normalize } from '../../src/stages/normalize.js';
import { compileFurniture, pageOf } from '../../src/stages/page/index.js';
import { structure } from '../../src/stages/structure/index.js';
import type { DocumentFacts } from '../../src/types.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const gazetteer = compileGazetteer(
  JSON.parse(read('src/data/regions.json')),
  parse(read('src/data/region-changes.yaml')) as RawChanges,
  parse(read('src/data/zones.yaml')) as RawZones,
);

const know = { gazetteer, words: compileFactWords(parse(read('src/data/facts.yaml'))) };

const furniture = compileFurniture(parse(read('src/data/furniture.yaml')));

function facts(source: string): DocumentFacts {
  const page = pageOf(source, furniture);
  const { text } = page;
  const norm = normalize(text);
  const shape = structure(norm, page);
  const options = {};
  return identify({ file: 'a.txt', page, norm, structure: shape, encoding: 'utf-8', sha256: '', options }, know);
}

interface Row {
  readonly news?: true;
  readonly text: string;
  readonly title: string;
  readonly year: number | null;
  readonly region: string;
  readonly issuer: string;
  readonly scope: string;
}
const KEYS = ['title', 'year', 'region', 'issuer', 'scope'] as const;
const found = (file: string) =>
  (parse(read(`fixtures/facts/${file}.yaml`)) as Row[]).map((row) => {
    const { region, ...rest } = facts(row.text);
    return { row, got: { ...rest, region: region.name } };
  });
const documents = found('documents');
const unseen = found('unseen');

describe('documents of all levels and kinds', () => {
  test('there are sixty, twenty of them news', () => {
    expect(documents).toHaveLength(60);
    expect(documents.filter(({ row }) => row.news)).toHaveLength(20);
  });

  test.each(KEYS)('%s: at least 97 %% are right', (key) => {
    for (const set of [documents, unseen]) {
      const missed = set.filter(({ row, got }) => got[key] !== row[key]);
      const told = missed.map(({ row, got }) => `${row.title}: ${row[key]}, got ${got[key]}`);
      expect(told.slice(0, missed.length <= Math.max(1, Math.floor(set.length * 0.03)) ? 0 : undefined)).toEqual([]);
    }
  });

  test.each(['year', 'region'] as const)('no wrong %s', (key) => {
    const wrong = [...documents, ...unseen].filter(({ row, got }) => got[key] && got[key] !== row[key]);
    expect(wrong.map(({ row, got }) => `${row.title}: ${row[key]}, got ${got[key]}`)).toEqual([]);
  });
});
