import { lineMark } from '../../language/marks.js';
import type { Cell, Span } from '../../types.js';
import type { Form } from './columns.js';
import { type Head, headOf, isCaption, isIndexed } from './heads.js';
import { type Block, blocksOf, type Item, runsOf } from './items.js';
import type { Line } from './lines.js';
import type { Table } from './tables.js';
import { isUnit, unitIn, unitOf } from './unit.js';

/** Pairs of a label and a number without any head are taken for a table from so many on. */
const PAIRS = 3;

/**
 * Tables copied one cell a line. A number is placed under a head only where head, rows and counts fit; where they do not it
 * keeps its row's label alone. In: the lines that no other table took. Out: tables whose rows may go over several lines.
 */
export function readStacks(
  norm: string,
  lines: readonly Line[],
  isTaken: (line: Line) => boolean,
  forms: readonly Form[],
  first: number,
): Table[] {
  const tables: Table[] = [];
  for (const run of runsOf(norm, lines, isTaken)) {
    const blocks = blocksOf(run);
    if (!blocks) continue;
    const stack = new Stack(forms, first + tables.length);
    blocks.forEach((_, i) => {
      stack.block(blocks, i);
    });
    if (stack.cells.length > 1 && (stack.headed || stack.cells.length >= PAIRS))
      tables.push({ rows: stack.rows, cells: stack.cells });
  }
  return tables;
}

interface Section extends Span {
  readonly level: number;
}

/** A label that has no mark of its own lies below all that have one. */
const UNMARKED = 9;

/** Lines between head and rows that name nothing: remarks in brackets, where a page comes from. */
const ASIDE = /^\([^()]*\)$|(?:来源|时间|日期|发布|发布者|浏览|阅读|作者|字号|字体|打印)[^:]{0,4}:/;

const levelOf = (item: Item): number => lineMark(item.text)?.level ?? UNMARKED;
/** Whether a label stands over all the cells below it: it names a table, or prints the unit of its numbers. */
const stands = (item: Item): boolean => isCaption(item) || (!lineMark(item.text) && unitIn(item.text) !== null);
const spanOf = ({ start, end }: Span): Span => ({ start, end });
const over = (items: readonly Span[]): Span => ({ start: items[0]!.start, end: items.at(-1)!.end });

/** 统计数 条: the unit that a label prints at its end, parted by a blank. */
function trailing(item: Item): { label: Span; unit: string | null } {
  const at = item.text.lastIndexOf(' ');
  const unit = at > 1 ? item.text.slice(at + 1) : '';
  if (!isUnit(unit)) return { label: spanOf(item), unit: null };
  const words = item.text.slice(0, at).trimEnd();
  return { label: { start: item.start, end: item.start + words.length }, unit };
}

/** Reads the blocks of one run, row by row. */
class Stack {
  readonly rows: Span[] = [];
  readonly cells: Cell[] = [];
  /** Whether a head, a caption or a unit was found that stands over the cells. */
  headed = false;
  private head: Head | null = null;
  private captions: readonly Item[] = [];
  private sections: readonly Section[] = [];
  private index = false;

  constructor(
    private readonly forms: readonly Form[],
    private readonly table: number,
  ) {}

  block(blocks: readonly Block[], i: number): void {
    const { labels, cells } = blocks[i]!;
    if (cells.length === 0) return;
    if (isIndexed(blocks, i)) {
      this.open(labels, cells);
      return;
    }
    const values = this.values(blocks, i);
    const head = this.goesOn(labels, values.length) ? null : headOf(blocks, i, values.length, this.forms);
    const width = head?.labels ?? this.labelWidth(labels, values.length);
    const own = labels.slice(labels.length - width);
    const before = labels.slice(0, head ? head.from : labels.length - width);
    if (head) this.start(head, before, labels);
    else this.under(before, i === 0, values.length);
    this.row(own, values);
  }

  /** The first row of a table with serial numbers: its head, then the number 1. */
  private open(labels: readonly Item[], cells: readonly Item[]): void {
    const from = labels.findIndex((item) => /^(?:序 ?号|编 ?号)$/.test(item.text));
    const head = labels.slice(from);
    this.captions = labels.slice(0, from).filter(stands).slice(-2);
    this.head = { from, labels: 1, width: head.length - 2, spans: head, column: (c) => [head[c + 2]!] };
    this.index = true;
    this.headed = true;
    this.rows.push(over(head));
    this.rows.push(spanOf(cells.at(-1)!));
  }

