import type { Cell, Figure, Span, Structure } from '../../types.js';
import { distribute } from './distribute.js';
import type { Vocabulary } from './vocabulary.js';
import { type Clause, type Draft, Walk } from './walk.js';

/** Where a figure stands in its sentence: its own words, what it shares, and of which figure it is a part. */
export interface Frame {
  readonly figure: number;
  readonly sentence: number;
  readonly before: Span;
  readonly after: Span;
  /** The words after the number name what is counted (57件案件), rather than speak about it (57件并全部办结). */
  readonly afterNames: boolean;
  /** Opening of the clause up to its first figure, when that is another figure. */
  readonly head: Span | null;
  /** Words after the last figure of a coordination (…20个…和25个…风险评估). */
  readonly tail: Span | null;
  /** It has no telling words of its own. */
  readonly silent: boolean;
  /** It is silent but for a kind. */
  readonly kind: boolean;
  /** The figure whose label this one shares when it is silent. */
  readonly chain: number | null;
  /** The figure before it in its sentence and bracket. */
  readonly previous: number | null;
  /** The next figure stands in the same phrase. */
  readonly broken: boolean;
  /** For a part named by its kind: the clause before that says of what: 受理的案件中,土地类11件. */
  readonly among: Span | null;
  readonly parent: number | null;
  /** For a table cell: the headings of its row, outermost first. */
  readonly row: readonly Span[];
  /** For a table cell: its column's and its row's headings, outermost first; they are its own words. */
  readonly headings: readonly Span[];
  /** The last label of a list before 分别: its noun is shared (制定、修改、废止规章分别为…). */
  readonly noun: Span | null;
  /** Further words of a coordination in which only topics count. */
  readonly topics: readonly Span[];
  /** The clauses before this one in the sentence, nearest first. */
  readonly clauses: readonly Clause[];
}

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

/** A cell's words are its headings; where it has none nothing is known of it. */
function cellFrame(figure: number, sentence: number, cell: Cell): Frame {
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
    kind: false,
    chain: null,
    previous: null,
    broken: false,
    among: null,
    parent: null,
    noun: null,
    topics: [],
    row: cell.row,
    headings,
    clauses: [],
  };
}

/** Frames of all figures, index for index. Figures in furniture never reach this stage. */
export function framesOf(norm: string, structure: Structure, figures: readonly Figure[], words: Vocabulary): Frame[] {
  const bySentence = new Map<number, number[]>();
  figures.forEach((figure, i) => {
    const list = bySentence.get(figure.sentence);
    if (list) list.push(i);
    else bySentence.set(figure.sentence, [i]);
  });
  const frames: Frame[] = [];
  let earlier: { figures: number[]; item: number } | null = null;
  for (const [s, members] of [...bySentence].sort((a, b) => a[0] - b[0])) {
    const sentence = structure.sentences[s]!;
    const before = earlier && earlier.item === sentence.item ? earlier.figures : [];
    const drafts = new Walk(norm, sentence, figures, members, before, words).run();
    drafts.forEach((draft, k) => {
      const { extent } = figures[draft.figure]!;
      const after = { start: extent.end, end: Math.max(extent.end, draft.afterEnd) };
      const afterNames = words.content(after) > 0 && !words.predicate(norm, after);
      // 专职调解员6名、兼职112名: a kind alone, in the clause of another figure, shares that one's label.
      const kind = draft.head !== null && words.nominal(norm, { before: draft.before, after, afterNames }) === 'kind';
      const empty = kind || (words.silent(norm, draft.before) && words.silent(norm, after));
      frames[draft.figure] = {
        figure: draft.figure,
        sentence: s,
        before: draft.before,
        after,
        afterNames,
        head: draft.head,
        tail: tailOf(norm, drafts, k),
        silent: empty,
        kind,
        chain: empty ? draft.previous : null,
        previous: draft.previous,
        broken: draft.broken,
        among:
          draft.list && words.nominal(norm, { before: draft.before, after, afterNames }) !== null ? draft.list : null,
        parent: draft.parent,
        noun: null,
        topics: [],
        row: [],
        headings: [],
        clauses: draft.clauses,
      };
    });
    distribute(norm, sentence, figures, members, frames, words);
    for (const m of members) {
      const { cell } = figures[m]!;
      if (cell !== null) frames[m] = cellFrame(m, s, structure.cells[cell]!);
    }
    const wholes = members.filter(
      (m) =>
        figures[m]!.aspect === 'level' &&
        frames[m]!.parent === null &&
        figures[m]!.period === figures[members[0]!]!.period,
    );
    if (wholes.length > 0) earlier = { figures: wholes, item: sentence.item };
  }
  return frames;
}
