import { describe, expect, it } from 'vitest';
import { openKnowledge } from '../../../src/knowledge.js';
import { mine } from '../../../src/mine.js';
import type { Finding } from '../../../src/types.js';

const knowledge = openKnowledge();
const findings = (text: string): readonly Finding[] =>
  mine(Buffer.from(text), 'x.txt', knowledge, { year: 2022 }).findings;
const of = (status: Finding['status'], text: string): string[] =>
  findings(text)
    .filter((finding) => finding.status === status)
    .map(({ formula }) => formula);
const accused = (text: string): string[] => of('contradicts', text);

describe('what agrees, or may agree, is not accused', () => {
  it.each([
    ['a loss rate beside what came in alone', '新收一审行政诉讼案件412件,负责人出庭96件;败诉23件,败诉率6.4%。'],
    ['a rate of a part', '报考3126人,实考2970人,合格2563人,合格率86.3%,其中秋季一次合格率仅81.4%。'],
    ['a rate of another act', '制发检察建议64份,按期回复63份,整改到位率96.9%。'],
    ['a rate of other people', '在册社区矫正人员167人,矫正期间重新犯罪1人;刑释人员重新犯罪率0.9%。'],
    ['a daily average beside its total', '全年刑事警情1204起,摊到每一天约3.3起,比上年少了158起,降幅11.6%。'],
    ['a change from the state before it', '移送涉嫌犯罪案件143件,较平台运行前一年的88件增加55件,上升62.5%。'],
    ['outcomes of what was heard', '县政府当被告12件,开庭10件,负责人出庭9件,占90%,胜诉8件,败诉1件,撤诉1件。'],
    ['另有 beside the whole', '综合执法办在岗58人,其中持有执法证者36人,另有协管队员74人。'],
    ['two numbers of things, so many of each', '15个部门、14个镇各送案卷5卷,总计145卷。'],
    ['an average rounded up', '2016年来访9640人次,来电12753人次,留言816人次,合计23209人次,日均64人次。'],
    ['months counted from the first', '去年办件量58.3万件,今年头七个月37.9万件,日均2600件。'],
    [
      'parts of what stands further before',
      '办结180件;未结11件,其中依法中止4件;结果:维持87件,撤销19件,确认违法8件,责令履行6件,驳回21件,调解和撤回39件。',
    ],
    ['其中 of two side by side', '执法队整合派驻人员9名、镇属人员14名,其中持执法证的19名。'],
    ['a kind before what follows of all', '办理矛盾纠纷466件,其中婚恋家庭类137件、征地补偿类52件,化解459件。'],
    [
      'one outcome of two sets of cases',
      '2022年检察工作情况\n受理审查起诉案件382件516人,提起公诉348人,不起诉127人。\n受理监察机关移送职务犯罪案件6件7人,提起公诉5人。',
    ],
    ['what is in force beside what was repealed', '制定规范性文件1件,按时报备率100%,废止2件,现行有效规范性文件4件。'],
    ['in force beside what was looked at', '梳理历史文件73件,废止12件,现行有效行政规范性文件41件。'],
    [
      'a view of what a part belongs to',
      '来访437批2915人次,其中集体访46批1873人次。从信访层级看,到市访21批164人次,赴省访13批29人次,进京访6批9人次。',
    ],
    [
      'shares listed behind counts',
      '信访事项1284件,国土、劳动、城建分别为213件、187件、164件,占总量的16.6%、14.6%、12.8%。网上信访679件。',
    ],
    ['a rate of those done early', '政务服务窗口共受理审批事项18642件,办结18639件,提前办结率99.4%。'],
    ['rows without headings', '结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n2\t0\t1\t0\t3\n1\t0\t0\t1\t2'],
    ['what is undecided, behind its number', '已结47件:区政府及部门胜诉40件、败诉3件、原告撤诉4件,还有11件在审。'],
    ['共同 in the name of a thing', '市局为被告70起、各县区局为被告51起;与市政府成为共同被告的15起。'],
    [
      'another division of what is not printed itself',
      '审结的案件中,维持8件,撤销1件,确认违法1件,撤回终止4件。按领域分:公安6件,土地5件,人社2件,其他1件。',
    ],
    ['results of two halves together', '被申请复议13件。上半年5件,下半年8件;维持6件、驳回4件、调解2件、终止1件。'],
    ['the rest with 合计', '公安机关立案120件、城管部门立案61件,其余部门合计立案29件。'],
    ['多出 and 增幅', '受理法律援助案件312件,比2021年的240件多出72件,增幅30.0%。'],
    ['a share behind a bracket', '办理行政应诉案件250件,其中复议后应诉50件(单独被告18件、共同被告32件),占20.0%。'],
    ['其中 of a part', '审结行政复议案件210件,其中终止93件,其中经调解结案的86件。'],
    ['年均 over several years', '全市财政收入由11.2亿元增加到29.1亿元,年均增长21%。'],
    ['new beside the stock', '发布新一批典型案例共12个,总数达到85个。'],
    ['新增 is no stock', '全年新登记经营主体6.2万户,经营主体总量超41万户。'],
    ['several kinds with one share', '诉求前三类为噪声扰民3100件、物业管理2500件、供热2100件,占总量的77%。'],
    ['shares without a printed whole', '从渠道看,电话来访4150件,占83.0%;网站留言600件,占12.0%;信函250件,占5.0%。'],
    ['a share beside its neighbour', '以镇政府为被申请人的168件,占84%;以街道办事处为被申请人的32件,占16%。'],
    ['growth with a subject of its own', '立案查处687宗,案件数较去年745宗减少58宗,罚款额增长8.2%。'],
    ['the average between the states', '归集诉求612.4万件,日均3.38万件,较上年同期的571.3万件上升7.19%。'],
    ['areas side by side', '受理事项1316件,实际提速85.20%。\n\n石龙县受理事项968件,实际提速90.40%。'],
    [
      'the sum of figures side by side',
      '以区政府为被告的58件,以部门为被告的52件,以街道为被告的27件。其中,一审89件,二审41件,再审7件。',
    ],
    ['carried over', '收到申请77件,受理71件;加上上年结转8件,审结行政复议案件52件。'],
    [
      'parts of a part',
      '决定取消、下放和调整审批事项共146项。其中:取消58项;下放管理层级73项,县承接46项,开发区承接19项,委托协会8项;转变管理方式15项。',
    ],
    [
      'kinds before the rest of the list',
      '纠错497件,包括撤销213件、确认违法186件、责令履行81件、变更17件;其他终止319件。',
    ],
    ['kinds that do not cover all', '评查处罚案卷60本,评出优秀案卷11本,不合格2本。'],
    ['各自分别', '全省有人民调解组织近4.6万个,公调、诉调对接工作室分别为1420个和310个。'],
    ['分别占', '其中咨询2917件,投诉1603件,举报342件,分别占60.0%、33.0%和7.0%。'],
    ['a row without a whole', '案件结果:胜21件、败5件、部分败诉1件、和解撤诉3件、在审3件。'],
    ['a bracket about something else', '法制审核人员3名,占全局持证人员(41名)的7.3%。'],
    ['a norm beside a rate', '在册对象346名,重新犯罪2名,占0.58%,低于省定3%的控制线。'],
    ['a rate of several bodies', '三个县收案812件,调解成功790件,成功率97.9%、97.5%、97.5%。'],
    ['an average rounded to a whole number', '2022年,全县接处警41306起,日均113起。'],
    ['processed with cases of the year before', '仲裁院受理争议4127件,审结4022件(含上年转来),结案率96.2%。'],
    ['screened by a campaign, received by all', '全市受理纠纷5847件。\n\n专项行动中排查发现矛盾纠纷1418件。'],
    [
      'two rates that imply one base',
      '受理1248件,其中,决定维持531件,驳回申请164件。直接纠错262件,纠错率22.9%,经调解、和解结案217件,调解率19.0%。',
    ],
    ['a whole in another unit', '开展涉及民营经济、证明事项等4个专题的文件清理,废止规范性文件17件、修改5件。'],
    ['what the list leaves over', '全年被申请行政复议27件,维持16件、终止6件、撤销2件,余下3件待决。'],
    ['excellent files among the passed', '上级抽查执法案卷9份,9份合格,4份优秀。'],
    [
      'parts right behind their whole, and a smaller figure before',
      '以县政府为被申请人的复议案件7件,市政府维持5件,另有2件未审结。县政府及部门行政应诉36件,已审结29件,其中原告撤诉10件,败诉4件。',
    ],
    [
      'a list of one, ended by its rate',
      '审结的案件里,维持512件;驳回188件;终止316件,其中经调解和解撤回的281件,调解和解率25.4%;撤销74件、变更5件、确认违法41件、责令履行22件。',
    ],
    ['合计 against last year', '撤销缓刑46人,撤销假释3人,收监执行9人,合计较上年44人增加14人。'],
    [
      'the rate of an earlier year in brackets',
      '审结应诉案件152件,败诉14件,占9.2%,比试点推开前的2019年(16.8%)低了近一半。',
    ],
    [
      'outcomes of two wholes',
      '一、省本级\n决定维持行政行为74件,确认违法12件。\n二、全省\n决定维持行政行为1987件,确认违法66件。',
    ],
    [
      'lines with heads of their own',
      '行政复议:结果维持21件,其他结果8件。\n行政诉讼(直接起诉):结果维持13件,其他结果3件。',
    ],
    ['documents reviewed, then those in force', '合法性审查各类文件58件,审查意见采纳率97%。现行有效文件43件,废止7件。'],
  ])('%s', (_, text) => expect(accused(text)).toEqual([]));

  it('but open where nothing printed bears it out', () => {
    expect(of('open', '从渠道看,电话来访4150件,占83.0%;网站留言600件,占12.0%。')).toContain('4150件 ÷ ? = 83.0%');
  });

  it('and a share holds with the whole that is linked', () => {
    const text = '全年受理诉求5000件。从渠道看,电话来访4150件,占83.0%;网站留言600件,占12.0%;信函250件,占5.0%。';
    expect(of('holds', text)).toContain('600件 ÷ 5000件 = 12% = 12.0%');
  });
});

