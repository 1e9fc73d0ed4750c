import { structure, type WordFile } from './file.js';

const PIECES = 33; // Clx
const COMPRESSED = 0x40000000;

/** A stretch of the text that stands in one piece in the file. */
interface Piece {
  readonly start: number;
  readonly end: number;
  /** Where it stands in the stream, and how many bytes a character takes there. */
  readonly place: number;
  readonly width: 1 | 2;
}

/** The text of a document, and how places in its stream are places in it. */
export interface Text {
  readonly text: string;
  /** Calls with the stretches of the text that a stretch of the stream holds. */
  stretches(from: number, to: number, each: (start: number, end: number) => void): void;
}

/** Puts a document's text together from its pieces ([MS-DOC] 2.4.1). */
export function textOf(file: WordFile): Text {
  const pieces = piecesOf(structure(file, PIECES));
  const latin = new TextDecoder('windows-1252');
  const text = pieces
    .map(({ start, end, place, width }) => {
      const bytes = file.main.subarray(place, place + (end - start) * width);
      const read = width === 2 ? bytes.toString('utf16le') : latin.decode(bytes);
      if (read.length !== end - start) throw new Error('a piece of the text is cut off');
      return read;
    })
    .join('');
  const inFile = [...pieces].sort((a, b) => a.place - b.place);
  const stretches: Text['stretches'] = (from, to, each) => {
    for (let i = firstAfter(inFile, from); i < inFile.length && inFile[i]!.place < to; i++) {
      const { start, end, place, width } = inFile[i]!;
      const first = Math.max(start, start + Math.floor((from - place) / width));
      const last = Math.min(end, start + Math.floor((to - place) / width));
      if (first < last) each(first, last);
    }
  };
  return { text, stretches };
}

/** The first piece that ends after a place of the stream. */
function firstAfter(pieces: readonly Piece[], place: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle]!;
    if (piece.place + (piece.end - piece.start) * piece.width > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

function piecesOf(clx: Buffer): Piece[] {
  let at = 0;
  // Properties that pieces refer to come first.
  while (clx[at] === 1) at += 3 + clx.readUInt16LE(at + 1);
  if (clx[at] !== 2) throw new Error('it has no table of pieces');
  const count = (clx.readUInt32LE(at + 1) - 4) / 12;
  const places = at + 5;
  return Array.from({ length: count }, (_, i) => {
    const raw = clx.readUInt32LE(places + 4 * (count + 1) + 8 * i + 2);
    const compressed = (raw & COMPRESSED) !== 0;
    const place = raw & ~COMPRESSED;
    return {
      start: clx.readUInt32LE(places + 4 * i),
      end: clx.readUInt32LE(places + 4 * i + 4),
      place: compressed ? place / 2 : place,
      width: compressed ? 1 : 2,
    };
  });
}
