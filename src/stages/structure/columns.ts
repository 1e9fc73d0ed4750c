import type { Span } from '../../types.js';

/** A standard table's head; see forms.yaml. */
export interface Form {
  readonly name: string;
  readonly head: readonly (readonly string[])[];
  readonly columns: readonly (readonly string[])[];
}

/** A head's words without blanks and without what stands in brackets. */
export const bare = (text: string): string => text.replace(/\s|[(（][^()（）]*[)）]/g, '');

type Columns = (index: number, rowLength: number) => readonly Span[];

/**
 * Which head cells stand over a cell. A head as wide as its rows is read straight down, empty cells taking the merged cell at
 * their left; a head whose merged cells were lost is read by a standard form with the same words, or, when its last row has one cell
 * for each value, by that. Otherwise the columns have no heading: a cell is never placed by counting alone.
 */
export function columnsOf(
  norm: string,
  head: readonly (readonly Span[])[],
  rowLength: number,
  labels: number,
  forms: readonly Form[],
): Columns {
  const text = (span: Span) => norm.slice(span.start, span.end);
  const rows = head.filter((row) => row.length > 1 || (row[0] && row[0].end > row[0].start));
  const wide = rows.filter((row) => row.length > 1);
  if (wide.length > 0 && wide.every((row) => row.length === rowLength)) return (index) => straight(wide, index);
  const form = forms.find((f) =>
    matches(
      f,
      rows.map((row) => row.map(text).map(bare).filter(Boolean)),
    ),
  );
  if (form) return (index) => formColumn(form, rows.flat(), index - labels, text);
  const last = wide.at(-1);
  if (!last) return () => [];
  const filled = last.filter((cell) => cell.end > cell.start);
  const closing = closingOf(wide, text);
  return (index, length) => {
    if (last.length === length) return pick(last[index]);
    const column = index - labels;
    if (filled.length === length - labels) return pick(filled[column]);
    // 合计 at the end of an upper row has no cells below it, so it is a column of its own.
    if (filled.length + closing.length === length - labels) return pick([...filled, ...closing][column]);
    return [];
  };
}

/** The cells at the end of the upper head rows that by their words have none below them. */
function closingOf(rows: readonly (readonly Span[])[], text: (span: Span) => string): Span[] {
  return rows.slice(0, -1).flatMap((row) => {
    const filled = row.filter((cell) => cell.end > cell.start);
    const from = filled.findLastIndex((cell) => !/^(?:合计|总计|小计|备注)/.test(bare(text(cell))));
    return filled.slice(from + 1);
  });
}

const pick = (cell: Span | undefined): Span[] => (cell && cell.end > cell.start ? [cell] : []);

function straight(rows: readonly (readonly Span[])[], index: number): Span[] {
  return rows.flatMap((row, r) => {
    let i = index;
    // Only a row with rows below it can hold merged cells.
    if (r < rows.length - 1) while (i > 0 && row[i]!.end === row[i]!.start) i--;
    return pick(row[i]);
  });
}

function matches(form: Form, rows: readonly (readonly string[])[]): boolean {
  const words = rows.flat();
  let at = 0;
  for (const word of form.head.flat()) {
    const found = words.indexOf(word, at);
    if (found < 0) return false;
    at = found + 1;
  }
  return true;
}

/** The head cells named by a form's column, the last of them the one that stands over this column. */
export function formColumn<T>(form: Form, cells: readonly T[], column: number, text: (cell: T) => string): T[] {
  const path = form.columns[column];
  if (!path) return [];
  return path.flatMap((word, depth) => {
    const same = cells.filter((cell) => bare(text(cell)) === word);
    const nth =
      depth === path.length - 1 ? form.columns.slice(0, column).filter((other) => other.at(-1) === word).length : 0;
    const cell = same[Math.min(nth, same.length - 1)];
    return cell ? [cell] : [];
  });
}