describe('a slip is named, with what would mend it', () => {
  const one = (text: string): Finding => {
    const found = findings(text).filter(({ status }) => status === 'contradicts');
    expect(found.map(({ formula }) => formula)).toHaveLength(1);
    return found[0]!;
  };

  it('an average whose neighbour fits the days of the period', () => {
    const found = one('2022年1至10月,全区治安警情2432起,日均8起,其中可防性警情152起,日均1.9起。');
    expect(found.rule).toBe('average.period');
    expect(found.message).toContain('a total of about 578');
  });

  it('one of two divisions of a whole', () => {
    const text =
      '全年受理法律援助案件642件。按案件性质划分,民事413件,刑事224件,行政5件;按受援人群划分,农民工298件,妇女165件,老年人93件,其他96件。';
    const found = one(text);
    expect(found.formula).toContain('≠ 642件');
    expect(found.message).toContain('another division of the same whole adds up');
  });

  it('one share among those of a list that agree', () => {
    const text =
      '从事项看,行政处罚420件,占比42%;投诉举报310件,占比31%;信息公开67件,占比7.6%;行政强制123件,占比12.3%;其他80件,占比8%。';
    const found = one(text);
    expect(found.rule).toBe('share.list');
    expect(found.message).toContain('7.6% were 6.7%');
  });

  it('shares of a list that make up the sum of its parts, not the whole', () => {
    const text =
      '热线受理诉求9000件。其中,咨询类3000件,占50.0%;求助类1800件,占30.0%;投诉类900件,占15.0%;其他类300件,占5.0%。';
    const found = one(text);
    expect(found.rule).toBe('share.base');
    expect(found.message).toContain('9000件 were 6000');
  });

  it('two digits that changed places in kinds without an opener', () => {
    const text =
      '全年共调解纠纷11824件,成功11623件,成功率98.3%。邻里3784件,婚姻家庭2596件,山林土地1892件,损害赔偿1301件,劳动争议828件,其他1063件。';
    expect(one(text).message).toContain('2596件 were 2956');
  });

  it('kinds with 其他 that miss their whole', () => {
    const text = '办结行政处罚案件1296件,其中食品类512件、药品类286件、价格类168件、其他类312件。';
    expect(one(text).message).toContain('1296件 were 1278');
  });

  it('growth between two states', () => {
    expect(one('提供法律咨询由2019年的8.05万人次增至9.62万人次,增长15.9%。').message).toContain('19.5%');
  });

  it('a share of the whole that 其中 tells', () => {
    expect(one('受理事项16732件,其中以告知承诺方式办理1024件,占9.1%。').message).toContain('6.12%');
  });
});
