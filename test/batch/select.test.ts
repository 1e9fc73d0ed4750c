import { describe, expect, it } from 'vitest';
import { idPattern, select } from '../../src/batch/select.js';
import type { Finding } from '../../src/types.js';
import { result, sample } from '../write/observations.js';

describe('idPattern', () => {
  it.each([
    ['a.b', 'a.b', true],
    ['a.b', 'a.b.c', true],
    ['a.b', 'a.bc', false],
    ['a', 'a.b', true],
    ['a.*', 'a.b.c', true],
    ['a.*', 'ab.c', false],
    ['*.closed', 'cases.closed', true],
    ['*.closed', 'cases.closed.late', false],
    ['a.?', 'a.b', true],
    ['a.(b)+', 'a.bbb', false],
  ])('%s on %s: %s', (pattern, id, fits) => {
    expect(idPattern(pattern)(id)).toBe(fits);
  });
});

describe('select', () => {
  const finding = (observations: number[]) => ({ observations }) as unknown as Finding;
  const all = {
    ...result([
      { ...sample, indicator: '' },
      { ...sample, indicator: 'a.x' },
      { ...sample, indicator: 'b.y' },
      { ...sample, indicator: 'a.z' },
    ]),
    findings: [finding([1, 3]), finding([0, 1]), finding([2])],
  };
  const ids = (kept: typeof all) => kept.observations.map(({ indicator }) => indicator);

  it('keeps all when nothing is asked', () => {
    expect(select(all, { only: [], coded: false })).toEqual(all);
  });

  it('keeps the coded, and those of the patterns', () => {
    expect(ids(select(all, { only: [], coded: true }) as typeof all)).toEqual(['a.x', 'b.y', 'a.z']);
    expect(ids(select(all, { only: ['b', 'a.z'], coded: false }) as typeof all)).toEqual(['b.y', 'a.z']);
  });

  it('keeps a finding only with all its figures, and points at their new places', () => {
    expect(select(all, { only: ['a'], coded: false }).findings).toEqual([finding([0, 1])]);
  });
});
