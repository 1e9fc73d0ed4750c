import { resolve } from 'node:path';
import { type Batch, mineFiles } from '../batch/batch.js';
import { findFiles } from '../batch/find.js';
import { failed } from '../batch/problems.js';
import { openProgress } from '../batch/progress.js';
import { closingLine, count, newTally, problemLine } from '../batch/report.js';
import type { Sink } from '../batch/sink.js';
import type { DocumentResult } from '../write/columns.js';
import type { Context, Outcome } from './context.js';
import { factSink } from './extract/sinks.js';
import { type MiningFlags, mineOptions, number } from './options.js';

export interface FactsFlags extends MiningFlags {
  readonly output?: string;
  readonly headers?: 'en' | 'zh';
  readonly bom?: boolean;
  readonly jobs?: string;
  readonly quiet?: boolean;
}

/** Writes the facts of each document with their candidates: a table to correct and to give back with `--facts`. */
export async function facts(
  paths: readonly string[],
  flags: FactsFlags,
  { io, openEngine }: Context,
): Promise<Outcome> {
  const options = await mineOptions(flags, io.cwd);
  const codebook = (flags.codebook ?? []).map((file) => resolve(io.cwd, file));
  const found = await findFiles(paths, io.cwd);
  const sink = await factSink(flags, found.files, io);
  const engine = await openEngine({ codebook });
  const jobs = flags.jobs === undefined ? undefined : number('--jobs', flags.jobs, 1, 64);
  const batch: Batch = {
    engine,
    codebook,
    cwd: io.cwd,
    options: { ...options, coverage: false },
    stdin: io.stdin,
    jobs,
  };
  const tally = { ...newTally(), skipped: found.skipped };
  const progress = await openProgress(found.files.length, io.stderr, flags.quiet === true);
  const put = (result: DocumentResult): Promise<void> => {
    count(tally, result, result.observations.length);
    for (const one of result.problems)
      if (one.severity === 'error' || !flags.quiet) io.stderr.write(`${problemLine(one)}\n`);
    return sink.document(result);
  };
  await written(sink, async () => {
    for (const missing of found.problems) await put(failed(missing));
    for await (const results of mineFiles(found.files, batch)) {
      for (const result of results) await put(result);
      progress.step(results[0]?.document.file ?? '');
    }
  }).finally(() => progress.stop());
  if (!flags.quiet) io.stderr.write(`${closingLine(tally)}\n`);
  return { errors: tally.errors, differences: 0 };
}

async function written(sink: Sink, fill: () => Promise<void>): Promise<void> {
  try {
    await sink.begin();
    await fill();
    await sink.end();
    await sink.commit();
  } catch (error) {
    await sink.discard();
    throw error;
  }
}
