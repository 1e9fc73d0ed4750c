import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCodebook, openEngine } from '../../src/batch/engine.js';
import { assemble, bundle } from '../../src/review/build.js';
import type { DocumentData, IndexData } from '../../src/review/payload.js';
import { jsonBlock } from '../../src/review/writer.js';
import { folder } from '../commands/folder.js';
import { start } from '../commands/stand-in.js';

const text = '某县2021年法治政府建设报告\n</script><script>alert(1)</script><!-- 受理法律援助案件57件,结案66件。\n';
const engine = openEngine({});
const openers = { openEngine: () => engine, openCodebook };

async function pageOf(extra: readonly string[] = []) {
  const cwd = folder({
    'a.txt': text,
    'empty.txt': '',
    'b.txt': '乙县2022年法治政府建设报告\n受理法律援助案件7件。\n',
  });
  const ended = await start(['review', 'a.txt', 'b.txt', ...extra, '-o', 'r.html'], { cwd, openers });
  return { ...ended, html: readFileSync(join(cwd, 'r.html'), 'utf8') };
}

describe('jsonBlock', () => {
  it('holds any text without an end or a start of markup, and gives it back', () => {
    const wild = fc.string({
      unit: fc.constantFrom('</script>', '<!--', '<script', '-->', '\u2028', '\ud800', '"', '\\'),
    });
    fc.assert(
      fc.property(wild, (text) => {
        const block = jsonBlock('x', { text });
        const body = block.slice(block.indexOf('>') + 1, block.lastIndexOf('</script>'));
        expect(body).not.toContain('<');
        expect(JSON.parse(body)).toEqual({ text });
      }),
    );
  });
});

describe('the page', () => {
  it('holds each document with its figures, and is the same each time', async () => {
    const { html, code, err } = await pageOf();
    expect(code, err).toBe(0);
    const $ = load(html);
    const index = JSON.parse($('#index').text()) as IndexData;
    const first = JSON.parse($('#document-0').text()) as DocumentData;
    expect(index.documents.map(({ file }) => file)).toEqual(['a.txt', 'b.txt']);
    expect(first.text).toBe(text);
    expect(first.rows.map(([start, end]) => text.slice(start, end))).toEqual(['57', '66']);
    expect(index.indicators[first.rows[0]![3]]![0]).toBe('legal_aid.accepted');
    expect(index.documents[1]!.values).toContainEqual([first.rows[0]![3], '7', '件']);
    expect((await pageOf()).html).toBe(html);
  });

  it('lets only its own script and style in, known by their hashes, and loads nothing', async () => {
    const $ = load((await pageOf()).html);
    const policy = $('meta[http-equiv="Content-Security-Policy"]').attr('content')!;
    const hash = (body: string) => `'sha256-${createHash('sha256').update(body).digest('base64')}'`;
    const scripts = $('script').filter((_, one) => $(one).attr('type') !== 'application/json');
    expect(scripts).toHaveLength(1);
    expect(policy).toContain(
      `default-src 'none'; script-src ${hash(scripts.text())}; style-src ${hash($('style').text())};`,
    );
    expect($('[src], link, [onerror], [onclick], [style]')).toHaveLength(0);
  });

  it('shows an input that could not be read with its problem, and the others', async () => {
    const { html, code } = await pageOf(['empty.txt']);
    const index = JSON.parse(load(html)('#index').text()) as IndexData;
    expect(code).toBe(2);
    expect(index.documents).toHaveLength(3);
    expect(index.documents[2]!.problems[0]!.message).toContain('empty');
  });

  it('is refused a name that is no page, or one of the inputs', async () => {
    const cwd = folder({ 'a.html': text });
    const wrong = await start(['review', 'a.html', '-o', 'r.csv'], { cwd, openers });
    const lost = await start(['review', 'a.html', '-o', 'a.html'], { cwd, openers });
    expect([wrong.code, wrong.err]).toEqual([2, 'error: -o r.csv: the page is HTML; end its name in .html\n']);
    expect([lost.code, lost.err]).toEqual([2, expect.stringContaining('is one of the inputs')]);
    expect(readFileSync(join(cwd, 'a.html'), 'utf8')).toBe(text);
  });
});

describe('the build of the page', () => {
  it('makes one script of modules', () => {
    const script = bundle([
      'export const a = 1;\n',
      "import { a } from './a.js';\nexport function f() { return a; }\nexport {};\n",
    ]);
    expect(script).toBe("(() => {\n'use strict';\nconst a = 1;\nfunction f() { return a; }\n})();\n");
  });

  it.each([
    ['a name used twice', ['const a = 1;\n', 'const a = 2;\n']],
    ['what it cannot join', ['export default 1;\nimport "x"\n']],
    ['the end of a script', ['const a = "</script>";\n']],
  ])('refuses %s', (_, modules) => {
    expect(() => bundle(modules)).toThrow();
  });

  it('takes style and script as they are', () => {
    expect(assemble('%STYLE%|%SCRIPT%', "a$&b$'", '$1')).toBe("a$&b$'|$1");
  });
});
