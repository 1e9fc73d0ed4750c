import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
// @ts-expect-error: it has no types.
import datapackage from 'datapackage';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCodebook, openEngine } from '../../src/batch/engine.js';
import { start } from '../commands/stand-in.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const openers = { openEngine, openCodebook };
const home = mkdtempSync(join(tmpdir(), 'baoshu-'));
const out = join(home, 'data');
const file = (name: string): Buffer => readFileSync(join(out, name));
const extracted = () =>
  start(['extract', 'fixtures/reports', 'none.txt', '--coded', '-f', 'dataset', '-o', out], { cwd: root, openers });

describe('the dataset of the fixtures', () => {
  beforeAll(async () => {
    expect((await extracted()).code).toBe(2);
  }, 60_000);

  afterAll(() => rmSync(home, { recursive: true }));

  it('is a valid data package of Frictionless, every row of its tables too', async () => {
    const found = await datapackage.Package.load(join(out, 'datapackage.json'), { strict: true });
    expect([found.valid, found.errors]).toEqual([true, []]);
    const rows: Record<string, number> = {};
    for (const resource of found.resources.filter((one: { tabular: boolean }) => one.tabular))
      rows[resource.name] = (await resource.read({ relations: true })).length;
    expect(rows).toMatchObject({ documents: 6, problems: 1 });
    expect(rows.observations).toBeGreaterThan(100);
    expect(rows.findings).toBeGreaterThan(5);
    expect(rows.codebook).toBeGreaterThan(300);
  }, 60_000);

  it('says what made it, and the size and hash of its files', () => {
    const { generator, resources } = JSON.parse(file('datapackage.json').toString());
    expect(generator).toMatchObject({ name: 'baoshu', options: { coded: true } });
    expect(resources).toHaveLength(6);
    for (const { path, bytes, hash } of resources) {
      const sha256 = createHash('sha256').update(file(path)).digest('hex');
      expect([path, bytes, hash]).toEqual([path, file(path).length, `sha256:${sha256}`]);
    }
  });

  it('has the same figures in Parquet', async () => {
    const bytes = file('observations.parquet');
    const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer });
    const table = parse(file('observations.csv'), { columns: true }) as Record<string, string>[];
    const plain = rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value === null ? '' : String(value)])),
    );
    expect(plain).toEqual(table);
  });

  it('has the same bytes when it is made again, in the same folder', async () => {
    const all = (): Buffer[] => readdirSync(out).sort().map(file);
    const before = all();
    await extracted();
    expect(all().map((bytes, i) => Buffer.compare(bytes, before[i]!))).toEqual(before.map(() => 0));
  }, 60_000);
});
