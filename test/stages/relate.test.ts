import { describe, expect, it } from 'vitest';
import { openKnowledge } from '../../src/knowledge.js';
import { linked } from '../../src/mine.js';
import { normalize } from '../../src/stages/normalize.js';
import { structure } from '../../src/stages/structure/index.js';

const knowledge = openKnowledge();
const REPORT = { kind: 'report', year: 2022, period: '2022' } as const;

function read(text: string) {
  const norm = normalize(text);
  return linked(norm, structure(norm, { furniture: [] }, knowledge.forms), REPORT, { furniture: [] }, knowledge);
}

/** The links of a text as `from by to`, numbers as printed. */
function links(text: string, kind: RegExp): string[] {
  const { norm, figures, graph } = read(text);
  const printed = (i: number) => norm.slice(figures[i]!.start, figures[i]!.end);
  return graph.links
    .filter(({ by }) => kind.test(by))
    .map(({ from, to, by, proof }) => `${printed(from)} ${by} ${printed(to)} ${proof}`);
}

describe('a growth hangs on its states', () => {
  const moved = /^(?:series|growth)\./;
  it('where one pair of levels before it bears it out, whatever the words', () => {
    expect(links('收到复议申请503件,立461件,机构改革前收216件,上扬132.9%。', moved)).toContain(
      '132.9 growth.series 503 fits',
    );
    expect(links('收到复议申请503件,立461件,机构改革前收216件,上扬132.9%。', moved)).toContain(
      '216 series.against 503 fits',
    );
  });
  it('and on none where none does, or two do', () => {
    expect(links('收到复议申请503件,立461件,机构改革前收216件,上扬131.9%。', /growth\.series/)).toEqual([]);
    expect(links('甲县受理200件、乙县受理200件,机构改革前收160件,上扬25.0%。', /growth\.series/)).toEqual([]);
  });
});

describe('parts hang on their whole', () => {
  it('by the shares that imply it, over semicolons', () => {
    const text = '12345热线共受理诉求20000件,其中咨询类8000件,占40%;投诉类6000件,占30%;求助类6000件,占30%。';
    expect(links(text, /^part\./)).toEqual([
      '8000 part.shares 20000 exact',
      '6000 part.shares 20000 exact',
      '6000 part.shares 20000 exact',
    ]);
  });
  it('by shares, though the whole stands in the paragraph before', () => {
    const text = '全市共有律师2000人。\n从学历看,本科学历的律师1500人,占75%,硕士学历的400人,占20%。';
    expect(links(text, /^part\./)).toEqual(['1500 part.shares 2000 exact', '400 part.shares 2000 exact']);
  });
  it('along the columns and rows of a table, and never across', () => {
    const table = '类型\t收到\t受理\n行政处罚\t52\t49\n行政强制\t11\t10\n其他\t63\t59\n合计\t126\t118';
    expect(links(`法律援助案件59件,受理118件。\n${table}`, /^part\./)).toEqual([
      '52 part.total 126 exact',
      '11 part.total 126 exact',
      '63 part.total 126 exact',
      '49 part.total 118 exact',
      '10 part.total 118 exact',
      '59 part.total 118 exact',
    ]);
  });
  it('by their sum, though only the whole has a unit and nothing opens the list', () => {
    expect(links('行政问责112人,县处级4、乡科级51、其他57。', /^part\./)).toEqual([
      '4 part.sum 112 exact',
      '51 part.sum 112 exact',
      '57 part.sum 112 exact',
    ]);
    expect(links('负责人到庭16人次,县区11、市直5。', /^part\./)).toEqual([
      '11 part.pair 16 exact',
      '5 part.pair 16 exact',
    ]);
    expect(links('行政问责112人,县处级4、乡科级51、其他56。', /^part\./)).toEqual([]);
  });
  it('by shares told after them with 分别', () => {
    const text = '立案公益诉讼案件310件。分领域看,生态环境205件、食品药品70件,分别占66.1%、22.6%。';
    expect(links(text, /^part\./)).toEqual(['205 part.shares 310 exact', '70 part.shares 310 exact']);
  });
  it('by a sum that nothing opens, past the figure right before them', () => {
    const text = '受理行政复议案件340件,审结322件。按申请人分,自然人276件,法人64件。';
    expect(links(text, /^part\./)).toEqual(['276 part.view= 340 exact', '64 part.view= 340 exact']);
  });
  it('by the words that open a list, and not on what is less than they', () => {
    expect(links('受理法律援助案件307件,其中农民工案件26件。', /^part\./)).toEqual(['26 part.word 307 fits']);
    expect(links('审结24件,其中调解93件。', /^part\./)).toEqual(['93 part.word 24 against']);
  });
  it('though they go without the unit of their whole', () => {
    const text = '抽检1230批次,其中种子340、化肥410、农药250、饲料230。';
    expect(links(text, /^part\./)).toEqual([
      '340 part.word= 1230 exact',
      '410 part.word= 1230 exact',
      '250 part.word= 1230 exact',
      '230 part.word= 1230 exact',
    ]);
  });
  it('never by a share of a neighbour', () => {
    const text = '公安类412件,占32%,市场监管类331件,占26%,城管类49件,占3.8%。';
    expect(links(text, /^part\./)).toEqual([]);
  });
});

