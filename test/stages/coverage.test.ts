import { describe, expect, it } from 'vitest';
import { compileCodebook } from '../../src/codebook/compile.js';
import { parseCodebook } from '../../src/codebook/load.js';
import { openKnowledge } from '../../src/knowledge.js';
import { mine } from '../../src/mine.js';

const entry = (id: string, words: string): string => `
- id: ${id}
  name: { zh: ${id}, en: ${id} }
  definition: 数。
  source: own
  unit: cases
${words.replaceAll(/^(?=.)/gm, '  ')}
  examples: { yes: ['{1}件'] }
`;

const classes = { cases: ['件', '起'] };
const { codebook, errors } = parseCodebook(
  [
    {
      path: 'mine.yaml',
      text: [
        entry('letters.received', 'topic: [信访]\nmeasure: [收到…信件, 来信]'),
        entry('letters.answered', 'topic: [信访]\nmeasure: [答复]\nunless: [未答复]'),
        entry('canteens.opened', 'topic: [老年食堂]\nmeasure: [开办]'),
      ].join(''),
    },
  ],
  { unitClasses: Object.keys(classes) },
);
const knowledge = { ...openKnowledge(), codebook, matcher: compileCodebook(codebook, classes) };
const cover = (text: string) => mine(Buffer.from(text), 'report.txt', knowledge, { year: 2021 }).coverage!;
const states = (text: string): string[] =>
  cover(text).indicators.map(({ indicator, state, figures, line }) => `${indicator} ${state} ${figures} ${line}`);

it('has a codebook to work with', () => expect(errors).toEqual([]));

describe('coverage', () => {
  it('tells a figure from a zero, from words alone, from nothing', () => {
    const text = '信访来信12件。\n开办老年食堂0起。\n信访事项依法答复群众。';
    expect(states(text)).toEqual([
      'letters.received reported 1 1',
      'letters.answered mentioned 0 3',
      'canteens.opened reported_zero 1 2',
    ]);
    expect(states('今年天气很好。')).toEqual([]);
  });

  it('counts figures with and without a code, the latter by aspect and status', () => {
    const { indicators: _, ...counts } = cover('信访来信12件。种树30棵,同比增长8%。明年力争种树50棵。');
    expect(counts).toEqual({
      figures: 4,
      coded: 1,
      uncoded: 3,
      uncoded_aspects: { level: 2, growth: 1 },
      uncoded_statuses: { achieved: 2, target: 1 },
    });
  });

  it('takes an indicator for reported where one of its levels is no zero, or another aspect of it is told', () => {
    expect(states('信访来信12件,次年信访来信0件。')).toEqual(['letters.received reported 2 1']);
  });

  it('wants the measure whole in one clause, without a veto, and the topic in the sentence', () => {
    expect(states('信访工作有序,收到群众信件。')).toEqual(['letters.received mentioned 0 1']);
    expect(states('信访工作收到好评,群众信件增多。')).toEqual([]);
    expect(states('收到群众信件。信访工作有序。')).toEqual([]);
    expect(states('信访未答复。')).toEqual([]);
  });

  it('does not take words for a mention that give another figure its code', () => {
    const more = { ...classes, persons: ['人'] };
    const text =
      entry('letters.received', 'topic: [信访]\nmeasure: [来信]') +
      entry('letters.writers', 'topic: [信访]\nmeasure: [来信]').replace('unit: cases', 'unit: persons');
    const two = parseCodebook([{ path: 'mine.yaml', text }], { unitClasses: Object.keys(more) }).codebook;
    const own = { ...knowledge, codebook: two, matcher: compileCodebook(two, more) };
    const of = (words: string) =>
      mine(Buffer.from(words), 'report.txt', own).coverage!.indicators.map(({ indicator }) => indicator);
    expect(of('信访来信。')).toEqual(['letters.received', 'letters.writers']);
    expect(of('信访来信12件。')).toEqual(['letters.received']);
  });
});
