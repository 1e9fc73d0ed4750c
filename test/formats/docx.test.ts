import { describe, expect, it } from 'vitest';
import { openEngine } from '../../src/batch/engine.js';
import { level, makeDocx, paragraph, run } from './make-docx.js';

const engine = await openEngine({});
async function mined(parts: Parameters<typeof makeDocx>[0]) {
  const sources = await engine.open(makeDocx(parts), 'a.docx', {});
  return engine.mineSource(sources[0]!, {});
}
const lines = async (parts: Parameters<typeof makeDocx>[0]) => (await mined(parts)).text.split('\n').filter(Boolean);

const raised = '<w:vertAlign w:val="superscript"/>';
const list = (id: number, at: number) => `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${id}"/></w:numPr>`;
const style = (id: string, name: string, inner: string, type = 'paragraph') =>
  `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${name}"/>${inner}</w:style>`;
const numbers = (levels: string, more = '') =>
  `<w:abstractNum w:abstractNumId="0">${levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>${more}`;

describe('the text of a Word document', () => {
  it('has no mark of a note, as set by hand, by a style, or by Word', async () => {
    const reference = '<w:r><w:rPr><w:rStyle w:val="fn"/></w:rPr><w:footnoteReference w:id="1"/></w:r>';
    const body = paragraph(
      `${run('受理213')}${run('2', raised)}${run('件,审结120')}${run('3', '<w:rStyle w:val="fn"/>')}${run('件,调解33')}${reference}${run('件,占地30m')}${run('2', raised)}${run('。')}`,
    );
    const footnotes = `<w:footnote w:id="1"><w:p><w:r><w:rPr><w:rStyle w:val="fn"/></w:rPr><w:footnoteRef/></w:r>${run('含乡镇。')}</w:p></w:footnote>`;
    const styles = style('fn', 'footnote reference', `<w:rPr>${raised}</w:rPr>`, 'character');
    expect(await lines({ body, footnotes, styles })).toEqual(['受理213件,审结120件,调解33件,占地30m²。', '含乡镇。']);
  });

  it('has nothing that is struck, hidden or deleted, by itself or by its style', async () => {
    const body = [
      paragraph(
        `${run('受理')}${run('99', '<w:strike/>')}${run('98', '<w:dstrike/>')}${run('97', '<w:vanish/>')}${run('96', '<w:rStyle w:val="gone"/>')}${run('21', '<w:strike w:val="0"/>')}<w:del>${run('95').replaceAll('w:t', 'w:delText')}</w:del><w:moveFrom>${run('94')}</w:moveFrom><w:ins>${run('3')}</w:ins>${run('件。')}`,
      ),
      paragraph(`${run('内部数据93件。')}`, '<w:pStyle w:val="secret"/>'),
      paragraph(`${run('审结')}${run('8件。', '<w:vanish w:val="false"/>')}`, '<w:pStyle w:val="secret"/>'),
    ].join('');
    const styles =
      style('gone', 'Gone', '<w:rPr><w:strike/></w:rPr>', 'character') +
      style('base', 'Base', '<w:rPr><w:vanish/></w:rPr>') +
      style('secret', 'Secret', '<w:basedOn w:val="base"/>');
    expect(await lines({ body, styles })).toEqual(['受理213件。', '8件。']);
  });

  it('has no comments', async () => {
    const body = paragraph(
      `${run('受理')}<w:commentRangeStart w:id="0"/>${run('213')}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>${run('件。')}`,
    );
    const comments = `<w:comment w:id="0" w:author="a">${paragraph('请核对,应为99件')}</w:comment>`;
    expect(await lines({ body, comments })).toEqual(['受理213件。']);
  });

  it('keeps several paragraphs of a cell apart', async () => {
    const cell = (...said: string[]) => `<w:tc>${said.map((one) => paragraph(one)).join('')}</w:tc>`;
    const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;
    const body = `<w:tbl>${row(cell('项目'), cell('数量'))}${row(cell('受理案件数', '审结案件数'), cell('12', '345'), cell('说明'))}</w:tbl>`;
    expect(await lines({ body })).toEqual(['项目\t数量', '受理案件数 审结案件数\t12；345\t说明']);
  });
});

