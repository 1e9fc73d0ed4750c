import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/types.js';
import { COLUMNS } from '../../src/write/columns.js';
import { csvWriter, harmless } from '../../src/write/csv.js';
import { decimal, observation, result, sample } from './observations.js';

const DESIGN =
  'file,title,doc_kind,issuer,scope,region,region_code,region_level,year,indicator,indicator_name,label,aspect,status,value,value_max,unit,' +
  'qualifier,period,basis,breakdown,section,sentence,line,start,end,derived,rule,flags';

const table = (
  rows: readonly Observation[],
  options: { headers?: 'en' | 'zh'; bom?: boolean; sourceOffsets?: boolean } = {},
): string => {
  const writer = csvWriter({ headers: 'en', bom: false, ...options });
  return writer.begin() + writer.document(result(rows)) + writer.end();
};

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const plain = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell);

describe('csv', () => {
  it('has the columns of the table in their order, records ended by CRLF', () => {
    expect(table([])).toBe(`${DESIGN}\r\n`);
    expect(table([sample])).toBe(
      `${DESIGN}\r\na/报告.txt,2021年报告,report,,,咸阳市杨陵区,610403,county,2021,reconsideration.accepted,` +
        '受理行政复议案件数,受理,level,achieved,12,,件,exact,2021,year,,一、复议,"受理12件,""维持""3件。",3,20,22,false,measure.own,\r\n',
    );
  });

  it('starts with a byte order mark only when asked to', () => {
    expect(table([], { bom: true })).toBe(`\uFEFF${DESIGN}\r\n`);
  });

  it('has the places in the source of HTML pages when asked for, else the columns of the table alone', () => {
    const page = { ...sample, source_start: 310, source_end: 312 };
    expect(table([page])).toBe(table([sample]));
    const rows = parse(
      table([page, sample, { ...page, source_start: null, source_end: null }], { sourceOffsets: true }),
    );
    expect((rows as string[][]).map((row) => row.slice(-3))).toEqual([
      ['flags', 'source_start', 'source_end'],
      ['', '310', '312'],
      ['', '', ''],
      ['', '', ''],
    ]);
  });

  it('has a Chinese name for every column', () => {
    const [names] = parse(table([], { headers: 'zh' })) as string[][];
    expect(names).toHaveLength(DESIGN.split(',').length);
    expect(names!.every((name) => /^\p{Script=Han}+$/u.test(name))).toBe(true);
    expect(new Set(names).size).toBe(names!.length);
    expect(names).toEqual(expect.arrayContaining(['文件', '指标代码', '数值', '单位', '原句']));
  });

  it('comes back from a parser as it went in', () => {
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 5 }), (rows) => {
        const [, ...back] = parse(table(rows)) as string[][];
        const cells = rows.map((row) => COLUMNS.map(({ key }) => plain(String(row[key] ?? ''))));
        expect(back.map((row) => row.map(plain))).toEqual(cells);
      }),
    );
  });

  it('holds no cell that a spreadsheet would run', () => {
    fc.assert(
      fc.property(observation, (row) => {
        const [, cells] = parse(table([row])) as string[][];
        for (const cell of cells!) expect(FORMULA.test(cell) && !/^-\d+(\.\d+)?$/.test(cell)).toBe(false);
      }),
    );
  });

  it.each(['=1+1', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1', '-', '-2件', '＝1'])('makes %j text', (cell) => {
    expect(harmless(cell)).toBe(`'${cell}`);
  });

  it('leaves negative numbers as numbers', () => {
    fc.assert(
      fc.property(decimal, (number) => {
        expect(harmless(number)).toBe(number);
      }),
    );
    expect(harmless('-29.5')).toBe('-29.5');
  });
});
