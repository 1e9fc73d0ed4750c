import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { fileOutput, streamOutput, writeWhole } from '../../src/batch/output.js';
import { folder } from '../commands/folder.js';

describe('fileOutput', () => {
  it('leaves the old table until the new one is whole', async () => {
    const cwd = folder({ 't.csv': 'old' });
    const path = join(cwd, 't.csv');
    const output = await fileOutput(path);
    await output.write('ne');
    expect(readFileSync(path, 'utf8')).toBe('old');
    await output.write('w');
    await output.commit();
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(cwd)).toEqual(['t.csv']);
  });

  it('leaves nothing behind when discarded', async () => {
    const cwd = folder({ 't.csv': 'old' });
    const output = await fileOutput(join(cwd, 't.csv'));
    await output.write('half');
    await output.discard();
    expect(readdirSync(cwd)).toEqual(['t.csv']);
    expect(readFileSync(join(cwd, 't.csv'), 'utf8')).toBe('old');
  });

  it('refuses a folder and a place that is not there, before anything is written', async () => {
    const cwd = folder();
    mkdirSync(join(cwd, 'd'));
    await expect(fileOutput(join(cwd, 'd'))).rejects.toThrow('is a folder');
    await expect(fileOutput(join(cwd, 'none/t.csv'))).rejects.toThrow('its folder must exist');
    expect(readdirSync(cwd)).toEqual(['d']);
  });

  it('writes large tables whole', async () => {
    const path = join(folder(), 't.csv');
    await writeWhole(path, '数'.repeat(1_000_000));
    expect(readFileSync(path, 'utf8')).toHaveLength(1_000_000);
  });
});

describe('streamOutput', () => {
  it('waits for a slow reader', async () => {
    const stream = new PassThrough({ highWaterMark: 4 });
    const output = streamOutput(stream);
    let written = false;
    const writing = output.write('12345678').then(() => {
      written = true;
    });
    await new Promise(setImmediate);
    expect(written).toBe(false);
    stream.resume();
    await writing;
    expect(written).toBe(true);
  });
});
