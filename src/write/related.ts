import type { DocumentFacts, Finding, Indicator, Observation, Problem } from '../types.js';
import type { DocumentResult } from './columns.js';

/** Types of Frictionless Table Schema. */
export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'date';

/** A column of a table beside that of the figures. */
export interface RelatedColumn<T> {
  readonly key: string;
  readonly zh: string;
  readonly type: ColumnType;
  readonly about: string;
  readonly cell: (row: T) => string;
}

/** A document with the number of its figures. */
export type DocumentRow = Pick<DocumentResult, 'document' | 'observations'>;

/** A finding with its document's file and the figures it speaks of. */
export interface FindingRow {
  readonly file: string;
  readonly finding: Finding;
  readonly figures: readonly Observation[];
}

const fact = (
  key: string,
  zh: string,
  about: string,
  cell: (document: DocumentFacts) => string,
  type: ColumnType = 'string',
): RelatedColumn<DocumentRow> => ({ key, zh, type, about, cell: ({ document }) => cell(document) });

const DATE = /^\d{4}-\d\d-\d\d$/;

export const DOCUMENT_COLUMNS: readonly RelatedColumn<DocumentRow>[] = [
  fact('file', '文件', 'the file as it was named', ({ file }) => file),
  fact('title', '标题', 'title of the document', ({ title }) => title),
  fact('doc_kind', '文种', 'report, plan, notice, statistics or other', ({ kind }) => kind),
  fact('issuer', '发布机构', 'who reports, as printed', ({ issuer }) => issuer),
  fact('scope', '报告范围', 'whole for a whole area, body for one body or department', ({ scope }) => scope),
  fact('region', '地区', 'region reported on, full name', ({ region }) => region.name),
  fact('region_code', '行政区划代码', 'its six digits in GB/T 2260', ({ region }) => region.code),
  fact('region_level', '地区级别', 'country, province, city, county or township', ({ region }) => region.level),
  fact('year', '年份', 'year reported on', ({ year }) => String(year ?? ''), 'integer'),
  fact('period', '时期', 'period reported on, year or ISO 8601 interval', ({ period }) => period),
  fact('source', '来源', 'source that the page names', ({ source }) => source),
  fact(
    'published',
    '发布日期',
    'when it was published',
    ({ published }) => (DATE.test(published) ? published : ''),
    'date',
  ),
  fact('document_number', '文号', 'its document number', ({ documentNumber }) => documentNumber),
  fact('index_number', '索引号', 'its index number', ({ indexNumber }) => indexNumber),
  fact('format', '格式', 'how the file is kept', ({ format }) => format),
  fact('encoding', '编码', 'encoding of its text', ({ encoding }) => encoding),
  fact('sha256', 'SHA-256', 'of the document text', ({ sha256 }) => sha256),
  fact('duplicate_of', '与之重复', 'earlier file with the same text', (document) => document.duplicate_of ?? ''),
  {
    key: 'figures',
    zh: '数字个数',
    type: 'integer',
    about: 'rows it has in the table of figures',
    cell: ({ observations }) => String(observations.length),
  },
  {
    key: 'coded',
    zh: '已编码个数',
    type: 'integer',
    about: 'those of them that have an indicator',
    cell: ({ observations }) => String(observations.filter(({ indicator }) => indicator !== '').length),
  },
];

const found = (
  key: string,
  zh: string,
  about: string,
  cell: (finding: Finding) => string,
): RelatedColumn<FindingRow> => ({ key, zh, type: 'string', about, cell: ({ finding }) => cell(finding) });

const joined = (key: string, zh: string, about: string, cell: (one: Observation) => string) => ({
  key,
  zh,
  type: 'string' as const,
  about,
  cell: ({ figures }: FindingRow) => figures.map(cell).join(';'),
});

export const FINDING_COLUMNS: readonly RelatedColumn<FindingRow>[] = [
  { key: 'file', zh: '文件', type: 'string', about: 'the document', cell: ({ file }) => file },
  found('fingerprint', '指纹', 'the same for the same finding in later runs', ({ fingerprint }) => fingerprint),
  found('status', '结论', 'holds, contradicts, remark or open', ({ status }) => status),
  found('rule', '规则', 'name of the rule', ({ rule }) => rule),
  found('formula', '算式', 'the formula with its numbers', ({ formula }) => formula),
  found('printed', '原文数', 'what the document says', ({ printed }) => printed),
  found('computed', '计算值', 'what follows from its other figures', ({ computed }) => computed),
  found('tolerance', '容差', 'difference that rounding allows', ({ tolerance }) => tolerance),
  found('message', '说明', 'the finding in words', ({ message }) => message),
  joined('indicators', '指标代码', 'indicators of its figures, joined by ;', ({ indicator }) => indicator),
  joined('lines', '行号', 'lines of its figures, joined by ;', ({ line }) => String(line)),
  joined('places', '位置', 'start-end of its figures, joined by ;', ({ start, end }) => `${start}-${end}`),
];

export const PROBLEM_COLUMNS: readonly RelatedColumn<Problem>[] = [
  { key: 'file', zh: '文件', type: 'string', about: 'the file as it was named', cell: ({ file }) => file },
  { key: 'severity', zh: '程度', type: 'string', about: 'error or warning', cell: ({ severity }) => severity },
  { key: 'code', zh: '问题代码', type: 'string', about: 'short name of the problem', cell: ({ code }) => code },
  { key: 'message', zh: '说明', type: 'string', about: 'what, where and what to do', cell: ({ message }) => message },
];

const entry = (
  key: string,
  zh: string,
  about: string,
  cell: (indicator: Indicator) => string,
): RelatedColumn<Indicator> => ({ key, zh, type: 'string', about, cell });

export const CODEBOOK_COLUMNS: readonly RelatedColumn<Indicator>[] = [
  entry('id', '指标代码', 'id of the indicator', ({ id }) => id),
  entry('name_zh', '指标名称', 'Chinese name', ({ name }) => name.zh),
  entry('name_en', '英文名称', 'English name', ({ name }) => name.en),
  entry('unit', '单位类别', 'classes of units that its level may have, joined by ;', ({ unit }) => unit.join(';')),
  entry('definition', '定义', 'what it counts', ({ definition }) => definition),
  entry('source', '定义来源', 'where the definition comes from', ({ source }) => source),
  entry('object', '统计对象', 'what is counted: a set of words, named', ({ object }) => object ?? ''),
  entry('action', '办理环节', 'what was done with it, named likewise', ({ action }) => action ?? ''),
  entry('part_of', '属于', 'indicator of which this one is a part', ({ part_of }) => part_of ?? ''),
  entry('part_as', '从属方式', 'as what: stage, outcome or kind', ({ part_as }) => part_as ?? ''),
  entry('kind_of', '归入', 'coarser indicator that counts its figures too', ({ kind_of }) => kind_of ?? ''),
  entry('numerator', '分子', 'of a rate: what is divided', ({ rate }) => rate?.numerator ?? ''),
  entry('denominators', '分母', 'of a rate: by what, joined by ;', ({ rate }) => (rate?.denominators ?? []).join(';')),
];

/** The findings of a document as rows. */
export const findingRows = ({ document: { file }, observations, findings }: DocumentResult): FindingRow[] =>
  findings.map((finding) => ({
    file,
    finding,
    figures: finding.observations.flatMap((index) => observations[index] ?? []),
  }));

/** The cells of a row in the order of the columns. */
export const cellsOf = <T>(columns: readonly RelatedColumn<T>[], row: T): string[] =>
  columns.map(({ cell }) => cell(row));
