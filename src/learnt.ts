import { readFileSync } from 'node:fs';
import { dataFolder } from './codebook/data.js';
import { type MarkedExample, markedExample } from './codebook/examples.js';
import { type Knowledge, linked } from './mine.js';
import { gramsOf } from './stages/bind/grams.js';
import { type Learnt, numbersOf, readerOf } from './stages/bind/index.js';
import { extendLexicon, type Lexicon, rowSize, type Shown, WITNESSES } from './stages/bind/lexicon.js';
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
  /** Texts that have rows, these rows, and the length of one. */
  readonly texts: number;
  readonly rows: number;
  readonly width: number;
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
 * lexicon.bin, little-endian: the hashes of the texts, the sum of no grams, the weights of the classes and their bias (4 bytes a number
 * each), the fields of the texts (2 bytes each), the rows (`rowSize` bytes each) and the witnesses (1 byte a number).
 */
function unpack({ texts, rows, width, classes }: LearntFile, { buffer, byteOffset, byteLength }: Buffer): Lexicon {
  const floats = width + classes.length * width + classes.length;
  const witnesses = classes.length * WITNESSES * width;
  const sizes = [texts * 4, floats * 4, texts * 2, rows * rowSize(width), witnesses];
  if (byteLength !== sizes.reduce((a, b) => a + b, 0))
    throw new Error(
      'learnt/lexicon.bin and learnt/learnt.json do not belong together; run "npm run fit", or install baoshu again',
    );
  let at = byteOffset;
  const [hashes, numbers, fields, vectors, shown] = sizes.map((size) => {
    at += size;
    return buffer.slice(at - size, at);
  });
  const values = new Float32Array(numbers!);
  return {
    classes,
    width,
    texts: new Uint32Array(hashes!),
    fields: new Uint16Array(fields!),
    rows: new Int8Array(vectors!),
    witnesses: new Int8Array(shown!),
    rest: Float64Array.from(values.subarray(0, width)),
    weights: values.subarray(width, floats - classes.length),
    bias: values.subarray(floats - classes.length),
    added: [],
  };
}

/** The bytes of lexicon.bin for a lexicon. */
export function pack({ texts, rest, weights, bias, fields, rows, witnesses }: Lexicon): Buffer {
  const numbers = Float32Array.from([...rest, ...weights, ...bias]);
  const parts = [texts, numbers, fields, rows, witnesses].map((part) =>
    Buffer.from(part.buffer, part.byteOffset, part.byteLength),
  );
  return Buffer.concat(parts);
}
