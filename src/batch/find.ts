import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { endingOf, READABLE_ENDINGS } from '../formats/endings.js';
import type { Problem } from '../types.js';
import { fromErrno, problem } from './problems.js';

/** Name of standard input, on the command line. */
export const STDIN = '-';

/** Ending of the tables that `check` holds reports against. */
export const EXPECTED = '.expected.csv';

export interface Found {
  /** Inputs in the order of the arguments, those of a folder or glob in code-point order; each once. Forward slashes. */
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
  /** Files in folders that are of other kinds, expected tables aside. */
  readonly skipped: number;
}

interface Collected {
  readonly files: string[];
  readonly problems: Problem[];
  skipped: number;
}

/** Orders strings by their code points, the same everywhere (UTF-16 order puts rare Han before full-width forms). */
export const byCodePoint = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; ) {
    const left = a.codePointAt(i)!;
    const right = b.codePointAt(i)!;
    if (left !== right) return left - right;
    i += left > 0xffff ? 2 : 1;
  }
  return a.length - b.length;
};

const slashes = (path: string): string => (process.platform === 'win32' ? path.replaceAll('\\', '/') : path);

async function walk(folder: string, cwd: string, into: Collected): Promise<void> {
  let entries: import('node:fs').Dirent[];
  try {
    entries = await readdir(resolve(cwd, folder), { withFileTypes: true });
  } catch (error) {
    into.problems.push(fromErrno(folder, error));
    return;
  }
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = slashes(join(folder, entry.name));
    // A link to a folder is not followed: it may lead round in a circle.
    if (entry.isDirectory()) await walk(path, cwd, into);
    else if (READABLE_ENDINGS.has(endingOf(entry.name))) into.files.push(path);
    else if (!entry.name.endsWith(EXPECTED)) into.skipped++;
  }
}

async function findFolder(folder: string, cwd: string): Promise<Collected> {
  const found: Collected = { files: [], problems: [], skipped: 0 };
  await walk(folder, cwd, found);
  found.files.sort(byCodePoint);
  if (found.files.length === 0 && found.problems.length === 0) {
    const kinds = [...READABLE_ENDINGS].join(' ');
    found.problems.push(problem(folder, 'no-reports', `holds no file to read (${kinds}); name the files themselves`));
  }
  return found;
}

async function findGlob(pattern: string, cwd: string): Promise<Collected> {
  const { glob, isDynamicPattern } = await import('tinyglobby');
  const wanted = slashes(pattern);
  if (!isDynamicPattern(wanted)) {
    return { files: [], problems: [fromErrno(pattern, { code: 'ENOENT' })], skipped: 0 };
  }
  const files = (await glob(wanted, { cwd, absolute: false, expandDirectories: false })).sort(byCodePoint);
  const problems = files.length ? [] : [problem(pattern, 'missing', 'no file fits this pattern; check it')];
  return { files, problems, skipped: 0 };
}

async function findOne(path: string, cwd: string): Promise<Collected> {
  if (path === STDIN) return { files: [path], problems: [], skipped: 0 };
  try {
    const found = await stat(resolve(cwd, path));
    if (found.isDirectory()) return await findFolder(slashes(path), cwd);
    return { files: [slashes(path)], problems: [], skipped: 0 };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EINVAL') return findGlob(path, cwd);
    return { files: [], problems: [fromErrno(path, error)], skipped: 0 };
  }
}

/** Finds the inputs that arguments mean: files, folders with all below them, globs, `-`. Paths are relative to `cwd`. */
export async function findFiles(paths: readonly string[], cwd: string): Promise<Found> {
  const files = new Map<string, string>();
  const problems: Problem[] = [];
  let skipped = 0;
  for (const path of paths) {
    const found = await findOne(path, cwd);
    for (const file of found.files) {
      const place = file === STDIN ? STDIN : resolve(cwd, file);
      if (!files.has(place)) files.set(place, file);
    }
    problems.push(...found.problems);
    skipped += found.skipped;
  }
  return { files: [...files.values()], problems, skipped };
}
