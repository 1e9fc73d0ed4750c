import { lineMark } from '../../language/marks.js';
import type { Cell, Span } from '../../types.js';
import { columnsOf, type Form } from './columns.js';
import type { Line } from './lines.js';
import { isUnit, UNIT_SOURCE, unitOf } from './unit.js';

export interface Table {
  readonly rows: readonly Line[];
  readonly cells: readonly Cell[];
}

/** One number and nothing else but its scale and unit: 1,216; 21.6万; -12.5%; 38件. */
const NUMERIC = new RegExp(`^[+-]?(?:\\d{1,3}(?: \\d{3})+|\\d[\\d,]*)(?:\\.\\d+)?(?: ?(?:[万亿]|${UNIT_SOURCE}))?$`);
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

/** A sentence that leads to the table below it. */
const NAMES_TABLE = /^[^。;\d]*(?:\d{4} ?年[^。;\d]*)?(?:如下表?|见[下附]表|下表所示)[^。;\d]{0,6}[。:]?$/;

/** A line that opens a table of its own. */
const CAPTION = /^附?表 ?[一二三四五六七八九十\d]|表$|单位:/;

/** A line without cells between rows: a section of the table (第二十条第(五)项), or a row whose cells are all empty. */
function isInside(norm: string, line: Line): boolean {
  const text = norm.slice(line.start, line.end);
  return text.length <= 40 && !/[。;,]/.test(text) && !CAPTION.test(text);
}

/** Runs of lines with tabs or pipes, read as tables. Lines of one cell between two rows belong to the run. */
export function readTables(norm: string, lines: readonly Line[], title: Span | null, forms: readonly Form[]): Table[] {
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
    const cells = new Reader(norm, captionOf(norm, lines, i, title), tables.length, forms).read(run, cellsIn);
    if (cells.length > 0 || run.length > 2) tables.push({ rows: run, cells });
    i = j - 1;
  }
  return tables;
}

/**
 * Runs of lines whose cells are parted by two blanks or more: only where a head of words stands over rows of a name and numbers,
 * all of as many cells. In: the lines that no other table took.
 */
export function readAligned(
  norm: string,
  lines: readonly Line[],
  isTaken: (line: Line) => boolean,
  forms: readonly Form[],
  first: number,
  title: Span | null,
): Table[] {
  const tables: Table[] = [];
  for (let i = 0; i < lines.length; i++) {
    const head = gapped(norm, lines[i]!);
    if (isTaken(lines[i]!) || !isHead(norm, head)) continue;
    let j = i + 1;
    while (j < lines.length && !isTaken(lines[j]!) && isValues(norm, gapped(norm, lines[j]!), head.length)) j++;
    if (j === i + 1) continue;
    const run = lines.slice(i, j);
    const cells = new Reader(norm, captionOf(norm, lines, i, title), first + tables.length, forms).read(run, gapped);
    tables.push({ rows: run, cells });
    i = j - 1;
  }
  return tables;
}

/** The stretches of a line between two blanks or more. */
function gapped(norm: string, line: Line): Span[] {
  const text = norm.slice(line.start, line.end);
  return [...text.matchAll(/\S+(?: \S+)*/g)].map((hit) => ({
    start: line.start + hit.index,
    end: line.start + hit.index + hit[0].length,
  }));
}

const HEAD_MAX = 24;

const isHead = (norm: string, cells: readonly Span[]): boolean =>
  cells.length > 1 &&
  cells.every(({ start, end }) => end - start <= HEAD_MAX && !/[。;,!?\d]$/.test(norm.slice(start, end)));

/** A name and numbers, as many cells as the head has. */
const isValues = (norm: string, cells: readonly Span[], width: number): boolean =>
  cells.length === width &&
  cells.every(({ start, end }, i) => {
    const text = norm.slice(start, end);
    return i === 0 ? !NUMERIC.test(text) && end - start <= HEAD_MAX : NUMERIC.test(text) || EMPTY.test(text);
  });

interface Row {
  readonly cells: readonly Span[];
  readonly numeric: readonly boolean[];
}

