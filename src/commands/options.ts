import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { MineOptions } from '../mine.js';
import { UsageError } from './context.js';

/** Flags that every mining command takes, as commander hands them over. */
export interface MiningFlags {
  readonly codebook?: readonly string[];
  readonly encoding?: string;
  readonly year?: string;
  readonly region?: string;
  /** File of the user's table of facts. */
  readonly facts?: string;
}

/** Checks the flags that speak of the documents. */
export async function mineOptions({ encoding, year, region, facts }: MiningFlags, cwd: string): Promise<MineOptions> {
  return {
    ...(encoding === undefined ? {} : { encoding: await knownEncoding(encoding) }),
    ...(year === undefined ? {} : { year: number('--year', year, 1949, 2100) }),
    ...(region === undefined ? {} : { region }),
    ...(facts === undefined ? {} : { facts: await openFacts(facts, cwd) }),
  };
}

async function openFacts(file: string, cwd: string): Promise<NonNullable<MineOptions['facts']>> {
  const [{ readStated }, { decode }] = await Promise.all([import('../stated.js'), import('../stages/decode.js')]);
  try {
    // Excel and WPS save csv in the encoding of the system: here that is often GB18030
    return readStated(decode(await readFile(resolve(cwd, file))).text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`--facts ${file}: ${code === 'ENOENT' ? 'there is no such file' : message}`);
  }
}

async function knownEncoding(name: string): Promise<string> {
  const { default: iconv } = await import('iconv-lite');
  if (iconv.encodingExists(name)) return name;
  throw new UsageError(`--encoding: '${name}' is no encoding known here; try utf-8, gb18030, big5 or utf-16le`);
}

/** A whole number within bounds. */
export function number(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${flag}: '${text}' is not a whole number from ${least} to ${most}`);
}
