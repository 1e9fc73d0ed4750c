import type { MineOptions, Source } from '../mine.js';
import { type Packed, pack, placesIn } from '../review/pack.js';
import type { Mined } from '../types.js';
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
  /** Whether each document is wanted for the review page too. */
  readonly paged?: boolean | undefined;
}

/** What a document of a batch gives, and by what it is known again. */
export interface BatchResult extends DocumentResult {
  readonly fingerprint?: Fingerprint;
  /** For the review page: before any decision was applied, as the page applies them itself. */
  readonly page?: Packed;
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
    paged = false,
  }: Pick<MineRequest, 'cwd' | 'options' | 'names' | 'paged'> & { readonly stdin: AsyncIterable<Uint8Array> },
): Promise<readonly BatchResult[]> {
  try {
    const read = job.bytes ? { bytes: job.bytes } : await readInput(job.file, cwd, stdin);
    if ('problem' in read) return [failed(read.problem)];
    const { encoding } = options;
    const sources = await engine.open(read.bytes, job.file, { encoding, ...(names && { wanted: nameTest(names) }) });
    return sources.map((source) => resultOf(engine, source, options, paged));
  } catch (error) {
    return [crashed(job.file, error)];
  }
}

function resultOf(engine: Engine, source: Source, options: MineOptions, paged: boolean): BatchResult {
  try {
    const mined = engine.mineSource(source, options);
    const { document, text, observations, findings, problems, coverage } = mined;
    const page = paged && { page: pack(undecided(mined, engine, source, options), placesIn(engine.codebook)) };
    const result = { document, observations, findings, problems, coverage, ...page };
    return text === '' ? result : { ...result, fingerprint: fingerprintOf(text) };
  } catch (error) {
    return crashed(source.file, error);
  }
}

const undecided = (mined: Mined, engine: Engine, source: Source, options: MineOptions): Mined =>
  options.decisions?.[mined.document.sha256] ? engine.mineSource(source, { ...options, decisions: {} }) : mined;
