import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { load } from 'cheerio';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { openCodebook, openEngine } from '../../src/batch/engine.js';
import type { DocumentData, IndexData } from '../../src/review/payload.js';
import { workbookWriter } from '../../src/write/workbook/index.js';
import { pageAddress } from '../../src/write/workbook/link.js';
import { WorkbookPack } from '../../src/write/workbook/pack.js';
import { letters } from '../../src/write/workbook/xml.js';
import { folder } from '../commands/folder.js';
import { codebook, start } from '../commands/stand-in.js';
import { result, sample } from './observations.js';

const read = async (bytes: Uint8Array) => (await readXlsx(bytes, { readStyles: true })).sheets;
type Sheets = Awaited<ReturnType<typeof read>>;
const rowsOf = (sheets: Sheets, name: string) => sheets.find((sheet) => sheet.name === name)!.rows;

const written = (observations = [sample]): Uint8Array => {
  const writer = workbookWriter(codebook.indicators, { headers: 'zh' });
  return Buffer.concat([writer.begin(), writer.document(result(observations)), writer.end()]);
};

describe('the workbook', () => {
  it('has its sheets, and in the long one what the csv has', async () => {
    const cwd = folder({ 'r/a.txt': '受理10件。\n来了3人。', 'r/b.txt': '' });
    await start(['extract', 'r', '-o', 't.xlsx'], { cwd });
    const sheets = await read(readFileSync(join(cwd, 't.xlsx')));
    expect(sheets.map(({ name }) => name)).toEqual(['指标', '面板', '冲突', '文档', '核对', '问题', '编码本']);
    const csv = parse((await start(['extract', 'r', '--headers', 'zh'], { cwd })).out) as string[][];
    const width = csv[0]!.length;
    const cells = rowsOf(sheets, '指标').map((row) => Array.from({ length: width }, (_, i) => String(row[i] ?? '')));
    expect(cells).toEqual(csv);
    expect(rowsOf(sheets, '问题')[1]).toEqual(['r/b.txt', 'error', 'empty', 'is empty; save the page again']);
    expect(rowsOf(sheets, '编码本').map(([id]) => id)).toEqual(['指标代码', 'cases.closed', 'cases.opened']);
    expect(rowsOf(sheets, '面板')[1]).toEqual(['610000', '某县', 'county', 2021, 1, 10]);
  });

  it('holds numbers as numbers, the longest as text, and text that looks like a formula as text', async () => {
    const long = '1234567890123456789';
    const odd = '=1+1 <b>&"\u0001_x0041_ \uD800';
    const sheets = await read(
      written([
        { ...sample, value: '-12.5', label: odd, sentence: '一\n二 ' },
        { ...sample, value: long },
      ]),
    );
    const [header, first, second] = rowsOf(sheets, '指标');
    const at = (row: readonly unknown[], title: string) => row[header!.indexOf(title)];
    expect(at(first!, '数值')).toBe(-12.5);
    expect(at(first!, '数字所指')).toBe('=1+1 <b>&"\uFFFD_x0041_ \uFFFD');
    expect(at(first!, '原句')).toBe('一\n二 ');
    expect(at(second!, '数值')).toBe(long);
    expect(at(first!, '文字推得')).toBe(false);
  });

  it('shows rates with their sign, dates as dates, a frozen header and a filter', async () => {
    const writer = workbookWriter(codebook.indicators, { headers: 'zh' });
    const one = result([{ ...sample, value: '95.7', unit: '%' }]);
    const dated = { ...one, document: { ...one.document, published: '2021-03-05' } };
    const sheets = await read(Buffer.concat([writer.begin(), writer.document(dated), writer.end()]));
    const long = sheets[0]!;
    const value = rowsOf(sheets, '指标')[0]!.indexOf('数值');
    expect(long.cells?.get(`1,${value}`)?.style?.numFmt).toBe('General"%"');
    expect(long.rows[1]![value]).toBe(95.7);
    expect(long.freezePane).toMatchObject({ rows: 1 });
    expect(long.autoFilter?.range).toBe(`A1:${letters(long.rows[0]!.length - 1)}2`);
    const documents = rowsOf(sheets, '文档');
    expect(documents[1]![documents[0]!.indexOf('发布日期')]).toEqual(new Date('2021-03-05T00:00:00Z'));
  });

  it('has the same bytes for the same input', () => {
    expect(Buffer.compare(written(), written())).toBe(0);
  });

  it('goes on in another sheet when one is full', async () => {
    const pack = new WorkbookPack(3);
    pack.sheet('数', [{ title: '值', kind: 'number', width: 9 }]);
    for (let i = 1; i <= 5; i++) pack.row([String(i)]);
    pack.end();
    const sheets = await read(pack.take());
    expect(sheets.map(({ name, rows }) => [name, rows.flat()])).toEqual([
      ['数', ['值', 1, 2]],
      ['数_2', ['值', 3, 4]],
      ['数_3', ['值', 5]],
    ]);
  });

  it('names columns as spreadsheets do', () => {
    expect([0, 25, 26, 701, 702].map(letters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });
});

const formulaOf = (sheets: Sheets, row: number, column: number) => sheets[0]!.cells?.get(`${row},${column}`)?.formula;

/** The address in a formula made of literals alone, as a spreadsheet would put it together. */
const addressIn = (formula: string): string => {
  const [, literals] = /^HYPERLINK\(((?:"[^"]*"&?)+),"审阅"\)$/.exec(formula)!;
  return literals!
    .split('&')
    .map((literal) => literal.slice(1, -1))
    .join('');
};

describe('links to the review page', () => {
  const engine = openEngine({});
  const openers = { openEngine: () => engine, openCodebook };
  const texts = {
    'r/a.txt': '某县2021年法治政府建设报告\n受理法律援助案件57件,结案66件。\n',
    'r/b.txt': '乙县2022年法治政府建设报告\n受理法律援助案件7件。\n',
  };

  it('lead from each row to its figure in the page that the same command writes', async () => {
    const cwd = folder(texts);
    mkdirSync(join(cwd, '审 "阅"'));
    const file = '审 "阅"/r#1.html';
    const line = ['extract', 'r', '-o', 't.xlsx', '--review', file];
    const ended = await start(line, { cwd, openers });
    expect(ended.code, ended.err).toBe(0);

    const html = readFileSync(join(cwd, file), 'utf8');
    const $ = load(html);
    const { documents } = JSON.parse($('#index').text()) as IndexData;
    const bytes = readFileSync(join(cwd, 't.xlsx'));
    const sheets = await read(bytes);
    const [header, ...rows] = rowsOf(sheets, '指标');
    const column = header!.indexOf('审阅页');
    expect(rows.map((row) => row[column])).toEqual(['审阅', '审阅', '审阅']);
    const base = pathToFileURL(join(cwd, 't.xlsx'));
    for (const [i, row] of rows.entries()) {
      const link = new URL(addressIn(formulaOf(sheets, i + 1, column)!), base);
      const [digits, place] = link.hash.slice(1).split(':');
      link.hash = '';
      expect(fileURLToPath(link)).toBe(resolve(cwd, file));
      expect(digits).toMatch(/^[0-9a-f]{12}$/);
      const document = documents.findIndex(({ sha256 }) => sha256.startsWith(digits!));
      expect(documents[document]!.file).toBe(row[header!.indexOf('文件')]);
      const { rows: figures, text } = JSON.parse($(`#document-${document}`).text()) as DocumentData;
      const figure = figures.find(([from]) => from === Number(place))!;
      expect(text.slice(figure[0], figure[1])).toBe(String(row[header!.indexOf('数值')]));
    }

    await start(['review', 'r', '-o', 'alone.html'], { cwd, openers });
    expect(html).toBe(readFileSync(join(cwd, 'alone.html'), 'utf8'));
    await start(line, { cwd, openers });
    expect(Buffer.compare(readFileSync(join(cwd, 't.xlsx')), bytes)).toBe(0);
  });

  it('leave the page whole where rows are chosen, and with decisions as it is without', async () => {
    const cwd = folder(texts);
    await start(['extract', 'r', '-o', 't.xlsx', '--review', 'r/first.html'], { cwd, openers });
    const { documents } = JSON.parse(load(readFileSync(join(cwd, 'r/first.html')))('#index').text()) as IndexData;
    const from = texts['r/a.txt'].indexOf('57');
    const csv = `sha256,start,end,decision,indicator\n${documents[0]!.sha256},${from},${from + 2},reject,\n`;
    writeFileSync(join(cwd, 'd.csv'), csv);
    const line = ['extract', 'r', '-o', 't.xlsx', '--review', 'r/first.html', '--decisions', 'd.csv', '--coded'];
    const ended = await start(line, { cwd, openers });
    expect(ended.code, ended.err).toBe(0);
    await start(['review', 'r/a.txt', 'r/b.txt', '-o', 'alone.html', '--decisions', 'd.csv'], { cwd, openers });
    expect(readFileSync(join(cwd, 'r/first.html'), 'utf8')).toBe(readFileSync(join(cwd, 'alone.html'), 'utf8'));
    const [header, ...rows] = rowsOf(await read(readFileSync(join(cwd, 't.xlsx'))), '指标');
    expect(rows.map((row) => row[header!.indexOf('数值')])).toEqual([66, 7]);
  });

  it('come in pieces that a formula can hold, and not for a document without a text', async () => {
    const page = pageAddress('/a/t.xlsx', `/a/${'审阅'.repeat(40)}/r.html`);
    const one = result([sample]);
    const sha256 = 'ab'.repeat(32);
    const writer = workbookWriter(codebook.indicators, { headers: 'zh' }, page);
    const known = { ...one, document: { ...one.document, sha256 } };
    const sheets = await read(
      Buffer.concat([writer.begin(), writer.document(known), writer.document(one), writer.end()]),
    );
    const column = rowsOf(sheets, '指标')[0]!.indexOf('审阅页');
    const formula = formulaOf(sheets, 1, column)!;
    expect(addressIn(formula)).toBe(`${page}#${sha256.slice(0, 12)}:20`);
    for (const [literal] of formula.matchAll(/"[^"]*"/g)) expect(literal.length).toBeLessThanOrEqual(257);
    expect(formulaOf(sheets, 2, column)).toBeUndefined();
  });

  it.each([
    ['a csv', ['extract', 'r', '-o', 't.csv', '--review', 'r.html'], '--review is for xlsx'],
    ['no ending of a page', ['extract', 'r', '-o', 't.xlsx', '--review', 'r.txt'], 'end its name in .html'],
    ['an input', ['extract', 'r/a.html', '-o', 't.xlsx', '--review', 'r/a.html'], 'is one of the inputs'],
    ['no folder', ['extract', 'r', '-o', 't.xlsx', '--review', 'none/r.html'], '--review '],
  ])('are refused for %s', async (_, argv, message) => {
    const cwd = folder({ ...texts, 'r/a.html': '<p>受理10件。</p>' });
    const { code, err } = await start(argv, { cwd });
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(readFileSync(join(cwd, 'r/a.html'), 'utf8')).toBe('<p>受理10件。</p>');
  });
});
