import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Problem } from '../types.js';
import { STDIN } from './find.js';
import { fromErrno } from './problems.js';

export type Read = { readonly bytes: Uint8Array } | { readonly problem: Problem };

/** Reads one input whole. `stdin` gives the bytes of standard input. */
export async function readInput(file: string, cwd: string, stdin: AsyncIterable<Uint8Array>): Promise<Read> {
  try {
    if (file !== STDIN) return { bytes: await readFile(resolve(cwd, file)) };
    const chunks: Uint8Array[] = [];
    for await (const chunk of stdin) chunks.push(chunk);
    return { bytes: Buffer.concat(chunks) };
  } catch (error) {
    return { problem: fromErrno(file, error) };
  }
}
