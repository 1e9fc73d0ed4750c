// The review page in a real browser: Chromium at CHROMIUM_PATH or /usr/bin/chromium. Without one this file says so and is
// passed over, but not where CI is set: there it fails.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'csv-parse/sync';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openCodebook, openEngine } from '../../src/batch/engine.js';
import { folder } from '../commands/folder.js';
import { start } from '../commands/stand-in.js';

const executablePath = process.env.CHROMIUM_PATH || '/usr/bin/chromium';
const isThere = existsSync(executablePath);
if (!isThere) console.warn(`no browser at ${executablePath} (CHROMIUM_PATH): the review page is not tried in one`);

// Opened by the first that asks: where the file is passed over nothing may be under way when it ends.
let engine: ReturnType<typeof openEngine> | undefined;
const openers = {
  openEngine: () => {
    engine ??= openEngine({});
    return engine;
  },
  openCodebook,
};
const name = '001_ef7d1cd6b277190b.txt';
const report = readFileSync(fileURLToPath(new URL(`../../fixtures/reports/${name}`, import.meta.url)), 'utf8');
// A page that writes of markup: what it shows as text must stay text.
const markup = `<img src=x onerror="document.title='gone'"></script><script>document.title="gone"</script><!--`;
const written = markup.replaceAll('<', '&lt;');
const evil = `<html><body><h1>某县2021年法治政府建设报告</h1><p>${written}受理法律援助案件57件。</p></body></html>`;

type Row = Record<string, string>;

describe.runIf(isThere || process.env.CI)('the review page in Chromium', () => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (!isThere) throw new Error(`no browser at ${executablePath}; install chromium, or set CHROMIUM_PATH`);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());

  /** The page of both documents, opened from disk; whatever it complains of or asks the network for makes the test fail. */
  async function opened(): Promise<{ page: Page; cwd: string; complaints: string[] }> {
    const cwd = folder({ [name]: report, 'evil.html': evil });
    const { code, err } = await start(['review', name, 'evil.html', '-o', 'review.html'], { cwd, openers });
    expect(code, err).toBe(0);
    const page = await browser!.newPage({ viewport: { width: 1500, height: 900 } });
    onTestFinished(() => page.close());
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:') && !request.url().startsWith('blob:')) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(join(cwd, 'review.html')).href);
    return { page, cwd, complaints };
  }

  async function extracted(cwd: string, flags: readonly string[] = []): Promise<Row[]> {
    const { out, err, code } = await start(['extract', name, ...flags], { cwd, openers });
    expect(code, err).toBe(0);
    expect(err).not.toContain('warning');
    return parse(out, { columns: true }) as Row[];
  }

  it('marks every figure and no other, and lists each in the table', async () => {
    const { page, cwd, complaints } = await opened();
    const rows = await extracted(cwd);
    const marks = await page.locator('.text mark').evaluateAll((all) => all.map((one) => one.textContent));
    const wanted = rows.map(({ start, end }) => report.slice(Number(start), Number(end)));
    expect(marks.toSorted()).toEqual(wanted.toSorted());
    expect(await page.locator('.rows [data-figure]').count()).toBe(rows.length);
    expect(await page.locator('mark.uncoded').count()).toBe(
      rows.filter((row) => !row.indicator && !row.flags!.includes('contradicts')).length,
    );
    const whole = await page.locator('.text .line').evaluateAll((all) => all.map((one) => one.textContent).join('\n'));
    expect(whole).toBe(report);
    expect(complaints).toEqual([]);
  });

  it('leads from a row to its mark, from a mark to its row, and says what a mark is', async () => {
    const { page } = await opened();
    await page.locator('.rows [data-figure]').last().click();
    const last = page.locator('mark.current');
    expect(await last.count()).toBe(1);
    await expect.poll(() => last.evaluate(inView)).toBe(true);
    await page.locator('.text mark.coded').first().click();
    await expect.poll(() => page.locator('.row.current').evaluate(inView)).toBe(true);
    await page.locator('.text mark.coded').nth(1).hover();
    const id = await page.locator('.tip code').textContent();
    expect(id).toMatch(/^[a-z_]+\.[a-z_]+$/);
  });

  it('filters, and steps through what is left with j and k', async () => {
    const { page, cwd } = await opened();
    const uncoded = (await extracted(cwd)).filter(({ indicator }) => !indicator);
    await page.getByLabel('指标', { exact: true }).first().selectOption('-');
    expect(await page.locator('.rows [data-figure]').count()).toBe(uncoded.length);
    await page.locator('h1').click();
    await page.evaluate('document.activeElement.blur()');
    const current = () => page.locator('mark.current').textContent();
    const printed = uncoded.map(({ start, end }) => report.slice(Number(start), Number(end)));
    await page.keyboard.press('j');
    expect(await current()).toBe(printed[0]);
    await page.keyboard.press('j');
    expect(await current()).toBe(printed[1]);
    await page.keyboard.press('k');
    expect(await current()).toBe(printed[0]);
  });

  it('keeps decisions over a reload and exports what extract --decisions changes one row by', async () => {
    const { page, cwd } = await opened();
    const before = await extracted(cwd);
    const wanted = before.findIndex(({ indicator }) => indicator === 'legal_aid.accepted');
    await page.locator(`.rows [data-figure="${wanted}"]`).click();
    await page.keyboard.press('c');
    await page.keyboard.type('legal_aid.concluded');
    await page.keyboard.press('Enter');
    await page.locator('mark.current.recode').waitFor();
    await page.reload();
    const download = page.waitForEvent('download');
    await page.locator('.export').click();
    await (await download).saveAs(join(cwd, 'decisions.csv'));
    const after = await extracted(cwd, ['--decisions', 'decisions.csv']);
    const changed = after.flatMap((row, i) => (JSON.stringify(row) === JSON.stringify(before[i]) ? [] : [i]));
    expect(changed).toEqual([wanted]);
    expect(after[wanted]).toMatchObject({ indicator: 'legal_aid.concluded', rule: 'decision' });
  });

  it('shows markup in a document as text', async () => {
    const { page, complaints } = await opened();
    await page.keyboard.press('n');
    const whole = await page.locator('.text .line').evaluateAll((all) => all.map((one) => one.textContent).join('\n'));
    expect(whole).toContain(`${markup}受理法律援助案件57件。`);
    expect(await page.locator('.text img, .text script').count()).toBe(0);
    expect(await page.title()).toBe('报数 · 审阅');
    expect(complaints).toEqual([]);
  });

  it('draws its plots and speaks English', async () => {
    const { page } = await opened();
    await page.locator('.language').click();
    await page.getByRole('button', { name: 'Summary' }).click();
    expect(await page.locator('svg .bar').count()).toBeGreaterThan(2);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('.summary h2').first().textContent()).toBe('Coverage by document');
  });

  it.each(['review', 'summary', 'recode'])('has no serious fault of accessibility: %s', async (view) => {
    const { page } = await opened();
    await page.keyboard.press('j');
    if (view === 'summary') await page.locator('[data-tab=summary]').click();
    if (view === 'recode') await page.keyboard.press('c');
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const found = (await page.evaluate('axe.run()')) as {
      violations: { id: string; impact: string; nodes: unknown[] }[];
    };
    const serious = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => [id, JSON.stringify(nodes[0])])).toEqual([]);
  });
});

const inView = (element: { getBoundingClientRect(): { top: number; bottom: number } }): boolean => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= 900;
};
