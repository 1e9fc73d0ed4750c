import type { Matcher, Occurrence } from '../../codebook/compile.js';
import type { Mention } from '../../graph.js';
import type { Vocabulary } from '../../language/vocabulary.js';
import type { Evidence, Figure, Reach, Span } from '../../types.js';
import type { Context } from './context.js';
import {
  AFTER_SECONDARY,
  DISTANCE,
  GAP,
  GENERIC,
  HEAD_BONUS,
  LENGTH_CAP,
  PER_CHARACTER,
  RESIDUE,
  RESIDUE_FLOOR,
  RIVAL,
  START_HANDICAP,
} from './weights.js';
import type { Window } from './windows.js';

export interface Match {
  readonly term: number;
  readonly hits: readonly Occurrence[];
  readonly window: Window;
}

export interface Scored {
  readonly indicator: number;
  readonly score: number;
  readonly vetoed: string | null;
  readonly topicReach: Reach;
  /** The words it found, and a readable line on them; made when asked, since most candidates are never looked at. */
  readonly told: () => { readonly evidence: readonly Evidence[]; readonly why: string };
}

function within(o: Span, pieces: readonly Span[]): boolean {
  for (const p of pieces) if (o.start >= p.start && o.end <= p.end) return true;
  return false;
}

/** The occurrences inside some spans, in text order. `found` is sorted by start. */
export function inside(found: readonly Occurrence[], pieces: readonly Span[]): Occurrence[] {
  const out: Occurrence[] = [];
  for (const piece of pieces) {
    let low = 0;
    let high = found.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (found[mid]!.start < piece.start) low = mid + 1;
      else high = mid;
    }
    for (let i = low; i < found.length && found[i]!.start < piece.end; i++)
      if (found[i]!.end <= piece.end) out.push(found[i]!);
  }
  return out;
}

/** Finds the words of one term in order, the last one as near to the number as can be. */
function chainOf(slots: readonly ReadonlySet<number>[], here: readonly Occurrence[], gap: number): Occurrence[] | null {
  const hits: Occurrence[] = [];
  let limit = Number.POSITIVE_INFINITY;
  for (let s = slots.length - 1; s >= 0; s--) {
    let best: Occurrence | null = null;
    for (let i = here.length - 1; i >= 0; i--) {
      const o = here[i]!;
      if (o.end > limit || !slots[s]!.has(o.literal)) continue;
      if (!best || o.end > best.end || (o.end === best.end && o.start < best.start)) best = o;
      if (best && o.start < best.start - 16) break;
    }
    if (!best || (hits.length && limit - best.end > gap)) return null;
    hits.unshift(best);
    limit = best.start;
  }
  return hits;
}

const scratch = { marks: new Uint32Array(), turn: 0 };

/** Marks of terms, none of which is set: a mark is set that equals the turn. The next call takes them away. */
function freshMarks(terms: number): { readonly marks: Uint32Array; readonly turn: number } {
  if (scratch.marks.length < terms || scratch.turn === 0xffffffff) {
    scratch.marks = new Uint32Array(terms);
    scratch.turn = 0;
  }
  scratch.turn++;
  return scratch;
}

/** All terms of one role that are whole in a window, with at least one word in its core, of the indicators that are wanted. */
export function termsIn(
  matcher: Matcher,
  here: readonly Occurrence[],
  window: Window,
  role: 'measure' | 'unless',
  wanted: (indicator: number) => boolean,
): Match[] {
  const out: Match[] = [];
  if (here.length === 0) return out;
  const tried = freshMarks(matcher.terms.length);
  for (const o of here) {
    for (const use of matcher.uses[role][o.literal]!) {
      const term = matcher.terms[use.term]!;
      // A term that is whole has its last word here.
      if (use.slot !== term.slots.length - 1 || tried.marks[use.term] === tried.turn) continue;
      if (!wanted(term.indicator)) continue;
      tried.marks[use.term] = tried.turn;
      const hits = chainOf(term.slots, here, window.table ? Number.POSITIVE_INFINITY : GAP);
      if (hits?.some((h) => within(h, window.core))) out.push({ term: use.term, hits, window });
    }
  }
  return out;
}

