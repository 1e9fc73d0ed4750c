import { extname, resolve } from 'node:path';
import { type Batch, mineFiles } from '../batch/batch.js';
import { Seen } from '../batch/duplicates.js';
import { type DocumentFilter, documentTest, keepFiles } from '../batch/filter.js';
import { type Found, findFiles } from '../batch/find.js';
import type { BatchResult } from '../batch/mine-one.js';
import { fileOutput, type Output, streamOutput } from '../batch/output.js';
import { failed } from '../batch/problems.js';
import { openProgress } from '../batch/progress.js';
import { closingLine, count, countProblems, newTally, problemLine } from '../batch/report.js';
import { idPattern, select } from '../batch/select.js';
import { unmet } from '../decisions.js';
import type { Codebook, Problem } from '../types.js';
import type { TableWriter } from '../write/columns.js';
import { coverageWriter } from '../write/coverage.js';
import { csvWriter } from '../write/csv.js';
import { jsonWriter } from '../write/json.js';
import { ndjsonWriter } from '../write/ndjson.js';
import { type Context, type Outcome, UsageError } from './context.js';
import { openDecisions } from './decisions.js';
import { type DocumentFlags, documentFilter, type NameFlags, nameFilter } from './filters.js';
import { type MiningFlags, mineOptions, number } from './options.js';

type Format = 'csv' | 'ndjson' | 'json';

export interface ExtractFlags extends MiningFlags, NameFlags, DocumentFlags {
  readonly output?: string;
  /** File for the table of what each document covers. */
  readonly coverage?: string;
  /** File of decisions that the review page exported. */
  readonly decisions?: string;
  readonly format?: Format;
  readonly headers?: 'en' | 'zh';
  readonly bom?: boolean;
  readonly sourceOffsets?: boolean;
  readonly only?: readonly string[];
  readonly coded?: boolean;
  readonly jobs?: string;
  readonly quiet?: boolean;
}

const BY_EXTENSION: Readonly<Record<string, Format>> = {
  '.csv': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.json': 'json',
};

/** Mines the inputs and writes one table of their figures, to standard output or to a file that appears whole or not at all. */
export async function extract(paths: readonly string[], flags: ExtractFlags, context: Context): Promise<Outcome> {
  const { io } = context;
  const writer = openWriter(flags);
  const options = await mineOptions(flags);
  const jobs = flags.jobs === undefined ? undefined : number('--jobs', flags.jobs, 1, 64);
  const codebook = (flags.codebook ?? []).map((file) => resolve(io.cwd, file));
  const names = nameFilter(flags);
  const filter = documentFilter(flags);
  const found = await findFiles(paths, io.cwd);
  checkTargets(flags, found, io.cwd);
  const files = keepFiles(found.files, names);
  if (files.length === 0 && found.files.length > 0)
    throw new UsageError(`--include and --exclude leave none of ${found.files.length} files; check the patterns`);
  const engine = await context.openEngine({ codebook });
  checkPatterns(flags.only ?? [], engine.codebook);
  const decisions = await openDecisions(flags.decisions, engine.codebook, io.cwd);
  const tables = await openTables(writer, engine.codebook, flags, io);
  const batch: Batch = {
    engine,
    codebook,
    cwd: io.cwd,
    options: { ...options, decisions },
    stdin: io.stdin,
    jobs,
    names,
  };
  return writeTables({ ...found, files }, batch, {
    tables,
    flags,
    filter,
    left: found.files.length - files.length,
    io,
  });
}

interface Table {
  readonly writer: TableWriter;
  readonly output: Output;
}

interface Target {
  readonly tables: readonly Table[];
  readonly flags: ExtractFlags;
  readonly filter: DocumentFilter;
  /** Files left out by their names. */
  readonly left: number;
  readonly io: Context['io'];
}

