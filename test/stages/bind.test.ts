import { describe, expect, it } from 'vitest';
import { openKnowledge } from '../../src/knowledge.js';
import { mine } from '../../src/mine.js';

const knowledge = openKnowledge();

/** What each printed figure of a text counts: `10 reconsideration.applications`; `-` where it stays uncoded. */
function codes(text: string): string[] {
  const mined = mine(Buffer.from(text), 'text', knowledge, { year: 2022 });
  return mined.observations.map((o) => {
    const aspect = o.aspect === 'level' ? '' : ` ${o.aspect}`;
    const parts = o.breakdown ? ` ${o.breakdown}` : '';
    return `${o.derived ? `(${o.value})` : text.slice(o.start, o.end)} ${o.indicator || '-'}${aspect}${parts}`;
  });
}

describe('topics', () => {
  it('are inherited along a sentence until a new one closes the old', () => {
    expect(
      codes('收到行政复议申请10件,其中受理6件,撤回申请1件。办理行政诉讼案件22件,其中胜诉10件,撤回1件,正在审理8件。'),
    ).toEqual([
      '10 reconsideration.applications',
      '6 reconsideration.accepted',
      '1 reconsideration.withdrawn',
      '22 litigation.cases',
      '10 litigation.won',
      '1 litigation.withdrawn',
      '8 litigation.pending',
    ]);
  });
  it('come from the heading over a paragraph', () => {
    expect(codes('(五)做好行政复议工作\n全年受理31件,审结29件,其中撤销2件。')).toEqual([
      '31 reconsideration.accepted',
      '29 reconsideration.concluded',
      '2 reconsideration.revoked',
    ]);
  });
  it('of things outside the codebook are not taken for those inside it', () => {
    expect(codes('行政诉讼败诉率6.2%。数字城管平台采集案件1264件,结案1251件。')).toEqual([
      '6.2 litigation.loss_rate',
      '1264 -',
      '1251 -',
    ]);
  });
});

describe('labels', () => {
  it('stand before the number, after it, or around it', () => {
    expect(codes('新办行政执法证95个。收到84件行政复议申请。44名律师担任78个村(社区)法律顾问。')).toEqual([
      '95 enforcement.certificates_issued',
      '84 reconsideration.applications',
      '44 legal_services.counsel_lawyers',
      '78 legal_services.counsel_villages',
    ]);
  });
  it('are joined and one of them is next to certain', () => {
    expect(codes('举办领导干部法治专题培训、讲座3期。')).toEqual(['3 leadership.trainings']);
    expect(codes('开展培训、讲座3期。')).toEqual(['3 -']);
  });
  it('that stand once hold for the figures beside them', () => {
    expect(codes('依法处理群众信访249批次1084人次。培育“学法用法示范户”73户,累计224户。')).toEqual([
      '249 petition.batches',
      '1084 petition.persons',
      '73 publicity.model_households',
      '224 publicity.model_households',
    ]);
  });
  it('are shared out by 分别', () => {
    expect(codes('行政复议案件受理、审结分别为120件、98件。')).toEqual([
      '120 reconsideration.accepted',
      '98 reconsideration.concluded',
    ]);
  });
  it('of two rates that one number states give two rows', () => {
    expect(codes('办理人大代表建议、政协提案36件,办结率、满意率均为100%。')).toEqual([
      '36 supervision.proposals_handled',
      '100 supervision.proposals_completion_rate',
      '100 supervision.proposals_satisfaction_rate',
    ]);
  });
  it('may stand in the clause before', () => {
    expect(codes('梳理公布行政许可事项清单,共258项。')).toEqual(['258 services.licensing_items']);
  });
});

describe('parts', () => {
  it('named by a kind carry their whole, those with an indicator of their own that', () => {
    expect(codes('受理法律援助案件307件(民事163件,刑事144件),其中:农民工案件26件,接受各种咨询2942余件。')).toEqual([
      '307 legal_aid.accepted',
      '163 legal_aid.accepted kind=民事',
      '144 legal_aid.accepted kind=刑事',
      '26 legal_aid.accepted group=农民工',
      '2942 legal_aid.consultations',
    ]);
  });
  it('belong to the figure that they add up to', () => {
    expect(codes('调解矛盾纠纷412件,调解成功405件,其中婚姻家庭131件、邻里98件、土地87件、其他96件。').slice(2)).toEqual(
      [
        '131 mediation.disputes_handled kind=婚姻家庭',
        '98 mediation.disputes_handled kind=邻里',
        '87 mediation.disputes_handled kind=土地',
        '96 mediation.disputes_handled kind=其他',
      ],
    );
  });
  it('that are outcomes without an indicator stay uncoded', () => {
    expect(codes('收到行政复议申请96件,其中受理80件,不予受理9件,以其他方式处理7件。').at(-1)).toBe('7 -');
  });
  it('follow 中 and a colon', () => {
    expect(codes('112件行政复议案件中,行政处罚类45件,维持80件。')).toEqual([
      '112 reconsideration.cases',
      '45 reconsideration.cases kind=行政处罚',
      '80 reconsideration.upheld',
    ]);
    expect(codes('收到行政复议申请数排名前三的是:越城区346件、柯桥区287件、诸暨市214件。')).toEqual([
      '346 reconsideration.applications',
      '287 reconsideration.applications',
      '214 reconsideration.applications',
    ]);
  });
});

