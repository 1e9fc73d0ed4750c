import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, decimal, exact, minus, over, plus, times } from '../src/arithmetic/exact.js';

const printed = fc
  .tuple(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 4 }))
  .map(([n, places]) => (n / 10 ** places).toFixed(places));

describe('exact decimals', () => {
  it('come out as they went in', () => {
    fc.assert(
      fc.property(printed, (text) => {
        const plain = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
        expect(decimal(exact(text))).toBe(plain === '-0' ? '0' : plain);
      }),
    );
  });

  it('undo what they did', () => {
    fc.assert(
      fc.property(printed, printed, (a, b) => {
        const [x, y] = [exact(a), exact(b)];
        expect(compare(minus(plus(x, y), y), x)).toBe(0);
        if (y.n !== 0n) expect(compare(times(over(x, y), y), x)).toBe(0);
      }),
    );
  });

  it('have no dust of floats, and round half up', () => {
    expect(decimal(plus(exact('0.1'), exact('0.2')))).toBe('0.3');
    expect(decimal(over(exact('1'), exact('3')), 2)).toBe('0.33');
    expect(decimal(exact('2.345'), 2)).toBe('2.35');
  });
});
