import { describe, expect, it } from 'vitest';
import { openKnowledge } from '../../src/knowledge.js';
import { mine } from '../../src/mine.js';

const knowledge = openKnowledge();

/** What each printed figure of a text counts: `10 reconsideration.applications`; `-` where it stays uncoded. */
function codes(text: string): string[] {
  const mined = mine(Buffer.from(text), 'text', knowledge, { year: 2022 });
  return mined.observations
    .filter(({ derived }) => !derived)
    .map((o) => `${text.slice(o.start, o.end)} ${o.indicator || '-'}${o.aspect === 'level' ? '' : ` ${o.aspect}`}`);
}

/** Kinds of wording on which binding once failed, each as a sentence of our own: text, then its figures in order. */
const KINDS: readonly (readonly [kind: string, text: string, ...figures: string[]])[] = [
  [
    'shares in a list with semicolons',
    '12345热线共受理诉求20000件,其中咨询类8000件,占40%;投诉类6000件,占30%;求助类6000件,占30%。',
    '20000 supervision.hotline_cases',
    '8000 supervision.hotline_cases',
    '40 supervision.hotline_cases share',
    '6000 supervision.hotline_cases',
    '30 supervision.hotline_cases share',
    '6000 supervision.hotline_cases',
    '30 supervision.hotline_cases share',
  ],
  [
    'whole in the paragraph before',
    '全市共有律师2000人。\n从学历看,本科学历的律师1500人,占75%,硕士学历的400人,占20%。',
    '2000 legal_services.lawyers',
    '1500 legal_services.lawyers',
    '75 legal_services.lawyers share',
    '400 legal_services.lawyers',
    '20 legal_services.lawyers share',
  ],
  [
    'breakdown without 其中',
    '受理行政复议案件340件,审结322件。按申请人分,自然人276件,法人64件。',
    '340 reconsideration.accepted',
    '322 reconsideration.concluded',
    '276 reconsideration.accepted',
    '64 reconsideration.accepted',
  ],
  [
    'kinds named like other topics',
    '2022年行政复议工作情况\n共收到行政复议申请400件。从申请事项看,行政处罚120件,占30%;信息公开90件,占22.5%。',
    '400 reconsideration.applications',
    '120 reconsideration.applications',
    '30 reconsideration.applications share',
    '90 reconsideration.applications',
    '22.5 reconsideration.applications share',
  ],

  [
    'areas',
    '政务服务中心受理事项3000件,办结2990件。其中:甲县共受理400件,办结395件。',
    '3000 services.cases_handled',
    '2990 services.cases_handled',
    '400 services.cases_handled',
    '395 services.cases_handled',
  ],
  [
    'title as topic',
    '甲县2022年行政复议工作总结\n共收到申请130件,受理118件,审结102件。其中维持44件,驳回20件,撤销9件。',
    '130 reconsideration.applications',
    '118 reconsideration.accepted',
    '102 reconsideration.concluded',
    '44 reconsideration.upheld',
    '20 reconsideration.dismissed',
    '9 reconsideration.revoked',
  ],
  [
    'repeated figure',
    '收到政府信息公开申请318件。318件申请中,公民提出290件,企业28件。',
    '318 disclosure.applications',
    '318 disclosure.applications',
    '290 disclosure.applications',
    '28 disclosure.applications',
  ],
  [
    'series',
    '人民调解员从上年的2,040名增至2,215名;受理486件法律援助案件,较2020年的410件增加76件。',
    '2,040 mediation.mediators',
    '2,215 mediation.mediators',
    '486 legal_aid.accepted',
    '410 legal_aid.accepted',
    '76 legal_aid.accepted change',
  ],
  [
    'elided, areas',
    '法制审核人员市级46名,县级73名,开发区12名。',
    '46 enforcement.legal_reviewers',
    '73 enforcement.legal_reviewers',
    '12 enforcement.legal_reviewers',
  ],
  [
    'growth of the nearest subject',
    '行政诉讼案件审结620件,败诉率9%,同比下降2%。',
    '620 litigation.concluded',
    '9 litigation.loss_rate',
    '2 litigation.loss_rate growth',
  ],
  [
    '分别',
    '行政复议申请、受理、审结分别为140件、126件和98件。',
    '140 reconsideration.applications',
    '126 reconsideration.accepted',
    '98 reconsideration.concluded',
  ],

  ['counted head: incidents', '治安类刑事警情侦破340起。', '340 policing.criminal_cases_solved'],
  ['counted head: inspected', '对20个县规范性文件备案工作进行检查。', '20 -'],

  ['verb decides, by body', '检察院提起公诉764人。', '764 prosecution.prosecuted'],
];

describe('kinds of wording', () => {
  for (const [kind, text, ...figures] of KINDS)
    it(kind, () => {
      expect(codes(text)).toEqual(figures);
    });
});