/** Reads one run of lines as a table, row by row. */
class Reader {
  private readonly out: Cell[] = [];
  private head: (readonly Span[])[] = [];
  private body = false;
  private path: { level: number; span: Span }[] = [];

  constructor(
    private readonly norm: string,
    private readonly caption: readonly Span[],
    private readonly table: number,
    private readonly forms: readonly Form[],
  ) {}

  read(run: readonly Line[], split: (norm: string, line: Line) => Span[]): Cell[] {
    for (const line of run) {
      if (SEPARATOR.test(this.text(line))) continue;
      const cells = split(this.norm, line);
      this.row({ cells, numeric: cells.map((cell) => NUMERIC.test(this.text(cell))) });
    }
    return this.out;
  }

  private readonly text = (span: Span): string => this.norm.slice(span.start, span.end);

  private row(row: Row): void {
    const filled = row.cells.filter((cell) => cell.end > cell.start);
    const holds = row.numeric.includes(true);
    const marked = filled[0] ? lineMark(this.text(filled[0])) : null;
    const slashes = filled.some((cell) => EMPTY.test(this.text(cell)));
    if (!holds && !slashes && (!this.body || !marked) && !(marked && filled.length === 1 && this.body)) {
      if (this.body) this.head = [];
      this.body = false;
      this.path = [];
      if (filled.length > 0) this.head.push(row.cells);
      return;
    }
    this.body = true;
    const first = row.cells.findIndex(
      (cell, i) => row.numeric[i] || (cell.end > cell.start && EMPTY.test(this.text(cell))),
    );
    const width = first < 0 ? row.cells.length : labelWidth(row, first, this.text);
    // 罚没金额 | 万元 | 1,050.5: a cell that is a unit is no label, but that of its row's numbers.
    const labels = row.cells
      .slice(0, width)
      .filter((cell, i) => cell.end > cell.start && (i === 0 || !isUnit(this.text(cell))));
    this.path = extend(this.path, labels, this.text);
    if (holds) this.values(row, width, labels);
  }

  private values(row: Row, width: number, labels: readonly Span[]): void {
    const columns = columnsOf(this.norm, this.head, row.cells.length, width, this.forms);
    // A head row of one cell stands over the whole table, as its caption does.
    const over = [...this.caption, ...this.head.filter((cells) => cells.length === 1).flat()];
    const path = this.path.map((p) => p.span);
    const told = row.cells.find((cell, i) => i > 0 && !row.numeric[i] && isUnit(this.text(cell)));
    row.cells.forEach((cell, i) => {
      if (!row.numeric[i]) return;
      const column = [...over, ...columns(i, row.cells.length).filter((c) => !over.includes(c))];
      const heads = columns(i, row.cells.length).map(this.text);
      const names = labels.map(this.text);
      const head = heads.at(-1) ?? names.at(-1) ?? '';
      const unit =
        unitOf(heads, head) ??
        (told ? this.text(told) : null) ??
        unitOf(names, head) ??
        unitOf(over.map(this.text), head);
      this.out.push({ ...cell, row: path, column, unit, table: this.table });
    });
  }
}

/** The lines over a table that belong to it: 表一 …统计表, …数量(单位:宗); of a title or a numbered heading only its unit counts. */
function captionOf(norm: string, lines: readonly Line[], first: number, title: Span | null): Span[] {
  const out: Span[] = [];
  for (let i = first - 1; i >= Math.max(0, first - 2); i--) {
    const text = norm.slice(lines[i]!.start, lines[i]!.end);
    if (text.length > 48 || isRow(norm, lines[i]!)) break;
    if (/[。;]/.test(text)) {
      // 2022年办理情况如下表。 is a sentence that names the table.
      if (NAMES_TABLE.test(text)) out.unshift(lines[i]!);
      break;
    }
    const unit = /[(]?单位:[^()]*[)]?/.exec(text);
    if (!lineMark(text) && lines[i] !== title) out.unshift(lines[i]!);
    else {
      if (unit)
        out.unshift({ start: lines[i]!.start + unit.index, end: lines[i]!.start + unit.index + unit[0].length });
      break;
    }
  }
  return out;
}

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
