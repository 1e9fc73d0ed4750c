import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { idPattern } from '../batch/select.js';
import type { WideOptions } from '../panel/table.js';
import type { Indicator } from '../types.js';
import { UsageError } from './context.js';

/** Flags that shape the panel, as commander hands them over. */
export interface PanelFlags {
  readonly metrics?: string;
  readonly companions?: boolean;
  readonly growth?: boolean;
  readonly rank?: boolean;
  /** File for the ledger of conflicts. */
  readonly conflicts?: string;
  readonly headers?: 'en' | 'zh';
}

/** Reads the file of `--metrics` and the other flags of the panel. */
export async function wideOptions(
  { metrics, companions, growth, rank, headers = 'en' }: PanelFlags,
  indicators: readonly Indicator[],
  cwd: string,
): Promise<WideOptions> {
  const options = { companions, growth, rank, headers };
  if (metrics === undefined) return options;
  try {
    return { ...options, metrics: chosen(await readFile(resolve(cwd, metrics), 'utf8'), indicators) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`--metrics ${metrics}: ${code === 'ENOENT' ? 'there is no such file' : message}`);
  }
}

/** The ids that the lines of a file name, in their order; a pattern stands for those that fit, in the order of the codebook. */
function chosen(text: string, indicators: readonly Indicator[]): string[] {
  const ids = text.split(/\r?\n/).flatMap((line, index) => {
    // A table with the ids in its first column will do.
    const pattern = (line.replace(/^\uFEFF/, '').split(/[,\t#]/, 1)[0] ?? '').trim();
    if (pattern === '' || (index === 0 && pattern === 'id')) return [];
    const fits = idPattern(pattern);
    const found = indicators.filter(({ id }) => (/[*?]/.test(pattern) ? fits(id) : id === pattern)).map(({ id }) => id);
    if (found.length === 0)
      throw new Error(`line ${index + 1}: no indicator fits '${pattern}'; 'baoshu indicators' lists them`);
    return found;
  });
  if (ids.length === 0) throw new Error('it names no indicator; write one id a line');
  return [...new Set(ids)];
}