describe('automatic numbers', () => {
  it('stand as text: of headings by their style, in each form, anew under each heading', async () => {
    const styles =
      style('h1', 'heading 1', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>') +
      style('h2', 'heading 2', '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>');
    const numbering = numbers(
      level(0, 'chineseCounting', '%1、', '<w:pStyle w:val="h1"/>') +
        level(1, 'chineseCountingThousand', '(%2)', '<w:pStyle w:val="h2"/>') +
        level(2, 'decimal', '%3.') +
        level(3, 'decimalEnclosedCircle', '%4') +
        level(4, 'decimal', '%1.%5', '<w:isLgl/>') +
        level(5, 'bullet', '•'),
    );
    const h1 = (text: string) => paragraph(text, '<w:pStyle w:val="h1"/>');
    const h2 = (text: string) => paragraph(text, '<w:pStyle w:val="h2"/>');
    const at = (text: string, depth: number) => paragraph(text, list(1, depth));
    const body = [
      h1('工作'),
      h2('执法'),
      at('2023年', 2),
      at('甲', 3),
      at('乙', 3),
      h2('普法'),
      at('丙', 2),
      h1('打算'),
      h2('丁'),
      at('戊', 4),
      at('己', 5),
    ];
    expect(await lines({ body: body.join(''), styles, numbering })).toEqual([
      '一、工作',
      '(一)执法',
      '1. 2023年',
      '①甲',
      '②乙',
      '(二)普法',
      '1. 丙',
      '二、打算',
      '(一)丁',
      '2.1 戊',
      '己',
    ]);
  });

  it('go on in lists of one kind, and begin anew where a list says so', async () => {
    const numbering = numbers(
      level(0, 'chineseCounting', '%1、'),
      '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num>',
    );
    const body = [1, 2, 3, 3, 0].map((id) => paragraph('甲', list(id, 0))).join('');
    expect(await lines({ body, numbering })).toEqual(['一、甲', '二、甲', '十一、甲', '十二、甲', '甲']);
  });

  it('of a heading make what is planned under it targets', async () => {
    const numbering = numbers(level(0, 'chineseCounting', '%1、'));
    const body = [
      paragraph('安澜县司法局2023年法治政府建设年度报告'),
      paragraph('2023年工作情况', list(1, 0)),
      paragraph('开展行政执法检查4次。'),
      paragraph('2024年工作打算', list(1, 0)),
      paragraph('开展行政执法检查6次。'),
    ].join('');
    const { observations } = await mined({ body, numbering });
    expect(observations.map(({ value, status, period }) => [value, status, period])).toEqual([
      ['4', 'achieved', '2023'],
      ['6', 'target', '2024'],
    ]);
  });
});

it('a table of contents in Word gives no figure, and its headings rule nothing', async () => {
  const entry = (text: string, page: string) =>
    `<w:p><w:pPr><w:pStyle w:val="t1"/></w:pPr>${run(text)}<w:r><w:tab/></w:r>${run(page)}</w:p>`;
  const body = [
    paragraph('安澜县司法局2023年法治政府建设年度报告'),
    entry('一、2023年工作情况', '3'),
    entry('二、2024年工作打算', '12'),
    paragraph('2023年,开展行政执法检查4次。'),
    paragraph('一、2023年工作情况'),
    paragraph('办理行政复议案件33件。'),
    paragraph('二、2024年工作打算'),
    paragraph('开展行政执法检查6次。'),
  ].join('');
  const { observations } = await mined({ body, styles: style('t1', 'toc 1', '') });
  expect(observations.map(({ value, status }) => [value, status])).toEqual([
    ['4', 'achieved'],
    ['33', 'achieved'],
    ['6', 'target'],
  ]);
});
