import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fromErrno } from '../batch/problems.js';
import { problemLine } from '../batch/report.js';
import { loadDefaultCodebook, tryExtension } from '../codebook/data.js';
import { checkExamples, takings } from '../codebook/examine.js';
import { type CodebookFile, describeError } from '../codebook/load.js';
import { knowledgeOf } from '../knowledge.js';
import { mine } from '../mine.js';
import type { Codebook, Indicator, Problem } from '../types.js';
import type { Context, Outcome } from './context.js';

/** The year that examples are read as reports of. */
const YEAR = 2022;

/**
 * Tries files of entries on top of the shipped codebook and says what to mend: first every mistake in their writing, then the
 * faults of the examples of the entries that have none, then what these take from the examples of the shipped entries.
 */
export async function testCodebook(paths: readonly string[], { io }: Context): Promise<Outcome> {
  const { files, problems } = await readFiles(paths, io.cwd);
  for (const one of problems) io.stderr.write(`${problemLine(one)}\n`);
  const base = loadDefaultCodebook({ examples: true });
  const { codebook, errors } = tryExtension(base, files);
  const own = codebook.indicators.slice(base.indicators.length);
  const wrong = own.length === 0 ? [] : examine(own, base, codebook);
  const faults = [...errors.map(describeError), ...wrong];
  for (const fault of faults) io.stdout.write(`${fault}\n`);
  const sound = own.filter(({ id, at }) => !wrong.some((fault) => fault.startsWith(`${at} ${id}: `))).length;
  io.stderr.write(`${sound} ${sound === 1 ? 'entry' : 'entries'} sound, ${faults.length} to mend\n`);
  return { errors: problems.length, differences: faults.length };
}

/** The faults of the entries of the files, one line each. */
function examine(own: readonly Indicator[], base: Codebook, codebook: Codebook): string[] {
  const knowledge = knowledgeOf(codebook, base);
  const tried = (text: string) => mine(Buffer.from(text), 'example', knowledge, { year: YEAR });
  const places = new Map(own.map(({ id, at }) => [id, `${at} ${id}`]));
  return [
    ...own.flatMap((entry) =>
      checkExamples(entry, codebook, tried).map((fault) => `${entry.at} ${entry.id}: ${fault}`),
    ),
    ...takings(own, codebook, tried).map(({ id, fault }) => `${places.get(id)}: ${fault}`),
  ];
}

async function readFiles(
  paths: readonly string[],
  cwd: string,
): Promise<{ files: CodebookFile[]; problems: Problem[] }> {
  const files: CodebookFile[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    try {
      files.push({ path, text: await readFile(resolve(cwd, path), 'utf8') });
    } catch (error) {
      problems.push(fromErrno(path, error));
    }
  }
  return { files, problems };
}
