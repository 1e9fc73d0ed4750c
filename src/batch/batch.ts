import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Engine } from './engine.js';
import { STDIN } from './find.js';
import { type BatchResult, type MineRequest, mineOne } from './mine-one.js';
import { type Job, pooled } from './pool.js';
import { readInput } from './read.js';

export interface Batch extends MineRequest {
  readonly engine: Engine;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Number of workers; by default as the size of the batch and the machine suggest. */
  readonly jobs?: number | undefined;
}

// A worker must open the knowledge for itself: below this many documents that costs more than it gains.
const WORTH_WORKERS = 40;
const MOST_WORKERS = 8;

/** How many workers a batch of this size gets; 1 means none, all is done here. */
export const workersFor = (documents: number, cores: number): number =>
  documents > WORTH_WORKERS ? Math.min(cores, MOST_WORKERS, Math.ceil(documents / (WORTH_WORKERS / 2))) : 1;

/** Mines files one after the other or in workers. In the order of the files come the results of each: an archive gives several. */
export async function* mineFiles(files: readonly string[], batch: Batch): AsyncGenerator<readonly BatchResult[], void> {
  const size = batch.jobs ?? workersFor(files.length, availableParallelism());
  if (size <= 1) {
    for (const file of files) yield await mineOne(batch.engine, { file }, batch);
    return;
  }
  const { cwd, options, codebook, names, paged } = batch;
  const workerData: MineRequest = { cwd, options, codebook, names, paged };
  const start = () => new Worker(new URL('./worker.js', import.meta.url), { workerData });
  yield* pooled(await withStdin(files, batch), size, start);
}

// Workers have no standard input: its bytes go along with the job.
async function withStdin(files: readonly string[], { cwd, stdin }: Batch): Promise<Job[]> {
  const jobs: Job[] = [];
  for (const file of files) {
    if (file !== STDIN) jobs.push({ file });
    else {
      const read = await readInput(file, cwd, stdin);
      jobs.push('bytes' in read ? { file, bytes: read.bytes } : { file });
    }
  }
  return jobs;
}
