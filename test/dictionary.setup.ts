import { mkdirSync } from 'node:fs';
import { codebookFiles } from '../src/codebook/data.js';
import { writeDictionary } from '../src/codebook/emit.js';
import { parseCodebook } from '../src/codebook/load.js';

/** Makes the dictionary that the build makes, so that tests of the sources cut words as a build does. */
export function setup(): void {
  const data = new URL('../dist/data/', import.meta.url);
  mkdirSync(data, { recursive: true });
  const { codebook } = parseCodebook(codebookFiles());
  writeDictionary(codebook, new URL('../src/data/words.txt', import.meta.url), new URL('dict.txt', data));
}
