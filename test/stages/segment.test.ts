import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSegmenter } from '../../src/batch/segmenter.js';
import { codebookFiles } from '../../src/codebook/data.js';
import { type Segmenter, wordStarts } from '../../src/stages/segment/index.js';

const nodeRs = openSegmenter({ prefer: '@node-rs/jieba' });
/** nodejieba where it is installed: it is an optional dependency. Where CI is set it must be there. */
const preferred = openSegmenter(process.env.CI ? { prefer: 'nodejieba' } : {});
const areTwo = preferred.name === 'nodejieba';
if (!areTwo) console.warn('nodejieba is not installed: that the two segmenters cut alike is not tried');

/** Words of the text, by the starts. */
function words(text: string, segmenter: Segmenter): string[] {
  const starts = wordStarts(text, segmenter);
  const at = Array.from(starts.keys()).filter((i) => starts[i] === 1);
  return at.slice(0, -1).map((start, i) => text.slice(start, at[i + 1]));
}

/** A segmenter that gives back these pieces whatever it is asked. */
const giving = (...pieces: string[]): Segmenter => ({ name: 'nodejieba', cut: () => pieces });

describe('wordStarts', () => {
  it('makes every character that is not Han a word of its own', () => {
    expect(words('受理57件,A区(2021年)', preferred)).toEqual([
      '受理',
      '5',
      '7',
      '件',
      ',',
      'A',
      '区',
      '(',
      '2',
      '0',
      '2',
      '1',
      '年',
      ')',
    ]);
  });

  it('keeps surrogate pairs whole and lone surrogates standing', () => {
    expect(words('𠮷受理\ud842案件', preferred)).toEqual(['𠮷', '受理', '\ud842', '案件']);
    expect(words('\udfb7\ud842', preferred)).toEqual(['\udfb7', '\ud842']);
  });

  it('has the end of the text for a start, also of an empty one', () => {
    expect([...wordStarts('', preferred)]).toEqual([1]);
    expect(wordStarts('受理', preferred)).toHaveLength(3);
    expect(wordStarts('受理', preferred)[2]).toBe(1);
  });

  it.each([['受'], ['受', '立'], ['受理', ''], ['受理', '理']])(
    'refuses pieces that are not the run: %j',
    (...pieces) => {
      expect(() => wordStarts('受理', giving(...pieces))).toThrow('did not give back');
    },
  );

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const starts = wordStarts(text, nodeRs);
        expect(starts).toHaveLength(text.length + 1);
        expect(words(text, nodeRs).join('')).toBe(text);
      }),
    );
  });
});

describe.runIf(areTwo)('the two engines', () => {
  it('cut the files of the codebook alike, examples and all', () => {
    const text = codebookFiles()
      .map((file) => file.text)
      .join('\n');
    expect(text.length).toBeGreaterThan(1000);
    expect(words(text, preferred)).toEqual(words(text, nodeRs));
  });

  it('cut random runs of dictionary words alike', () => {
    const dictionary = readFileSync(fileURLToPath(new URL('../../src/data/words.txt', import.meta.url)), 'utf8');
    const known = dictionary.split('\n').flatMap((line) => line.split(' ')[0] || []);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...known), { minLength: 1, maxLength: 12 }), (picked) => {
        expect(preferred.cut(picked.join(''))).toEqual(nodeRs.cut(picked.join('')));
      }),
      { numRuns: 2000 },
    );
  });

  it('learn the words of a further codebook alike', () => {
    const literals = ['未诉先办', '街镇吹哨', '骑楼'];
    const text = '未诉先办街镇吹哨骑楼保护';
    expect(words(text, nodeRs)).not.toContain('骑楼');
    const more = openSegmenter({ literals, prefer: 'nodejieba' });
    const moreNodeRs = openSegmenter({ literals, prefer: '@node-rs/jieba' });
    expect(words(text, moreNodeRs)).toContain('骑楼');
    expect(words(text, more)).toEqual(words(text, moreNodeRs));
  });
});

describe('the dictionary with the codebook', () => {
  it.each([
    ['普法宣传活动', '普法'],
    ['不予受理12件', '不予受理'],
    ['已办结案件34件', '办结'],
  ])('finds in %s the word %s', (text, word) => {
    expect(words(text, preferred)).toContain(word);
  });
});

describe('openSegmenter', () => {
  it('says what the environment may ask for', () => {
    const before = process.env.BAOSHU_SEGMENTER;
    try {
      process.env.BAOSHU_SEGMENTER = 'jieba';
      expect(() => openSegmenter()).toThrow('it may be nodejieba or node-rs');
      process.env.BAOSHU_SEGMENTER = 'node-rs';
      expect(openSegmenter().name).toBe('@node-rs/jieba');
    } finally {
      if (before === undefined) delete process.env.BAOSHU_SEGMENTER;
      else process.env.BAOSHU_SEGMENTER = before;
    }
  });

  it('says what to do where there is no dictionary', () => {
    expect(() => openSegmenter({ dictionary: '/no/such/dict.txt' })).toThrow('npm run build');
  });
});
