import type { WordFile } from './file.js';
import { Numbering } from './lists.js';
import { MARK, type Paragraph, type Properties, propertiesOf } from './properties.js';
import { textOf } from './text.js';

const CELL = '\x07';
const ENDS = /[\r\x07\f]/g;
/** What stands for pictures, marks of notes and comments, drawings. */
const PLACES = /[\0-\x06\x08\x0e-\x12\x16-\x1d\x1f]/g;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const LEADER = '……';

/**
 * Writes a document as HTML: its text with tables, automatic numbers as printed, without what is struck, hidden or deleted; notes and
 * text boxes stand at the end.
 */
export function htmlOf(file: WordFile): string {
  const text = textOf(file);
  const properties = propertiesOf(file, text);
  const numbering = new Numbering(file);
  const { lengths } = file;
  let start = 0;
  let html = '';
  for (const [part, length] of Object.entries(lengths)) {
    const end = Math.min(text.text.length, start + length);
    if (part !== 'headers' && part !== 'macros' && part !== 'comments')
      html += partOf(text.text, start, end, properties, numbering);
    start = end;
  }
  return `<html><body>${html}</body></html>`;
}

function partOf(text: string, from: number, to: number, properties: Properties, numbering: Numbering): string {
  const out: string[] = [];
  let cell = '';
  let cells: string[] | null = null;
  const closeTable = () => {
    if (cells)
      out.push(cells.length > 0 || cell ? `<tr><td>${[...cells, cell].join('</td><td>')}</td></tr>` : '', '</table>');
    cells = null;
    cell = '';
  };
  // A field may reach over paragraphs: its instructions are no text.
  const fields: boolean[] = [];
  for (let start = from; start < to; ) {
    ENDS.lastIndex = start;
    const end = Math.min(to, (ENDS.exec(text)?.index ?? to - 1) + 1);
    const paragraph = properties.paragraph(end - 1);
    const shown = shownText(text, start, end, properties.marks, fields, paragraph);
    // An empty paragraph takes a number, too, one that is hidden does not.
    const number = properties.marks[end - 1]! & MARK.gone ? '' : numberOf(paragraph, numbering);
    const content = shown && `<p>${number}${shown}</p>`;
    if (!paragraph.inTable) {
      closeTable();
      out.push(content);
    } else {
      if (cells === null) out.push('<table>');
      cells ??= [];
      if (paragraph.rowEnd) {
        out.push(`<tr><td>${cells.join('</td><td>')}</td></tr>`);
        cells = [];
        cell = '';
      } else {
        cell += content;
        if (text[end - 1] === CELL) {
          cells.push(cell);
          cell = '';
        }
      }
    }
    start = end;
  }
  closeTable();
  return out.join('');
}

function numberOf({ list = 0, level = 0 }: Paragraph, numbering: Numbering): string {
  const mark = list > 0 ? numbering.next(list, level) : '';
  // A number right before a number would be read as one with it.
  return escaped(mark) + (/[\dA-Za-z.]$/.test(mark) ? ' ' : '');
}

/** A stretch of text as HTML; nothing when it shows nothing. `fields` tells of each open field whether its instructions are read. */
function shownText(
  text: string,
  start: number,
  end: number,
  marks: Uint8Array,
  fields: boolean[],
  { contents }: Paragraph,
): string {
  let html = '';
  let piece = '';
  let mark = 0;
  const flush = () => {
    const clean = escaped(piece.replace(PLACES, '').replaceAll('\x1e', '-'))
      .replaceAll('\v', '<br>')
      .replaceAll('\t', contents ? LEADER : '\t');
    const tag = mark & MARK.above ? 'sup' : mark & MARK.below ? 'sub' : '';
    if (clean) html += tag ? `<${tag}>${clean}</${tag}>` : clean;
    piece = '';
  };
  for (let at = start; at < end; at++) {
    const character = text[at]!;
    if (character === '\x13') fields.push(true);
    else if (character === '\x14') fields[fields.length - 1] = false;
    else if (character === '\x15') fields.pop();
    else if (!fields.includes(true) && !(marks[at]! & MARK.gone) && !/[\r\x07\f]/.test(character)) {
      if (marks[at] !== mark) {
        flush();
        mark = marks[at]!;
      }
      piece += character;
    }
  }
  flush();
  return html.trim() === '' ? '' : html;
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (character) => ESCAPES[character]!);
