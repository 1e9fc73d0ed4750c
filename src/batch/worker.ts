import { parentPort, workerData } from 'node:worker_threads';
import { openEngine } from './engine.js';
import { type MineRequest, mineOne } from './mine-one.js';
import type { Reply, Task } from './pool.js';

const { codebook, ...request } = workerData as MineRequest;
const port = parentPort!;
const engine = await openEngine({ codebook });
const nothing = (async function* (): AsyncGenerator<Uint8Array> {})();

port.on('message', async ({ index, ...job }: Task) => {
  const results = await mineOne(engine, job, { ...request, stdin: nothing });
  port.postMessage({ index, results } satisfies Reply);
});
port.postMessage({ ready: true } satisfies Reply);
