/** Plain decimals as whole numbers of a scale, so that no sum or quotient gathers the dust of floats. */
interface Scaled {
  readonly digits: bigint;
  readonly scale: number;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Whether a text is a plain decimal, such as `-12.50`. */
export const isDecimal = (text: string): boolean => DECIMAL.test(text);

function scaled(text: string): Scaled {
  const [, sign = '', whole = '0', part = ''] = DECIMAL.exec(text) ?? [];
  const digits = BigInt(whole + part);
  return { digits: sign ? -digits : digits, scale: part.length };
}

const raised = ({ digits, scale }: Scaled, to: number): bigint => digits * 10n ** BigInt(to - scale);

function aligned(a: string, b: string): readonly [bigint, bigint, number] {
  const [left, right] = [scaled(a), scaled(b)];
  const scale = Math.max(left.scale, right.scale);
  return [raised(left, scale), raised(right, scale), scale];
}

function text(digits: bigint, scale: number): string {
  const sign = digits < 0n ? '-' : '';
  const body = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = body.slice(0, body.length - scale);
  const part = body.slice(body.length - scale).replace(/0+$/, '');
  return (whole === '0' && part === '' ? '' : sign) + whole + (part && `.${part}`);
}

/** Orders two decimals: negative, 0 or positive. */
export function compare(a: string, b: string): number {
  const [left, right] = aligned(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** `a - b`, exactly. */
export function subtract(a: string, b: string): string {
  const [left, right, scale] = aligned(a, b);
  return text(left - right, scale);
}

/** `a + b`, exactly. */
export function add(a: string, b: string): string {
  const [left, right, scale] = aligned(a, b);
  return text(left + right, scale);
}

/** Change from `before` to `now` in per cent of `before`, rounded half away from zero; null where `before` is 0. */
export function percentChange(now: string, before: string, places = 2): string | null {
  const [left, right] = aligned(now, before);
  if (right === 0n) return null;
  const base = right < 0n ? -right : right;
  const raisedBy = (left - right) * 10n ** BigInt(places + 2);
  const half = raisedBy < 0n ? -base : base;
  return text((2n * raisedBy + half) / (2n * base), places);
}

/** Worth of one in the last digit that is not an idle zero: 1000 for 12000, 0.1 for 3.5, 1 for 7. */
export function lastDigit(decimal: string): string {
  const { digits, scale } = scaled(decimal);
  if (digits === 0n) return '1';
  const zeros = /0*$/.exec(digits.toString())![0].length;
  const power = zeros - scale;
  return power >= 0 ? `1${'0'.repeat(power)}` : `0.${'0'.repeat(-power - 1)}1`;
}

/** Half of a decimal, exactly. */
export function half(decimal: string): string {
  const { digits, scale } = scaled(decimal);
  return text(digits * 5n, scale + 1);
}
