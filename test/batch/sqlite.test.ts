import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import sqlite from 'node-sqlite3-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCodebook, openEngine } from '../../src/batch/engine.js';
import { folder } from '../commands/folder.js';
import { openStandIn, start } from '../commands/stand-in.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const openers = { openEngine, openCodebook };
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const queries = /^```sql\n([\s\S]*?)^```$/m.exec(readme)![1]!.trimEnd().split('\n');

describe('the database of the fixtures', () => {
  const home = mkdtempSync(join(tmpdir(), 'baoshu-'));
  const path = join(home, 'figures.sqlite');
  let database: InstanceType<typeof sqlite.Database>;

  beforeAll(async () => {
    await start(['extract', 'fixtures/reports', '-o', path], { cwd: root, openers });
    database = new sqlite.Database(path, { readOnly: true });
  }, 60_000);
  afterAll(() => {
    database.close();
    rmSync(home, { recursive: true });
  });

  it('has the rows of the csv', async () => {
    const { out } = await start(['extract', 'fixtures/reports'], { cwd: root, openers });
    const table = parse(out, { columns: true }) as Record<string, string>[];
    const rows = database
      .all('SELECT * FROM observations ORDER BY id')
      .map(({ id: _, ...row }) =>
        Object.fromEntries(
          Object.entries(row).map(([key, value]) => [
            key,
            key === 'derived' ? String(value === 1) : String(value ?? ''),
          ]),
        ),
      );
    expect(rows).toEqual(table);
    const [coded] = database.all('SELECT COUNT(*) AS n FROM coded');
    expect(coded!.n).toBe(table.filter(({ indicator }) => indicator !== '').length);
  });

  it('answers the questions of the README', () => {
    expect(queries).toHaveLength(3);
    const [first, second, third] = queries.map((query) => database.all(query));
    expect(first).toEqual([{ region: '咸阳市杨陵区', value: 57, unit: '件', flags: '' }]);
    expect(second).toContainEqual({ indicator_name: '受理(办理)法律援助案件数', regions: 2, total: 307 + 57 });
    expect(third).toContainEqual({
      region: '咸阳市杨陵区',
      year: 2022,
      'reconsideration.applications': 10,
      'reconsideration.accepted': 4,
    });
  });

  it('uses its index for a question about one indicator', () => {
    const plan = database.all("EXPLAIN QUERY PLAN SELECT * FROM coded WHERE indicator = 'mediation.accepted'");
    expect(JSON.stringify(plan)).toContain('observations_indicator');
  });
});

describe('the database', () => {
  const report = { 'r/a.txt': '受理10件。' };

  it('has the same bytes for the same input, and takes the place of an earlier one', async () => {
    const cwd = folder(report);
    const once = async (): Promise<Buffer> => {
      await start(['extract', 'r', '-o', 't.db'], { cwd });
      return readFileSync(join(cwd, 't.db'));
    };
    expect(Buffer.compare(await once(), await once())).toBe(0);
    expect(readdirSync(cwd).sort()).toEqual(['r', 't.db']);
  });

  it.each(['sqlite', 'dataset', 'xlsx'])('leaves nothing of a %s when the writing fails', async (format) => {
    const cwd = folder(report);
    const failing: typeof openStandIn = async (options) => {
      const engine = await openStandIn(options);
      return {
        ...engine,
        mineSource: (...given) => ({ ...engine.mineSource(...given), observations: [null as never] }),
      };
    };
    const { code } = await start(['extract', 'r', '-f', format, '-o', 'out'], {
      cwd,
      openers: { openEngine: failing },
    });
    expect([code, readdirSync(cwd), existsSync(join(cwd, 'out'))]).toEqual([2, ['r'], false]);
  });
});
