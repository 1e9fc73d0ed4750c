import { parse } from 'csv-parse/sync';
import type { CoverageState } from '../types.js';
import type { PanelInput } from './figure.js';
import type { PanelSource } from './panel.js';

/** Columns that the panel is made of, with what they hold where a table lacks them; null for those it must have. */
const WANTED: Readonly<Record<keyof PanelInput, string | null>> = {
  file: '',
  doc_kind: 'other',
  region: '',
  region_code: '',
  region_level: '',
  year: '',
  indicator: null,
  aspect: null,
  status: null,
  value: null,
  value_max: '',
  unit: '',
  qualifier: 'exact',
  period: null,
  basis: 'year',
  breakdown: null,
  line: '0',
  start: '0',
  derived: 'false',
  flags: '',
};
const KEYS = Object.keys(WANTED) as (keyof PanelInput)[];

type Cells = Readonly<Record<string, unknown>>;

const cell = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** A row of an earlier output, whatever its format. */
function rowOf(cells: Cells): PanelInput {
  const held = Object.fromEntries(KEYS.map((key) => [key, cell(cells[key]) || (WANTED[key] ?? '')])) as Record<
    keyof PanelInput,
    string
  >;
  const { year, line, start, derived } = held;
  return {
    ...(held as unknown as PanelInput),
    year: year === '' ? null : Number(year),
    line: Number(line),
    start: Number(start),
    derived: derived === 'true',
  };
}

function checkColumns(has: (key: string) => boolean): void {
  const missing = KEYS.filter((key) => WANTED[key] === null && !has(key));
  if (missing.length > 0)
    throw new Error(`lacks the columns ${missing.join(', ')}; give a long table that baoshu extract has written`);
}

/** Turns Chinese column names into the keys. */
export type KeyOf = (header: string) => string;

function fromCsv(text: string, keyOf: KeyOf): PanelSource[] {
  const options = { bom: true, columns: (header: string[]) => header.map(keyOf), relax_column_count: false };
  const rows = parse(text, options) as unknown as Cells[];
  const [header = []] = parse(text, { bom: true, to: 1 }) as string[][];
  const keys = new Set(header.map(keyOf));
  checkColumns((key) => keys.has(key));
  return [{ rows: rows.map(rowOf) }];
}

interface JsonDocument {
  readonly document: {
    readonly region: { readonly name: string; readonly code: string; readonly level: string };
    readonly year: number | null;
    readonly duplicate_of?: string;
  };
  readonly observations: readonly Cells[];
  readonly coverage: { readonly indicators: readonly { indicator: string; state: CoverageState }[] } | null;
}

function fromJson(text: string): PanelSource[] {
  const value = parsed(text);
  const documents = (Array.isArray(value) ? value : [null]) as readonly JsonDocument[];
  if (documents.some((one) => !one?.document || !Array.isArray(one.observations)))
    throw new Error('is not what baoshu extract -f json writes; give that');
  return documents
    .filter(({ document }) => !document.duplicate_of)
    .map(({ document: { region, year }, observations, coverage }) => ({
      rows: rowsOf(decimals(observations)),
      coverage: coverage && {
        region: region.name,
        regionCode: region.code,
        regionLevel: region.level,
        year,
        indicators: coverage.indicators.map((one) => ({ figures: 0, targets: 0, line: null, ...one })),
      },
    }));
}

function fromNdjson(text: string): PanelSource[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return [{ rows: rowsOf(decimals(lines.map((line) => parsed(line) as Cells))) }];
}

// Numbers of JSON are floats here: those that a float prints as 1e+21 are written out again.
const decimals = (rows: readonly Cells[]): Cells[] =>
  rows.map((row) => ({ ...row, value: plain(row.value), value_max: plain(row.value_max) }));

const plain = (value: unknown): unknown =>
  typeof value === 'number' && /e/.test(String(value)) ? BigInt(Math.round(value)).toString() : value;

function rowsOf(rows: readonly Cells[]): PanelInput[] {
  if (rows[0]) checkColumns((key) => key in rows[0]!);
  return rows.map(rowOf);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`is no JSON (${(error as Error).message})`);
  }
}

export type TableFormat = 'csv' | 'json' | 'ndjson';

/**
 * Reads an earlier output of `extract`: what `PanelBuilder` takes, a source per document or for all.
 * @throws Error that says what is wrong with the text.
 */
export function readTable(text: string, format: TableFormat, keyOf: KeyOf): PanelSource[] {
  if (format === 'csv') return fromCsv(text, keyOf);
  return format === 'json' ? fromJson(text) : fromNdjson(text);
}
