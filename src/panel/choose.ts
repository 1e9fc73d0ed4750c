import type { DocKind } from '../types.js';
import { add, compare, half, lastDigit, subtract } from './decimal.js';
import type { PanelFigure } from './figure.js';

const KINDS: readonly DocKind[] = ['report', 'statistics', 'notice', 'other', 'plan'];

export interface Priority {
  readonly id: string;
  /** For the documentation. */
  readonly about: string;
  /** Less is better. */
  readonly rank: (figure: PanelFigure) => number;
}

/** By what one of several figures for a cell is chosen: each step decides only where those before it leave a tie. */
export const PRIORITIES: readonly Priority[] = [
  {
    id: 'own_year',
    about: 'a document on that very year before one that looks back or ahead',
    rank: ({ year, documentYear }) => (year === documentYear ? 0 : 1),
  },
  {
    id: 'kind',
    about: 'a report before statistics, these before a notice, another document, a plan',
    rank: ({ kind }) => KINDS.indexOf(kind),
  },
  {
    id: 'whole_year',
    about: 'the whole year before a part of it, a longer part before a shorter one',
    rank: ({ months }) => -months,
  },
  {
    id: 'basis',
    about: 'what was counted in the year before what is cumulative',
    rank: ({ cumulative }) => Number(cumulative),
  },
  {
    id: 'printed',
    about: 'a printed number before one that words give (已全部办结)',
    rank: ({ derived }) => Number(derived),
  },
  {
    id: 'exact',
    about: 'an exact number before a hedged one or a range',
    rank: ({ qualifier, valueMax }) => Number(qualifier !== 'exact') + Number(valueMax !== ''),
  },
];

/** The last step, for the documentation: it leaves no tie. */
export const LAST_PRIORITY = {
  id: 'first',
  about: 'the first in the text; of several files, the first by name',
} as const;

const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Orders figures for one cell, the best first. */
export function byPriority(a: PanelFigure, b: PanelFigure): number {
  for (const { rank } of PRIORITIES) {
    const difference = rank(a) - rank(b);
    if (difference !== 0) return difference;
  }
  return (
    before(a.file, b.file) ||
    a.start - b.start ||
    compare(a.value, b.value) ||
    before(a.unit, b.unit) ||
    before(a.qualifier, b.qualifier) ||
    before(a.valueMax, b.valueMax)
  );
}

/** The step by which one figure came before another. */
export const decidedBy = (chosen: PanelFigure, other: PanelFigure): string =>
  PRIORITIES.find(({ rank }) => rank(chosen) !== rank(other))?.id ?? LAST_PRIORITY.id;

type Span = readonly [low: string | null, high: string | null];

/** Values that a figure may stand for: hedged and rounded ones for more than one. */
function span({ value, valueMax, qualifier }: PanelFigure): Span {
  if (valueMax !== '') return [value, valueMax];
  const step = lastDigit(value);
  switch (qualifier) {
    case 'exact':
      // 12000 may be a printed 1.2万: then it stands for what rounds to it.
      return compare(step, '1000') < 0 ? [value, value] : [subtract(value, half(step)), add(value, half(step))];
    case 'about':
      return [subtract(value, step), add(value, step)];
    case 'over':
      return [value, add(value, step)];
    case 'under':
      return [subtract(value, step), value];
    case 'min':
      return [value, null];
    case 'max':
      return [null, value];
  }
}

const overlap = ([low, high]: Span, [otherLow, otherHigh]: Span): boolean =>
  (low === null || otherHigh === null || compare(low, otherHigh) <= 0) &&
  (otherLow === null || high === null || compare(otherLow, high) <= 0);

/** How another figure for the same cell stands to the one chosen. */
export type Verdict = 'chosen' | 'same' | 'rounded' | 'differs';

/** `same` value; `rounded`: both can be true, as one is hedged, a range or a round number; else `differs`. */
export function verdictOn(chosen: PanelFigure, other: PanelFigure): Verdict {
  if (chosen === other) return 'chosen';
  // 3件 and 3起 are the same; 3件 and 30余人 cannot be held against one another.
  if (compare(chosen.value, other.value) === 0 && chosen.valueMax === other.valueMax) return 'same';
  if (chosen.unit !== other.unit) return 'differs';
  return overlap(span(chosen), span(other)) ? 'rounded' : 'differs';
}
