import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder } from './folder.js';
import { start } from './stand-in.js';

const REPORT = '受理10件。\n来了3人,走了2人。\n办结7件。';

async function checked(files: Record<string, string> = { 'f/a.txt': REPORT }): Promise<string> {
  const cwd = folder(files);
  expect((await start(['check', 'f', '--update'], { cwd })).code).toBe(0);
  return cwd;
}

const edit = (cwd: string, from: string, to: string, file = 'f/a.txt'): void => {
  const path = join(cwd, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
};

describe('check', () => {
  it('passes what --update wrote', async () => {
    const cwd = await checked({ 'f/a.txt': REPORT, 'f/deep/b.txt': '办结5件。' });
    const { code, out, err } = await start(['check', 'f'], { cwd });
    expect([code, out, err]).toEqual([0, '', '2 reports, 2 as expected, 0 not as expected\n']);
    expect(readFileSync(join(cwd, 'f/a.expected.csv'), 'utf8')).toMatch(/^file,.*\r\na\.txt,/);
  });

  it('does not depend on where it is started', async () => {
    const cwd = await checked();
    expect((await start(['check', '.'], { cwd: join(cwd, 'f') })).code).toBe(0);
    expect((await start(['check', join(cwd, 'f')], { cwd: folder() })).code).toBe(0);
  });

  it('names the figure of which a digit changed, old and new, with its sentence and line', async () => {
    const cwd = await checked();
    edit(cwd, '7件', '8件');
    const { code, out, err } = await start(['check', 'f'], { cwd });
    expect(code).toBe(1);
    expect(out).toContain('~ changed  f/a.txt:3  8 件  cases.closed 办结案件');
    expect(out).toMatch(/value +7 → 8\n/);
    expect(out).toContain('in: 办结8件。');
    expect(out).toContain('1 figure differs from f/a.expected.csv');
    expect(err).toContain("'baoshu check f --update' accepts the new figures");
    edit(cwd, '8件', '7件');
    expect((await start(['check', 'f'], { cwd })).code).toBe(0);
  });

  it('tells one figure changed and the others moved when a digit is put in', async () => {
    const cwd = await checked();
    edit(cwd, '10件', '100件');
    const { out } = await start(['check', 'f'], { cwd });
    expect(out).toMatch(/value +10 → 100\n/);
    expect(out).toMatch(
      /~ changed {2}f\/a.txt:2 .*\n +start +moved by \+1\n +end +moved by \+1\n +and 2 more figures in the same way \(line 2, 3\)/,
    );
    expect(out).not.toMatch(/gained|lost/);
  });

  it('tells figures gained and lost', async () => {
    const cwd = await checked();
    edit(cwd, '来了3人,', '');
    edit(cwd, '办结7件。', '办结7件。另有9人。');
    const { code, out } = await start(['check', 'f'], { cwd });
    expect(code).toBe(1);
    expect(out).toContain('- lost  f/a.txt:2  3 人  uncoded 来了');
    expect(out).toContain('+ gained  f/a.txt:3  9 人');
  });

  it('fails a report without its table, and a table without its report', async () => {
    const cwd = await checked({ 'f/a.txt': REPORT, 'f/b.txt': REPORT });
    rmSync(join(cwd, 'f/a.expected.csv'));
    rmSync(join(cwd, 'f/b.txt'));
    const { code, out, err } = await start(['check', 'f'], { cwd });
    expect(code).toBe(1);
    expect(out).toContain('f/a.txt: has no expected table f/a.expected.csv');
    expect(out).toContain('f/b.expected.csv: is an expected table without its report');
    expect(err).toBe('1 report, 0 as expected, 2 not as expected\n');
  });

  it('compares only the columns that the table has, whatever its line ends', async () => {
    const cwd = await checked();
    writeFileSync(join(cwd, 'f/a.expected.csv'), '\uFEFFstart,end,value\n2,4,10\n9,10,3\n14,15,2\n20,21,7\n');
    expect((await start(['check', 'f'], { cwd })).code).toBe(0);
    edit(cwd, '14,15,2', '14,15,1', 'f/a.expected.csv');
    const { code, out } = await start(['check', 'f'], { cwd });
    expect(code).toBe(1);
    expect(out).toMatch(/value +1 → 2\n/);
  });

  it.each([
    ['an unknown column', 'start,end,size\n', "has an unknown column 'size'"],
    ['no places', 'value\n', "lacks the column 'start'"],
    ['rows of different length', 'start,end\n1\n', 'is no CSV table'],
  ])('refuses a table with %s', async (_, table, message) => {
    const { code, out } = await start(['check', 'f'], {
      cwd: folder({ 'f/a.txt': REPORT, 'f/a.expected.csv': table }),
    });
    expect(code).toBe(2);
    expect(out).toContain(message);
  });

  it('refuses two reports that would share a table', async () => {
    const cwd = folder({ 'f/a.txt': REPORT, 'f/a.html': REPORT });
    const { code, out } = await start(['check', 'f', '--update'], { cwd });
    expect(code).toBe(2);
    expect(out).toContain('f/a.txt: f/a.expected.csv belongs to another report of the same name');
  });

  it('exits 2 where a report or the folder cannot be read, and still checks the others', async () => {
    const cwd = await checked();
    writeFileSync(join(cwd, 'f/b.txt'), '');
    const { code, out, err } = await start(['check', 'f'], { cwd });
    expect([code, err]).toEqual([2, '2 reports, 1 as expected, 1 not as expected\n']);
    expect(out).toContain('f/b.txt: is empty');
    expect((await start(['check', 'none'], { cwd })).code).toBe(2);
    expect((await start(['check', 'g'], { cwd: folder({ 'g/x.png': '' }) })).code).toBe(2);
  });
});

describe('the reporters of check', () => {
  it('gives GitHub one command for each change, at its line', async () => {
    const cwd = await checked({ 'f/a,1.txt': REPORT });
    edit(cwd, '7件', '8件', 'f/a,1.txt');
    const { code, out } = await start(['check', 'f', '--reporter', 'github'], { cwd });
    expect(code).toBe(1);
    expect(out).toMatch(/^::error file=f\/a%2C1\.txt,line=3,title=figure changed::8 件 .*value +7 → 8%0A.*\n$/);
  });

  it('gives JUnit one case for each report, its text escaped', async () => {
    const cwd = await checked({ 'f/a.txt': '<b>&"办结7件', 'f/b.txt': REPORT });
    edit(cwd, '7件', '8件');
    const { out } = await start(['check', 'f', '--reporter', 'junit'], { cwd });
    expect(out).toContain('<testsuite name="baoshu check" tests="2" failures="1" errors="0">');
    expect(out).toContain('<testcase classname="baoshu.check" name="f/b.txt"/>');
    expect(out).toContain('in: &lt;b&gt;&amp;&quot;办结8件');
    expect(out).not.toContain('<b>');
  });
});
