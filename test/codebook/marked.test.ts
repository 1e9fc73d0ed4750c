import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadDefaultCodebook } from '../../src/codebook/data.js';
import { readMarked } from '../../src/codebook/marked.js';

const folder = new URL('../../fixtures/examples/', import.meta.url);
const known = new Set(['', ...loadDefaultCodebook().indicators.map(({ id }) => id)]);
const SAID = new Set(['growth', 'change', 'share', 'average', 'target']);
const texts = readdirSync(folder)
  .filter((file) => file.endsWith('.marked'))
  .flatMap((file) => readMarked(file, readFileSync(new URL(file, folder), 'utf8')));

describe('the marked examples', () => {
  it('are read without a mark left over', () => {
    expect(texts.filter(({ text }) => /[{}]/.test(text)).map(({ at }) => at)).toEqual([]);
  });
  it('name indicators of the codebook and nothing else', () => {
    const strange = texts.flatMap(({ at, marks }) =>
      marks.flatMap(({ codes, said }) => [
        ...codes.filter((id) => !known.has(id)).map((id) => `${at} ${id}`),
        ...said.filter((word) => !SAID.has(word)).map((word) => `${at} ${word}`),
      ]),
    );
    expect(strange).toEqual([]);
  });
  it('are many: each indicator has 25 figures or more', () => {
    const counts = new Map<string, number>();
    for (const { marks } of texts)
      for (const { codes } of marks) for (const id of codes) counts.set(id, (counts.get(id) ?? 0) + 1);
    expect([...known].filter((id) => (counts.get(id) ?? 0) < 25)).toEqual([]);
    expect(texts.reduce((n, { marks }) => n + marks.length, 0)).toBeGreaterThan(10_000);
  });
  it('keep places: what a mark holds stands there in the text', () => {
    const [one] = readMarked('x', '受理{57|legal_aid.accepted}件,{16|-}个县,{9|a.b/c.d?|growth,target}%\n===\n无\n');
    expect(one!.text.trim()).toBe('受理57件,16个县,9%');
    expect(one!.marks.map(({ start, end, codes, said }) => [one!.text.slice(start, end), codes, said])).toEqual([
      ['57', ['legal_aid.accepted'], []],
      ['16', [''], []],
      ['9', ['a.b', 'c.d', ''], ['growth', 'target']],
    ]);
  });
});
