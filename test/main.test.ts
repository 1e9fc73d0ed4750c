import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folder } from './commands/folder.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const START = ['--import', 'tsx', fileURLToPath(new URL('./main.ts', import.meta.url))];
const report = 'fixtures/reports/001_ef7d1cd6b277190b.txt';
const process_ = (...argv: string[]) =>
  spawnSync(process.execPath, [...START, ...argv], { cwd: root, encoding: 'utf8' });

describe('the program as a process', () => {
  it('puts data alone on standard output and gives the exit code', () => {
    const good = process_('extract', report);
    expect(good.status, good.stderr).toBe(0);
    expect(good.stdout).toMatch(/^file,title,/);
    expect(good.stderr).toMatch(/^1 document, \d+ figures, .*\n$/);
    const bad = process_('extract', report, 'none.txt', '-q');
    expect(bad.status).toBe(2);
    expect(bad.stdout.split('\r\n')).toHaveLength(good.stdout.split('\r\n').length);
    expect(bad.stderr).toMatch(/^error: none\.txt: .*\n$/);
  });

  it('gives identical bytes each time', () => {
    const runs = [1, 2].map(() => {
      const path = join(folder(), 't.json');
      expect(process_('extract', 'fixtures/reports', '-o', path).status).toBe(0);
      return readFileSync(path, 'utf8');
    });
    expect(runs[0]).toBe(runs[1]);
  });

  it('ends quietly when its reader has enough', async () => {
    const child = spawn(process.execPath, [...START, 'extract', 'fixtures/reports', '-f', 'json'], { cwd: root });
    child.stdout.destroy();
    let told = '';
    child.stderr.on('data', (chunk) => {
      told += chunk;
    });
    const code = await new Promise((done) => child.on('close', done));
    expect(code).toBe(0);
    expect(told).not.toContain('EPIPE');
  });
});
