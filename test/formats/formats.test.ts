import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openEngine } from '../../src/batch/engine.js';
import type { Mined } from '../../src/types.js';

const engine = await openEngine({});
const fixture = (name: string): Buffer => readFileSync(new URL(`../../fixtures/formats/${name}`, import.meta.url));

async function mined(bytes: Uint8Array, name: string): Promise<Mined> {
  const sources = await engine.open(bytes, name, {});
  expect(sources).toHaveLength(1);
  return engine.mineSource(sources[0]!, {});
}

const facts = ({ document: { title, kind, year, period } }: Mined) => ({ title, kind, year, period });
// What a row says; where it stands is the format's own.
const rows = ({ observations }: Mined) =>
  observations.map((one) => {
    const { value, value_max, unit, qualifier, indicator, aspect, status, period, basis, derived } = one;
    const { label, breakdown, section, sentence } = one;
    const context = { label, breakdown, section, sentence, derived };
    return { value, value_max, unit, qualifier, indicator, aspect, status, period, basis, ...context };
  });

describe('the same report in each format', async () => {
  const text = await mined(fixture('as-text.txt'), 'as-text.txt');

  it('is long enough to tell', () => {
    expect(text.observations.length).toBeGreaterThan(40);
    expect(text.observations.filter(({ indicator }) => indicator !== '').length).toBeGreaterThan(30);
    expect(text.observations.some(({ sentence }) => sentence.includes('\t') || /^行政处罚 52/.test(sentence))).toBe(
      true,
    );
  });

  it.each([
    ['as-page.html', 'html', 'as-page.html'],
    ['as-word.docx', 'docx', 'as-word.docx'],
    ['as-word-97.doc', 'doc', 'as-word-97.doc'],
    ['as-print.pdf', 'pdf', 'as-print.pdf'],
    ['as-archive.mhtml', 'mhtml', 'as-archive.mhtml'],
    ['as-layout.ofd', 'ofd', 'as-layout.ofd'],
    ['as-packed.txt.gz', 'text', 'as-packed.txt.gz'],
    ['as-archive.zip', 'html', 'as-archive.zip!/年度报告/法治政府.html'],
  ])('%s gives the same rows and facts', async (name, format, file) => {
    const result = await mined(fixture(name), name);
    expect(result.document).toMatchObject({ file, format });
    // 安澜县 is invented, so that its region is not known.
    expect(result.problems.map(({ code }) => code)).toEqual(['no-region']);
    expect(rows(result)).toEqual(rows(text));
    expect(facts(result)).toEqual(facts(text));
  });

  it('is told by its content, whatever its name', async () => {
    for (const name of ['as-word.docx', 'as-word-97.doc', 'as-print.pdf', 'as-archive.mhtml', 'as-layout.ofd']) {
      const named = await mined(fixture(name), 'page.html');
      expect(named.document.format).toBe((await mined(fixture(name), name)).document.format);
      expect(rows(named)).toEqual(rows(text));
    }
  });
});

describe('a Word document', () => {
  it('keeps its “” and the cells of its tables', async () => {
    for (const name of ['as-word.docx', 'as-word-97.doc']) {
      const { text } = await mined(fixture(name), name);
      expect(text).toContain('“枫桥经验”');
      expect(text).toContain('\n合计\t126\t118\t109\n');
    }
  });
});

describe('what is no part of the report', () => {
  it.each(['as-page.html', 'as-word.docx', 'as-word-97.doc', 'as-print.pdf'])(
    'in %s is left out, or gives no figure',
    async (name) => {
      const { text: read, observations } = await mined(fixture(name), name);
      expect(read).toMatch(/行政复议申请126件,其中.*出庭应诉82件.*\n?/);
      expect(read).toContain('办理公证2,073件');
      expect(read).not.toMatch(/1,973|358件|99件/);
      expect(read).toMatch(/^目录\n+一、健全行政争议化解机制[.…]+1$/m);
      expect(observations.some(({ sentence }) => /[.…]1$/.test(sentence))).toBe(false);
    },
  );

  it('leaves automatic numbers before the headings of Word', async () => {
    for (const name of ['as-word.docx', 'as-word-97.doc']) {
      const { text: read } = await mined(fixture(name), name);
      expect(read.match(/^[一二三]、[^…\n]*$/gm)).toEqual([
        '一、健全行政争议化解机制',
        '二、提升公共法律服务水平',
        '三、存在的问题和下一步工作',
      ]);
    }
  });
});

describe('a printed document', () => {
  it('has its paragraphs whole, and neither page numbers nor the header of its pages', async () => {
    const body = (whole: string) =>
      whole.split('\n').filter((line) => line !== '' && !/^目录$|[.…]1$|^不含乡镇/.test(line));
    const lines = body(fixture('as-text.txt').toString('utf8'));
    for (const name of ['as-print.pdf', 'as-layout.ofd']) {
      const { text } = await mined(fixture(name), name);
      expect(body(text)).toEqual(lines);
    }
  });
});
