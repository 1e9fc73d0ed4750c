import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { yearOf } from '../../src/panel/figure.js';
import { PanelBuilder } from '../../src/panel/panel.js';
import { type WideOptions, wideColumns, wideRows } from '../../src/panel/table.js';
import type { Indicator, Observation } from '../../src/types.js';
import { codebook } from '../commands/stand-in.js';
import { row } from './rows.js';

const [closed, opened] = codebook.indicators as [Indicator, Indicator];
const rate: Indicator = { ...closed, id: 'cases.rate', rate: { numerator: closed.id, denominators: [opened.id] } };
const indicators = [opened, closed, rate];

function built(rows: readonly Observation[], coverage: 'mentioned' | null = null) {
  const builder = new PanelBuilder();
  builder.add({
    rows,
    coverage: coverage && {
      region: '地区610100',
      regionCode: '610100',
      regionLevel: 'county',
      year: 2021,
      indicators: [{ indicator: closed.id, state: coverage, figures: 0, targets: 0, line: 1 }],
    },
  });
  return builder.build(indicators);
}

function table(rows: readonly Observation[], options: Partial<WideOptions> = {}): Record<string, string>[] {
  const panel = built(rows);
  const columns = wideColumns(panel, new Map(), { headers: 'en', ...options });
  const [header, ...cells] = wideRows(panel, columns, 'en');
  return cells.map((line) => Object.fromEntries(line.map((cell, i) => [header![i]!, cell])));
}

const of = (code: string, year: number, value: string, more: Partial<Observation> = {}): Observation =>
  row(code, year, closed.id, value, more);

