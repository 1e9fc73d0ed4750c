import { readFileSync } from 'node:fs';
import { dataFolder } from './codebook/data.js';
import { type MarkedExample, markedExample } from './codebook/examples.js';
import { type Knowledge, linked } from './mine.js';
import { FIELD_COUNT, gramsOf } from './stages/bind/grams.js';
import { type Learnt, numbersOf, readerOf } from './stages/bind/index.js';
import { extendLexicon, type Lexicon, type Shown, WITNESSES } from './stages/bind/lexicon.js';
import { Possible } from './stages/bind/may.js';
import { rowSize } from './stages/bind/rows.js';
import { normalize } from './stages/normalize.js';
import { structure as findStructure } from './stages/structure/index.js';
import type { Indicator } from './types.js';

/** learnt.json: all that was learnt but the weights of the lexicon, and what it was learnt from. */
export interface LearntFile {
  /** What it was fitted on. */
  readonly from: Readonly<Record<string, { readonly texts: number; readonly figures: number }>>;
  readonly sha256: string;
  readonly threshold: number;
  /** Texts that have rows, and the length of a vector. */
  readonly texts: number;
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
 * lexicon.bin, little-endian: the hashes of the texts, the gates of the fields, the sum of no grams, the weights of the classes and their
 * bias (4 bytes a number each), the rows of the texts (`rowSize` bytes each) and the witnesses (1 byte a number).
 */
function unpack({ texts, width, classes }: LearntFile, { buffer, byteOffset, byteLength }: Buffer): Lexicon {
  const numbers = [texts, FIELD_COUNT * width, width, classes.length * width, classes.length];
  const bytes = [texts * rowSize(width), classes.length * WITNESSES * width];
  const sizes = [...numbers.map((n) => 4 * n), ...bytes];
  if (byteLength !== sizes.reduce((a, b) => a + b, 0))
    throw new Error(
      'learnt/lexicon.bin and learnt/learnt.json do not belong together; run "npm run fit", or install baoshu again',
    );
  let at = byteOffset;
  const parts = sizes.map((size) => {
    at += size;
    return buffer.slice(at - size, at);
  });
  const [gates, rest, weights, bias] = parts.slice(1, 5).map((part) => new Float32Array(part));
  return {
    classes,
    width,
    texts: new Uint32Array(parts[0]!),
    gates: gates!,
    rest: rest!,
    weights: weights!,
    bias: bias!,
    rows: new Int8Array(parts[5]!),
    witnesses: new Int8Array(parts[6]!),
    added: [],
  };
}

/** The bytes of lexicon.bin for a lexicon. */
export function pack({ texts, gates, rest, weights, bias, rows, witnesses }: Lexicon): Buffer {
  const parts = [texts, gates, rest, weights, bias, rows, witnesses];
  return Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)));
}
