import { describe, expect, it } from 'vitest';
import { readPdf } from '../../src/formats/pdf/index.js';
import { column, makePdf, type Piece, ruled } from './make-pdf.js';

// One paragraph, as its first line is full.
const lines = ['全年收到行政复议申请57件,', '其中受理49件。'];
const paragraph = lines.join('');

describe('readPdf', () => {
  it('reads fonts that the file does not hold', async () => {
    const { text, format, warnings } = await readPdf(makePdf([column(lines, 40, 300)]));
    expect(text).toBe(paragraph);
    expect({ format, warnings }).toEqual({ format: 'pdf', warnings: [] });
  });

  it('reads pages printed sideways', async () => {
    const sideways = lines.map((text, i) => ({ text, x: 100 + 16 * i, y: 40, turned: 90 }));
    expect((await readPdf(makePdf([sideways]))).text).toBe(paragraph);
    const other = lines.map((text, i) => ({ text, x: 100 - 16 * i, y: 340, turned: -90 }));
    expect((await readPdf(makePdf([other]))).text).toBe(paragraph);
  });

  it('leaves a slanted watermark out', async () => {
    const mark = { text: '内部资料12345', x: 100, y: 250, turned: 45 };
    expect((await readPdf(makePdf([[mark, ...column(lines, 40, 300)]]))).text).toBe(paragraph);
  });

  it('warns of pages without text', async () => {
    const { warnings } = await readPdf(makePdf([[], column(lines, 40, 300), []]));
    expect(warnings).toEqual([
      { code: 'pages-without-text', message: expect.stringMatching(/^no text on page 1, 3;/) },
    ]);
  });

  it('refuses text that fonts do not map to characters', async () => {
    const unmapped = makePdf([column(['\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a57'], 40, 300)]);
    await expect(readPdf(unmapped)).rejects.toMatchObject({ code: 'unmapped-fonts' });
  });

  it('leaves the bytes it was given as they are', async () => {
    const bytes = makePdf([column(lines, 40, 300)]);
    const before = Buffer.from(bytes);
    await readPdf(bytes);
    expect(bytes.equals(before)).toBe(true);
  });
});

describe('raised text', () => {
  const at = (text: string, x: number, y = 300, size = 10): Piece => ({ text, x, y, size });

  it('glues to no number, is no word at the head of a note, and stays with a unit of length', async () => {
    const page = [
      ...[
        at('受理213', 40),
        at('2', 75, 304, 6),
        at('件,占地30', 78),
        at('m', 123),
        at('2', 129, 304, 6),
        at('。', 133),
      ],
      ...[at('1', 40, 104, 6), at('不含乡镇。', 43, 100, 8)],
    ];
    expect((await readPdf(makePdf([page]))).text).toBe('受理213件,占地30m²。\n不含乡镇。');
  });

  it('is not what only stands in smaller letters', async () => {
    const page = [at('全年受理行政复议申请213', 40), at('12', 160, 300, 6), at('件', 170)];
    expect((await readPdf(makePdf([page]))).text).toContain('12');
  });
});

describe('a ruled table', () => {
  const row = (y: number, ...cells: string[]): Piece[] =>
    cells.flatMap((text, i) => (text ? [{ text, x: 44 + 60 * i, y }] : []));
  const xs = [40, 100, 160, 220, 280];

  it('keeps its columns where cells are empty or filled to their rules', async () => {
    const page = [
      ...ruled(xs, [240, 260, 280, 300]),
      ...row(286, '项目种类名', '受理', '审结', '说明'),
      ...row(266, '行政处罚案', '', '45', ''),
      ...row(246, '其他', '12', '', '无'),
    ];
    expect((await readPdf(makePdf([page]))).text).toBe(
      '项目种类名\t受理\t审结\t说明\n行政处罚案\t\t45\t\n其他\t12\t\t无',
    );
  });

  it('keeps wrapped lines in their cell, and figures of one cell apart', async () => {
    const page = [
      ...ruled(xs, [240, 280, 300]),
      ...row(286, '项目', '受理', '审结', '说明'),
      ...row(266, '行政处罚案', '12', '3', '见附表'),
      ...row(250, '件', '345'),
    ];
    expect((await readPdf(makePdf([page]))).text).toBe('项目\t受理\t审结\t说明\n行政处罚案件\t12；345\t3\t见附表');
  });

  it('has rows also where no rule parts them', async () => {
    const page = [
      ...ruled(xs, [240, 300]),
      ...row(286, '处罚', '12', '3'),
      ...row(266, '许可', '', ''),
      ...row(266, '', '34', '6'),
    ];
    expect((await readPdf(makePdf([page]))).text).toBe('处罚\t12\t3\t\n许可\t34\t6\t');
  });

  it('stands in its place among the text, merged cells over their columns', async () => {
    const open = ruled(xs, [240, 260, 280]).filter(({ line: [x] }) => x !== 160 && x !== 220);
    const page = [
      { text: '情况如下。', x: 40, y: 320 },
      ...open,
      ...[160, 220].map((x) => ({ line: [x, 240, x, 260] as const })),
      ...row(266, '项目', '数量'),
      ...row(246, '处罚', '1', '2', '3'),
      { text: '特此报告。', x: 40, y: 200 },
    ];
    expect((await readPdf(makePdf([page]))).text).toBe('情况如下。\n项目\t数量\t\t\n处罚\t1\t2\t3\n特此报告。');
  });

  it('goes on over the end of a page, past its number', async () => {
    const first = [
      ...ruled(xs, [30, 50, 70]),
      ...row(56, '项目', '受理', '审结', '说明'),
      ...row(36, '处罚', '', '45'),
    ];
    const second = [...ruled(xs, [340, 360, 380]), ...row(366, '许可', '', '7'), ...row(346, '其他', '8', '', '无')];
    const number = (n: number): Piece => ({ text: `- ${n} -`, x: 190, y: 10 });
    expect(
      (
        await readPdf(
          makePdf([
            [...first, number(1)],
            [...second, number(2)],
          ]),
        )
      ).text,
    ).toBe('项目\t受理\t审结\t说明\n处罚\t\t45\t\n许可\t\t7\t\n其他\t8\t\t无');
  });

  it('is none where a frame holds running text', async () => {
    const text = Array.from({ length: 20 }, (_, i) => ({
      text: `第${i}段全年共收到行政复议申请文文文文文文文。`,
      x: 44,
      y: 380 - 14 * i,
    }));
    const { text: read } = await readPdf(makePdf([[...ruled([40, 300, 390], [90, 395]), ...text]]));
    expect(read).not.toContain('\t');
  });
});
