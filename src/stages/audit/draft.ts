import { createHash } from 'node:crypto';
import { compare, decimal, type Exact, exact, minus } from '../../arithmetic/exact.js';
import type { Range } from '../../arithmetic/range.js';
import type { Finding } from '../../types.js';
import type { Reading } from './reading.js';

/** A finding before it has its fingerprint. */
export interface Draft extends Omit<Finding, 'id' | 'fingerprint' | 'observations'> {
  readonly readings: readonly Reading[];
}

/** A figure for people: as printed, with its unit. */
export const shown = ({ printed, figure }: Reading): string =>
  `${printed}${printed.includes('%') || printed.startsWith('百分之') ? '' : figure.unit}`;

/** Bounds for people: one number, or `low to high`. */
export function bounds({ low, high }: Range, places = 4): string {
  if (low === null) return high === null ? 'anything' : `at most ${decimal(high, places)}`;
  if (high === null) return `at least ${decimal(low, places)}`;
  return compare(low, high) === 0 ? decimal(low, places) : `${decimal(low, places)} to ${decimal(high, places)}`;
}

/**
 * Whether one changed digit turns a whole number into another of as many digits. A difference of that kind in large numbers is a
 * slip of the pen sooner than chance.
 */
export function oneDigitOff(a: Exact, b: Exact): boolean {
  const [x, y] = [decimal(a), decimal(b)];
  if (x.length !== y.length) return false;
  let differing = 0;
  for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) differing++;
  return differing === 1;
}

/** Whether two neighbouring digits of one changed places give the other (2596 for 2956). */
export function swapped(a: Exact, b: Exact): boolean {
  const [x, y] = [decimal(a), decimal(b)];
  if (x.length !== y.length || x === y) return false;
  let i = 0;
  while (x[i] === y[i]) i++;
  return x[i] === y[i + 1] && x[i + 1] === y[i] && x.slice(i + 2) === y.slice(i + 2);
}

/** What a part would have to be for the parts to add up; null where one changed digit or two that changed places do not give it. */
export function mendedPart(part: Reading, whole: Exact, added: Exact): Exact | null {
  const wanted = minus(part.value, minus(added, whole));
  return wanted.n >= 0n && (oneDigitOff(part.value, wanted) || swapped(part.value, wanted)) ? wanted : null;
}

/** Whether one slip of the pen in this part explains the difference. */
export const slipOf = (part: Reading, whole: Exact, added: Exact): boolean => mendedPart(part, whole, added) !== null;

/** All numbers that come of changing one digit of a number as printed (its value in base units, its last digit's worth). */
export function* neighbours(value: string): Generator<Exact> {
  for (let i = 0; i < value.length; i++) {
    if (!/\d/.test(value[i]!)) continue;
    for (let digit = 0; digit < 10; digit++)
      if (String(digit) !== value[i]) yield exact(`${value.slice(0, i)}${digit}${value.slice(i + 1)}`);
  }
}

/** Gives the drafts their fingerprints: the same for the same statement, wherever it stands in the document. */
export function finish(drafts: readonly Draft[], title: string): Finding[] {
  const seen = new Map<string, number>();
  return drafts.map(({ readings, ...draft }): Finding => {
    const labels = readings.map(({ indicator, label }) => indicator ?? label);
    const digest = createHash('sha256')
      .update([title, draft.rule, draft.formula, ...labels].join('\n'))
      .digest('hex')
      .slice(0, 12);
    const nth = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, nth);
    const fingerprint = nth === 1 ? digest : `${digest}-${nth}`;
    const observations = [...new Set(readings.map(({ index }) => index))];
    return { id: fingerprint, fingerprint, ...draft, observations };
  });
}
