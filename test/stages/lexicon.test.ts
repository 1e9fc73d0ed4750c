import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extendCodebook, loadDefaultCodebook } from '../../src/codebook/data.js';
import { knowledgeOf, openKnowledge } from '../../src/knowledge.js';
import { linked, mine } from '../../src/mine.js';
import { gramsOf } from '../../src/stages/bind/grams.js';
import { numbersOf, readerOf } from '../../src/stages/bind/index.js';
import { scoresOf, tellLikely } from '../../src/stages/bind/lexicon.js';
import { Listener } from '../../src/stages/bind/listen.js';
import { Possible } from '../../src/stages/bind/may.js';
import { normalize } from '../../src/stages/normalize.js';
import { structure } from '../../src/stages/structure/index.js';

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
    expect(parts.some(({ name }) => name.startsWith('term'))).toBe(true);
    expect(words.some(({ text: word, points }) => points > 0 && '法律援助案件'.includes(word))).toBe(true);
  });
});

describe('the lexicon', () => {
  it('says of a figure in its document what it says of its grams alone, which are what it was learnt from', () => {
    const knowledge = openKnowledge();
    const { lexicon } = knowledge.learnt;
    const may = new Possible(knowledge.matcher, numbersOf(lexicon.classes, knowledge.matcher));
    const text = readFileSync(new URL('../../fixtures/gold/whole/h8.txt', import.meta.url), 'utf8');
    const norm = normalize(text);
    const page = { furniture: [] };
    const read = linked(
      norm,
      structure(norm, page, knowledge.forms),
      { kind: 'report', year: 2023, period: '2023' },
      page,
      knowledge,
    );
    const reader = readerOf(read);
    const listener = new Listener(lexicon, reader);
    expect(read.graph.mentions.length).toBeGreaterThan(100);
    for (const mention of read.graph.mentions) {
      const own = may.of(read.figures[mention.figure]!);
      const told = new Map<number, number>();
      listener.ask(mention, own, (target, p) => told.set(target, p));
      tellLikely(scoresOf(lexicon, gramsOf(reader, mention), own), own, (target, p) => {
        if (p > 0.01) expect(told.get(target), norm.slice(mention.before.start, mention.after.end)).toBeCloseTo(p, 6);
      });
    }
  });
});
