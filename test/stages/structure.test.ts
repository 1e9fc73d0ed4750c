import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readData } from '../../src/codebook/data.js';
import { normalize } from '../../src/stages/normalize.js';
import type { Form } from '../../src/stages/structure/columns.js';
import { structure } from '../../src/stages/structure/index.js';
import type { Span } from '../../src/types.js';

const forms = readData<Form[]>('forms');
const read = (text: string) => structure(normalize(text), { furniture: [] }, forms);
const of = (text: string, span: Span) => text.slice(span.start, span.end);

/** Each sentence with the headings over it: `主要工作 > 行政复议 | 收到10件。` */
function sentences(text: string): string[] {
  return read(text).sentences.map((s) => `${s.path.map((h) => h.text).join(' > ')} | ${of(text, s)}`);
}

describe('headings', () => {
  it('nest by their numbers, on lines of their own', () => {
    expect(sentences('一、主要工作\n（一）化解矛盾\n1.行政复议\n收到申请10件。\n（二）普法\n开展活动5场。')).toEqual([
      '主要工作 > 化解矛盾 > 行政复议 | 收到申请10件。',
      '主要工作 > 普法 | 开展活动5场。',
    ]);
  });
  it('are taken from the paragraph they are glued to, with and without a number', () => {
    expect(sentences('(五)做好复议应诉。收到申请10件。\n加强人民调解。调解纠纷8件。')).toEqual([
      '做好复议应诉 | (五)做好复议应诉。',
      '做好复议应诉 | 收到申请10件。',
      '做好复议应诉 > 加强人民调解 | 加强人民调解。',
      '做好复议应诉 > 加强人民调解 | 调解纠纷8件。',
    ]);
  });
  it('with a broken or missing number still stand over what follows', () => {
    expect(sentences('()规范执法\n办案12件。')).toEqual(['规范执法 | 办案12件。']);
    expect(sentences('某县报告\n某县2021年法治政府建设报告\n行政复议工作\n收到申请10件。').at(-1)).toBe(
      '行政复议工作 | 收到申请10件。',
    );
  });
  it('may begin with a year, but a statement with figures is none', () => {
    expect(sentences('三、2020年工作安排\n（一）举办培训不少于5期。')).toEqual([
      '2020年工作安排 | （一）举办培训不少于5期。',
    ]);
  });
});

describe('items', () => {
  it('一是 and 二是 end what the one before them spoke of', () => {
    const items = read('一是抓复议。收到申请10件。二是抓应诉。办案8件。').sentences;
    expect(new Set(items.map((s) => s.item)).size).toBe(2);
    expect(items.at(-1)!.path.map((h) => h.text)).toEqual(['抓应诉']);
  });
  it('part a paragraph at its semicolons where a number follows', () => {
    const text = '不足之处:一是培训少;二是投入不够;三是人员缺。';
    expect(sentences(text).length).toBe(4);
  });
});

/** Each cell with its row and column headings and its unit. */
function cells(text: string): string[] {
  return read(text).cells.map((c) => {
    const words = (spans: readonly Span[]) => spans.map((s) => of(text, s)).join('>');
    return `${of(text, c)} ${c.unit ?? '-'} ${words(c.row)} / ${words(c.column)}`;
  });
}

