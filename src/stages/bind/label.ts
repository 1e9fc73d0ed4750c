import type { Mention } from '../../graph.js';
import type { Vocabulary } from '../../language/vocabulary.js';
import type { Evidence, Span } from '../../types.js';

const EDGE = /^[\s,;:、。()“”]+|[\s,;:、。(“]+$/g;

/** The label of a figure put together from its own words, the opening it shares, or its sibling's words. */
export function labelOf(norm: string, mention: Mention, mentions: readonly Mention[], words: Vocabulary): string {
  const cut = (span: Span | null) => (span ? norm.slice(span.start, span.end).replace(EDGE, '') : '');
  if (mention.headings.length > 0)
    return mention.headings
      .map((span) => heading(norm, span))
      .filter((text) => !/^\(?单位/.test(text))
      .join(' / ');
  const parts: string[] = [];
  if (mention.head && mention.parent === null && words.content(mention.before) < 4) parts.push(cut(mention.head));
  parts.push(cut(mention.before));
  if (mention.afterNames) parts.push(cut(mention.after));
  if (mention.tail) parts.push(cut(mention.tail));
  const own = parts.filter(Boolean).join('…');
  if (!mention.silent) return own;
  if (mention.chain === null)
    return [cut(mention.clauses[0]?.hasFigure === false ? mention.clauses[0] : null), own].filter(Boolean).join('…');
  const other = mentions[mention.chain];
  const shared = other ? [cut(other.before), other.afterNames ? cut(other.after) : ''].filter(Boolean).join('…') : '';
  return shared && own.startsWith(shared) ? own : [shared, own].filter(Boolean).join('…');
}

/** What may follow a kind's word for it to name a kind: 民事案件, 食品类; not 行政 in 行政机关. */
const AFTER_KIND = /^(?:$|类|案|件|领域|纠纷|方面|部门|单位|事项|型|[、,()]|和|及)/;

/** The number before a row's heading: (一) 1. 三、 */
const ROW_MARK = /^\(?[一二三四五六七八九十\d]{1,3}[)、.]+ */;
const ROW_KIND_MAX = 30;

const heading = (norm: string, span: Span): string => norm.slice(span.start, span.end).trim().replace(ROW_MARK, '');

const LEVEL = /(?:级|政府|部门|市\(州\)|\))$/;

/** Kinds, groups and levels that stand in a figure's own words outside the words that gave its indicator; a level in its clause's opening too. */
export function breakdownOf(
  norm: string,
  mention: Mention,
  evidence: readonly Evidence[],
  words: Vocabulary,
): Record<string, string> {
  const out: Record<string, string> = {};
  const own = mention.afterNames ? [mention.after, mention.before] : [mention.before];
  for (const piece of [...mention.headings, ...own, mention.tail, mention.head]) {
    if (!piece || piece.end <= piece.start) continue;
    const text = norm.slice(piece.start, piece.end);
    if (words.bodies.has(text.replace(EDGE, ''))) out.level ??= text.replace(EDGE, '');
    for (const [key, word] of words.kindsIn(text)) {
      const at = text.lastIndexOf(word);
      if (out[key] || at < 0 || (piece === mention.head && key !== 'level')) continue;
      const start = piece.start + at;
      const end = start + word.length;
      if (!words.whole(start, end) || evidence.some((e) => e.start < end && start < e.end)) continue;
      const follows = evidence.some((e) => e.start === end);
      if (
        AFTER_KIND.test(text.slice(at + word.length)) ||
        (key === 'level' && LEVEL.test(word)) ||
        (follows && words.qualities.has(word))
      )
        out[key] = word;
    }
  }
  const row = mention.row.at(-1);
  const told = row && mention.row.length === 1 && evidence.some((e) => e.start < row.end && row.start < e.end);
  if (row && !told && !out.kind) {
    const kind = heading(norm, row).replace(/\([^()]*\)/g, '');
    if (kind && !/[计总]计$/.test(kind)) out.kind = kind.slice(0, ROW_KIND_MAX);
  }
  return out;
}
