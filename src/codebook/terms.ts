/** The small language in which the codebook writes its terms: literals, `…` gaps, `<set>`s and `(a|b)` alternatives. */

/** A term that cannot be read; the message says what to write instead. */
export class TermError extends Error {
  override readonly name = 'TermError';
}

export type Synonyms = Readonly<Record<string, readonly string[]>>;

/** More readings of one slot than this are a mistake in the term, not a wish. */
const MOST_ALTERNATIVES = 400;

/** Full-width forms that normalized text never holds, with what stands in their place. */
const FULL_WIDTH: Readonly<Record<string, string>> = {
  '，': ',',
  '：': ':',
  '；': ';',
  '（': '(',
  '）': ')',
  '％': '%',
  '｜': '|',
};

/**
 * Reads a term into its slots in order; anything may stand between two slots. Each slot is the list of literal readings it has,
 * sets and alternatives multiplied out: `(新|)收到<案>…审结` → `[['新收到案件', …], ['审结']]`.
 * @throws TermError where the term is malformed, names an unknown set or could match nothing.
 */
export function parseTerm(term: string, synonyms: Synonyms): string[][] {
  for (const [wide, narrow] of Object.entries(FULL_WIDTH))
    if (term.includes(wide))
      throw new TermError(`holds the full-width "${wide}", which normalized text never has; write "${narrow}"`);
  if (term.includes('...')) throw new TermError('a gap is written "…" (one character), not "..."');
  if (/\s/.test(term)) throw new TermError('holds a blank; leave blanks out');
  return term.split(/…+/).map((piece) => slot(piece, synonyms));
}

/** All words the terms can stand for: every reading of every slot, each once, in order of first appearance. */
export function termWords(terms: Iterable<string>, synonyms: Synonyms): string[] {
  const words = new Set<string>();
  for (const term of terms)
    for (const alternatives of parseTerm(term, synonyms)) for (const a of alternatives) words.add(a);
  return [...words];
}

function slot(piece: string, synonyms: Synonyms): string[] {
  if (piece === '') throw new TermError('"…" must stand between two words: take it off the start or the end');
  let readings = [''];
  let at = 0;
  while (at < piece.length) {
    const [options, next] = part(piece, at, synonyms);
    readings = readings.flatMap((head) => options.map((tail) => head + tail));
    if (readings.length > MOST_ALTERNATIVES)
      throw new TermError(`has over ${MOST_ALTERNATIVES} readings; split it into several terms`);
    at = next;
  }
  if (readings.includes('')) throw new TermError(`"${piece}" can be empty; at least one word must always be there`);
  return [...new Set(readings)];
}

/** One literal stretch, set or group starting at `at`, and the index behind it. */
function part(piece: string, at: number, synonyms: Synonyms): [readonly string[], number] {
  const first = piece[at];
  if (first === '<') return set(piece, at, synonyms);
  if (first === '(') return group(piece, at, synonyms);
  if (first === ')' || first === '>') throw new TermError(`"${first}" closes nothing`);
  if (first === '|') throw new TermError('"|" stands outside parentheses; write (a|b), or two terms');
  const rest = piece.slice(at).search(/[<>()|]/);
  const end = rest < 0 ? piece.length : at + rest;
  return [[piece.slice(at, end)], end];
}

function set(piece: string, at: number, synonyms: Synonyms): [readonly string[], number] {
  const end = piece.indexOf('>', at);
  if (end < 0) throw new TermError('"<" is not closed by ">"');
  const name = piece.slice(at + 1, end);
  if (!Object.hasOwn(synonyms, name)) {
    const near = nearest(name, Object.keys(synonyms));
    const advice = near ? `did you mean <${near}>?` : 'define it under "synonyms:" or write the words out as (a|b)';
    throw new TermError(`names the unknown set <${name}>; ${advice}`);
  }
  return [synonyms[name]!, end + 1];
}

function group(piece: string, at: number, synonyms: Synonyms): [readonly string[], number] {
  const end = piece.indexOf(')', at);
  if (end < 0) throw new TermError('"(" is not closed by ")"');
  const inside = piece.slice(at + 1, end);
  if (inside.includes('(')) throw new TermError('parentheses inside parentheses; write the alternatives out flat');
  if (!inside.includes('|'))
    throw new TermError(
      `"(${inside})" has no "|"; write (${inside}|) when it is optional, and "…" for words in parentheses`,
    );
  const options = inside.split('|').flatMap((option) => (option === '' ? [''] : slot(option, synonyms)));
  return [options, end + 1];
}

/** The candidate at the smallest edit distance from `word`, when that is small enough for a slip of the pen; else null. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let least = (word.length < 5 ? 1 : 2) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word, candidate);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
