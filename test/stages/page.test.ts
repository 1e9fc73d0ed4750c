import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { decode } from '../../src/stages/decode.js';
import { compileFurniture, pageOf } from '../../src/stages/page/index.js';
import type { Page } from '../../src/types.js';

const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url));
const raw = parse(file('src/data/furniture.yaml').toString());
const rules = compileFurniture(raw);
const page = (text: string) => pageOf(text, rules);
const furniture = ({ text, furniture }: Page) => furniture.map(({ start, end }) => text.slice(start, end));
const read = (path: string) => pageOf(decode(file(path)).text, rules);

/** Every unit that has a place in the source is the unit there, or comes of the reference there. */
function expectTrueMap(source: string, { text, source: map }: Page): void {
  expect(map).toHaveLength(text.length);
  map!.forEach((place, i) => {
    if (place >= 0 && source[place] !== '&') expect(source[place]).toBe(text[i]);
  });
}

describe('plain text', () => {
  it('stays as it is, its furniture marked and its facts read', () => {
    const text = file('fixtures/reports/000_74d374dcb49bc012.txt').toString();
    const result = page(text);
    expect(result).toMatchObject({ text, format: 'text', source: null });
    expect(furniture(result)).toEqual(['返回首页', '来源:杨陵区人民政府 发布时间:2023-02-13 14:35']);
    expect(result.facts).toEqual({ source: '杨陵区人民政府', published: '2023-02-13 14:35' });
  });

  it('reads the metadata table over a document', () => {
    const result = read('fixtures/reports/003_244a23676422eee3.txt');
    expect(result.facts).toEqual({
      indexNumber: '11320900014355718M/2021-01213',
      issuer: '盐城经济技术开发区依法治区办公室',
      published: '2021-09-01',
      documentNumber: '盐开委法办〔2021〕2号',
    });
    expect(furniture(result)).toHaveLength(7);
    expect(furniture(result).at(-1)).toBe('打印 关闭');
  });

  it('marks nothing in a report that was copied without furniture', () => {
    expect(read('fixtures/reports/001_ef7d1cd6b277190b.txt')).toMatchObject({ furniture: [], facts: {} });
  });

  it.each([
    '当前位置：首页 > 政务公开 > 法治政府建设 > 年度报告',
    '首页 >> 信息公开 >> 工作总结',
    '发布时间：2020-03-27 17:42　来源：贵州省司法厅　浏览次数：3168　字体：[ 大 中 小 ]　打印　关闭',
    '来源：湖里区殿前街道办事处　发布时间：2023-01-16 09:08　点击数：157　【字体：大 中 小】',
    '字体显示:大 中 小 打印 关闭',
    '2019年06月15日08:18  来源：人民网-文化频道',
    '浏览量：1.2万次',
    '分享到： 微信 微博 QQ空间',
    '（联系电话：0592-5600000；邮编：361006）',
    '【打印本页】【关闭窗口】',
    '扫一扫在手机上查看当前页面',
    '上一篇：全县办理行政复议案件57件',
    '下一篇：没有了',
    '版权所有：某县人民政府 主办：某县人民政府办公室',
    '蜀ICP备05031573号-1 川公网安备51172202000001号 网站标识码：5117220001',
    '责任编辑：张三',
    '索 引 号：000014349/2021-00047',
    '您是第3218765位访问者',
  ])('knows the line %j', (line) => {
    const text = `关于工作的报告\n${line}\n全年受理案件12件。\n办结9件。\n${line}`;
    expect(furniture(page(text))).toEqual([line, line]);
  });

  it.each([
    '打印机12台',
    '大中小学12所',
    '下载量达3万次',
    '时间:2022年3月1日至5月1日',
    '来源:中央财政资金12万元,地方配套3万元',
    '收藏品120件',
    '电话回访3200次',
    '点击量突破12万次,分享经验3次',
    '首页改版2次',
    '分享经验材料12篇',
    '更多群众选择线上办理,达3万件',
    '上一篇报告提到的12件案件已经办结',
    '如有疑问,请与县政府办公室联系(电话:0595-23800000,邮编:362600)。',
    '行政许可\t18642',
    '信息内容\t本年制发件数\t本年废止件数',
    '宣汉县司法局 2021年1月28日',
    '相关案件12件',
  ])('leaves the line %j of a document alone', (line) => {
    expect(page(`关于工作的报告\n${line}\n全年受理案件12件。\n${line}\n办结9件。\n${line}`).furniture).toEqual([]);
  });

  it('takes a label and its value from two lines', () => {
    const result = page('某省报告\n时间：\n2026-02-02 09:20\n来源：\n陕西省人民政府\n分享:\n\n现在向大会报告工作。');
    expect(result.facts).toEqual({ published: '2026-02-02 09:20', source: '陕西省人民政府' });
    expect(furniture(result)).toEqual(['时间：', '2026-02-02 09:20', '来源：', '陕西省人民政府', '分享:']);
  });

  it('marks the list of links after a document, not a heading of the same words within', () => {
    const text = '报告\n相关信息\n全年受理案件12件。\n相关文章：\n我县办理行政复议案件57件\n某市查处违法案件37件';
    expect(furniture(page(text))).toEqual(['相关文章：', '我县办理行政复议案件57件', '某市查处违法案件37件']);
  });

  it('is never changed, and only whole lines are marked', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '来源：',
        '发布时间：',
        '打印',
        '【字体：',
        '首页 > ',
        '。',
        '索引号 ',
        '大',
        '\r',
        '\u3000',
        '2021-01-02',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.array(line).map((pieces) => pieces.join(''))), (lines) => {
        const text = lines.join('\n').replaceAll('<', '');
        const result = page(text);
        expect(result.text).toBe(text);
        for (const { start, end } of result.furniture) {
          expect(text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim()).toBe('');
          expect(`${text}\n`.slice(end, `${text}\n`.indexOf('\n', end)).trim()).toBe('');
        }
      }),
    );
  });
});

