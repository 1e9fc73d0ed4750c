import { describe, expect, it } from 'vitest';
import { readPdf } from '../../src/formats/pdf/index.js';
import { column, makePdf } from './make-pdf.js';

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
