import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { kernelBytes } from '../../scripts/kernel.js';

it('kernel-bytes.ts is what kernel.wat says; "npm run kernel" makes it anew', async () => {
  const written = readFileSync(new URL('../../src/stages/bind/kernel-bytes.ts', import.meta.url), 'utf8');
  expect(written).toBe(await kernelBytes());
});
