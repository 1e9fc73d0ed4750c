import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openEngine } from '../src/batch/engine.js';
import { decode } from '../src/stages/decode.js';
import { compileFurniture, pageOf } from '../src/stages/page/index.js';
import type { Mined, Page } from '../src/types.js';

const file = (path: string): Buffer => readFileSync(new URL(`../${path}`, import.meta.url));
const rules = compileFurniture(parse(file('src/data/furniture.yaml').toString()));
const engine = await openEngine({});

/** Saved pages by content system, and their main text as a reader would copy it: the title first, a line a paragraph. */
const FOLDER = 'fixtures/pages/cms';
const NAMES = readdirSync(new URL(`../${FOLDER}`, import.meta.url))
  .filter((name) => name.endsWith('.html'))
  .map((name) => name.replace(/\.html$/, ''));
const pageBytes = (name: string): Buffer => file(`${FOLDER}/${name}.html`);
const expected = (name: string): string => file(`${FOLDER}/${name}.expected.text`).toString();

const squeeze = (text: string): string => text.replace(/\s+/g, '');

/** The text that is mined: without the lines marked as furniture. */
function kept({ text, furniture }: Page): string {
  let out = '';
  let at = 0;
  for (const { start, end } of furniture) {
    out += text.slice(at, start);
    at = end;
  }
  return out + text.slice(at);
}

function bigrams(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const plain = squeeze(text);
  for (let i = 0; i + 1 < plain.length; i++) {
    const pair = plain.slice(i, i + 2);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/** F1 over pairs of characters, blanks aside. */
function textF1(got: string, wanted: string): number {
  const [a, b] = [bigrams(got), bigrams(wanted)];
  const size = (counts: Map<string, number>): number => [...counts.values()].reduce((sum, n) => sum + n, 0);
  let common = 0;
  for (const [pair, n] of a) common += Math.min(n, b.get(pair) ?? 0);
  return (2 * common) / (size(a) + size(b));
}

const said = ({ observations }: Mined): string[] =>
  observations.map(({ value, unit, indicator, aspect, status, label }) =>
    [value, unit, indicator, aspect, status, label].join(' '),
  );

describe('saved pages of content systems', () => {
  it('are at least 26', () => {
    expect(NAMES.length).toBeGreaterThanOrEqual(26);
  });

  it('give their main text: median F1 at least 0.98, none below 0.93', () => {
    const scores = NAMES.map((name) => {
      const page = pageOf(decode(pageBytes(name)).text, rules);
      return { name, f1: textF1(kept(page), expected(name)) };
    }).sort((a, b) => a.f1 - b.f1);
    expect(scores.filter(({ f1 }) => f1 < 0.93)).toEqual([]);
    expect(scores[Math.floor(scores.length / 2)]!.f1).toBeGreaterThanOrEqual(0.98);
  });

  it.each(NAMES)('%s: title, no paragraph lost, and the rows of its main text and of nothing else', (name) => {
    const wanted = expected(name);
    const result = engine.mine(pageBytes(name), `${name}.html`, {});
    expect(result.document.format).toBe('html');
    expect(squeeze(result.document.title)).toBe(squeeze(wanted.split('\n')[0]!));
    const text = squeeze(result.text);
    expect(wanted.split('\n').filter((line) => !text.includes(squeeze(line)))).toEqual([]);
    expect(result.observations.filter(({ sentence }) => !squeeze(wanted).includes(squeeze(sentence)))).toEqual([]);
    expect(said(result)).toEqual(said(engine.mine(Buffer.from(wanted), `${name}.txt`, {})));
  });

  it.each(NAMES)('%s: loses no paragraph when every id and class is taken away', (name) => {
    const html = decode(pageBytes(name)).text.replace(/\s(?:class|id)=(?:"[^"]*"|'[^']*'|[\w-]+)/gi, '');
    const text = squeeze(kept(pageOf(html, rules)));
    expect(
      expected(name)
        .split('\n')
        .filter((line) => !text.includes(squeeze(line))),
    ).toEqual([]);
  });
});

describe('what pages say of their document', () => {
  it.each([
    [
      '01-trs-wcm',
      { documentNumber: '云政发〔2024〕2号', indexNumber: '015121893/2024-00417', issuer: '云岭市人民政府' },
    ],
    ['03-ucap', { source: '省司法厅网站', published: '2019-01-25T16:10+08:00' }],
    ['04-hanweb-jcms', { indexNumber: '00247098-5/2022-31760', published: '2022-07-08' }],
    ['06-sudy-webplus', { published: '2016-01-20' }],
    [
      '09-zfxxgk-platform',
      { documentNumber: '沈和政办发〔2025〕9号', indexNumber: 'SYHP-2025-000316', kind: 'plan', year: 2025 },
    ],
    ['12-wechat', { source: '湖州湾司法', published: '2025-01-09T17:30+08:00' }],
    ['15-nameless-divs', { source: '桥东区信访局', published: '2024-07-05T10:11+08:00' }],
    ['24-print-view', { kind: 'plan', source: '区政府办公室' }],
    ['28-dedecms', { source: '市法律援助中心', published: '2016-01-20T09:14+08:00' }],
  ])('%s', (name, facts) => {
    expect(engine.mine(pageBytes(name), name, {}).document).toMatchObject(facts);
  });
});

describe('rows point back into the source', () => {
  const stripped = (piece: string): string => piece.replace(/<[^>]*>/g, '');

  it.each(NAMES)('%s', (name) => {
    const source = decode(pageBytes(name)).text;
    const result = engine.mine(pageBytes(name), name, {});
    for (const row of result.observations) {
      const { source_start, source_end } = row;
      expect(source_start).toBeTypeOf('number');
      const piece = source.slice(source_start!, source_end!);
      if (/[&\\]/.test(piece)) continue;
      expect(squeeze(stripped(piece))).toBe(squeeze(result.text.slice(row.start, row.end)));
    }
  });

  it('through references, escapes of a script, and tags inside a number', () => {
    const told = (html: string): string[] => {
      const source = `<html><body>${html}</body></html>`;
      return engine
        .mine(Buffer.from(source), 'a.html', {})
        .observations.map((row) => source.slice(row.source_start!, row.source_end!));
    };
    const rest = '，办结率位居前列，工作取得了新的成效，群众满意度不断提升。'.repeat(2);
    expect(told(`<p>全年受理案件<b>1</b><i>2</i>件${rest}</p>`)).toEqual(['1</b><i>2']);
    expect(told(`<p>全年受理案件&#49;&#50;件${rest}</p>`)).toEqual(['&#49;&#50;']);
    expect(told(`<div id=app></div><script>var d={"c":"\\u003Cp>全年受理案件1\\u0032件${rest}"}</script>`)).toEqual([
      '1\\u0032',
    ]);
  });

  it('only where there is a source to point into', () => {
    const [row] = engine.mine(Buffer.from('全年受理案件12件。'), 'a.txt', {}).observations;
    expect(row).not.toHaveProperty('source_start');
    const titled =
      '<html><head><meta name="ArticleTitle" content="某县查处违法案件37件"></head><body><p>办结12件。</p></body></html>';
    const rows = engine.mine(Buffer.from(titled), 'a.html', {}).observations;
    expect(rows.map(({ value, source_start }) => [value, source_start])).toEqual([
      ['37', null],
      ['12', titled.indexOf('12')],
    ]);
  });
});
