/** An exact number n / d with d > 0: sums and quotients of printed decimals without the dust of floats. */
export interface Exact {
  readonly n: bigint;
  readonly d: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

const make = (n: bigint, d: bigint): Exact => {
  const g = gcd(n, d) || 1n;
  return d < 0n ? { n: -n / g, d: -d / g } : { n: n / g, d: d / g };
};

export const ZERO: Exact = { n: 0n, d: 1n };
export const HUNDRED: Exact = { n: 100n, d: 1n };

/** Reads a plain decimal such as -12.50. @throws SyntaxError where it is none. */
export function exact(decimal: string): Exact {
  const [whole = '0', part = ''] = decimal.split('.');
  if (part === '') return { n: BigInt(whole), d: 1n };
  return make(BigInt(whole + part), 10n ** BigInt(part.length));
}

export const plus = (a: Exact, b: Exact): Exact => make(a.n * b.d + b.n * a.d, a.d * b.d);
export const negative = (a: Exact): Exact => ({ n: -a.n, d: a.d });
export const minus = (a: Exact, b: Exact): Exact => plus(a, negative(b));
export const times = (a: Exact, b: Exact): Exact => make(a.n * b.n, a.d * b.d);
/** @throws RangeError for a divisor of zero. */
export const over = (a: Exact, b: Exact): Exact => {
  if (b.n === 0n) throw new RangeError('division by zero');
  return make(a.n * b.d, a.d * b.n);
};
export const compare = (a: Exact, b: Exact): number => {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
};
export const absolute = (a: Exact): Exact => (a.n < 0n ? negative(a) : a);
export const sum = (all: readonly Exact[]): Exact => all.reduce(plus, ZERO);
/** Ten to the power of `exponent`, which may be negative. */
export const tenTo = (exponent: number): Exact =>
  exponent >= 0 ? { n: 10n ** BigInt(exponent), d: 1n } : { n: 1n, d: 10n ** BigInt(-exponent) };

/** As a plain decimal, rounded half up to at most `places`, without trailing zeros. */
export function decimal(a: Exact, places = 6): string {
  const scale = 10n ** BigInt(places);
  const { n, d } = absolute(a);
  const scaled = (2n * n * scale + d) / (2n * d);
  const digits = scaled.toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
  return a.n < 0n && /[1-9]/.test(text) ? `-${text}` : text;
}
