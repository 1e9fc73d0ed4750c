/** A word segmenter that has its dictionary loaded. It is opened at the edge and handed in. */
export interface Segmenter {
  readonly name: 'nodejieba' | '@node-rs/jieba';
  /** Cuts a run of Han characters into words without guessing at unknown ones; the pieces joined are the run. */
  cut(run: string): string[];
}

/** The Han characters that dictionaries know. Rarer ones, 〇 and 々 stand alone, and so does everything else. */
const HAN_RUN = /[\u4e00-\u9fd5]+/g;

/**
 * Where words start: 1 at each index of the text at which a word starts, and at the text's end; length is `norm.length + 1`,
 * so that `starts[from] && starts[to]` says whether [from, to) falls on word boundaries. Each character that is not Han is a
 * word of its own; a surrogate pair is one character, a lone surrogate too. Only runs of Han are given to the segmenter.
 * @throws Error where the segmenter's pieces are not the run it was given.
 */
export function wordStarts(norm: string, segmenter: Segmenter): Uint8Array {
  const starts = new Uint8Array(norm.length + 1).fill(1);
  for (let i = 1; i < norm.length; i++) if (isPair(norm, i)) starts[i] = 0;
  for (const match of norm.matchAll(HAN_RUN)) {
    const run = match[0];
    if (run.length > 1) markRun(run, match.index, segmenter, starts);
  }
  return starts;
}

function markRun(run: string, offset: number, segmenter: Segmenter, starts: Uint8Array): void {
  starts.fill(0, offset, offset + run.length);
  let at = 0;
  for (const piece of segmenter.cut(run)) {
    if (piece === '' || !run.startsWith(piece, at)) throw broken(run, segmenter);
    starts[offset + at] = 1;
    at += piece.length;
  }
  if (at !== run.length) throw broken(run, segmenter);
}

function broken(run: string, segmenter: Segmenter): Error {
  return new Error(`${segmenter.name} did not give back the text it was to cut: "${run.slice(0, 40)}"`);
}

/** Whether index i stands inside a surrogate pair. */
function isPair(text: string, i: number): boolean {
  const low = text.charCodeAt(i) & 0xfc00;
  return low === 0xdc00 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800;
}
