import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Codebook, Indicator } from '../types.js';
import type { ParsedTerms } from './compile.js';
import { type CodebookFile, describeError, parseCodebook } from './load.js';

/** The folder that holds our data: dist/data in a build, src/data when the sources are run. */
export const dataFolder = new URL('../data/', import.meta.url);

const require = createRequire(import.meta.url);

/**
 * The content of the data file of this name (without ending): the JSON that the build made, else the YAML it is made of.
 * @throws Error where neither is there.
 */
export function readData<T>(name: string): T {
  const json = new URL(`${name}.json`, dataFolder);
  if (existsSync(json)) return JSON.parse(readFileSync(json, 'utf8')) as T;
  const yaml = new URL(`${name}.yaml`, dataFolder);
  if (!existsSync(yaml))
    throw new Error(
      `no data file "${name}" in ${fileURLToPath(dataFolder)}; run "npm run build", or install baoshu again`,
    );
  // Only where the sources are run: a build needs no YAML reader to start.
  return (require('yaml') as typeof import('yaml')).parse(readFileSync(yaml, 'utf8')) as T;
}

/** Paths and texts of the YAML files that make the codebook, in a stable order; paths relative to `folder`, with `/`. */
export function codebookFiles(folder: URL = dataFolder): CodebookFile[] {
  const indicators = readdirSync(new URL('indicators/', folder)).filter((name) => name.endsWith('.yaml'));
  const paths = [
    'units.yaml',
    'objects.yaml',
    'actions.yaml',
    ...indicators.sort().map((name) => `indicators/${name}`),
  ];
  return paths.map((path) => ({ path, text: readFileSync(new URL(path, folder), 'utf8') }));
}

/**
 * The codebook that baoshu ships. Built, its examples stand apart and are read only when asked for; else they are empty.
 * @throws Error where the sources are run and an entry is wrong.
 */
export function loadDefaultCodebook(options: { examples?: boolean } = {}): Codebook {
  if (existsSync(new URL('codebook.json', dataFolder))) {
    const codebook = readData<Codebook>('codebook');
    return options.examples ? withExamples(codebook) : codebook;
  }
  return sound(parseCodebook(codebookFiles()));
}

/** The terms of the shipped codebook as the build read them; none where the sources are run. */
export function builtTerms(): ParsedTerms {
  return existsSync(new URL('codebook-terms.json', dataFolder)) ? readData<ParsedTerms>('codebook-terms') : {};
}

/**
 * A codebook with the user's own files added to it.
 * @param files the files of `--codebook`, their text already read.
 * @throws Error naming every mistake in them, one a line.
 */
export function extendCodebook(base: Codebook, files: readonly CodebookFile[]): Codebook {
  return sound(tryExtension(base, files));
}

/** The same, where mistakes are told and the sound entries taken. */
export function tryExtension(base: Codebook, files: readonly CodebookFile[]): ReturnType<typeof parseCodebook> {
  return parseCodebook(files, { base, unitClasses: unitClasses() });
}

/** Names of the unit classes that an entry may name. */
export function unitClasses(): string[] {
  return Object.keys(readData<{ classes: Record<string, unknown> }>('units').classes);
}

function sound({ codebook, errors }: ReturnType<typeof parseCodebook>): Codebook {
  if (errors.length > 0) throw new Error(errors.map(describeError).join('\n'));
  return codebook;
}

function withExamples(codebook: Codebook): Codebook {
  const examples = readData<Record<string, Indicator['examples']>>('codebook-examples');
  return {
    ...codebook,
    indicators: codebook.indicators.map((indicator) => ({
      ...indicator,
      examples: examples[indicator.id] ?? indicator.examples,
    })),
  };
}
