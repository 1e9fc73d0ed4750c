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
  [
    'whole after a growth',
    '12345热线受理诉求7000件,日均1000件,较上周下降2.5%。所受理的诉求中,直办4000件,占57.1%,转办3000件。',
    '7000 supervision.hotline_cases',
    '1000 supervision.hotline_cases average',
    '2.5 supervision.hotline_cases growth',
    '4000 supervision.hotline_cases',
    '57.1 supervision.hotline_cases share',
    '3000 supervision.hotline_cases',
  ],
  ['topic from the heading of rates', '行政复议\n坚持复议为民。审结率96%。', '96 reconsideration.conclusion_rate'],
  [
    '分别 of kinds and shares',
    '公益诉讼立案310件。分领域看,生态环境205件,食品药品70件,分别占66%、23%。',
    '310 supervision.public_interest_cases',
    '205 supervision.public_interest_cases',
    '70 supervision.public_interest_cases',
    '66 supervision.public_interest_cases share',
    '23 supervision.public_interest_cases share',
  ],
  [
    '分别 of two wholes',
    '代表建议80件,政协提案70件,分别占建议、提案总数的92%和95%。',
    '80 supervision.proposals_handled',
    '70 supervision.proposals_handled',
    '92 supervision.proposals_handled share',
    '95 supervision.proposals_handled share',
  ],
  ['counted head: counties', '16个县实现跨省通办。', '16 -'],
  ['counted head: praised', '3个县因推进“一件事”改革受到表扬。', '3 -'],
  ['counted head: took part', '6家律师事务所参与村居法律顾问工作。', '6 -'],
  ['counted head: a bound', '超过500人的县有2个。', '500 -', '2 -'],
  ['verb decides: asked for', '处理公民提出的规范性文件审查申请5件。', '5 documents.review_requests'],
  ['verb decides: turned into filing', '行政许可调整为备案2项。', '2 services.approval_to_filing_items'],
  ['verb decides: corrected', '纠治乱查封案件21件。', '21 -'],
  ['norms', '对单个商户的检查每月不超过1次。每季度至少开展1次讲座。', '1 -', '1 publicity.lectures'],
  ['not forbidden: lectures', '举办领导干部法治讲座12场。', '12 publicity.lectures'],
  ['not forbidden: cancelled', '取消其他行政权力事项6项。', '6 services.cancelled_items'],
  ['not forbidden: proposals', '提出的人大代表建议77件。', '77 supervision.proposals_handled'],
  ['not forbidden: screened', '调解组织排查矛盾隐患410宗。', '410 mediation.disputes_screened'],
  ['answers are no proposals', '查办意见建议类工单,收到反馈15份。', '15 -'],
  [
    'two objects side by side',
    '全县现有210个调解组织、调解员900名。',
    '210 mediation.organizations',
    '900 mediation.mediators',
  ],
  ['unit decides', '来信来访人次下降8%。', '8 petition.persons growth'],
  [
    'mediated with success',
    '受理调解案件510件,调解成功505件,成功率达99%。',
    '510 mediation.disputes_handled',
    '505 mediation.succeeded',
    '99 mediation.success_rate',
  ],
  ['batches and persons', '群众到市走访86批1240人次。', '86 petition.batches', '1240 petition.persons'],
  ['ordered to act', '责令履职6件。', '6 reconsideration.ordered_to_perform'],
  ['rate between the words', '行政执法人员100%持证上岗。', '100 enforcement.certified_share'],
  ['rate in words', '应诉率百分百。', '百分百 litigation.head_appearance_rate'],
  [
    '化解 counts as resolved',
    '人民调解\n全年排查纠纷437件,化解431件,化解率98.6%,涉及金额960万元。',
    '437 mediation.disputes_screened',
    '431 mediation.succeeded',
    '98.6 mediation.success_rate',
    '960万 mediation.amount',
  ],
  [
    'stock and flow under a heading',
    '社区矫正和安置帮教\n年初在册743人,新接收612人,解除588人。',
    '743 governance.community_corrections',
    '612 governance.corrections_received',
    '588 governance.corrections_released',
  ],
  ['people invited', '邀请人大代表7名、企业代表16名。', '7 -', '16 -'],
  ['contracts', '审查合约120余份。', '120 documents.contracts_reviewed'],
  [
    'cells one to a line',
    '行政复议审结方式(件)\n维持\n44\n驳回\n20\n',
    '44 reconsideration.upheld',
    '20 reconsideration.dismissed',
  ],
  [
    'cells one to a line, wrapped',
    '大厅受理业务\n52000\n件,按时办结率\n100%\n',
    '52000 services.cases_handled',
    '100 services.on_time_rate',
  ],
  ['documents and contracts together', '审查行政规范性文件、政府合同75件。', '75 documents.reviewed'],
  ['not forbidden: handed on', '法治督察发现问题22个并移送巡察。', '22 leadership.inspection_problems'],
  ['unfair competition', '查办不正当竞争案件58件。', '58 enforcement.penalty_cases'],
  ['unit decides: events', '开展法律咨询160场。', '160 publicity.events'],
  ['unit decides: times', '出具法律意见书7次。', '7 -'],
  ['unit decides: entities', '对310家单位开展双随机检查。', '310 enforcement.entities_inspected'],
  [
    'stations planned, in work and built',
    '拟建工作站6个,在建4个,已建成20个。',
    '6 legal_services.stations',
    '4 legal_services.stations',
    '20 legal_services.stations',
  ],
  ['rate kept above', '人民调解今年成功率保持97%以上。', '97 mediation.success_rate'],
  ['issued in another year', '2024年全市新核发执法证62个。', '62 enforcement.certificates_issued'],
];

describe('kinds of wording', () => {
  for (const [kind, text, ...figures] of KINDS)
    it(kind, () => {
      expect(codes(text)).toEqual(figures);
    });
});
