import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { folder } from './folder.js';
import { openStandIn, start } from './stand-in.js';

const rows = (csv: string): Record<string, string>[] => parse(csv, { columns: true, bom: true });
const values = (csv: string): string[] => rows(csv).map(({ file, value }) => `${file} ${value}`);

const reports = { 'r/a.txt': '受理10件。\n来了3人。', 'r/b.txt': '办结7件。' };

describe('extract', () => {
  it('writes one table of all files to standard output, and the closing line to standard error', async () => {
    const { code, out, err } = await start(['extract', 'r'], { cwd: folder(reports) });
    expect(code).toBe(0);
    expect(values(out)).toEqual(['r/a.txt 10', 'r/a.txt 3', 'r/b.txt 7']);
    expect(out.startsWith('file,title,')).toBe(true);
    expect(err).toBe('2 documents, 3 figures, 2 coded (66.7 %), 1 indicator reported, 0 errors\n');
  });

  it('adds the places in the source of pages with --source-offsets', async () => {
    const cwd = folder(reports);
    const { out } = await start(['extract', 'r', '--source-offsets'], { cwd });
    expect(out.split('\r\n')[0]).toMatch(/,flags,source_start,source_end$/);
  });

  it('writes a file with a byte order mark, which --no-bom leaves out and --bom puts on a pipe', async () => {
    const cwd = folder(reports);
    expect((await start(['extract', 'r', '-o', 't.csv'], { cwd })).out).toBe('');
    expect(readFileSync(join(cwd, 't.csv'), 'utf8').startsWith('\uFEFFfile,')).toBe(true);
    await start(['extract', 'r', '-o', 't.csv', '--no-bom'], { cwd });
    expect(readFileSync(join(cwd, 't.csv'), 'utf8').startsWith('file,')).toBe(true);
    expect((await start(['extract', 'r', '--bom'], { cwd })).out.startsWith('\uFEFFfile,')).toBe(true);
  });

  it('takes the format from -f, else from the ending of -o', async () => {
    const cwd = folder(reports);
    expect(JSON.parse((await start(['extract', 'r/b.txt', '-f', 'json'], { cwd })).out)[0].observations[0].value).toBe(
      7,
    );
    await start(['extract', 'r', '-o', 't.ndjson'], { cwd });
    const lines = readFileSync(join(cwd, 't.ndjson'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).value)).toEqual([10, 3, 7]);
    await start(['extract', 'r', '-o', 't.txt', '-f', 'csv'], { cwd });
    expect(values(readFileSync(join(cwd, 't.txt'), 'utf8'))).toHaveLength(3);
  });

  it('gives Chinese column names', async () => {
    const { out } = await start(['extract', 'r', '--headers', 'zh'], { cwd: folder(reports) });
    expect(out.startsWith('文件,标题,')).toBe(true);
    expect(out).toContain('办结案件');
  });

  it('keeps coded figures or those of some indicators, and says so', async () => {
    const cwd = folder(reports);
    const coded = await start(['extract', 'r', '--coded'], { cwd });
    expect(values(coded.out)).toEqual(['r/a.txt 10', 'r/b.txt 7']);
    expect(coded.err).toBe(
      '2 documents, 3 figures, 2 coded (66.7 %), 1 indicator reported, 2 rows written, 0 errors\n',
    );
    expect(values((await start(['extract', 'r', '--only', 'cases.c*'], { cwd })).out)).toHaveLength(2);
    expect(values((await start(['extract', 'r', '--only', 'cases.opened'], { cwd })).out)).toHaveLength(0);
  });

  it('reads standard input', async () => {
    const { out, code } = await start(['extract', '-'], { cwd: folder(), stdin: '办结5件' });
    expect(code).toBe(0);
    expect(rows(out).map(({ value }) => value)).toEqual(['5']);
  });

  it('is silent with -q but for errors', async () => {
    const cwd = folder({ ...reports, 'r/c.txt': '' });
    const { code, err } = await start(['extract', 'r', '-q'], { cwd });
    expect(code).toBe(2);
    expect(err).toBe('error: is empty; save the page again [empty]\n');
  });
});

