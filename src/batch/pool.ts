import type { Worker } from 'node:worker_threads';
import type { BatchResult } from './mine-one.js';
import { crashed } from './problems.js';

/** One input for a worker. Bytes come along only where the worker cannot read them itself. */
export interface Job {
  readonly file: string;
  readonly bytes?: Uint8Array;
}

/** What goes to a worker. */
export interface Task extends Job {
  readonly index: number;
}

/** What a worker says: first that it is ready, then the results of each task. */
export type Reply = { readonly ready: true } | { readonly index: number; readonly results: readonly BatchResult[] };

interface Slot {
  readonly worker: Worker;
  task: number | null;
  ready: boolean;
}

// How many documents per worker may be finished before an earlier one: bounds the memory.
const AHEAD = 8;

/** Workers, what each is at, and the results that wait for their turn. */
class Pool {
  readonly #done = new Map<number, readonly BatchResult[]>();
  readonly #slots = new Set<Slot>();
  #sent = 0;
  #given = 0;
  #broken: Error | null = null;
  #wake = (): void => {};

  constructor(
    private readonly jobs: readonly Job[],
    private readonly size: number,
    private readonly start: () => Worker,
  ) {
    for (let i = 0; i < size; i++) this.#open();
  }

  /** The results of each job in turn. @throws Error when a worker cannot start at all. */
  async *results(): AsyncGenerator<readonly BatchResult[], void> {
    while (this.#given < this.jobs.length) {
      if (this.#broken) throw this.#broken;
      const results = this.#done.get(this.#given);
      if (!results) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      this.#done.delete(this.#given);
      this.#given++;
      for (const slot of this.#slots) if (slot.task === null) this.#feed(slot);
      yield results;
    }
  }

  async close(): Promise<void> {
    const left = [...this.#slots];
    this.#slots.clear();
    await Promise.all(left.map(({ worker }) => worker.terminate()));
  }

  #open(): void {
    const slot: Slot = { worker: this.start(), task: null, ready: false };
    this.#slots.add(slot);
    slot.worker.on('message', (reply: Reply) => {
      if ('ready' in reply) slot.ready = true;
      else {
        this.#done.set(reply.index, reply.results);
        this.#feed(slot);
        this.#wake();
      }
    });
    slot.worker.on('error', (error) => this.#lose(slot, error as Error));
    slot.worker.on('exit', (code) => this.#lose(slot, new Error(`its worker ended with code ${code}`)));
    this.#feed(slot);
  }

  #feed(slot: Slot): void {
    slot.task = null;
    if (this.#sent >= this.jobs.length || this.#sent - this.#given >= this.size * AHEAD) return;
    slot.task = this.#sent;
    slot.worker.postMessage({ ...this.jobs[this.#sent]!, index: this.#sent } satisfies Task);
    this.#sent++;
  }

  #lose(slot: Slot, error: Error): void {
    if (!this.#slots.delete(slot)) return;
    if (slot.ready) {
      if (slot.task !== null) this.#done.set(slot.task, [crashed(this.jobs[slot.task]!.file, error)]);
      this.#open();
    } else this.#broken ??= error;
    this.#wake();
  }
}

/**
 * Mines inputs in `size` workers and gives the results of each in the order of the jobs. A worker that dies costs the input it
 * had, which comes out as a problem; another takes its place. Throws only when a worker cannot start at all.
 */
export async function* pooled(
  jobs: readonly Job[],
  size: number,
  start: () => Worker,
): AsyncGenerator<readonly BatchResult[], void> {
  const pool = new Pool(jobs, size, start);
  try {
    yield* pool.results();
  } finally {
    await pool.close();
  }
}
