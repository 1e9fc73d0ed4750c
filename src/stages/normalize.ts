/**
 * Maps every character of a document text to the form the later stages know, one to one: full-width digits, letters and
 * marks (％，：；（）．／－～) and the look-alikes of Chinese typing become half-width, blanks of every width become a
 * plain blank. 。、“”《》〔〕 and line feeds stay.
 *
 * In: the text as published. Out: a text of the same length, so that a place in one is a place in the other.
 */
export function normalize(text: string): string {
  return text.replace(WIDE, (c) => SPECIAL.get(c) ?? String.fromCharCode(c.charCodeAt(0) - 0xfee0));
}

/** Full-width ASCII (U+FF01–FF5E) lies 0xFEE0 above ASCII; its quotes and brackets of titles stay as they are. */
const SPECIAL = new Map<string, string>([
  ...['\r', '\u00a0', '\u1680', '\u202f', '\u205f', '\u3000', '\u200b', '\ufeff'].map((c) => [c, ' '] as const),
  ...Array.from({ length: 11 }, (_, i) => [String.fromCharCode(0x2000 + i), ' '] as const),
  ['\u2236', ':'],
  ['\ufe55', ':'],
  ['\ufe50', ','],
  ['\ufe54', ';'],
  ['\ufe59', '('],
  ['\ufe5a', ')'],
  ['\ufe6a', '%'],
  ['\u2212', '-'],
  ['\u2010', '-'],
  ['\u2011', '-'],
  ['\u301c', '~'],
  ['\u223c', '~'],
]);

const WIDE =
  /[\r\u00a0\u1680\u2000-\u200b\u2010\u2011\u202f\u205f\u2212\u2236\u223c\u3000\u301c\ufe50\ufe54\ufe55\ufe59\ufe5a\ufe6a\ufeff\uff01-\uff5e]/g;
