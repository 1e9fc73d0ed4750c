/** All numbers of the binding in one place, tuned against gold. */

/** How much a topic counts by where it stands. Own label is 1. */
export const REACH = {
  own: 1,
  clause: 0.96,
  sibling: 0.92,
  parent: 0.9,
  sentence: 0.86,
  item: 0.7,
  heading: 0.68,
  title: 0.45,
} as const;
export const REACHES = Object.keys(REACH) as (keyof typeof REACH)[];

/** Each further clause, sentence or heading away takes this much off, down to the floor. */
export const STEP = { sentence: 0.05, semicolon: 0.02, item: 0.04, heading: 0.06 } as const;
export const FLOOR = { sentence: 0.66, item: 0.45, heading: 0.45 } as const;

/** Weight of a character of a generic word (案件, 事项) against one of a telling word. */
export const GENERIC = 0.3;
/** Characters beyond this number add nothing. */
export const LENGTH_CAP = 12;
export const PER_CHARACTER = 0.3;

/** A content character between the label's word and the number. */
export const DISTANCE = 0.04;
/** The word touches the number, or ends the phrase after it. */
export const HEAD_BONUS = 1.2;
/** A word in the text after a number that only speaks about the figure. */
export const AFTER_SECONDARY = 0.7;
/** A word right behind the number, when the phrase goes on after it (34名执法人员开展巡查), counts as this far away. */
export const START_HANDICAP = 4;
/** Content characters of the label that a candidate leaves unexplained, with its topic in the label or inherited. */
export const RESIDUE = { own: 0.02, inherited: 0.08 } as const;
/** However much stays unexplained, this much of the score is left. */
export const RESIDUE_FLOOR = 0.5;
/** A topic of another domain stands nearer than the candidate's own. */
export const RIVAL = { own: 0.55, nearer: 0.82 } as const;
/** Measure words that are shared with the clause's opening, a sibling, or the clause before. */
export const SHARED = { own: 1, clause: 0.94, sibling: 0.88, sentence: 0.8, kind: 0.75 } as const;

/** Below this a term's score is weak. */
export const THRESHOLD = 0.9;
/** Longest gap between two words of one term, in characters. */
export const GAP = 40;
