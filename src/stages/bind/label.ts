import type { Evidence, Span } from '../../types.js';
import type { Frame } from './frame.js';
import type { Vocabulary } from './vocabulary.js';

const EDGE = /^[\s,;:、。()“”]+|[\s,;:、。(“]+$/g;

/** The label of a figure put together from its own words, the opening it shares, or its sibling's words. */
export function labelOf(norm: string, frame: Frame, frames: readonly Frame[], words: Vocabulary): string {
  const cut = (span: Span | null) => (span ? norm.slice(span.start, span.end).replace(EDGE, '') : '');
  if (frame.headings.length > 0) return frame.headings.map(cut).join(' / ');
  const parts: string[] = [];
  if (frame.head && words.content(frame.before) < 4) parts.push(cut(frame.head));
  parts.push(cut(frame.before));
  if (frame.afterNames) parts.push(cut(frame.after));
  if (frame.tail) parts.push(cut(frame.tail));
  const own = parts.filter(Boolean).join('…');
  if (!frame.silent) return own;
  if (frame.chain === null)
    return [cut(frame.clauses[0]?.hasFigure === false ? frame.clauses[0] : null), own].filter(Boolean).join('…');
  const other = frames[frame.chain];
  const shared = other ? [cut(other.before), other.afterNames ? cut(other.after) : ''].filter(Boolean).join('…') : '';
  return shared && own.startsWith(shared) ? own : [shared, own].filter(Boolean).join('…');
}

/** Kinds, groups and levels that stand in a figure's own words outside the words that gave its indicator. */
export function breakdownOf(
  norm: string,
  frame: Frame,
  evidence: readonly Evidence[],
  words: Vocabulary,
): Record<string, string> {
  const out: Record<string, string> = {};
  for (const piece of [...frame.headings, frame.before, frame.after, frame.tail, frame.head]) {
    if (!piece || (piece === frame.after && !frame.afterNames)) continue;
    const text = norm.slice(piece.start, piece.end);
    for (const [key, word] of words.kinds) {
      if (out[key]) continue;
      const at = text.lastIndexOf(word);
      if (at < 0) continue;
      const start = piece.start + at;
      if (!evidence.some((e) => e.start < start + word.length && start < e.end)) out[key] = word;
    }
  }
  return out;
}