describe('extract --coverage', () => {
  it('writes beside the table what each document covers, a row for each indicator', async () => {
    const cwd = folder({ ...reports, 'r/c.txt': '' });
    const { code, out } = await start(['extract', 'r', '--coverage', 'c.csv'], { cwd });
    expect([code, values(out)]).toEqual([2, ['r/a.txt 10', 'r/a.txt 3', 'r/b.txt 7']]);
    const table = readFileSync(join(cwd, 'c.csv'), 'utf8');
    expect(table.startsWith('\uFEFFfile,indicator,')).toBe(true);
    expect(rows(table).map((row) => Object.values(row).join(' '))).toEqual([
      'r/a.txt cases.closed 办结案件 reported 1 0 1',
      'r/a.txt cases.opened 受理案件 not_mentioned 0 0 ',
      'r/b.txt cases.closed 办结案件 reported 1 0 1',
      'r/b.txt cases.opened 受理案件 not_mentioned 0 0 ',
    ]);
  });

  it('keeps to the indicators of --only, takes the headers and marks of the table', async () => {
    const cwd = folder(reports);
    const flags = ['--only', 'cases.opened', '--headers', 'zh', '--no-bom'];
    await start(['extract', 'r/a.txt', '--coverage', 'c.csv', ...flags], { cwd });
    expect(readFileSync(join(cwd, 'c.csv'), 'utf8')).toBe(
      '文件,指标代码,指标名称,报告情况,数字个数,目标个数,行号\r\nr/a.txt,cases.opened,受理案件,not_mentioned,0,0,\r\n',
    );
  });

  it('stands in the json, of the indicators asked for', async () => {
    const cwd = folder(reports);
    const one = async (...flags: string[]) =>
      JSON.parse((await start(['extract', 'r/a.txt', '-f', 'json', ...flags], { cwd })).out)[0].coverage;
    expect(await one()).toMatchObject({
      figures: 2,
      coded: 1,
      uncoded: 1,
      indicators: [{ indicator: 'cases.closed' }],
    });
    expect(await one('--only', 'cases.opened')).toMatchObject({ figures: 2, indicators: [] });
  });
});

