import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { openEngine } from '../../src/batch/engine.js';
import { makeZip } from '../formats/make-zip.js';
import { folder } from './folder.js';
import { start } from './stand-in.js';

const engine = await openEngine({});
const openers = { openEngine: async () => engine };

const files = (csv: string): string[] => [
  ...new Set((parse(csv, { columns: true }) as Record<string, string>[]).map(({ file }) => file!)),
];
const report = (year: number, kind = '年度报告'): string =>
  `${year}年法治政府建设${kind}\n\n${year}年,全县收到行政复议申请${year - 1990}件。\n`;
const reports = {
  'r/2019.txt': report(2019),
  'r/2021.txt': report(2021),
  'r/old/2022.txt': report(2022),
  'r/plan.txt': report(2021, '工作要点'),
  'r/a.zip': makeZip([
    { name: '2021/x.txt', bytes: Buffer.from(report(2021).replace('全县', '全市')) },
    { name: '2018/x.txt', bytes: Buffer.from(report(2018)) },
  ]),
};
const extracted = async (...argv: string[]) => {
  const ended = await start(['extract', 'r', ...argv], { cwd: folder(reports), openers });
  return { ...ended, files: ended.code === 0 ? files(ended.out) : [] };
};

describe('the filters of extract', () => {
  it('--include and --exclude go by names, also in archives', async () => {
    const some = await extracted('--include', '2021*', 'r/old/**', '--exclude', 'plan*');
    expect(some.files).toEqual(['r/2021.txt', 'r/old/2022.txt']);
    expect(some.err).toMatch(/, 2 left out by the filters\n$/);
    expect((await extracted('--include', '2021/*')).files).toEqual(['r/a.zip!/2021/x.txt']);
    expect((await extracted('--exclude', '20*.txt', '*.zip')).files).toEqual(['r/plan.txt']);
  });

  it('--keep-years and --kind go by what the documents are', async () => {
    expect((await extracted('--keep-years', '2018-2019,2022')).files).toEqual([
      'r/2019.txt',
      'r/a.zip!/2018/x.txt',
      'r/old/2022.txt',
    ]);
    expect((await extracted('--kind', 'plan,notice')).files).toEqual(['r/plan.txt']);
    // --year states the year: then it is this one that --keep-years sees.
    expect((await extracted('--year', '2021', '--keep-years', '2021', '--kind', 'plan')).files).toEqual(['r/plan.txt']);
  });

  it('say what is wrong with them', async () => {
    for (const [flag, value, message] of [
      ['--include', '*.nothing', '--include and --exclude leave none of'],
      ['--kind', 'reports', "'reports' is no kind of document; kinds are report, plan"],
      ['--keep-years', '2023-2020', 'write 2020, 2018,2021 or 2020-2023'],
      ['--keep-years', '21', "'21' is no year"],
    ] as const) {
      const argv = flag === '--include' ? [flag, value, '--exclude', '*.zip'] : [flag, value];
      const { code, err } = await extracted(...argv);
      expect(code).toBe(2);
      expect(err).toContain(message);
    }
  });

  it('leave out documents without a year where years are asked for, with a warning', async () => {
    const cwd = folder({ 'a.txt': '办结案件57件。' });
    const { code, err } = await start(['extract', 'a.txt', '--keep-years', '2021'], { cwd, openers });
    expect(code).toBe(0);
    expect(err).toMatch(/^warning: a\.txt: left out, as its year is unknown.*\[year-unknown\]\n0 documents.*1 warning/);
  });
});

describe('duplicates', () => {
  it('are written, and told in the document and as a warning; what is left out by a filter is no first one', async () => {
    const cwd = folder({ 'a.txt': '办结 7件。', 'b.txt': '办结7件。', 'c.txt': '办结7件。\n', 'd.txt': '办结8件。' });
    const { out, err, code } = await start(['extract', '.', '-f', 'json', '--exclude', 'a.txt'], { cwd });
    expect(code).toBe(0);
    const documents = JSON.parse(out) as { document: { duplicate_of: string }; observations: unknown[] }[];
    expect(documents.map(({ document }) => document.duplicate_of)).toEqual(['', 'b.txt', '']);
    expect(documents.map(({ observations }) => observations.length)).toEqual([1, 1, 1]);
    expect(err).toContain('warning: c.txt: has the same text as b.txt; its rows stand there too;');
    expect(err).toContain('[duplicate]');
  });
});

describe('the filters of check', () => {
  it('go by names, and ask for no report of a table that they leave out', async () => {
    const cwd = folder({ 'r/a.txt': '办结7件。', 'r/b.txt': '办结8件。', 'r/c.zip': reports['r/a.zip'] });
    expect((await start(['check', 'r', '--update', '--exclude', 'b.txt'], { cwd, openers })).code).toBe(0);
    const some = await start(['check', 'r', '--exclude', 'b.txt'], { cwd, openers });
    expect(some.code, some.out).toBe(0);
    expect(some.err).toContain('3 reports, 3 as expected');
    expect((await start(['check', 'r'], { cwd, openers })).code).toBe(1);
    expect((await start(['check', 'r', '--include', '2021/*'], { cwd, openers })).err).toContain('1 report, 1');
  });
});
