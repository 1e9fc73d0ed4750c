import { CJK } from './characters.js';
import type { Grid, GridCell } from './grid.js';
import { ASIDE_OF_HAN, type Line, lineOf, pieces, type Run, rowsOf } from './rows.js';

/** A ruled table as lines, and where it begins. */
export interface RuledTable {
  readonly top: number;
  readonly lines: readonly Line[];
}

/** A cell with more characters is running text in a frame, and no cell of data. */
const LONGEST_CELL = 300;
/** Room at the right of a cell, in sizes of its letters, in which its next word would not have fitted. */
const ROOM = 2.2;

/** Takes the text that stands in the tables of a page out of its runs, as rows of cells. */
export function readTables(
  runs: readonly Run[],
  grids: readonly Grid[],
): { readonly tables: readonly RuledTable[]; readonly rest: readonly Run[] } {
  let rest = runs;
  const tables: RuledTable[] = [];
  for (const grid of [...grids].sort((a, b) => a.ys[0]! - b.ys[0]!)) {
    const [left, right, top, bottom] = [grid.xs[0]!, grid.xs.at(-1)!, grid.ys[0]!, grid.ys.at(-1)!];
    const inside = (run: Run) => middle(run) > left && middle(run) < right && height(run) > top && height(run) < bottom;
    const cells = fill(grid, rest.filter(inside));
    const filled = [...cells.values()].filter((lines) => lines.length > 0);
    if (
      filled.length < 2 ||
      filled.some((lines) => lines.reduce((sum, { text }) => sum + text.length, 0) > LONGEST_CELL)
    )
      continue;
    rest = rest.filter((run) => !inside(run));
    tables.push({ top, lines: rowsIn(grid, cells) });
  }
  return { tables, rest };
}

const middle = ({ x, width }: Run): number => x + width / 2;
/** Where a run's letters stand, not their baseline. */
const height = ({ y, size }: Run): number => y - size * 0.35;

/** The lines of each cell. A run that reaches over several cells, drawn in one go, is cut at its blanks. */
function fill({ cells }: Grid, runs: readonly Run[]): Map<GridCell, Line[]> {
  const own = new Map<GridCell, Run[]>(cells.map((cell) => [cell, []]));
  const at = (x: number, y: number) =>
    cells.find(({ left, right, top, bottom }) => x >= left && x < right && y >= top && y < bottom);
  for (const run of runs) {
    const one = at(run.x + run.size / 4, height(run)) === at(run.x + run.width - run.size / 4, height(run));
    for (const piece of one ? pieces(run, ASIDE_OF_HAN) : pieces(run, / +/)) {
      const cell = at(middle(piece), height(piece));
      if (cell) own.get(cell)!.push(piece);
    }
  }
  return new Map([...own].map(([cell, all]) => [cell, rowsOf(all).map((row) => within(lineOf(row, '0/1')))]));
}

/** A wide gap within a cell sets no cells apart. */
const within = (line: Line): Line => ({ ...line, text: line.text.replace(/\t/g, ' ') });

function rowsIn({ xs, ys }: Grid, cells: ReadonlyMap<GridCell, readonly Line[]>): Line[] {
  const lines: Line[] = [];
  for (let row = 0; row + 1 < ys.length; row++) {
    const own = [...cells].filter(([cell]) => cell.row === row);
    for (const texts of split(own)) {
      const parts = xs.slice(1).map((_, column) => texts.get(column) ?? '');
      if (parts.every((part) => part === '')) continue;
      const size = Math.max(...own.flatMap(([, all]) => all.map((line) => line.size)));
      lines.push({
        text: parts.join('\t'),
        left: xs[0]!,
        right: xs.at(-1)!,
        y: ys[row + 1]!,
        size,
        column: '0/1',
        ruled: true,
      });
    }
  }
  return lines;
}

/** A row's texts by their columns; several rows where no rule parts them but each cell has as many lines, one of them all numbers. */
function split(row: readonly (readonly [GridCell, readonly Line[]])[]): Map<number, string>[] {
  const filled = row.filter(([, lines]) => lines.length > 0);
  const count = filled[0]?.[1].length ?? 0;
  const several =
    count > 1 &&
    filled.length > 1 &&
    filled.every(([, lines]) => lines.length === count) &&
    filled.some(([, lines]) => lines.every(({ text }) => /^[+-]?\d[\d,.]*%?$/.test(text)));
  if (!several) return [new Map(row.map(([cell, lines]) => [cell.column, joined(cell, lines)]))];
  return Array.from({ length: count }, (_, i) => new Map(filled.map(([cell, lines]) => [cell.column, lines[i]!.text])));
}

/** The lines of a cell as one: wrapped ones go on, others are set apart, figures so that no two are read as one. */
function joined(cell: GridCell, lines: readonly Line[]): string {
  return lines.reduce((before, line, i) => {
    if (i === 0) return line.text;
    const last = lines[i - 1]!;
    const full = cell.right - cell.left - (last.right - last.left) < ROOM * last.size;
    const digits = /\d$/.test(before) && /^\d/.test(line.text);
    if (digits || (!full && /\d/.test(before) && /\d/.test(line.text))) return `${before}；${line.text}`;
    return full && CJK.test(before.at(-1)! + line.text[0]!) ? before + line.text : `${before} ${line.text}`;
  }, '');
}
