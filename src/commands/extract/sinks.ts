import { extname, resolve } from 'node:path';
import { fileOutput, streamOutput } from '../../batch/output.js';
import { pageSink } from '../../batch/page.js';
import { idPattern } from '../../batch/select.js';
import { type Sink, writerSink } from '../../batch/sink.js';
import { programVersion } from '../../batch/version.js';
import type { Decisions } from '../../decisions.js';
import { PanelBuilder } from '../../panel/panel.js';
import type { WideOptions } from '../../panel/table.js';
import type { Codebook } from '../../types.js';
import type { TableWriter } from '../../write/columns.js';
import { coverageWriter } from '../../write/coverage.js';
import { csvWriter } from '../../write/csv.js';
import type { Provenance } from '../../write/datapackage.js';
import { factsWriter } from '../../write/facts.js';
import { jsonWriter } from '../../write/json.js';
import { ndjsonWriter } from '../../write/ndjson.js';
import { closingWriter, ledgerText, panelText, panelWriter } from '../../write/wide.js';
import { pageAddress } from '../../write/workbook/link.js';
import { type Io, UsageError } from '../context.js';
import type { MiningFlags } from '../options.js';
import { checkPage } from '../page.js';
import { type PanelFlags, wideOptions } from '../panel-options.js';

type TextFormat = 'csv' | 'ndjson' | 'json';
export type Format = TextFormat | 'xlsx' | 'dataset' | 'sqlite';

const isText = (format: Format): format is TextFormat => ['csv', 'ndjson', 'json'].includes(format);

/** Flags that say what is written, and where. */
export interface OutputFlags extends PanelFlags {
  readonly output?: string;
  readonly format?: Format;
  readonly layout?: 'long' | 'wide';
  readonly bom?: boolean;
  readonly sourceOffsets?: boolean;
  /** File for the table of what each document covers. */
  readonly coverage?: string;
  /** File for the review page that the rows of a workbook link to. */
  readonly review?: string;
  readonly only?: readonly string[];
}

const BY_EXTENSION: Readonly<Record<string, Format>> = {
  '.csv': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.json': 'json',
  '.xlsx': 'xlsx',
  '.sqlite': 'sqlite',
  '.db': 'sqlite',
};

function inferredFormat(output: string | undefined): Format {
  if (output === undefined) return 'csv';
  const format = BY_EXTENSION[extname(output).toLowerCase()];
  if (format) return format;
  throw new UsageError(
    `-o ${output}: its ending says no format; end it in .csv, .ndjson, .json, .xlsx or .sqlite, or give -f`,
  );
}

/** Refuses flags that do not go together. Gives the format. */
export function checkFormat(flags: OutputFlags): Format {
  const { output, headers, bom, sourceOffsets, layout } = flags;
  const format = flags.format ?? inferredFormat(output);
  if (!isText(format) && output === undefined)
    throw new UsageError(`-f ${format} makes a ${format === 'dataset' ? 'folder' : 'file'}; name it with -o`);
  if (format !== 'csv') {
    if (headers === 'zh' && format !== 'xlsx')
      throw new UsageError(`--headers zh is for csv; the keys of ${format} are always the English ones`);
    if (bom) throw new UsageError(`--bom is for csv; ${format} has no byte order mark`);
    if (sourceOffsets)
      throw new UsageError(`--source-offsets is for csv; only json and ndjson have them by themselves`);
  }
  if (flags.review !== undefined) {
    if (format !== 'xlsx')
      throw new UsageError(
        `--review is for xlsx, whose rows link to the page; for ${format} run 'baoshu review' beside extract`,
      );
    checkPage('--review', flags.review);
  }
  const isWide = layout === 'wide';
  if (isWide && !isText(format))
    throw new UsageError(
      `--layout wide is for csv, ndjson and json; xlsx and sqlite hold the panel beside the figures`,
    );
  if (isWide && sourceOffsets)
    throw new UsageError('--source-offsets is for the long table; a cell of the wide one has no place');
  for (const flag of ['metrics', 'companions', 'growth', 'rank', 'conflicts'] as const)
    if (flags[flag] && !isWide && (format !== 'xlsx' || flag === 'conflicts'))
      throw new UsageError(`--${flag} is for the wide table; add --layout wide`);
  return format;
}

