import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildPage } from '../../src/review/build.js';

/** Makes the review page as the build does, so that tests of the sources see the page as it stands in them. */
export function setup(): void {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.page.json'], { cwd: root, stdio: 'inherit' });
  buildPage();
}
