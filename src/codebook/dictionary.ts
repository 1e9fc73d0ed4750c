import type { Codebook } from '../types.js';
import { termWords } from './terms.js';

/**
 * Frequency given to the codebook's words in the built dictionary: that of a common word, so that a word of the codebook
 * wins over a chance word across its border (办结|案件 over 办|结案|件).
 */
const CODEBOOK_FREQUENCY = 20000;

/** A stretch that the dictionary does not know is taken for a word up to this length. */
const LONGEST_NEW_WORD = 4;

/** Words that turn the sense of the word behind them: with it they make one word, so that 受理 is not found in 不予受理. */
const NEGATIONS: ReadonlySet<string> = new Set(['不', '不予', '未', '未予', '尚未', '没有', '未能', '非']);

const HAN = /^[\u4e00-\u9fd5]+$/;

/** The literals of all terms of the codebook, without those that `known` already holds. */
export function codebookLiterals(codebook: Codebook, known?: Codebook): string[] {
  const terms = (book: Codebook) =>
    book.indicators.flatMap((entry) => [...entry.topic, ...entry.measure, ...entry.unless]);
  const before = new Set(known ? termWords(terms(known), known.synonyms) : []);
  return termWords(terms(codebook), codebook.synonyms).filter((literal) => !before.has(literal));
}

/**
 * The words that a dictionary lacks for these literals to fall on word boundaries: stretches it cuts into single characters
 * (普|法 → 普法), and negated words (不予|受理 → 不予受理). Compounds of known words are left alone, so that 申请 can still
 * be found in 行政复议申请.
 * @param cut the dictionary's own cutting.
 */
export function missingWords(literals: readonly string[], cut: (run: string) => string[]): string[] {
  const words = new Set<string>();
  const negated = new Set<string>();
  const runs = new Set<string>();
  for (const literal of literals) {
    if (literal.length < 2 || !HAN.test(literal)) continue;
    const pieces = cut(literal);
    if (pieces.length > 1 && literal.length <= LONGEST_NEW_WORD && NEGATIONS.has(pieces[0]!)) negated.add(literal);
    else for (const run of singleRuns(pieces)) if (run.length <= LONGEST_NEW_WORD) runs.add(run);
  }
  for (const run of [...runs].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    const rest = withoutKnown(run, words);
    if (rest.length > 1) words.add(rest);
  }
  return [...words, ...negated].sort();
}

/** The run without a word already taken at its start or its end: 办件量 with 办件 known is 量. */
function withoutKnown(run: string, words: ReadonlySet<string>): string {
  for (const word of words) {
    if (run.startsWith(word)) return run.slice(word.length);
    if (run.endsWith(word)) return run.slice(0, -word.length);
  }
  return run;
}

/** Stretches of two or more pieces of one character, joined. */
function singleRuns(pieces: readonly string[]): string[] {
  return pieces
    .map((piece) => (piece.length === 1 ? piece : ' '))
    .join('')
    .split(/ +/)
    .filter((run) => run.length > 1);
}

/**
 * The dictionary with the codebook's words: those it lacked, and its short literals raised to a common word's frequency.
 * @param dictionary lines `word frequency tag`.
 * @returns lines of the same form, sorted by word.
 */
export function mergeDictionary(dictionary: string, literals: readonly string[], missing: readonly string[]): string {
  const lines = new Map<string, string>();
  for (const line of dictionary.split(/\r?\n/)) if (line !== '') lines.set(line.slice(0, line.indexOf(' ')), line);
  for (const word of missing) lines.set(word, `${word} 0 n`);
  const short = literals.filter((literal) => literal.length > 1 && literal.length < 4 && lines.has(literal));
  const frequency = (word: string) => Number(lines.get(word)!.split(' ')[1]);
  const raised = [...new Set([...missing, ...short])].sort((a, b) => frequency(a) - frequency(b) || (a < b ? -1 : 1));
  // Each gets a frequency of its own: between two cuts of equal weight the engines would choose differently.
  raised.forEach((word, rank) => {
    const [, before, tag] = lines.get(word)!.split(' ');
    lines.set(word, `${word} ${Math.max(Number(before), CODEBOOK_FREQUENCY + rank)} ${tag}`);
  });
  const sorted = [...lines.keys()].sort();
  return `${sorted.map((word) => lines.get(word)).join('\n')}\n`;
}
