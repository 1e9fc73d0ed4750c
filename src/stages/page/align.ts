import { resolveReferences } from './dom.js';

const REFERENCE = /&(?:#(?:x[0-9a-f]{1,8}|\d{1,9})|[a-z][a-z0-9]{1,31});?/iy;

const resolved = new Map<string, string>();

/**
 * Finds, for each unit of a parsed text, its place in the source it was parsed from: through character references,
 * dropped carriage returns, and tags that the parser threw away.
 * @param source the whole source
 * @param start where the text's source begins
 * @param end where it ends
 * @param data the parsed text
 * @returns offsets in `source`; -1 where none was found. At each offset stands the same character, or the `&` of its reference.
 */
export function align(source: string, start: number, end: number, data: string): Int32Array {
  const places = new Int32Array(data.length).fill(-1);
  let at = start;
  for (let i = 0; i < data.length; ) {
    if (at >= end) break;
    const reference = source[at] === '&' ? referenceAt(source, at, end) : null;
    if (reference && data.startsWith(reference.text, i)) {
      for (let k = 0; k < reference.text.length; k++) places[i + k] = at;
      i += reference.text.length;
      at += reference.length;
    } else if (source[at] === data[i]) {
      places[i++] = at++;
    } else if (source[at] === '\r' && data[i] === '\n') {
      if (source[at + 1] === '\n') places[i] = ++at;
      i++;
      at++;
    } else {
      at = source[at] === '<' ? afterTag(source, at, end) : at + 1;
    }
  }
  return places;
}

function afterTag(source: string, at: number, end: number): number {
  const comment = source.startsWith('<!--', at);
  const close = source.indexOf(comment ? '-->' : '>', at);
  return close < 0 ? end : close + (comment ? 3 : 1);
}

/** The reference at a place, and how much of the source it takes (`&nbsp` may run into the next word). */
function referenceAt(
  source: string,
  at: number,
  end: number,
): { readonly text: string; readonly length: number } | null {
  REFERENCE.lastIndex = at;
  const raw = REFERENCE.exec(source)?.[0];
  if (raw === undefined || at + raw.length > end) return null;
  const text = resolve(raw);
  let tail = 0;
  while (tail < text.length - 1 && text[text.length - 1 - tail] === raw[raw.length - 1 - tail]) tail++;
  return text === raw ? null : { text: text.slice(0, text.length - tail), length: raw.length - tail };
}

function resolve(raw: string): string {
  const known = resolved.get(raw);
  if (known !== undefined) return known;
  const number = /^&#(x?)([0-9a-f]+);$/i.exec(raw);
  const code = number ? Number.parseInt(number[2]!, number[1] ? 16 : 10) : 0;
  // Lower codes are remapped by the standard: the parser knows how.
  const text = code >= 0xa0 && code < 0xd800 ? String.fromCharCode(code) : resolveReferences(raw);
  if (resolved.size < 10_000) resolved.set(raw, text);
  return text;
}
