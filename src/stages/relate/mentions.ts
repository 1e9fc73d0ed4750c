import type { Mention } from '../../graph.js';
import type { Vocabulary } from '../../language/vocabulary.js';
import type { Cell, Figure, Span, Structure } from '../../types.js';
import { distribute } from './distribute.js';
import { type Draft, Walk } from './walk.js';

/** Coordinated figures share the words after the last of them: 20个…和25个…风险评估. */
function tailOf(norm: string, drafts: readonly Draft[], k: number): Span | null {
  const draft = drafts[k]!;
  const follower = drafts[k + 1];
  if (!follower) return null;
  const between = norm.slice(draft.afterEnd - 1, follower.before.end);
  const joined = /^(?:和|及|与|、)/.test(between) || /(?:和|及|与|以及|、)$/.test(between);
  if (!joined) return null;
  return { start: follower.before.end, end: follower.afterEnd };
}

/** The last words of a phrase stand for its noun; longer ones are cut to this many characters. */
const NOUN_MAX = 8;

/** The noun that a number counts: the end of the phrase after it where that names something, else of the one before. */
function countedIn(before: Span, after: Span | null, words: Vocabulary): Span | null {
  const phrase = after ?? before;
  let { end } = phrase;
  while (end > phrase.start && !words.tells(end - 1)) end--;
  let start = end;
  while (start > phrase.start && end - start < NOUN_MAX && words.tells(start - 1)) start--;
  if (end > start) return { start, end };
  // 16个县实现跨省通办: a word that tells little is what is counted where it stands alone behind the number.
  return after && after.end > after.start && after.end - after.start <= NOUN_MAX ? after : null;
}

/** The phrase after a number as far as it may name what is counted: up to a mark, or to the word at which it turns. */
function phraseOf(norm: string, after: Span, words: Vocabulary): { phrase: Span; turn: Span | null } {
  const cut = norm.slice(after.start, after.end).search(/[,;:。()]/);
  const whole = { start: after.start, end: cut < 0 ? after.end : after.start + cut };
  const turn = words.turn(norm, whole);
  return { phrase: { start: whole.start, end: turn?.start ?? whole.end }, turn };
}

/** Whether a number sets a bound for things (超过500人的县, 满3年的) instead of counting them. */
const isNorm = (norm: string, { start, end }: Span): boolean =>
  /^(?:\(含\))?的/.test(norm.slice(end, end + 4)) &&
  /超过|不足|满|低于|高于|大于|小于|以[上下内]/.test(norm.slice(Math.max(0, start - 1), end));

/** A cell's words are its headings; where it has none nothing is known of it. */
function cellMention(figure: number, sentence: number, cell: Cell): Mention {
  const none = { start: cell.start, end: cell.start };
  const headings = [...cell.column, ...cell.row];
  return {
    figure,
    sentence,
    before: none,
    after: none,
    afterNames: false,
    head: null,
    tail: null,
    silent: headings.length === 0,
    naming: headings.length === 0 ? 'silent' : 'telling',
    kind: false,
    chain: null,
    previous: null,
    broken: false,
    among: null,
    parent: null,
    opener: null,
    counted: null,
    turn: null,
    maybe: null,
    division: null,
    bracket: -1,
    norm: false,
    noun: null,
    topics: [],
    row: cell.row,
    headings,
    clauses: [],
  };
}

/** One figure of running text, by what walking its sentence told of it. */
function mentionOf(
  norm: string,
  { extent, sentence }: Figure,
  draft: Draft,
  tail: Span | null,
  words: Vocabulary,
): Mention {
  const after = { start: extent.end, end: Math.max(extent.end, draft.afterEnd) };
  const afterNames = words.content(after) > 0 && !words.predicate(norm, after);
  const nominal = words.nominal(norm, { before: draft.before, after, afterNames });
  // 专职调解员6名、兼职112名: a kind alone, in the clause of another figure, shares that one's label.
  const kind = draft.head !== null && nominal === 'kind';
  const { phrase, turn } = afterNames ? phraseOf(norm, after, words) : { phrase: null, turn: null };
  const empty = kind || (words.silent(norm, draft.before) && words.silent(norm, after));
  return {
    figure: draft.figure,
    sentence,
    before: draft.before,
    after,
    afterNames,
    head: draft.head,
    tail,
    silent: empty,
    naming: empty && !kind ? 'silent' : (nominal ?? 'telling'),
    kind,
    chain: empty ? draft.previous : null,
    previous: draft.previous,
    broken: draft.broken,
    among: draft.list && nominal !== null ? draft.list : null,
    parent: draft.parent,
    opener: draft.opener,
    counted: countedIn(draft.before, phrase, words),
    turn,
    maybe: draft.maybe,
    division: draft.division,
    bracket: draft.bracket,
    norm: isNorm(norm, extent),
    noun: null,
    topics: [],
    row: [],
    headings: [],
    clauses: draft.clauses,
  };
}

/** Mentions of all figures, index for index. Figures in furniture never reach this stage. */
export function mentionsOf(
  norm: string,
  structure: Structure,
  figures: readonly Figure[],
  words: Vocabulary,
): Mention[] {
  const bySentence = new Map<number, number[]>();
  figures.forEach((figure, i) => {
    const list = bySentence.get(figure.sentence);
    if (list) list.push(i);
    else bySentence.set(figure.sentence, [i]);
  });
  const mentions: Mention[] = [];
  let earlier: { figures: number[]; item: number } | null = null;
  for (const [s, members] of [...bySentence].sort((a, b) => a[0] - b[0])) {
    const sentence = structure.sentences[s]!;
    const before = earlier && earlier.item === sentence.item ? earlier.figures : [];
    const drafts = new Walk(norm, sentence, figures, members, before, words).run();
    drafts.forEach((draft, k) => {
      mentions[draft.figure] = mentionOf(norm, figures[draft.figure]!, draft, tailOf(norm, drafts, k), words);
    });
    distribute(norm, sentence, figures, members, mentions, words);
    for (const m of members) {
      const { cell } = figures[m]!;
      if (cell !== null) mentions[m] = cellMention(m, s, structure.cells[cell]!);
    }
    const wholes = members.filter(
      (m) =>
        figures[m]!.aspect === 'level' &&
        mentions[m]!.parent === null &&
        figures[m]!.period === figures[members[0]!]!.period,
    );
    if (wholes.length > 0) earlier = { figures: wholes, item: sentence.item };
  }
  return mentions;
}
