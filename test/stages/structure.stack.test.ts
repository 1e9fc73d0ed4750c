import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readData } from '../../src/codebook/data.js';
import { normalize } from '../../src/stages/normalize.js';
import type { Form } from '../../src/stages/structure/columns.js';
import { structure } from '../../src/stages/structure/index.js';
import type { Span } from '../../src/types.js';

const forms = readData<Form[]>('forms');
const read = (text: string) => structure(normalize(text), { furniture: [] }, forms);
const of = (text: string, span: Span) => text.slice(span.start, span.end);
/** Texts are written with / for a line feed. */
const lines = (text: string): string => text.replaceAll('/', '\n');

/** Each cell with its row and column headings and its unit. */
function cells(written: string): string[] {
  const text = lines(written);
  return read(text).cells.map((c) => {
    const words = (spans: readonly Span[]) => spans.map((s) => of(text, s)).join('>');
    return `${of(text, c)} ${c.unit ?? '-'} ${words(c.row)} : ${words(c.column)}`;
  });
}

describe('tables copied one cell a line', () => {
  test.each([
    [
      'a head with units over rows of a name and numbers',
      '附：各县主要业务量/县（区）/援助（件）/公证（件）/甲县/3/40/乙县/5/60/合计/8/100/三、人民调解',
      [
        '3 件 甲县 : 附：各县主要业务量>援助（件）',
        '40 件 甲县 : 附：各县主要业务量>公证（件）',
        '5 件 乙县 : 附：各县主要业务量>援助（件）',
        '60 件 乙县 : 附：各县主要业务量>公证（件）',
        '8 件 合计 : 附：各县主要业务量>援助（件）',
        '100 件 合计 : 附：各县主要业务量>公证（件）',
      ],
    ],
    [
      'as many head cells as numbers, under a caption and the unit of all',
      '表一 处罚统计表/处罚数量（宗）/警告/罚款/合计（宗）/25/380/405',
      [
        '25 宗  : 表一 处罚统计表>处罚数量（宗）>警告',
        '380 宗  : 表一 处罚统计表>处罚数量（宗）>罚款',
        '405 宗  : 表一 处罚统计表>处罚数量（宗）>合计（宗）',
      ],
    ],
    [
      'a heading with a unit over pairs',
      '审结方式(件)/维持/44/驳回/20',
      ['44 件 维持 : 审结方式(件)', '20 件 驳回 : 审结方式(件)'],
    ],
    [
      'a column of units',
      '指标/单位/2011年/2012年/律师/人/583/641/公证/件/21 864/23 017',
      ['583 人 律师 : 2011年', '641 人 律师 : 2012年', '21 864 件 公证 : 2011年', '23 017 件 公证 : 2012年'],
    ],
    [
      'serial numbers, and none at the total',
      '序号/单位/派单（件）/满意率/1/甲镇/386/92.7%/2/乙镇/142/95%/合计/528/94%',
      [
        '386 件 甲镇 : 派单（件）',
        '92.7% - 甲镇 : 满意率',
        '142 件 乙镇 : 派单（件）',
        '95% - 乙镇 : 满意率',
        '528 件 合计 : 派单（件）',
        '94% - 合计 : 满意率',
      ],
    ],
    [
      'units at the end of the names, marked rows',
      '三、申请/（一）收到数　件/874/1.当面数　件/203/（二）费用　万元/0.08',
      ['874 件 （一）收到数 : ', '203 件 （一）收到数>1.当面数 : ', '0.08 万元 （二）费用 : '],
    ],
    [
      'names of groups between the rows',
      '去年/受理/927/办结/881/今年/受理/1,031/办结/964',
      ['927 - 去年>受理 : ', '881 - 去年>办结 : ', '1,031 - 今年>受理 : ', '964 - 今年>办结 : '],
    ],
    [
      'a caption of two units: rates take the %',
      '表1 单位:件、%/市州/2013年/增减/平州市/934/15.02/临水市/497/-7.96',
      [
        '934 件 平州市 : 表1 单位:件、%>2013年',
        '15.02 % 平州市 : 表1 单位:件、%>增减',
        '497 件 临水市 : 表1 单位:件、%>2013年',
        '-7.96 % 临水市 : 表1 单位:件、%>增减',
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  it('know the standard form of disclosure', () => {
    const head = '申请人情况/自然人/法人或其他组织/总计/商业企业/科研机构/社会公益组织/法律服务机构/其他';
    const read = cells(`${head}/一、本年新收数量/5/1/0/0/1/0/7/（七）总计/4/1/0/0/1/0/6`);
    expect(read[1]).toBe('1 - 一、本年新收数量 : 法人或其他组织>商业企业');
    expect(read[13]).toBe('6 - 一、本年新收数量>（七）总计 : 总计');
  });

  test.each([
    [
      'a head too short for its rows',
      '单位/受理/甲局/11/2/3/乙局/4/5/6',
      ['11 - 甲局 : ', '2 - 甲局 : ', '3 - 甲局 : '],
    ],
    [
      'rows of unlike width',
      '单位/受理/办结/甲局/11/2/乙局/4/5/6',
      ['11 - 甲局 : 受理', '2 - 甲局 : 办结', '4 - 乙局 : '],
    ],
  ])('place no number by counting: %s', (_, text, expected) => {
    expect(cells(text).slice(0, 3)).toEqual(expected);
  });

  test.each([
    '上一页/1/2/3/下一页',
    '第一篇/1/第二篇/2/第三篇/3',
    '大事记/2019/成立/2020/改制/2021',
    '来源/12/字体/3',
    '全市律师所/9/所/律师/34/人',
  ])('are not seen in %s', (text) => {
    expect(cells(text)).toEqual([]);
  });
});

describe('cells parted by wide gaps', () => {
  it('are read where a head fits', () => {
    expect(cells('单位  受理  办结/甲局  12  9/乙局  3  /合计  15  9')).toEqual([
      '12 - 甲局 : 受理',
      '9 - 甲局 : 办结',
    ]);
    expect(cells('单位  受理(件)/甲局  12')).toEqual(['12 件 甲局 : 受理(件)']);
  });
  it('are not seen in prose', () => {
    expect(cells('撰稿:何苗  摄影:童川/甲局12件  乙局3件')).toEqual([]);
  });
});

describe('sentences broken at their numbers', () => {
  const paragraphs = (text: string) =>
    read(lines(text)).paragraphs.map((p) => of(lines(text), p).replaceAll('\n', '/'));

  test.each([
    '大厅受理业务/52000/件,按时办结率/100%/。',
    '截至/11月20日,受理业务/968415/件,由/1200/多件增长到现在的/4100/多件。',
    '目前,大厅共有单位/29个,人员/318名,事项由/462项增加到/553项。',
    '全县共有法律服务所/9/所,其中乡镇所/7/所',
  ])('are one: %s', (text) => {
    expect(paragraphs(text)).toEqual([text]);
  });

  test.each([
    '三、规范执法,推行精确监管/  13个县上线平台。',
    '1,366件:办案总量/94.9%:结案率',
    '帮教重点人员14名,全部落实。/6.人员9人。',
    '主要做法/一是办案12件。',
  ])('unlike whole ones: %s', (text) => {
    expect(paragraphs(text).some((paragraph) => paragraph.includes('/'))).toBe(false);
  });
});

test('whatever the lines: sentences in order that never overlap, cells in order, each a number of the text', () => {
  const line = fc.constantFrom(
    '12',
    '3.5',
    '92%',
    '/',
    '件',
    '件,其中',
    '单位',
    '受理(件)',
    '甲局',
    '一、概况',
    '表一 统计表',
    '收到10件,',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('\n');
      const found = read(text);
      let end = 0;
      for (const s of found.sentences) {
        expect(s.start).toBeGreaterThanOrEqual(end);
        end = s.end;
      }
      let last = 0;
      for (const cell of found.cells) {
        expect(cell.start).toBeGreaterThanOrEqual(last);
        last = cell.end;
        expect(of(text, cell)).toMatch(/^\d/);
        expect(found.sentences.some((s) => s.start <= cell.start && cell.end <= s.end)).toBe(true);
      }
    }),
  );
});