/** A word after the number heads the phrase at its end; where the next figure breaks the phrase off, at its beginning. */
function behindNumber(h: Span, window: Window, words: Vocabulary): number {
  const fromEnd = words.content({ start: h.end, end: window.after.end });
  const fromNumber = words.content({ start: window.after.start, end: h.start });
  return window.broken ? fromNumber : Math.min(fromEnd, fromNumber + START_HANDICAP);
}

/** Content characters between a word and the number; for words after the number, up to the end of the phrase. */
function distanceOf(hits: readonly Occurrence[], window: Window, words: Vocabulary): { gap: number; after: boolean } {
  if (window.table) return { gap: 0, after: false };
  let gap = Number.POSITIVE_INFINITY;
  let after = false;
  for (const h of hits) {
    const behind = h.start >= window.after.start;
    const d = behind ? behindNumber(h, window, words) : words.content({ start: h.end, end: window.before.end });
    if (d < gap || (d === gap && behind)) {
      gap = d;
      after = behind;
    }
  }
  return { gap, after };
}

/** Whether one of the first `n` spans holds a place. */
function coversAny(spans: readonly Span[], n: number, at: number): boolean {
  for (let k = 0; k < n; k++) if (at >= spans[k]!.start && at < spans[k]!.end) return true;
  return false;
}

function lengthOf(matcher: Matcher, hits: readonly Occurrence[], words: Vocabulary): number {
  const longest = hits.length < 2 ? hits : [...hits].sort((a, b) => b.end - b.start - (a.end - a.start));
  let sum = 0;
  for (let n = 0; n < longest.length; n++) {
    const h = longest[n]!;
    const weight = words.generic.has(matcher.literals[h.literal]!) ? GENERIC : 1;
    for (let i = h.start; i < h.end; i++) if (!coversAny(longest, n, i)) sum += weight;
  }
  return Math.min(LENGTH_CAP, sum);
}

export interface Scorer {
  readonly matcher: Matcher;
  readonly found: readonly Occurrence[];
  /** The topics that stand in a place. */
  readonly topicsAt: (place: Span) => readonly Occurrence[];
  readonly words: Vocabulary;
}

const evidenceOf = (matcher: Matcher, match: Match, reach: Reach): Evidence[] => {
  const term = matcher.terms[match.term]!;
  return match.hits.map((h) => ({ role: term.role, term: term.source, start: h.start, end: h.end, reach }));
};

/** A veto word in the figure's own words; one that lies wholly inside a longer matched word does not count. */
function vetoOf(
  vetoes: readonly Match[],
  indicator: number,
  matched: readonly Occurrence[],
  matcher: Matcher,
  window: Window,
): string | null {
  const end = Math.max(...matched.map((m) => m.end));
  for (const veto of vetoes) {
    const term = matcher.terms[veto.term]!;
    if (term.indicator !== indicator) continue;
    const swallowed = veto.hits.every((v) =>
      matched.some((m) => m.start <= v.start && v.end <= m.end && m.end - m.start > v.end - v.start),
    );
    // Where the next figure breaks the phrase off, what does not touch the match already belongs to that figure.
    const others = window.broken && veto.hits.every((v) => v.start >= window.after.start && v.start > end);
    if (!swallowed && !others) return term.source;
  }
  return null;
}

/**
 * 16个县实现跨省通办, 对20个县规范性文件备案工作进行检查: where a body or area is what a number counts, words behind it say what that did or underwent,
 * and the number counts none of it. Gives the noun, as what forbids.
 */
function elsewhere(
  { after, afterNames, turn }: Mention,
  hits: readonly Occurrence[],
  { words }: Scorer,
): string | null {
  if (!afterNames || turn === null || hits.some((h) => h.start < after.start)) return null;
  const actor = words.actor(after);
  return actor && hits.every((h) => h.start >= actor.end) ? actor.word : null;
}

