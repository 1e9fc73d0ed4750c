import type { Span } from '../types.js';

/** An example of the codebook without its marks, and the spans in the bare text that the marks held. */
export interface MarkedExample {
  readonly text: string;
  readonly marks: readonly Span[];
}

/**
 * Takes the `{ }` marks off an example: `受理{9}件` → text `受理9件`, one mark [2, 3).
 * @throws Error where the braces do not pair up, nest, or hold nothing; the message says which.
 */
export function markedExample(marked: string): MarkedExample {
  let text = '';
  let open = -1;
  const marks: Span[] = [];
  for (const character of marked) {
    if (character === '{') {
      if (open >= 0) throw new Error('"{" inside "{…}": close the first mark before the next');
      open = text.length;
    } else if (character === '}') {
      if (open < 0) throw new Error('"}" without "{" before it');
      if (open === text.length) throw new Error('"{}" holds nothing: it must hold the number');
      marks.push({ start: open, end: text.length });
      open = -1;
    } else text += character;
  }
  if (open >= 0) throw new Error('"{" is never closed by "}"');
  return { text, marks };
}

/** Digits and numerals with what belongs to them: 1,620 3.2万 三百余→三百 百分之九十五 七成 1/4. */
const NUMBER = /^(?:[百千万]分之)?[\d０-９,，.．〇零一二三四五六七八九十百千万亿两半几数点分之/成倍]+$/;

/**
 * What is wrong with the marks' contents, or null: a mark holds the number alone (with 万, 亿, 百分之, 成), no unit, no %, no 余.
 * A mark without any digit or numeral stands for a figure stated in words (全部办结) and is let pass.
 */
export function markFault(example: MarkedExample): string | null {
  for (const { start, end } of example.marks) {
    const held = example.text.slice(start, end);
    if (NUMBER.test(held)) continue;
    if (/[\d０-９]/.test(held)) return `{${held}} holds more than the number: leave unit, %, 余 and blanks outside`;
  }
  return null;
}