describe('the cells of a panel', () => {
  it('are right by hand count for two years and three regions, the doubled one by the rule', () => {
    const rows = [
      of('610100', 2021, '10'),
      of('610100', 2022, '12', { qualifier: 'over', start: 5 }),
      of('610100', 2022, '13', { start: 90 }),
      of('610200', 2021, '0'),
      of('610200', 2022, '7'),
      row('610300', 2021, opened.id, '3.5'),
      of('610300', 2022, '99', { status: 'target' }),
      of('610300', 2022, '98', { aspect: 'growth' }),
      of('610300', 2022, '97', { breakdown: 'level=乡镇' }),
      of('610300', 2022, '2'),
    ];
    expect(
      table(rows).map((one) => [one.region_code, one.year, one.documents, one[opened.id], one[closed.id]]),
    ).toEqual([
      ['610100', '2021', '1', '', '10'],
      ['610100', '2022', '1', '', '13'],
      ['610200', '2021', '1', '', '0'],
      ['610200', '2022', '1', '', '7'],
      ['610300', '2021', '1', '3.5', ''],
      ['610300', '2022', '1', '', '2'],
    ]);
    const { ledger } = built(rows);
    expect(ledger.map(({ figure, verdict, decidedBy }) => [figure.value, verdict, decidedBy])).toEqual([
      ['13', 'chosen', ''],
      ['12', 'rounded', 'exact'],
    ]);
  });

  it.each<[string, Partial<Observation>, Partial<Observation>, string]>([
    ['the report on that year', {}, { year: 2022, doc_kind: 'report' }, 'own_year'],
    ['a report', { qualifier: 'about' }, { doc_kind: 'plan' }, 'kind'],
    ['the whole year', { basis: 'cumulative' }, { period: '2021-01/2021-10' }, 'whole_year'],
    ['the year alone', { derived: true }, { basis: 'cumulative' }, 'basis'],
    ['a printed number', { qualifier: 'over' }, { derived: true }, 'printed'],
    ['an exact number', { start: 900 }, { qualifier: 'about', start: 3 }, 'exact'],
    ['the first in the text', { start: 3 }, { start: 900 }, 'first'],
  ])('take %s first', (_, better, worse, by) => {
    const rows = [of('610100', 2021, '500', worse), of('610100', 2021, '7', better)];
    const { rows: panel, ledger } = built(rows);
    expect(panel[0]!.cells.get(closed.id)!.figure!.value).toBe('7');
    expect(ledger.map(({ verdict, decidedBy }) => [verdict, decidedBy])).toEqual([
      ['chosen', ''],
      ['differs', by],
    ]);
  });

  it('belong to the year that the figure covers; one over several years fills none', () => {
    const rows = [of('610100', 2022, '8', { period: '2021' }), of('610100', 2022, '40', { period: '2018/2022' })];
    expect(table(rows).map((one) => [one.year, one[closed.id]])).toEqual([['2021', '8']]);
    expect(yearOf('2021-01/2021-10')).toEqual({ year: 2021, months: 10 });
    expect([yearOf(''), yearOf('2018/2022')]).toEqual([null, null]);
  });

  it('tell what is missing apart', () => {
    const { rows } = built([row('610100', 2021, opened.id, '0')], 'mentioned');
    const states = (id: string): string | undefined => rows[0]!.cells.get(id)?.state;
    expect([states(opened.id), states(closed.id), states(rate.id)]).toEqual(['zero', 'mentioned', 'not_applicable']);
    const words = table([of('610100', 2021, '4', { derived: true })], { companions: true });
    expect([words[0]![closed.id], words[0]![`${closed.id}.state`]]).toEqual(['4', 'words']);
    expect(table([row('610100', 2021, opened.id, '0')])[0]![rate.id]).toBeUndefined();
  });

  it('say how many documents state them, and what is doubtful', () => {
    const rows = [
      of('610100', 2021, '12000'),
      of('610100', 2021, '12034', { file: 'b.txt', doc_kind: 'notice' }),
      of('610100', 2021, '12000', { file: 'c.txt', doc_kind: 'notice' }),
    ];
    expect(table(rows, { companions: true })[0]).toMatchObject({
      [`${closed.id}.sources`]: '3',
      [`${closed.id}.flags`]: 'rounded',
    });
    expect(table([...rows, of('610100', 2021, '13', { start: 500 })], { companions: true })[0]).toMatchObject({
      [`${closed.id}.flags`]: 'conflict;rounded',
    });
  });

  it('do not depend on the order in which documents come', () => {
    const figure = fc.record({
      code: fc.constantFrom('610100', '610200'),
      year: fc.constantFrom(2021, 2022),
      value: fc.constantFrom('5', '50', '12000', '12034', '0.5'),
      file: fc.constantFrom('a.txt', 'b.txt'),
      start: fc.nat(9),
      qualifier: fc.constantFrom('exact' as const, 'over' as const, 'about' as const),
      kind: fc.constantFrom('report' as const, 'plan' as const),
    });
    fc.assert(
      fc.property(fc.array(figure, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (some, keys) => {
        const rows = some.map(({ code, year, value, kind, ...more }) =>
          of(code, year, value, { doc_kind: kind, ...more }),
        );
        const shuffled = rows
          .map((one) => [keys.next().value!, one] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, one]) => one);
        expect(table(shuffled, { companions: true })).toEqual(table(rows, { companions: true }));
      }),
    );
  });
});

describe('growth and rank', () => {
  it('compare with the year before, without the dust of floats', () => {
    const rows = [
      of('610100', 2020, '0'),
      of('610100', 2021, '0.3'),
      of('610100', 2022, '0.1'),
      of('610100', 2023, '5', { period: '2023-01/2023-10' }),
    ];
    expect(table(rows, { growth: true }).map((one) => one[`${closed.id}.growth`])).toEqual(['', 'NA', '-66.67', '']);
    const rates = [of('610100', 2021, '95.7', { unit: '%' }), of('610100', 2022, '96', { unit: '%' })];
    expect(table(rates, { growth: true })[1]![`${closed.id}.growth`]).toBe('0.3');
  });

  it('rank the regions of one level in one year, equal ones alike', () => {
    const rows = [
      of('610100', 2021, '9'),
      of('610200', 2021, '10'),
      of('610300', 2021, '9'),
      of('610400', 2021, '1'),
      of('610000', 2021, '1000', { region_level: 'province' }),
    ];
    expect(table(rows, { rank: true }).map((one) => one[`${closed.id}.rank`])).toEqual(['1', '2', '1', '2', '4']);
  });
});
