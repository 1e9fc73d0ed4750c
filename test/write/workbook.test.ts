import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { workbookWriter } from '../../src/write/workbook/index.js';
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
