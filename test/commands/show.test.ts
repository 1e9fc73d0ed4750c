import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Candidate, Mined, Observation } from '../../src/types.js';
import { folder } from './folder.js';
import { openStandIn, start } from './stand-in.js';

/** What was mined, its figures uncoded and with candidates of these verdicts. */
function uncoded(mined: Mined, change: Partial<Observation>, verdicts: readonly Candidate['verdict'][]): Mined {
  const candidates = verdicts.map((verdict, i): Candidate => {
    return { indicator: `cases.${i}`, score: 1, evidence: [], verdict, why: 'its words' };
  });
  return {
    ...mined,
    observations: mined.observations.map((one) => ({ ...one, ...change })),
    bindings: mined.bindings.map((one) => ({ ...one, candidates })),
  };
}

const files = { 'a.txt': '头\n办结10件,来了3人。\n办结10件。\n' };

describe('explain', () => {
  it('shows each figure in its sentence, what was made of it and the candidates that lost', async () => {
    const { code, out } = await start(['explain', 'a.txt'], { cwd: folder(files) });
    expect(code).toBe(0);
    expect(out.split('\n\n')).toHaveLength(3);
    expect(out).toContain('a.txt:2  10 件  cases.closed 办结案件\n  办结{10}件,来了3人。\n  label  办结\n');
    expect(out).toMatch(/a\.txt:2 {2}3 人 {2}uncoded\n {2}办结10件,来了\{3\}人。/);
    expect(out).toContain('of     “10” line 2\n');
    expect(out).toContain(
      'why    cases.opened comes nearest (1.00), which is not sure enough: its words stand too far off',
    );
    expect(out).toContain('next   an indicator of your own may take it: docs/codebook.md');
    expect(out).toMatch(/weak +cases\.opened +1\.00 +its words stand too far off/);
  });

  it.each<[string, Partial<Observation>, readonly Candidate['verdict'][], string]>([
    ['nothing fits', {}, [], 'nothing that is counted in 人 fits the label “来了”'],
    ['there are no words', { label: '' }, [], 'it has no label'],
    ['it compares what has no code', { aspect: 'growth' }, [], 'it is the growth of something that has no code'],
    ['two fit alike', {}, ['close', 'close'], 'cases.0 and cases.1 fit nearly alike'],
    ['one fits, a weak one nearly as well', {}, ['close', 'weak'], 'cases.0 and cases.1 fit nearly alike'],
    [
      'one is near and not near enough',
      {},
      ['weak'],
      'cases.0 comes nearest (1.00), which is not sure enough: its words',
    ],
  ])('says why a figure has no code: %s', async (_, change, verdicts, why) => {
    const openEngine: typeof openStandIn = async (options) => {
      const engine = await openStandIn(options);
      return { ...engine, mineSource: (...given) => uncoded(engine.mineSource(...given), change, verdicts) };
    };
    const { out } = await start(['explain', 'b.txt'], {
      cwd: folder({ 'b.txt': '来了3人。' }),
      openers: { openEngine },
    });
    expect(out).toContain(`  why    ${why}`);
  });

  it('marks the right one of two equal sentences', async () => {
    const { out } = await start(['explain', 'a.txt', '--line', '3'], { cwd: folder(files) });
    expect(out).toMatch(/^a\.txt:3 {2}10 件.*\n {2}办结\{10\}件。\n/);
    expect(out).not.toContain('a.txt:2');
  });

  it('keeps figures that have the indicator or nearly had it', async () => {
    const cwd = folder(files);
    expect(
      (await start(['explain', 'a.txt', '--indicator', 'cases.closed'], { cwd })).out.match(/^a\.txt/gm),
    ).toHaveLength(2);
    expect(
      (await start(['explain', 'a.txt', '--indicator', 'cases.opened'], { cwd })).out.match(/^a\.txt/gm),
    ).toHaveLength(3);
    expect((await start(['explain', 'a.txt', '--indicator', 'none'], { cwd })).err).toContain('no figure there');
  });

  it('uses colour instead of braces where there is colour', async () => {
    const { out } = await start(['explain', 'a.txt', '--line', '3'], { cwd: folder(files), colour: true });
    expect(out).toContain('办结\u001b[7m10\u001b[27m件。');
  });

  it('exits 2 for a file that is not there and for a line that is none', async () => {
    const cwd = folder(files);
    expect((await start(['explain', 'b.txt'], { cwd })).code).toBe(2);
    expect((await start(['explain', 'a.txt', '--line', '0'], { cwd })).code).toBe(2);
  });
});

describe('text', () => {
  it('prints the very text that spans refer to', async () => {
    const cwd = folder(files);
    const { code, out } = await start(['text', 'a.txt'], { cwd });
    expect([code, out]).toEqual([0, files['a.txt']]);
    expect(await start(['text', 'b.txt'], { cwd })).toMatchObject({ code: 2, out: '' });
  });
});

describe('indicators', () => {
  const show = (...argv: string[]) => start(['indicators', ...argv], { cwd: folder() });

  it('lists the codebook, or what fits an id, a pattern or a word', async () => {
    const both = 'cases.closed  办结案件  (Cases closed; cases)\ncases.opened  受理案件  (Cases opened; cases)\n';
    expect((await show()).out).toBe(both);
    expect((await show('cases')).out).toBe(both);
    expect((await show('案件')).out).toBe(both);
    expect((await show('*.opened')).out).toContain('cases.opened  受理案件');
  });

  it('shows one by itself whole', async () => {
    const { out } = await show('OPENED');
    for (const part of ['definition', '受理案件的件数', 'measure', '受理案件{5}件。', 'cases.yaml:1'])
      expect(out).toContain(part);
    expect(out).not.toContain('part of');
  });

  it('gives csv and json', async () => {
    const rows = parse((await show('-f', 'csv')).out, { columns: true }) as Record<string, string>[];
    expect(rows.map(({ id, name_zh }) => [id, name_zh])).toEqual([
      ['cases.closed', '办结案件'],
      ['cases.opened', '受理案件'],
    ]);
    expect(JSON.parse((await show('cases.opened', '-f', 'json')).out)).toEqual([
      expect.objectContaining({ id: 'cases.opened' }),
    ]);
  });

  it('exits 2 when nothing fits', async () => {
    expect(await show('nothing')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining("no indicator fits 'nothing'"),
    });
  });
});

describe('the program', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

  it('tells its version, and with --verbose what it works with', async () => {
    expect(await start(['--version'], { cwd: folder() })).toEqual({ code: 0, out: `${version}\n`, err: '' });
    const { out } = await start(['--version', '--verbose'], { cwd: folder() });
    expect(out).toBe(
      `baoshu ${version}\nnode ${process.version}\nsegmenter stand-in\ncodebook 2 indicators, sha256 f00d\n`,
    );
  });

  it.each(['extract', 'check', 'indicators', 'explain', 'text'])('helps with %s by examples', async (command) => {
    const { code, out, err } = await start([command, '--help'], { cwd: folder() });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(new RegExp(`Usage: baoshu ${command} `));
    expect(out).toMatch(new RegExp(`Examples:\\n {2}\\$ baoshu ${command} `));
  });

  it('exits 2 without a command and with an unknown one', async () => {
    expect(await start([], { cwd: folder() })).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('Usage: baoshu'),
    });
    expect(await start(['extrakt'], { cwd: folder() })).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean extract?'),
    });
  });
});
