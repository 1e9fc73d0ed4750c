import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { openCodebook, openEngine } from '../../src/batch/engine.js';
import { folder } from './folder.js';
import { start } from './stand-in.js';

const openers = { openEngine, openCodebook };
const report = (place: string, year: number, body: string): string =>
  `宣汉县${place}${year}年法治政府建设工作报告\n\n${year}年,宣汉县深入推进法治政府建设。\n\n${body}\n`;
const WRONG = '全县收到行政复议申请10件,其中受理8件,不予受理4件。受理法律援助案件215件(民事168件,刑事47件)。';

const audit = (cwd: string, ...flags: string[]) => start(['audit', 'r', ...flags], { cwd, openers });
const one = () => folder({ 'r/a.txt': report('人民政府', 2021, WRONG) });

describe('audit', () => {
  it('shows contradictions: formula, reason, sentence with the figures marked', async () => {
    const { code, out, err } = await audit(one());
    expect(code).toBe(0);
    expect(out).toContain('contradicts  8件 + 4件 ≠ 10件');
    expect(out).toContain('it would hold if 10件 were 12');
    expect(out).toContain('line 5  全县收到行政复议申请{10}件,其中受理{8}件,不予受理{4}件。');
    expect(out).not.toContain('holds');
    expect(err).toBe('1 document, 1 contradiction, 0 remarks, 1 hold, 0 open\n');
  });

  it('--all shows what holds too', async () => {
    expect((await audit(one(), '--all')).out).toContain('holds  168件 + 47件 = 215件');
  });

  it('--strict ends with 1 on contradictions alone; what is dismissed stays quiet', async () => {
    const cwd = one();
    expect((await audit(cwd, '--strict')).code).toBe(1);
    const { out } = await audit(cwd, '-f', 'json');
    const [{ fingerprint }] = JSON.parse(out);
    const judged = folder({ 'judged.txt': `# judged by hand\n${fingerprint}  two of them came by post\n` });
    const quiet = await audit(cwd, '--strict', '--dismiss', `${judged}/judged.txt`);
    expect([quiet.code, quiet.out]).toEqual([0, '']);
    expect(quiet.err).toContain('0 contradictions');
    expect(quiet.err).toContain('1 dismissed');
  });

  it('refuses a list of dismissed findings that is none', async () => {
    const cwd = one();
    const bad = folder({ 'judged.txt': 'all of them\n' });
    expect(await audit(cwd, '--dismiss', `${bad}/judged.txt`)).toMatchObject({ code: 2, out: '' });
    const { err } = await audit(cwd, '--dismiss', 'none.txt');
    expect(err).toContain('there is no file none.txt');
  });

  it('writes a table of its own, with the places of the figures', async () => {
    const cwd = one();
    const { out } = await audit(cwd, '-f', 'csv');
    const [row, ...more] = parse(out, { columns: true }) as Record<string, string>[];
    expect(more).toEqual([]);
    expect(row).toMatchObject({ file: 'r/a.txt', status: 'contradicts', printed: '10', computed: '12' });
    const text = readFileSync(`${cwd}/r/a.txt`, 'utf8');
    const figures = row!
      .places!.split(';')
      .map((place) => text.slice(...(place.split('-').map(Number) as [number, number])));
    expect(figures).toEqual(['10', '8', '4']);
  });
});

describe('extract', () => {
  it('says that a document contradicts itself, flags the rows and carries the findings', async () => {
    const { out, err } = await start(['extract', 'r', '-f', 'json'], { cwd: one(), openers });
    expect(err).toContain('1 contradiction (see baoshu audit)');
    const [{ observations, findings }] = JSON.parse(out);
    const [wrong] = findings.filter(({ status }: { status: string }) => status === 'contradicts');
    for (const index of wrong.observations) expect(observations[index].flags).toContain(`contradicts:${wrong.id}`);
  });
});

describe('audit across documents', () => {
  it('keeps a ledger of documents that disagree on a region and year', async () => {
    const cwd = folder({
      'r/county.txt': report('人民政府', 2022, '全县收到行政复议申请242件。'),
      'r/bureau.txt': report('司法局', 2022, '全县收到行政复议申请224件。'),
      'r/other.txt': report('财政局', 2022, '全县收到行政复议申请242件。'),
    });
    const { out } = await audit(cwd);
    expect(out).toMatch(/^across documents\n {2}contradicts {2}224件 ≠ 242件\n/);
    expect(out.match(/contradicts/g)).toHaveLength(1);
    expect(out).toContain('r/bureau.txt:5  全县收到行政复议申请{224}件。');
    expect(out).toContain('r/county.txt:5  全县收到行政复议申请{242}件。');
  });

  it("holds growth against last year's report, and remarks on jumps", async () => {
    const cwd = folder({
      'r/2021.txt': report('人民政府', 2021, '全县收到行政复议申请200件。全县共排查矛盾纠纷1220件。'),
      'r/2022.txt': report('人民政府', 2022, '全县收到行政复议申请242件,同比增长21%。全县共排查矛盾纠纷122000件。'),
    });
    const { out } = await audit(cwd, '--all');
    expect(out).toContain('holds  (242件 − 200件) ÷ 200件 = 21% = 21%');
    expect(out).toContain('remark  1220件 (2021) → 122000件 (2022)');
    expect(out).toContain('100 times the year before');
  });
});
