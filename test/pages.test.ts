import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { openEngine } from '../src/batch/engine.js';
import type { Mined } from '../src/types.js';

const engine = await openEngine({});
const fixture = (path: string): Buffer => readFileSync(new URL(`../fixtures/${path}`, import.meta.url));
const mined = (path: string): Mined => engine.mine(fixture(path), path, {});

// What a row says, places aside: a page holds other characters around its report than the saved text does.
const said = ({ observations }: Mined): unknown[] =>
  observations.map(
    ({ value, value_max, unit, qualifier, aspect, status, indicator, label, period, derived, sentence }) => {
      return { value, value_max, unit, qualifier, aspect, status, indicator, label, period, derived, sentence };
    },
  );

describe('a page gives the rows of its text, and none of its furniture', () => {
  it.each([
    ['pages/000-page.html', 'reports/000_74d374dcb49bc012.txt', 'utf-8'],
    ['pages/001-gb18030.html', 'reports/001_ef7d1cd6b277190b.txt', 'gb18030'],
  ])('%s', (page, text, encoding) => {
    const result = mined(page);
    expect(result.document).toMatchObject({ format: 'html', encoding });
    expect(result.observations.length).toBeGreaterThan(50);
    // A title tells what its report is about; where the saved text lost it, it is put back.
    const { title } = result.document;
    const saved = fixture(text).toString('utf8');
    const whole = saved.includes(title) ? saved : `${title}\n${saved}`;
    expect(said(result)).toEqual(said(engine.mine(Buffer.from(whole), text, {})));
  });
});

describe('the encoding of a report changes no row', () => {
  const report = 'reports/000_74d374dcb49bc012.txt';
  const text = fixture(report).toString('utf8');
  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['GB18030', iconv.encode(text, 'gb18030')],
    ['UTF-16LE', iconv.encode(`\uFEFF${text}`, 'utf-16le')],
  ])('%s', (_, bytes) => {
    expect(engine.mine(bytes, report, {}).observations).toEqual(mined(report).observations);
  });
});
