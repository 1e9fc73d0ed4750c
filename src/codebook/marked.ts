/** Reads the compact mark-up of the examples: `{57|legal_aid.accepted}件`, `{16|-}个县`, `{12|legal_aid.accepted|growth}%`. */

export interface Mark {
  readonly start: number;
  readonly end: number;
  /** Ids that are right, '' among them where none is right too. */
  readonly codes: readonly string[];
  readonly said: readonly string[];
}

export interface MarkedText {
  /** File and 1-based line of its first line. */
  readonly at: string;
  readonly text: string;
  readonly marks: readonly Mark[];
}

const MARK = /\{([^{}|]*)\|([^{}|]*)(?:\|([^{}|]*))?\}/g;

/** Cuts a file at its lines `===` and takes the marks out of each piece. Places are those of the text without marks. */
export function readMarked(file: string, content: string): MarkedText[] {
  const out: MarkedText[] = [];
  let line = 1;
  for (const piece of content.split(/^===[^\n]*\n?/m)) {
    const { text, marks } = unmark(piece);
    if (marks.length > 0) out.push({ at: `${file}:${line}`, text, marks });
    line += piece.split('\n').length;
  }
  return out;
}

function unmark(piece: string): { text: string; marks: Mark[] } {
  const marks: Mark[] = [];
  let text = '';
  let at = 0;
  for (const hit of piece.matchAll(MARK)) {
    text += piece.slice(at, hit.index);
    at = hit.index + hit[0].length;
    const [, surface = '', code = '', said = ''] = hit;
    const codes = code
      .replace('?', '')
      .split('/')
      .map((id) => (id === '-' ? '' : id));
    if (code.endsWith('?') && !codes.includes('')) codes.push('');
    marks.push({ start: text.length, end: text.length + surface.length, codes, said: said.split(',').filter(Boolean) });
    text += surface;
  }
  return { text: text + piece.slice(at), marks };
}
