import picomatch from 'picomatch';
import { endingOf, INSIDE } from '../formats/endings.js';
import type { DocKind, Problem } from '../types.js';
import type { DocumentResult } from '../write/columns.js';

/** Globs of file names, as `--include` and `--exclude` have them. */
export interface NameFilter {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** What documents are kept by, once they are mined. Empty lists keep all. */
export interface DocumentFilter {
  readonly kinds: readonly DocKind[];
  /** First and last year of each span. */
  readonly years: readonly (readonly [first: number, last: number])[];
}

/** Fits a name in whatever folder it lies: `*.html`, `2021/**`. */
const glob = (pattern: string) =>
  picomatch([pattern, `**/${pattern}`], { dot: true, windows: process.platform === 'win32' });

/**
 * A test for the names of documents. A file of an archive is named `archive.zip!/inner/name.html`; what fits the archive fits
 * all in it.
 */
export function nameTest({ include, exclude }: NameFilter): (name: string) => boolean {
  const wanted = include.map(glob);
  const unwanted = exclude.map(glob);
  return (name) => {
    const archive = name.split(INSIDE, 1)[0]!;
    const fits = (test: (text: string) => boolean) => test(name) || test(archive);
    return (wanted.length === 0 || wanted.some(fits)) && !unwanted.some(fits);
  };
}

/** Keeps the files wanted. Zip archives are kept for what may be in them, unless they are excluded by name. */
export function keepFiles(files: readonly string[], names: NameFilter): string[] {
  const wanted = nameTest(names);
  const allowed = nameTest({ ...names, include: [] });
  return files.filter((file) => (endingOf(file) === '.zip' ? allowed(file) : wanted(file)));
}

/**
 * Whether a document is of the kinds and years wanted. One that could not be read always is, so that its problem is told; one
 * whose year is unknown is not when years are asked for, and then gives a warning.
 */
export function documentTest({ kinds, years }: DocumentFilter): (result: DocumentResult) => true | Problem | null {
  return ({ document: { file, kind, year }, problems }) => {
    if (problems.some(({ severity }) => severity === 'error')) return true;
    if (kinds.length > 0 && !kinds.includes(kind)) return null;
    if (years.length === 0) return true;
    if (year !== null) return years.some(([first, last]) => year >= first && year <= last) || null;
    const message = `${file}: left out, as its year is unknown; state it with --year, or leave --keep-years away`;
    return { file, severity: 'warning', code: 'year-unknown', message };
  };
}
