import { describe, expect, it } from 'vitest';
import { learnLexicon } from '../scripts/fit/learn-lexicon.js';
import { scoresOf } from '../src/stages/bind/lexicon.js';
import { rowOf, rowSize, vectorOf } from '../src/stages/bind/rows.js';

/** Texts in one field. */
const grams = (...texts: number[]) => ({
  texts: Uint32Array.from(texts),
  fields: new Uint8Array(texts.length).fill(2),
  weights: new Float32Array(texts.length).fill(1),
});
const may = Uint16Array.of(0, 1, 2);
/** Class 1 is spoken of by grams 11 to 15, class 2 by 21 to 25; 31 stands everywhere and says nothing. */
const lessons = Array.from({ length: 300 }, (_, k) => {
  const right = 1 + (k % 2);
  return { grams: grams(right * 10 + 1 + (k % 5), right * 10 + 1 + ((k * 3) % 5), 31), may, right: [right] };
});
const small = { width: 32, most: 100, epochs: 4, slow: 0.01 };
const best = (scores: Float32Array): number => scores.indexOf(Math.max(...scores));

describe('the lexicon', () => {
  const lexicon = learnLexicon(lessons, ['', 'a.one', 'a.two'], small);
  it('learns which grams speak for which class', () => {
    expect(best(scoresOf(lexicon, grams(13, 31), may))).toBe(1);
    expect(best(scoresOf(lexicon, grams(24, 31), may))).toBe(2);
  });
  it('asks only for the classes that a figure may be', () => {
    const few = lessons.map((lesson, k) => (k % 2 === 0 ? { ...lesson, may: Uint16Array.of(0, 1) } : lesson));
    const taught = learnLexicon(few, ['', 'a.one', 'a.two'], small);
    expect(scoresOf(taught, grams(13, 31), Uint16Array.of(0, 1))).toHaveLength(2);
    expect(best(scoresOf(taught, grams(13, 31), Uint16Array.of(0, 1)))).toBe(1);
  });
  it('comes out the same each time', () => {
    expect(learnLexicon(lessons, ['', 'a.one', 'a.two'], small)).toEqual(lexicon);
  });
  it('learns from a figure with several right codes that one of them is', () => {
    const either = lessons.map((lesson, k) => (k % 4 === 0 ? { ...lesson, right: [1, 2] } : lesson));
    const taught = learnLexicon(either, ['', 'a.one', 'a.two'], small);
    expect(best(scoresOf(taught, grams(12), may))).toBe(1);
    expect(best(scoresOf(taught, grams(22), may))).toBe(2);
  });
  it('keeps the grams that most lessons hold', () => {
    const { texts } = learnLexicon(lessons, ['', 'a.one', 'a.two'], { ...small, most: 1 });
    expect([...texts]).toEqual([31]);
  });
  it('knows a gram in a field where it was never met', () => {
    const elsewhere = { ...grams(13, 14, 31), fields: new Uint8Array(3).fill(5) };
    expect(best(scoresOf(lexicon, elsewhere, may))).toBe(1);
  });
  it('keeps what says most where it may keep little', () => {
    const { texts, rows } = learnLexicon(lessons, ['', 'a.one', 'a.two'], { ...small, keep: 8, epochs: 16 });
    expect(rows).toHaveLength(8 * rowSize(small.width));
    expect([...texts]).not.toContain(31);
  });
});

describe('a row', () => {
  it('holds a vector in four bits a number, each near enough', () => {
    const vector = Float32Array.from({ length: 64 }, (_, d) => Math.sin(d) * 0.3);
    const rows = Int8Array.from([...rowOf(new Float32Array(64)), ...rowOf(vector)]);
    expect(rows).toHaveLength(2 * rowSize(64));
    for (const [d, x] of vectorOf(rows, 64, 1).entries()) expect(Math.abs(x - vector[d]!)).toBeLessThan(0.03);
    expect([...vectorOf(rows, 64, 0)].every((x) => x === 0)).toBe(true);
  });
});
