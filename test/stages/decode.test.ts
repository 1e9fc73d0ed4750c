import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { FREQUENT_HAN } from '../../src/data/frequent.js';
import { decode, looksBinary } from '../../src/stages/decode.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const REPORTS = ['000_74d374dcb49bc012', '001_ef7d1cd6b277190b', '003_244a23676422eee3'].map((name) =>
  read(`../../fixtures/reports/${name}.txt`),
);
/** Report 000 in traditional characters, for Big5. */
const TRADITIONAL = read('./decode.traditional.txt');

const textsFor = (encoding: string) => (encoding === 'big5' ? [TRADITIONAL] : REPORTS);
/** Encoded without a byte order mark. */
const encode = (text: string, encoding: string) => iconv.encode(text, encoding, { addBOM: false });
const ENCODINGS = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be'];

describe('finding the encoding', () => {
  it.each(ENCODINGS)('reads whole reports in %s as they were', (encoding) => {
    for (const text of textsFor(encoding)) {
      expect(decode(encode(text, encoding))).toEqual({ text, encoding, by: 'detected', replaced: 0 });
    }
  });

  it.each(ENCODINGS)('knows %s from 200 bytes, at least 97 times in a hundred', (encoding) => {
    let right = 0;
    let all = 0;
    for (const text of textsFor(encoding)) {
      for (let at = 0; at + 200 < text.length; at += 67) {
        all++;
        if (decode(encode(text.slice(at, at + 200), encoding).subarray(0, 200)).encoding === encoding) right++;
      }
    }
    expect(all).toBeGreaterThan(50);
    expect(right / all).toBeGreaterThanOrEqual(0.97);
  });

  it.each([
    ['utf-8', [0xef, 0xbb, 0xbf]],
    ['utf-16le', [0xff, 0xfe]],
    ['utf-16be', [0xfe, 0xff]],
  ])('believes the byte order mark of %s and leaves it out of the text', (encoding, mark) => {
    const bytes = Buffer.concat([Buffer.from(mark), encode('受理12件', encoding)]);
    expect(decode(bytes)).toEqual({ text: '受理12件', encoding, by: 'bom', replaced: 0 });
  });

  it('decodes gb2312 and gbk as gb18030, four-byte characters included', () => {
    const html = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head>𠀀村受理㐀件';
    expect(decode(encode(html, 'gb18030'))).toEqual({ text: html, encoding: 'gb18030', by: 'declared', replaced: 0 });
    expect(decode(encode('𠀀村', 'gb18030'), 'GBK').text).toBe('𠀀村');
  });

  it('does not believe a page that says utf-8 and is GBK', () => {
    const html = '<meta charset="utf-8"><p>全年受理行政复议申请12件</p>';
    expect(decode(encode(html, 'gb18030'))).toEqual({ text: html, encoding: 'gb18030', by: 'detected', replaced: 0 });
  });

  it('does not believe a page that says gbk and is UTF-8, not even with a bad byte in it', () => {
    const html = '<meta charset="gbk"><p>全年受理行政复议申请12件</p>';
    expect(decode(Buffer.from(html))).toMatchObject({ text: html, encoding: 'utf-8', replaced: 0 });
    const broken = Buffer.concat([Buffer.from(html), Buffer.from([0xff]), Buffer.from('办结9件')]);
    expect(decode(broken)).toMatchObject({ text: `${html}\uFFFD办结9件`, encoding: 'utf-8', replaced: 1 });
  });

  it('reads what is declared where detection alone would not', () => {
    const html = '<?xml version="1.0" encoding="windows-1252"?><p>Café, 12 cases</p>';
    expect(decode(encode(html, 'windows-1252'))).toMatchObject({
      text: html,
      encoding: 'windows-1252',
      by: 'declared',
      replaced: 0,
    });
  });

  it('takes a few words of GBK for what they are though they are valid UTF-8', () => {
    expect(decode(encode('联通', 'gbk')).text).toBe('联通');
    expect(decode(Buffer.from('naïve café')).text).toBe('naïve café');
  });
});

