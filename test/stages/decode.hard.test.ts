import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { decode, looksBinary } from '../../src/stages/decode.js';
import { compileFurniture, pageOf } from '../../src/stages/page/index.js';

const url = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(url(path), 'utf8');
const textsIn = (folder: string, ending: string): string[] =>
  readdirSync(url(folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => read(`${folder}/${name}`));

const TEXTS = [...textsIn('fixtures/reports', '.txt'), ...textsIn('fixtures/pages/cms', '.txt')];
const TRADITIONAL = [read('test/stages/decode.traditional.txt')];
/** Saved pages without what they say of their encoding. */
const PAGES = readdirSync(url('fixtures/pages/cms'))
  .filter((name) => name.endsWith('.html'))
  .map((name) => decode(readFileSync(url(`fixtures/pages/cms/${name}`))).text.replace(/charset=["']?[\w-]+/gi, ''));

const encode = (text: string, encoding: string): Buffer => iconv.encode(text, encoding, { addBOM: false });
/** What is detected: gbk is a part of gb18030. */
const NAMES: readonly (readonly [string, string])[] = [
  ['utf-8', 'utf-8'],
  ['gbk', 'gb18030'],
  ['gb18030', 'gb18030'],
  ['big5', 'big5'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
];

/** Slices of 200 bytes from any byte on, in which some Chinese stands. */
function* slices(bytes: Buffer, encoding: string): Generator<Buffer> {
  for (let at = 0; at + 200 <= bytes.length; at += 101) {
    const slice = bytes.subarray(at, at + 200);
    const shown = [0, 1].map((cut) => iconv.decode(slice.subarray(cut), encoding));
    if (shown.some((text) => /[一-龥]{4}/.test(text))) yield slice;
  }
}

describe('detection, over all fixtures', () => {
  it.each(NAMES)('%s: at least 99 of a hundred whole texts and pages', (encoding, name) => {
    const all = encoding === 'big5' ? TRADITIONAL : [...TEXTS, ...PAGES];
    const right = all.filter((text) => decode(encode(text, encoding)).encoding === name);
    expect(right.length / all.length).toBeGreaterThanOrEqual(0.99);
  });

  it.each(NAMES)('%s: at least 97 of a hundred slices of 200 bytes, cut anywhere', (encoding, name) => {
    const texts = encoding === 'big5' ? TRADITIONAL : TEXTS;
    const all = texts.flatMap((text) => [...slices(encode(text, encoding), encoding)]);
    const right = all.filter((slice) => decode(slice).encoding === name);
    expect(all.length).toBeGreaterThan(50);
    expect(right.length / all.length).toBeGreaterThanOrEqual(0.97);
  });

  it.each(['utf-8', 'gbk', 'gb18030'])('%s: slices of the source of pages', (encoding) => {
    const all = PAGES.flatMap((text) => [...slices(encode(text, encoding), encoding)]);
    const wanted = encoding === 'utf-8' ? 'utf-8' : 'gb18030';
    expect(all.filter((slice) => decode(slice).encoding === wanted).length / all.length).toBeGreaterThanOrEqual(0.97);
  });
});

describe('what a page wrongly says of itself', () => {
  const body = '<title>工作总结</title><p>全年受理行政复议申请12件，办结9件。</p>';
  it.each([
    ['utf-8', 'gbk', 'gb18030'],
    ['gb2312', 'utf-8', 'utf-8'],
    ['iso-8859-1', 'utf-8', 'utf-8'],
    ['iso-8859-1', 'gbk', 'gb18030'],
    ['big5', 'gbk', 'gb18030'],
    ['utf-16', 'gbk', 'gb18030'],
    ['utf-8', 'utf-16le', 'utf-16le'],
    ['klingon', 'gbk', 'gb18030'],
    ['', 'gbk', 'gb18030'],
  ])('says %j, is %s', (says, encoding, name) => {
    const html = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${says}">${body}</html>`;
    expect(decode(encode(html, encoding))).toMatchObject({ text: html, encoding: name, replaced: 0 });
  });
});

describe('bytes that do not fit', () => {
  const text = '全市行政执法机关共办理行政处罚案件18642件，罚没金额1.27亿元，开展案卷评查，抽查案卷860卷。';

  it.each([
    ['utf-8', 'gbk'],
    ['gb18030', 'utf-8'],
  ])('a page in %s with a piece in %s keeps its own text and its figures', (encoding, other) => {
    const bytes = Buffer.concat([encode(text.repeat(3), encoding), encode('版权所有', other), encode(text, encoding)]);
    const decoded = decode(bytes);
    expect(decoded.encoding).toBe(encoding);
    expect(decoded.text.startsWith(text.repeat(3))).toBe(true);
    // Two-byte characters may be out of step up to the next ASCII character, no further.
    expect(decoded.text.endsWith(text.slice(text.indexOf('18642')))).toBe(true);
  });

  it.each(['utf-8', 'gb18030', 'utf-16le', 'utf-16be'])(
    'a text in %s cut at any byte loses its last character at most',
    (encoding) => {
      const bytes = encode(text.repeat(2), encoding);
      for (let end = 100; end < bytes.length; end++) {
        const decoded = decode(bytes.subarray(0, end));
        expect(decoded.encoding).toBe(encoding);
        const whole = decoded.text.replace(/\uFFFD+$/, '');
        expect(text.repeat(2).startsWith(whole)).toBe(true);
        expect(encode(text.repeat(2).slice(whole.length), encoding).length).toBeGreaterThanOrEqual(bytes.length - end);
        expect(decoded.replaced).toBe(decoded.text.length - whole.length);
        expect(decoded.replaced).toBeLessThanOrEqual(3);
      }
    },
  );

  it('a bad byte anywhere costs the characters beside it and never the place of the others', () => {
    const places = fc.integer({ min: 0, max: Buffer.from(text).length });
    fc.assert(
      fc.property(places, fc.constantFrom(0xff, 0xc0, 0xf8), (at, byte) => {
        const bytes = Buffer.from(text);
        const {
          text: got,
          encoding,
          replaced,
        } = decode(Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at)]));
        expect(encoding).toBe('utf-8');
        expect(replaced).toBe(got.split('\uFFFD').length - 1);
        expect(replaced).toBeGreaterThan(0);
        const [first, last] = [got.indexOf('\uFFFD'), got.lastIndexOf('\uFFFD')];
        expect(text.startsWith(got.slice(0, first))).toBe(true);
        expect(text.endsWith(got.slice(last + 1))).toBe(true);
      }),
    );
  });
});

describe('rare characters', () => {
  const around = (rare: string): string => `全县办理行政复议案件，${rare}，群众满意，工作取得新的成效。`;
  it.each([
    ['of four bytes in GB18030', '𠮷田㐂镇䶮源乡𬱖村共12件', ['utf-8', 'gb18030', 'utf-16le']],
    ['of the private-use area', '\uE000\uE766\uF8FF局3件', ['utf-8', 'gb18030', 'utf-16be']],
    ['of compatibility', '面积㎡、①②⑩、㈠、Ⅲ、﹝2021﹞、豈更車、％、１２', ['utf-8', 'gb18030', 'utf-16le']],
    ['joined by no-break and ideographic blanks', '12\u00a0件\u3000\u2002办结', ['utf-8', 'gb18030', 'utf-16be']],
  ])('%s come through', (_, rare, encodings) => {
    for (const encoding of encodings) {
      expect(decode(encode(around(rare), encoding))).toMatchObject({ text: around(rare), encoding, replaced: 0 });
    }
  });

  it('a document of few NULs is text, in which they stay, and a page loses none of its places', () => {
    const text = `${around('受理\u000012件')}\n${around('办结9件\0')}`;
    for (const encoding of ['utf-8', 'gb18030']) {
      const bytes = encode(text, encoding);
      expect(looksBinary(bytes)).toBeNull();
      expect(decode(bytes)).toMatchObject({ text, encoding, replaced: 0 });
    }
    const rules = compileFurniture(parse(read('src/data/furniture.yaml')));
    const html = `<html><body><p>${around('受理\u000012件')}</p><p>${around('办结9件')}</p></body></html>`;
    const page = pageOf(html, rules);
    for (const figure of ['12', '9件']) expect(page.source![page.text.indexOf(figure)]).toBe(html.indexOf(figure));
  });
});

it('never throws on a piece of a fixture with bytes changed, dropped and put in', () => {
  const pieces = fc.constantFrom(...TEXTS.map((text) => text.slice(0, 400)));
  const encodings = fc.constantFrom('utf-8', 'gb18030', 'utf-16le', 'big5');
  const edits = fc.array(fc.tuple(fc.nat(600), fc.nat(2), fc.nat(255)), { maxLength: 8 });
  fc.assert(
    fc.property(pieces, encodings, edits, (text, encoding, changes) => {
      let bytes = encode(text, encoding);
      for (const [at, dropped, byte] of changes) {
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at + dropped)]);
      }
      const { text: got, replaced } = decode(bytes);
      expect(replaced).toBeLessThanOrEqual(got.split('\uFFFD').length - 1);
    }),
  );
});
