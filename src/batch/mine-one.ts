import type { MineOptions, Source } from '../mine.js';
import type { DocumentResult } from '../write/columns.js';
import { type Fingerprint, fingerprintOf } from './duplicates.js';
import type { Engine } from './engine.js';
import { type NameFilter, nameTest } from './filter.js';
import type { Job } from './pool.js';
import { crashed, failed } from './problems.js';
import { readInput } from './read.js';

/** What is the same for all documents of a run; goes to workers as it is. */
export interface MineRequest {
  readonly cwd: string;
  readonly options: MineOptions;
  /** Files of further indicators. */
  readonly codebook: readonly string[];
  /** Which files of archives are wanted; all when absent. */
  readonly names?: NameFilter | undefined;
}

/** What a document of a batch gives, and by what it is known again. */
export interface BatchResult extends DocumentResult {
  readonly fingerprint?: Fingerprint;
}

/**
 * Reads one input and mines the documents in it: one, or those of an archive. Never throws: whatever goes wrong is a problem of
 * this input or of the document.
 */
export async function mineOne(
  engine: Engine,
  job: Job,
  {
    cwd,
    options,
    stdin,
    names,
  }: Pick<MineRequest, 'cwd' | 'options' | 'names'> & { readonly stdin: AsyncIterable<Uint8Array> },
): Promise<readonly BatchResult[]> {
  try {
    const read = job.bytes ? { bytes: job.bytes } : await readInput(job.file, cwd, stdin);
    if ('problem' in read) return [failed(read.problem)];
    const { encoding } = options;
    const sources = await engine.open(read.bytes, job.file, { encoding, ...(names && { wanted: nameTest(names) }) });
    return sources.map((source) => resultOf(engine, source, options));
  } catch (error) {
    return [crashed(job.file, error)];
  }
}

function resultOf(engine: Engine, source: Source, options: MineOptions): BatchResult {
  try {
    const { document, text, observations, findings, problems, coverage } = engine.mineSource(source, options);
    const result = { document, observations, findings, problems, coverage };
    return text === '' ? result : { ...result, fingerprint: fingerprintOf(text) };
  } catch (error) {
    return crashed(source.file, error);
  }
}
