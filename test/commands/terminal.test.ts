import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../src/cli.js';
import { folder } from './folder.js';
import { codebook, openStandIn, start } from './stand-in.js';

const files = { 'a.txt': '头\n办结10件,来了3人。\n\n末\u001b[2J尾5人\n' };

afterEach(() => vi.unstubAllEnvs());

describe('show', () => {
  it('prints the text with line numbers, figures marked and what they are below', async () => {
    const { code, out } = await start(['show', 'a.txt'], { cwd: folder(files) });
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 5)).toEqual([
      '1  头',
      '2  办结{10}件,来了{3}人。',
      '   │ 10 件  办结案件 cases.closed',
      '   │ 3 人  uncoded 办结10件,来了',
      '3  ',
    ]);
  });

  it('gives coded and uncoded figures colours of their own', async () => {
    const { out } = await start(['show', 'a.txt'], { cwd: folder(files), colour: true });
    expect(out).toContain('办结\u001b[32m\u001b[1m\u001b[4m10\u001b[24m');
    expect(out).toContain('来了\u001b[33m\u001b[1m\u001b[4m3\u001b[24m');
  });

  it('lets no document steer the terminal', async () => {
    const { out } = await start(['show', 'a.txt'], { cwd: folder(files) });
    expect(out).not.toContain('\u001b');
    expect(out).toContain('末 [2J尾{5}人');
  });

  it.runIf(process.platform !== 'win32').each([
    ['goes through the pager in a terminal', [], 'cat > paged.txt', true],
    ['is printed with --no-pager', ['--no-pager'], 'cat > paged.txt', false],
    ['is printed where the pager cannot start', [], 'no-such-pager-here', false],
  ])('%s', async (_, flags, pager, isPaged) => {
    const cwd = folder({ ...files, 'paged.txt': '' });
    vi.stubEnv('PAGER', pager.replace('paged.txt', join(cwd, 'paged.txt')));
    const stdout = Object.assign(new PassThrough(), { isTTY: true });
    const stdin = (async function* () {})();
    const io = { stdin, stdout, stderr: new PassThrough(), cwd, colour: false };
    const openers = { openEngine: openStandIn, openCodebook: async () => codebook };
    expect(await run(['show', 'a.txt', ...flags], io, openers)).toBe(0);
    stdout.end();
    const printed = (await stdout.toArray()).join('');
    expect(isPaged ? readFileSync(join(cwd, 'paged.txt'), 'utf8') : printed).toContain('办结{10}件');
    if (isPaged) expect(printed).toBe('');
  });
});
