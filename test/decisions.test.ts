import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { openCodebook, openEngine } from '../src/batch/engine.js';
import { folder } from './commands/folder.js';
import { start } from './commands/stand-in.js';

// Opened once: what is tried here is what is done with its results.
const engine = openEngine({});
const openers = { openEngine: () => engine, openCodebook };
const text =
  '某县2021年法治政府建设报告\n全年收到行政复议申请10件,其中受理4件,不予受理6件。受理法律援助案件57件,结案66件。\n';
const sha256 = createHash('sha256').update(text).digest('hex');
const HEAD = 'file,sha256,start,end,printed,decision,indicator,previous';

type Row = Record<string, string>;

/** A line of decisions on the figure printed as this. */
function on(figure: string, decision: string, indicator = '', hash = sha256): string {
  const start = text.indexOf(figure);
  return `报告.txt,${hash},${start},${start + figure.length - 1},${figure.slice(0, -1)},${decision},${indicator},`;
}

async function extracted(lines?: readonly string[]) {
  const cwd = folder({ '报告.txt': text, 'd.csv': `\uFEFF${[HEAD, ...(lines ?? [])].join('\r\n')}\r\n` });
  const flags = lines ? ['--decisions', 'd.csv'] : [];
  const ended = await start(['extract', '报告.txt', '-o', 't.csv', ...flags], { cwd, openers });
  const rows = ended.code === 2 ? [] : (parse(readFileSync(join(cwd, 't.csv')), { bom: true, columns: true }) as Row[]);
  return { ...ended, rows };
}

describe('extract --decisions', () => {
  it('changes the rows decided on and no other', async () => {
    const before = (await extracted()).rows;
    const { rows, err, code } = await extracted([
      on('57件', 'recode', 'mediation.complex_cases'),
      on('66件', 'reject', 'legal_aid.concluded'),
      on('10件', 'accept', 'reconsideration.applications'),
    ]);
    expect(code, err).toBe(0);
    const changed = rows.flatMap((row, i) => {
      const keys = Object.keys(row).filter((key) => row[key] !== before[i]![key]);
      return keys.length ? [[before[i]!.value, Object.fromEntries(keys.map((key) => [key, row[key]]))]] : [];
    });
    expect(rows).toHaveLength(before.length);
    expect(changed).toEqual([
      ['10', { flags: 'accepted' }],
      ['57', { indicator: 'mediation.complex_cases', indicator_name: expect.stringMatching(/./), rule: 'decision' }],
      ['66', { indicator: '', indicator_name: '', rule: 'decision', flags: 'rejected' }],
    ]);
  });

  it('gives an accepted figure the indicator that was accepted, though it is coded otherwise today', async () => {
    const { rows } = await extracted([on('57件', 'accept', 'mediation.complex_cases'), on('66件', 'accept')]);
    const of = (value: string) => rows.find((row) => row.value === value)!;
    expect(of('57')).toMatchObject({ indicator: 'mediation.complex_cases', rule: 'decision', flags: 'accepted' });
    expect(of('66')).toMatchObject({ indicator: '', rule: 'decision', flags: 'accepted' });
  });

  it('takes the last of several decisions on one figure', async () => {
    const { rows } = await extracted([on('57件', 'reject'), on('57件', 'recode', 'mediation.complex_cases')]);
    expect(rows.find(({ value }) => value === '57')!.indicator).toBe('mediation.complex_cases');
  });

  it('reports decisions that are stale, by place and by text', async () => {
    const gone = `报告.txt,${sha256},3,5,20,recode,mediation.complex_cases,`;
    const other = on('57件', 'reject', '', '0'.repeat(64));
    const { code, err, rows } = await extracted([gone, other]);
    expect(code).toBe(0);
    expect(rows).toEqual((await extracted()).rows);
    expect(err).toMatch(/warning: 报告\.txt: no figure stands at 3 to 5 any more.*\[decision-stale\]/);
    expect(err).toMatch(/warning: d\.csv: 1 decision is on a text that is not among the inputs.*\[decision-stale\]/);
    // The third: its region is not known.
    expect(err).toContain('3 warnings');
  });

  it.each([
    ['a wrong word', on('57件', 'perhaps'), "line 2: decision 'perhaps' is none of accept, reject, recode"],
    ['an unknown indicator', on('57件', 'recode', 'no.such'), "line 2: no indicator 'no.such' is in the codebook"],
    ['a recode to nothing', on('57件', 'recode'), 'line 2: recode needs an indicator'],
    ['no place', `x,${sha256},9,9,,reject,,`, "line 2: '9' to '9' is no place in a text"],
    ['no hash', 'x,abc,1,2,,reject,,', "line 2: sha256 'abc' is not the hash of a text"],
  ])('refuses a file with %s, and says where', async (_, line, message) => {
    const { code, err } = await extracted([line]);
    expect(code).toBe(2);
    expect(err).toContain(`error: --decisions d.csv: ${message}`);
  });

  it('refuses a file that is no file of decisions, or is not there', async () => {
    const cwd = folder({ '报告.txt': text, 'd.csv': 'a,b\n1,2\n' });
    const wrong = await start(['extract', '报告.txt', '--decisions', 'd.csv'], { cwd, openers });
    expect(wrong.err).toContain('it has no column sha256, start, end, decision, indicator');
    const none = await start(['extract', '报告.txt', '--decisions', 'none.csv'], { cwd, openers });
    expect([none.code, none.err]).toEqual([2, 'error: --decisions none.csv: there is no such file\n']);
  });
});
