import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Decisions, readDecisions } from '../decisions.js';
import type { Codebook } from '../types.js';
import { UsageError } from './context.js';

/** Reads the file of `--decisions`; none where the flag is not given. */
export async function openDecisions(
  file: string | undefined,
  { indicators }: Codebook,
  cwd: string,
): Promise<Decisions> {
  if (file === undefined) return {};
  const ids = new Set(indicators.map(({ id }) => id));
  try {
    return readDecisions(await readFile(resolve(cwd, file), 'utf8'), (id) => ids.has(id));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`--decisions ${file}: ${code === 'ENOENT' ? 'there is no such file' : message}`);
  }
}
