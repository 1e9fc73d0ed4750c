/**
 * Endings of the files that folders and archives are searched for. A file named by itself is read whatever its name, and what a
 * file is its content tells: this only keeps pictures and style sheets out.
 */
export const READABLE_ENDINGS: ReadonlySet<string> = new Set([
  ...['.txt', '.md', '.html', '.htm', '.xhtml', '.shtml', '.mhtml', '.mht'],
  ...['.docx', '.doc', '.wps', '.pdf', '.ofd', '.zip', '.gz'],
]);

/** Ending of a file's name in lower case, with its dot; empty where there is none. */
export const endingOf = (name: string): string => /\.[^./\\]+$/.exec(name)?.[0].toLowerCase() ?? '';

/** Stands between an archive's name and that of a file in it: `archive.zip!/inner/name.html`. */
export const INSIDE = '!/';
