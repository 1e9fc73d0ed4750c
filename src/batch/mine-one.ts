import type { MineOptions } from '../mine.js';
import type { DocumentResult } from '../write/columns.js';
import type { Engine } from './engine.js';
import type { Job } from './pool.js';
import { crashed, failed } from './problems.js';
import { readInput } from './read.js';

/** What is the same for all documents of a run; goes to workers as it is. */
export interface MineRequest {
  readonly cwd: string;
  readonly options: MineOptions;
  /** Files of further indicators. */
  readonly codebook: readonly string[];
}

/** Reads and mines one document. Never throws: whatever goes wrong is a problem of this document. */
export async function mineOne(
  engine: Engine,
  job: Job,
  { cwd, options, stdin }: Pick<MineRequest, 'cwd' | 'options'> & { readonly stdin: AsyncIterable<Uint8Array> },
): Promise<DocumentResult> {
  try {
    const read = job.bytes ? { bytes: job.bytes } : await readInput(job.file, cwd, stdin);
    if ('problem' in read) return failed(read.problem);
    const { document, observations, findings, problems, coverage } = engine.mine(read.bytes, job.file, options);
    return { document, observations, findings, problems, coverage };
  } catch (error) {
    return crashed(job.file, error);
  }
}
