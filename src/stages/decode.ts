import iconv from 'iconv-lite';
import { FREQUENT_HAN, FREQUENT_MARKS } from '../data/frequent.js';
import type { Decoded } from '../types.js';

/** Byte order marks, longer ones first where one begins another. */
const MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
];

/** What Chinese pages are saved in. On a tie the earlier one wins. */
const DETECTABLE = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be'];

/** Codecs of iconv-lite that are no character encodings. */
const NOT_TEXT = new Set(['base64', 'hex', 'binary', 'internal', 'bytes']);

/** How much better than what the page declares another encoding must read, in the mean worth of a character. */
const TRUST_IN_DECLARATION = 0.1;
/** How much better a text must read when its first byte is left out, for it to have been cut inside a character. */
const TRUST_IN_START = 0.3;
/** A mean worth from which on the characters are taken for real text. */
const READABLE = 0.25;
/** Bytes looked at to tell an encoding by, from the first one outside ASCII on. */
const SAMPLE = 60_000;
/** Bytes in which a page declares its encoding. */
const HEAD = 8192;

const FREQUENT = new Set([...FREQUENT_HAN, ...FREQUENT_MARKS]);

/**
 * Turns the bytes of a document into text. Never throws for the bytes' sake: what cannot be decoded becomes U+FFFD.
 *
 * The encoding is, in this order: `option`; a byte order mark; UTF-8 where the bytes are wholly valid; what reads best of
 * the declared one (`<meta charset>`, `<?xml encoding`) and of UTF-8, GB18030, Big5, UTF-16LE and UTF-16BE, by the share
 * of frequent characters. The declared one is favoured but does not win where it reads badly. gbk and gb2312 are
 * decoded as gb18030, which holds both.
 * @param bytes the file as it is
 * @param option name of an encoding that iconv-lite knows, which then is used whatever the bytes say
 * @returns the text without its byte order mark, line ends as they were
 * @throws Error when `option` names no encoding; the message lists what can be used
 */
export function decode(bytes: Uint8Array, option?: string): Decoded {
  if (option !== undefined) return result(bytes, forced(option), 'option');
  const mark = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (mark) return result(bytes, mark[0], 'bom');
  const declared = declaredEncoding(bytes);
  if (isUtf8(bytes)) return result(bytes, 'utf-8', declared === 'utf-8' ? 'declared' : 'detected');
  const best = bestReading(bytes, declared);
  if (!best.cut) return result(bytes, best.encoding, best.encoding === declared ? 'declared' : 'detected');
  const rest = result(bytes.subarray(1), best.encoding, 'detected');
  return { ...rest, text: `\uFFFD${rest.text}`, replaced: rest.replaced + 1 };
}

