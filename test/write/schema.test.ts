import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCodebook, openEngine } from '../../src/batch/engine.js';
import { start } from '../commands/stand-in.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const schema = JSON.parse(readFileSync(new URL('../../docs/output.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
ajv.addSchema(schema, 'output');
const openers = { openEngine, openCodebook };
const inputs = ['fixtures/reports', 'fixtures/pages', 'fixtures/audit', 'fixtures/none.txt'];

function faults(part: string, value: unknown): unknown[] {
  const validate = ajv.getSchema(part)!;
  return validate(value) ? [] : validate.errors!.slice(0, 5);
}

describe('docs/output.schema.json', () => {
  let documents: { observations: object[]; findings: object[] }[];

  beforeAll(async () => {
    documents = JSON.parse((await start(['extract', ...inputs, '-f', 'json', '-j', '1'], { cwd: root, openers })).out);
  }, 60_000);

  it('fits the json of reports, pages and inputs that fail', () => {
    expect(documents.length).toBeGreaterThan(10);
    expect(documents.some(({ findings }) => findings.length > 0)).toBe(true);
    expect(faults('output', documents)).toEqual([]);
  });

  it('fits each line of the ndjson', async () => {
    const { out } = await start(['extract', 'fixtures/reports', '-f', 'ndjson'], { cwd: root, openers });
    const lines = out.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.flatMap((line) => faults('output#/$defs/observation', JSON.parse(line)))).toEqual([]);
  }, 60_000);

  it.each([
    ['a value as text', { value: '12' }],
    ['a word that no column has', { status: 'done' }],
    ['a key of its own', { extra: 1 }],
    ['no sentence', { sentence: undefined }],
  ])('refuses a row with %s', (_, change) => {
    const row = JSON.parse(
      JSON.stringify({ ...documents.find((one) => one.observations[0])!.observations[0], ...change }),
    );
    expect(faults('output#/$defs/observation', row)).not.toEqual([]);
  });
});
