import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { mineFiles } from '../batch/batch.js';
import { keepFiles } from '../batch/filter.js';
import { byCodePoint, findFiles } from '../batch/find.js';
import { writeWhole } from '../batch/output.js';
import { problemLine } from '../batch/report.js';
import type { DocumentResult } from '../write/columns.js';
import { compare } from './check/compare.js';
import { REPORTERS, type Verdict } from './check/reporters.js';
import { expectedPath, isExpected, readTable, tableRows, tableText } from './check/tables.js';
import type { Context, Outcome } from './context.js';
import { type NameFlags, nameFilter } from './filters.js';
import { type MiningFlags, mineOptions } from './options.js';

export interface CheckFlags extends MiningFlags, NameFlags {
  readonly update?: boolean;
  readonly reporter?: keyof typeof REPORTERS;
}

/** Mines each report of a folder anew and holds the figures against the expected table beside it. */
export async function check(folder: string, flags: CheckFlags, { io, openEngine }: Context): Promise<Outcome> {
  const options = await mineOptions(flags, io.cwd);
  const codebook = (flags.codebook ?? []).map((file) => resolve(io.cwd, file));
  const found = await findFiles([folder], io.cwd);
  for (const one of found.problems) io.stderr.write(`${problemLine(one)}\n`);
  const engine = await openEngine({ codebook });
  const verdicts: Verdict[] = [];
  const seen = new Set<string>();
  const names = nameFilter(flags);
  const batch = { engine, codebook, cwd: io.cwd, options, stdin: io.stdin, names };
  for await (const results of mineFiles(keepFiles(found.files, names), batch)) {
    for (const result of results) verdicts.push(await judge(result, seen, flags.update === true, io.cwd));
  }
  // A table whose report is gone would else pass unseen; under a filter the report may only be left out.
  if (names.include.length + names.exclude.length === 0) verdicts.push(...(await orphans(folder, seen, io.cwd)));
  io.stdout.write(REPORTERS[flags.reporter ?? 'text'](verdicts, io.colour));
  io.stderr.write(closing(folder, verdicts));
  const count = (...states: Verdict['state'][]): number =>
    verdicts.filter(({ state }) => states.includes(state)).length;
  return { errors: found.problems.length + count('error'), differences: count('differs', 'no-table', 'no-report') };
}

async function judge(result: DocumentResult, seen: Set<string>, update: boolean, cwd: string): Promise<Verdict> {
  const { file } = result.document;
  const table = expectedPath(file);
  const verdict = (state: Verdict['state'], message = ''): Verdict => ({
    file,
    table,
    state,
    differences: [],
    message,
  });
  if (seen.has(table))
    return verdict('error', `${table} belongs to another report of the same name; rename one of them`);
  seen.add(table);
  const error = result.problems.find(({ severity }) => severity === 'error');
  if (error) return verdict('error', error.message.replace(`${file}: `, ''));
  const path = resolve(cwd, table);
  const expected = await readTable(path);
  const differences = 'rows' in expected ? compare(expected.rows, tableRows(result), expected.columns) : [];
  if (update) {
    if ('rows' in expected && differences.length === 0) return verdict('same');
    await writeWhole(path, tableText(result));
    return verdict('updated');
  }
  if ('missing' in expected) return verdict('no-table', `has no expected table ${table}; --update writes it`);
  if ('wrong' in expected) return verdict('error', `${table} ${expected.wrong}; mend it or let --update write it anew`);
  return { ...verdict(differences.length ? 'differs' : 'same'), differences };
}

/** The expected tables without a report. */
async function orphans(folder: string, seen: ReadonlySet<string>, cwd: string): Promise<Verdict[]> {
  const names = await readdir(resolve(cwd, folder), { recursive: true }).catch(() => []);
  const known = new Set([...seen].map((table) => resolve(cwd, table)));
  return names
    .filter((name) => isExpected(name) && !known.has(resolve(cwd, folder, name)))
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .sort(byCodePoint)
    .map((table) => ({
      file: table,
      table,
      state: 'no-report',
      differences: [],
      message: 'is an expected table without its report; put the report back or delete the table',
    }));
}

function closing(folder: string, verdicts: readonly Verdict[]): string {
  const reports = verdicts.filter(({ state }) => state !== 'no-report').length;
  const good = verdicts.filter(({ state }) => state === 'same').length;
  const updated = verdicts.filter(({ state }) => state === 'updated').length;
  const bad = verdicts.length - good - updated;
  const parts = [`${reports} report${reports === 1 ? '' : 's'}`, `${good} as expected`];
  if (updated) parts.push(`${updated} updated`);
  parts.push(`${bad} not as expected`);
  const differs = verdicts.some(({ state }) => state === 'differs');
  return `${parts.join(', ')}${differs ? `; 'baoshu check ${folder} --update' accepts the new figures` : ''}\n`;
}