describe('extract with bad inputs', () => {
  it('names each, exits 2 and writes the rows of the others', async () => {
    const cwd = folder({ ...reports, 'r/empty.txt': '', 'r/fault.txt': 'BOOM' });
    const { code, out, err } = await start(['extract', 'none.txt', 'r'], { cwd });
    expect(code).toBe(2);
    expect(values(out)).toEqual(['r/a.txt 10', 'r/a.txt 3', 'r/b.txt 7']);
    expect(err).toMatch(/^error: none\.txt: there is no such file or folder; .*\[missing\]$/m);
    expect(err).toMatch(/^error: .*\[empty\]$/m);
    expect(err).toMatch(/^error: r\/fault\.txt: the program failed on it \(boom\).*\[crashed\]$/m);
    expect(err).toContain('2 documents, 3 figures, 2 coded (66.7 %), 1 indicator reported, 3 errors\n');
  });

  it('has them among the problems of the json', async () => {
    const cwd = folder(reports);
    const { out } = await start(['extract', 'none.txt', 'r', '-f', 'json'], { cwd });
    const documents = JSON.parse(out);
    expect(documents.map((one: { document: { file: string } }) => one.document.file)).toEqual([
      'none.txt',
      'r/a.txt',
      'r/b.txt',
    ]);
    expect(documents[0].problems).toEqual([
      expect.objectContaining({ file: 'none.txt', severity: 'error', code: 'missing' }),
    ]);
  });

  it('names a file that cannot be read', async () => {
    const cwd = folder(reports);
    symlinkSync('c.txt', join(cwd, 'r/c.txt'));
    const { code, out, err } = await start(['extract', 'r'], { cwd });
    expect([code, values(out)]).toEqual([2, ['r/a.txt 10', 'r/a.txt 3', 'r/b.txt 7']]);
    expect(err).toMatch(/^error: r\/c\.txt: cannot be read \(ELOOP.*\[unreadable\]$/m);
  });

  it.each([
    ['no path', ['extract'], "missing required argument 'path'"],
    ['unknown flag', ['extract', 'r', '--frob'], "unknown option '--frob'"],
    ['unknown format', ['extract', 'r', '-f', 'xls'], 'Allowed choices are csv, ndjson, json'],
    ['unknown ending', ['extract', 'r', '-o', 't.doc'], 'its ending says no format'],
    ['a folder as output', ['extract', 'r', '-o', 'r.csv'], 'is a folder'],
    ['no folder for output', ['extract', 'r', '-o', 'x/t.csv'], 'its folder must exist'],
    ['output over an input', ['extract', 'r/a.txt', '-o', './r/a.txt', '-f', 'csv'], 'is one of the inputs'],
    ['coverage that is no csv', ['extract', 'r', '--coverage', 'c.json'], 'end its name in .csv'],
    ['coverage over an input', ['extract', 'r', 'r.csv/x.csv', '--coverage', 'r.csv/x.csv'], 'is one of the inputs'],
    ['coverage over the table', ['extract', 'r', '-o', 't.csv', '--coverage', './t.csv'], 'is the table of -o too'],
    ['no folder for coverage', ['extract', 'r', '-o', 't.csv', '--coverage', 'x/c.csv'], '--coverage'],
    ['unknown encoding', ['extract', 'r', '--encoding', 'klingon'], "'klingon' is no encoding known here"],
    ['wrong year', ['extract', 'r', '--year', 'last'], "'last' is not a whole number"],
    ['unknown indicator', ['extract', 'r', '--only', 'foo.*'], "no indicator fits 'foo.*'"],
    ['Chinese keys in ndjson', ['extract', 'r', '-f', 'ndjson', '--headers', 'zh'], '--headers zh is for csv'],
    ['offsets asked of json', ['extract', 'r', '-f', 'json', '--source-offsets'], '--source-offsets is for csv'],
    ['a mark on json', ['extract', 'r', '-f', 'json', '--bom'], '--bom is for csv'],
  ])('refuses %s', async (_, argv, message) => {
    const cwd = folder({ ...reports, 'r.csv/x.csv': '' });
    const { code, out, err } = await start(argv, { cwd });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(readdirSync(cwd).sort()).toEqual(['r', 'r.csv']);
  });

  it('says what is wrong with a codebook of the user', async () => {
    const openEngine: typeof openStandIn = async () => {
      throw new Error('my.yaml:3: the entry lacks a name; add one');
    };
    const { code, err } = await start(['extract', 'r', '--codebook', 'my.yaml'], {
      cwd: folder(reports),
      openers: { openEngine },
    });
    expect(code).toBe(2);
    expect(err).toBe('error: --codebook: my.yaml:3: the entry lacks a name; add one\n');
  });

  it('leaves no half table when the writing fails', async () => {
    const cwd = folder({ 'r/a.txt': '办结7件。' });
    const openEngine: typeof openStandIn = async (options) => {
      const engine = await openStandIn(options);
      return {
        ...engine,
        mineSource: (...given) => ({ ...engine.mineSource(...given), observations: [null as never] }),
      };
    };
    const argv = ['extract', 'r', '-o', 't.csv', '--coverage', 'c.csv'];
    expect((await start(argv, { cwd, openers: { openEngine } })).code).toBe(2);
    expect(existsSync(join(cwd, 't.csv'))).toBe(false);
    expect(readdirSync(cwd)).toEqual(['r']);
  });
});
