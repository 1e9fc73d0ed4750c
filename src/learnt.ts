import { readFileSync } from 'node:fs';
import { dataFolder } from './codebook/data.js';
import { type MarkedExample, markedExample } from './codebook/examples.js';
import { type Knowledge, linked } from './mine.js';
import { gramsOf } from './stages/bind/grams.js';
import { type Learnt, readerOf } from './stages/bind/index.js';
import { extendLexicon, type Lexicon, type Shown } from './stages/bind/lexicon.js';
import { normalize } from './stages/normalize.js';
import { structure as findStructure } from './stages/structure/index.js';
import type { Indicator } from './types.js';

/** learnt.json: all that was learnt but the weights of the lexicon, and what it was learnt from. */
export interface LearntFile {
  /** What it was fitted on. */
  readonly from: Readonly<Record<string, { readonly texts: number; readonly figures: number }>>;
  readonly sha256: string;
  readonly threshold: number;
  /** What one step of the lexicon's weights is worth. */
  readonly step: number;
  readonly rows: number;
  readonly entries: number;
  readonly classes: readonly string[];
  readonly bias: readonly number[];
  readonly follows: Readonly<Record<string, number>>;
  readonly alone: Readonly<Record<string, number>>;
  readonly weights: Learnt['weights'];
}

/** Reads what `npm run fit` learnt. @throws Error where the two files do not belong together. */
export function readLearnt(): Learnt {
  const file = JSON.parse(readFileSync(new URL('learnt/learnt.json', dataFolder), 'utf8')) as LearntFile;
  const bytes = readFileSync(new URL('learnt/lexicon.bin', dataFolder));
  return {
    lexicon: unpack(file, bytes),
    follows: file.follows,
    alone: file.alone,
    weights: file.weights,
    threshold: file.threshold,
  };
}

/**
 * What was learnt, with the entries of a user's own files learnt too, from their examples.
 * In: the entries that the shipped codebook lacks, and all else that is known, their terms among it.
 */
export function learnOwn(learnt: Learnt, added: readonly Indicator[], knowledge: Omit<Knowledge, 'learnt'>): Learnt {
  const shown = added.flatMap(({ id, examples }) => [
    ...examples.yes.flatMap((marked) => shownIn(markedExample(marked), id, knowledge)),
    ...examples.no.flatMap((text) => shownIn({ text, marks: [] }, id, knowledge)),
  ]);
  const ids = added.map(({ id }) => id);
  return { ...learnt, lexicon: extendLexicon(learnt.lexicon, shown, ids) };
}

/** The figures of an example, those in its marks as the entry's. */
function shownIn({ text, marks }: MarkedExample, id: string, knowledge: Omit<Knowledge, 'learnt'>): Shown[] {
  const norm = normalize(text);
  const structure = findStructure(norm, { furniture: [] }, knowledge.forms);
  const read = linked(norm, structure, { kind: 'report', year: null, period: '' }, { furniture: [] }, knowledge);
  const reader = readerOf(read);
  const { figures, graph } = read;
  return graph.mentions.map((mention) => {
    const { start, end } = figures[mention.figure]!;
    const own = marks.some((mark) => mark.start < end && start < mark.end);
    return { grams: gramsOf(reader, mention), id: own ? id : null };
  });
}

/** lexicon.bin: hashes (4 bytes a row), numbers of entries (2 bytes a row), classes (2 bytes an entry), weights (1 byte an entry), little-endian. */
function unpack({ rows, entries, step, classes, bias }: LearntFile, bytes: Buffer): Lexicon {
  if (bytes.length !== rows * 6 + entries * 3)
    throw new Error(
      'learnt/lexicon.bin and learnt/learnt.json do not belong together; run "npm run fit", or install baoshu again',
    );
  // A whole file is read to where its numbers lie right; only a small one, from a shared pool, is not.
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  const hashes = new Uint32Array(buffer, byteOffset, rows);
  const counts = new Uint16Array(buffer, byteOffset + rows * 4, rows);
  const targets = new Uint16Array(buffer, byteOffset + rows * 6, entries);
  const values = new Int8Array(buffer, byteOffset + rows * 6 + entries * 2, entries);
  const offsets = new Int32Array(rows + 1);
  for (let row = 0; row < rows; row++) offsets[row + 1] = offsets[row]! + counts[row]!;
  return { classes, bias: Float32Array.from(bias), hashes, offsets, targets, values, step };
}

/** The bytes of lexicon.bin for a lexicon. */
export function pack({ hashes, offsets, targets, values }: Lexicon): Buffer {
  const rows = hashes.length;
  const entries = values.length;
  const bytes = Buffer.alloc(rows * 6 + entries * 3);
  for (const [row, hash] of hashes.entries()) bytes.writeUInt32LE(hash, row * 4);
  for (let row = 0; row < rows; row++) bytes.writeUInt16LE(offsets[row + 1]! - offsets[row]!, rows * 4 + row * 2);
  for (const [k, target] of targets.entries()) bytes.writeUInt16LE(target, rows * 6 + k * 2);
  for (const [k, value] of values.entries()) bytes.writeInt8(value, rows * 6 + entries * 2 + k);
  return bytes;
}
