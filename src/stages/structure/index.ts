import { itemMark, lineMark } from '../../language/marks.js';
import type { Heading, Page, Sentence, Span, Structure } from '../../types.js';
import type { Form } from './columns.js';
import { joinBroken } from './joined.js';
import { type Line, linesOf, sentencesOf } from './lines.js';
import { readStacks } from './stack.js';
import { readAligned, readTables, type Table } from './tables.js';

/** A lead longer than this is a statement of its own, not a heading glued to its paragraph. */
const LEAD_MAX = 42;
const HEADING_MAX = 60;
const TITLE_WORDS = /(?:报告|总结|计划|要点|通知|公报|方案|意见|情况|安排|述职|公告|年报|统计)(?:[(〔].{0,12}[)〕])?$/;

const ENCLOSED = /^ *附(?:[表件图录注][\d一二三四五六七八九十]{0,2} ?(?:[::]| )|:)/;

interface State {
  readonly stack: Heading[];
  readonly headings: Heading[];
  readonly paragraphs: Span[];
  readonly sentences: Sentence[];
  item: number;
}

const hasFigure = (text: string): boolean =>
  /\d|百分[之百]|[一二三四五六七八九]成[,。;、 ]|[一二三四五六七八九十百千万两]+余?(?:件|人|名|次|场|项|个)/.test(text);

/** Trims a span to its characters that are not blank. */
function trim(text: string, start: number, end: number): Span {
  let a = start;
  let b = end;
  while (a < b && /\s/.test(text[a]!)) a++;
  while (b > a && /\s/.test(text[b - 1]!)) b--;
  return { start: a, end: b };
}

function push(state: State, heading: Heading): void {
  while (state.stack.length && state.stack.at(-1)!.level >= heading.level) state.stack.pop();
  state.stack.push(heading);
  state.headings.push(heading);
}

/** Where a heading glued to its paragraph ends: at its full stop, its colon or a wide gap; null when the first statement is no heading. */
function leadOf(norm: string, from: number, to: number): Span | null {
  const text = norm.slice(from, to);
  const cut = /[。:;]| {2,}|\t/.exec(text.slice(0, LEAD_MAX + 1));
  if (!cut || cut.index < 2) return null;
  const lead = text.slice(0, cut.index);
  return hasFigure(lead) ? null : trim(norm, from, from + cut.index);
}

/** One paragraph: its own lead, its items (一是 …), their leads, and the sentences of each. */
function readParagraph(norm: string, span: Span, state: State): void {
  const paragraph = state.paragraphs.length;
  state.paragraphs.push(span);
  const kept = state.stack.length;
  const mark = lineMark(norm.slice(span.start, span.end));
  state.item++;
  let numbered = kept;
  if (mark) {
    while (state.stack.length && state.stack.at(-1)!.level >= mark.level) state.stack.pop();
    const lead = leadOf(norm, span.start + mark.length, span.end);
    const level = mark.level === 5 ? 7 : mark.level;
    if (lead) push(state, { ...lead, level, text: norm.slice(lead.start, lead.end) });
    numbered = state.stack.length;
  } else {
    const lead = leadOf(norm, span.start, span.end);
    if (lead && norm[lead.end] === '。') push(state, { ...lead, level: 5, text: norm.slice(lead.start, lead.end) });
  }
  let first = true;
  for (const sentence of sentencesOf(norm, span)) {
    const itemStart = first ? null : itemMark(norm.slice(sentence.start, sentence.end));
    const words = Math.min(sentence.end, sentence.start + ((first ? mark : itemStart)?.length ?? 0));
    first = false;
    if (itemStart) {
      state.item++;
      const level = 6 + (itemStart.level === 5 ? 1 : 0);
      while (state.stack.length && state.stack.at(-1)!.level >= level) state.stack.pop();
      const lead = leadOf(norm, sentence.start + itemStart.length, span.end);
      if (lead && lead.end <= sentence.end) push(state, { ...lead, level, text: norm.slice(lead.start, lead.end) });
    }
    state.sentences.push({ ...sentence, paragraph, item: state.item, path: [...state.stack], words });
  }
  // A lead without a number speaks for its own paragraph only; a numbered one goes on until the next number.
  if (!mark) state.stack.length = Math.min(state.stack.length, kept);
  else if (mark.level >= 5) while (state.stack.length && state.stack.at(-1)!.level >= 5) state.stack.pop();
  else state.stack.length = Math.min(state.stack.length, numbered);
}

