import { readFile, stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { mineFiles } from '../batch/batch.js';
import { Seen } from '../batch/duplicates.js';
import { byCodePoint, EXPECTED, findFiles } from '../batch/find.js';
import { fileOutput, writeWhole } from '../batch/output.js';
import { failed } from '../batch/problems.js';
import { openProgress } from '../batch/progress.js';
import { problemLine } from '../batch/report.js';
import { PanelBuilder } from '../panel/panel.js';
import { readTable, type TableFormat } from '../panel/read.js';
import type { Problem } from '../types.js';
import { COLUMNS } from '../write/columns.js';
import { ledgerText, panelSource, panelText } from '../write/wide.js';
import { type Context, type Outcome, UsageError } from './context.js';
import { type MiningFlags, mineOptions } from './options.js';
import { type PanelFlags, wideOptions } from './panel-options.js';

export interface PanelCommandFlags extends PanelFlags, MiningFlags {
  readonly output?: string;
  readonly format?: 'csv' | 'ndjson' | 'json' | 'xlsx';
  readonly bom?: boolean;
  readonly quiet?: boolean;
}

const TABLES: Readonly<Record<string, TableFormat>> = {
  '.csv': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.json': 'json',
};
const FORMATS = { ...TABLES, '.xlsx': 'xlsx' } as const satisfies Readonly<Record<string, string>>;
const ZH = new Map(COLUMNS.map(({ key, zh }) => [zh, key as string]));
const keyOf = (header: string): string => ZH.get(header) ?? header;

/** Builds one panel of earlier outputs and of reports: one row per region and year, one column per indicator. */
export async function panel(paths: readonly string[], flags: PanelCommandFlags, context: Context): Promise<Outcome> {
  const { io } = context;
  const { cwd } = io;
  const format = flags.format ?? formatOf(flags.output);
  const { tables, reports } = await sorted(paths, cwd);
  checkOutputs(flags, [...tables, ...reports], cwd);
  const codebook = (flags.codebook ?? []).map((file) => resolve(cwd, file));
  const book = await context.openCodebook({ codebook });
  const wide = await wideOptions(flags, book.indicators, cwd);
  const builder = new PanelBuilder();
  const problems: Problem[] = [];
  for (const table of tables) for (const source of await opened(table, cwd)) builder.add(source);
  if (reports.length > 0) await mined(reports, builder, problems, flags, codebook, context);
  const { headers = 'en' } = flags;
  const bom = flags.bom !== false;
  if (format === 'xlsx') {
    if (flags.output === undefined) throw new UsageError('-f xlsx makes a file; name it with -o');
    await workbook(resolve(cwd, flags.output), builder, book.indicators, wide);
  } else {
    const text = panelText(builder, book.indicators, { ...wide, format, bom: bom && flags.output !== undefined });
    if (flags.output === undefined) io.stdout.write(text);
    else await written('-o', resolve(cwd, flags.output), text);
  }
  if (flags.conflicts !== undefined)
    await written('--conflicts', resolve(cwd, flags.conflicts), ledgerText(builder, book.indicators, { headers, bom }));
  for (const one of problems) if (one.severity === 'error' || !flags.quiet) io.stderr.write(`${problemLine(one)}\n`);
  if (!flags.quiet) io.stderr.write(closing(builder.build(book.indicators)));
  return { errors: problems.filter(({ severity }) => severity === 'error').length, differences: 0 };
}

function closing({ rows, ledger, indicators }: ReturnType<PanelBuilder['build']>): string {
  const doubtful = new Set(
    ledger
      .filter(({ verdict }) => verdict === 'differs')
      .map(({ figure }) => `${figure.regionCode || figure.region} ${figure.year} ${figure.indicator}`),
  );
  return `${rows.length} rows of region and year, ${indicators.length} indicators, ${doubtful.size} cells with conflicting figures\n`;
}

function formatOf(output: string | undefined): NonNullable<PanelCommandFlags['format']> {
  if (output === undefined) return 'csv';
  const format = (FORMATS as Readonly<Record<string, PanelCommandFlags['format']>>)[extname(output).toLowerCase()];
  if (format) return format;
  throw new UsageError(`-o ${output}: its ending says no format; end it in .csv, .ndjson, .json or .xlsx, or give -f`);
}

/** Tells tables from reports. A folder gives the tables in it, of a dataset that of its figures; one without tables its reports. */
async function sorted(paths: readonly string[], cwd: string): Promise<{ tables: string[]; reports: string[] }> {
  const tables: string[] = [];
  const reports: string[] = [];
  for (const path of paths) {
    const found = await stat(resolve(cwd, path)).catch(() => null);
    if (found?.isDirectory()) {
      const inside = await tablesIn(path, cwd);
      tables.push(...inside);
      if (inside.length === 0) reports.push(path);
    } else if (extname(path).toLowerCase() in TABLES) tables.push(path);
    else reports.push(path);
  }
  return { tables: [...new Set(tables)], reports };
}

async function tablesIn(folder: string, cwd: string): Promise<string[]> {
  const { glob } = await import('tinyglobby');
  const names = await glob('**/*.{csv,ndjson,jsonl,json}', { cwd: resolve(cwd, folder), absolute: false });
  const datasets = names.filter((name) => /(^|\/)datapackage\.json$/.test(name)).map((name) => name.slice(0, -16));
  const isPart = (name: string): boolean =>
    datasets.some((dataset) => name.startsWith(dataset) && name !== `${dataset}observations.csv`);
  return names
    .filter((name) => !name.endsWith(EXPECTED) && !isPart(name))
    .sort(byCodePoint)
    .map((name) => `${folder.replace(/[/\\]$/, '')}/${name}`);
}

async function opened(table: string, cwd: string): Promise<ReturnType<typeof readTable>> {
  try {
    return readTable(await readFile(resolve(cwd, table), 'utf8'), TABLES[extname(table).toLowerCase()]!, keyOf);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(code === 'ENOENT' ? `there is no file ${table}` : `${table} ${message}`);
  }
}

async function mined(
  paths: readonly string[],
  builder: PanelBuilder,
  problems: Problem[],
  flags: PanelCommandFlags,
  codebook: readonly string[],
  { io, openEngine }: Context,
): Promise<void> {
  const engine = await openEngine({ codebook });
  const found = await findFiles(paths, io.cwd);
  const options = await mineOptions(flags, io.cwd);
  const progress = await openProgress(found.files.length, io.stderr, flags.quiet === true);
  const seen = new Seen();
  for (const missing of found.problems) problems.push(...failed(missing).problems);
  try {
    for await (const results of mineFiles(found.files, { engine, codebook, cwd: io.cwd, options, stdin: io.stdin })) {
      for (const { fingerprint, ...one } of results) {
        const result = seen.mark(one, fingerprint);
        problems.push(...result.problems);
        builder.add(panelSource(result));
      }
      progress.step(results[0]?.document.file ?? '');
    }
  } finally {
    progress.stop();
  }
}

async function workbook(
  path: string,
  builder: PanelBuilder,
  indicators: Parameters<PanelBuilder['build']>[0],
  options: Awaited<ReturnType<typeof wideOptions>>,
): Promise<void> {
  const [{ addPanel }, { WorkbookPack }] = await Promise.all([
    import('../write/workbook/index.js'),
    import('../write/workbook/pack.js'),
  ]);
  const pack = new WorkbookPack();
  addPanel(pack, builder, indicators, options);
  pack.end();
  const output = await fileOutput(path).catch((error) => {
    throw new UsageError(`-o ${(error as Error).message}`);
  });
  await output.write(pack.take());
  await output.commit();
}

async function written(flag: string, path: string, text: string): Promise<void> {
  try {
    await writeWhole(path, text);
  } catch (error) {
    throw new UsageError(`${flag} ${(error as Error).message}`);
  }
}

function checkOutputs({ output, conflicts }: PanelCommandFlags, inputs: readonly string[], cwd: string): void {
  const taken = new Set(inputs.map((path) => resolve(cwd, path)));
  for (const [flag, file] of [
    ['-o', output],
    ['--conflicts', conflicts],
  ] as const) {
    if (file !== undefined && taken.has(resolve(cwd, file)))
      throw new UsageError(`${flag} ${file} is one of the inputs and would be lost; name another file`);
  }
  if (output !== undefined && conflicts !== undefined && resolve(cwd, output) === resolve(cwd, conflicts))
    throw new UsageError(`--conflicts ${conflicts} is the panel of -o too; name another file`);
}
