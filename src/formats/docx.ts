import { checkSize, type Entry } from './archive.js';
import { type Reading, Unreadable } from './reading.js';

const MAIN_PART = /^word\/document\d*\.xml$/;
const NOTE_MARK = /<sup><a [^>]{0,200}note-ref[^>]{0,200}>[^<]{0,20}<\/a><\/sup>/g;
const NOTE_RETURN = /<a href="#[^"]{0,100}note-ref[^"]{0,100}">[^<]{0,20}<\/a>/g;

export const isDocx = (entries: readonly Entry[]): boolean => entries.some(({ name }) => MAIN_PART.test(name));

/**
 * Reads a Word document of today (Office Open XML) as HTML, so that its tables survive. Automatic numbers stand in it as
 * printed; struck and hidden text, comments and pictures are left out, footnotes stand at the end without their marks.
 * @throws Unreadable when it is broken
 */
export async function readDocx(entries: readonly Entry[]): Promise<Reading> {
  for (const { name, size } of entries) if (name.endsWith('.xml')) checkSize(size);
  try {
    const buffer = Buffer.from(await withPrinted(entries));
    const { default: mammoth } = await import('mammoth');
    const convertImage = mammoth.images.imgElement(async () => ({ src: '' }));
    const { value } = await mammoth.convertToHtml({ buffer }, { convertImage, externalFileAccess: false });
    const html = value.replace(NOTE_MARK, '').replace(NOTE_RETURN, '');
    return { format: 'docx', text: `<html><body>${html}</body></html>` };
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(
      'damaged',
      'this Word document is broken; open it in Word or WPS, let it be repaired, and save it again',
    );
  }
}

/** Parts whose text is read. */
const TEXTS = /^word\/(?:document\d*|footnotes|endnotes)\.xml$/;
/** Lists are text by now; what is no text is not needed. */
const LEFT_OUT = /^word\/(?:numbering|comments\w*)\.xml$/;

/** The document packed anew, with what Word works out when it prints it. */
async function withPrinted(entries: readonly Entry[]): Promise<Uint8Array> {
  const [{ zipSync, strToU8 }, { prepared }] = await Promise.all([import('fflate'), import('./word/prepare.js')]);
  const read = async (path: string) =>
    (await entries.find(({ name }) => name === path)?.read())?.toString('utf8') ?? '';
  const parts = { styles: await read('word/styles.xml'), numbering: await read('word/numbering.xml') };
  const files: Record<string, Uint8Array> = {};
  for (const entry of entries) {
    if (!/\.(?:xml|rels)$/.test(entry.name) || LEFT_OUT.test(entry.name)) continue;
    const bytes = await entry.read();
    files[entry.name] = TEXTS.test(entry.name)
      ? strToU8(prepared({ ...parts, document: bytes.toString('utf8') }))
      : bytes;
  }
  return zipSync(files, { level: 0 });
}