  /** The cells of a block less the serial number of the next row. */
  private values(blocks: readonly Block[], i: number): readonly Item[] {
    const { cells } = blocks[i]!;
    if (!this.index || !this.head || cells.length !== this.head.width + 1) return cells;
    this.rows.push(spanOf(cells.at(-1)!));
    return cells.slice(0, -1);
  }

  /** Whether a row fits the head of the rows before it. */
  private goesOn = (labels: readonly Item[], count: number): boolean =>
    this.head !== null && this.head.width === count && this.head.labels === labels.length;

  /** How many labels name the row: two where the second is its unit. */
  private labelWidth(labels: readonly Item[], count: number): number {
    if (labels.length === 0) return 0;
    if (this.head && this.head.width === count && this.head.labels <= labels.length) return this.head.labels;
    return labels.at(-1)!.kind === 'unit' && labels.length > 1 ? 2 : 1;
  }

  private start(head: Head, before: readonly Item[], labels: readonly Item[]): void {
    this.head = head;
    this.headed = true;
    this.index = false;
    this.sections = [];
    this.captions = before.filter(stands).slice(-2);
    const spans = labels.slice(head.from, labels.length - head.labels);
    this.rows.push(over(spans));
  }

  /** Labels between the rows: captions open a table anew, others stand over the rows below them. */
  private under(before: readonly Item[], isFirst: boolean, count: number): void {
    if (this.head && this.head.width !== count) this.head = null;
    if (before.length === 0) return;
    const captions = before.filter(stands);
    if (captions.length > 0) {
      this.head = null;
      this.sections = [];
      this.captions = captions.slice(-2);
      this.headed = true;
    }
    const rest = before.filter((item) => !captions.includes(item));
    const marked = rest.filter((item) => levelOf(item) < UNMARKED);
    // What stands over the first row with a number of its own is a heading of the text.
    const kept = (isFirst ? rest.filter((item) => !marked.includes(item)) : rest).filter(
      (item) => !ASIDE.test(item.text),
    );
    if (kept.length === 0) return;
    const plain = this.sections.filter((section) => section.level === UNMARKED);
    const loose = kept.filter((item) => levelOf(item) === UNMARKED);
    let next = this.sections.filter(
      (section) => section.level < UNMARKED || plain.indexOf(section) < plain.length - Math.max(loose.length, 1),
    );
    if (loose.length >= plain.length) next = next.filter((section) => section.level < UNMARKED);
    for (const item of kept) {
      const level = levelOf(item);
      next = [...next.filter((section) => section.level < level || level === UNMARKED), { ...spanOf(item), level }];
    }
    this.sections = next;
    this.rows.push(...kept.map(spanOf));
  }

  private row(own: readonly Item[], cells: readonly Item[]): void {
    const name = own[0];
    const told = name ? trailing(name) : null;
    const unit = own[1]?.kind === 'unit' ? own[1].text : (told?.unit ?? null);
    const level = name ? levelOf(name) : UNMARKED;
    // Several numbers without a head that fits: nothing is known of them but their row.
    const isPlaced = cells.length === 1 || this.head?.width === cells.length;
    const above = isPlaced ? this.sections.filter((section) => section.level < level || level === UNMARKED) : [];
    const names = own.length > 1 && own[1]!.kind !== 'unit' ? own.map(spanOf) : told ? [told.label] : [];
    this.rows.push(over([...own, ...cells]));
    if (level < UNMARKED) this.sections = [...above, { ...told!.label, level }].filter((s) => !this.isValue(s, name!));
    cells.forEach((cell, c) => {
      if (cell.kind !== 'number') return;
      const heads = this.head && this.head.width === cells.length ? this.head.column(c) : [];
      const texts = (items: readonly Item[]) => items.map((item) => item.text);
      const head = heads.at(-1)?.text ?? name?.text ?? '';
      this.cells.push({
        ...spanOf(cell),
        row: [...above.map(spanOf), ...names],
        column: [...this.captions, ...heads].map(spanOf),
        unit:
          unitOf(texts(heads), head) ??
          unit ??
          unitOf(name ? [name.text] : [], head) ??
          unitOf(texts(this.captions), head),
        table: this.table,
      });
    });
  }

  /** A marked row with a value of its own stands over marked rows only, so it is no section of unmarked ones. */
  private isValue(section: Section, name: Item): boolean {
    return section.start === name.start && section.level >= 4;
  }
}
