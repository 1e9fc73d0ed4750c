import { describe, expect, it } from 'vitest';
import { markedExample, markFault } from '../../src/codebook/examples.js';

describe('markedExample', () => {
  it('strips the marks and keeps their places in the bare text', () => {
    const { text, marks } = markedExample('收到申请12件,其中受理{9}件,标的{1.2万}元。');
    expect(text).toBe('收到申请12件,其中受理9件,标的1.2万元。');
    expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual(['9', '1.2万']);
  });

  it('counts places in UTF-16 units behind a character of two', () => {
    const { text, marks } = markedExample('𠮷县受理{9}件');
    expect(text.slice(marks[0]?.start, marks[0]?.end)).toBe('9');
  });

  it.each([
    ['受理{9件', 'never closed'],
    ['受理9}件', 'without "{"'],
    ['受理{{9}}件', 'inside'],
    ['受理{}件', 'holds nothing'],
  ])('refuses %s', (marked, why) => {
    expect(() => markedExample(marked)).toThrow(why);
  });
});

describe('markFault', () => {
  it.each(['{1,620,949}件', '{3.2万}件', '{三百}余件', '{百分之九十五}', '{95.7}%', '{七成}', '已{全部办结}'])(
    'lets %s pass',
    (marked) => {
      expect(markFault(markedExample(marked))).toBeNull();
    },
  );

  it.each(['{9件}', '{95.7%}', '{ 9}件', '约{500余}件'])('refuses %s', (marked) => {
    expect(markFault(markedExample(marked))).toContain('more than the number');
  });
});