/** Opens what the figures go to, and what is asked for beside it. Throws before anything is mined where one cannot be written. */
export async function openSinks(
  flags: OutputFlags,
  codebook: Codebook,
  io: Io,
  { options, decisions }: Pick<Provenance, 'options'> & { readonly decisions: Decisions },
): Promise<Sink[]> {
  const { indicators } = codebook;
  const { coverage, conflicts, review, only = [], headers = 'en', bom = true } = flags;
  const wide = await wideOptions(flags, indicators, io.cwd);
  const builder = new PanelBuilder();
  const sinks: Sink[] = [];
  const open = async (flag: string, file: string, writer: TableWriter): Promise<void> => {
    sinks.push(writerSink(writer, await opened(flag, () => fileOutput(resolve(io.cwd, file)))));
  };
  try {
    sinks.push(
      await mainSink(flags, { builder, wide, io, provenance: { version: programVersion(), codebook, options } }),
    );
    if (conflicts !== undefined)
      await open(
        '--conflicts',
        conflicts,
        closingWriter(() => ledgerText(builder, indicators, { headers, bom })),
      );
    if (coverage !== undefined) {
      const wanted = only.map(idPattern);
      const kept = indicators.filter(({ id }) => wanted.length === 0 || wanted.some((test) => test(id)));
      await open('--coverage', coverage, coverageWriter(kept, { headers, bom }));
    }
    if (review !== undefined)
      sinks.push(await opened('--review', () => pageSink(resolve(io.cwd, review), codebook, decisions)));
    return sinks;
  } catch (error) {
    for (const sink of sinks) await sink.discard();
    throw error;
  }
}

interface Means {
  readonly builder: PanelBuilder;
  readonly wide: WideOptions;
  readonly io: Io;
  readonly provenance: Provenance;
}

/** What `-o` names, or standard output. */
async function mainSink(flags: OutputFlags, { builder, wide, io, provenance }: Means): Promise<Sink> {
  const format = checkFormat(flags);
  const { output, headers = 'en', sourceOffsets = false } = flags;
  const { indicators } = provenance.codebook;
  const path = resolve(io.cwd, output ?? '');
  const text = async (writer: TableWriter<string | Uint8Array>): Promise<Sink> =>
    writerSink(writer, output === undefined ? streamOutput(io.stdout) : await opened('-o', () => fileOutput(path)));
  if (format === 'dataset') {
    const { datasetSink } = await import('../../batch/dataset.js');
    return opened('-o', () => datasetSink(path, provenance));
  }
  if (format === 'sqlite') {
    const { sqliteSink } = await import('../../batch/sqlite.js');
    return opened('-o', () => sqliteSink(path, provenance));
  }
  if (format === 'xlsx') {
    const { workbookWriter } = await import('../../write/workbook/index.js');
    const page = flags.review === undefined ? null : pageAddress(path, resolve(io.cwd, flags.review));
    return text(workbookWriter(indicators, wide, page));
  }
  const bom = flags.bom ?? output !== undefined;
  if (flags.layout === 'wide')
    return text(panelWriter(builder, () => panelText(builder, indicators, { ...wide, format, bom })));
  return text(longWriter(format, { headers, bom, sourceOffsets }));
}

function longWriter(format: TextFormat, options: Parameters<typeof csvWriter>[0]): TableWriter {
  if (format === 'csv') return csvWriter(options);
  return format === 'json' ? jsonWriter() : ndjsonWriter();
}

/** What `facts` writes its table to. Throws before anything is mined where that cannot be. */
export async function factSink(
  { output, headers = 'en', bom = output !== undefined, facts }: FactTarget,
  inputs: readonly string[],
  io: Io,
): Promise<Sink> {
  const writer = factsWriter({ headers, bom });
  if (output === undefined) return writerSink(writer, streamOutput(io.stdout));
  checkTargets({ output, ...(facts !== undefined && { facts }) }, inputs, io.cwd);
  return writerSink(writer, await opened('-o', () => fileOutput(resolve(io.cwd, output))));
}

interface FactTarget {
  readonly output?: string;
  readonly headers?: 'en' | 'zh';
  readonly bom?: boolean;
  readonly facts?: string;
}

async function opened<T>(flag: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    throw new UsageError(`${flag} ${(error as Error).message}`);
  }
}

/** Refuses outputs that would overwrite an input or one another. */
export function checkTargets(
  flags: OutputFlags & Pick<MiningFlags, 'facts'>,
  inputs: readonly string[],
  cwd: string,
): void {
  const place = (file: string): string => resolve(cwd, file);
  const taken = new Set(inputs.map(place));
  const { output, coverage, conflicts, review, facts } = flags;
  if (facts !== undefined) taken.add(place(facts));
  const written = new Map<string, string>();
  for (const [flag, file] of [
    ['-o', output],
    ['--coverage', coverage],
    ['--conflicts', conflicts],
    ['--review', review],
  ] as const) {
    if (file === undefined) continue;
    if (taken.has(place(file)))
      throw new UsageError(`${flag} ${file} is one of the inputs and would be lost; name another file`);
    if (flag !== '-o' && flag !== '--review' && extname(file).toLowerCase() !== '.csv')
      throw new UsageError(`${flag} ${file}: it is written as csv; end its name in .csv`);
    const other = written.get(place(file));
    if (other) throw new UsageError(`${flag} ${file} is the table of ${other} too; name another file`);
    written.set(place(file), flag);
  }
}
