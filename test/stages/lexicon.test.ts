import { describe, expect, it } from 'vitest';
import { extendCodebook, loadDefaultCodebook } from '../../src/codebook/data.js';
import { knowledgeOf, openKnowledge } from '../../src/knowledge.js';
import { mine } from '../../src/mine.js';

const ENTRY = `
- id: canteens.meals_served
  name: { zh: 老年食堂供餐人次, en: Meals served to the elderly }
  definition: 报告期内老年食堂供餐人次。
  source: own
  unit: person_times
  topic: [老年食堂]
  measure: [供餐]
  examples:
    yes:
      - "老年食堂供餐{3000}人次。"
      - "全年老年食堂12家,累计供餐{3.2万}人次。"
      - "助老餐厅日常服务,为老人送餐到家{8600}人次。"
      - "老年食堂开业以来,就餐老人{4.1万}人次。"
      - "长者食堂供餐{920}人次,送餐上门{310}人次。"
      - "各社区长者食堂接待就餐{1.7万}人次。"
    no:
      - "社区食堂从业人员培训320人次。"
      - "老年大学授课4200人次。"
`;
const base = loadDefaultCodebook();
const own = knowledgeOf(extendCodebook(base, [{ path: 'canteens.yaml', text: ENTRY }]), base);

const codes = (text: string, knowledge = own): string[] =>
  mine(Buffer.from(text), 'x', knowledge, { year: 2022 })
    .observations.filter(({ derived }) => !derived)
    .map((o) => o.indicator || '-');

describe("an entry of a user's own", () => {
  it('works by its terms at once', () => {
    expect(codes('全县老年食堂供餐15000人次。')).toEqual(['canteens.meals_served']);
  });
  it('works by its examples where no term of it stands', () => {
    expect(codes('长者食堂全年接待老人就餐2.3万人次。')).toEqual(['canteens.meals_served']);
  });
  it('takes nothing from what was there', () => {
    const text = '接待咨询4200人次,开展普法宣传30场,受教育群众2.6万人次,受理法律援助案件57件。';
    expect(codes(text)).toEqual(codes(text, openKnowledge()));
    expect(codes('社区食堂从业人员参加培训260人次。')).toEqual(['-']);
  });
});

describe('reasons', () => {
  it('name the parts of a score and the words that spoke for it, and only where asked for', () => {
    const text = Buffer.from('受理法律援助案件57件。');
    const knowledge = openKnowledge();
    const [plain] = mine(text, 'x', knowledge).bindings;
    expect(plain!.candidates[0]!.reasons).toBeUndefined();
    const [asked] = mine(text, 'x', knowledge, { reasons: true }).bindings;
    const { parts, words } = asked!.candidates[0]!.reasons!;
    expect(parts.map(({ name }) => name)).toContain('term');
    expect(words.some(({ text: word, points }) => points > 0 && '法律援助案件'.includes(word))).toBe(true);
  });
});
