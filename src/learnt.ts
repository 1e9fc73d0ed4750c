import { readFileSync } from 'node:fs';
import { dataFolder } from './codebook/data.js';
import { type MarkedExample, markedExample } from './codebook/examples.js';
import { type Knowledge, linked } from './mine.js';
import { gramsOf } from './stages/bind/grams.js';
import { type Learnt, readerOf } from './stages/bind/index.js';
import { extendLexicon, indexOf, type Lexicon, type Shown } from './stages/bind/lexicon.js';
import { normalize } from './stages/normalize.js';
import { structure as findStructure } from './stages/structure/index.js';
import type { Indicator } from './types.js';

/** learnt.json: all that was learnt but the weights of the lexicon, and what it was learnt from. */
export interface LearntFile {
  /** What it was fitted on. */
  readonly from: Readonly<Record<string, { readonly texts: number; readonly figures: number }>>;
  readonly sha256: string;
  readonly threshold: number;
  /** Grams that have a vector, the length of one, and what one step in it is worth. */
  readonly rows: number;
  readonly width: number;
  readonly step: number;
  readonly classes: readonly string[];
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
    follows: new Map(Object.entries(file.follows)),
    alone: new Map(Object.entries(file.alone)),
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

/**
 * lexicon.bin, little-endian: the hashes of the rows (4 bytes each), the sum of no grams, the weights of the classes, their bias (4 bytes a number),
 * the vectors (1 byte a number).
 */
function unpack({ rows, width, step, classes }: LearntFile, bytes: Buffer): Lexicon {
  const floats = width + classes.length * width + classes.length;
  if (bytes.length !== rows * 4 + floats * 4 + rows * width)
    throw new Error(
      'learnt/lexicon.bin and learnt/learnt.json do not belong together; run "npm run fit", or install baoshu again',
    );
  const at = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const hashes = new Uint32Array(at, 0, rows);
  const numbers = new Float32Array(at, rows * 4, floats);
  return {
    classes,
    width,
    ...indexOf(hashes),
    rest: numbers.subarray(0, width),
    weights: numbers.subarray(width, width + classes.length * width),
    bias: numbers.subarray(width + classes.length * width),
    vectors: new Int8Array(at, (rows + floats) * 4, rows * width),
    step,
    added: [],
  };
}

/** The bytes of lexicon.bin for a lexicon and the hashes of its rows. */
export function pack({ rest, weights, bias, vectors }: Lexicon, hashes: Uint32Array): Buffer {
  const numbers = [...rest, ...weights, ...bias];
  const bytes = Buffer.alloc((hashes.length + numbers.length) * 4 + vectors.length);
  for (const [row, hash] of hashes.entries()) bytes.writeUInt32LE(hash, row * 4);
  for (const [k, number] of numbers.entries()) bytes.writeFloatLE(number, (hashes.length + k) * 4);
  bytes.set(new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.length), (hashes.length + numbers.length) * 4);
  return bytes;
}
