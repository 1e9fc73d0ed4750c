import type { Line, PageLayout } from './rows.js';

export interface PageLines extends Pick<PageLayout, 'width' | 'height'> {
  readonly lines: readonly Line[];
}

/** Share of a page's height at its head and foot in which headers and page numbers stand. */
const MARGIN = 0.12;
/** A header has a left, and a right part at most: what has more is the row of a table. */
const MOST_PARTS = 2;
/** Digits that a page number, or a year with it, has at most. */
const MOST_DIGITS = 8;
/** Headers and footers may have so many lines. */
const DEEP = 3;
const PAGE_NUMBER =
  /^(?:[-—–―－·•_~|]{0,4}\d{1,4}[-—–―－·•_~|]{0,4}|第?[\d一二三四五六七八九十百]{1,5}页(?:[,，/／]?共?\d{1,4}页)?|\d{1,4}[/／]\d{1,4}|[ivxIVX]{1,6})$/;

/** Takes page numbers, and the headers and footers that return from page to page, off the pages. */
export function withoutFurniture(pages: readonly PageLines[]): PageLines[] {
  const returning = new Map<string, number>();
  for (const page of pages)
    for (const key of new Set(marginal(page).map(keyOf))) returning.set(key, (returning.get(key) ?? 0) + 1);
  const often = Math.max(2, pages.length / 3);
  return pages.map((page) => {
    const margin = new Set(marginal(page));
    const ends = new Set([page.lines[0], page.lines.at(-1)]);
    const lines = page.lines.filter((line) => {
      if (!margin.has(line)) return true;
      if ((returning.get(keyOf(line)) ?? 0) >= often) return false;
      return !(ends.has(line) && PAGE_NUMBER.test(line.text.replace(/\s/g, '')));
    });
    return { ...page, lines };
  });
}

/** The outermost lines of a page, where these stand in its margins. The row of a table is none, however often it returns. */
function marginal({ lines, height }: PageLines): Line[] {
  return lines.filter((line, i) => {
    if (line.ruled || line.text.split('\t').length > MOST_PARTS) return false;
    if (i < DEEP && line.y < height * MARGIN) return true;
    return i >= lines.length - DEEP && line.y > height * (1 - MARGIN);
  });
}

/** The same for lines at the same place that differ in their page numbers only. */
function keyOf({ text, y, size }: Line): string {
  const numbered = text.replace(/\D/g, '').length <= MOST_DIGITS && !/[。;；]/.test(text);
  return `${Math.round(y / size)} ${numbered ? text.replace(/\d+|\s+/g, '#') : text}`;
}
