import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, less, negate, quotient, shift } from '../../../src/stages/figures/decimal.js';
import { readHanzi } from '../../../src/stages/figures/hanzi.js';
import { read } from './read.js';

const DIGITS = '零一二三四五六七八九';

/** A number below 10^4 in Chinese, written the textbook way. */
function section(n: number): string {
  let out = '';
  let gap = false;
  for (const [place, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(n / place) % 10;
    if (digit) {
      out += (gap && out ? '零' : '') + DIGITS[digit] + name;
      gap = false;
    } else gap = true;
  }
  return out;
}

function chinese(n: number): string {
  if (n < 10000) return section(n);
  if (n < 1e8) return `${section(Math.floor(n / 10000))}万${tail(n % 10000, 1000)}`;
  return `${section(Math.floor(n / 1e8))}亿${n % 1e8 ? tail2(n % 1e8) : ''}`;
}
const tail = (rest: number, full: number): string => (rest ? (rest < full ? '零' : '') + section(rest) : '');
const tail2 = (rest: number): string => (rest < 10000 ? '零' : '') + chinese(rest);

const whole = fc.integer({ min: 1, max: 999_999_999 });

test('a number comes back whatever it is written with', () => {
  fc.assert(
    fc.property(whole, (n) => {
      for (const printed of [String(n), n.toLocaleString('en-US')])
        expect(read(`受理${printed}件`).map((f) => f.value)).toEqual([String(n)]);
      expect(readHanzi(chinese(n))).toBe(String(n));
    }),
  );
});

test('万 and 亿 move the point of the printed decimal, without a float', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 9999 }), (left, right) => {
      const printed = `${left}.${String(right).padStart(4, '0')}`;
      expect(BigInt(shift(printed, 4))).toBe(BigInt(left) * 10000n + BigInt(right));
      expect(shift(printed, 8)).toBe(shift(shift(printed, 4), 4));
    }),
  );
});

test('arithmetic on decimal strings', () => {
  expect([shift('0.57', 4), shift('50.0', 0), shift('-1.25', 1), negate('0.0'), negate('-3')]).toEqual([
    '5700',
    '50.0',
    '-12.5',
    '0.0',
    '3',
  ]);
  expect([add('250000', '6000'), quotient('2', '3'), quotient('1', '4'), quotient('1', '0')]).toEqual([
    '256000',
    '0.6667',
    '0.25',
    null,
  ]);
  expect([less('-3', '2.5'), less('3.5', '3.45'), less('5', '5')]).toEqual([true, false, false]);
});

test.each(['三四十', '二〇二一', '千百', '十十', '一一', ''])('%s is no numeral', (text) => {
  expect(readHanzi(text)).toBeNull();
});

const PIECES = [
  ...[
    '受理案件',
    '同比增长',
    '其中',
    ',',
    '。',
    ';',
    '、',
    ':',
    '(',
    ')',
    '\n',
    '“',
    '”',
    '《',
    '》',
    ' ',
    '2022年',
    '由',
    '增至',
  ],
  ...[
    '57',
    '1,620',
    '3.2万',
    '百分之',
    '九十五',
    '三',
    '十',
    '万',
    '余',
    '%',
    '％',
    '件',
    '元',
    '个',
    '人次',
    '至',
    '-',
    '1+',
    '第',
    '前',
    '每',
    '成',
  ],
];

test('whatever the text: figures stand in order, never overlap, and show a digit or numeral where they are said to stand', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      let end = 0;
      for (const f of read(text)) {
        expect(f.start).toBeGreaterThanOrEqual(end);
        end = f.end;
        expect(text.slice(f.start, f.end)).toMatch(/[\d零〇一二两三四五六七八九十百千万亿]/);
        expect(f.extent.start <= f.start && f.end <= f.extent.end).toBe(true);
        expect(f.value).toMatch(/^-?\d+(\.\d+)?$/);
      }
    }),
    { numRuns: 500 },
  );
});
