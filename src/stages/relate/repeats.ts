import { between, type Numbers } from './numbers.js';

/** A figure that says again what one before it said. */
export interface Repeat {
  readonly from: number;
  readonly to: number;
  /** How likely it is chance: `again` opens a division (318件申请中), `named` does with few digits, `long` has four or more, `short` three. */
  readonly by: 'again' | 'named' | 'long' | 'short';
}

const FAR = 200;

/** Figures of one value and unit. Short numbers meet by chance, so they count only where the words take them up again. */
export function repeatsOf(numbers: Numbers): Repeat[] {
  const { figures, value, level, norm } = numbers;
  const last = new Map<string, number>();
  const out: Repeat[] = [];
  figures.forEach((figure, i) => {
    if (figure.derived || figure.aspect !== 'level') return;
    const key = `${figure.value} ${figure.unit}`;
    const to = last.get(key);
    last.set(key, i);
    if (to === undefined || i - to > FAR || value[i]! < 10) return;
    const digits = norm.slice(figure.start, figure.end).replace(/\D/g, '').replace(/0+$/, '').length;
    const after = norm.slice(figure.extent.end, figure.extent.end + 16);
    const named = level[i]! && /^[^,。;、\d]{0,10}(?:中|里|内),?/.test(after);
    if (named) out.push({ from: i, to, by: digits >= 3 ? 'again' : 'named' });
    else if (digits >= 4) out.push({ from: i, to, by: 'long' });
    else if (digits === 3 && (figure.unit !== '%' || between(numbers, to, i).length < 200))
      out.push({ from: i, to, by: 'short' });
  });
  return out;
}
