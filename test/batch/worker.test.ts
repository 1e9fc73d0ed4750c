import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { openEngine } from '../../src/batch/engine.js';
import { findFiles } from '../../src/batch/find.js';
import { type MineRequest, mineOne } from '../../src/batch/mine-one.js';
import { pooled } from '../../src/batch/pool.js';
import type { DocumentResult } from '../../src/write/columns.js';
import { folder } from '../commands/folder.js';

const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url));
const nothing = (async function* (): AsyncGenerator<Uint8Array> {})();

it('mines in workers what it mines without them, problems and standard input included', async () => {
  const cwd = folder({ 'empty.txt': '' });
  const { files } = await findFiles([join(fixtures, 'reports')], cwd);
  const jobs = [...files, 'empty.txt', 'gone.txt'].map((file) => ({ file }));
  const piped = { file: '-', bytes: Buffer.from('受理行政复议案件12件。') };
  const request: MineRequest = { cwd, options: { year: 2019 }, codebook: [] };
  const start = () => new Worker(new URL('./worker-source.mjs', import.meta.url), { workerData: request });

  const apart: DocumentResult[] = [];
  for await (const results of pooled([...jobs, piped], 2, start)) apart.push(...results);

  const engine = await openEngine({});
  const here: DocumentResult[] = [];
  for (const job of [...jobs, piped])
    here.push(...(await mineOne(engine, job, { cwd, options: request.options, stdin: nothing })));
  expect(apart).toEqual(here);
  expect(apart.map(({ problems }) => problems.map(({ code }) => code)).slice(-3)).toEqual([
    ['empty'],
    ['missing'],
    ['no-region'],
  ]);
});
