import type { CoverageState, Indicator, IndicatorCoverage } from '../types.js';
import type { TableWriter } from './columns.js';
import { BOM, type CsvOptions, csvLines } from './csv.js';

interface CoverageColumn {
  readonly key: string;
  readonly zh: string;
  /** For the documentation: what stands in the column. */
  readonly about: string;
  readonly cell: (file: string, indicator: Indicator, one: IndicatorCoverage) => string;
}

/** The columns of the coverage table, in their order. */
export const COVERAGE_COLUMNS: readonly CoverageColumn[] = [
  { key: 'file', zh: '文件', about: 'the file as it was named', cell: (file) => file },
  { key: 'indicator', zh: '指标代码', about: 'id in the codebook', cell: (_, { id }) => id },
  { key: 'indicator_name', zh: '指标名称', about: 'Chinese name of the indicator', cell: (_, { name }) => name.zh },
  {
    key: 'state',
    zh: '报告情况',
    about: '`reported`, `reported_zero`, `mentioned` or `not_mentioned`',
    cell: (_, __, { state }) => state,
  },
  { key: 'figures', zh: '数字个数', about: 'figures that carry it', cell: (_, __, { figures }) => String(figures) },
  {
    key: 'targets',
    zh: '目标个数',
    about: 'those of them that are targets',
    cell: (_, __, one) => String(one.targets),
  },
  {
    key: 'line',
    zh: '行号',
    about: 'line of its first figure, else of the first words that speak of it',
    cell: (_, __, { line }) => (line === null ? '' : String(line)),
  },
];

/** The states, with what each of them says. */
export const STATES: Readonly<Record<CoverageState, string>> = {
  reported: 'a figure carries it',
  reported_zero: 'figures carry it, and each that is a level is 0',
  mentioned: 'its topic and measure words stand in a sentence, but no figure carries it',
  not_mentioned: 'none of these',
};

/** The coverage table as CSV: for each document that could be read one row per indicator, in the order of the codebook. */
export const coverageWriter = (indicators: readonly Indicator[], { headers, bom }: CsvOptions): TableWriter => ({
  begin: () =>
    (bom ? BOM : '') + csvLines([COVERAGE_COLUMNS.map((column) => (headers === 'zh' ? column.zh : column.key))]),
  document: ({ document, coverage }) => {
    if (coverage === null) return '';
    const known = new Map(coverage.indicators.map((one) => [one.indicator, one]));
    return csvLines(
      indicators.map((indicator) => {
        const one = known.get(indicator.id) ?? absent(indicator.id);
        return COVERAGE_COLUMNS.map(({ cell }) => cell(document.file, indicator, one));
      }),
    );
  },
  end: () => '',
});

const absent = (indicator: string): IndicatorCoverage => ({
  indicator,
  state: 'not_mentioned',
  figures: 0,
  targets: 0,
  line: null,
});
