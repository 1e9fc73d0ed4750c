import { lineMark } from '../../language/marks.js';
import { bare, type Form, formColumn } from './columns.js';
import type { Block, Item } from './items.js';
import { unitIn } from './unit.js';

/** The head of a table copied one cell a line. */
export interface Head {
  /** Index of its first cell among the labels of its block. */
  readonly from: number;
  /** How many labels name a row. */
  readonly labels: number;
  /** How many columns of numbers it has. */
  readonly width: number;
  readonly spans: readonly Item[];
  /** The head cells over a column of numbers. */
  readonly column: (index: number) => readonly Item[];
}

/** What stands over the names of the rows, brackets taken away. */
const CORNER =
  /^(?:统计|主要)?(?:序号|编号|单位(?:名称)?|填报单位|承办单位|指标(?:名称)?|项目(?:名称)?|地区|区域|地市|市州|州市|市县|县区|区县|县市区?|[市县区州旗]|乡镇|镇街|街道|部门(?:名称)?|机构(?:名称)?|名称|类别|类型|分类|种类|事项|内容|信息内容|年份|年度|月份|案由|案件类型|级别|层级|行业|领域|被申请人|申请人)$/;
const CAPTION =
  /^附?[表图] ?[一二三四五六七八九十\d]|表(?:\([^()]*\))?$|^\(?单位[::]|^附[::]|^\d{1,2}-\d{1,2} |(?:情况|统计|数据|指标|一览|业务量|汇总)表?(?:\([^()]*\))?$/;

/** 表一 …, …统计表, 主要指标(2023年): a line that names a table. */
export const isCaption = (item: Item): boolean => !lineMark(item.text) && CAPTION.test(item.text) && !isCorner(item);

const isCorner = (item: Item | undefined): boolean => item !== undefined && CORNER.test(bare(item.text));

/** Whether the block is the head of a table with serial numbers, and the number 1 of its first row. */
export function isIndexed(blocks: readonly Block[], i: number): boolean {
  const { labels, cells } = blocks[i]!;
  const from = labels.findIndex((item) => /^(?:序 ?号|编 ?号)$/.test(item.text));
  const width = labels.length - from;
  const next = blocks[i + 1];
  return (
    from >= 0 &&
    width > 2 &&
    cells.length === 1 &&
    cells[0]!.text === '1' &&
    next?.labels.length === 1 &&
    (next.cells.length === width - 1 || next.cells.length === width - 2)
  );
}

/** The head that a block's labels begin with, if it fits the block's cells and the rows below; else null. */
export function headOf(blocks: readonly Block[], i: number, count: number, forms: readonly Form[]): Head | null {
  const { labels } = blocks[i]!;
  const form = byForm(labels, count, forms);
  if (form) return form;
  const next = blocks[i + 1];
  const goesOn = next !== undefined && next.cells.length === count && next.labels.length <= 2;
  const names = labels.at(-1)?.kind === 'unit' ? 2 : 1;
  const from = labels.length - 2 * names - count;
  if (from >= 0 && fits(labels.slice(from, from + names + count), labels.slice(0, from), count, goesOn))
    return plain(labels, from, names, count);
  if (count < 2) return null;
  // A head without a cell over the names of the rows.
  if (goesOn && next.labels.length === names && labels.length === names + count && labels.every(isCell))
    return plain(labels, -1, names, count);
  if (goesOn && next.labels.length > 0) return null;
  const rest = labels.length - count;
  const over = labels.slice(0, Math.max(rest, 0));
  const isLone = over.every((item) => isCaption(item) || lineMark(item.text) || unitIn(item.text) !== null);
  return rest >= 0 && isLone && labels.slice(rest).every(isCell) ? plain(labels, rest, 0, count) : null;
}

const isCell = (item: Item): boolean => !isCaption(item) && !lineMark(item.text);

/** A head as wide as its rows: it begins with a corner, or nothing but captions and headings stand before it. */
function fits(head: readonly Item[], before: readonly Item[], count: number, goesOn: boolean): boolean {
  if (!head.every(isCell)) return false;
  if (isCorner(head[0]))
    return head.slice(1).every((item) => count === 1 || !isCorner(item) || /^单 ?位/.test(item.text));
  return count > 1 && goesOn && before.every((item) => !isCell(item));
}

/** `from` is where the corner stands; -1 for a head that has none. */
function plain(labels: readonly Item[], from: number, names: number, count: number): Head {
  const first = from < 0 ? 0 : from + names;
  return {
    from: Math.max(from, 0),
    labels: names,
    width: count,
    spans: labels.slice(Math.max(from, 0), labels.length - names),
    column: (index) => labels.slice(first + index, first + index + 1),
  };
}

/** A standard form's head, all of its words one after the other, over as many numbers as the form has columns. */
function byForm(labels: readonly Item[], count: number, forms: readonly Form[]): Head | null {
  for (const form of forms) {
    const words = form.head.flat();
    if (form.columns.length !== count) continue;
    const from = labels.findIndex((_, at) =>
      words.every((word, w) => labels[at + w] && bare(labels[at + w]!.text) === word),
    );
    if (from < 0) continue;
    const cells = labels.slice(from, from + words.length);
    const names = labels.length - from - words.length;
    return {
      from,
      labels: names,
      width: count,
      spans: cells,
      column: (index) => formColumn(form, cells, index, (item) => item.text),
    };
  }
  return null;
}
