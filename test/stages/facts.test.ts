import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compileGazetteer, type RawChanges, type RawZones } from '../../src/stages/identify/gazetteer.js';
import { identify } from '../../src/stages/identify/index.js';
import { compileFactWords } from '../../src/stages/identify/words.js';
import { normalize } from '../../src/stages/normalize.js';
import { compileFurniture, pageOf } from '../../src/stages/page/index.js';
import { structure } from '../../src/stages/structure/index.js';
import type { DocumentFacts } from '../../src/types.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const gazetteer = compileGazetteer(
  JSON.parse(read('src/data/regions.json')),
  parse(read('src/data/region-changes.yaml')) as RawChanges,
  parse(read('src/data/zones.yaml')) as RawZones,
);

const know = { gazetteer, words: compileFactWords(parse(read('src/data/facts.yaml'))) };

const furniture = compileFurniture(parse(read('src/data/furniture.yaml')));

function facts(source: string): DocumentFacts {
  const page = pageOf(source, furniture);
  const { text } = page;
  const norm = normalize(text);
  const shape = structure(norm, page);
  const options = {};
  return identify({ file: 'a.txt', page, norm, structure: shape, encoding: 'utf-8', sha256: '', options }, know);
}

interface Row {
  readonly news?: true;
  readonly text: string;
  readonly title: string;
  readonly year: number | null;
  readonly region: string;
  readonly issuer: string;
  readonly scope: string;
}
const KEYS = ['title', 'year', 'region', 'issuer', 'scope'] as const;
const found = (file: string) =>
  (parse(read(`fixtures/facts/${file}.yaml`)) as Row[]).map((row) => {
    const { region, ...rest } = facts(row.text);
    return { row, got: { ...rest, region: region.name } };
  });
const documents = found('documents');
const traps = found('traps');

describe('documents of all levels and kinds', () => {
  test('there are sixty, twenty of them news', () => {
    expect(documents).toHaveLength(60);
    expect(documents.filter(({ row }) => row.news)).toHaveLength(20);
  });

  test.each(KEYS)('%s: at least 97 %% are right', (key) => {
    for (const set of [documents, traps]) {
      const missed = set.filter(({ row, got }) => got[key] !== row[key]);
      const told = missed.map(({ row, got }) => `${row.title}: ${row[key]}, got ${got[key]}`);
      expect(told.slice(0, missed.length <= Math.max(1, Math.floor(set.length * 0.03)) ? 0 : undefined)).toEqual([]);
    }
  });

  test.each(['year', 'region'] as const)('no wrong %s', (key) => {
    const wrong = [...documents, ...traps].filter(({ row, got }) => got[key] && got[key] !== row[key]);
    expect(wrong.map(({ row, got }) => `${row.title}: ${row[key]}, got ${got[key]}`)).toEqual([]);
  });
});

const text = (...lines: string[]): string => `${lines.join('\n')}\n`;
const JOINT = '我局扎实推进各项工作,受理案件12件。';

describe('year', () => {
  test.each([
    [
      'a prize of the year before',
      text('依法行政工作情况', '2017年是全面深化改革之年。我局获2016年度全市先进单位。', '一、2017年工作情况', JOINT),
      2017,
    ],
    [
      'a trial that began long ago',
      text('试点工作情况汇报', '我县从2007年开展试点。截至今年9月底,受理案件12件。'),
      null,
    ],
    [
      'the same, published',
      text('试点工作情况汇报', '2013-10-12', '我县从2007年开展试点。截至今年9月底,受理案件12件。'),
      2013,
    ],
    ['another year in the text', text('2018年度信息公开工作报告', '2019年度我局共收到14件。', JOINT), 2018],
    ['a trial since', text('试点工作总结', '我县2021年起承担试点。', JOINT), null],
    ['since', text('信访工作总结', '2016年以来共办理信访件12件。'), null],
    [
      'a plan for the next',
      text('市局召开会议', '2017-12-25', '会议总结今年工作,谋划2018年度工作,受理案件12件。'),
      2017,
    ],
    ['a comparison', text('信访工作总结', '较2011年下降5%。', JOINT), null],
    ['several years in a row', text('法援工作情况', '2021年受理3件,2020年受理4件,2019年受理5件。'), null],
  ])('%s', (_, document, year) => {
    expect(facts(document).year).toBe(year);
  });

  test('where it is open its candidates are told', () => {
    expect(facts(text('信访工作总结', '2016年以来共办理信访件12件,2018年最多。')).yearCandidates).toEqual([2018, 2016]);
    expect(facts(text('2018年总结', JOINT)).yearCandidates).toEqual([]);
  });
});

describe('date of publication without a label', () => {
  test.each([
    ['05.05.2017 11:58', '2017-05-05T11:58+08:00'],
    ['25.12.2017', '2017-12-25'],
    ['2015年06月19日 08:25:05 |', '2015-06-19T08:25:05+08:00'],
    ['阅读量:10000 2020-12-25', '2020-12-25'],
    ['中国新闻网2019-11-08 14:22', '2019-11-08T14:22+08:00'],
    ['新华社2017年12月25日', '2017-12-25'],
    ['今天是2024年6月3日 星期一', ''],
  ])('%s', (line, published) => {
    expect(facts(text('洋县举行宪法宣传周活动', line, '洋县举行活动,发放资料300份。')).published).toBe(published);
  });
});

