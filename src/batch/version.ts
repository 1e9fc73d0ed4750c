import { readFileSync } from 'node:fs';

/** Version of this program, as its package.json has it. */
export const programVersion = (): string =>
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