/** A line that stands alone as a heading: numbered and short, or short without any closing punctuation. */
function headingOf(norm: string, line: Line): Heading | null {
  const text = norm.slice(line.start, line.end);
  if (text.length > HEADING_MAX || /[。;!?]/.test(text) || text.includes('\t')) return null;
  const mark = lineMark(text);
  if (mark && mark.level <= 4) {
    const span = trim(norm, line.start + mark.length, line.end);
    const words = norm.slice(span.start, span.end).replace(/:$/, '');
    return words && !hasFigure(words.replace(/\d{4}年|\(单位:[^)]*\)/g, ''))
      ? { ...span, level: mark.level, text: words }
      : null;
  }
  if (mark || hasFigure(text) || /[,:、]$/.test(text) || text.length > 36 || text.length < 4) return null;
  return { start: line.start, end: line.end, level: 4, text };
}

function titleOf(norm: string, lines: readonly Line[]): Span | null {
  for (const line of lines.slice(0, 30)) {
    const text = norm.slice(line.start, line.end);
    if (text.length > 6 && text.length <= 70 && !/[。;]/.test(text) && !lineMark(text) && TITLE_WORDS.test(text))
      return line;
  }
  return null;
}

/** Tables by tabs and pipes, then among the other lines those by wide gaps and those copied one cell a line. */
function allTables(norm: string, lines: readonly Line[], title: Span | null, forms: readonly Form[]): Table[] {
  const tables = readTables(norm, lines, title, forms);
  const taken = new Set(tables.flatMap((table) => table.rows.map((row) => row.start)));
  const isTaken = (line: Line) => line === title || taken.has(line.start);
  for (const read of [readAligned, readStacks]) {
    const more = read(norm, lines, isTaken, forms, tables.length, title);
    for (const table of more) for (const row of table.rows) taken.add(row.start);
    tables.push(...more);
  }
  return tables;
}

/**
 * Finds headings, paragraphs, sentences and table cells.
 * In: the normalized text and its page (furniture lines are left out). Out: spans into that text, in text order; every sentence
 * knows the headings over it, outermost first, and its item. A table row is a sentence of its own.
 */
export function structure(norm: string, page: Pick<Page, 'furniture'>, forms: readonly Form[] = []): Structure {
  const single = linesOf(norm, page.furniture);
  const title = titleOf(norm, single);
  const state: State = { stack: [], headings: [], paragraphs: [], sentences: [], item: 0 };
  const tables = allTables(norm, single, title, forms);
  const cells = tables.flatMap((table) => table.cells).sort((a, b) => a.start - b.start);
  const rows = new Map(tables.flatMap((table) => table.rows.map((row) => [row.start, row] as const)));
  const lines = joinBroken(norm, single, tables, title);
  let end = 0;
  for (const line of lines) {
    if (line === title || line.start < end) continue;
    const row = rows.get(line.start);
    if (row) {
      end = row.end;
      state.item++;
      state.sentences.push({
        start: row.start,
        end: row.end,
        paragraph: state.paragraphs.length,
        item: state.item,
        path: [...state.stack],
        words: row.start,
      });
      state.paragraphs.push(row);
      continue;
    }
    // What is enclosed stands under no heading of the text: 附表 2025年主要数据.
    if (ENCLOSED.test(norm.slice(line.start, line.start + 8))) state.stack.length = 0;
    const heading = headingOf(norm, line);
    if (heading) push(state, heading);
    else readParagraph(norm, line, state);
  }
  return { title, headings: state.headings, paragraphs: state.paragraphs, sentences: state.sentences, cells };
}
