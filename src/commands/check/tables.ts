import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { EXPECTED } from '../../batch/find.js';
import { INSIDE } from '../../formats/endings.js';
import type { DocumentResult } from '../../write/columns.js';
import { COLUMNS } from '../../write/columns.js';
import { csvCells, csvWriter, harmless } from '../../write/csv.js';
import type { Row } from './compare.js';

export const isExpected = (name: string): boolean => name.endsWith(EXPECTED);

/**
 * Path of the table that a report is held against: `a/report.txt` has `a/report.expected.csv`. That of a report in an archive
 * stands beside the archive: `a.zip!/b/report.txt` has `a.zip!b!report.expected.csv`.
 */
export function expectedPath(report: string): string {
  const [outer, ...inner] = report.split(INSIDE);
  const name = [outer, ...inner.map((path) => path.replaceAll('/', '!'))].join('!');
  return name.replace(/\.[^./\\]+$/, '') + EXPECTED;
}

// The file column holds the name alone, so that a table does not depend on where the check was started.
const unplaced = (result: DocumentResult): DocumentResult => ({
  ...result,
  observations: result.observations.map((one) => ({ ...one, file: basename(one.file) })),
});

/** The expected table's text for a result. */
export function tableText(result: DocumentResult): string {
  const writer = csvWriter({ headers: 'en', bom: false });
  return writer.begin() + writer.document(unplaced(result)) + writer.end();
}

// A checkout may turn line ends round, also inside of cells.
const cell = (text: string): string => text.replaceAll('\r\n', '\n');

/** The rows of a result as the table has them. */
export const tableRows = (result: DocumentResult): Row[] =>
  unplaced(result).observations.map((observation) => {
    const cells = csvCells(observation);
    return Object.fromEntries(COLUMNS.map(({ key }, i) => [key, cell(harmless(cells[i]!))]));
  });

export type Table =
  | { readonly rows: readonly Row[]; readonly columns: readonly string[] }
  | { readonly missing: true }
  | { readonly wrong: string };

/** Reads an expected table. It may leave columns out, which are then not compared, but `start` and `end` it must have. */
export async function readTable(path: string): Promise<Table> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { missing: true };
    return { wrong: `cannot be read (${(error as Error).message})` };
  }
  try {
    const [columns = [], ...rows] = parse(text, { bom: true, relax_column_count: false }) as string[][];
    const known = new Set<string>(COLUMNS.map(({ key }) => key));
    const strange = columns.find((column) => !known.has(column));
    if (strange !== undefined) return { wrong: `has an unknown column '${strange}'` };
    const lacking = ['start', 'end'].find((column) => !columns.includes(column));
    if (lacking) return { wrong: `lacks the column '${lacking}'` };
    return {
      columns,
      rows: rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, cell(row[i]!)]))),
    };
  } catch (error) {
    return { wrong: `is no CSV table (${(error as Error).message})` };
  }
}
