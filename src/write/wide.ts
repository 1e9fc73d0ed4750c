import type { PanelBuilder, PanelSource } from '../panel/panel.js';
import { ledgerRows, namesOf, type WideColumn, type WideOptions, wideColumns, wideRows } from '../panel/table.js';
import type { Indicator } from '../types.js';
import type { DocumentResult, TableWriter } from './columns.js';
import { BOM, csvLines } from './csv.js';
import { jsonValue } from './ndjson.js';

/** What a document gives to the panel. A copy of an earlier document gives nothing: it is no second source. */
export function panelSource({ document, observations, coverage }: DocumentResult): PanelSource {
  if (document.duplicate_of) return { rows: [] };
  const { region, year } = document;
  const place = { region: region.name, regionCode: region.code, regionLevel: region.level, year };
  return { rows: observations, coverage: coverage && { ...place, indicators: coverage.indicators } };
}

export interface PanelFormat extends WideOptions {
  readonly format: 'csv' | 'ndjson' | 'json';
  readonly bom: boolean;
}

const objects = (columns: readonly WideColumn[], [, ...rows]: readonly (readonly string[])[]): string[] =>
  rows.map((row) => `{${columns.map(({ key, kind }, i) => `${JSON.stringify(key)}:${jsonValue(row[i]!, kind)}`)}}`);

/** The panel as text: one row per region and year, one column per indicator. */
export function panelText(builder: PanelBuilder, indicators: readonly Indicator[], options: PanelFormat): string {
  const panel = builder.build(indicators);
  const columns = wideColumns(panel, namesOf(indicators), options);
  const rows = wideRows(panel, columns, options.headers);
  if (options.format === 'csv') return (options.bom ? BOM : '') + csvLines(rows);
  const lines = objects(columns, rows);
  return options.format === 'json' ? `[\n${lines.join(',\n')}\n]\n` : lines.map((line) => `${line}\n`).join('');
}

/** The ledger of the cells for which documents state several values, as CSV. */
export const ledgerText = (
  builder: PanelBuilder,
  indicators: readonly Indicator[],
  { headers, bom }: Pick<PanelFormat, 'headers' | 'bom'>,
): string => (bom ? BOM : '') + csvLines(ledgerRows(builder.build(indicators).ledger, headers));

/** Gathers the documents and writes at the end. */
export const panelWriter = (builder: PanelBuilder, text: () => string): TableWriter => ({
  begin: () => '',
  document: (result) => {
    builder.add(panelSource(result));
    return '';
  },
  end: text,
});

/** Writes at the end what another writer has gathered. */
export const closingWriter = (text: () => string): TableWriter => ({ begin: () => '', document: () => '', end: text });
