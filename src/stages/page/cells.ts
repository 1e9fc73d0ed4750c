import type { Written } from './writer.js';

const FIGURE = /^[+-]?\d[\d,.]*(?: ?(?:%|[\u4e00-\u9fff]{1,2}))?$/;
const NOTHING: Written = { text: '', source: [] };

/** A line of a cell. */
export interface CellLine extends Written {
  /** It goes on right below the line before it, as after `<br>`: maybe only wrapped. */
  readonly near: boolean;
}

/**
 * The lines of a cell that hold something.
 * @param apart no two lines can be one that was wrapped, as in a list
 */
export function linesOf({ text, source }: Written, apart: boolean): CellLine[] {
  let start = 0;
  let near = false;
  return text.split('\n').flatMap((line) => {
    const from = start;
    start += line.length + 1;
    const was = near;
    near = line.trim() !== '' && !apart;
    return line.trim() === '' ? [] : [{ text: line, source: source.slice(from, from + line.length), near: was }];
  });
}

/**
 * Lays out a table's row whose cells may hold several lines. Where all that are not empty hold as many, one of them numbers only,
 * these are rows drawn without a rule between them; else the lines of a cell stand one after the other, set apart.
 * @param cells the lines of each cell; null where a cell reaches in
 */
export function rowsOf(cells: readonly (readonly CellLine[] | null)[]): (Written | null)[][] {
  const filled = cells.filter((lines): lines is readonly CellLine[] => lines !== null && lines.length > 0);
  const count = filled[0]?.length ?? 0;
  const rows =
    count > 1 &&
    filled.length > 1 &&
    filled.every(({ length }) => length === count) &&
    filled.some((lines) => lines.every(({ text }) => FIGURE.test(text)));
  if (rows) return Array.from({ length: count }, (_, i) => cells.map((lines) => lines && (lines[i] ?? NOTHING)));
  const alone = filled.filter(({ length }) => length > 1).length === 1;
  return [cells.map((lines) => lines && joined(lines, alone))];
}

/** Han only, and few: what stands in a narrow column is wrapped after a few characters, 行政⏎复议. */
const NARROW = /^[\u4e00-\u9fff]{1,3}$/;

/**
 * Puts the lines of a cell into one: words are set apart by a blank, figures so that no two are read as one.
 * @param alone no other cell of the row has several lines
 */
function joined(lines: readonly CellLine[], alone: boolean): Written {
  const wrapped = alone && lines.every(({ text, near }, i) => NARROW.test(text) && (near || i === 0));
  return lines.reduce<Written>((before, line, i) => {
    if (i === 0) return line;
    const counts = /\d/.test(before.text) && /\d/.test(line.text) && /[^。;；,，、:：!?]$/.test(before.text);
    const gap = wrapped ? '' : counts ? '；' : ' ';
    return {
      text: `${before.text}${gap}${line.text}`,
      source: [...before.source, ...(gap ? [-1] : []), ...line.source],
    };
  }, NOTHING);
}
