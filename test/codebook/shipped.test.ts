import { describe, expect, it } from 'vitest';
import { loadDefaultCodebook } from '../../src/codebook/data.js';
import { parseTerm } from '../../src/codebook/terms.js';

const { indicators, synonyms } = loadDefaultCodebook();
const byId = new Map(indicators.map((one) => [one.id, one]));

/** All readings of terms, gaps and all. */
const readings = (terms: readonly string[]): string[] =>
  terms.flatMap((term) =>
    parseTerm(term, synonyms).reduce(
      (heads, slot) => heads.flatMap((head) => slot.map((word) => (head === '' ? word : `${head}…${word}`))),
      [''],
    ),
  );

describe('what the shipped entries count', () => {
  it('is said by each, and what was done by nearly all', () => {
    expect(indicators.filter(({ object }) => object === null).map(({ id }) => id)).toEqual([]);
    const silent = indicators.filter(({ action }) => action === null).map(({ id }) => id);
    expect(silent).toEqual(['disclosure.fees_collected', 'disclosure.other_outcomes']);
  });

  it('has one name in all domains', () => {
    const accepted = [
      'arbitration.cases',
      'legal_aid.accepted',
      'reconsideration.accepted',
      'reconsideration.acceptance_rate',
    ];
    expect(accepted.map((id) => byId.get(id)?.action)).toEqual(accepted.map(() => '受理'));
    expect(accepted.map((id) => byId.get(id)?.object)).toEqual(accepted.map(() => '案件'));
  });

  it('of a rate is that of its numerator', () => {
    const differ = indicators.flatMap(({ id, action, rate }) => {
      const numerator = byId.get(rate?.numerator ?? '');
      return numerator && numerator.action !== action ? [`${id} ${action}, ${numerator.id} ${numerator.action}`] : [];
    });
    expect(differ).toEqual([]);
  });
});

describe('parts of the shipped entries', () => {
  it('say how they are parts', () => {
    const mute = indicators.filter(({ part_of, part_as }) => (part_of === null) !== (part_as === null));
    expect(mute.map(({ id }) => id)).toEqual([]);
  });
});

describe('words that forbid', () => {
  it('are few', () => {
    expect(indicators.flatMap(({ unless }) => unless).length).toBeLessThanOrEqual(1000);
  });

  it('are no terms of other entries: those speak for themselves', () => {
    const owners = new Map<string, Set<string>>();
    for (const { id, topic, measure } of indicators)
      for (const reading of readings([...topic, ...measure]))
        owners.set(reading, (owners.get(reading) ?? new Set()).add(id));
    const offenders = indicators.flatMap(({ id, unless }) =>
      readings(unless).flatMap((word) =>
        [...(owners.get(word) ?? [])].filter((owner) => owner !== id).map((owner) => `${id}: ${word} is ${owner}'s`),
      ),
    );
    expect(offenders).toEqual([]);
  });
});
