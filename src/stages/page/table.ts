import { type DomNode, walk } from './dom.js';
import type { Survey } from './survey.js';

/** A cell, or null where one reaches in from the left or from above. */
export type Grid = readonly (readonly (DomNode | null)[])[];

/** Spans beyond this are mistakes. */
const WIDEST = 60;
/** A cell with more text than this, in several paragraphs, is a part of the page and no cell of data. */
const LONGEST_CELL = 300;

/**
 * Lays out a table of data: one entry a column, so that columns stay in line under spans.
 * @returns null when the table only lays out the page: it holds tables or headings, has one column, or holds running text or lists of links
 */
export function gridOf(table: DomNode, holds: Survey): Grid | null {
  if ((holds.get(table)?.tables ?? 0) > 1 || (holds.get(table)?.headings ?? 0) > 0) return null;
  const rows = rowsOf(table);
  const grid: (DomNode | null)[][] = [];
  /** For each column, how many rows further down a cell reaches. */
  let reach: number[] = [];
  for (const cells of rows) {
    const row: (DomNode | null)[] = [];
    const next: number[] = reach.map((left) => Math.max(0, left - 1));
    const skip = () => {
      while ((reach[row.length] ?? 0) > 0) row.push(null);
    };
    for (const cell of cells) {
      skip();
      const width = Math.min(WIDEST, spanOf(cell, 'colspan'));
      const down = Math.min(rows.length, spanOf(cell, 'rowspan')) - 1;
      for (let i = 0; i < width; i++) {
        next[row.length] = Math.max(next[row.length] ?? 0, down);
        row.push(i === 0 ? cell : null);
      }
    }
    skip();
    reach = Array.from(next, (left) => left ?? 0);
    grid.push(row);
  }
  if (!grid.some((row) => row.length > 1)) return null;
  const running = rows.flat().some((cell) => {
    const own = holds.get(cell);
    if (own === undefined) return false;
    return (own.chars > LONGEST_CELL && own.lines > 2) || (own.lists > 0 && own.links > 2);
  });
  return running ? null : grid;
}

function rowsOf(table: DomNode): DomNode[][] {
  const rows: DomNode[][] = [];
  walk(table, (node) => {
    if (node.name === 'tr') rows.push([]);
    if (node.name !== 'td' && node.name !== 'th') return true;
    rows.at(-1)?.push(node);
    return false;
  });
  return rows;
}

function spanOf(cell: DomNode, name: string): number {
  const span = Number.parseInt(cell.attribs?.[name] ?? '1', 10);
  return span >= 1 ? span : 1;
}
