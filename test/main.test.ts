import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folder } from './commands/folder.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const START = ['--import', 'tsx', fileURLToPath(new URL('./main.ts', import.meta.url))];
const report = 'fixtures/reports/001_ef7d1cd6b277190b.txt';
const started = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, [...START, ...argv], { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } });

describe('the program as a process', () => {
  it('puts data alone on standard output and gives the exit code', () => {
    const good = started(['extract', report]);
    expect(good.status, good.stderr).toBe(0);
    expect(good.stdout).toMatch(/^file,title,/);
    expect(good.stderr).toMatch(/^1 document, \d+ figures, .*\n$/);
    const bad = started(['extract', report, 'none.txt', '-q']);
    expect(bad.status).toBe(2);
    expect(bad.stdout.split('\r\n')).toHaveLength(good.stdout.split('\r\n').length);
    expect(bad.stderr).toMatch(/^error: none\.txt: .*\n$/);
  });

  it('gives identical bytes each time, whichever segmenter cuts the words', () => {
    const runs = [{}, { BAOSHU_SEGMENTER: '@node-rs/jieba' }].map((env) => {
      const path = join(folder(), 't.json');
      const { status, stderr } = started(['extract', 'fixtures', '-o', path, '-j', '1'], env);
      expect(status, stderr).toBe(0);
      return readFileSync(path, 'utf8');
    });
    expect(runs[0]!.length).toBeGreaterThan(100_000);
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
