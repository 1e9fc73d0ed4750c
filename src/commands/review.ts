import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { findFiles } from '../batch/find.js';
import { fileOutput } from '../batch/output.js';
import { openProgress } from '../batch/progress.js';
import { closingLine, count, newTally, problemLine } from '../batch/report.js';
import { mineWhole } from '../batch/whole.js';
import { pack, placesIn } from '../review/pack.js';
import { reviewWriter, TEMPLATE } from '../review/writer.js';
import type { Problem } from '../types.js';
import { type Context, type Outcome, UsageError } from './context.js';
import { openDecisions } from './decisions.js';
import { type MiningFlags, mineOptions } from './options.js';
import { checkPage, withoutPage } from './page.js';

export interface ReviewFlags extends MiningFlags {
  readonly output: string;
  readonly decisions?: string;
  readonly quiet?: boolean;
}

/** Mines the inputs and writes a page in which people look through their figures and decide on them. */
export async function review(paths: readonly string[], flags: ReviewFlags, context: Context): Promise<Outcome> {
  const { io } = context;
  const target = resolve(io.cwd, flags.output);
  checkPage('-o', flags.output);
  const options = await mineOptions(flags, io.cwd);
  const found = await findFiles(paths, io.cwd);
  const files = withoutPage(found.files, paths, { flag: '-o', page: flags.output, cwd: io.cwd });
  const engine = await context.openEngine({ codebook: (flags.codebook ?? []).map((file) => resolve(io.cwd, file)) });
  const decisions = await openDecisions(flags.decisions, engine.codebook, io.cwd);
  const output = await fileOutput(target).catch((error: Error) => {
    throw new UsageError(`-o ${error.message}`);
  });
  const placeOf = placesIn(engine.codebook);
  const writer = reviewWriter(readFileSync(TEMPLATE, 'utf8'), engine.codebook, decisions);
  const tally = { ...newTally(), skipped: found.skipped };
  const problems: Problem[] = [];
  const progress = await openProgress(files.length, io.stderr, flags.quiet === true);
  try {
    await output.write(writer.begin());
    for await (const mined of mineWhole({ ...found, files }, engine, { ...io, options })) {
      count(tally, mined, mined.observations.length);
      problems.push(...mined.problems);
      await output.write(writer.document(pack(mined, placeOf)));
      progress.step(mined.document.file);
    }
    await output.write(writer.end());
    await output.commit();
  } catch (error) {
    await output.discard();
    throw error;
  } finally {
    progress.stop();
  }
  for (const one of problems) if (one.severity === 'error' || !flags.quiet) io.stderr.write(`${problemLine(one)}\n`);
  if (!flags.quiet) io.stderr.write(`${closingLine(tally)}\n`);
  return { errors: tally.errors, differences: 0 };
}
