import { extname, resolve } from 'node:path';
import { UsageError } from './context.js';

/** Refuses a name for a review page that no browser would take for one. */
export function checkPage(flag: string, page: string): void {
  if (!/^\.html?$/i.test(extname(page)))
    throw new UsageError(`${flag} ${page}: the page is HTML; end its name in .html`);
}

/** The files found without the page of an earlier run, which may stand in a folder of inputs; refuses one that is named as input. */
export function withoutPage(
  files: readonly string[],
  paths: readonly string[],
  { flag, page, cwd }: { readonly flag: string; readonly page: string; readonly cwd: string },
): readonly string[] {
  const target = resolve(cwd, page);
  if (paths.some((path) => resolve(cwd, path) === target))
    throw new UsageError(`${flag} ${page} is one of the inputs and would be lost; name another file`);
  return files.filter((file) => resolve(cwd, file) !== target);
}
