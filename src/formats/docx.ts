import { checkSize, type Entry } from './archive.js';
import { type Reading, Unreadable } from './reading.js';

const MAIN_PART = /^word\/document\d*\.xml$/;
const NOTE_MARK = /<sup><a [^>]{0,200}note-ref[^>]{0,200}>[^<]{0,20}<\/a><\/sup>/g;
const NOTE_RETURN = /<a href="#[^"]{0,100}note-ref[^"]{0,100}">[^<]{0,20}<\/a>/g;

export const isDocx = (entries: readonly Entry[]): boolean => entries.some(({ name }) => MAIN_PART.test(name));

/**
 * Reads a Word document of today (Office Open XML) as HTML, so that its tables survive. Pictures are left out, footnotes
 * stand at the end without their marks.
 * @throws Unreadable when it is broken
 */
export async function readDocx(bytes: Uint8Array, entries: readonly Entry[]): Promise<Reading> {
  for (const { name, size } of entries) if (name.endsWith('.xml')) checkSize(size);
  // Unpacked once here, where a part that is longer than it says is stopped.
  await entries.find(({ name }) => MAIN_PART.test(name))!.read();
  const { default: mammoth } = await import('mammoth');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const convertImage = mammoth.images.imgElement(async () => ({ src: '' }));
    const { value } = await mammoth.convertToHtml({ buffer }, { convertImage, externalFileAccess: false });
    const html = value.replace(NOTE_MARK, '').replace(NOTE_RETURN, '');
    return { format: 'docx', text: `<html><body>${html}</body></html>` };
  } catch {
    throw new Unreadable(
      'damaged',
      'this Word document is broken; open it in Word or WPS, let it be repaired, and save it again',
    );
  }
}
