import type { Heading, Sentence, Span, Structure } from '../../types.js';
import type { Reading } from './scan.js';

/** What a figure stands in: its sentence and the words of its clause. */
export interface Place {
  readonly reading: Reading;
  /** Index of the sentence. */
  readonly index: number;
  readonly sentence: Sentence;
  /** Where its clause starts: after the last , 。 ; : ( or the like, never inside a number. */
  readonly clause: number;
  /** The words of the clause before the number and its hedges, from the figure before on. */
  readonly before: string;
  /** All words of the clause before the number, earlier figures among them. */
  readonly lead: string;
  /** The words before the number that stand near, across commas. */
  readonly wide: string;
  /** Whether only 、 和 or the like parts it from the figure before. */
  readonly listed: boolean;
}

const LONGEST = 120;
const WIDE = 30;

function clauseStart(norm: string, from: number, at: number): number {
  for (let i = at - 1; i >= Math.max(from, at - LONGEST); i--) {
    const c = norm[i]!;
    if (c === ',' && /\d/.test(norm[i - 1] ?? '') && /\d{3}/.test(norm.slice(i + 1, i + 4))) continue;
    if (c === ':' && /\d/.test(norm[i - 1] ?? '') && /[\d ]/.test(norm[i + 1] ?? '')) continue;
    if (',。;:!?\n\t('.includes(c)) return i + 1;
  }
  return Math.max(from, at - LONGEST);
}

const LIST = /^ ?(?:[、和与及,:]|以及)?(?:和|与|及)? ?$/;

/** Places every reading in its sentence; one that stands in none (a heading, furniture) is left out. */
export function placesOf(norm: string, readings: readonly Reading[], structure: Structure): Place[] {
  const places: Place[] = [];
  let s = 0;
  for (const reading of readings) {
    while (s < structure.sentences.length && structure.sentences[s]!.end <= reading.start) s++;
    const sentence = structure.sentences[s];
    if (!sentence || sentence.start > reading.start) continue;
    const clause = clauseStart(norm, sentence.start, reading.extent.start);
    const prev = places.at(-1);
    const same = prev !== undefined && prev.index === s;
    const from = same ? Math.max(clause, Math.min(prev.reading.extent.end, reading.extent.start)) : clause;
    const gap = same ? norm.slice(prev.reading.extent.end, reading.extent.start) : '';
    places.push({
      reading,
      index: s,
      sentence,
      clause,
      before: norm.slice(from, reading.extent.start).trimEnd(),
      lead: norm.slice(clause, reading.extent.start).trimEnd(),
      wide: norm
        .slice(Math.max(sentence.start, reading.extent.start - WIDE), reading.extent.start)
        .split(/[。;]/)
        .at(-1)!,
      listed: same && /[、和与及,:]/.test(gap) && LIST.test(gap),
    });
  }
  return places;
}

/** Words of the headings over a sentence, outermost first. */
export const pathWords = (norm: string, path: readonly Heading[]): string =>
  path.map((heading) => heading.text || norm.slice(heading.start, heading.end)).join('\n');

export const textOf = (norm: string, { start, end }: Span): string => norm.slice(start, end);

const NUMERALS = '零一二三四五六七八九十';

/** The years of the last five-year plan named: “十五五” is 2026 to 2030. */
export function fiveYears(words: string): { from: number; to: number } | null {
  const hit = [...words.matchAll(/十([一二三四五六七])五/g)].at(-1);
  if (!hit) return null;
  const from = 2001 + 5 * NUMERALS.indexOf(hit[1]!);
  return { from, to: from + 4 };
}
