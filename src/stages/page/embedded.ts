import { align } from './align.js';
import { type DomNode, resolveReferences, walk } from './dom.js';
import type { Written } from './writer.js';

/** HTML or text that a page carries inside a script, an attribute or a field, with its place in the page's source. */
export interface Embedded {
  readonly html: string;
  /** For each unit of `html` its offset in the source. */
  readonly places: ArrayLike<number>;
}

/** Shorter pieces are no document. */
const SHORTEST = 40;
/** So many of the longest pieces are looked into. */
const MOST = 5;
const TAG = /<(?:p|div|br|span|section|table|article)\b/i;
const ESCAPED_TAG = /&lt;(?:p|div|br|span|section|table|article)\b/i;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0' };

/**
 * Finds pieces of a page that a browser would only show after running its scripts or opening its frames: string literals
 * of scripts (`var data = {"content": "<p>…"}`), `srcdoc`, `<textarea>`, hidden fields, `<noframes>`.
 * @returns the longest ones that can be a document, longest first
 */
export function embeddedIn(root: DomNode, source: string): Embedded[] {
  const found: Embedded[] = [];
  const keep = (piece: Embedded) => {
    if (piece.html.length >= SHORTEST && /[\u4e00-\u9fff]{2}/.test(piece.html)) found.push(opened(piece));
  };
  walk(root, (node) => {
    if (node.name === 'script' || node.name === 'noframes' || node.name === 'textarea') {
      const at = node.children?.[0]?.sourceCodeLocation;
      if (!at) return false;
      if (node.name === 'script') literals(rawPiece(source, at.startOffset, at.endOffset), keep, 2);
      else if (node.name === 'noframes') keep(rawPiece(source, at.startOffset, at.endOffset));
      else keep(piece(source, at.startOffset, at.endOffset, node.children![0]!.data!));
      return false;
    }
    const name = node.name === 'iframe' ? 'srcdoc' : node.name === 'input' ? 'value' : '';
    const value = name && node.attribs?.[name];
    const place = value && node.sourceCodeLocation?.attrs?.[name];
    if (place) keep(piece(source, place.startOffset + name.length + 1, place.endOffset, value));
    return true;
  });
  return found
    .filter(({ html }) => TAG.test(html) || html.split('。').length > 2)
    .sort((a, b) => b.html.length - a.html.length)
    .slice(0, MOST);
}

/** Sends places in an embedded piece on to the page's source. */
export function throughPiece(written: Written, { places }: Embedded): Written {
  return { text: written.text, source: written.source.map((place) => (place < 0 ? -1 : (places[place] ?? -1))) };
}

/** Text without tags keeps its line ends as a preformatted one does. */
export const hasTags = ({ html }: Embedded): boolean => TAG.test(html);

function rawPiece(source: string, start: number, end: number): Embedded {
  return { html: source.slice(start, end), places: Int32Array.from({ length: end - start }, (_, i) => start + i) };
}

function piece(source: string, start: number, end: number, value: string): Embedded {
  return { html: value, places: align(source, start, end, value) };
}

/** HTML whose tags are escaped once more: `&lt;p&gt;`. */
function opened(piece: Embedded): Embedded {
  const { html, places } = piece;
  if (TAG.test(html) || !ESCAPED_TAG.test(html)) return piece;
  const text = resolveReferences(html);
  const inner = align(html, 0, html.length, text);
  return { html: text, places: inner.map((place) => (place < 0 ? -1 : (places[place] ?? -1))) };
}

/** Calls `keep` with each string literal of a script, read; with those of a literal that is JSON itself, too. */
function literals(code: Embedded, keep: (piece: Embedded) => void, depth: number): void {
  const { html: text } = code;
  let noBackticks = false;
  for (let at = 0; at < text.length; at++) {
    const quote = text[at]!;
    if (quote !== '"' && quote !== "'" && (quote !== '`' || noBackticks)) continue;
    const end = endOfLiteral(text, at + 1, quote);
    if (end < 0) {
      // One that never ends hides all after it: each is looked for once.
      noBackticks ||= quote === '`';
      continue;
    }
    if (end - at > SHORTEST) {
      const read = unescaped(code, at + 1, end);
      if (depth > 0 && /^\s{0,9}[[{]/.test(read.html)) literals(read, keep, depth - 1);
      else keep(read);
    }
    at = end;
  }
}

/** Where a literal's closing quote stands; -1 when its line, or for a backtick the script, ends before. */
function endOfLiteral(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    const character = text[at]!;
    if (character === quote) return at;
    if (character === '\\') at++;
    else if (character === '\n' && quote !== '`') return -1;
  }
  return -1;
}

function unescaped({ html: text, places }: Embedded, from: number, to: number): Embedded {
  const out: string[] = [];
  const at: number[] = [];
  for (let i = from; i < to; i++) {
    at.push(places[i]!);
    if (text[i] !== '\\') {
      out.push(text[i]!);
      continue;
    }
    const code = /^(?:u([\da-f]{4})|x([\da-f]{2}))/i.exec(text.slice(i + 1, i + 6));
    const next = text[i + 1] ?? '';
    if (code) out.push(String.fromCharCode(Number.parseInt((code[1] ?? code[2])!, 16)));
    else out.push(ESCAPES[next] ?? next);
    i += code ? code[0].length : 1;
  }
  return { html: out.join(''), places: at };
}
