import type { DocumentFacts } from '../types.js';
import type { DocumentResult, TableWriter } from './columns.js';
import { BOM, type CsvOptions, csvLines } from './csv.js';

interface FactColumn {
  readonly key: string;
  readonly zh: string;
  /** For the documentation: what stands in the column. */
  readonly about: string;
  readonly cell: (document: DocumentFacts) => string;
}

/** The columns of a table of facts that are read again: what a user may state. */
export const STATED_COLUMNS: readonly FactColumn[] = [
  { key: 'file', zh: '文件', about: 'the document as outputs name it, or a glob', cell: ({ file }) => file },
  { key: 'title', zh: '标题', about: 'title of the document', cell: ({ title }) => title },
  {
    key: 'region',
    zh: '地区',
    about: 'region reported on, a full name or six digits',
    cell: ({ region }) => region.name,
  },
  { key: 'year', zh: '年份', about: 'year reported on', cell: ({ year }) => String(year ?? '') },
  { key: 'issuer', zh: '发布机构', about: 'who reports', cell: ({ issuer }) => issuer },
  {
    key: 'scope',
    zh: '报告范围',
    about: '`whole` for the whole area, `body` for one body or department',
    cell: ({ scope }) => scope,
  },
  { key: 'kind', zh: '文种', about: '`report`, `plan`, `notice`, `statistics` or `other`', cell: ({ kind }) => kind },
];

/** All columns: behind those that are read again what helps to correct them. */
export const FACT_COLUMNS: readonly FactColumn[] = [
  ...STATED_COLUMNS,
  {
    key: 'missing',
    zh: '缺少',
    about: '`region` and `year`, where they could not be known',
    cell: ({ region, year }) => [region.name === '' && 'region', year === null && 'year'].filter(Boolean).join(';'),
  },
  {
    key: 'region_candidates',
    zh: '地区候选',
    about: 'divisions of the same name that were left open, joined by `;`',
    cell: ({ region }) => region.candidates.join(';'),
  },
  {
    key: 'year_candidates',
    zh: '年份候选',
    about: 'years that it may be, likeliest first, joined by `;`',
    cell: ({ yearCandidates }) => yearCandidates.join(';'),
  },
  { key: 'region_code', zh: '行政区划代码', about: 'six digits of the region', cell: ({ region }) => region.code },
  { key: 'published', zh: '发布日期', about: 'when it was published', cell: ({ published }) => published },
  { key: 'source', zh: '来源', about: 'source that the page names', cell: ({ source }) => source },
];

/** The table of facts as CSV: one row for each document that could be read. */
export const factsWriter = ({ headers, bom }: CsvOptions): TableWriter => ({
  begin: () => (bom ? BOM : '') + csvLines([FACT_COLUMNS.map(({ key, zh }) => (headers === 'zh' ? zh : key))]),
  document: ({ document, problems }: DocumentResult) =>
    problems.some(({ severity }) => severity === 'error')
      ? ''
      : csvLines([FACT_COLUMNS.map(({ cell }) => cell(document))]),
  end: () => '',
});
