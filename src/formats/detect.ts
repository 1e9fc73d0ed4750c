/** What the bytes of a file are, as far as their first ones tell. */
export type Kind = 'text' | 'pdf' | 'ole' | 'zip' | 'gzip' | 'mhtml';

/** How far into a file its PDF mark may stand. */
const PDF_WITHIN = 1024;
/** How much of a file the headers of a web archive may take. */
const HEADERS_WITHIN = 4096;

/** Tells by content alone what a file is. What is none of the kinds with a reader of their own is `text`, to be looked at further. */
export function kindOf(bytes: Uint8Array): Kind {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = buffer.toString('latin1', 0, HEADERS_WITHIN);
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return 'zip';
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'ole';
  if (head.startsWith('\x1f\x8b\x08')) return 'gzip';
  if (/^[^<]{0,1024}%PDF-\d/.test(head.slice(0, PDF_WITHIN)) && !head.startsWith('{\\rtf')) return 'pdf';
  return isWebArchive(head) ? 'mhtml' : 'text';
}

/** The headers of a message with a page in it, before the first empty line. */
function isWebArchive(head: string): boolean {
  const headers = head.replace(/^(?:\xef\xbb\xbf)?\s*/, '').split(/\r?\n\r?\n/)[0]!;
  if (!/^[A-Za-z][A-Za-z-]{1,40}:/.test(headers)) return false;
  return /^mime-version:/im.test(headers) && /^content-type:\s*(?:multipart\/|text\/html)/im.test(headers);
}
