// Compiles src/stages/bind/kernel.wat and writes src/stages/bind/kernel-bytes.ts: `npm run kernel`.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

const folder = new URL('../src/stages/bind/', import.meta.url);

/** What kernel-bytes.ts must hold. */
export async function kernelBytes(): Promise<string> {
  const { parseWat } = await wabt();
  const module = parseWat('kernel.wat', readFileSync(new URL('kernel.wat', folder), 'utf8'), {
    simd: true,
    bulk_memory: true,
  });
  const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64');
  const lines = base64.match(/.{1,100}/g)!.map((line) => `  '${line}'`);
  return `/** kernel.wat compiled by \`npm run kernel\`, in base64. */\nexport const KERNEL =\n${lines.join(' +\n')};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('kernel-bytes.ts', folder), await kernelBytes());
