import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { missingWords } from '../codebook/dictionary.js';
import type { Segmenter } from '../stages/segment/index.js';

export type SegmenterName = Segmenter['name'];

export interface SegmenterOptions {
  /** Path of a dictionary of lines `word frequency tag`; by default the built one. */
  readonly dictionary?: string;
  /** Literals of terms that the dictionary was not built with (those of `--codebook`). */
  readonly literals?: readonly string[];
  /** Engine to use; by default BAOSHU_SEGMENTER (`nodejieba` or `node-rs`), else nodejieba where it loads. */
  readonly prefer?: SegmenterName;
}

type Engine = Segmenter & { insert(words: readonly string[]): void };

/** What is used of nodejieba. Spelt out because its own types are missing where it could not be installed. */
interface Nodejieba {
  load(files: Readonly<Record<'dict' | 'hmmDict' | 'userDict' | 'idfDict' | 'stopWordDict', string>>): void;
  cut(run: string): string[];
  insertWord(word: string): boolean;
}

const require = createRequire(import.meta.url);

const ENGINE_NAMES: Readonly<Record<string, SegmenterName>> = {
  nodejieba: 'nodejieba',
  'node-rs': '@node-rs/jieba',
  '@node-rs/jieba': '@node-rs/jieba',
};

/**
 * Opens a segmenter: nodejieba where it is installed and loads, else @node-rs/jieba; both cut alike. Takes some 0.1 s and is
 * done once a process.
 * @throws Error where the engine asked for cannot be had, or no dictionary is there.
 */
export function openSegmenter(options: SegmenterOptions = {}): Segmenter {
  const dictionary = options.dictionary ?? defaultDictionary();
  if (!existsSync(dictionary))
    throw new Error(`no dictionary at ${dictionary}; run "npm run build", or install baoshu again`);
  const wanted = options.prefer ?? engineFromEnvironment();
  const engine =
    wanted === '@node-rs/jieba' ? openNodeRs(dictionary) : openNodejieba(dictionary, wanted === 'nodejieba');
  const missing = options.literals?.length ? missingWords(options.literals, engine.cut) : [];
  if (missing.length > 0) engine.insert(missing);
  return { name: engine.name, cut: engine.cut };
}

function engineFromEnvironment(): SegmenterName | null {
  const wanted = process.env.BAOSHU_SEGMENTER;
  if (!wanted) return null;
  const name = ENGINE_NAMES[wanted];
  if (!name) throw new Error(`BAOSHU_SEGMENTER is "${wanted}"; it may be nodejieba or node-rs`);
  return name;
}

/** The dictionary with the codebook's words that the build made; the bare one where nothing was built. */
function defaultDictionary(): string {
  const places = ['../data/dict.txt', '../../dist/data/dict.txt', '../data/words.txt'];
  const found = places.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url));
  return fileURLToPath(found ?? new URL(places[0]!, import.meta.url));
}

/** nodejieba, or @node-rs/jieba in its stead unless `must`. It is an optional dependency: only loading it tells. */
function openNodejieba(dictionary: string, must: boolean): Engine {
  try {
    return loadNodejieba(dictionary);
  } catch (error) {
    if (!must) return openNodeRs(dictionary);
    const reason = (error as Error).message.split('\n')[0];
    throw new Error(`nodejieba cannot be used: ${reason}; try "npm rebuild nodejieba", or unset BAOSHU_SEGMENTER`);
  }
}

function loadNodejieba(dictionary: string): Engine {
  const data = (name: string) => fileURLToPath(new URL(`../data/jieba/${name}.txt`, import.meta.url));
  // Its own model, idf and stop words take ten times as long to load and serve nothing here.
  const files = {
    dict: dictionary,
    hmmDict: data('hmm'),
    userDict: data('user'),
    idfDict: data('idf'),
    stopWordDict: data('stop'),
  };
  for (const path of Object.values(files)) {
    // It ends the process on a file that it cannot open; on Windows that is any path outside ASCII.
    if (!existsSync(path)) throw new Error(`no file ${path}`);
    if (process.platform === 'win32' && /[^\0-\x7f;|]/.test(path)) throw new Error(`it cannot open ${path}`);
  }
  const nodejieba = require('nodejieba') as Nodejieba;
  nodejieba.load(files);
  return {
    name: 'nodejieba',
    cut: (run) => nodejieba.cut(run),
    insert: (words) => {
      for (const word of words) nodejieba.insertWord(word);
    },
  };
}

function openNodeRs(dictionary: string): Engine {
  const { Jieba } = require('@node-rs/jieba') as typeof import('@node-rs/jieba');
  const bytes = readFileSync(dictionary);
  const jieba = Jieba.withDict(bytes);
  return {
    name: '@node-rs/jieba',
    cut: (run) => jieba.cut(run, false),
    insert: (words) => {
      const frequency = medianFrequency(bytes.toString('utf8'));
      jieba.loadDict(Buffer.from(words.map((word) => `${word} ${frequency} n\n`).join('')));
    },
  };
}

/** The frequency that nodejieba gives to an inserted word, so that both engines weigh it alike. */
function medianFrequency(dictionary: string): number {
  const frequencies = Array.from(dictionary.matchAll(/ (\d+) /g), (match) => Number(match[1]));
  return frequencies.sort((a, b) => a - b)[frequencies.length >> 1] ?? 1;
}
