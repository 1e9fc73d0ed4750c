/** Arithmetic on decimal strings: a figure never passes through a binary float, so 0.57万 is 5700 and nothing else. */

/** `value` × 10^`exponent`, exponent >= 0. Printed decimal places that survive are kept: 50.0 stays 50.0. */
export function shift(value: string, exponent: number): string {
  const negative = value.startsWith('-');
  const [whole = '', fraction = ''] = value.replace('-', '').split('.');
  const digits = whole + fraction.padEnd(exponent, '0');
  const point = whole.length + exponent;
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  const right = digits.slice(point);
  return (negative ? '-' : '') + (right ? `${left}.${right}` : left);
}

/** Sum of two whole, unsigned decimal strings, the second of which may have decimal places. */
export function add(whole: string, other: string): string {
  const [left = '0', right] = other.split('.');
  const sum = (BigInt(whole) + BigInt(left)).toString();
  return right ? `${sum}.${right}` : sum;
}

/** Whether a < b, for decimal strings of either sign. */
export function less(a: string, b: string): boolean {
  const places = Math.max(a.split('.')[1]?.length ?? 0, b.split('.')[1]?.length ?? 0);
  return whole(a, places) < whole(b, places);
}

function whole(value: string, places: number): bigint {
  return BigInt(shift(value, places).replace(/\..*/, ''));
}

/** The value with its sign turned; zero stays unsigned. */
export function negate(value: string): string {
  if (value.startsWith('-')) return value.slice(1);
  return /[1-9]/.test(value) ? `-${value}` : value;
}

/** a / b of small whole numbers as a decimal string of at most four places (三分之二 is 0.6667). */
export function quotient(a: string, b: string): string | null {
  const divisor = BigInt(b);
  if (divisor === 0n) return null;
  const scaled = (BigInt(a) * 100000n) / divisor;
  const rounded = ((scaled + 5n) / 10n).toString().padStart(5, '0');
  return `${rounded.slice(0, -4)}.${rounded.slice(-4)}`.replace(/\.?0+$/, '');
}
