import { decode } from '../stages/decode.js';
import { type Reading, Unreadable } from './reading.js';

interface Part {
  readonly type: string;
  readonly bytes: Buffer;
}

/** Multiparts inside of multiparts beyond this are no page's. */
const DEEPEST = 5;
/** A frame is the document when it holds this many times the Han characters of the page around it. */
const FRAME_HOLDS = 3;

/**
 * Reads a web archive (RFC 2557), as browsers and Word save pages: the page itself, or the frame of it that holds the text.
 * The encoding is found as for a page saved alone.
 * @throws Unreadable when there is no page in it
 */
export async function readMhtml(bytes: Uint8Array, encoding?: string): Promise<Reading> {
  // One unit a byte, so that bodies stay bytes.
  const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const pages = partsOf(message.replace(/^(?:\xef\xbb\xbf)?\s*/, ''), 0)
    .filter(({ type }) => type === 'text/html' || type === 'application/xhtml+xml')
    .map((part) => decode(part.bytes, encoding));
  const [first, ...frames] = pages;
  if (!first) throw new Unreadable('no-page', 'there is no page in this web archive; save the page again as HTML');
  let best = first;
  for (const frame of frames)
    if (hanIn(frame.text) > hanIn(best.text) * (best === first ? FRAME_HOLDS : 1)) best = frame;
  return { format: 'mhtml', text: best.text, encoding: best.encoding, replaced: best.replaced };
}

const hanIn = (text: string): number => text.match(/\p{Script=Han}/gu)?.length ?? 0;

function partsOf(message: string, depth: number): Part[] {
  const blank = /\r?\n\r?\n/.exec(message);
  const head = blank ? message.slice(0, blank.index) : message;
  const body = blank ? message.slice(blank.index + blank[0].length) : '';
  const headers = headersOf(head);
  const [type = ''] = (headers.get('content-type') ?? 'text/plain').split(';', 1);
  const boundary = /boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(headers.get('content-type') ?? '');
  if (boundary && depth < DEEPEST) {
    const [, ...parts] = `\n${body}`.split(`\n--${boundary[1] ?? boundary[2]}`);
    return parts
      .filter((part) => !part.startsWith('--'))
      .flatMap((part) => partsOf(part.replace(/^[ \t]*\r?\n/, ''), depth + 1));
  }
  return [{ type: type.trim().toLowerCase(), bytes: decodeBody(body, headers.get('content-transfer-encoding') ?? '') }];
}

/** Headers by their names in lower case, folded lines joined. */
function headersOf(head: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

function decodeBody(body: string, encoding: string): Buffer {
  const way = encoding.toLowerCase();
  if (way === 'base64') return Buffer.from(body, 'base64');
  if (way !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const joined = body.replace(/=[ \t]{0,9}\r?\n/g, '');
  const plain = joined.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}
