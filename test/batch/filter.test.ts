import { describe, expect, it } from 'vitest';
import { documentTest, keepFiles, nameTest } from '../../src/batch/filter.js';
import type { DocKind } from '../../src/types.js';
import { result } from '../write/observations.js';

describe('nameTest', () => {
  it.each([
    [['*.html'], [], 'r/2021/a.html', true],
    [['*.html'], [], 'r/a.txt', false],
    [['2021/**'], [], 'r/2021/x/a.txt', true],
    [['r/*.txt', '*.htm'], [], 'r/a.htm', true],
    [['r/*.txt'], [], 'r/x/a.txt', false],
    [[], ['*草案*'], 'r/报告(草案).html', false],
    [[], ['*草案*'], 'r/报告.html', true],
    [['*.html'], ['old/**'], 'r/old/a.html', false],
    [['*.html'], [], 'a.zip!/x/b.html', true],
    [['*.html'], [], 'a.zip!/x/b.txt', false],
    [['a.zip'], [], 'r/a.zip!/x/b.txt', true],
    [[], ['a.zip'], 'r/a.zip!/x/b.txt', false],
    [['.cache/*'], [], 'r/.cache/a.txt', true],
  ] as const)('include %j exclude %j: %s %s', (include, exclude, name, kept) => {
    expect(nameTest({ include, exclude })(name)).toBe(kept);
  });
});

it('keepFiles keeps archives for what may be in them, unless they are excluded', () => {
  const files = ['a.zip', 'b.zip', 'c.html', 'd.txt'];
  expect(keepFiles(files, { include: ['*.html'], exclude: ['b.*'] })).toEqual(['a.zip', 'c.html']);
});

describe('documentTest', () => {
  const document = (kind: DocKind, year: number | null, problems: 'error'[] = []) => {
    const all = result([]);
    const told = problems.map((severity) => ({ file: 'a', severity, code: 'x', message: 'x' }));
    return { ...all, document: { ...all.document, kind, year }, problems: told };
  };
  const test = documentTest({
    kinds: ['report', 'plan'],
    years: [
      [2018, 2018],
      [2020, 2023],
    ],
  });

  it.each([
    ['report', 2018, true],
    ['plan', 2021, true],
    ['report', 2019, null],
    ['report', 2024, null],
    ['notice', 2021, null],
  ] as const)('%s of %i: %s', (kind, year, kept) => {
    expect(test(document(kind, year))).toBe(kept);
  });

  it('leaves out what has no year, and says so', () => {
    expect(test(document('report', null))).toMatchObject({ severity: 'warning', code: 'year-unknown' });
    expect(documentTest({ kinds: [], years: [] })(document('other', null))).toBe(true);
  });

  it('keeps what could not be read, for its problem', () => {
    expect(test(document('other', null, ['error']))).toBe(true);
  });
});
