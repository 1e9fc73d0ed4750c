import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compileGazetteer, type RawChanges, type RawZones } from '../../src/stages/identify/gazetteer.js';
import { identify } from '../../src/stages/identify/index.js';
import { compileFactWords } from '../../src/stages/identify/words.js';
import { normalize } from '../../src/stages/normalize.js';
import { structure } from '../../src/stages/structure/index.js';
import type { DocumentFacts, Page, PageFacts } from '../../src/types.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const gazetteer = compileGazetteer(
  JSON.parse(read('src/data/regions.json')),
  parse(read('src/data/region-changes.yaml')) as RawChanges,
  parse(read('src/data/zones.yaml')) as RawZones,
);

const know = { gazetteer, words: compileFactWords(parse(read('src/data/facts.yaml'))) };

function facts(text: string, said: PageFacts = {}, options: { year?: number; region?: string } = {}): DocumentFacts {
  const page: Page = { text, format: 'text', facts: said, furniture: [], source: null };
  const norm = normalize(text);
  const shape = structure(norm, page);
  return identify({ file: 'a.txt', page, norm, structure: shape, encoding: 'utf-8', sha256: '', options }, know);
}

/** A page as a row of the table describes it. */
function rowFacts(row: Row): DocumentFacts {
  const said: PageFacts = {};
  if (row.issuer) said.issuer = row.issuer;
  if (row.source) said.source = row.source;
  return facts(`${row.title}\n\n${row.text || '现将有关情况报告如下。'}\n`, said);
}

interface Row {
  set: string;
  title: string;
  issuer: string;
  source: string;
  text: string;
  year: string;
  code: string;
  level: string;
}

const rows: Row[] = read('fixtures/regions/titles.csv')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [set, title, issuer, source, text, year, code, level] = line.split(',');
    return { set, title, issuer, source, text, year, code, level } as Row;
  });
const wrong = (set: (row: Row) => boolean): string[] =>
  rows.filter(set).flatMap((row) => {
    const { region, year } = rowFacts(row);
    const level = row.level === 'open' ? '' : row.level;
    const right =
      region.code === row.code && (level === '' || region.level === level) && String(year ?? '') === row.year;
    const open = row.level !== 'open' || region.candidates.length > 1;
    return right && open
      ? []
      : [`${row.title}: ${row.code} ${row.level} ${row.year}, got ${JSON.stringify(region)} ${year}`];
  });

