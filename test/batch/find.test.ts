import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byCodePoint, findFiles } from '../../src/batch/find.js';
import { folder } from '../commands/folder.js';

const codes = (problems: readonly { readonly file: string; readonly code: string }[]) =>
  problems.map(({ file, code }) => `${file}: ${code}`);

describe('findFiles', () => {
  it('takes a folder with all below it, in code-point order, hidden and other files left out', async () => {
    const cwd = folder({
      'r/b.txt': '',
      'r/B.HTML': '',
      'r/十.md': '',
      'r/a/z.htm': '',
      'r/a/y.expected.csv': '',
      'r/.git/x.txt': '',
      'r/picture.png': '',
    });
    const found = await findFiles(['r'], cwd);
    expect(found.files).toEqual(['r/B.HTML', 'r/a/z.htm', 'r/b.txt', 'r/十.md']);
    expect(found.problems).toEqual([]);
    expect(found.skipped).toBe(1);
  });

  it('keeps the order of the arguments and names each file once', async () => {
    const cwd = folder({ 'b.txt': '', 'a.txt': '', 'r/c.txt': '' });
    const { files } = await findFiles(['b.txt', 'r', './b.txt', '-', join(cwd, 'r/c.txt'), 'a.txt', '-'], cwd);
    expect(files).toEqual(['b.txt', 'r/c.txt', '-', 'a.txt']);
  });

  it('takes globs, sorted, and names that only look like globs', async () => {
    const cwd = folder({ 'r/2.txt': '', 'r/10.txt': '', 'r/x.csv': '', 'r/[1].txt': '' });
    expect((await findFiles(['r/*.txt'], cwd)).files).toEqual(['r/10.txt', 'r/2.txt', 'r/[1].txt']);
    expect((await findFiles(['r/[1].txt'], cwd)).files).toEqual(['r/[1].txt']);
  });

  it('reads a file that is named by itself whatever its ending', async () => {
    const cwd = folder({ 'page.aspx': '' });
    expect((await findFiles(['page.aspx'], cwd)).files).toEqual(['page.aspx']);
  });

  it('says what is missing and goes on', async () => {
    const cwd = folder({ 'a.txt': '', 'empty/x.png': '' });
    const { files, problems } = await findFiles(['none.txt', 'a.txt', 'no/*.txt', 'empty', 'a.txt/b'], cwd);
    expect(files).toEqual(['a.txt']);
    expect(codes(problems)).toEqual([
      'none.txt: missing',
      'no/*.txt: missing',
      'empty: no-reports',
      'a.txt/b: missing',
    ]);
  });

  it('does not go round a circle of links', async () => {
    const cwd = folder({ 'r/a.txt': '' });
    symlinkSync(join(cwd, 'r'), join(cwd, 'r/again'));
    expect((await findFiles(['r'], cwd)).files).toEqual(['r/a.txt']);
  });
});

describe('byCodePoint', () => {
  it('orders as the code points do', () => {
    const points = (text: string) => [...text].map((c) => c.codePointAt(0)!);
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '件', '\uFF01', '\u{20000}') })), (texts) => {
        const sorted = [...texts].sort(byCodePoint).map(points);
        for (let i = 1; i < sorted.length; i++) {
          const [a, b] = [sorted[i - 1]!, sorted[i]!];
          const at = a.findIndex((point, k) => point !== b[k]);
          expect(at < 0 || (at < b.length && a[at]! < b[at]!)).toBe(true);
        }
      }),
    );
    expect(['\u{20000}', '\uFF01'].sort(byCodePoint)).toEqual(['\uFF01', '\u{20000}']);
  });
});
