import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileFurniture, pageOf } from '../../src/stages/page/index.js';
import { mend } from '../../src/stages/page/mend.js';

const rules = compileFurniture(parse(readFileSync(new URL('../../src/data/furniture.yaml', import.meta.url), 'utf8')));
const text = (body: string): string => pageOf(`<html><body>${body}</body></html>`, rules).text;
const lines = (body: string): string[] => text(body).split('\n').filter(Boolean);

describe('raised and lowered text', () => {
  it.each([
    ['受理213<sup>2</sup>件', '受理213件'],
    ['受理213<sub>1</sub>件', '受理213件'],
    ['受理213<sup>[1]</sup>件', '受理213件'],
    ['受理213<sup><a href="#n1">①</a></sup>件', '受理213件'],
    ['受理213<span style="vertical-align: super; font-size: 9px">12</span>件', '受理213件'],
    ['受理案件<sup>1,2</sup>213件', '受理案件213件'],
    ['GDP<sup>2</sup>达到3亿元', 'GDP达到3亿元'],
  ])('%s has no mark of a note', (html, expected) => {
    expect(text(`<p>${html}。</p>`)).toBe(`${expected}。`);
  });

  it.each([
    ['建成3000m<sup>2</sup>', '建成3000m²'],
    ['库容2km<sup>3</sup>', '库容2km³'],
    ['粮食2×10<sup>4</sup>吨', '粮食2×10⁴吨'],
    ['PM<sub>2.5</sub>浓度33', 'PM2.5浓度33'],
    ['CO<sub>2</sub>下降', 'CO2下降'],
    ['5<sup>th</sup>届', '5th届'],
    ['常住人口<sup>[3]</sup>312万人', '常住人口[3]312万人'],
  ])('%s keeps what belongs to its word', (html, expected) => {
    expect(text(`<p>${html}。</p>`)).toBe(`${expected}。`);
  });

  it('maps what is left to its place in the source', () => {
    const html = '<html><body><p>受理213<sup>2</sup>件,占地30m<sup>2</sup>。</p></body></html>';
    const page = pageOf(html, rules);
    expect(html[page.source![page.text.indexOf('件')]!]).toBe('件');
    expect(html.slice(page.source![page.text.indexOf('²')]!)).toMatch(/^2<\/sup>。/);
  });
});

describe('struck text', () => {
  it.each([
    '<s>99</s>',
    '<del>99</del>',
    '<strike>99</strike>',
    '<span style="text-decoration:line-through">99</span>',
  ])('%s is left out', (struck) => {
    expect(text(`<p>开展宣传${struck}88场。</p>`)).toBe('开展宣传88场。');
  });
});

