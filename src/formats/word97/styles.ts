import { structure, type WordFile } from './file.js';
import { eachSprm, SPRM } from './sprms.js';

const STYLES = 1; // Stshf
const NO_STYLE = 0xfff;
/** Numbers of the styles toc 1 to toc 9. */
const CONTENTS = { first: 19, last: 27 };
const DEEPEST = 20;
/** A switch set to these is as in the style, or the opposite. */
const AS_STYLE = 0x80;

/** What is said of a run; what is not said is taken from its style. */
export interface RunProperties {
  hidden?: boolean;
  strike?: boolean;
  doubleStrike?: boolean;
  deleted?: boolean;
  /** 1 above the line, 2 below it. */
  shift?: number;
  style?: number;
}

/** What is said of a paragraph. */
export interface ParagraphProperties {
  /** Number of its list, counted from 1; 0 for none. */
  list?: number;
  level?: number;
  inTable?: boolean;
  rowEnd?: boolean;
}

interface Style {
  readonly number: number;
  readonly base: number;
  readonly run: RunProperties;
  readonly paragraph: ParagraphProperties;
}

/** The styles of a document ([MS-DOC] 2.9.271, STSH). */
export class Styles {
  readonly #styles: readonly (Style | null)[];

  constructor(file: WordFile) {
    this.#styles = stylesOf(structure(file, STYLES));
  }

  isContents(style: number): boolean {
    const number = this.#styles[style]?.number ?? -1;
    return number >= CONTENTS.first && number <= CONTENTS.last;
  }

  run(style: number): RunProperties {
    return Object.assign({}, ...this.#chain(style).map(({ run }) => run));
  }

  paragraph(style: number): ParagraphProperties {
    return Object.assign({}, ...this.#chain(style).map(({ paragraph }) => paragraph));
  }

  /** A style after those that it is based on. */
  #chain(style: number): Style[] {
    const chain: Style[] = [];
    for (let at = style; at !== NO_STYLE && this.#styles[at] && chain.length < DEEPEST; at = this.#styles[at]!.base)
      chain.unshift(this.#styles[at]!);
    return chain;
  }
}

function stylesOf(bytes: Buffer): (Style | null)[] {
  if (bytes.length < 8) return [];
  const count = bytes.readUInt16LE(2);
  const base = bytes.readUInt16LE(4);
  let at = 2 + bytes.readUInt16LE(0);
  return Array.from({ length: count }, () => {
    const length = bytes.readUInt16LE(at);
    const own = bytes.subarray(at + 2, at + 2 + length);
    at += 2 + length + (length % 2);
    return length === 0 ? null : styleOf(own, base);
  });
}

function styleOf(bytes: Buffer, base: number): Style {
  const kind = bytes.readUInt16LE(2) & 0xf;
  const style = { number: bytes.readUInt16LE(0) & 0xfff, base: bytes.readUInt16LE(2) >> 4 };
  const count = bytes.readUInt16LE(4) & 0xf;
  // The name, its length before it and a zero after it.
  let at = base + 2 * (bytes.readUInt16LE(base) + 2);
  const parts: Buffer[] = [];
  for (let i = 0; i < count && at + 2 <= bytes.length; i++) {
    at += at % 2;
    const length = bytes.readUInt16LE(at);
    parts.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  if (kind === 2) return { ...style, run: runProperties(parts[0]), paragraph: {} };
  if (kind !== 1) return { ...style, run: {}, paragraph: {} };
  return { ...style, run: runProperties(parts[1]), paragraph: paragraphProperties(parts[0]?.subarray(2)) };
}

/** The properties that a list of them sets for a run. */
export function runProperties(bytes: Buffer = Buffer.alloc(0)): RunProperties {
  const run: RunProperties = {};
  const set = (name: 'hidden' | 'strike' | 'doubleStrike' | 'deleted', value: number) => {
    if (value !== AS_STYLE) run[name] = (value & 1) === 1;
  };
  eachSprm(bytes, (code, value) => {
    if (code === SPRM.hidden) set('hidden', value & 0xff);
    else if (code === SPRM.strike) set('strike', value & 0xff);
    else if (code === SPRM.doubleStrike) set('doubleStrike', value & 0xff);
    else if (code === SPRM.deleted) set('deleted', value & 0xff);
    else if (code === SPRM.shift) run.shift = value & 0xff;
    else if (code === SPRM.runStyle) run.style = value;
  });
  return run;
}

/** The properties that a list of them sets for a paragraph. */
export function paragraphProperties(bytes: Buffer = Buffer.alloc(0)): ParagraphProperties {
  const paragraph: ParagraphProperties = {};
  eachSprm(bytes, (code, value) => {
    if (code === SPRM.list) paragraph.list = value;
    else if (code === SPRM.level) paragraph.level = value & 0xff;
    else if (code === SPRM.inTable) paragraph.inTable = (value & 0xff) !== 0;
    else if (code === SPRM.rowEnd) paragraph.rowEnd = (value & 0xff) !== 0;
  });
  return paragraph;
}
