/** The graph that `relate` builds and that binder and audit read: where figures stand and what links them. No code stands here. */
import type { Vocabulary } from './language/vocabulary.js';
import type { Figure, Span, Structure } from './types.js';

/** A stretch of a sentence between two marks of punctuation, outside brackets. */
export interface Clause extends Span {
  readonly hasFigure: boolean;
  /** The mark that ends it. */
  readonly ends: string;
}

/** One figure where it stands in its sentence: its own words and the words that it shares. */
export interface Mention {
  /** Index of the figure. */
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
  /** What its own words do: say nothing, name a class (食品类) or a kind (民事), say little, or tell what is counted. */
  readonly naming: 'silent' | 'class' | 'kind' | 'loose' | 'telling';
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
  /** The figure of which this one is a part, by 其中, a bracket, a division or a sum. */
  readonly parent: number | null;
  /** The words that open the list in which it is a part; null where only the numbers say so. */
  readonly opener: Opener | null;
  /** The whole of a list that a semicolon before this figure may have ended. */
  readonly maybe: number | null;
  /** Which list of parts it stands in: figures of one list share it, two divisions of one whole have two. */
  readonly division: string | null;
  /** Place of the bracket that it stands in, -1 outside. */
  readonly bracket: number;
  /** The number sets a bound for things (超过500人的县) instead of counting them. */
  readonly norm: boolean;
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
  /** The noun that the number counts, as far as the text names one; null where it names none. */
  readonly counted: Span | null;
  /** The word after the number at which its phrase turns from what is counted to what that did (6家律师事务所|参与…). */
  readonly turn: Span | null;
}

/** What opens a list of parts. */
export type Opener = 'word' | 'among' | 'bracket' | 'view';

/** How one figure hangs on another. `by` says what tells so: the opener of a list, or the arithmetic. */
export type LinkKind = 'part' | 'same' | 'series' | 'share' | 'growth' | 'change' | 'average' | 'stock';

/** A directed link: what figure `from` is, or says, of figure `to`. */
export interface Link {
  readonly kind: LinkKind;
  readonly from: number;
  readonly to: number;
  readonly by: string;
  /** What the numbers say to it: they prove it, they fit, they say nothing, or they speak against it. */
  readonly proof: 'exact' | 'fits' | 'none' | 'against';
  /** The words that say so; empty where the numbers alone do. */
  readonly evidence: Span;
}

/** Figures that divide one whole. */
export interface PartList {
  /** The likeliest whole; null where none is found. */
  readonly whole: number | null;
  /** All figures that may be the whole, the likeliest first. */
  readonly wholes: readonly number[];
  readonly members: readonly number[];
  readonly opener: Opener | 'sum' | 'shares' | 'total';
  /** The numbers: the members add up to the whole, to less, or to more; or it cannot be said. */
  readonly sum: 'equal' | 'less' | 'more' | 'unknown';
}

/**
 * Figures of one kind side by side that may divide a figure before them, whatever their numbers say to it: for the audit, which must
 * also see those that do not add up.
 */
export interface Run {
  /** What opens it; null where nothing does. */
  readonly opener: Opener | 'total' | null;
  readonly members: readonly number[];
  /** How many members stand before the first semicolon: those behind it may belong to something else. */
  readonly sure: number;
  /** Figures that may be the whole, the likeliest first. */
  readonly wholes: readonly number[];
}

/** A movement: the present state, the earlier one where it is printed, and what is said to lie between them. */
export interface Move {
  readonly to: number;
  /** Null where only the change tells it: 412件,比上年增加48件. */
  readonly from: number | null;
  readonly change: number | null;
  readonly growth: number | null;
}

/** A count and the share that it is of some whole. */
export interface SharePair {
  readonly part: number;
  readonly share: number;
}

/** Shares of one list, and the earlier figure that they imply as their whole. */
export interface ShareRun {
  readonly pairs: readonly SharePair[];
  readonly whole: number | null;
}

export interface Graph {
  /** Index for index with the figures. */
  readonly mentions: readonly Mention[];
  readonly links: readonly Link[];
  readonly lists: readonly PartList[];
  readonly runs: readonly Run[];
  readonly moves: readonly Move[];
  readonly shares: readonly ShareRun[];
}

/** A text read up to its links: what binding starts from. */
export interface Linked {
  readonly norm: string;
  readonly structure: Structure;
  readonly figures: readonly Figure[];
  readonly graph: Graph;
  /** 1 where a word starts. */
  readonly starts: Uint8Array;
  readonly words: Vocabulary;
}
