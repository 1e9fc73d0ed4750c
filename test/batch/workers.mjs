// A worker that answers as the jobs say: late, wrongly, or not at all.
import { parentPort, workerData } from 'node:worker_threads';

if (workerData === 'broken') throw new Error('no knowledge here');
parentPort.on('message', async ({ index, file }) => {
  if (file.startsWith('exit')) process.exit(3);
  if (file.startsWith('throw')) throw new Error('out of memory');
  const wait = /^late(\d+)/.exec(file);
  if (wait) await new Promise((done) => setTimeout(done, Number(wait[1])));
  const result = { document: { file }, observations: [], findings: [], problems: [], coverage: null };
  parentPort.postMessage({ index, results: [result] });
});
parentPort.postMessage({ ready: true });
