import { describe, expect, it } from 'vitest';
import { type Choice, learnWeights } from '../scripts/fit/learn-weights.js';
import { type Parts, partOf, Scores, type Weights } from '../src/stages/bind/parts.js';

const parts = (...names: string[]): Parts => new Map(names.map((name) => [name, 1]));
const scoreOf = (weights: Weights, some: Parts): number => {
  const scores = new Scores(weights);
  const sum = scores.empty();
  for (const [name, value] of some) scores.add(sum, partOf(name), value);
  return scores.of(sum);
};
/** A word speaks for a candidate where the figure is a level, and against it where it is a share. */
const choices = Array.from({ length: 200 }, (_, k): Choice => {
  const kind = k % 2 === 0 ? 'level' : 'share';
  return { parts: [parts('word', kind), parts('other', kind)], right: [k % 2 === 0, k % 2 === 1], weight: 1 };
});
const prefers = (weights: Weights, kind: string): boolean =>
  scoreOf(weights, parts('word', kind)) > scoreOf(weights, parts('other', kind));

describe('the weights of a score', () => {
  it('say more of a part beside another part, where the score has bends', () => {
    const bent = learnWeights(choices, { bends: 4, epochs: 20 });
    expect([prefers(bent, 'level'), prefers(bent, 'share')]).toEqual([true, false]);
    const plain = learnWeights(choices, { bends: 0, epochs: 20 });
    expect(prefers(plain, 'level')).toBe(prefers(plain, 'share'));
  });
  it('come out the same each time', () => {
    const options = { bends: 3, epochs: 2 };
    expect(learnWeights(choices, options)).toEqual(learnWeights(choices, options));
  });
  it('give each part points that make the score, with what the bends say of no parts', () => {
    const weights: Weights = {
      parts: { word: [2, 1, -1], level: [0.5, -3, 0] },
      bends: [
        [0.5, 2],
        [1, 4],
      ],
    };
    const scores = new Scores(weights);
    const some: Parts = new Map([
      ['word', 2],
      ['level', 1],
      ['never met', 5],
    ]);
    const points = scores.points(some);
    // The bends hear 0.5 + 2 - 3 = -0.5 and 1 - 2 = -1: both below nothing, so a twentieth is left.
    expect(points.map(({ name, points: n }) => [name, Math.round(n * 1000) / 1000])).toEqual([
      ['word', 3.8],
      ['level', 0.2],
      ['never met', 0],
    ]);
    const rest = 2 * 0.05 * 0.5 + 4 * 0.05;
    expect(scoreOf(weights, some)).toBeCloseTo(points.reduce((sum, one) => sum + one.points, rest));
  });
});
