import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/types.js';
import { COLUMNS, type TableWriter } from '../../src/write/columns.js';
import { jsonWriter } from '../../src/write/json.js';
import { ndjsonWriter, observationJson } from '../../src/write/ndjson.js';
import { decimal, observation, result, sample } from './observations.js';

const whole = (writer: TableWriter, documents: readonly (readonly Observation[])[]): string =>
  writer.begin() + documents.map((rows) => writer.document(result(rows))).join('') + writer.end();

// What a reader must get: numbers as numbers, empty as null.
const asRead = (row: Observation): Record<string, unknown> =>
  Object.fromEntries(
    COLUMNS.map(({ key, kind }) => {
      const value = row[key];
      if (value === '' || value === null) return [key, null];
      return [key, kind === 'number' ? Number(value) : value];
    }),
  );

describe('ndjson', () => {
  it('writes one object a line with the keys of the table in their order', () => {
    const lines = whole(ndjsonWriter(), [[sample, sample], [], [sample]]).split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.pop()).toBe('');
    for (const line of lines) expect(Object.keys(JSON.parse(line))).toEqual(COLUMNS.map(({ key }) => key));
  });

  it('ends the rows of HTML pages with their places in the source', () => {
    const page = { ...sample, source_start: 310, source_end: null };
    expect(Object.entries(JSON.parse(observationJson(page))).slice(-3)).toEqual([
      ['flags', null],
      ['source_start', 310],
      ['source_end', null],
    ]);
  });

  it('writes numbers as numbers, empty as null and truth as truth', () => {
    const read = JSON.parse(observationJson({ ...sample, value: '-29.5', year: null }));
    expect(read).toMatchObject({
      value: -29.5,
      value_max: null,
      year: null,
      line: 3,
      derived: false,
      region_code: '610403',
      period: '2021',
    });
  });

  it('comes back from a parser as it went in', () => {
    fc.assert(
      fc.property(observation, (row) => {
        expect(JSON.parse(observationJson(row))).toEqual(asRead(row));
      }),
    );
  });

  it('writes the decimal text itself, never an exponent or float dust', () => {
    fc.assert(
      fc.property(decimal, (value) => {
        expect(observationJson({ ...sample, value })).toContain(`"value":${value},`);
      }),
    );
  });
});

describe('json', () => {
  it('is an array of documents with observations, findings, coverage and problems', () => {
    const read = JSON.parse(whole(jsonWriter(), [[sample, sample], []]));
    expect(read.map((one: object) => Object.keys(one))).toEqual(
      Array(2).fill(['document', 'observations', 'findings', 'coverage', 'problems']),
    );
    expect(read[0].observations).toEqual([asRead(sample), asRead(sample)]);
    expect(read[0].document.file).toBe('a/报告.txt');
  });

  it('is valid without a document', () => {
    expect(JSON.parse(whole(jsonWriter(), []))).toEqual([]);
  });
});
