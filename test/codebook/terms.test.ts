import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, parseTerm, TermError, termWords } from '../../src/codebook/terms.js';

const sets = { 受理: ['受理', '立案'], 案: ['案件', '案'] };

describe('parseTerm', () => {
  it.each<[string, string[][]]>([
    ['受理', [['受理']]],
    ['发放…宣传资料', [['发放'], ['宣传资料']]],
    ['<受理>', [['受理', '立案']]],
    [
      '<受理>…<案>',
      [
        ['受理', '立案'],
        ['案件', '案'],
      ],
    ],
    [
      '(新|)收到(复议|诉讼)<案>',
      [
        [
          '新收到复议案件',
          '新收到复议案',
          '新收到诉讼案件',
          '新收到诉讼案',
          '收到复议案件',
          '收到复议案',
          '收到诉讼案件',
          '收到诉讼案',
        ],
      ],
    ],
    ['(<受理>|收到)申请', [['受理申请', '立案申请', '收到申请']]],
    ['(办|办)结', [['办结']]],
    ['12345热线…办件', [['12345热线'], ['办件']]],
  ])('reads %s', (term, slots) => {
    expect(parseTerm(term, sets)).toEqual(slots);
  });

  it.each([
    ['受理…', 'between two words'],
    ['…受理', 'between two words'],
    ['(受理|)', 'can be empty'],
    ['(受理)', 'write (受理|)'],
    ['村(社区)', 'no "|"'],
    ['(a|b', 'not closed'],
    ['<受理', 'not closed'],
    ['a)b', 'closes nothing'],
    ['a|b', 'write (a|b)'],
    ['((a|b)|c)', 'flat'],
    ['<受里>件', 'did you mean <受理>?'],
    ['<没有的集合>', 'synonyms:'],
    ['受理（案件）', 'write "("'],
    ['受理 案件', 'blank'],
    ['受理...案件', '"…"'],
  ])('refuses %s and says why', (term, why) => {
    expect(() => parseTerm(term, sets)).toThrow(TermError);
    expect(() => parseTerm(term, sets)).toThrow(why);
  });

  it('never gives an empty literal, whatever is written', () => {
    const piece = fc.constantFrom('办', '结', '…', '<受理>', '(', ')', '|', '<', '>', '(新|)', '(甲|乙)');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        let slots: string[][];
        try {
          slots = parseTerm(pieces.join(''), sets);
        } catch (error) {
          expect(error).toBeInstanceOf(TermError);
          return;
        }
        expect(slots.length).toBeGreaterThan(0);
        for (const slot of slots) {
          expect(slot.length).toBeGreaterThan(0);
          for (const literal of slot) expect(literal).toMatch(/^[^<>()|…]+$/);
        }
      }),
    );
  });

  it('refuses a term that multiplies out of hand', () => {
    expect(() => parseTerm('(一|二|三|四|五|六|七|八)'.repeat(4), {})).toThrow('split it');
  });
});

it('termWords gives every reading once', () => {
  expect(termWords(['<受理>…案件', '受理'], sets)).toEqual(['受理', '立案', '案件']);
});

it('nearest takes slips of the pen only', () => {
  expect(nearest('mesure', ['measure', 'unit'])).toBe('measure');
  expect(nearest('colour', ['measure', 'unit'])).toBeNull();
});
