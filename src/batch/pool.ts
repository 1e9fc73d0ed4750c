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

/**
 * Mines inputs in `size` workers and gives the results of each in the order of the jobs. A worker that dies costs the input it
 * had, which comes out as a problem; another takes its place. Throws only when a worker cannot start at all.
 */
export async function* pooled(
  jobs: readonly Job[],
  size: number,
  start: () => Worker,
): AsyncGenerator<readonly BatchResult[], void> {
  const done = new Map<number, readonly BatchResult[]>();
  const slots = new Set<Slot>();
  let sent = 0;
  let given = 0;
  let broken: Error | null = null;
  let wake = (): void => {};

  const feed = (slot: Slot): void => {
    slot.task = null;
    if (sent >= jobs.length || sent - given >= size * AHEAD) return;
    slot.task = sent;
    slot.worker.postMessage({ ...jobs[sent]!, index: sent } satisfies Task);
    sent++;
  };
  const lose = (slot: Slot, error: Error): void => {
    if (!slots.delete(slot)) return;
    if (slot.ready) {
      if (slot.task !== null) done.set(slot.task, [crashed(jobs[slot.task]!.file, error)]);
      open();
    } else broken ??= error;
    wake();
  };
  const open = (): void => {
    const slot: Slot = { worker: start(), task: null, ready: false };
    slots.add(slot);
    slot.worker.on('message', (reply: Reply) => {
      if ('ready' in reply) slot.ready = true;
      else {
        done.set(reply.index, reply.results);
        feed(slot);
        wake();
      }
    });
    slot.worker.on('error', (error) => lose(slot, error as Error));
    slot.worker.on('exit', (code) => lose(slot, new Error(`its worker ended with code ${code}`)));
    feed(slot);
  };

  for (let i = 0; i < size; i++) open();
  try {
    while (given < jobs.length) {
      if (broken) throw broken;
      const results = done.get(given);
      if (!results) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      done.delete(given);
      given++;
      for (const slot of slots) if (slot.task === null) feed(slot);
      yield results;
    }
  } finally {
    const left = [...slots];
    slots.clear();
    await Promise.all(left.map(({ worker }) => worker.terminate()));
  }
}