describe('pages made of a report', () => {
  /** Lines of the document without blanks around them. */
  const lines = (text: string) => text.split('\n').map((line) => line.trim());
  const bodyOf = (result: Page) => {
    const marked = new Set(furniture(result));
    return lines(result.text).filter((line) => line && !marked.has(line));
  };

  it.each([
    ['000-page', '000_74d374dcb49bc012'],
    ['001-gb18030', '001_ef7d1cd6b277190b'],
  ])('%s gives the text of its report, and no line beside it but the title', (name, report) => {
    const decoded = decode(file(`fixtures/pages/${name}.html`));
    const result = pageOf(decoded.text, rules);
    const wanted = bodyOf(read(`fixtures/reports/${report}.txt`)).filter((line) => line !== result.facts.title);
    expect(result.format).toBe('html');
    expect(bodyOf(result)).toEqual([result.facts.title, ...wanted]);
    expectTrueMap(decoded.text, result);
  });

  it('gives the facts of head and metadata table', () => {
    expect(read('fixtures/pages/000-page.html').facts).toEqual({
      title: '杨陵区人民政府关于2022年度法治政府建设工作情况的报告',
      source: '杨陵区人民政府',
      published: '2023-02-13 14:35',
      issuer: '杨陵区人民政府',
      documentNumber: '杨政发〔2023〕3号',
      indexNumber: '11610403016010123X/2023-00057',
    });
    expect(read('fixtures/pages/001-gb18030.html').facts).toMatchObject({
      source: '宣汉县司法局',
      published: '2021-02-01',
    });
  });
});

