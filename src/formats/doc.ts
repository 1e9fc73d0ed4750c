import { type Reading, Unreadable } from './reading.js';

/** Streams by which OLE files are told apart, and what to say of those that are no Word document. */
const OTHERS: readonly (readonly [stream: string, code: string, message: string])[] = [
  [
    'EncryptedPackage',
    'encrypted',
    'this document is locked with a password; open it in Word or WPS and save it without',
  ],
  ['Workbook', 'workbook', 'this is an Excel workbook; save its sheet as text (.txt) or its report as .docx'],
  ['PowerPoint Document', 'slides', 'this is a PowerPoint presentation; save its text as .docx'],
];

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

/**
 * Reads a Word or WPS document of the old binary format as HTML, so that its tables survive. Automatic numbers stand in it as printed;
 * struck and hidden text and comments are left out, footnotes and text boxes stand at the end.
 * @throws Unreadable when it is locked, broken, or another kind of OLE file
 */
export async function readDoc(bytes: Uint8Array): Promise<Reading> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!buffer.includes(utf16('WordDocument'))) {
    for (const [stream, code, message] of OTHERS)
      if (buffer.includes(utf16(stream))) throw new Unreadable(code, message);
    throw new Unreadable('not-word', 'this is an OLE file without a Word document; save the report as .docx');
  }
  if (isLocked(buffer)) throw new Unreadable(OTHERS[0]![1], OTHERS[0]![2]);
  try {
    const [{ openWord }, { htmlOf }] = await Promise.all([import('./word97/file.js'), import('./word97/html.js')]);
    return { format: 'doc', text: htmlOf(await openWord(buffer)) };
  } catch {
    throw new Unreadable(
      'damaged',
      'this Word document is broken or cut off; open it in Word or WPS and save it as .docx',
    );
  }
}

/** Whether the document's header, which starts a sector, has the mark of encryption ([MS-DOC] 2.5.2, fEncrypted). */
function isLocked(buffer: Buffer): boolean {
  for (let at = 512; at + 12 <= buffer.length; at += 512) {
    if (buffer[at] === 0xec && buffer[at + 1] === 0xa5) return (buffer.readUInt16LE(at + 10) & 0x100) !== 0;
  }
  return false;
}