describe('cells of a table', () => {
  it('of one row count alike where their columns differ by the year alone', () => {
    const text = '项目\t2022年\t2021年\t增减(%)\n收案(件)\t968\t851\t13.7\n结案(件)\t941\t836\t12.6\n';
    expect(links(text, /^same\.row/)).toEqual(['851 same.row 968 none', '836 same.row 941 none']);
  });
  it('do not where the columns name other things too', () => {
    const text = '单位\t收案(件)\t结案(件)\n2022年\t968\t941\n2021年\t851\t836\n';
    expect(links(text, /^same\.row/)).toEqual([]);
  });
});

describe('states of one thing', () => {
  it('are a series with the change and the growth between them', () => {
    const text = '受理486件法律援助案件,较2020年的410件增加76件,增长18.5%。';
    expect(links(text, /series|change\.series/)).toEqual([
      '410 series.against 486 fits',
      '76 change.series 486 exact',
      '18.5 growth.series 486 fits',
    ]);
    expect(links('人民调解员从上年的2,040名增至2,215名。', /series/)).toEqual(['2,040 series.toward 2,215 fits']);
  });
  it('are one where a figure is taken up again', () => {
    const text = '收到政府信息公开申请318件。318件申请中,公民提出290件,企业28件。';
    expect(links(text, /^same/)).toEqual(['318 same.again 318 exact']);
    expect(links(text, /^part/)).toEqual(['290 part.among= 318 exact', '28 part.among= 318 exact']);
  });
  it('are a stock with what came and went', () => {
    const text = '年初在册743人,年内新接收612人、解除588人,年末在册767人。';
    expect(links(text, /^stock/)).toEqual(['767 stock 743 exact']);
  });
});

describe('mentions', () => {
  it('know a number that sets a bound instead of counting', () => {
    const { graph } = read('律师人数超过500人的县有2个。');
    expect(graph.mentions.map(({ norm }) => norm)).toEqual([true, false]);
  });
  it('name the noun that is counted', () => {
    const { norm, graph } = read('对20个县规范性文件备案工作进行检查,受理法律援助案件57件。');
    expect(graph.mentions.map(({ counted }) => counted && norm.slice(counted.start, counted.end))[1]).toMatch(/案件$/);
  });
});

describe('a statement without a digit', () => {
  it('may end a text that has no full stop', () => {
    expect(read('全年办理行政复议案件9件,已全部办结').graph.mentions).toHaveLength(2);
  });
});
