import { readFile } from 'node:fs/promises';

/** The table of one of Adobe's character collections, by the name of its file. */
export const characterMap = async (filename: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(new URL(`../data/cmaps/${filename}`, import.meta.url)));