describe('several lines in a cell', () => {
  const table = (...rows: string[][]) =>
    `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;

  it.each([
    ['<p>受理案件数</p><p>审结案件数</p>', '受理案件数 审结案件数'],
    ['<div>受理</div><div>审结</div>', '受理 审结'],
    ['<ul><li>受理</li><li>审结</li></ul>', '受理 审结'],
    ['受理案件数<br>审结案件数', '受理案件数 审结案件数'],
    ['<p>受理3件</p><p>审结2件</p>', '受理3件；审结2件'],
    ['12<br>345', '12；345'],
    ['<p>12</p><p>345</p>', '12；345'],
  ])('%s stand apart', (cell, expected) => {
    expect(lines(table(['项目', '数量'], [cell, '7']))).toEqual(['项目\t数量', `${expected}\t7`]);
  });

  it('are rows where each cell has as many', () => {
    const html = table(
      ['项目', '受理', '审结'],
      ['<p>处罚</p><p>许可</p>', '12<br>34', '<ul><li>5</li><li>6</li></ul>'],
    );
    expect(lines(html)).toEqual(['项目\t受理\t审结', '处罚\t12\t5', '许可\t34\t6']);
  });

  it('are one where a narrow column wraps a word', () => {
    expect(lines(table(['项目', '数量'], ['行政<br>复议', '7']))).toEqual(['项目\t数量', '行政复议\t7']);
  });
});

describe('a page whose tags are never closed', () => {
  const said = ['一、工作', '受理213件', '审结120件', '调解33件', '二、2024年工作打算', '开展执法检查12次'];
  it.each([
    '<div>',
    '<p>',
    '<li>',
    '<dd>',
    '<section>',
    '<h2>',
    '<tr><td>',
    '<table><tr><td>',
    '<br>',
    '<div><font color=red><b>',
    '<blockquote>',
    '<p><a href=x>',
  ])('%s keeps its lines', (tag) => {
    expect(lines(said.map((line) => tag + line).join('\n'))).toEqual(said);
  });

  it.each(['<title>报告', '<!-- 报告', '<textarea>'])('%s swallows nothing', (tag) => {
    const html = `<html><head>${tag}<body>${said.map((line) => `<p>${line}</p>`).join('')}`;
    expect(pageOf(html, rules).text.split('\n').filter(Boolean)).toEqual(expect.arrayContaining(said));
  });
});

it('what the page hides is no text', () => {
  expect(
    text('<p>受理120件。</p><p hidden>隐藏666件。</p><p style="display:none">隐藏667件。</p><p>审结118件。</p>'),
  ).not.toContain('隐藏');
});

describe('a page nested very deep', () => {
  const depth = 20_000;
  it.each([
    ['<div>', '</div>'],
    ['<table><tr><td>', '</td></tr></table>'],
    ['<span>', '</span>'],
    ['<b><i>', '</i></b>'],
    ['<ul><li>', '</li></ul>'],
    ['<div>', ''],
    ['<table><tr><td>', ''],
  ])('%s is read', (open, close) => {
    expect(text(`${open.repeat(depth)}受理213件${close.repeat(depth)}<p>审结120件。</p>`)).toMatch(
      /受理213件\s*审结120件。/,
    );
  });

  it('keeps its lines, also where fonts go on from line to line', () => {
    const said = Array.from({ length: depth }, (_, i) => `第${i}行`);
    expect(lines(said.map((line) => `<div>${line}`).join(''))).toEqual(said);
    expect(lines(said.map((line, i) => `<font color="${i}"><p>${line}`).join(''))).toEqual(said);
  });
});

describe('elements that never hold text of a document', () => {
  const said = '今年以来,全县共受理案件213件,审结120件,同比增长12%,群众满意度不断提高。';
  it.each(['nav', 'noscript', 'button', 'footer', 'template'])('%s may hold what is looked for elsewhere', (name) => {
    const inner = `<a href="1.htm">全县召开法治政府建设推进会</a><table><tr><td>受理</td><td>5</td></tr></table><div class="TRS_Editor"><p>${said}</p></div>`;
    const item = `<li><${name}>${inner}</${name}><a href="2.htm">甲</a></li>`;
    expect(lines(`<p>${said}</p><ul>${item.repeat(4)}</ul>`)).toContain(said);
    expect(lines(`<${name}>${inner}</${name}><p>${said}</p>`)).toContain(said);
    expect(() => text(`<${name}>${inner}<p>${said}</p></${name}>`)).not.toThrow();
  });
});

describe('mend', () => {
  it('leaves a sound page as it is, and each character of any page at its place', () => {
    const sound = '<html><head><title>a</title></head><body><!-- x --><p>1<p>2<ul><li>3<li>4</ul></body></html>';
    expect(mend(sound)).toBe(sound);
    const deep = `<title>甲<body>${'<div a=b><b>'.repeat(900)}乙</b></div>`;
    expect(mend(deep)).toHaveLength(deep.length);
    expect(mend(deep).indexOf('乙')).toBe(deep.indexOf('乙'));
  });
});

describe('a table of contents', () => {
  const entries = ['一、工作情况', '(一)执法检查', '二、2024年工作打算'];
  const body =
    '2023年,受理213件。\n一、工作情况\n审结120件。\n(一)执法检查\n检查33次。\n二、2024年工作打算\n检查12次。';
  it.each([
    ['dots', entries.map((entry, i) => `${entry} ........ ${i + 3}`)],
    ['ellipses', entries.map((entry, i) => `${entry}……${i + 3}`)],
    ['middle dots', entries.map((entry, i) => `${entry}·········${i + 3}`)],
    ['tabs', entries.map((entry, i) => `${entry}\t${i + 3}`)],
    ['nothing', entries.map((entry, i) => `${entry}${i + 3}`)],
    ['no numbers', entries],
  ])('led by %s is furniture', (_, contents) => {
    const before = '安澜县2023年法治政府建设年度报告\n';
    const whole = `目  录\n${contents.join('\n')}`;
    const { furniture, text: own } = pageOf(`${before}${whole}\n${body}`, rules);
    expect(furniture.map(({ start, end }) => own.slice(start, end)).join('\n')).toBe(whole);
  });

  it('needs no heading where dots lead to its pages', () => {
    const whole = '一、工作情况……3\n二、打算……5';
    const { furniture } = pageOf(`${whole}\n${body}`, rules);
    expect(furniture).toHaveLength(2);
  });

  it('is none where a line only ends in a number, or stands alone', () => {
    expect(pageOf(`主要指标\n受理 213\n审结 120\n${body}`, rules).furniture).toEqual([]);
    expect(pageOf(`目录清单共……12\n${body}`, rules).furniture).toEqual([]);
  });
});