const SIGNATURES: readonly (readonly [string, string])[] = [
  ['a PNG picture', '\x89PNG\r\n'],
  ['a JPEG picture', '\xff\xd8\xff'],
  ['a GIF picture', 'GIF8'],
  ['a TIFF picture', 'II*\0'],
  ['a TIFF picture', 'MM\0*'],
  ['a RIFF file (WebP, WAV or AVI)', 'RIFF'],
  ['a ZIP archive', 'PK\x03\x04'],
  ['an empty ZIP archive', 'PK\x05\x06'],
  ['a gzip archive', '\x1f\x8b\x08'],
  ['a 7z archive', '7z\xbc\xaf\x27\x1c'],
  ['a RAR archive', 'Rar!\x1a\x07'],
  ['an XZ archive', '\xfd7zXZ\0'],
  ['a PDF document', '%PDF-'],
  ['an OLE document (Word, Excel or WPS)', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['an RTF document', '{\\rtf'],
  ['an SQLite database', 'SQLite format 3\0'],
  ['a program', '\x7fELF'],
  ['a program', 'MZ\x90\0'],
  ['an MP3 recording', 'ID3\x03'],
];

/**
 * Says why bytes are no text to be decoded, by their first bytes or by control characters within.
 * @returns a reason to show (`a PNG picture`, `NUL bytes`), or null when nothing speaks against text
 */
export function looksBinary(bytes: Uint8Array): string | null {
  const start = latin1(bytes.subarray(0, 32));
  for (const [reason, signature] of SIGNATURES) if (start.startsWith(signature)) return reason;
  if (start.slice(4, 8) === 'ftyp') return 'a video or HEIC picture';
  if (start.startsWith('BM') && start.slice(6, 10) === '\0\0\0\0') return 'a BMP picture';
  let nuls = 0;
  let controls = 0;
  for (const byte of bytes) {
    if (byte === 0) nuls++;
    else if (byte < 32 && (byte < 9 || byte > 13) && byte !== 27) controls++;
  }
  const few = Math.max(4, bytes.length / 100);
  if (nuls <= few && controls <= few) return null;
  if (MARKS.some(([, mark]) => mark.every((byte, i) => bytes[i] === byte))) return null;
  const best = bestReading(bytes, null);
  if (best.encoding.startsWith('utf-16')) {
    const text = readAs(best.cut ? bytes.subarray(1) : bytes, best.encoding);
    const ascii = text.length - text.replace(/[\t-\r -~]/g, '').length;
    if (best.worth >= READABLE || ascii > text.length * 0.9) return null;
  }
  return nuls > few ? 'NUL bytes' : 'control characters';
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** iconv's name for an encoding asked for, in our spelling; throws when there is none. */
function forced(option: string): string {
  const name = canonical(option);
  if (name !== null) return name;
  throw new Error(
    `unknown encoding "${option}". Use one of ${DETECTABLE.join(', ')} (gbk and gb2312 are read as gb18030), ` +
      'or another name that iconv-lite knows, such as euc-jp, shift_jis, euc-kr, windows-1252',
  );
}

function canonical(name: string): string | null {
  const plain = name.trim().toLowerCase();
  const bare = plain.replace(/[^a-z0-9]/g, '');
  if (
    /^(x?gbk|gb2312(80)?|euccn|cp936|windows936|ms936|gb18030(2000|2005|2022)?|csgb2312|chinese|hzgb2312)$/.test(bare)
  ) {
    return 'gb18030';
  }
  if (/^(big5(hkscs|eten)?|xxbig5|cp950|xbig5|cnbig5|csbig5)$/.test(bare)) return 'big5';
  if (/^(utf8|unicode11utf8|unicode20utf8)$/.test(bare)) return 'utf-8';
  if (/^(utf16(le)?|ucs2|unicode|csunicode)$/.test(bare)) return 'utf-16le';
  if (bare === 'utf16be') return 'utf-16be';
  if (bare === '' || NOT_TEXT.has(bare)) return null;
  return iconv.encodingExists(plain) ? plain : null;
}

/** The encoding that a page's head names, when it is one that can be decoded. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = latin1(bytes.subarray(0, HEAD));
  const found =
    /<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']?([\w:.-]{2,40})/i.exec(head) ??
    /<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{2,40})/i.exec(head);
  if (!found) return null;
  const name = canonical(found[1]!);
  // A declaration that could be read as ASCII is none of UTF-16.
  return name?.startsWith('utf-16') ? null : name;
}

/**
 * Whether the bytes are valid UTF-8 that there is no reason to doubt. Doubtful are many NULs (UTF-16 of Latin text is
 * valid too) and text of two-byte characters alone (a few words of GBK, as 联通, happen to be valid).
 */
function isUtf8(bytes: Uint8Array): boolean {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return false;
  }
  if (text.split('\0').length - 1 > bytes.length / 4) return bestReading(bytes, null).encoding === 'utf-8';
  if (/[\u0800-\uffff]/.test(text) || !/[\u0080-\u07ff]/.test(text)) return true;
  return worthOf(readAs(bytes, 'gb18030')) < READABLE;
}

interface Reading {
  readonly encoding: string;
  readonly worth: number;
  /** The first byte is the rest of a character. */
  readonly cut: boolean;
}

function bestReading(whole: Uint8Array, declared: string | null): Reading {
  const first = whole.findIndex((byte) => byte > 0x7f);
  // An even offset, for the two bytes of UTF-16.
  const from = Math.max(0, first - (first % 2));
  const bytes = whole.subarray(from, from + SAMPLE);
  let best: Reading = { encoding: 'utf-8', worth: Number.NEGATIVE_INFINITY, cut: false };
  const names = declared !== null && !DETECTABLE.includes(declared) ? [...DETECTABLE, declared] : DETECTABLE;
  for (const encoding of names) {
    const worth = worthOf(readAs(bytes, encoding)) + (encoding === declared ? TRUST_IN_DECLARATION : 0);
    if (worth > best.worth) best = { encoding, worth, cut: false };
  }
  // After ASCII nothing is cut but the pairs of UTF-16.
  for (const encoding of first === 0 ? DETECTABLE.slice(1) : ['utf-16le', 'utf-16be']) {
    const worth = worthOf(readAs(bytes.subarray(1), encoding)) - TRUST_IN_START;
    if (worth > best.worth) best = { encoding, worth, cut: true };
  }
  return best;
}

/** Mean worth of the characters outside ASCII: near 1 for Chinese rightly decoded, near or under 0 otherwise. */
function worthOf(text: string): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0 && code < 0x80) continue;
    count++;
    sum += worthOfCharacter(text[i]!, code);
  }
  return count === 0 ? 0.5 : sum / count;
}

function worthOfCharacter(character: string, code: number): number {
  if (FREQUENT.has(character)) return 1;
  if (code === 0xfffd || code === 0) return -2;
  if (code >= 0x4e00 && code <= 0x9fff) return -0.3;
  if (code > 0xff00 && code < 0xff5f) return 0.5;
  // surrogate pairs, private use, and the scripts that a wrong decoding yields
  return code < 0x250 || (code >= 0x2000 && code < 0x3100) ? -0.4 : -1;
}

function readAs(bytes: Uint8Array, encoding: string): string {
  if (encoding === 'utf-8' || encoding.startsWith('utf-16')) {
    return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  }
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding, { stripBOM: false });
}

function result(bytes: Uint8Array, encoding: string, by: Decoded['by']): Decoded {
  const read = readAs(bytes, encoding);
  const text = read.startsWith('\uFEFF') ? read.slice(1) : read;
  return { text, encoding, by, replaced: Math.max(0, countOf(text) - genuine(bytes, encoding)) };
}

function countOf(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) count++;
  return count;
}

/** U+FFFD that the bytes themselves spell: a page broken before it was saved is not broken by us. */
function genuine(bytes: Uint8Array, encoding: string): number {
  const spelled = iconv.encode('\uFFFD', encoding);
  if (readAs(spelled, encoding) !== '\uFFFD') return 0;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  for (let at = buffer.indexOf(spelled); at >= 0; at = buffer.indexOf(spelled, at + spelled.length)) count++;
  return count;
}
