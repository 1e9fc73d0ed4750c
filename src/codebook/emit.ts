import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { openSegmenter } from '../batch/segmenter.js';
import type { Codebook } from '../types.js';
import { parseTerms } from './compile.js';
import { codebookLiterals, mergeDictionary, missingWords } from './dictionary.js';

/**
 * Writes what a run reads: codebook.json and codebook-examples.json, every other YAML file of the sources as JSON, the other
 * files as they are, and dict.txt, the dictionary with the codebook's words. The same sources give the same bytes.
 * @throws Error where a YAML file cannot be read, naming it.
 */
export function emit(codebook: Codebook, source: URL, target: URL): void {
  mkdirSync(target, { recursive: true });
  // Code among the data is the compiler's, which has run before.
  const isCode = (name: string) => /\.(?:[jt]s|map)$/.test(name);
  for (const name of readdirSync(target)) if (!isCode(name)) rmSync(new URL(name, target), { recursive: true });
  const write = (name: string, value: unknown) =>
    writeFileSync(new URL(`${name}.json`, target), `${JSON.stringify(value)}\n`);
  for (const name of readdirSync(source).sort()) {
    if (name === 'indicators' || name === 'words.txt' || isCode(name)) continue;
    if (name.endsWith('.yaml')) write(name.slice(0, -'.yaml'.length), readYaml(new URL(name, source)));
    else cpSync(new URL(name, source), new URL(name, target), { recursive: true });
  }
  const examples = Object.fromEntries(codebook.indicators.map((entry) => [entry.id, entry.examples]));
  write('codebook-examples', examples);
  const indicators = codebook.indicators.map((entry) => ({ ...entry, examples: { yes: [], no: [] } }));
  write('codebook', { ...codebook, indicators });
  write('codebook-terms', parseTerms(codebook));
  writeDictionary(codebook, new URL('words.txt', source), new URL('dict.txt', target));
}

/** Writes the dictionary with the codebook's words, whole or not at all. */
export function writeDictionary(codebook: Codebook, words: URL, target: URL): void {
  const { cut } = openSegmenter({ dictionary: fileURLToPath(words), prefer: '@node-rs/jieba' });
  const literals = codebookLiterals(codebook);
  const merged = mergeDictionary(readFileSync(words, 'utf8'), literals, missingWords(literals, cut));
  const beside = new URL(`${target.href}.${process.pid}`);
  writeFileSync(beside, merged);
  renameSync(beside, target);
}

function readYaml(file: URL): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${fileURLToPath(file)}: not valid YAML: ${(error as Error).message}`);
  }
}
