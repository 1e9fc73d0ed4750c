import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { workersFor } from '../../src/batch/batch.js';
import { pooled } from '../../src/batch/pool.js';

const start = (workerData?: string) => () =>
  new Worker(new URL('./workers.mjs', import.meta.url), { workerData, stderr: true });

async function mined(files: readonly string[], size: number): Promise<string[]> {
  const told: string[] = [];
  const jobs = files.map((file) => ({ file }));
  for await (const results of pooled(jobs, size, start()))
    for (const { document, problems } of results)
      told.push([document.file, ...problems.map(({ code }) => code)].join(' '));
  return told;
}

describe('pooled', () => {
  it('gives the results in the order of the jobs, whoever is done first', async () => {
    const files = ['late80', 'a', 'late20', 'b', 'c', ...Array.from({ length: 60 }, (_, i) => `f${i}`)];
    expect(await mined(files, 3)).toEqual(files);
  });

  it('loses one document to a worker that dies, and goes on', async () => {
    const files = ['a', 'exit', 'b', 'throw', 'c', 'd', 'exit2', 'e'];
    const expected = ['a', 'exit crashed', 'b', 'throw crashed', 'c', 'd', 'exit2 crashed', 'e'];
    expect(await mined(files, 2)).toEqual(expected);
    expect(await mined(files, 1)).toEqual(expected);
  });

  it('needs no job', async () => {
    expect(await mined([], 2)).toEqual([]);
  });

  it('throws when workers cannot start', async () => {
    const results = pooled([{ file: 'a' }], 2, start('broken'));
    await expect(results.next()).rejects.toThrow('no knowledge here');
  });

  it('ends its workers when the reader stops early', async () => {
    const workers: Worker[] = [];
    const open = () => {
      workers.push(start()());
      return workers.at(-1)!;
    };
    for await (const _ of pooled([{ file: 'a' }, { file: 'b' }, { file: 'c' }], 2, open)) break;
    expect(workers).toHaveLength(2);
    expect(workers.map(({ threadId }) => threadId)).toEqual([-1, -1]);
  });
});

describe('workersFor', () => {
  it('starts none for a small batch or a single core', () => {
    expect(workersFor(40, 8)).toBe(1);
    expect(workersFor(5000, 1)).toBe(1);
  });

  it('starts no more than there are cores, nor more than the batch is worth', () => {
    expect(workersFor(5000, 4)).toBe(4);
    expect(workersFor(5000, 64)).toBe(8);
    expect(workersFor(41, 64)).toBe(3);
  });
});
