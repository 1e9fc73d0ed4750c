import { type Level, ListCounter } from '../word/lists.js';
import { structure, type WordFile } from './file.js';

const LISTS = 73; // PlfLst
const OVERRIDES = 74; // PlfLfo
/** Forms of numerals by their numbers in [MS-OSHARED] 2.2.1.3; those between them are of other scripts. */
const FORMATS: Readonly<Record<number, string>> = {
  1: 'upperRoman',
  2: 'lowerRoman',
  3: 'upperLetter',
  4: 'lowerLetter',
  10: 'ideographDigital',
  11: 'japaneseCounting',
  14: 'decimalFullWidth',
  17: 'japaneseDigitalTenThousand',
  18: 'decimalEnclosedCircle',
  19: 'decimalFullWidth2',
  22: 'decimalZero',
  23: 'bullet',
  26: 'decimalEnclosedFullstop',
  27: 'decimalEnclosedParen',
  28: 'decimalEnclosedCircleChinese',
  30: 'ideographTraditional',
  31: 'ideographZodiac',
  33: 'taiwaneseCounting',
  34: 'ideographLegalTraditional',
  35: 'taiwaneseCountingThousand',
  36: 'taiwaneseDigital',
  37: 'chineseCounting',
  38: 'chineseLegalSimplified',
  39: 'chineseCountingThousand',
  255: 'none',
};

interface List {
  readonly id: string;
  readonly levels: ReadonlyMap<number, Level>;
  readonly starts: ReadonlyMap<number, number>;
}

/** Numbers the paragraphs of a document, in their order. */
export class Numbering {
  readonly #lists: readonly List[];
  readonly #counter = new ListCounter();

  constructor(file: WordFile) {
    const definitions = definitionsOf(structure(file, LISTS, true));
    this.#lists = overridesOf(structure(file, OVERRIDES), definitions);
  }

  /** The number printed before the next paragraph of a list, which is counted from 1; nothing where there is no such list. */
  next(list: number, level: number): string {
    const own = this.#lists[list - 1];
    if (!own) return '';
    const start = own.starts.get(level);
    return this.#counter.next(own.id, level, own.levels, start === undefined ? undefined : { id: String(list), start });
  }
}

/** The levels of each list by the list's id ([MS-DOC] 2.9.131, LSTF): all lists come first, their levels after them. */
function definitionsOf(bytes: Buffer): Map<string, Map<number, Level>> {
  const definitions = new Map<string, Map<number, Level>>();
  if (bytes.length < 2) return definitions;
  const count = bytes.readUInt16LE(0);
  let at = 2 + 28 * count;
  for (let i = 0; i < count; i++) {
    const head = 2 + 28 * i;
    const levels = new Map<number, Level>();
    const simple = (bytes[head + 26]! & 1) === 1;
    for (let level = 0; level < (simple ? 1 : 9); level++) {
      const read = levelAt(bytes, at);
      levels.set(level, read.level);
      at = read.end;
    }
    definitions.set(String(bytes.readInt32LE(head)), levels);
  }
  return definitions;
}

/** One level ([MS-DOC] 2.9.134, LVL), and where it ends. */
function levelAt(bytes: Buffer, at: number): { readonly level: Level; readonly end: number } {
  const flags = bytes[at + 5]!;
  const text = at + 28 + bytes[at + 24]! + bytes[at + 25]!;
  const length = bytes.readUInt16LE(text);
  const end = text + 2 + 2 * length;
  const raw = bytes.subarray(text + 2, end).toString('utf16le');
  const level: Level = {
    start: bytes.readInt32LE(at),
    format: FORMATS[bytes[at + 4]!] ?? 'decimal',
    // A level's number stands in the text as a character of its code.
    text: raw.replace(/[\0-\x08]/g, (digit) => `%${digit.charCodeAt(0) + 1}`),
    restart: (flags & 8) === 0 ? null : bytes[at + 26]!,
    legal: (flags & 4) !== 0,
  };
  return { level, end };
}

/** The lists as paragraphs name them ([MS-DOC] 2.9.177, PlfLfo), with the first numbers that they set. */
function overridesOf(bytes: Buffer, definitions: ReadonlyMap<string, Map<number, Level>>): List[] {
  if (bytes.length < 4) return [];
  const count = bytes.readInt32LE(0);
  let at = 4 + 16 * count;
  return Array.from({ length: count }, (_, i) => {
    const id = String(bytes.readInt32LE(4 + 16 * i));
    const levels = new Map(definitions.get(id));
    const starts = new Map<number, number>();
    at += 4;
    for (let own = bytes[4 + 16 * i + 12]!; own > 0; own--) {
      const flags = bytes.readUInt32LE(at + 4);
      const start = bytes.readInt32LE(at);
      at += 8;
      if ((flags & 0x20) !== 0) {
        const read = levelAt(bytes, at);
        levels.set(flags & 0xf, read.level);
        at = read.end;
        if ((flags & 0x10) !== 0) starts.set(flags & 0xf, read.level.start);
      } else if ((flags & 0x10) !== 0) starts.set(flags & 0xf, start);
    }
    return { id, levels, starts };
  });
}
