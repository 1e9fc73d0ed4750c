import { createRequire } from 'node:module';
import type { Observation } from '../types.js';
import { COLUMNS, type Column, SOURCE_COLUMNS, type TableWriter } from './columns.js';

export interface CsvOptions {
  readonly headers: 'en' | 'zh';
  /** Starts the table with a byte order mark, so that Excel and WPS read it as UTF-8. */
  readonly bom: boolean;
  /** Adds the columns `source_start` and `source_end`; empty but for HTML pages. */
  readonly sourceOffsets?: boolean;
}

// One file, where the import would load eight.
const { stringify } = createRequire(import.meta.url)('csv-stringify/sync') as typeof import('csv-stringify/sync');

export const BOM = '\uFEFF';
const NUMBER = /^-?\d+(?:\.\d+)?$/;
// What starts a formula in Excel, WPS or LibreOffice, full-width forms included.
const FORMULA_START = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * A cell that a spreadsheet would run as a formula gets an apostrophe before it, which spreadsheets take for "this is text".
 * Plain numbers, negative ones included, stay as they are.
 */
export const harmless = (cell: string): string => (FORMULA_START.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell);

/** Rows of text as CSV by RFC 4180: comma, CRLF, quotes only where they are needed. Cells are made harmless. */
export const csvLines = (rows: readonly (readonly string[])[]): string =>
  // csv-stringify leaves a lone CR or LF unquoted when records end in CRLF; readers would then cut the row there.
  stringify(
    rows.map((row) => row.map(harmless)),
    { record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  );

/** The cells of one observation in the order of the columns; null is the empty cell. */
export const csvCells = (observation: Observation, columns: readonly Column[] = COLUMNS): string[] =>
  columns.map(({ key }) => String(observation[key] ?? ''));

/** The long table as CSV in UTF-8: one header, one row per observation. */
export const csvWriter = ({ headers, bom, sourceOffsets }: CsvOptions): TableWriter => {
  const columns = sourceOffsets ? [...COLUMNS, ...SOURCE_COLUMNS] : COLUMNS;
  return {
    begin: () => (bom ? BOM : '') + csvLines([columns.map((column) => (headers === 'zh' ? column.zh : column.key))]),
    document: ({ observations }) =>
      observations.length === 0 ? '' : csvLines(observations.map((observation) => csvCells(observation, columns))),
    end: () => '',
  };
};