describe('bytes that cannot be decoded', () => {
  it('counts a character cut at the end and keeps all before it', () => {
    const bytes = Buffer.from(`${'全年受理案件。'.repeat(20)}办结`).subarray(0, -1);
    const { text, encoding, replaced } = decode(bytes);
    expect([text, encoding, replaced]).toEqual([`${'全年受理案件。'.repeat(20)}办\uFFFD`, 'utf-8', 1]);
  });

  it('knows a slice of GBK or UTF-16 that begins inside a character', () => {
    for (const encoding of ['gb18030', 'utf-16le']) {
      const bytes = encode('发展改革法治政府建设取得新的成效我市行政机关积极推进', encoding).subarray(1);
      const decoded = decode(bytes);
      expect(decoded).toMatchObject({ encoding, replaced: 1 });
      expect(decoded.text).toBe('\uFFFD展改革法治政府建设取得新的成效我市行政机关积极推进');
    }
  });

  it('does not count U+FFFD that the file itself holds', () => {
    expect(decode(Buffer.from('受理\uFFFD件')).replaced).toBe(0);
    const bytes = Buffer.concat([Buffer.from('全年受理\uFFFD件'), Buffer.from([0xc0]), Buffer.from('办结案件')]);
    expect(decode(bytes).replaced).toBe(1);
  });

  it('leaves line ends and a stray NUL in the text', () => {
    expect(decode(Buffer.from('一\r\n二\0三\n')).text).toBe('一\r\n二\0三\n');
  });

  it('never throws, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { text, replaced } = decode(bytes);
        expect(replaced).toBeLessThanOrEqual(text.length);
        expect([null, 'string']).toContain(looksBinary(bytes) === null ? null : 'string');
      }),
    );
  });

  it('gives back what was encoded', () => {
    const chinese = fc
      .array(fc.constantFrom(...FREQUENT_HAN.slice(0, 300), '，', '。', '1', '9', ' ', '\n', 'a'), {
        minLength: 40,
        maxLength: 200,
      })
      .map((characters) => `法治${characters.join('')}`);
    fc.assert(
      fc.property(chinese, fc.constantFrom('utf-8', 'gb18030', 'utf-16le', 'utf-16be'), (text, encoding) => {
        expect(decode(encode(text, encoding))).toMatchObject({ text, encoding, replaced: 0 });
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const whole = `报${text.replaceAll('\0', '')}`;
        expect(decode(Buffer.from(whole)).text).toBe(whole);
      }),
    );
  });
});

describe('an encoding asked for', () => {
  it('is used whatever the bytes say', () => {
    const bytes = Buffer.from('<meta charset="utf-8">受理');
    expect(decode(bytes, 'big5')).toMatchObject({ encoding: 'big5', by: 'option' });
    expect(decode(encode('受理', 'utf-16be'), 'UTF-16BE').text).toBe('受理');
    expect(decode(Buffer.from('\uFEFF受理'), 'utf8').text).toBe('受理');
  });

  it.each(['klingon', 'base64', ''])('that is none (%j) is refused with the names that can be used', (name) => {
    expect(() => decode(Buffer.from('x'), name)).toThrow(/unknown encoding.*utf-8, gb18030, big5, utf-16le, utf-16be/);
  });
});

describe('telling binary files', () => {
  it.each([
    ['a PNG picture', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
    ['a JPEG picture', '\xff\xd8\xff\xe0\0\x10JFIF'],
    ['a ZIP archive', 'PK\x03\x04\x14\0'],
    ['a PDF document', '%PDF-1.7\n'],
    ['an OLE document (Word, Excel or WPS)', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0'],
    ['NUL bytes', '\x01\0\0\0\x07\0\0\0\0\0\0\0\xfe\0\0\0\0\0\x02\0\0'],
    ['control characters', '\x01\x02\x03\x04\x05\x06\x07\x0e\x0f\x10\x11'],
  ])('names %s', (reason, bytes) => {
    expect(looksBinary(Buffer.from(bytes, 'latin1'))).toBe(reason);
  });

  it('lets text of every encoding pass, UTF-16 without a mark too', () => {
    for (const encoding of ENCODINGS) {
      for (const text of textsFor(encoding)) expect(looksBinary(encode(text, encoding))).toBeNull();
    }
    expect(looksBinary(encode('\t\n\t受理\t4.4\n\t\t2012\n\t\t\t257.6\n\t\t\t\n', 'utf-16le'))).toBeNull();
    expect(looksBinary(encode('<html><body>only ASCII</body></html>', 'utf-16le'))).toBeNull();
    expect(looksBinary(Buffer.from('BMW 与 MZ 是品牌, GIF 是格式'))).toBeNull();
  });
});
