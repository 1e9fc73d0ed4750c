import type { Cell, Span } from '../../types.js';
import type { Line } from './lines.js';

export interface Table {
  readonly rows: readonly Line[];
  readonly cells: readonly Cell[];
}

/** Runs of lines with tabs or pipes, read as tables. */
export function readTables(norm: string, lines: readonly Line[]): Table[] {
  const tables: Table[] = [];
  let run: Line[] = [];
  const close = () => {
    if (run.length) tables.push({ rows: run, cells: cellsOf(norm, run, tables.length) });
    run = [];
  };
  for (const line of lines) {
    if (/[\t|]/.test(norm.slice(line.start, line.end))) run.push(line);
    else close();
  }
  close();
  return tables;
}

const NUMERIC = /^[\d,. ]+%?$/;

function split(norm: string, line: Line): Span[] {
  const out: Span[] = [];
  let start = line.start;
  for (let i = line.start; i <= line.end; i++) {
    if (i === line.end || norm[i] === '\t' || norm[i] === '|') {
      out.push({ start, end: i });
      start = i + 1;
    }
  }
  return out;
}

function cellsOf(norm: string, rows: readonly Line[], table: number): Cell[] {
  const cells: Cell[] = [];
  let head: Span[][] = [];
  let seen = false;
  for (const line of rows) {
    const row = split(norm, line);
    const numeric = row.map((cell) => NUMERIC.test(norm.slice(cell.start, cell.end).trim()));
    if (!numeric.includes(true)) {
      if (seen) head = [];
      seen = false;
      head.push(row);
      continue;
    }
    seen = true;
    const labels = row.filter((_, i) => !numeric[i] && norm.slice(row[i]!.start, row[i]!.end).trim());
    row.forEach((cell, i) => {
      if (!numeric[i]) return;
      const column = head.map((cellsAbove) => cellsAbove[i]).filter((c): c is Span => !!c && c.end > c.start);
      cells.push({ ...cell, row: labels, column, unit: null, table });
    });
  }
  return cells;
}