describe('region', () => {
  test.each([
    [
      'the issuer of the first sentence',
      text('司法行政工作', '铜川市耀州区司法局持续推进调解,调处纠纷12件。'),
      '铜川市耀州区',
    ],
    ['a party group', text('工作情况报告', '中共铜川市交通运输局党组认真履职,开会12次。'), '铜川市'],
    [
      'headline before breadcrumb',
      text('首页 > 咸阳市 > 新闻', '铜川市举行普法活动', '2023-05-05', '发放资料300份。'),
      '铜川市',
    ],
    [
      'a picker of provinces',
      text('北京 天津 河北 山西 内蒙古 辽宁', '普法工作总结', '2023年,我局发放资料300份。'),
      '',
    ],
    ['a ministry as source', text('普法工作总结', '来源:司法部', '2023年,绍兴市司法局发放资料300份。'), '绍兴市'],
    ['a bureau of a ministry', text('普法工作总结', '来源:司法部', '2023年,我局发放资料300份。'), ''],
    ['a township with 村', text('洋县谢村镇2023年工作总结', JOINT), '汉中市洋县谢村镇'],
    ['a district with 村', text('淄博市周村区城北路街道2023年工作总结', JOINT), '淄博市周村区城北路街道'],
    ['a county with 镇', text('镇安县木王镇2023年工作总结', JOINT), '商洛市镇安县木王镇'],
    ['a county with 乡', text('乡城县2023年工作总结', JOINT), '甘孜藏族自治州乡城县'],
    ['a town with 乡', text('浏阳市官渡镇2023年工作总结', JOINT), '长沙市浏阳市官渡镇'],
    ['no township: 村镇建设', text('洋县村镇建设管理站2023年工作总结', JOINT), '汉中市洋县'],
    ['no township: 乡村振兴', text('洋县乡村振兴局2023年工作总结', JOINT), '汉中市洋县'],
    ['no township: 城镇居民', text('洋县城镇居民2023年收入情况', JOINT), '汉中市洋县'],
    [
      'a place of a list',
      text('行政复议推进会召开', '2023-10-20', '全市受理复议3件。', '会上,海港区、滦州市等作了交流。'),
      '',
    ],
    ['a part of the whole', text('行政复议推进会召开', '2023-10-20', '海港区受理复议3件,全市30件,我市居首。'), ''],
    ['a superior that is addressed', text('2023年工作总结', '汉中市司法局:', '2023年,我局受理案件12件。'), ''],
    [
      'a county named in the paper of another place',
      text('普法进校园', '来源:陕西日报', '2023年5月,德清县发放资料300份。'),
      '湖州市德清县',
    ],
  ])('%s', (_, document, region) => {
    expect(facts(document).region.name).toBe(region);
  });
});

describe('who reports', () => {
  test.each([
    [text('洋县司法局2023年工作总结', '发布机构:洋县人民政府办公室', JOINT), '洋县司法局', 'body'],
    [
      text('洋县人民政府关于2023年法治政府建设的报告', '发布机构:洋县司法局', '我县受理12件。'),
      '洋县人民政府',
      'whole',
    ],
    [text('鼓楼区司法局2020年工作总结', '发布机构:徐州市鼓楼区司法局', JOINT), '徐州市鼓楼区司法局', 'body'],
    [text('2021年度南郑区水利局工作总结', JOINT), '南郑区水利局', 'body'],
    [text('市司法局2021年工作总结', JOINT), '市司法局', 'body'],
    [text('洋县2022年公安工作总结', JOINT), '', 'body'],
    [text('洋县2022年法治政府建设报告', '全县受理案件12件。', '洋县司法局'), '洋县司法局', 'whole'],
    [text('洋县人大常委会2022年工作报告', '听取报告12项。'), '洋县人大常委会', 'body'],
    [text('洋县政府信息公开情况', '本机关不掌握12件。'), '', 'whole'],
    [text('洋县司法局局长李某到村调研', '2022-05-05', '走访群众12户。'), '', 'whole'],
    [
      text('普法工作总结', '来源:洋县融媒体中心', '2022年,洋县公共法律服务中心接待12人。'),
      '洋县公共法律服务中心',
      'body',
    ],
  ])('%s', (document, issuer, scope) => {
    expect(facts(document)).toMatchObject({ issuer, scope });
  });
});

describe('title and source', () => {
  test.each([
    [text('铜川市举行普法活动', '2023-05-05', '发放资料300份。'), '铜川市举行普法活动'],
    [text('铜川市司法局召开座谈会', '来源:铜川日报', '参会30人。'), '铜川市司法局召开座谈会'],
    [text('我省再次取消一批审批事项', '05.05.2017 11:58', '取消事项30项。'), '我省再次取消一批审批事项'],
    [text('首页 > 新闻', '洋县2022年普法工作总结 |', '开展宣传30场。'), '洋县2022年普法工作总结'],
    [text('我省再次取消一批审批事项', '•', 'gyz1', '2017-05-05', '取消事项30项。'), '我省再次取消一批审批事项'],
    [text('公证进社区 便民暖人心', '2017-05-05', '接待30人。'), '公证进社区 便民暖人心'],
  ])('%s', (document, title) => {
    expect(facts(document).title).toBe(title);
  });

  test.each(['•', 'gyz1', '|'])('%s is no source', (source) => {
    expect(facts(text('洋县2022年普法工作总结', `来源:${source}`, '开展宣传30场。')).source).toBe('');
  });
});
