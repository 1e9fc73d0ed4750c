import type { DocKind, Observation, Qualifier } from '../types.js';
import { isDecimal } from './decimal.js';

/** What the panel must know of a row of the long table. */
export type PanelInput = Pick<
  Observation,
  | 'file'
  | 'doc_kind'
  | 'region'
  | 'region_code'
  | 'region_level'
  | 'year'
  | 'indicator'
  | 'aspect'
  | 'status'
  | 'value'
  | 'value_max'
  | 'unit'
  | 'qualifier'
  | 'period'
  | 'basis'
  | 'breakdown'
  | 'line'
  | 'start'
  | 'derived'
  | 'flags'
>;

/** A figure that may fill a cell: an achieved level of a whole, of one year, in a known region. */
export interface PanelFigure {
  readonly file: string;
  readonly kind: DocKind;
  readonly region: string;
  readonly regionCode: string;
  readonly regionLevel: string;
  /** Year that the figure covers, which need not be that of the document. */
  readonly year: number;
  readonly documentYear: number | null;
  readonly indicator: string;
  readonly value: string;
  readonly valueMax: string;
  readonly unit: string;
  readonly qualifier: Qualifier;
  readonly period: string;
  /** Months of the year that it covers, 1 to 12. */
  readonly months: number;
  readonly cumulative: boolean;
  readonly derived: boolean;
  /** An identity of its document does not hold with it. */
  readonly contradicted: boolean;
  readonly line: number;
  readonly start: number;
}

const PERIOD = /^(\d{4})(?:-(\d\d)(?:-\d\d)?)?(?:\/(\d{4})(?:-(\d\d)(?:-\d\d)?)?)?$/;

/** The one year in which a period lies, and how many months of it; null for an unnamed one or one over several years. */
export function yearOf(period: string): { readonly year: number; readonly months: number } | null {
  const [, from, first, to, last] = PERIOD.exec(period) ?? [];
  if (from === undefined || (to !== undefined && to !== from)) return null;
  const begin = first === undefined ? 1 : Number(first);
  const end = to === undefined ? (first === undefined ? 12 : begin) : last === undefined ? 12 : Number(last);
  return end < begin ? null : { year: Number(from), months: end - begin + 1 };
}

/** What a row gives to the panel; null for one that fills no cell. */
export function figureOf(row: PanelInput): PanelFigure | null {
  if (row.indicator === '' || row.aspect !== 'level' || row.status !== 'achieved') return null;
  if (row.breakdown !== '' || !isDecimal(row.value) || (row.region_code === '' && row.region === '')) return null;
  const covered = yearOf(row.period);
  if (covered === null) return null;
  return {
    file: row.file,
    kind: row.doc_kind,
    region: row.region,
    regionCode: row.region_code,
    regionLevel: row.region_level,
    year: covered.year,
    documentYear: row.year,
    indicator: row.indicator,
    value: row.value,
    valueMax: row.value_max,
    unit: row.unit,
    qualifier: row.qualifier,
    period: row.period,
    months: covered.months,
    cumulative: row.basis === 'cumulative',
    derived: row.derived,
    contradicted: row.flags.includes('contradicts'),
    line: row.line,
    start: row.start,
  };
}
