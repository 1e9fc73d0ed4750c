import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../context.js';

const FINGERPRINT = /^[0-9a-f]{12}(?:-\d+)?$/;

/**
 * Reads the fingerprints of findings that a person has judged: one at the start of each line; what follows it, and lines after #,
 * are for people.
 * @throws UsageError where the file is missing or a line has no fingerprint.
 */
export async function readDismissed(file: string | undefined, cwd: string): Promise<ReadonlySet<string>> {
  if (file === undefined) return new Set();
  let text: string;
  try {
    text = await readFile(resolve(cwd, file), 'utf8');
  } catch {
    throw new UsageError(
      `--dismiss: there is no file ${file}; make one with a fingerprint of 'baoshu audit' on each line`,
    );
  }
  const dismissed = new Set<string>();
  text.split(/\r?\n/).forEach((line, k) => {
    const [word = ''] = line
      .replace(/^\uFEFF/, '')
      .trim()
      .split(/[\s,#]/, 1);
    if (word === '') return;
    if (!FINGERPRINT.test(word))
      throw new UsageError(`--dismiss: line ${k + 1} of ${file} starts with '${word}', which is no fingerprint`);
    dismissed.add(word);
  });
  return dismissed;
}
