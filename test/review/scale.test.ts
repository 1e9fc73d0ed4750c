import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brief, spread, ticks } from '../../src/review/page/scale.js';
import { shown } from '../../src/review/page/words.js';

describe('the scale of a plot', () => {
  it('has round ticks from 0 to the least that holds the highest value', () => {
    expect(ticks(86527)).toEqual([0, 25000, 50000, 75000, 100000]);
    expect(ticks(0.3)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(ticks(0)).toEqual([0, 1]);
  });

  it('holds any value', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e15, noNaN: true }), (most) => {
        const marks = ticks(most);
        expect(marks.at(-1)! >= most * (1 - 1e-9)).toBe(true);
        expect(marks.length).toBeLessThan(8);
      }),
    );
  });

  it('writes large numbers briefly', () => {
    expect([brief(1250), brief(100000), brief(2.5e8)]).toEqual(['1,250', '10万', '2.5亿']);
    expect([shown('-1234567.125'), shown('12')]).toEqual(['-1,234,567.125', '12']);
  });

  it('keeps names apart, in their order and above the lowest place', () => {
    const heights = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(heights, (given) => {
        const moved = spread(given, 300).toSorted((a, b) => a - b);
        expect(Math.max(...moved)).toBeLessThanOrEqual(300);
        moved.slice(1).forEach((height, i) => {
          expect(height - moved[i]!).toBeGreaterThanOrEqual(16);
        });
      }),
    );
  });
});
