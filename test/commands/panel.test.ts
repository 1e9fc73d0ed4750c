import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { folder } from './folder.js';
import { start } from './stand-in.js';

const reports = { 'r/a.txt': '受理10件。\n来了3人。', 'r/b.txt': '办结7件。', 'm.txt': 'cases.opened\ncases.closed\n' };
const rows = (csv: string): Record<string, string>[] => parse(csv, { columns: true, bom: true });

describe('panel', () => {
  it.each(['long.csv', 'zh.csv', 'long.ndjson', 'long.json', 'data'])(
    'reads %s as it reads the reports',
    async (name) => {
      const cwd = folder(reports);
      const flags = name === 'zh.csv' ? ['--headers', 'zh'] : name === 'data' ? ['-f', 'dataset'] : [];
      expect((await start(['extract', 'r', '-o', name, ...flags], { cwd })).code).toBe(0);
      const mined = await start(['panel', 'r', '--companions'], { cwd });
      const read = await start(['panel', name, '--companions'], { cwd });
      expect([read.code, read.out]).toEqual([0, mined.out]);
      expect(rows(read.out)).toMatchObject([{ region_code: '610000', year: '2021', 'cases.closed': '10' }]);
      expect(read.err).toBe('1 rows of region and year, 1 indicators, 1 cells with conflicting figures\n');
    },
  );

  it('is what extract --layout wide writes, with the conflicts beside it', async () => {
    const cwd = folder(reports);
    const wide = await start(['extract', 'r', '--layout', 'wide', '--conflicts', 'c.csv'], { cwd });
    await start(['panel', 'r', '-o', 'p.csv', '--conflicts', 'd.csv'], { cwd });
    expect(readFileSync(join(cwd, 'p.csv'), 'utf8')).toBe(`\uFEFF${wide.out}`);
    const ledger = readFileSync(join(cwd, 'c.csv'), 'utf8');
    expect(readFileSync(join(cwd, 'd.csv'), 'utf8')).toBe(ledger);
    expect(rows(ledger).map(({ file, value, verdict }) => `${file} ${value} ${verdict}`)).toEqual([
      'r/a.txt 10 chosen',
      'r/b.txt 7 differs',
    ]);
  });

  it('has the columns that a file names, in its order', async () => {
    const { out } = await start(['panel', 'r', '--metrics', 'm.txt'], { cwd: folder(reports) });
    expect(out.split('\r\n')[0]).toBe('region_code,region,region_level,year,documents,cases.opened,cases.closed');
  });

  it.each([
    ['a table without the columns', ['panel', 'bad.csv'], 'bad.csv lacks the columns indicator'],
    ['a table that is missing', ['panel', 'none.csv'], 'there is no file none.csv'],
    ['a broken json', ['panel', 'bad.json'], 'bad.json is no JSON'],
    ['a json of another kind', ['panel', 'other.json'], 'is not what baoshu extract -f json writes'],
    ['an unknown indicator', ['panel', 'r', '--metrics', 'bad.csv'], "no indicator fits 'a'"],
    ['a panel over its input', ['panel', 'bad.csv', '-o', 'bad.csv'], 'is one of the inputs'],
    ['panel flags on a long table', ['extract', 'r', '--growth'], 'add --layout wide'],
    ['a workbook on a pipe', ['extract', 'r', '-f', 'xlsx'], 'name it with -o'],
    ['a dataset among other files', ['extract', 'r', '-f', 'dataset', '-o', 'r'], 'holds other files'],
  ])('refuses %s', async (_, argv, message) => {
    const cwd = folder({ ...reports, 'bad.csv': 'a,b\n1,2\n', 'bad.json': '{', 'other.json': '[{"a":1}]' });
    const { code, err } = await start(argv, { cwd });
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