describe('tables', () => {
  it('are read by tabs and by pipes', () => {
    expect(cells('单位\t受理\t办结\n甲局\t12\t9')).toEqual(['12 - 甲局 / 受理', '9 - 甲局 / 办结']);
    expect(cells('| 单位 | 受理 | 办结 |\n|---|---|---|\n| 甲局 | 12 | 9 |')).toEqual([
      '12 - 甲局 / 受理',
      '9 - 甲局 / 办结',
    ]);
  });
  it('take the unit of the caption, a head row or a column of its own', () => {
    expect(cells('统计表(单位:件)\n单位\t受理\t罚没金额(万元)\n甲局\t12\t3.5')).toEqual([
      '12 件 甲局 / 统计表(单位:件)>受理',
      '3.5 万元 甲局 / 统计表(单位:件)>罚没金额(万元)',
    ]);
  });
  it('leave out blanks, strokes and dashes', () => {
    expect(cells('项目\t数量\t备注\n甲\t/\t-\n乙\t\t—\n丙\t0\t3')).toEqual(['0 - 丙 / 数量', '3 - 丙 / 备注']);
  });
  it('spread merged head cells over their columns', () => {
    expect(cells('\t行政处罚\t\t行政许可\n\t立案\t办结\t受理\n甲局\t5\t4\t30')).toEqual([
      '5 - 甲局 / 行政处罚>立案',
      '4 - 甲局 / 行政处罚>办结',
      '30 - 甲局 / 行政许可>受理',
    ]);
  });
  it('know the head of the disclosure form though its merged cells are lost', () => {
    const head = '自然人\t法人或其他组织\t总计\n商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他';
    const text = `数据\t申请人情况\n${head}\n一、本年新收数量\t3\t1\t0\t0\t2\t0\t6`;
    expect(cells(text)[1]).toBe('1 - 一、本年新收数量 / 法人或其他组织>商业企业');
    expect(cells(text)[6]).toBe('6 - 一、本年新收数量 / 总计');
  });
  it('place no cell by counting when the head has too few columns', () => {
    expect(cells('甲\t乙\n丙局\t1\t2\t3')).toEqual(['1 - 丙局 / ', '2 - 丙局 / ', '3 - 丙局 / ']);
  });
  it('hold numbers with their scale, unit and sign', () => {
    expect(cells('指标\t2022年\t2023年\t增减\n大厅办件\t21.6万\t18.9万件\t-12.5%')).toEqual([
      '21.6万 - 大厅办件 / 2022年',
      '18.9万件 - 大厅办件 / 2023年',
      '-12.5% - 大厅办件 / 增减',
    ]);
  });
  it("do not take the document's title for a caption, but for its unit", () => {
    const title = '洋县人民政府2023年法治政府建设年度报告';
    expect(cells(`${title}\n单位\t受理\n甲局\t12`)).toEqual(['12 - 甲局 / 受理']);
    expect(cells(`${title}(单位:件)\n单位\t受理\n甲局\t12`)).toEqual(['12 件 甲局 / (单位:件)>受理']);
  });
  it('that stand one under the other keep their captions apart', () => {
    const text = '表一 许可统计表\n受理数量\t许可数量\n20\t19\n表二 检查统计表\n检查次数\t问题个数\n7\t2';
    expect(cells(text)[2]).toBe('7 次  / 表二 检查统计表>检查次数');
  });
});

describe('any text', () => {
  const piece = fc.constantFrom(
    '一、',
    '(二)',
    '1.',
    '一是',
    '收到10件',
    '\t',
    '|',
    '\n',
    '。',
    ';',
    ':',
    '(',
    ')',
    '“',
    '”',
    '概况',
    ' ',
    '件',
  );
  it('gives sentences in order, inside the text, that never overlap, and cells inside it', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const found = read(text);
        let end = 0;
        for (const s of found.sentences) {
          expect(s.start).toBeGreaterThanOrEqual(end);
          expect(s.end).toBeGreaterThan(s.start);
          expect(s.end).toBeLessThanOrEqual(text.length);
          end = s.end;
        }
        for (const cell of found.cells) expect(of(text, cell)).toMatch(/\d/);
      }),
    );
  });
  it('loses no line that holds words', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('收到申请10件。', '一是办案8件;', '(三)调解6起,成功5起。'), {
          minLength: 1,
          maxLength: 12,
        }),
        (lines) => {
          const text = lines.join('\n');
          const held = read(text)
            .sentences.map((s) => of(text, s))
            .join('');
          expect(held.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        },
      ),
    );
  });
});