describe('HTML', () => {
  const body = '全年受理行政复议申请12件，办结9件，其中维持5件、撤销2件、驳回2件。';
  const text = (html: string) => page(html).text;

  it('is known by its content, and a text that mentions a tag is none', () => {
    expect(page(`<p>${body}</p><p>二</p>`).format).toBe('html');
    expect(page(`标题<br/>${body}<br/>${body}<br/>`).format).toBe('html');
    expect(page(`# 用法\n\n写 <br> 换行,见 <b>下文</b>。\n\n${body}\n`.repeat(2)).format).toBe('text');
    expect(page('<5件,>3件').format).toBe('text');
  });

  it('keeps a table as rows of cells that stay in line under spans', () => {
    const html = `<table><tr><th rowspan=2>项目</th><th colspan=2>数量</th><th rowspan=2>备注</th></tr>
      <tr><th>受理</th><th>办结</th></tr><tr><td>行政<br>复议</td><td>1,200</td><td></td><td>无</td></tr></table>`;
    expect(text(html)).toBe('项目\t数量\t\t备注\n\t受理\t办结\t\n行政复议\t1,200\t\t无');
  });

  it('takes tables that only lay out the page apart', () => {
    const html = `<table><tr><td>政务公开目录说明</td><td><table><tr><td><p>${body}</p><p>第二段。</p></td></tr></table></td></tr></table>`;
    expect(text(html).split(/\n+/)).toEqual(['政务公开目录说明', body, '第二段。']);
  });

  it('breaks lines where the page does and joins what the source only wraps', () => {
    expect(text('<div>一件<br>二件<br><br>三\n件<span>4</span><span>件</span></div><div></div>')).toBe(
      '一件\n二件\n\n三件4件',
    );
    expect(text('<div>12 \n 件</div><pre>五件\n  六件</pre><p></p>')).toBe('12 件\n\n五件\n六件');
  });

  it('keeps no-break and ideographic blanks within a line and none at its ends', () => {
    expect(text('<p>　　受理&nbsp;&nbsp;5件　办结&nbsp;</p><p>&nbsp;</p><p>二</p>')).toBe(
      '受理\u00a0\u00a05件　办结\n\n二',
    );
  });

  it('puts the title over the text when the article does not hold it', () => {
    const head =
      '<html><head><title>2021年工作总结 - 某县人民政府网</title></head><body><h1><a href="/">某县人民政府</a></h1>';
    const article = `<div class="TRS_Editor"><p>${body}</p></div>`;
    expect(text(`${head}${article}`)).toBe(`2021年工作总结\n\n${body}`);
    const shown = `${head}<h2 class="title">2021年<br>工作总结</h2>${article}`;
    expect(text(shown)).toBe(`2021年工作总结\n\n${body}`);
    expect(page(shown).source![0]).toBe(shown.indexOf('2021年<br>'));
    expect(text(`${head}<div class="TRS_Editor"><p>2021年工作总结</p><p>${body}</p></div>`)).toBe(
      `2021年工作总结\n\n${body}`,
    );
  });

  it('drops what is named furniture, but never a good part of the text', () => {
    const share = '<div class="share-box">分享 26 次</div><ul class="nav"><li>办件 88</li></ul>';
    expect(text(`<div>${share}<p>${body}</p></div>`)).toBe(body);
    expect(text(`<div class="print-content"><p>${body}</p></div><script>var n = 12</script>`)).toBe(body);
    expect(text(`<div style="display:none"><p>${body}</p></div><p>一</p>`)).toContain(body);
  });

  it('keeps a second part beside the element that a content system names', () => {
    const html = `<div class="TRS_Editor">摘要</div><div class="x"><p>${body}</p><p>${body}</p></div>`;
    expect(text(html)).toContain(`${body}\n\n${body}`);
  });

  it('keeps signature and date, attachments, and what follows </html>', () => {
    const html = `<html><body><div><div><p>${body}</p></div><div>某县司法局</div><div>2021年1月28日</div>
      <ul><li><a href="a.doc">附件1：统计表</a></li><li><a href="b.xls">附件2：案件表</a></li><li><a href="c.pdf">附件3：清单</a></li></ul>
      </div></body></html><p>补充说明3件。</p></html>`;
    expect(text(html).split(/\n+/)).toEqual([
      body,
      '某县司法局',
      '2021年1月28日',
      '附件1：统计表',
      '附件2：案件表',
      '附件3：清单',
      '补充说明3件。',
    ]);
  });

  it('drops a list of links that has no name', () => {
    const links = ['查处案件37件', '新增就业6213人', '招聘45人'].map((title) => `<li><a href="#">${title}</a></li>`);
    expect(text(`<div><div><ul>${links.join('')}</ul></div><p>${body}</p></div>`)).toBe(body);
  });

  it('maps to the source through references, dropped tags, wrapped lines and carriage returns', () => {
    const html =
      '<div><p>&ldquo;受理&rdquo;&#49;&#x32;<b>件</b>&nbsp\r\n办</i>结 &amp; A&ampB</p><p>二</p><p>三</p></div>';
    const result = page(html);
    expect(result.text).toBe('“受理”12件\u00a0办结 & A&B\n\n二\n\n三'.replace('\u00a0办', '\u00a0 办'));
    expectTrueMap(html, result);
    const at = (needle: string) => result.source![result.text.indexOf(needle)];
    expect([at('“'), at('1'), at('2'), at('件'), at('结'), at('B')]).toEqual(
      ['&ldquo;', '&#49;', '&#x32;', '件', '结', 'B'].map((piece) => html.indexOf(piece)),
    );
  });

  it('never throws and keeps its map true on any soup of tags', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...[
          '<div>',
          '</div>',
          '<p>',
          '<br>',
          '<table>',
          '<tr>',
          '<td rowspan=3>',
          '<td colspan="2">',
          '</table>',
          '<li>',
        ],
        ...[
          '<span class=nav>',
          '</span>',
          '<a href=x>',
          '</a>',
          '<!-- c -->',
          '<pre>',
          '</pre>',
          '<h1>',
          '<b>',
          '</i>',
        ],
        ...[
          '&nbsp;',
          '&nbsp',
          '&amp;',
          '&#50;',
          '&#x4ef6;',
          '&ldquo',
          '&bogus;',
          '&',
          '<',
          '\r\n',
          '\r',
          '\n',
          '\0',
          '　',
          ' ',
        ],
        ...[
          '全年受理案件12件，',
          '办结',
          '9',
          '来源：',
          '<title>',
          '</title>',
          '<script>',
          '</script>',
          '</html>',
          '<td>',
        ],
      ),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const html = `<html><body>${pieces.join('')}`;
        expectTrueMap(html, page(html));
      }),
      { numRuns: 300 },
    );
  });

  it('reads tags nested beyond any call stack', () => {
    expect(text(`${'<b>'.repeat(6000)}${body}`)).toBe(body);
    expect(text(`${'<table><tr><td>'.repeat(1500)}${body}`)).toBe(body);
  });
});

describe('the furniture rules', () => {
  it('name the place of a mistake', () => {
    expect(() => compileFurniture({ ...raw, parts: [{ name: 'open', pattern: '(' }] })).toThrow(
      /furniture: parts\.0 \(open\)/,
    );
    expect(() => compileFurniture({ ...raw, labels: [{ words: ['来源'], value: 'poem' }] })).toThrow(
      /furniture: labels\.0\.value/,
    );
  });
});
