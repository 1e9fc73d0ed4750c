import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { openEngine } from '../../src/batch/engine.js';
import { FACT_COLUMNS } from '../../src/write/facts.js';
import { folder } from './folder.js';
import { start } from './stand-in.js';

const engine = await openEngine({});
const openers = { openEngine: async () => engine };
type Row = Record<string, string>;
const rows = (csv: string): Row[] => parse(csv, { bom: true, columns: true });
const run = (argv: string[], cwd: string) => start(argv, { cwd, openers });

const reports = {
  'r/open.txt': '鼓楼区司法局2020年工作总结\n我局收到行政复议申请12件。\n',
  'r/none.txt': '信访工作总结\n2016年以来共办理信访件213件,2018年最多。\n',
  'r/洋县.txt': '洋县2023年法治政府建设年度报告\n全县收到行政复议申请14件。\n',
};

describe('facts', () => {
  it('writes the facts of each document with the candidates where they are open', async () => {
    const { out, err, code } = await run(['facts', 'r'], folder(reports));
    const table = rows(out);
    expect(code).toBe(0);
    expect(Object.keys(table[0]!)).toEqual(FACT_COLUMNS.map(({ key }) => key));
    expect(table.map(({ file, region, year, scope, missing }) => [file, region, year, scope, missing])).toEqual([
      ['r/none.txt', '', '', '', 'region;year'],
      ['r/open.txt', '', '2020', 'body', 'region'],
      ['r/洋县.txt', '汉中市洋县', '2023', 'whole', ''],
    ]);
    expect(table[0]!.year_candidates).toBe('2018;2016');
    expect(table[1]!.region_candidates).toContain('徐州市鼓楼区 320302');
    expect(err).toContain('2 documents without region or year (see baoshu facts)');
  });

  it('writes a file for Excel, in Chinese where asked, and never over an input or its own table', async () => {
    const cwd = folder(reports);
    expect((await run(['facts', 'r', '-o', 'facts.csv', '--headers', 'zh', '-q'], cwd)).err).toBe('');
    expect(readFileSync(join(cwd, 'facts.csv'), 'utf8')).toMatch(/^\uFEFF文件,标题,地区,年份,/);
    const over = await run(['facts', 'r', '--facts', 'facts.csv', '-o', 'facts.csv'], cwd);
    expect([over.code, over.err]).toEqual([2, expect.stringContaining('would be lost')]);
  });

  it('given back unchanged it changes nothing', async () => {
    const documents = parseYaml(
      readFileSync(new URL('../../fixtures/facts/documents.yaml', import.meta.url), 'utf8'),
    ) as { text: string }[];
    const cwd = folder(Object.fromEntries(documents.map(({ text }, i) => [`r/${i}.txt`, text])));
    await run(['facts', 'r', '-o', 'facts.csv', '-q', '-j', '1'], cwd);
    const plain = await run(['extract', 'r', '-q', '-j', '1'], cwd);
    const stated = await run(['extract', 'r', '-q', '-j', '1', '--facts', 'facts.csv'], cwd);
    expect(stated.out).toBe(plain.out);
  });
});

describe('--facts', () => {
  const table = (...lines: string[]): string => `file,title,region,year,issuer,scope,kind\n${lines.join('\n')}\n`;
  const extracted = async (facts: string | Uint8Array) => {
    const ended = await run(['extract', 'r', '--facts', 'f.csv'], folder({ ...reports, 'f.csv': facts }));
    return { ...ended, rows: ended.code === 0 ? rows(ended.out) : [] };
  };

  it('what stands there wins, by name over glob, the later row over the earlier', async () => {
    const { rows: found, err } = await extracted(
      table(
        'open.txt,,320302,,,,',
        'r/*.txt,,610403,2019,某局,body,notice',
        'open.txt,一个标题,徐州市鼓楼区,2021,,whole,',
      ),
    );
    const one = (file: string) => found.find((row) => row.file === file);
    expect(one('r/open.txt')).toMatchObject({
      title: '一个标题',
      region: '徐州市鼓楼区',
      region_code: '320302',
      year: '2021',
      issuer: '某局',
      scope: 'whole',
      doc_kind: 'notice',
    });
    expect(one('r/none.txt')).toMatchObject({
      title: '信访工作总结',
      region: '咸阳市杨陵区',
      year: '2019',
      scope: 'body',
    });
    expect(err).not.toContain('without region or year');
  });

  it('is read in Chinese and in GB18030, as spreadsheets save it', async () => {
    const { rows: found } = await extracted(
      iconv.encode('文件,地区,年份,备注\r\nnone.txt,岚皋县,2018,对\r\n', 'gb18030'),
    );
    expect(found.find(({ file }) => file === 'r/none.txt')).toMatchObject({ region: '安康市岚皋县', year: '2018' });
  });

  it('tells rows that name no document', async () => {
    expect((await extracted(table('gone.txt,,,2019,,,'))).err).toContain("no document is named 'gone.txt'");
  });

  it.each([
    ['title,year\na,2019\n', 'it has no column file'],
    [table(',,,2019,,,'), 'line 2: file is empty'],
    [table('a,,,19,,,'), "line 2: year '19' is not a year from 1949 to 2100"],
    [table('a,,,,,,', 'a,,,,,,letter'), "line 3: kind 'letter' is none of report, plan"],
    [table('a,,,,,all,'), "line 2: scope 'all' is none of whole, body"],
  ])('says what is wrong with %j', async (facts, message) => {
    const { code, err } = await extracted(facts);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  it('is there for every command that mines', async () => {
    const cwd = folder({ ...reports, 'f.csv': table('r/none.txt,,洋县,2018,,,') });
    const warned = (await run(['text', 'r/none.txt'], cwd)).err;
    expect(warned).toContain('its year is not known (it may be 2018, 2016)');
    for (const argv of [
      ['text', 'r/none.txt'],
      ['explain', 'r/none.txt'],
      ['audit', 'r/none.txt'],
    ])
      expect((await run([...argv, '--facts', 'f.csv'], cwd)).err).not.toContain('not known');
    const missing = await run(['text', 'r/none.txt', '--facts', 'g.csv'], cwd);
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('--facts g.csv: there is no such file')]);
  });
});

describe('documents without region or year', () => {
  it('are problem rows of the json and in the closing line', async () => {
    const { out, err } = await run(['extract', 'r', '-f', 'json'], folder(reports));
    const problems = (JSON.parse(out) as { problems: { file: string; code: string }[] }[]).flatMap(
      (one) => one.problems,
    );
    expect(problems.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'r/none.txt no-region',
      'r/none.txt no-year',
      'r/open.txt no-region',
    ]);
    expect(err).toMatch(/, 2 documents without region or year \(see baoshu facts\), 0 errors/);
  });
});
