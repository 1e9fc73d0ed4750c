import { readFileSync } from 'node:fs';
import { dataFolder } from './codebook/data.js';
import { type MarkedExample, markedExample } from './codebook/examples.js';
import { type Knowledge, linked } from './mine.js';
import { gramsOf } from './stages/bind/grams.js';
import { type Learnt, numbersOf, readerOf } from './stages/bind/index.js';
import { extendLexicon, type Lexicon, type Shown, WITNESSES } from './stages/bind/lexicon.js';
import { Possible } from './stages/bind/may.js';
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
  const { matcher } = knowledge;
  const may = new Possible(matcher, numbersOf(learnt.lexicon.classes, matcher));
  const shown = added.flatMap(({ id, examples }) => [
    ...examples.yes.flatMap((marked) => shownIn(markedExample(marked), id, may, knowledge)),
    ...examples.no.flatMap((text) => shownIn({ text, marks: [] }, id, may, knowledge)),
  ]);
  const ids = added.map(({ id }) => id);
  return { ...learnt, lexicon: extendLexicon(learnt.lexicon, shown, ids) };
}

/** The figures of an example, those in its marks as the entry's. */
function shownIn(
  { text, marks }: MarkedExample,
  id: string,
  may: Possible,
  knowledge: Omit<Knowledge, 'learnt'>,
): Shown[] {
  const norm = normalize(text);
  const structure = findStructure(norm, { furniture: [] }, knowledge.forms);
  const read = linked(norm, structure, { kind: 'report', year: null, period: '' }, { furniture: [] }, knowledge);
  const reader = readerOf(read);
  const { figures, graph } = read;
  return graph.mentions.map((mention) => {
    const figure = figures[mention.figure]!;
    const { start, end } = figure;
    const own = marks.some((mark) => mark.start < end && start < mark.end);
    return { grams: gramsOf(reader, mention), may: may.of(figure), id: own ? id : null };
  });
}

/**
 * lexicon.bin, little-endian: the hashes of the rows, the sum of no grams, the weights of the classes and their bias (4 bytes a number each),
 * the vectors and the witnesses (1 byte a number).
 */
function unpack({ rows, width, step, classes }: LearntFile, bytes: Buffer): Lexicon {
  const floats = width + classes.length * width + classes.length;
  const witnesses = classes.length * WITNESSES * width;
  if (bytes.length !== (rows + floats) * 4 + rows * width + witnesses)
    throw new Error(
      'learnt/lexicon.bin and learnt/learnt.json do not belong together; run "npm run fit", or install baoshu again',
    );
  // A whole file is read to where its numbers lie right; only a small one, from a shared pool, is not.
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  const numbers = new Float32Array(buffer, byteOffset + rows * 4, floats);
  return {
    classes,
    width,
    hashes: new Uint32Array(buffer, byteOffset, rows),
    vectors: new Int8Array(buffer, byteOffset + (rows + floats) * 4, rows * width),
    step,
    witnesses: new Int8Array(buffer, byteOffset + (rows + floats) * 4 + rows * width, witnesses),
    rest: Float64Array.from(numbers.subarray(0, width)),
    weights: Float64Array.from(numbers.subarray(width, floats - classes.length)),
    bias: Float64Array.from(numbers.subarray(floats - classes.length)),
    added: [],
  };
}

/** The bytes of lexicon.bin for a lexicon. */
export function pack({ hashes, rest, weights, bias, vectors, witnesses }: Lexicon): Buffer {
  const numbers = Float32Array.from([...rest, ...weights, ...bias]);
  const parts = [hashes, numbers, vectors, witnesses].map((part) =>
    Buffer.from(part.buffer, part.byteOffset, part.byteLength),
  );
  return Buffer.concat(parts);
}
