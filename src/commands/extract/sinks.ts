import { extname, resolve } from 'node:path';
import { fileOutput, type Output, streamOutput } from '../../batch/output.js';
import { idPattern } from '../../batch/select.js';
import { type Sink, writerSink } from '../../batch/sink.js';
import { PanelBuilder } from '../../panel/panel.js';
import type { Codebook } from '../../types.js';
import type { TableWriter } from '../../write/columns.js';
import { coverageWriter } from '../../write/coverage.js';
import { csvWriter } from '../../write/csv.js';
import { jsonWriter } from '../../write/json.js';
import { ndjsonWriter } from '../../write/ndjson.js';
import { closingWriter, ledgerText, panelText, panelWriter } from '../../write/wide.js';
import { type Io, UsageError } from '../context.js';
import { type PanelFlags, wideOptions } from '../panel-options.js';

export type Format = 'csv' | 'ndjson' | 'json';

/** Flags that say what is written, and where. */
export interface OutputFlags extends PanelFlags {
  readonly output?: string;
  readonly format?: Format;
  readonly layout?: 'long' | 'wide';
  readonly bom?: boolean;
  readonly sourceOffsets?: boolean;
  /** File for the table of what each document covers. */
  readonly coverage?: string;
  readonly only?: readonly string[];
}

const BY_EXTENSION: Readonly<Record<string, Format>> = {
  '.csv': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.json': 'json',
};

export function inferredFormat(output: string | undefined): Format {
  if (output === undefined) return 'csv';
  const format = BY_EXTENSION[extname(output).toLowerCase()];
  if (format) return format;
  throw new UsageError(`-o ${output}: its ending says no format; end it in .csv, .ndjson or .json, or give -f`);
}

/** Refuses flags that do not go together. Gives the format. */
export function checkFormat(flags: OutputFlags): Format {
  const { output, headers, bom, sourceOffsets, layout } = flags;
  const format = flags.format ?? inferredFormat(output);
  if (format !== 'csv') {
    if (headers === 'zh')
      throw new UsageError(`--headers zh is for csv; the keys of ${format} are always the English ones`);
    if (bom) throw new UsageError(`--bom is for csv; ${format} has no byte order mark`);
    if (sourceOffsets) throw new UsageError(`--source-offsets is for csv; ${format} has them for every HTML page`);
  }
  if (layout === 'wide') {
    if (sourceOffsets)
      throw new UsageError('--source-offsets is for the long table; a cell of the wide one has no place');
  } else {
    for (const flag of ['metrics', 'companions', 'growth', 'rank', 'conflicts'] as const)
      if (flags[flag]) throw new UsageError(`--${flag} is for the wide table; add --layout wide`);
  }
  return format;
}

/** Opens the table, and what is asked for beside it. Throws before anything is mined where one cannot be written. */
export async function openSinks(flags: OutputFlags, { indicators }: Codebook, io: Io): Promise<Sink[]> {
  const format = checkFormat(flags);
  const { output, coverage, conflicts, only = [], headers = 'en', bom = true, sourceOffsets = false } = flags;
  const marked = flags.bom ?? output !== undefined;
  const wide = await wideOptions(flags, indicators, io.cwd);
  const builder = new PanelBuilder();
  const sinks: Sink[] = [];
  const open = async (flag: string, file: string | undefined, writer: TableWriter): Promise<void> => {
    sinks.push(writerSink(writer, file === undefined ? streamOutput(io.stdout) : await openFile(flag, io.cwd, file)));
  };
  try {
    if (flags.layout === 'wide') {
      const options = { ...wide, format, bom: marked };
      await open(
        '-o',
        output,
        panelWriter(builder, () => panelText(builder, indicators, options)),
      );
    } else await open('-o', output, longWriter(format, { headers, bom: marked, sourceOffsets }));
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
    return sinks;
  } catch (error) {
    for (const sink of sinks) await sink.discard();
    throw error;
  }
}

function longWriter(format: Format, options: Parameters<typeof csvWriter>[0]): TableWriter {
  if (format === 'csv') return csvWriter(options);
  return format === 'json' ? jsonWriter() : ndjsonWriter();
}

async function openFile(flag: string, cwd: string, path: string): Promise<Output> {
  try {
    return await fileOutput(resolve(cwd, path));
  } catch (error) {
    throw new UsageError(`${flag} ${(error as Error).message}`);
  }
}

/** Refuses outputs that would overwrite an input or one another. */
export function checkTargets(flags: OutputFlags, inputs: readonly string[], cwd: string): void {
  const place = (file: string): string => resolve(cwd, file);
  const taken = new Set(inputs.map(place));
  const { output, coverage, conflicts } = flags;
  const written = new Map<string, string>();
  for (const [flag, file] of [
    ['-o', output],
    ['--coverage', coverage],
    ['--conflicts', conflicts],
  ] as const) {
    if (file === undefined) continue;
    if (taken.has(place(file)))
      throw new UsageError(`${flag} ${file} is one of the inputs and would be lost; name another file`);
    if (flag !== '-o' && extname(file).toLowerCase() !== '.csv')
      throw new UsageError(`${flag} ${file}: it is written as csv; end its name in .csv`);
    const other = written.get(place(file));
    if (other) throw new UsageError(`${flag} ${file} is the table of ${other} too; name another file`);
    written.set(place(file), flag);
  }
}
