import { describe, expect, it } from 'vitest';
import { textOf } from '../../src/formats/layout/paragraphs.js';
import type { PageLayout, Run } from '../../src/formats/layout/rows.js';

const SIZE = 10;
const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2000' ? size : size / 2), 0);

/** A run at a place of the page; `y` counts lines. */
const at = (x: number, y: number, text: string, size = SIZE): Run => ({
  text,
  x,
  y: 60 + 16 * y,
  width: widthOf(text, size),
  size,
});
const page = (...runs: Run[]): PageLayout => ({ width: 300, height: 400, runs });
const LEFT = 40;
/** A line of 22 characters: from the left margin to the right one. */
const full = (y: number, text: string): Run => at(LEFT, y, text.padEnd(22, '文'));
const indented = (y: number, text: string): Run => at(LEFT + 2 * SIZE, y, text.padEnd(20, '文'));

describe('lines', () => {
  it('are rejoined into paragraphs where they are full and the next is not indented', () => {
    const text = textOf([
      page(indented(0, '一'), full(1, '二'), at(LEFT, 2, '三。'), indented(3, '四'), at(LEFT, 4, '五。')),
    ]);
    expect(text.split('\n').map((line) => line.replace(/文/g, ''))).toEqual(['一二三。', '四五。']);
  });

  it('leave a figure whole that their end cuts', () => {
    const text = textOf([page(at(LEFT + 20, 0, `${'文'.repeat(17)}案件1,2`), at(LEFT, 1, '34件,办结9件。'))]);
    expect(text).toContain('案件1,234件,办结9件。');
  });

  it('go on over the end of a page, past its number and header', () => {
    const pages = [1, 2, 3].map((n) =>
      page(
        { ...at(130, 0, '某县司法局文件'), y: 30 },
        ...(n === 1 ? [indented(0, '首'), full(1, '中')] : [full(0, `第${n}`), full(1, '尾')]),
        { ...at(140, 0, `- ${n} -`), y: 385 },
      ),
    );
    expect(textOf(pages).replace(/文/g, '')).toBe('首中第2尾第3尾');
  });

  it('keep a number that stands alone inside a page, and words that return there', () => {
    const pages = [1, 2].map(() =>
      page(indented(0, '首'), at(LEFT, 8, '2021'), at(LEFT, 10, '其他情况'), indented(19, '尾')),
    );
    expect(textOf(pages).match(/^2021$/gm)).toHaveLength(2);
    expect(textOf(pages).match(/其他情况/g)).toHaveLength(2);
  });

  it('of a table and of sentences stay, also in the margins of each page', () => {
    const pages = [1, 2, 3].map((n) =>
      page(
        ...['单位', '受理', '办结'].map((head, i) => ({ ...at(LEFT + 80 * i, 0, head), y: 40 })),
        indented(8, '首'),
        { ...at(LEFT, 0, `第${n}组全年办结${n}件。`), y: 360 },
      ),
    );
    expect(textOf(pages).match(/单位\t受理\t办结/g)).toHaveLength(3);
    expect(textOf(pages).match(/全年办结\d件。/g)).toHaveLength(3);
  });

  it('stay apart at headings, after wide gaps and where the letters grow', () => {
    const heading = textOf([
      page(full(0, '甲'), at(LEFT, 1, `${'文'.repeat(21)}。`), full(2, '二、乙'), at(LEFT, 3, '丙。')),
    ]);
    expect(heading.split('\n')).toHaveLength(2);
    const gap = textOf([page(full(0, '甲'), full(1, '乙'), full(2, '丙'), full(5, '丁'), at(LEFT, 6, '戊。'))]);
    expect(gap.split('\n')).toHaveLength(2);
    const grown = textOf([page(full(0, '甲'), full(1, '乙'), { ...at(LEFT, 2, '标题标题标题'), size: 14 })]);
    expect(grown.split('\n')).toHaveLength(2);
  });

  it('of a table keep their cells, and are no paragraph', () => {
    const rows = ['处罚 52 49', '强制 11 10'].map((row, y) =>
      row.split(' ').map((cell, i) => at(LEFT + 80 * i, y, cell)),
    );
    expect(textOf([page(...rows.flat())])).toBe('处罚\t52\t49\n强制\t11\t10');
  });

  it('of two columns are read one column after the other, a title over both first', () => {
    const side = (x: number, name: string) =>
      Array.from({ length: 10 }, (_, i) => at(x, i + 2, `${name}${i}${'文'.repeat(9)}`.slice(0, 11), 11));
    const text = textOf([page(at(90, 0, '横跨两栏的公报标题', 14), ...side(20, '左'), ...side(165, '右'))]);
    expect(text.indexOf('标题')).toBeLessThan(text.indexOf('左0'));
    expect(text.indexOf('左9')).toBeLessThan(text.indexOf('右0'));
  });
});

describe('pieces of a line', () => {
  const line = (...runs: Run[]): string => textOf([page(...runs)]);

  it('are put together without the blanks of typesetting', () => {
    expect(line(at(40, 0, '受理 57 件,占 9.5 %'))).toBe('受理57件,占9.5%');
    expect(line(at(40, 0, '受理'), at(62.5, 0, '57'), at(75, 0, '件'))).toBe('受理57件');
    expect(line({ ...at(40, 0, '培 训 行 政 执 法'), width: 90 })).toBe('培训行政执法');
    expect(line(...[...'培训行政执法'].map((character, i) => at(40 + 14 * i, 0, character)))).toBe('培训行政执法');
  });

  it('keep the blanks between words', () => {
    expect(line(at(40, 0, 'GB/T 2260'))).toBe('GB/T 2260');
    expect(line(at(40, 0, '来源:某县政府'), at(109, 0, '发布时间:今日'))).toBe('来源:某县政府 发布时间:今日');
  });

  it('find their places when those in another font are printed later', () => {
    const text = { ...at(40, 0, '履行 一个统筹 推动'), width: 90 };
    expect(line(text, at(60, 0, '“', 9), at(105, 0, '”', 9))).toBe('履行“一个统筹”推动');
  });

  it('printed twice for bold count once', () => {
    expect(line(at(40, 0, '受理57件'), at(40.4, 0, '受理57件'))).toBe('受理57件');
    expect(line(at(40, 0, '5'), at(45, 0, '5'))).toBe('55');
  });

  it('have Han for radicals of the same shape', () => {
    expect(line(at(40, 0, '⼯作⻓期⺠⽣\u00ad'))).toBe('工作长期民生');
  });
});
