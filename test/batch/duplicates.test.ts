import { describe, expect, it } from 'vitest';
import { fingerprintOf, likeness, Seen } from '../../src/batch/duplicates.js';
import { result } from '../write/observations.js';

const sentences = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `第${from + i}个镇全年受理行政复议案件${7 * (from + i)}件。`);
const text = (...parts: string[]): string => parts.join('\n');
const named = (file: string) => {
  const { document, ...rest } = result([]);
  return { ...rest, document: { ...document, file } };
};

/** Tells the documents of a batch apart by their texts. */
function marked(texts: readonly string[]): string[] {
  const seen = new Seen();
  return texts.map((one, i) => {
    const { document, problems } = seen.mark(named(`${i}.txt`), one === '' ? undefined : fingerprintOf(one));
    return [document.duplicate_of, ...problems.map(({ code }) => code)].join(' ').trim();
  });
}

describe('Seen', () => {
  it('knows a text again, however its lines are broken, and names the first', () => {
    const report = text(...sentences(0, 30));
    const broken = report.replace(/个镇/g, '个\r\n 镇');
    expect(marked([report, 'other', broken, report])).toEqual(['', '', '0.txt duplicate', '0.txt duplicate']);
  });

  it('tells texts that share nearly all sentences, and none that share half', () => {
    const report = sentences(0, 200);
    const edited = [...report.slice(0, 195), ...sentences(300, 305)];
    const half = [...report.slice(0, 100), ...sentences(400, 500)];
    expect(marked([text(...report), text(...edited), text(...half)])).toEqual(['', 'near-duplicate', '']);
  });

  it('leaves short texts and documents without text alone', () => {
    expect(marked([text(...sentences(0, 5)), text(...sentences(0, 4)), '', ''])).toEqual(['', '', '', '']);
  });
});

describe('likeness', () => {
  it('estimates the share of common sentences', () => {
    const of = (from: number, to: number) => fingerprintOf(text(...sentences(from, to))).sentences;
    expect(likeness(of(0, 40), of(0, 40))).toBe(1);
    expect(likeness(of(0, 40), of(40, 80))).toBe(0);
    // 900 of 1100 sentences are common; the sample of 64 may be off by 2.5 standard errors.
    expect(Math.abs(likeness(of(0, 1000), of(100, 1100)) - 900 / 1100)).toBeLessThan(0.13);
    expect(likeness([], [])).toBe(0);
  });
});
