import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { codebookFiles } from './data.js';
import { emit } from './emit.js';
import { describeError, parseCodebook } from './load.js';
import { codebookRemarks } from './remarks.js';

/** The folder of the YAML sources, whether this runs as src/codebook/build.ts or as dist/codebook/build.js. */
const source = new URL('../../src/data/', import.meta.url);

/**
 * Validates the codebook in src/data and, without `--check`, writes dist/data. Prints every mistake with its place.
 * Exits 1 where something is wrong; remarks are printed with `--check` only and change nothing.
 */
function main(check: boolean): number {
  const { codebook, errors } = parseCodebook(codebookFiles(source));
  for (const error of errors) console.error(describeError({ ...error, file: `src/data/${error.file}` }));
  const remarks = check ? codebookRemarks(codebook) : [];
  for (const remark of remarks) console.error(`remark: ${remark}`);
  console.error(`codebook: ${codebook.indicators.length} indicators, ${errors.length} errors`);
  if (errors.length > 0) return 1;
  if (!check) emit(codebook, source, new URL('../../dist/data/', import.meta.url));
  return 0;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  process.exitCode = main(process.argv.includes('--check'));
