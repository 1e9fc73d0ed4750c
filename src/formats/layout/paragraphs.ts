import { CJK } from './characters.js';
import { type PageLines, withoutFurniture } from './furniture.js';
import { linesOf } from './lines.js';
import type { Line, PageLayout } from './rows.js';

// In sizes of the letters.
const FULL_WITHIN = 1.7;
/** Width of a digit or letter. */
const NARROW = 0.55;
const INDENT = 1;
const SAME_SIZE = 0.12;
/** Share of the distance between lines by which it may be greater inside a paragraph. */
const LOOSER = 1.35;
const NUMBERED =
  /^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十]{1,3}[章节条部])/;

/** Where the lines of a column begin and end, and how far they stand apart. */
interface Margins {
  readonly left: number;
  readonly right: number;
  readonly spacing: number;
}

/**
 * Puts together the text of laid-out pages: page headers, footers and numbers taken off, hard-wrapped lines rejoined into
 * paragraphs also over the end of a page, a paragraph or a table's row a line, cells set apart by tabs.
 */
export function textOf(layouts: readonly PageLayout[]): string {
  const pages = withoutFurniture(
    layouts.map((page) => ({ width: page.width, height: page.height, lines: linesOf(page) })),
  );
  const margins = marginsOf(pages);
  const paragraphs: string[] = [];
  let before: Line | null = null;
  for (const { lines } of pages) {
    lines.forEach((line, i) => {
      if (before && goesOn(before, line, i === 0, margins)) paragraphs.push(joined(paragraphs.pop()!, line.text));
      else paragraphs.push(line.text);
      before = line;
    });
  }
  return paragraphs.join('\n');
}

const isRow = ({ text, ruled }: Line): boolean => ruled === true || text.includes('\t');

/** Dots that lead to a page of the contents: the next line is another entry, however full this one is. */
const LED = /(?:[.．·…⋯] ?){3,200}\d{1,4}$/;

/** Whether a line goes on with the paragraph of the line before it: that one is full, and this one not indented. */
function goesOn(before: Line, line: Line, newPage: boolean, margins: ReadonlyMap<string, Margins>): boolean {
  const own = margins.get(line.column);
  const last = margins.get(before.column);
  if (!own || !last || isRow(before) || isRow(line) || LED.test(before.text)) return false;
  if (Math.abs(before.size - line.size) > SAME_SIZE * line.size) return false;
  // What cannot be parted, as a number, leaves more room where it does not fit in.
  const unparted = /^[\dA-Za-z.,%]*/.exec(line.text)![0].length * NARROW;
  if (before.right < last.right - (FULL_WITHIN + unparted) * before.size) return false;
  if (line.left > own.left + INDENT * line.size) return false;
  const newColumn = newPage || line.column !== before.column || line.y < before.y;
  if (!newColumn && line.y - before.y > LOOSER * own.spacing) return false;
  return !(/[。；;：:！!]$/.test(before.text) && NUMBERED.test(line.text));
}

function joined(before: string, after: string): string {
  const end = before.at(-1)!;
  const begin = after[0] ?? '';
  // A number, and a text in Han, goes on without a blank; words of other scripts do not.
  const words = /[A-Za-z,.;:]/.test(end) && /[A-Za-z]/.test(begin) && !CJK.test(end + begin);
  return `${before}${words ? ' ' : ''}${after}`;
}

/** The margins of each kind of column, by the lines of all pages that stand in one. */
function marginsOf(pages: readonly PageLines[]): Map<string, Margins> {
  const columns = new Map<string, Line[]>();
  const spacings: number[] = [];
  for (const { lines } of pages) {
    lines.forEach((line, i) => {
      const column = columns.get(line.column) ?? [];
      if (!isRow(line)) column.push(line);
      columns.set(line.column, column);
      const before = lines[i - 1];
      if (before && !isRow(before) && before.column === line.column && line.y > before.y)
        spacings.push(line.y - before.y);
    });
  }
  const spacing = spacings.sort((a, b) => a - b)[spacings.length >> 2] ?? 0;
  return new Map(
    [...columns].map(([column, lines]) => {
      const rights = lines.map(({ right }) => right).sort((a, b) => a - b);
      return [column, { left: usualLeft(lines), right: rights[Math.floor(rights.length * 0.95)] ?? 0, spacing }];
    }),
  );
}

/** The place furthest to the left at which more than a few lines begin. */
function usualLeft(lines: readonly Line[]): number {
  const places = new Map<number, number>();
  for (const { left } of lines) places.set(Math.round(left), (places.get(Math.round(left)) ?? 0) + 1);
  const few = lines.length / 20;
  return Math.min(...[...places].filter(([, count]) => count > few).map(([left]) => left));
}