describe('region', () => {
  test('titles and issuers of all levels', () => {
    expect(rows.length).toBeGreaterThanOrEqual(200);
    expect(wrong((row) => row.set === 'plain' || row.set === 'town')).toEqual([]);
  });

  test('same-named divisions are told apart by other places or stay open', () => {
    expect(rows.filter((row) => row.set === 'trap').length).toBeGreaterThanOrEqual(20);
    expect(wrong((row) => row.set === 'trap')).toEqual([]);
  });

  test('a zone has the code of its host and says so', () => {
    const zones = rows.filter((row) => row.set === 'zone');
    expect(zones.length).toBeGreaterThanOrEqual(10);
    expect(wrong((row) => row.set === 'zone')).toEqual([]);
    expect(zones.filter((row) => !rowFacts(row).region.note.includes('zone'))).toEqual([]);
  });

  test('the code is that of the year', () => {
    expect(wrong((row) => row.set === 'change')).toEqual([]);
    const { region } = facts('庐江县2010年工作总结\n');
    expect(region).toMatchObject({ name: '巢湖市庐江县', code: '341421', note: 'since 2011 340124 庐江县' });
  });

  test('a report of 我县 is not given to the city whose site or paper carries it', () => {
    const text = '2021年法治政府建设工作总结\n\n2021年,我县认真落实。我县各部门学法5次。\n';
    expect(facts(text, { source: '达州日报' }).region.code).toBe('');
    expect(facts(`${text}宣汉县司法局办案2件,宣汉县人民政府学法3次。\n`, { source: '达州市司法局' }).region.code).toBe(
      '511722',
    );
  });

  test('every division is found by its full name, and none is taken for another by its own name', () => {
    const divisions = (JSON.parse(read('src/data/regions.json')) as { divisions: string[] }).divisions
      .flatMap((line) => line.split(' '))
      .map((entry) => ({ code: entry.slice(0, 6), name: entry.slice(6) }));
    const byCode = new Map(divisions.map((d) => [d.code, d.name]));
    const missed: string[] = [];
    for (const { code, name } of divisions) {
      const parents = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`].filter((c) => c !== code);
      const full = parents.map((c) => byCode.get(c) ?? '').join('') + name;
      const spelled = facts(`${full}2024年法治政府建设情况报告\n`).region;
      if (spelled.code !== code) missed.push(`${full} ${code}: ${spelled.code}`);
      const alone = facts(`${name}人民政府2024年法治政府建设情况报告\n`).region;
      const right = alone.code === code || alone.candidates.some((c) => c.endsWith(code));
      if (!right) missed.push(`${name} ${code}: ${JSON.stringify(alone)}`);
    }
    expect(missed).toEqual([]);
  });
});

const YANGLING = `返回首页

杨陵区人民政府关于2022年度法治政府建设工作情况的报告

来源:杨陵区人民政府 发布时间:2023-02-13 14:35


2022年,在示范区党工委、管委会和区委的坚强领导下,区政府不断提升依法行政水平。现将有关情况汇报如下:
`;
const XUANHAN = `按照市局工作要求,我县认真对照《法治政府建设实施纲要(2015—2020年)》《四川省法治政府建设实施方案(2016—2020年)》等相关部署和要求,对2020年度我县法治政府建设工作总结如下:
一、工作情况
县政府研究制定了《2020年度法治政府建设重点工作安排》。1月28日,成立宣汉县应对疫情指挥部。
宣汉县司法局
2021年1月28日`;
const YANCHENG = `索引号 11320900014355718M/2021-01213 组配分类 公共文化服务
发布机构 盐城经济技术开发区依法治区办公室 发文日期 2021-09-01
文号 盐开委法办〔2021〕2号 主题分类 公安、司法
体裁分类 通知 公开方式 主动公开
时效 有效

关于印发《2021年全区法治政府建设重点工作计划》的通知

各基层党(工)委(组),各园区,镇(街道):

为做好2021年我区法治政府建设部署工作,现将《2021年全区法治政府建设重点工作计划》印发给你们。

区依法治区办

                      2021年9月1日

2021年全区法治政府建设重点工作计划

根据《江苏省2021年法治政府建设工作计划》(苏依法﹝2021﹞1号)等规定,作出如下安排。
`;

describe('whole heads', () => {
  test('a report with source and time', () => {
    expect(facts(YANGLING)).toMatchObject({
      title: '杨陵区人民政府关于2022年度法治政府建设工作情况的报告',
      kind: 'report',
      region: { name: '咸阳市杨陵区', code: '610403', level: 'county' },
      year: 2022,
      period: '2022',
      issuer: '杨陵区人民政府',
      source: '杨陵区人民政府',
      published: '2023-02-13T14:35+08:00',
    });
  });

  test('a report that begins with its body has no title, but region and year', () => {
    expect(facts(XUANHAN)).toMatchObject({
      title: '',
      kind: 'report',
      region: { name: '达州市宣汉县', code: '511722' },
      year: 2020,
      issuer: '宣汉县司法局',
      published: '2021-01-28',
    });
  });

  test('a notice that sends out a plan is a plan; metadata table; zone', () => {
    expect(facts(YANCHENG)).toMatchObject({
      title: '关于印发《2021年全区法治政府建设重点工作计划》的通知',
      kind: 'plan',
      region: { name: '盐城市', code: '320900', level: 'city' },
      year: 2021,
      issuer: '盐城经济技术开发区依法治区办公室',
      published: '2021-09-01',
      documentNumber: '盐开委法办〔2021〕2号',
      indexNumber: '11320900014355718M/2021-01213',
    });
  });

  test('full-width digits, labels with blanks, a document number in full width', () => {
    const head =
      '索 引 号： 014355718/2022-00123\n发布机构： 句容市司法局\n生成日期： 2022年01月20日\n文　　号： 句司发〔２０２２〕３号\n';
    expect(facts(`${head}句容市司法局２０２１年度法治政府建设情况报告\n我局认真落实。\n`)).toMatchObject({
      title: '句容市司法局２０２１年度法治政府建设情况报告',
      year: 2021,
      issuer: '句容市司法局',
      published: '2022-01-20',
      documentNumber: '句司发〔2022〕3号',
      indexNumber: '014355718/2022-00123',
    });
  });

  test('several labels in one line', () => {
    const head = [
      '索 引 号：SYHP-2025-000316　　主题分类：司法',
      '发文机关：沈阳市和平区人民政府办公室　　成文日期：2025年3月21日',
      '文　　号：沈和政办发〔2025〕9号　　公开方式：主动公开',
      '',
      '沈阳市和平区人民政府办公室关于印发',
      '2025年度法治政府建设工作要点的通知',
      '',
      '各街道办事处，区政府各部门：',
    ].join('\n');
    const wanted = {
      title: '沈阳市和平区人民政府办公室关于印发2025年度法治政府建设工作要点的通知',
      kind: 'plan',
      region: { name: '沈阳市和平区', code: '210102' },
      year: 2025,
      issuer: '沈阳市和平区人民政府办公室',
      published: '2025-03-21',
      documentNumber: '沈和政办发〔2025〕9号',
      indexNumber: 'SYHP-2025-000316',
    };
    expect(facts(head)).toMatchObject(wanted);
    // As a page hands them over: a value with its neighbour in it.
    const said = {
      documentNumber: '沈和政办发〔2025〕9号　　公开方式：主动公开',
      indexNumber: 'SYHP-2025-000316　　主题分类：司法',
    };
    expect(facts(head, said)).toMatchObject(wanted);
  });

  test('a red head, its number and who signed it, over the title', () => {
    const head = [
      '中共杨陵区委员会文件',
      '',
      '杨发〔2022〕6号　　签发人：王某',
      '',
      '中共杨陵区委员会',
      '关于2021年度党政主要负责人履行推进法治建设',
      '第一责任人职责情况的报告',
      '',
      '市委：',
      '2021年，杨陵区委认真履行职责，现将情况报告如下。',
    ].join('\n');
    expect(facts(head)).toMatchObject({
      title: '中共杨陵区委员会关于2021年度党政主要负责人履行推进法治建设第一责任人职责情况的报告',
      kind: 'report',
      issuer: '中共杨陵区委员会',
      documentNumber: '杨发〔2022〕6号',
      region: { code: '610403' },
      year: 2021,
    });
  });

  test('labels whose values stand on the next line', () => {
    const report = facts(
      '陕西省2026年政府工作报告\n时间：\n2026-02-02 09:20\n来源：\n陕西省人民政府\n各位代表：\n一、2025年工作回顾\n',
    );
    expect(report).toMatchObject({ published: '2026-02-02T09:20+08:00', source: '陕西省人民政府', year: 2025 });
  });

  test('a text that says nothing of itself gets nothing', () => {
    const said = facts('要抓好落实,完成县域治理,公开县级事项,建设示范县、平安县城和美丽城区。\n');
    expect(said).toMatchObject({ title: '', kind: 'other', year: null, period: '', issuer: '', published: '' });
    expect(said.region).toMatchObject({ name: '', code: '', level: '', candidates: [] });
  });
});

describe('title', () => {
  const BODY = '\n\n各镇人民政府:\n2022年,我县认真落实。\n';
  test.each([
    [
      'split over lines',
      '杨陵区人民政府\n关于2022年度法治政府建设\n工作情况的报告',
      '杨陵区人民政府关于2022年度法治政府建设工作情况的报告',
    ],
    [
      'split after 印发',
      '杨陵区人民政府办公室关于印发\n杨陵区2022年法治政府建设工作要点的通知',
      '杨陵区人民政府办公室关于印发杨陵区2022年法治政府建设工作要点的通知',
    ],
    [
      'under a red head',
      '杨 陵 区 人 民 政 府 文 件\n杨政发〔2022〕3号\n杨陵区人民政府\n关于2021年法治政府建设情况的报告',
      '杨陵区人民政府关于2021年法治政府建设情况的报告',
    ],
    [
      'with its date after it',
      '石门镇2019年法治政府建设工作总结（2019年12月20日）',
      '石门镇2019年法治政府建设工作总结',
    ],
    [
      'under a menu that speaks of us',
      '关于我们\n宣汉县2022年法治政府建设工作报告',
      '宣汉县2022年法治政府建设工作报告',
    ],
    ['spaced out', '政 府 工 作 报 告\n\n—2018年3月7日在海拉尔区第十五届人民代表大会第二次会议上', '政府工作报告'],
    [
      'under breadcrumbs',
      '首页 > 政务公开 > 工作总结\n殿前街道办事处2022年法治政府建设工作总结\n来源：湖里区',
      '殿前街道办事处2022年法治政府建设工作总结',
    ],
    [
      'under a menu',
      '政府信息公开年报\n法定主动公开内容\n桐城市司法局2021年政府信息公开工作年度报告',
      '桐城市司法局2021年政府信息公开工作年度报告',
    ],
    ['two parts', '镇巴县司法局2021年工作总结\n和2022年工作计划', '镇巴县司法局2021年工作总结和2022年工作计划'],
    ['with a footnote mark', '乐至县2019年国民经济和社会发展统计公报[1]', '乐至县2019年国民经济和社会发展统计公报'],
  ])('%s', (_, head, title) => {
    expect(facts(head + BODY).title).toBe(title);
  });

  test('what the page says of itself, without the name of the site, where the text has no title', () => {
    expect(facts('2021年,全县扎实推进。\n', { title: '岚皋县2021年法治政府建设工作报告_岚皋县人民政府' }).title).toBe(
      '岚皋县2021年法治政府建设工作报告',
    );
  });
});

describe('kind', () => {
  test.each([
    ['宣汉县2022年法治政府建设工作要点', 'plan'],
    ['宣汉县自然资源和规划局2024年度涉法案件分析', 'report'],
    ['仲裁秘书处向理事会的汇报要点', 'report'],
    ['关于印发宣汉县2022年普法工作计划的通知', 'plan'],
    ['关于印发《宣汉县行政执法监督办法》的通知', 'notice'],
    ['关于报送2022年法治政府建设年度报告的通知', 'notice'],
    ['关于宣汉县2021年国民经济和社会发展计划执行情况的报告', 'report'],
    ['关于《杨陵区2021年法治政府建设工作要点》落实情况的汇报', 'report'],
    ['宣汉县司法局2021年工作总结及2022年工作计划', 'report'],
    ['宣汉县统计局2021年法治政府建设情况', 'report'],
    ['宣汉县2021年国民经济和社会发展统计公报', 'statistics'],
    ['2021年1-9月全市行政执法统计情况通报', 'statistics'],
    ['宣汉县人民政府公告', 'notice'],
  ])('%s: %s', (title, kind) => {
    expect(facts(`${title}\n\n落实。\n`).kind).toBe(kind);
  });
});

describe('year and period', () => {
  test.each([
    ['宣汉县二〇二一年度法治政府建设工作报告', 2021, '2021'],
    ['宣汉县二○一六年工作总结', 2016, '2016'],
    ['宣汉县２０２１年度工作总结', 2021, '2021'],
    ['宣汉县司法局2021年上半年工作总结及下半年工作计划', 2021, '2021-01/2021-06'],
    ['宣汉县2020年第三季度公共法律服务统计数据', 2020, '2020-07/2020-09'],
    ['宣汉县2020年前三季度经济运行情况', 2020, '2020-01/2020-09'],
    ['宣汉县2020年1至10月行政复议统计数据', 2020, '2020-01/2020-10'],
    ['宣汉县2020年5月份行政执法统计数据', 2020, '2020-05'],
    ['宣汉县法治政府建设规划(2021-2025年)', 2025, '2021/2025'],
    ['宣汉县“十三五”法治政府建设总结', 2020, '2016/2020'],
    ['关于贯彻落实《法治政府建设实施纲要(2021-2025年)》2022年进展情况的报告', 2022, '2022'],
  ])('%s', (title, year, period) => {
    expect(facts(`${title}\n\n落实。\n`)).toMatchObject({ year, period });
  });

  test('a government work report speaks of the year before its delivery', () => {
    const text =
      '政府工作报告\n\n—2018年3月7日在海拉尔区第十五届人民代表大会第二次会议上\n\n海拉尔区人民政府区长  杨国宏\n\n各位代表:\n过去的一年,成绩显著。\n';
    expect(facts(text)).toMatchObject({ year: 2017, region: { code: '150702' } });
  });

  test('a report without a year speaks of the year before its publication, one of December of its own', () => {
    expect(facts('依法行政工作总结\n\n我局认真落实。\n\n南部县司法局\n2023年1月6日\n').year).toBe(2022);
    expect(facts('依法行政工作总结\n\n我局认真落实。\n\n南部县司法局\n2016年12月28日\n').year).toBe(2016);
    expect(facts('普法工作要点\n\n落实。\n\n南部县司法局\n2023年1月6日\n').year).toBe(2023);
  });
});

describe('what the user says', () => {
  const text = '2022年工作总结\n\n我区认真落实。\n';
  test('overrides year and region', () => {
    expect(facts(text, {}, { year: 2021, region: '南京市鼓楼区' })).toMatchObject({
      year: 2021,
      period: '2021',
      region: { name: '南京市鼓楼区', code: '320106', level: 'county' },
    });
    expect(facts(text, {}, { region: '610403' }).region.name).toBe('咸阳市杨陵区');
    expect(facts(text, {}, { region: '秀山' }).region.name).toBe('重庆市秀山土家族苗族自治县');
  });

  test('a name that is in no table is kept without a code', () => {
    expect(facts(text, {}, { region: '乌有县' }).region).toMatchObject({ name: '乌有县', code: '' });
  });

  test('a name that several bear stays open', () => {
    const { code, candidates } = facts(text, {}, { region: '鼓楼区' }).region;
    expect(code).toBe('');
    expect(candidates).toHaveLength(4);
  });
});
