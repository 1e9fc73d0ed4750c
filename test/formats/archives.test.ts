import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { openEngine } from '../../src/batch/engine.js';
import { openSources } from '../../src/formats/index.js';
import { readMhtml } from '../../src/formats/mhtml.js';
import { folder } from '../commands/folder.js';
import { start } from '../commands/stand-in.js';
import { makeZip } from './make-zip.js';

const page = (text: string): Buffer => Buffer.from(`<html><body><p>${text}</p></body></html>`);
const names = async (bytes: Uint8Array, options = {}): Promise<string[]> =>
  (await openSources(bytes, 'a.zip', options)).map(({ file }) => file);

describe('a zip archive', () => {
  it('names its files as they are named, in GBK and UTF-8', async () => {
    const parts = [
      { name: '报告/二〇二一年.html', bytes: page('1') },
      { name: iconv.encode('报告/法治政府.htm', 'gbk'), bytes: page('2') },
      { name: Buffer.from('报告\\年度.txt'), bytes: page('3') },
    ];
    expect(await names(makeZip(parts))).toEqual([
      'a.zip!/报告/二〇二一年.html',
      'a.zip!/报告/法治政府.htm',
      'a.zip!/报告/年度.txt',
    ]);
  });

  it('is opened inside of another and in gzip, its own files passed over', async () => {
    const inner = makeZip([{ name: 'x.html', bytes: page('1') }]);
    const parts = [
      { name: 'd/', bytes: Buffer.alloc(0) },
      { name: 'd/in.zip', bytes: inner },
      { name: '__MACOSX/d/._x.html', bytes: page('2') },
      { name: 'd/.DS_Store', bytes: page('3') },
      { name: 'd/style.css', bytes: page('4') },
      { name: 'd/y.txt.gz', bytes: gzipSync(page('5')) },
    ];
    expect(await names(gzipSync(makeZip(parts)))).toEqual(['a.zip!/d/in.zip!/x.html', 'a.zip!/d/y.txt.gz']);
  });

  it('unpacks the wanted files alone', async () => {
    const bad = { name: 'bad.html', bytes: page('1'), locked: true };
    const zip = makeZip([bad, { name: 'good.html', bytes: page('2') }]);
    expect(await names(zip, { wanted: (name: string) => !name.endsWith('!/bad.html') })).toEqual(['a.zip!/good.html']);
  });

  it('gives one of its files to explain and text, by the name that tables have', async () => {
    const zip = makeZip([
      { name: 'x.txt', bytes: Buffer.from('受理57件。') },
      { name: 'y.txt', bytes: Buffer.from('受理58件。') },
    ]);
    const engine = await openEngine({});
    const at = { cwd: folder({ 'a.zip': zip }), openers: { openEngine: async () => engine } };
    expect((await start(['text', 'a.zip!/y.txt'], at)).out).toBe('受理58件。');
    const unclear = await start(['text', 'a.zip'], at);
    expect(unclear.code).toBe(2);
    expect(unclear.err).toContain("name one of the 2 documents in it: 'a.zip!/x.txt', 'a.zip!/y.txt'");
    expect((await start(['text', 'a.zip!/z.txt'], at)).code).toBe(2);
  });
});

describe('a web archive', () => {
  const part = (type: string, encoding: string, body: string): string =>
    `--b\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`;
  const archive = (...parts: string[]): Buffer =>
    Buffer.from(
      `From: "Saved by Internet Explorer"\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="b"\r\n\r\nThis is a multi-part message.\r\n\r\n${parts.join('')}--b--\r\n`,
      'latin1',
    );

  it('is decoded from base64 and GBK', async () => {
    const body = iconv.encode('<html><body>全年收到行政复议申请五十七件。</body></html>', 'gbk').toString('base64');
    const lines = body.replace(/.{20}/g, '$&\r\n');
    const { text, encoding } = await readMhtml(archive(part('text/html; charset="gb2312"', 'base64', lines)));
    expect(text).toContain('全年收到行政复议申请五十七件。');
    expect(encoding).toBe('gb18030');
  });

  it('is decoded from quoted-printable, its soft breaks closed', async () => {
    const body = '<html><body>=E5=8F=97=E7=90=\r\n=86 57=3D57 =E4=BB=B6</body></html>';
    expect((await readMhtml(archive(part('text/html', 'quoted-printable', body)))).text).toContain('>受理 57=57 件<');
  });

  it('gives the frame that holds the text, else the page', async () => {
    const frame = part(
      'text/html',
      '8bit',
      Buffer.from('<html><body>办结行政复议案件四十九件</body></html>').toString('latin1'),
    );
    const set = part('text/html', '8bit', '<html><frameset><frame src="x"></frameset></html>');
    expect((await readMhtml(archive(set, frame))).text).toContain('办结');
    const whole = part(
      'text/html',
      '8bit',
      Buffer.from('<html><body>收到行政复议申请五十七件</body></html>').toString('latin1'),
    );
    expect((await readMhtml(archive(whole, frame))).text).toContain('收到');
  });
});
