import { structure, type WordFile } from './file.js';
import { type ParagraphProperties, paragraphProperties, type RunProperties, runProperties, Styles } from './styles.js';
import type { Text } from './text.js';

const RUNS = 12; // PlcfBteChpx
const PARAGRAPHS = 13; // PlcfBtePapx
const PAGE = 512;

/** What a paragraph is. */
export interface Paragraph extends ParagraphProperties {
  readonly contents: boolean;
}

/** Marks of a character: it is not printed, or stands above or below its line. */
export const MARK = { gone: 1, above: 2, below: 4 } as const;

/** Tells of each character what it is. */
export interface Properties {
  readonly marks: Uint8Array;
  paragraph(at: number): Paragraph;
}

/** Reads the properties of a document's runs and paragraphs, each with what its style says. */
export function propertiesOf(file: WordFile, text: Text): Properties {
  const styles = new Styles(file);
  const paragraphs: Paragraph[] = [{ contents: false }];
  const which = new Uint32Array(text.text.length);
  const styleAt = new Uint16Array(text.text.length);
  eachRun(file, PARAGRAPHS, 13, (page, at, from, to) => {
    const bytes = at === 0 ? Buffer.alloc(2) : paragraphBytes(page, at);
    if (bytes.length < 2) return;
    const style = bytes.readUInt16LE(0);
    const contents = styles.isContents(style);
    const number =
      paragraphs.push({ ...styles.paragraph(style), ...paragraphProperties(bytes.subarray(2)), contents }) - 1;
    text.stretches(from, to, (start, end) => {
      which.fill(number, start, end);
      styleAt.fill(style, start, end);
    });
  });
  const marks = new Uint8Array(text.text.length);
  const mark = (from: number, to: number, own: RunProperties) => {
    for (let at = from, next = at; at < to; at = next) {
      while (next < to && styleAt[next] === styleAt[at]) next++;
      marks.fill(markOf({ ...styles.run(styleAt[at]!), ...own }), at, next);
    }
  };
  mark(0, marks.length, {});
  eachRun(file, RUNS, 1, (page, at, from, to) => {
    if (at === 0) return;
    const run = runProperties(page.subarray(at + 1, at + 1 + page[at]!));
    const own = run.style === undefined ? run : { ...styles.run(run.style), ...run };
    text.stretches(from, to, (start, end) => mark(start, end, own));
  });
  return { marks, paragraph: (at) => paragraphs[which[at]!]! };
}

function markOf({ hidden, strike, doubleStrike, deleted, shift }: RunProperties): number {
  const gone = hidden || strike || doubleStrike || deleted ? MARK.gone : 0;
  return gone | (shift === 1 ? MARK.above : shift === 2 ? MARK.below : 0);
}

/** The properties of a paragraph, its style's number first ([MS-DOC] 2.9.174, PapxInFkp). */
function paragraphBytes(page: Buffer, at: number): Buffer {
  const half = page[at]!;
  return half === 0 ? page.subarray(at + 2, at + 2 + 2 * page[at + 1]!) : page.subarray(at + 1, at + 2 * half);
}

/**
 * Calls with each run of equal properties: the page that holds them, where in it, 0 for none, and the stretch of the stream.
 * @param width bytes that the page has for each run
 */
function eachRun(
  file: WordFile,
  number: number,
  width: number,
  each: (page: Buffer, at: number, from: number, to: number) => void,
): void {
  const table = structure(file, number);
  const count = Math.floor((table.length - 4) / 8);
  for (let i = 0; i < count; i++) {
    const start = (table.readUInt32LE(4 * (count + 1) + 4 * i) & 0x3fffff) * PAGE;
    const page = file.main.subarray(start, start + PAGE);
    if (page.length < PAGE) throw new Error('a page of properties is cut off');
    const runs = page[PAGE - 1]!;
    for (let run = 0; run < runs; run++)
      each(page, page[4 * (runs + 1) + width * run]! * 2, page.readUInt32LE(4 * run), page.readUInt32LE(4 * run + 4));
  }
}
