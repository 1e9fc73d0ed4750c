import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openEngine } from '../../src/batch/engine.js';
import { folder } from '../commands/folder.js';
import { start } from '../commands/stand-in.js';
import { makePdf } from './make-pdf.js';
import { makeZip } from './make-zip.js';

const engine = await openEngine({});
const openers = { openEngine: async () => engine };
const fixture = (name: string): Buffer => readFileSync(new URL(`../../fixtures/formats/${name}`, import.meta.url));
const word = fixture('as-word.docx');
const printed = fixture('as-print.pdf');
const page = Buffer.from('<html><body><p>受理行政复议案件12件。</p></body></html>');
const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex');
const olePart = (name: string): Buffer =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(name, 'utf16le')]);

function lockedDoc(): Buffer {
  const bytes = Buffer.from(fixture('as-word-97.doc'));
  const at = bytes.indexOf(Buffer.from('eca5', 'hex'));
  bytes.writeUInt16LE(bytes.readUInt16LE(at + 10) | 0x100, at + 10);
  return bytes;
}

const inside = (name: string | Buffer, bytes: Uint8Array): Buffer => makeZip([{ name, bytes }]);
const xml = Buffer.from('<w:document/>');

// File, its bytes, the code of its one problem, and what its message tells to do.
const BAD: readonly (readonly [file: string, bytes: Uint8Array, code: string, advice: RegExp])[] = [
  ['01.txt', Buffer.alloc(0), 'empty', /save the page again/],
  ['02.html', png, 'binary', /a PNG picture.*give the report as/],
  ['03.pdf', makePdf([[]], { locked: true }), 'encrypted', /save or print it without/],
  ['04.pdf', makePdf([[], []]), 'scanned', /2 pages but no text.*OCR/],
  ['05.pdf', makePdf([[{ text: '- 1 -', x: 190, y: 20 }]]), 'scanned', /OCR/],
  ['06.pdf', printed.subarray(0, 3000), 'damaged', /download or copy it again/],
  ['07.docx', word.subarray(0, word.length / 2), 'damaged', /download or copy the file again/],
  ['08.docx', makeZip([{ name: 'word/document.xml', bytes: xml, declared: 3e9 }]), 'too-large', /2862 MiB.*64 MiB/],
  ['09.docx', makeZip([{ name: 'word/document.xml', bytes: Buffer.alloc(9999), declared: 9 }]), 'damaged', /again/],
  ['10.docx', inside('word/document.xml', xml), 'damaged', /repaired/],
  ['11.docx', olePart('EncryptedPackage'), 'encrypted', /save it without/],
  ['12.doc', lockedDoc(), 'encrypted', /save it without/],
  ['13.doc', fixture('as-word-97.doc').subarray(0, 2000), 'not-word', /save the report as/],
  ['14.doc', olePart('WordDocument'), 'damaged', /save it as \.docx/],
  ['15.doc', olePart('Workbook'), 'workbook', /Excel/],
  ['16.doc', Buffer.from('{\\rtf1 57}'), 'binary', /an RTF document.*give the report as/],
  ['17.docx', inside('xl/workbook.xml', xml), 'other-document', /Excel/],
  [
    '18.zip',
    makeZip([
      { name: 'a.html', bytes: page, declared: 4e9 },
      { name: 'b.html', bytes: page },
    ]),
    'too-large',
    /unpack/,
  ],
  ['19.zip', inside('logo.png', png), 'no-reports', /no file to read in this archive/],
  ['20.zip', makeZip([{ name: 'a.txt', bytes: page, declared: 1e8 }]), 'too-large', /96 MiB.*64 MiB/],
  ['21.zip', makeZip([{ name: 'a.txt', bytes: page, locked: true }]), 'encrypted', /unpack the archive/],
  ['22.zip', inside('a.txt', Buffer.alloc(0)), 'empty', /save the page again/],
  ['23.zip', inside('a.zip', inside('b.zip', inside('c.txt', page))), 'nested', /unpack the outer/],
  ['24.zip', inside('a.txt', page).subarray(0, 60), 'damaged', /again/],
  ['25.gz', gzipSync(Buffer.alloc(65 * 2 ** 20)), 'too-large', /65 MiB.*64 MiB/],
  ['26.gz', gzipSync(page).subarray(0, 30), 'damaged', /download or copy it again/],
  ['27.gz', gzipSync(gzipSync(gzipSync(gzipSync(page)))), 'nested', /unpack the outer/],
  [
    '28.mht',
    Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--\r\n'),
    'no-page',
    /save the page again/,
  ],
  [
    '29.ofd',
    inside('OFD.xml', Buffer.from('<ofd:OFD xmlns:ofd="o"><ofd:DocRoot>Doc/D.xml</ofd:DocRoot></ofd:OFD>')),
    'damaged',
    /it has no Doc\/D\.xml/,
  ],
  ['30.ofd', inside('OFD.xml', Buffer.from('<OFD><DocRoot>')), 'damaged', /download it again/],
];

it('gives one problem for each bad file, with what to do, and the rows of the others', async () => {
  const cwd = folder({ ...Object.fromEntries(BAD.map(([file, bytes]) => [`r/${file}`, bytes])), 'r/good.html': page });
  const { code, out } = await start(['extract', 'r', '-f', 'json', '-q'], {
    cwd,
    openers,
  });
  expect(code).toBe(2);
  const documents = JSON.parse(out) as {
    document: { file: string };
    observations: unknown[];
    problems: { file: string; code: string; message: string }[];
  }[];
  const told = documents.flatMap(({ problems }) => problems).filter(({ code }) => !/^no-(?:region|year)$/.test(code));
  expect(told.map((problem) => `${problem.file.slice(2).replace(/!.*/, '')} ${problem.code}`)).toEqual(
    BAD.map(([file, , code]) => `${file} ${code}`),
  );
  BAD.forEach(([, , , advice], i) => {
    expect(told[i]!.message).toMatch(advice);
    expect(told[i]!.message.startsWith(`${told[i]!.file}: `)).toBe(true);
  });
  const good = documents.filter(({ observations }) => observations.length > 0);
  expect(good.map(({ document }) => document.file)).toEqual(['r/good.html']);
});

it('reads the other files of an archive that has a bad one', async () => {
  const zip = makeZip([
    { name: 'a.txt', bytes: Buffer.from('办结57件。') },
    { name: 'b.txt', bytes: page, locked: true },
    { name: 'c.docx', bytes: word.subarray(0, 500) },
    { name: 'd.txt', bytes: Buffer.from('办结58件。') },
  ]);
  const { code, out, err } = await start(['extract', 'a.zip'], {
    cwd: folder({ 'a.zip': zip }),
    openers,
  });
  expect(code).toBe(2);
  expect(out).toContain('a.zip!/a.txt');
  expect(out).toContain('a.zip!/d.txt');
  expect(err).toMatch(/error: a\.zip!\/b\.txt: .*\[encrypted\]\nerror: a\.zip!\/c\.docx: .*\[damaged\]\n/);
});
