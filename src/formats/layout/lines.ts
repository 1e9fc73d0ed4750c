import { gridsOf } from './grid.js';
import { ASIDE_OF_HAN, type Line, lineOf, type PageLayout, pieces, type Run, rowsOf } from './rows.js';
import { readTables } from './tables.js';

/** Share of a column's width that its lines must fill for it to be one of running text, and not of a table. */
const FILLED = 0.7;
/** Lines that each of two columns must have. */
const COLUMN_LINES = 8;

/**
 * Reads the lines of a page in the order in which they are read: from above, one column of running text after the other. A row of a
 * ruled table is a line, its cells set apart by tabs.
 */
export function linesOf(page: PageLayout): Line[] {
  const all = page.runs.filter(({ text, size }) => text.trim() !== '' && size > 0);
  const { tables, rest } = readTables(all, gridsOf(page.rules ?? []));
  const lines: Line[] = [];
  let runs = rest.flatMap((run) => pieces(run, ASIDE_OF_HAN));
  for (const table of tables) {
    const above = runs.filter(({ y }) => y <= table.top);
    runs = runs.filter(({ y }) => y > table.top);
    lines.push(...running(page, above), ...table.lines);
  }
  return [...lines, ...running(page, runs)];
}

/** The lines of text that stands in no ruled table. */
function running(page: PageLayout, runs: readonly Run[]): Line[] {
  const gutter = gutterOf(page, runs);
  if (gutter === null) return rowsOf(runs).map((row) => lineOf(row, '0/1'));
  const lines: Line[] = [];
  const columns: [Run[], Run[]] = [[], []];
  const flush = () => {
    columns.forEach((column, i) => {
      lines.push(...rowsOf(column.splice(0)).map((row) => lineOf(row, `${i + 1}/2`)));
    });
  };
  for (const row of rowsOf(runs)) {
    if (row.some((run) => crosses(run, gutter))) {
      flush();
      lines.push(lineOf(row, '0/1'));
    } else for (const run of row) columns[run.x < gutter ? 0 : 1].push(run);
  }
  flush();
  return lines;
}

const crosses = ({ x, width }: Run, gutter: number): boolean => x < gutter && x + width > gutter;

/** Where a page of running text in two columns is parted; null for any other page. */
function gutterOf(page: PageLayout, runs: readonly Run[]): number | null {
  const gutter = page.width / 2;
  const sides: [Run[], Run[]] = [[], []];
  let crossing = 0;
  for (const run of runs) {
    if (crosses(run, gutter)) crossing++;
    else sides[run.x < gutter ? 0 : 1].push(run);
  }
  if (crossing * 5 > runs.length) return null;
  const running = sides.every((side) => {
    const lines = rowsOf(side).map((row) => lineOf(row, ''));
    if (lines.length < COLUMN_LINES) return false;
    const width = Math.max(...lines.map(({ right }) => right)) - Math.min(...lines.map(({ left }) => left));
    const full = lines.filter((line) => line.right - line.left >= FILLED * width && !line.text.includes('\t'));
    return width > page.width / 4 && full.length > lines.length / 2;
  });
  return running ? gutter : null;
}
