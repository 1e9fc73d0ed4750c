import BufferReader from 'word-extractor/lib/buffer-reader.js';
import OleCompoundDoc from 'word-extractor/lib/ole-compound-doc.js';

/** A Word document of the old binary format, as far as its streams go. */
export interface WordFile {
  /** Stream `WordDocument`. */
  readonly main: Buffer;
  /** Stream `0Table` or `1Table`. */
  readonly table: Buffer;
  /** How many characters each part of the text has, in the order in which the parts stand. */
  readonly lengths: Readonly<Record<Part, number>>;
}

type Part = 'text' | 'footnotes' | 'headers' | 'macros' | 'comments' | 'endnotes' | 'textboxes';

/** Places of the parts' lengths in the file's head ([MS-DOC] 2.5.5, FibRgLw97). */
const LENGTHS: Readonly<Record<Part, number>> = {
  text: 0x4c,
  footnotes: 0x50,
  headers: 0x54,
  macros: 0x58,
  comments: 0x5c,
  endnotes: 0x60,
  textboxes: 0x64,
};
const MAGIC = 0xa5ec;

/** Opens a document's streams. */
export async function openWord(bytes: Buffer): Promise<WordFile> {
  const document = await new OleCompoundDoc(new BufferReader(bytes)).read();
  const read = async (name: string) => {
    const chunks: Buffer[] = [];
    for await (const chunk of document.stream(name) ?? []) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  };
  const main = await read('WordDocument');
  if (main.readUInt16LE(0) !== MAGIC) throw new Error('no Word document');
  const table = await read((main.readUInt16LE(0x0a) & 0x200) !== 0 ? '1Table' : '0Table');
  const lengths = Object.fromEntries(Object.entries(LENGTHS).map(([part, at]) => [part, main.readUInt32LE(at)]));
  return { main, table, lengths: lengths as Record<Part, number> };
}

/** A structure of the table stream, by its number in the file's head ([MS-DOC] 2.5.6, FibRgFcLcb97); empty when there is none. */
export function structure({ main, table }: WordFile, number: number, beyond = false): Buffer {
  const start = main.readUInt32LE(0x9a + 8 * number);
  const length = main.readUInt32LE(0x9e + 8 * number);
  return length === 0 ? Buffer.alloc(0) : table.subarray(start, beyond ? undefined : start + length);
}
