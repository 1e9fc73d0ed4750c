import { createHash } from 'node:crypto';
import type { Finding } from '../../types.js';
import { compare, decimal, type Exact, exact, minus } from './decimal.js';
import type { Range } from './range.js';
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

/** Whether one digit of this part explains the difference. */
export const slipOf = (part: Reading, whole: Exact, added: Exact): boolean => {
  const wanted = minus(part.value, minus(added, whole));
  return wanted.n >= 0n && oneDigitOff(part.value, wanted);
};

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
