import { raised, type Shift } from '../../language/raised.js';
import { CJK, closeBlanks, readableCharacters } from './characters.js';
import type { Rule } from './grid.js';

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
  /** Straight lines that it draws. */
  readonly rules?: readonly Rule[];
}

export interface Line {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  /** Which column of running text it stands in: `1/2` is the first of two, `0/1` the whole page. */
  readonly column: string;
  /** It is the row of a ruled table. */
  readonly ruled?: boolean;
}

// In sizes of the letters.
const SAME_LINE = 0.5;
const SAME_PLACE = 0.2;
const CELL_GAP = 1.9;
const WORD_GAP = 0.2;
/** Beside punctuation, and in a line that is stretched to its margin, with gaps at many of its Han characters. */
const STRETCHED_GAP = 0.9;
const STRETCHED = 1 / 3;
/** Text this much smaller than that of its line, and so far from its baseline, is raised or lowered. */
const SMALLER = 0.8;
const SHIFTED = 0.12;

/** Blanks between Han and other text. */
export const ASIDE_OF_HAN = new RegExp(`(?<=${CJK.source}) +|(?<! ) +(?=${CJK.source})`);

/**
 * Cuts a run at blanks: such a blank may be a gap of typesetting, or the place of text in another font that is printed later.
 * Where the pieces stand is reckoned by the width of Han and of other characters.
 */
export function pieces(run: Run, at: RegExp): Run[] {
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

/** Runs by their baselines, from above, each row from the left. */
export function rowsOf(runs: readonly Run[]): Run[][] {
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

export function lineOf(row: readonly Run[], column: string): Line {
  const stretched = isStretched(row);
  const main = mainRun(row);
  let text = '';
  let right = 0;
  for (const run of row) {
    const shift = shiftOf(run, main);
    const piece = shift ? raised(readableCharacters(run.text), shift, text) : readableCharacters(run.text);
    if (piece !== '')
      text += text === '' ? piece.trimStart() : gapText(text, piece, (run.x - right) / main.size, stretched) + piece;
    right = Math.max(right, run.x + run.width);
  }
  const { size } = main;
  return { text: closeBlanks(text.trimEnd()), left: row[0]!.x, right, y: main.y, size, column };
}

/** The run by whose size and baseline a line goes: of the greatest ones the longest. */
const mainRun = (row: readonly Run[]): Run =>
  row.reduce((main, run) =>
    run.size > main.size * 1.05 || (run.size > main.size * 0.95 && run.text.length > main.text.length) ? run : main,
  );

function shiftOf(run: Run, main: Run): Shift | null {
  const up = main.y - run.y;
  if (run.size > SMALLER * main.size || Math.abs(up) < SHIFTED * main.size) return null;
  return up > 0 ? 'super' : 'sub';
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
