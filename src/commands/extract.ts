import { resolve } from 'node:path';
import { type Batch, mineFiles } from '../batch/batch.js';
import { Seen } from '../batch/duplicates.js';
import { type DocumentFilter, documentTest, keepFiles } from '../batch/filter.js';
import { type Found, findFiles } from '../batch/find.js';
import type { BatchResult } from '../batch/mine-one.js';
import { failed } from '../batch/problems.js';
import { openProgress } from '../batch/progress.js';
import { closingLine, count, countProblems, newTally, problemLine } from '../batch/report.js';
import { idPattern, select } from '../batch/select.js';
import type { Sink } from '../batch/sink.js';
import { unmet } from '../decisions.js';
import { StatedUse } from '../stated.js';
import type { Codebook, Problem } from '../types.js';
import { type Context, type Outcome, UsageError } from './context.js';
import { openDecisions } from './decisions.js';
import { checkFormat, checkTargets, type OutputFlags, openSinks } from './extract/sinks.js';
import { type DocumentFlags, documentFilter, type NameFlags, nameFilter } from './filters.js';
import { type MiningFlags, mineOptions, number } from './options.js';
import { withoutPage } from './page.js';

export interface ExtractFlags extends MiningFlags, NameFlags, DocumentFlags, OutputFlags {
  /** File of decisions that the review page exported. */
  readonly decisions?: string;
  readonly coded?: boolean;
  readonly jobs?: string;
  readonly quiet?: boolean;
}

/** Mines the inputs and writes one table of their figures, to standard output or to a file that appears whole or not at all. */
export async function extract(paths: readonly string[], flags: ExtractFlags, context: Context): Promise<Outcome> {
  const { io } = context;
  const format = checkFormat(flags);
  const options = await mineOptions(flags, io.cwd);
  const jobs = flags.jobs === undefined ? undefined : number('--jobs', flags.jobs, 1, 64);
  const codebook = (flags.codebook ?? []).map((file) => resolve(io.cwd, file));
  const names = nameFilter(flags);
  const filter = documentFilter(flags);
  const found = await foundFor(paths, flags, io.cwd);
  checkTargets(flags, found.files, io.cwd);
  const files = keepFiles(found.files, names);
  if (files.length === 0 && found.files.length > 0)
    throw new UsageError(`--include and --exclude leave none of ${found.files.length} files; check the patterns`);
  const engine = await context.openEngine({ codebook });
  checkPatterns(flags.only ?? [], engine.codebook);
  const decisions = await openDecisions(flags.decisions, engine.codebook, io.cwd);
  const sinks = await openSinks(flags, engine.codebook, io, { options: chosen(flags), decisions });
  const batch: Batch = {
    engine,
    codebook,
    cwd: io.cwd,
    options: { ...options, decisions, coverage: showsCoverage(format, flags) },
    stdin: io.stdin,
    jobs,
    names,
    paged: flags.review !== undefined,
  };
  return writeTables({ ...found, files }, batch, {
    sinks,
    flags,
    filter,
    left: found.files.length - files.length,
    io,
  });
}

/** Whether anything that is written tells what a document covers; looking for it costs as much as a third of the rest. */
const showsCoverage = (format: string, { coverage, review, layout }: ExtractFlags): boolean =>
  coverage !== undefined || review !== undefined || layout === 'wide' || (format !== 'csv' && format !== 'ndjson');

async function foundFor(paths: readonly string[], { review }: ExtractFlags, cwd: string): Promise<Found> {
  const found = await findFiles(paths, cwd);
  if (review === undefined) return found;
  return { ...found, files: withoutPage(found.files, paths, { flag: '--review', page: review, cwd }) };
}

interface Target {
  readonly sinks: readonly Sink[];
  readonly flags: ExtractFlags;
  readonly filter: DocumentFilter;
  /** Files left out by their names. */
  readonly left: number;
  readonly io: Context['io'];
}

async function writeTables(found: Found, batch: Batch, { sinks, flags, filter, left, io }: Target): Promise<Outcome> {
  const tally = { ...newTally(), skipped: found.skipped, left };
  const problems: Problem[] = [];
  const selection = { only: flags.only ?? [], coded: flags.coded === true };
  const wanted = documentTest(filter);
  const seen = new Seen();
  const met = new Set<string>();
  const stated = new StatedUse(batch.options.facts ?? []);
  const put = async ({ fingerprint, page, ...mined }: BatchResult): Promise<void> => {
    met.add(mined.document.sha256);
    stated.meet(mined.document.file);
    const fits = wanted(mined);
    if (fits !== true) {
      tally.left++;
      if (fits) countProblems(tally, [fits]);
      if (fits) problems.push(fits);
      return;
    }
    const result = seen.mark(mined, fingerprint);
    const kept = select(result, selection);
    count(tally, result, kept.observations.length);
    problems.push(...result.problems);
    for (const sink of sinks) await sink.document(kept, page);
  };
  const progress = await openProgress(found.files.length, io.stderr, flags.quiet === true);
  try {
    for (const sink of sinks) await sink.begin();
    for (const missing of found.problems) await put(failed(missing));
    for await (const results of mineFiles(found.files, batch)) {
      for (const result of results) await put(result);
      progress.step(results[0]?.document.file ?? '');
    }
    for (const sink of sinks) await sink.end();
    for (const sink of sinks) await sink.commit();
  } catch (error) {
    for (const sink of sinks) await sink.discard();
    throw error;
  } finally {
    progress.stop();
  }
  const stale = [
    ...unmet(batch.options.decisions ?? {}, met, flags.decisions ?? ''),
    ...stated.unmet(flags.facts ?? ''),
  ];
  countProblems(tally, stale);
  problems.push(...stale);
  for (const one of problems) if (one.severity === 'error' || !flags.quiet) io.stderr.write(`${problemLine(one)}\n`);
  if (!flags.quiet) io.stderr.write(`${closingLine(tally)}\n`);
  return { errors: tally.errors, differences: 0 };
}

const SHAPING: readonly (keyof ExtractFlags)[] = [
  'codebook',
  'encoding',
  'year',
  'region',
  'facts',
  'include',
  'exclude',
  'kind',
  'keepYears',
  'decisions',
  'only',
  'coded',
];

/** The flags that say what was mined and kept, for the record. */
const chosen = (flags: ExtractFlags): Record<string, unknown> =>
  Object.fromEntries(SHAPING.flatMap((key) => (flags[key] === undefined ? [] : [[key, flags[key]]])));

function checkPatterns(patterns: readonly string[], { indicators }: Codebook): void {
  for (const pattern of patterns) {
    const test = idPattern(pattern);
    if (!indicators.some(({ id }) => test(id))) {
      throw new UsageError(
        `--only: no indicator fits '${pattern}'; 'baoshu indicators' lists them (paths must stand before --only)`,
      );
    }
  }
}