async function writeTables(found: Found, batch: Batch, { tables, flags, filter, left, io }: Target): Promise<Outcome> {
  const tally = { ...newTally(), skipped: found.skipped, left };
  const problems: Problem[] = [];
  const selection = { only: flags.only ?? [], coded: flags.coded === true };
  const wanted = documentTest(filter);
  const seen = new Seen();
  const met = new Set<string>();
  const put = async ({ fingerprint, ...mined }: BatchResult): Promise<void> => {
    met.add(mined.document.sha256);
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
    for (const { writer, output } of tables) await output.write(writer.document(kept));
  };
  const progress = await openProgress(found.files.length, io.stderr, flags.quiet === true);
  try {
    for (const { writer, output } of tables) await output.write(writer.begin());
    for (const missing of found.problems) await put(failed(missing));
    for await (const results of mineFiles(found.files, batch)) {
      for (const result of results) await put(result);
      progress.step(results[0]?.document.file ?? '');
    }
    for (const { writer, output } of tables) await output.write(writer.end());
    for (const { output } of tables) await output.commit();
  } catch (error) {
    for (const { output } of tables) await output.discard();
    throw error;
  } finally {
    progress.stop();
  }
  const stale = unmet(batch.options.decisions ?? {}, met, flags.decisions ?? '');
  countProblems(tally, stale);
  problems.push(...stale);
  for (const one of problems) if (one.severity === 'error' || !flags.quiet) io.stderr.write(`${problemLine(one)}\n`);
  if (!flags.quiet) io.stderr.write(`${closingLine(tally)}\n`);
  return { errors: tally.errors, differences: 0 };
}

function openWriter({ output, format, headers = 'en', bom, sourceOffsets }: ExtractFlags): TableWriter {
  const form = format ?? inferredFormat(output);
  if (form === 'csv')
    return csvWriter({ headers, bom: bom ?? output !== undefined, sourceOffsets: sourceOffsets === true });
  if (headers === 'zh')
    throw new UsageError(`--headers zh is for csv; the keys of ${form} are always the English ones`);
  if (bom) throw new UsageError(`--bom is for csv; ${form} has no byte order mark`);
  if (sourceOffsets) throw new UsageError(`--source-offsets is for csv; ${form} has them for every HTML page`);
  return form === 'json' ? jsonWriter() : ndjsonWriter();
}

function inferredFormat(output: string | undefined): Format {
  if (output === undefined) return 'csv';
  const format = BY_EXTENSION[extname(output).toLowerCase()];
  if (format) return format;
  throw new UsageError(`-o ${output}: its ending says no format; end it in .csv, .ndjson or .json, or give -f`);
}

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

/** Opens the table, and beside it that of the coverage where it is asked for. */
async function openTables(
  writer: TableWriter,
  { indicators }: Codebook,
  { output, coverage, only = [], headers = 'en', bom = true }: ExtractFlags,
  { cwd, stdout }: Context['io'],
): Promise<Table[]> {
  const table = { writer, output: output === undefined ? streamOutput(stdout) : await openFile('-o', cwd, output) };
  if (coverage === undefined) return [table];
  const wanted = only.map(idPattern);
  const kept = indicators.filter(({ id }) => wanted.length === 0 || wanted.some((test) => test(id)));
  try {
    const beside = await openFile('--coverage', cwd, coverage);
    return [table, { writer: coverageWriter(kept, { headers, bom }), output: beside }];
  } catch (error) {
    await table.output.discard();
    throw error;
  }
}

function checkTargets({ output, coverage }: ExtractFlags, found: Found, cwd: string): void {
  const place = (file: string): string => resolve(cwd, file);
  const inputs = new Set(found.files.map(place));
  for (const [flag, file] of [
    ['-o', output],
    ['--coverage', coverage],
  ] as const) {
    if (file !== undefined && inputs.has(place(file)))
      throw new UsageError(`${flag} ${file} is one of the inputs and would be lost; name another file`);
  }
  if (coverage === undefined) return;
  if (extname(coverage).toLowerCase() !== '.csv')
    throw new UsageError(`--coverage ${coverage}: it is written as csv; end its name in .csv`);
  if (output !== undefined && place(output) === place(coverage))
    throw new UsageError(`--coverage ${coverage} is the table of -o too; name another file`);
}

async function openFile(flag: string, cwd: string, path: string): Promise<Output> {
  try {
    return await fileOutput(resolve(cwd, path));
  } catch (error) {
    throw new UsageError(`${flag} ${(error as Error).message}`);
  }
}