/** Content characters of a figure's own label outside the matched words. */
function residueOf(mention: Mention, window: Window, matched: readonly Span[], words: Vocabulary): number {
  if (!within(mention.before, window.pieces) || window.before !== mention.before) return 0;
  const named = mention.afterNames ? [mention.before, mention.after] : [mention.before];
  const label = mention.headings.length > 0 ? mention.headings : named;
  const all = label.reduce((n, p) => n + words.content(p), 0);
  const explained = matched.reduce((n, h) => n + (within(h, label) ? words.content(h) : 0), 0);
  return Math.max(0, all - explained);
}

/** Scores one measure found for one figure, with the topic that its indicator needs. */
export function scoreMatch(
  scorer: Scorer,
  match: Match,
  mention: Mention,
  context: Context,
  vetoes: readonly Match[],
): Scored | null {
  const { matcher, words } = scorer;
  const { indicator } = matcher.terms[match.term]!;
  const entry = matcher.indicators[indicator]!;
  const topic = context.topic(indicator, match.hits);
  if (!topic) return null;
  const own = topic.hits.length > 0 && (topic.reach === 'own' || topic.reach === 'clause');
  const matched = own ? [...match.hits, ...topic.hits] : match.hits;
  const length = lengthOf(matcher, matched, words);
  const { gap, after } = distanceOf(match.hits, match.window, words);
  const residue = residueOf(mention, match.window, matched, words);
  let score = 1 + PER_CHARACTER * length;
  if (after && !match.window.afterNames) score *= AFTER_SECONDARY;
  else if (gap === 0) score *= HEAD_BONUS;
  score *= Math.exp(-DISTANCE * Math.min(gap, 25));
  score *= match.window.weight * topic.weight;
  score *= Math.max(RESIDUE_FLOOR, 1 - (own || entry.topic.length === 0 ? RESIDUE.own : RESIDUE.inherited) * residue);
  const rival =
    own || entry.topic.length === 0 || match.window.kindOnly
      ? null
      : context.rival(entry.domain, topic.weight, matched);
  if (rival) score *= rival.own ? RIVAL.own : RIVAL.nearer;
  const told = () => {
    const evidence = [
      ...evidenceOf(matcher, match, match.window.reach),
      ...topic.hits.map((h) => ({
        role: 'topic' as const,
        term: topic.term,
        start: h.start,
        end: h.end,
        reach: topic.reach,
      })),
    ];
    const why = `${matcher.terms[match.term]!.source}${topic.term ? ` + ${topic.term} (${topic.reach})` : ''}: length ${length.toFixed(1)}, gap ${gap}, residue ${residue}${rival ? `, rival ${rival.word}` : ''}`;
    return { evidence, why };
  };
  return {
    indicator,
    score,
    told,
    vetoed: vetoOf(vetoes, indicator, match.hits, matcher, match.window) ?? elsewhere(mention, match.hits, scorer),
    topicReach: topic.reach,
  };
}

/** Whether the unit of a figure fits an indicator's level. */
export const unitFits = (matcher: Matcher, indicator: number, figure: Figure): boolean =>
  fittingUnit(matcher, figure)[indicator] === 1;

const fitting = new WeakMap<Matcher, Map<string, Uint8Array>>();

/** For each indicator 1 where the unit of a figure fits its level; looked up once for each unit. */
export function fittingUnit(matcher: Matcher, { rule, unit }: Figure): Uint8Array {
  let known = fitting.get(matcher);
  if (!known) {
    known = new Map();
    fitting.set(matcher, known);
  }
  const key = rule === 'ratio' ? 'ratio' : unit;
  let fits = known.get(key);
  if (!fits) {
    // 场(次) is 场次 printed with care.
    const plain = unit.replace(/[()]/g, '');
    fits = new Uint8Array(matcher.indicators.length);
    if (rule !== 'ratio')
      for (let k = 0; k < fits.length; k++) {
        const { isRate, units } = matcher.indicators[k]!;
        const fit = unit === '' ? !isRate && !units.has('元') : units.has(unit) || units.has(plain);
        if (fit) fits[k] = 1;
      }
    known.set(key, fits);
  }
  return fits;
}
