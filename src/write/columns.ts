import type { Mined, Observation } from '../types.js';

/** What one document gives to a writer. */
export type DocumentResult = Pick<Mined, 'document' | 'observations' | 'findings' | 'problems' | 'coverage'>;

export interface Column {
  readonly key: keyof Observation;
  readonly zh: string;
  /** `number` cells are plain decimals, in NDJSON and JSON numbers. */
  readonly kind: 'text' | 'number' | 'boolean';
  /** For the documentation: what stands in the column. */
  readonly about: string;
}

/** The columns of the long table, in their order. NDJSON and JSON carry the same keys. */
export const COLUMNS: readonly Column[] = [
  { key: 'file', zh: '文件', kind: 'text', about: 'the file as it was named' },
  { key: 'title', zh: '标题', kind: 'text', about: 'title of the document' },
  { key: 'doc_kind', zh: '文种', kind: 'text', about: '`report`, `plan`, `notice`, `statistics` or `other`' },
  { key: 'issuer', zh: '发布机构', kind: 'text', about: 'who reports, as printed' },
  {
    key: 'scope',
    zh: '报告范围',
    kind: 'text',
    about: '`whole` where the whole area is reported on, `body` where one body or department is; else empty',
  },
  { key: 'region', zh: '地区', kind: 'text', about: 'region reported on, full name' },
  { key: 'region_code', zh: '行政区划代码', kind: 'text', about: 'its six digits in GB/T 2260' },
  {
    key: 'region_level',
    zh: '地区级别',
    kind: 'text',
    about: '`country`, `province`, `city`, `county` or `township`',
  },
  { key: 'year', zh: '年份', kind: 'number', about: 'year reported on' },
  { key: 'indicator', zh: '指标代码', kind: 'text', about: 'id in the codebook; empty when the figure stays uncoded' },
  { key: 'indicator_name', zh: '指标名称', kind: 'text', about: 'Chinese name of the indicator' },
  { key: 'label', zh: '数字所指', kind: 'text', about: 'what the figure counts, put together from the text' },
  {
    key: 'aspect',
    zh: '数值类型',
    kind: 'text',
    about: '`level`, `growth`, `change`, `share` or `average` of the indicator',
  },
  { key: 'status', zh: '完成或目标', kind: 'text', about: '`achieved` or `target`' },
  {
    key: 'value',
    zh: '数值',
    kind: 'number',
    about: 'plain decimal in base units (元; the number before %); falls are negative',
  },
  { key: 'value_max', zh: '数值上限', kind: 'number', about: 'upper end of a range' },
  { key: 'unit', zh: '单位', kind: 'text', about: 'unit as in the text, 万 and 亿 worked into the value' },
  { key: 'qualifier', zh: '限定', kind: 'text', about: '`exact`, `about`, `over`, `under`, `min` or `max`' },
  { key: 'period', zh: '时期', kind: 'text', about: 'year, or ISO 8601 interval, that the figure covers' },
  { key: 'basis', zh: '累计口径', kind: 'text', about: '`year` or `cumulative`' },
  { key: 'breakdown', zh: '细分', kind: 'text', about: '`key=value` pairs joined by `;`' },
  { key: 'section', zh: '章节', kind: 'text', about: 'headings over the sentence, outermost first' },
  { key: 'sentence', zh: '原句', kind: 'text', about: 'the sentence, as published' },
  { key: 'line', zh: '行号', kind: 'number', about: 'line of the document text, counted from 1' },
  { key: 'start', zh: '起始位置', kind: 'number', about: 'where the figure starts in the text (UTF-16 units, from 0)' },
  { key: 'end', zh: '结束位置', kind: 'number', about: 'where it ends (exclusive)' },
  { key: 'derived', zh: '文字推得', kind: 'boolean', about: '`true` when stated without a digit (已全部办结)' },
  { key: 'rule', zh: '规则', kind: 'text', about: 'name of the rule that bound the figure' },
  { key: 'flags', zh: '标记', kind: 'text', about: 'remarks, joined by `;`' },
];

/** Where a figure stands in the decoded source of an HTML page. In NDJSON and JSON for such documents, in CSV when asked for. */
export const SOURCE_COLUMNS: readonly Column[] = [
  { key: 'source_start', zh: '源码起始', kind: 'number', about: 'HTML: where the figure starts in the decoded source' },
  { key: 'source_end', zh: '源码结束', kind: 'number', about: 'HTML: where it ends there (exclusive)' },
];

/** Turns results into one output, piece by piece, so that a large batch is never held in memory. */
export interface TableWriter<Piece extends string | Uint8Array = string> {
  /** What stands before the first document. */
  begin(): Piece;
  document(result: DocumentResult): Piece;
  /** What stands after the last document. */
  end(): Piece;
}
