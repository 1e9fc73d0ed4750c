import type { Span } from '../types.js';
import type { Vocabulary } from './vocabulary.js';

const JOINT = /、|以及|[和及与]/g;

/** The items of a coordination: 受理、审结行政复议案件 gives two. */
export function coordinated(norm: string, span: Span, words: Vocabulary): Span[] {
  const items: Span[] = [];
  const text = norm.slice(span.start, span.end);
  let start = 0;
  let depth = 0;
  // 及 in 及时率 joins nothing.
  const cuts = [...text.matchAll(JOINT)].filter((cut) =>
    words.whole(span.start + cut.index, span.start + cut.index + cut[0].length),
  );
  for (let i = 0, c = 0; i < text.length; i++) {
    if ('(“《'.includes(text[i]!)) depth++;
    else if (')”》'.includes(text[i]!)) depth--;
    while (c < cuts.length && cuts[c]!.index < i) c++;
    const cut = cuts[c];
    if (cut && cut.index === i && depth === 0) {
      if (i > start) items.push({ start: span.start + start, end: span.start + i });
      start = i + cut[0].length;
    }
  }
  if (text.length > start) items.push({ start: span.start + start, end: span.end });
  return items;
}

/** A、B均为100%: one number that says the same of several things; their labels, or none. */
export function itemsOf(norm: string, before: Span, words: Vocabulary): Span[] {
  const text = norm.slice(before.start, before.end);
  if (!/[均都皆]/.test(text)) return [];
  const mark = /(?:均|都|皆)(?:已|全部)?(?:为|达到|达|实现|保持在|在|超过)? *$/.exec(text);
  if (!mark) return [];
  const items = coordinated(norm, { start: before.start, end: before.start + mark.index }, words);
  return items.length > 1 ? items : [];
}
