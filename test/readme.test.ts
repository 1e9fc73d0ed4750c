import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { openCodebook, openEngine } from '../src/batch/engine.js';
import { COLUMNS } from '../src/write/columns.js';
import { COVERAGE_COLUMNS, STATES } from '../src/write/coverage.js';
import { FACT_COLUMNS } from '../src/write/facts.js';
import { folder } from './commands/folder.js';
import { start } from './commands/stand-in.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map((match) => match[1]!);
const openers = { openEngine, openCodebook };
const commands = blocks('sh')
  .flatMap((block) => block.trimEnd().split('\n'))
  .flatMap((line) => line.split(' && '));

// Words as a shell would have them; the README uses single quotes and one kind of redirection.
function parsed(command: string): { argv: string[]; stdin: string } {
  const [words, input] = command.split(' < ');
  const argv = [...words!.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2]!);
  return { argv, stdin: input ? read(input) : '' };
}

function checkout(): string {
  const cwd = folder();
  for (const name of ['fixtures/reports', 'fixtures/formats'])
    cpSync(join(root, name), join(cwd, name), { recursive: true });
  writeFileSync(join(cwd, 'canteens.yaml'), blocks('yaml')[0]!);
  return cwd;
}

describe('the commands of the README', () => {
  const own = commands.filter((command) => command.startsWith('npx baoshu '));

  it('are the program, or those that .ci/run runs', () => {
    const ci = read('.ci/run');
    for (const command of commands.filter((one) => !own.includes(one))) expect(ci).toContain(`step ${command}\n`);
    expect(own.length).toBeGreaterThan(5);
  });

  it.each(own)('%s', async (command) => {
    const { argv, stdin } = parsed(command);
    const cwd = checkout();
    const { code, out, err } = await start(argv.slice(2), { cwd, stdin, openers });
    expect(code, err).toBe(0);
    const output = argv[argv.indexOf('-o') + 1];
    const place = join(cwd, output!, argv.includes('dataset') ? 'datapackage.json' : '');
    const written = argv.includes('-o') ? readFileSync(place, 'utf8') : out;
    if (argv[2] === 'codebook') expect([out, err]).toEqual(['', '1 entry sound, 0 to mend\n']);
    else if (argv[2] !== 'check') expect(written.split('\n').length).toBeGreaterThan(3);
  });
});

describe('the tables of the README', () => {
  it.each([
    ['the table', COLUMNS],
    ['its coverage', COVERAGE_COLUMNS],
    ['the table of facts', FACT_COLUMNS],
  ])('list the columns of %s', (_, columns) => {
    const rows = columns.map(({ key, zh, about }) => `| \`${key}\` | ${zh} | ${about} |`);
    expect(readme).toContain(`|---|---|---|\n${rows.join('\n')}\n\n`);
  });

  it('list the states of an indicator', () => {
    const rows = Object.entries(STATES).map(([state, meaning]) => `| \`${state}\` | ${meaning} |`);
    expect(readme).toContain(`|---|---|\n${rows.join('\n')}\n\n`);
  });

  it('show rows that are in the output', async () => {
    const excerpt = /What comes out[\s\S]*?\n(\|[\s\S]*?)\n\n/.exec(readme)![1]!.split('\n');
    const cells = (line: string): string[] => line.slice(2, -2).split(' | ');
    const [head, , ...rows] = excerpt.map(cells);
    expect(rows.length).toBeGreaterThan(4);
    const { out } = await start(['extract', 'fixtures/reports'], { cwd: checkout(), openers });
    const table = parse(out, { columns: true }) as Record<string, string>[];
    const shown = table.map((row) => head!.map((column) => row[column]));
    for (const row of rows) expect(shown).toContainEqual(row);
  });
});
