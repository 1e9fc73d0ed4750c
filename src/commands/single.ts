import { resolve } from 'node:path';
import { problem } from '../batch/problems.js';
import { readInput } from '../batch/read.js';
import { problemLine } from '../batch/report.js';
import { INSIDE } from '../formats/endings.js';
import type { MineOptions, Source } from '../mine.js';
import type { Mined, Problem } from '../types.js';
import type { Context } from './context.js';
import { type MiningFlags, mineOptions } from './options.js';

/**
 * Mines one document whole, with all that `explain` and `text` show: a file, or a file of an archive by the name that tables
 * give it, `archive.zip!/inner/name.html`. Problems go to standard error.
 */
export async function mineSingle(
  file: string,
  flags: MiningFlags,
  { io, openEngine }: Context,
  more: Pick<MineOptions, 'reasons'> = {},
): Promise<{ readonly mined: Mined | null; readonly errors: number }> {
  const options = await mineOptions(flags, io.cwd);
  const engine = await openEngine({ codebook: (flags.codebook ?? []).map((name) => resolve(io.cwd, name)) });
  const outer = file.split(INSIDE, 1)[0]!;
  const read = await readInput(outer, io.cwd, io.stdin);
  const { encoding } = options;
  const source = 'problem' in read ? read : chosen(file, await engine.open(read.bytes, outer, { encoding }));
  const mined = 'file' in source ? engine.mineSource(source, { ...options, ...more }) : null;
  const problems: readonly Problem[] = 'file' in source ? mined!.problems : [source.problem];
  for (const one of problems) io.stderr.write(`${problemLine(one)}\n`);
  return { mined, errors: problems.filter(({ severity }) => severity === 'error').length };
}

/** The source of this name, or the only one. */
function chosen(file: string, sources: readonly Source[]): Source | { readonly problem: Problem } {
  const found = sources.find((source) => source.file === file) ?? (file.includes(INSIDE) ? undefined : sources[0]);
  if (found && (found.file === file || sources.length === 1)) return found;
  const names = sources.slice(0, 5).map((source) => `'${source.file}'`);
  const rest = sources.length > names.length ? ` and ${sources.length - names.length} more` : '';
  const message = `name one of the ${sources.length} documents in it: ${names.join(', ')}${rest}`;
  return { problem: problem(file, 'which-document', message) };
}
