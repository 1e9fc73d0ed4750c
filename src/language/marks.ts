/** Reads the numbering marks of headings and items: 一、 (一) 1. (1) 一是, also broken ones such as `()`. */

export interface Mark {
  /** 1 一、  2 (一)  3 1.  4 (1) ①  5 一是 / 第一, / 首先, */
  readonly level: number;
  /** Length of the mark with the blanks before and after it. */
  readonly length: number;
}

const HAN = '[一二三四五六七八九十]{1,3}';

const LINE_MARKS: readonly (readonly [number, RegExp])[] = [
  [1, new RegExp(`^第${HAN}(?:部分|章|节)[、.: ]{0,3}`)],
  [1, new RegExp(`^${HAN} {0,2}(?:、(?![二三]审)|\\.(?! {0,4}\\d)) {0,4}`)],
  [2, new RegExp(`^[(〔]? {0,2}${HAN} {0,2}[)〕] {0,2}[、.]? {0,4}`)],
  [2, /^\( {0,3}\) {0,4}/],
  [4, /^\( {0,2}\d{1,2} {0,2}\) {0,2}[、.]? {0,4}/],
  [4, /^\d{1,2}\) {0,4}/],
  [4, /^[①-⑳] {0,4}/],
  [3, /^\d{1,2} {0,2}[.、] {0,4}(?!\d)/],
];

const ITEM_MARKS: readonly (readonly [number, RegExp])[] = [
  [5, new RegExp(`^${HAN}(?:是|要)`)],
  [5, new RegExp(`^第${HAN}[,、]`)],
  [5, /^(?:首先|其次|再次|最后)[,、]/],
];

function read(marks: readonly (readonly [number, RegExp])[], text: string): Mark | null {
  const head = text.slice(0, 24);
  const blanks = head.length - head.trimStart().length;
  const rest = head.slice(blanks);
  for (const [level, pattern] of marks) {
    const hit = pattern.exec(rest);
    if (hit) return { level, length: blanks + hit[0].length };
  }
  return null;
}

/** The mark at the start of a line, or null. `text` is normalized. */
export const lineMark = (text: string): Mark | null => read(LINE_MARKS, text) ?? read(ITEM_MARKS, text);

/** The mark with which an item inside a paragraph starts (一是, (一), 1.), or null. */
export function itemMark(text: string): Mark | null {
  const mark = read(ITEM_MARKS, text) ?? read(LINE_MARKS, text);
  return mark && (mark.level >= 2 || !/^[一二三四五六七八九十]+\./.test(text.trimStart())) ? mark : null;
}
