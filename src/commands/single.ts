import { resolve } from 'node:path';
import { readInput } from '../batch/read.js';
import { problemLine } from '../batch/report.js';
import type { Mined, Problem } from '../types.js';
import type { Context } from './context.js';
import { type MiningFlags, mineOptions } from './options.js';

/** Mines one file whole, with all that `explain` and `text` show. Problems go to standard error. */
export async function mineSingle(
  file: string,
  flags: MiningFlags,
  { io, openEngine }: Context,
): Promise<{ readonly mined: Mined | null; readonly errors: number }> {
  const options = await mineOptions(flags);
  const engine = await openEngine({ codebook: (flags.codebook ?? []).map((name) => resolve(io.cwd, name)) });
  const read = await readInput(file, io.cwd, io.stdin);
  const mined = 'problem' in read ? null : engine.mine(read.bytes, file, options);
  const problems: readonly Problem[] = 'problem' in read ? [read.problem] : mined!.problems;
  for (const one of problems) io.stderr.write(`${problemLine(one)}\n`);
  return { mined, errors: problems.filter(({ severity }) => severity === 'error').length };
}
