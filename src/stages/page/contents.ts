import type { Span } from '../../types.js';

const HEADING = /^(?:目录|目次|CONTENTS)$/i;
/** Dots, or blanks and tabs, that lead from an entry to its page. */
const LED =
  /^(.{2,80}?)[ \t\u00a0\u3000]*(?:[…⋯]{2,200}|(?:[.．。·⋯・_…‥-][ \u00a0]?){3,200})[ \t\u00a0\u3000]*[(（-]?(\d{1,4})[-)）]?$/;
const PAGED = /^(.{2,80}?)(?:[ \t\u00a0\u3000]+|…{1,2}|(?<=\D))[(（-]?(\d{1,4})[-)）]?$/;
/** Lines under the heading of the contents that are looked at. */
const LONGEST = 400;

/** An entry is no longer than this. */
const ENTRY = 200;

interface Line extends Span {
  readonly text: string;
}

/**
 * Finds the lines of a table of contents: entries led to their pages by dots, two or more together; and, under the heading 目录, entries
 * with pages that never fall, or lines that stand in the text once more.
 */
export function contentsOf(text: string): Span[] {
  const lines = linesOf(text);
  const found = new Set<Line>();
  lines.forEach((line, i) => {
    if (isLed(line) && (isLed(lines[i - 1]) || isLed(lines[i + 1]))) found.add(line);
  });
  const at = lines.findIndex(({ text: line }) => HEADING.test(squeezed(line)));
  if (at >= 0) for (const line of under(lines, at)) found.add(line);
  return lines.filter((line) => found.has(line)).map(({ start, end }) => ({ start, end }));
}

const isLed = (line: Line | undefined): boolean =>
  line !== undefined && line.text.length <= ENTRY && LED.test(line.text);

/** The heading and its entries; none where no entry follows it. */
function under(lines: readonly Line[], at: number): readonly Line[] {
  const last = new Map<string, number>();
  for (let i = at + 1; i < lines.length; i++) last.set(squeezed(lines[i]!.text), i);
  let page = 0;
  let end = at + 1;
  for (; end < Math.min(lines.length, at + LONGEST); end++) {
    const { text } = lines[end]!;
    if (text.length > ENTRY) break;
    const led = LED.exec(text);
    const paged = led ?? PAGED.exec(text);
    const name = squeezed(paged?.[1] ?? text);
    const returns = (last.get(name) ?? 0) > end || (last.get(squeezed(text)) ?? 0) > end;
    const next = Number(paged?.[2] ?? Number.NaN);
    if (!led && !returns && !(next >= page && /[ \t\u00a0\u3000…][(（-]?\d+[-)）]?$/.test(text))) break;
    if (next >= page) page = next;
  }
  return end > at + 2 ? lines.slice(at, end) : [];
}

const squeezed = (text: string): string => text.replace(/[\s\u200b]+/g, '');

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').flatMap((line) => {
    const from = start + line.length - line.trimStart().length;
    start += line.length + 1;
    const trimmed = line.trim();
    return trimmed === '' ? [] : [{ start: from, end: from + trimmed.length, text: trimmed }];
  });
}
