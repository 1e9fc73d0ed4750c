import type { Problem } from '../types.js';
import type { DocumentResult } from '../write/columns.js';

/** What a run came to. */
export interface Tally {
  documents: number;
  /** Those whose region or year is not known. */
  unplaced: number;
  figures: number;
  coded: number;
  /** Ids of the indicators that have a figure. */
  readonly indicators: Set<string>;
  /** Findings by which a document contradicts itself. */
  contradictions: number;
  errors: number;
  warnings: number;
  /** Rows written, where fewer than all figures were asked for. */
  rows: number;
  /** Files of other kinds that lay in the folders. */
  skipped: number;
  /** Files and documents that the filters left out. */
  left: number;
}

export const newTally = (): Tally => ({
  documents: 0,
  unplaced: 0,
  figures: 0,
  coded: 0,
  indicators: new Set(),
  contradictions: 0,
  errors: 0,
  warnings: 0,
  rows: 0,
  skipped: 0,
  left: 0,
});

/** Counts problems. */
export function countProblems(tally: Tally, problems: readonly Problem[]): void {
  for (const { severity } of problems) tally[severity === 'error' ? 'errors' : 'warnings']++;
}

/** Counts one document: what was found in it, and how many rows of it were written. */
export function count(tally: Tally, found: DocumentResult, rows: number): void {
  countProblems(tally, found.problems);
  if (!found.problems.some(({ severity }) => severity === 'error')) {
    tally.documents++;
    if (found.document.region.name === '' || found.document.year === null) tally.unplaced++;
  }
  tally.figures += found.observations.length;
  const coded = found.observations.filter(({ indicator }) => indicator !== '');
  tally.coded += coded.length;
  for (const { indicator } of coded) tally.indicators.add(indicator);
  tally.contradictions += found.findings.filter(({ status }) => status === 'contradicts').length;
  tally.rows += rows;
}

const of = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;

/** The closing line: documents, figures, coded share, indicators with a figure, problems. */
export function closingLine(tally: Tally): string {
  const share = tally.figures === 0 ? '' : ` (${((100 * tally.coded) / tally.figures).toFixed(1)} %)`;
  const parts = [of(tally.documents, 'document'), of(tally.figures, 'figure'), `${tally.coded} coded${share}`];
  parts.push(`${of(tally.indicators.size, 'indicator')} reported`);
  if (tally.rows !== tally.figures) parts.push(`${of(tally.rows, 'row')} written`);
  if (tally.contradictions > 0) parts.push(`${of(tally.contradictions, 'contradiction')} (see baoshu audit)`);
  if (tally.unplaced > 0) parts.push(`${of(tally.unplaced, 'document')} without region or year (see baoshu facts)`);
  parts.push(of(tally.errors, 'error'));
  if (tally.warnings > 0) parts.push(of(tally.warnings, 'warning'));
  if (tally.skipped > 0) parts.push(`${of(tally.skipped, 'file')} of other kinds passed over`);
  if (tally.left > 0) parts.push(`${tally.left} left out by the filters`);
  return parts.join(', ');
}

/** One line that says what is wrong, where, and what to do. */
export const problemLine = ({ severity, code, message }: Problem): string => `${severity}: ${message} [${code}]`;
