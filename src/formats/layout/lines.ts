import { CJK, closeBlanks, readableCharacters } from './characters.js';

/** A piece of text as a page shows it. Lengths in the page's unit, from its upper left corner; `y` is that of the baseline. */
export interface Run {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Height of the letters. */
  readonly size: number;
}

export interface PageLayout {
  readonly width: number;
  readonly height: number;
  readonly runs: readonly Run[];
}

export interface Line {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  /** Which column of running text it stands in: `1/2` is the first of two, `0/1` the whole page. */
  readonly column: string;
}

// In sizes of the letters.
const SAME_LINE = 0.5;
const SAME_PLACE = 0.2;
const CELL_GAP = 1.9;
const WORD_GAP = 0.2;
/** Beside punctuation, and in a line that is stretched to its margin, with gaps at many of its Han characters. */
const STRETCHED_GAP = 0.9;
const STRETCHED = 1 / 3;
/** Share of a column's width that its lines must fill for it to be one of running text, and not of a table. */
const FILLED = 0.7;
/** Lines that each of two columns must have. */
const COLUMN_LINES = 8;

/** Reads the lines of a page in the order in which they are read: from above, one column of running text after the other. */
export function linesOf(page: PageLayout): Line[] {
  const runs = page.runs
    .filter(({ text, size }) => text.trim() !== '' && size > 0)
    .flatMap((run) => pieces(run, ASIDE_OF_HAN));
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

const ASIDE_OF_HAN = new RegExp(`(?<=${CJK.source}) +|(?<! ) +(?=${CJK.source})`);

/**
 * Cuts a run at blanks: such a blank may be a gap of typesetting, or the place of text in another font that is printed later.
 * Where the pieces stand is reckoned by the width of Han and of other characters.
 */
function pieces(run: Run, at: RegExp): Run[] {
  const texts = run.text.split(at).filter((text) => text !== '');
  if (texts.length < 2) return [run];
  const widths = texts.map((text) => [...text].reduce((sum, c) => sum + (CJK.test(c) ? 1 : 0.5), 0) * run.size);
  const gap = Math.max(0, run.width - widths.reduce((sum, width) => sum + width, 0)) / (texts.length - 1);
  let x = run.x;
  return texts.map((text, i) => {
    const piece = { ...run, text, x, width: widths[i]! };
    x += widths[i]! + gap;
    return piece;
  });
}

/** Cuts the runs of a row into which others are printed, so that these can stand between. */
function interleaved(row: readonly Run[]): Run[] {
  const cut = row.flatMap((run, i) => {
    const next = row[i + 1];
    return next && next.x < run.x + run.width - SAME_PLACE * run.size ? pieces(run, / +/) : [run];
  });
  return cut.length === row.length ? [...row] : cut.sort((a, b) => a.x - b.x);
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

/** Runs by their baselines, from above, each row from the left. */
function rowsOf(runs: readonly Run[]): Run[][] {
  const rows: Run[][] = [];
  for (const run of [...runs].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && run.y - first.y <= SAME_LINE * Math.min(Math.max(run.size, first.size), 2 * first.size))
      row.push(run);
    else rows.push([run]);
  }
  return rows.map((row) => interleaved(withoutShadows(row.sort((a, b) => a.x - b.x))));
}

/** Bold letters are often printed twice at nearly the same place. */
function withoutShadows(row: readonly Run[]): Run[] {
  return row.filter((run, i) => {
    const before = row[i - 1];
    return !(before && before.text === run.text && run.x - before.x <= SAME_PLACE * run.size);
  });
}

function lineOf(row: readonly Run[], column: string): Line {
  const stretched = isStretched(row);
  let text = '';
  let right = 0;
  for (const run of row) {
    const piece = readableCharacters(run.text);
    text += text === '' ? piece.trimStart() : gapText(text, piece, (run.x - right) / run.size, stretched) + piece;
    right = Math.max(right, run.x + run.width);
  }
  const size = Math.max(...row.map((run) => run.size));
  return { text: closeBlanks(text.trimEnd()), left: row[0]!.x, right, y: row[0]!.y, size, column };
}

function isStretched(row: readonly Run[]): boolean {
  let gaps = 0;
  let han = 0;
  row.forEach((run, i) => {
    const before = row[i - 1];
    if (before && (run.x - before.x - before.width) / run.size > WORD_GAP) gaps++;
    for (const character of run.text) if (CJK.test(character)) han++;
  });
  return gaps > han * STRETCHED;
}

/** What stands for a gap between two pieces: nothing, a blank, or the tab that sets cells apart. */
function gapText(before: string, after: string, gap: number, stretched: boolean): string {
  if (gap > CELL_GAP) return '\t';
  const sides = [before.at(-1)!, after[0] ?? ''];
  const close = sides.some((side) => CJK.test(side) && (stretched || !/[\p{L}\p{N}]/u.test(side)));
  return gap > (close ? STRETCHED_GAP : WORD_GAP) ? ' ' : '';
}
