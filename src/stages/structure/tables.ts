import type { Cell, Span } from '../../types.js';
import { columnsOf, type Form } from './columns.js';
import { lineMark } from './headings.js';
import type { Line } from './lines.js';

export interface Table {
  readonly rows: readonly Line[];
  readonly cells: readonly Cell[];
}

const NUMERIC = /^[+-]?\d[\d,]*(?:\.\d+)?(?: ?%)?$/;
const EMPTY = /^[/\\\-—–]*$/;
const SEPARATOR = /^[\s|:+-]+$/;
/** A cell longer than this, or one that holds a full stop, is prose that happens to hold a tab. */
const CELL_MAX = 120;

/** The cells of a line: its stretches between tabs or pipes, blanks trimmed; empty ones keep their place. */
export function cellsIn(norm: string, line: Line): Span[] {
  const from = norm.lastIndexOf('\n', line.start - 1) + 1;
  const stop = norm.indexOf('\n', line.end);
  const end = stop < 0 ? norm.length : stop;
  const piped = !norm.slice(from, end).includes('\t');
  const out: Span[] = [];
  let start = from;
  for (let i = from; i <= end; i++) {
    if (i < end && norm[i] !== (piped ? '|' : '\t')) continue;
    let a = start;
    let b = i;
    while (a < b && /\s/.test(norm[a]!)) a++;
    while (b > a && /\s/.test(norm[b - 1]!)) b--;
    out.push({ start: a, end: b });
    start = i + 1;
  }
  if (piped && out.length > 2) {
    // The outer pipes of a row open and close it.
    if (out[0]!.end === out[0]!.start) out.shift();
    if (out.at(-1)!.end === out.at(-1)!.start) out.pop();
  }
  return out;
}

function isRow(norm: string, line: Line): boolean {
  const cells = cellsIn(norm, line);
  const filled = cells.filter((cell) => cell.end > cell.start).length;
  if (cells.length < 3 && filled < 2) return false;
  return cells.every((cell) => cell.end - cell.start <= CELL_MAX && !norm.slice(cell.start, cell.end).includes('。'));
}

/** A line without cells between rows: a section of the table (第二十条第(五)项), or a row whose cells are all empty. */
function isInside(norm: string, line: Line): boolean {
  const text = norm.slice(line.start, line.end);
  return text.length <= 40 && !/[。;,]/.test(text);
}

/** Runs of lines with tabs or pipes, read as tables. Lines of one cell between two rows belong to the run. */
export function readTables(norm: string, lines: readonly Line[], forms: readonly Form[]): Table[] {
  const tables: Table[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (!isRow(norm, lines[i]!)) continue;
    const run: Line[] = [lines[i]!];
    let j = i + 1;
    for (; j < lines.length; j++) {
      const next = lines[j]!;
      const bridge =
        isInside(norm, next) &&
        !/^[一二三四五六七八九十]{1,2}、/.test(norm.slice(next.start, next.end)) &&
        j + 1 < lines.length &&
        isRow(norm, lines[j + 1]!);
      if (isRow(norm, next) || bridge) run.push(next);
      else break;
    }
    const caption = i > 0 ? lines.slice(Math.max(0, i - 3), i) : [];
    const cells = readCells(norm, run, caption, tables.length, forms);
    if (cells.length > 0 || run.length > 2) tables.push({ rows: run, cells });
    i = j - 1;
  }
  return tables;
}

interface Row {
  readonly cells: readonly Span[];
  readonly numeric: readonly boolean[];
}

/** The unit that a caption, a head or a column prints: 单位:件, 金额(万元), 件数. */
export function unitIn(text: string): string | null {
  const stated =
    /单位[:：] ?(\S{1,6}?)[)）\s]*$/.exec(text) ??
    /单位[:：] ?([^)）\s]{1,6})/.exec(text) ??
    /[(（]([^()（）]{1,4})[)）]$/.exec(text);
  if (stated && /^(?:件|人|名|次|项|条|个|份|元|万元|亿元|宗|起|场|户|家|人次|件次|%|篇|期)$/.test(stated[1]!))
    return stated[1]!;
  return /(件|人|条|次|项|份)数$/.exec(text)?.[1] ?? null;
}

function readCells(
  norm: string,
  run: readonly Line[],
  caption: readonly Line[],
  table: number,
  forms: readonly Form[],
): Cell[] {
  const text = (span: Span) => norm.slice(span.start, span.end);
  const rows = run
    .filter((line) => !SEPARATOR.test(text(line)))
    .map((line): Row => {
      const cells = cellsIn(norm, line);
      return { cells, numeric: cells.map((cell) => NUMERIC.test(text(cell))) };
    });
  const above =
    caption
      .map(text)
      .reverse()
      .map(unitIn)
      .find((unit) => unit !== null) ?? null;
  const out: Cell[] = [];
  let head: Span[][] = [];
  let body = false;
  let path: { level: number; span: Span }[] = [];
  rows.forEach((row, r) => {
    const filled = row.cells.filter((cell) => cell.end > cell.start);
    const holds = row.numeric.includes(true);
    const marked = filled[0] ? lineMark(text(filled[0])) : null;
    const slashes = filled.some((cell) => EMPTY.test(text(cell)));
    if (!holds && !slashes && (!body || !marked) && !(marked && filled.length === 1 && body)) {
      if (body) head = [];
      body = false;
      path = [];
      if (filled.length > 0) head.push(row.cells.map((cell) => cell));
      return;
    }
    body = true;
    const first = row.cells.findIndex((cell, i) => row.numeric[i] || (cell.end > cell.start && EMPTY.test(text(cell))));
    const width = first < 0 ? row.cells.length : labelWidth(row, first, text);
    const labels = row.cells.slice(0, width).filter((cell) => cell.end > cell.start);
    path = extend(path, labels, text);
    if (!holds) return;
    const columns = columnsOf(
      norm,
      head,
      rows.slice(r).find((other) => other.numeric.includes(true))!.cells.length,
      width,
      forms,
    );
    row.cells.forEach((cell, i) => {
      if (!row.numeric[i]) return;
      const column = columns(i, row.cells.length);
      const unit =
        column
          .map(text)
          .reverse()
          .map(unitIn)
          .find((u) => u !== null) ??
        labels
          .map(text)
          .map(unitIn)
          .find((u) => u !== null) ??
        headUnit(head, text) ??
        above;
      out.push({ ...cell, row: path.map((p) => p.span), column, unit: unit ?? null, table });
    });
  });
  return out;
}

const headUnit = (head: readonly (readonly Span[])[], text: (span: Span) => string): string | null =>
  head
    .flat()
    .map(text)
    .map((t) => (t.includes('单位') ? unitIn(t) : null))
    .find((unit) => unit !== null) ?? null;

/** How many cells at the left name the row: all up to the first number, less the empty ones that are values. */
function labelWidth(row: Row, first: number, text: (span: Span) => string): number {
  let width = first;
  while (width > 0 && text(row.cells[width - 1]!) === '') width--;
  return width;
}

/** The row's headings: numbered ones nest (三、 over (一) over 1.), others stand alone. */
function extend(
  path: readonly { level: number; span: Span }[],
  labels: readonly Span[],
  text: (span: Span) => string,
): { level: number; span: Span }[] {
  let next = [...path];
  for (const span of labels) {
    const level = lineMark(text(span))?.level ?? (labels.length > 1 && span !== labels[0] ? 8 : 0);
    next = [...next.filter((p) => p.level < level), { level, span }];
  }
  return next;
}
