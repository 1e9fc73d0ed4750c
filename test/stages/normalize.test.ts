import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalize } from '../../src/stages/normalize.js';

test.each([
  ['受理１，２３４件（占９５．７％）：其中；Ａ类', '受理1,234件(占95.7%):其中;A类'],
  ['3～5件　8－9\u00a0家\u2009人／元', '3~5件 8-9 家 人/元'],
  ['6.0∶46.9', '6.0:46.9'],
  ['第一行\r\n第二行', '第一行 \n第二行'],
])('%j becomes %j', (from, to) => {
  expect(normalize(from)).toBe(to);
});

test('marks of Chinese prose and of document numbers stay', () => {
  const text = '“三项制度”《办法》、〔2021〕2号。\n——第一';
  expect(normalize(text)).toBe(text);
});

test('the length never changes, so that places stay places, and a second run changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const once = normalize(text);
      expect(once.length).toBe(text.length);
      expect(normalize(once)).toBe(once);
    }),
  );
});
