import { dirname, isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Digits of a document's hash in a link: as many as the review page puts into its own address. */
const DIGITS = 12;

/**
 * The address of a review page, for links in a workbook: relative to the workbook's folder, so that both can be moved together, and
 * encoded. On another drive than the workbook it is the whole one.
 * @param workbook absolute path of the workbook.
 * @param page absolute path of the page.
 */
export function pageAddress(workbook: string, page: string): string {
  const path = relative(dirname(workbook), page);
  if (isAbsolute(path)) return pathToFileURL(page).href;
  return path.split(sep).map(encodeURIComponent).join('/');
}

/** The address of a figure in a review page; empty for a document without a text, which has no hash. `start` as in the table. */
export const figureAddress = (page: string, sha256: string, start: number): string =>
  sha256 === '' ? '' : `${page}#${sha256.slice(0, DIGITS)}:${start}`;
