import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { generated } from '../scripts/docs.js';
import { openCodebook, openEngine } from '../src/batch/engine.js';
import { folder } from './commands/folder.js';
import { start } from './commands/stand-in.js';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
const page = read('docs/codebook.md');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map((match) => match[1]!);

it.each(generated())(
  '$path is as the codebook and its schema have it (npm run docs writes it anew)',
  ({ path, text }) => {
    expect(read(path) === text).toBe(true);
  },
);

describe('the examples of docs/codebook.md', () => {
  const [canteens, meals, draft] = blocks('yaml');
  const files = {
    'report.txt': blocks('txt')[0]!,
    'canteens.yaml': canteens!,
    'meals.yaml': meals!,
    'draft.yaml': draft!,
  };
  const openers = { openEngine, openCodebook };
  // Commands of the page with the output shown below each; … stands for what is left out at the end.
  const shown = blocks('console').flatMap((block) =>
    block
      .split(/^\$ baoshu /m)
      .slice(1)
      .map((part) => part.split(/\n([\s\S]*)/) as [string, string]),
  );

  it('are all here', () => expect(shown.length).toBeGreaterThan(3));

  it.each(shown)('baoshu %s', async (command, output) => {
    const { out, err } = await start(command.split(' '), { cwd: folder(files), openers });
    const [head, rest] = output.split('…\n');
    if (rest === undefined) expect(out, err).toBe(output);
    else expect(out.slice(0, head!.length), err).toBe(head);
  });

  it('hold a sound entry with a set of its own', async () => {
    const { code, out } = await start(['codebook', 'test', 'meals.yaml'], { cwd: folder(files), openers });
    expect([code, out]).toEqual([0, '']);
  });
});
