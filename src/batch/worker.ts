import { parentPort, workerData } from 'node:worker_threads';
import { openEngine } from './engine.js';
import { type MineRequest, mineOne } from './mine-one.js';
import type { Reply, Task } from './pool.js';

const { codebook, cwd, options } = workerData as MineRequest;
const port = parentPort!;
const engine = await openEngine({ codebook });
const nothing = (async function* (): AsyncGenerator<Uint8Array> {})();

port.on('message', async ({ index, ...job }: Task) => {
  const result = await mineOne(engine, job, { cwd, options, stdin: nothing });
  port.postMessage({ index, result } satisfies Reply);
});
port.postMessage({ ready: true } satisfies Reply);
