import type { Figure } from '../types.js';

/** The numbers that a printed figure can stand for, as floats: quick enough to hold every figure against every other. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

const SCALES: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 };

/** What one of the last digit printed is worth: 0.01万 is 100, 95.7 is 0.1, 1620 is 1. */
function stepOf(printed: string): number {
  const scale = SCALES[printed.at(-1) ?? ''] ?? 1;
  const decimals = /\.(\d+)/.exec(printed)?.[1]?.length ?? 0;
  return scale / 10 ** decimals;
}

/**
 * Bounds of a figure as printed. A whole count is itself; a decimal or a number with 万 or 亿 is right to half its last digit;
 * 余 and 多 reach one last digit up, 近 one down, 约 one both ways.
 */
export function boundsOf(norm: string, figure: Figure): Bounds {
  const value = Number(figure.value);
  if (figure.valueMax !== null) return { low: value, high: Number(figure.valueMax) };
  const printed = norm.slice(figure.start, figure.end);
  const step = stepOf(printed);
  const rate = figure.unit === '%' || figure.unit === '‰' || figure.unit === '个百分点';
  const half = step === 1 && !rate ? 0 : step / 2;
  const coarse = Math.max(step, roundness(value));
  switch (figure.qualifier) {
    case 'exact':
      return { low: value - half, high: value + half };
    case 'over':
    case 'min':
      return { low: value - half, high: value + coarse };
    case 'under':
    case 'max':
      return { low: value - coarse, high: value + half };
    case 'about':
      return { low: value - coarse, high: value + coarse };
  }
}

/** The place of the last digit that is not zero: 1700 is round to 100. */
function roundness(value: number): number {
  const whole = Math.abs(Math.trunc(value));
  if (whole === 0 || whole !== Math.abs(value)) return 0;
  let place = 1;
  while (whole % (place * 10) === 0) place *= 10;
  return place;
}
