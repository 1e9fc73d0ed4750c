import { createHash } from 'node:crypto';
import type { Problem } from '../types.js';
import type { DocumentResult } from '../write/columns.js';

/** What a text is known by. */
export interface Fingerprint {
  /** Hash of the text without its blanks. */
  readonly whole: string;
  /** The least hashes of its sentences, ascending: a sample that is alike for alike texts (bottom-k MinHash). */
  readonly sentences: readonly number[];
}

/** Sentences in the sample. */
const SAMPLE = 64;
/** A sentence of fewer characters, and a text of fewer sentences, is like many others by chance. */
const SHORTEST = 8;
const FEWEST = 8;
/** Share of sentences, of all that either text has, that both have when they are nearly the same. */
const NEARLY = 0.8;

/** Takes the fingerprint of a document text. */
export function fingerprintOf(text: string): Fingerprint {
  const bare = text.replace(/\s+/g, '');
  const hashes = new Set<number>();
  for (const sentence of text.split(/[。！？；;!?\n]/)) {
    const words = sentence.replace(/\s+/g, '');
    if (words.length >= SHORTEST) hashes.add(hash(words));
  }
  const sentences = [...hashes].sort((a, b) => a - b).slice(0, SAMPLE);
  return { whole: createHash('sha256').update(bare).digest('hex'), sentences };
}

/** FNV-1a over UTF-16 units, with a last mix so that the least values are a fair sample. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** Share of their sentences that two texts have in common, as their samples tell. */
export function likeness(a: readonly number[], b: readonly number[]): number {
  let shared = 0;
  let seen = 0;
  for (let i = 0, k = 0; seen < SAMPLE && (i < a.length || k < b.length); seen++) {
    const left = a[i] ?? Number.POSITIVE_INFINITY;
    const right = b[k] ?? Number.POSITIVE_INFINITY;
    if (left === right) shared++;
    if (left <= right) i++;
    if (right <= left) k++;
  }
  return seen === 0 ? 0 : shared / seen;
}

/** The documents of a batch so far, by what they are known again. Documents must come in the order of the batch. */
export class Seen {
  readonly #byText = new Map<string, string>();
  readonly #documents: { readonly file: string; readonly sentences: readonly number[] }[] = [];
  readonly #bySentence = new Map<number, number[]>();

  /** Says of a document which earlier one has the same text (`duplicate_of`, and a warning), or nearly the same (a warning). */
  mark<R extends DocumentResult>(result: R, fingerprint: Fingerprint | undefined): R {
    const { file } = result.document;
    const marked = (first: string, problems: readonly Problem[]): R => ({
      ...result,
      document: { ...result.document, duplicate_of: first },
      problems: [...result.problems, ...problems],
    });
    if (!fingerprint) return marked('', []);
    const first = this.#byText.get(fingerprint.whole);
    if (first !== undefined)
      return marked(first, [warning(file, 'duplicate', `has the same text as ${first}; its rows stand there too`)]);
    this.#byText.set(fingerprint.whole, file);
    const near = this.#nearest(fingerprint.sentences);
    this.#add(file, fingerprint.sentences);
    if (!near) return marked('', []);
    const share = `${Math.round(near.share * 100)} % of the sentences`;
    return marked('', [warning(file, 'near-duplicate', `is nearly the same as ${near.file} (about ${share})`)]);
  }

  #nearest(sentences: readonly number[]): { readonly file: string; readonly share: number } | null {
    if (sentences.length < FEWEST) return null;
    const common = new Map<number, number>();
    for (const one of sentences)
      for (const document of this.#bySentence.get(one) ?? []) common.set(document, (common.get(document) ?? 0) + 1);
    let best: { readonly file: string; readonly share: number } | null = null;
    for (const [index, count] of common) {
      if (count < sentences.length / 2) continue;
      const share = likeness(this.#documents[index]!.sentences, sentences);
      const { file } = this.#documents[index]!;
      if (share >= NEARLY && share > (best?.share ?? 0)) best = { file, share };
    }
    return best;
  }

  #add(file: string, sentences: readonly number[]): void {
    if (sentences.length < FEWEST) return;
    const index = this.#documents.push({ file, sentences }) - 1;
    for (const one of sentences) {
      const documents = this.#bySentence.get(one);
      if (documents) documents.push(index);
      else this.#bySentence.set(one, [index]);
    }
  }
}

const warning = (file: string, code: string, message: string): Problem => ({
  file,
  severity: 'warning',
  code,
  message: `${file}: ${message}; --exclude leaves one of them out`,
});