describe('comparisons', () => {
  it('carry the level they speak of, signed', () => {
    const rows = mine(Buffer.from('收到行政复议申请120件,同比下降12.5%,比上年减少17件。'), 'x', knowledge).observations;
    expect(rows.map((o) => [o.indicator, o.aspect, o.value])).toEqual([
      ['reconsideration.applications', 'level', '120'],
      ['reconsideration.applications', 'growth', '-12.5'],
      ['reconsideration.applications', 'change', '-17'],
    ]);
  });
  it('with a subject of their own do not', () => {
    expect(codes('收到行政复议申请120件,最低工资标准增长30%。').at(-1)).toBe('30 - growth');
  });
  it('of a list go to its members in order', () => {
    expect(codes('受理行政复议案件52件、行政诉讼案件31件,同比分别上升14.7%、下降5.3%。').slice(2)).toEqual([
      '14.7 reconsideration.accepted growth',
      '5.3 litigation.cases growth',
    ]);
  });
});

it('what is enclosed stands under no heading of the text', () => {
  const text = '洋县2022年工作总结\n三、2023年打算\n举办培训5期。\n附:2022年完成情况\n开展讲座17场。';
  const { observations } = mine(Buffer.from(text), 'x', knowledge);
  expect(observations.map((o) => `${o.value} ${o.status}`)).toEqual(['5 target', '17 achieved']);
});

describe('the label', () => {
  it.each([
    ['(一)排查隐患30处。', ['排查隐患']],
    ['3.举办培训5期。', ['举办培训']],
    ['一是开展讲座12场,二是举办培训5期;三是走访60户。', ['开展讲座', '举办培训', '走访']],
    ['主要有:1.开展讲座12场;2.举办培训5期。', ['开展讲座', '举办培训']],
    ['一、二审行政诉讼案件120件。', ['一、二审行政诉讼案件']],
    ['人均1.5万元,3、5月各开展讲座2场。', ['人均', '3、5月各开展讲座']],
  ])('begins behind the mark of an item: %s', (text, labels) => {
    expect(mine(Buffer.from(text), 'x', knowledge).observations.map((o) => o.label)).toEqual(labels);
  });
});

describe('what is not coded', () => {
  it('is a figure that fits two indicators: both stand in explain', () => {
    const mined = mine(Buffer.from('办理行政复议、行政诉讼案件120件。'), 'x', knowledge);
    expect(mined.observations[0]).toMatchObject({ indicator: '', flags: 'ambiguous' });
    const named = mined.bindings[0]!.candidates.map((c) => c.indicator);
    expect(named).toEqual(expect.arrayContaining(['litigation.cases', 'reconsideration.cases']));
  });
  it('is a figure of another unit than the indicator counts in', () => {
    expect(codes('开展执法培训投入经费12万元。')).toEqual(['12万 -']);
  });
});

describe('statements without a digit', () => {
  it('are derived from the figure before, or zero', () => {
    expect(codes('审理行政复议案件9件,已全部办结。')).toEqual([
      '9 reconsideration.cases',
      '(9) reconsideration.concluded',
    ]);
    expect(codes('行政应诉工作扎实,全年实现零败诉。')).toEqual(['(0) litigation.lost']);
  });
});

describe('table cells', () => {
  it('take what they count from their headings, the unit from above', () => {
    const table = '行政执法情况(单位:件)\n行政行为\t本年数量\n行政处罚\t2137\n行政强制\t86';
    const rows = mine(Buffer.from(table), 'x', knowledge).observations;
    expect(rows.map((o) => [o.indicator, o.value, o.unit])).toEqual([
      ['enforcement.penalty_cases', '2137', '件'],
      ['enforcement.compulsory_cases', '86', '件'],
    ]);
  });
  it('whose column cannot be told from the head stay uncoded', () => {
    expect(codes('甲\t乙\n单位\t120\t98\t7\t5')).toEqual(['120 -', '98 -', '7 -', '5 -']);
  });
});
