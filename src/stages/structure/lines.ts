import type { Span } from '../../types.js';

export type Line = Span;

/** The lines of the text that hold more than blanks and are no furniture, trimmed. */
export function linesOf(norm: string, furniture: readonly Span[]): Line[] {
  const lines: Line[] = [];
  let at = 0;
  let f = 0;
  while (at < norm.length) {
    let stop = norm.indexOf('\n', at);
    if (stop < 0) stop = norm.length;
    let start = at;
    let end = stop;
    while (start < end && /\s/.test(norm[start]!)) start++;
    while (end > start && /\s/.test(norm[end - 1]!)) end--;
    while (f < furniture.length && furniture[f]!.end <= start) f++;
    const hidden = f < furniture.length && furniture[f]!.start < end;
    if (end > start && !hidden) lines.push({ start, end });
    at = stop + 1;
  }
  return lines;
}

const CLOSERS = '”’)》』」';

/** Cuts a span into sentences at 。！？ and ; where an item (二是 …) follows. The stop belongs to the sentence. */
export function sentencesOf(norm: string, span: Span): Span[] {
  const out: Span[] = [];
  let start = span.start;
  let depth = 0;
  const close = (end: number) => {
    let a = start;
    while (a < end && /\s/.test(norm[a]!)) a++;
    if (end > a) out.push({ start: a, end });
    start = end;
  };
  for (let i = span.start; i < span.end; i++) {
    const c = norm[i]!;
    if (c === '(') depth++;
    else if (c === ')') depth = Math.max(0, depth - 1);
    else if ('。!?'.includes(c) && (depth === 0 || c === '。')) {
      let end = i + 1;
      while (end < span.end && CLOSERS.includes(norm[end]!)) end++;
      depth = 0;
      close(end);
      i = end - 1;
    } else if (
      (c === ';' || c === ':' || c === ',') &&
      depth === 0 &&
      /^ *(?:[一二三四五六七八九十]{1,2}是|\([一二三四五六七八九十\d]{1,3}\)|(?:\d{1,2}[.、])(?!\d))/.test(
        norm.slice(i + 1, i + 9),
      )
    ) {
      close(i + 1);
    }
  }
  close(span.end);
  return out;
}
