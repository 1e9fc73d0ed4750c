import { describe, expect, it } from 'vitest';
import { codebookFiles } from '../../src/codebook/data.js';
import { type CodebookFile, describeError, parseCodebook } from '../../src/codebook/load.js';
import { codebookRemarks } from '../../src/codebook/remarks.js';

const entry = (rest: string, actions: string): CodebookFile[] => [
  { path: 'units.yaml', text: 'classes: { cases: [件] }' },
  { path: 'actions.yaml', text: `收到: [收到, 新收]\n${actions}` },
  {
    path: 'x.yaml',
    text: `- id: x.cases\n  name: { zh: 件数, en: Cases }\n  definition: 件数。\n  source: 表\n  unit: cases\n  action: 收到\n${rest}`,
  },
];

const remarks = (rest: string, actions = '') => {
  const { codebook, errors } = parseCodebook(entry(rest, actions));
  expect(errors).toEqual([]);
  return codebookRemarks(codebook);
};

describe('codebookRemarks', () => {
  it('has nothing to say of an entry whose every word stands in an example', () => {
    const yes = "['收到复议申请{3}件', '新收申请(复议){3}件,另12件申请']";
    expect(remarks(`  topic: [复议]\n  measure: [<收到>…申请]\n  examples: { yes: ${yes}, no: [申请3件] }\n`)).toEqual(
      [],
    );
  });

  it('names terms that no example fires, examples too few, and words of sets that stand nowhere', () => {
    expect(remarks("  topic: [诉讼]\n  measure: [申请…<收到>]\n  examples: { yes: ['收到复议申请{3}件'] }\n")).toEqual([
      'x.yaml:1 x.cases: has one "yes" example; give at least two, worded differently',
      'x.yaml:1 x.cases: has no "no" example; give one where a neighbour has the figure',
      'x.yaml:1 x.cases: topic term "诉讼" fires in none of its yes examples; add one',
      'x.yaml:1 x.cases: measure term "申请…<收到>" fires in none of its yes examples; add one',
      'set <收到>: 新收 stand in no example; add examples or take them out',
    ]);
  });

  it('names objects and actions of no entry, and words that stand in two of them', () => {
    const sound = "  measure: [申请]\n  examples: { yes: ['申请{3}件', '另有申请{3}件'], no: [答复3件] }\n";
    expect(remarks(sound)).toEqual([]);
    expect(remarks(sound, '接收: [接收, 新收]\n')).toEqual([
      'actions.yaml 接收: is the action of no entry; take it out',
      'actions.yaml 接收: 新收 stands in 收到 too; take it out of one',
    ]);
  });
});

it('the shipped codebook has no mistake and leaves nothing wanting', () => {
  const { codebook, errors } = parseCodebook(codebookFiles());
  expect(errors.map(describeError)).toEqual([]);
  expect(codebookRemarks(codebook)).toEqual([]);
});
