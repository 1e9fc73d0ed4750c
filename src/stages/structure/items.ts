import type { Span } from '../../types.js';
import type { Line } from './lines.js';
import { isUnit, UNIT_SOURCE } from './unit.js';

/** What a line is that may be one cell of a table: a number, an empty cell, a unit alone, a short label; else prose. */
export type Kind = 'number' | 'blank' | 'unit' | 'label' | 'prose';

const LABEL_MAX = 48;
const NUMBER = new RegExp(`^[+±-]?(?:\\d{1,3}(?:[, ]\\d{3})+|\\d+)(?:\\.\\d+)? ?(?:${UNIT_SOURCE})?$`);
/** A number as a cell prints it, of digits alone. */
export const BARE = /^[+±-]?(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?$/;
const BLANK = /^(?:[/\\—–-]{1,4}|…+)$/;
const STATES = new RegExp(`\\d ?${UNIT_SOURCE}(?![^(]*\\))`);

/** The kind of a line by its text. */
export function kindOf(text: string): Kind {
  if (NUMBER.test(text)) return 'number';
  if (BLANK.test(text)) return 'blank';
  if (isUnit(text)) return 'unit';
  if (text.length > LABEL_MAX || /[。;!?,\t|]/.test(text) || !/\p{sc=Han}/u.test(text)) return 'prose';
  return STATES.test(text) ? 'prose' : 'label';
}

export interface Item extends Span {
  readonly kind: Kind;
  readonly text: string;
}

/** Runs of lines one under the other each of which may be a cell; they begin with a label and end with a number. */
export function runsOf(norm: string, lines: readonly Line[], isTaken: (line: Line) => boolean): Item[][] {
  const runs: Item[][] = [];
  let run: Item[] = [];
  const close = () => {
    while (run.length > 0 && run[0]!.kind !== 'label') run.shift();
    while (run.length > 0 && run.at(-1)!.kind !== 'number' && run.at(-1)!.kind !== 'blank') run.pop();
    if (run.length > 2) runs.push(run);
    run = [];
  };
  for (const line of lines) {
    const text = norm.slice(line.start, line.end);
    const kind = isTaken(line) ? 'prose' : kindOf(text);
    const last = run.at(-1);
    if (kind === 'prose' || (last && /\S/.test(norm.slice(last.end, line.start)))) close();
    if (kind !== 'prose') run.push({ ...line, kind, text });
  }
  close();
  return runs;
}

/** Labels and the cells right under them. */
export interface Block {
  readonly labels: readonly Item[];
  readonly cells: readonly Item[];
}

/** Cuts a run into blocks; null where it is no table: its numbers are pages or years, or its lines are a broken sentence. */
export function blocksOf(run: readonly Item[]): Block[] | null {
  const numbers = run.filter((item) => item.kind === 'number').map((item) => item.text);
  if (numbers.length < 2 || isCounting(numbers) || numbers.every((text) => /^(?:19|20)\d\d$/.test(text))) return null;
  const blocks: { labels: Item[]; cells: Item[] }[] = [];
  let before: Item | null = null;
  for (const [i, item] of run.entries()) {
    const isCell = item.kind === 'number' || item.kind === 'blank';
    // 9⏎件,其中…: a unit after its number and not before the next one is the rest of a sentence.
    if (item.kind === 'unit' && before?.kind === 'number' && run[i + 1]?.kind !== 'number') return null;
    if (!isCell && (blocks.length === 0 || blocks.at(-1)!.cells.length > 0)) blocks.push({ labels: [], cells: [] });
    const block = blocks.at(-1)!;
    (isCell ? block.cells : block.labels).push(item);
    before = item;
  }
  return blocks;
}

/** 1 2 3 …: numbers of pages or of list items. */
const isCounting = (numbers: readonly string[]): boolean => numbers.every((text, i) => Number(text) === i + 1);
