import { describe, expect, it } from 'vitest';
import { folder } from './folder.js';
import { start } from './stand-in.js';

const entry = (id: string, change: (text: string) => string = (text) => text): string =>
  change(`- id: ${id}
  name: { zh: 开办老年食堂数, en: Canteens for the elderly opened }
  definition: 报告期内新开办的老年食堂个数。
  source: own
  unit: places
  topic: [老年食堂]
  measure: [开办]
  examples:
    yes:
      - 全年开办老年食堂{12}家。
    no:
      - 老年食堂供餐3000人次。
`);

const test = async (files: Readonly<Record<string, string>>, ...names: string[]) => {
  const { code, out, err } = await start(['codebook', 'test', ...names], { cwd: folder(files) });
  return { code, out: out.trimEnd().split('\n'), err };
};

describe('codebook test', () => {
  it('names five different mistakes of one entry with their lines', async () => {
    const wrong = entry('canteens.opened', (text) =>
      text
        .replace('places', 'place')
        .replace('source', 'sauce')
        .replace('[开办]', '[开办, <受里>]')
        .replace('{12}', '12'),
    );
    const { code, out, err } = await test({ 'my.yaml': wrong }, 'my.yaml');
    expect(code).toBe(1);
    expect(out).toEqual([
      'my.yaml:1 canteens.opened: "source" is missing; give where the definition comes from (a form, an article, a standard)',
      'my.yaml:4 canteens.opened: unknown key "sauce"; did you mean "source"?',
      'my.yaml:5 canteens.opened: unknown unit class "place"; did you mean "places"?',
      'my.yaml:7 canteens.opened: measure term "<受里>" names the unknown set <受里>; did you mean <受理>?',
      'my.yaml:10 canteens.opened: example "全年开办老年食堂12家。": marks no figure; put { } around each number that this indicator must claim',
    ]);
    expect(err).toBe('0 entries sound, 5 to mend\n');
  });

  it('tells of sound entries how their examples fail, after the mistakes in the writing', async () => {
    const files = {
      'my.yaml': [
        entry('canteens.opened', (text) => text.replace('measure: [开办]', 'measure: [新建, 老年食堂]')),
        entry('canteens.closed', (text) => text.replace('[开办]', '[关闭]')),
        entry('canteens.wide', (text) => text.replace('{12}', '{12}家,社区食堂7')),
      ].join(''),
      'other.yaml': entry('canteens.other', (text) => text.replace('unit: places', 'unit: sheep')),
    };
    const { code, out } = await test(files, 'my.yaml', 'other.yaml');
    expect(code).toBe(1);
    const [first, ...rest] = out.map((line) => line.replace(/ \(.*\)$/, ''));
    expect(first).toContain('other.yaml:5 canteens.other: unknown unit class "sheep"');
    expect(rest).toContain('my.yaml:1 canteens.opened: measure term "新建" fires in none of its yes examples; add one');
    expect(rest).toContain(
      'my.yaml:13 canteens.closed: measure term "关闭" fires in none of its yes examples; add one',
    );
    expect(rest.join('\n')).toMatch(/my\.yaml:13 canteens\.closed: yes: “全年开办老年食堂\{12\}家。” is claimed by /);
    expect(out.join('\n')).toMatch(/canteens\.wide/);
  });

  it('tells which figures the entries take from the shipped codebook', async () => {
    const thief = entry('mine.applications', (text) =>
      text
        .replace('places', 'cases')
        .replace('topic: [老年食堂]', 'topic: [复议]')
        .replace('[开办]', '[接收复议申请]')
        .replace(
          '全年开办老年食堂{12}家。',
          '接收复议申请{12}件。\n      - 全年接收行政复议申请{86}件。\n      - 共接收复议申请{31}件。',
        ),
    );
    const { code, out } = await test({ 'my.yaml': thief }, 'my.yaml');
    expect(code).toBe(1);
    expect(out.join('\n')).toMatch(
      /^my\.yaml:1 mine\.applications: (?:takes|leaves) “.*\{\d+\}.*” .* the shipped reconsideration\.applications; /m,
    );
  });

  it('passes a sound file', async () => {
    const out = await test({ 'my.yaml': entry('canteens.opened') }, 'my.yaml');
    expect(out).toEqual({ code: 0, out: [''], err: '1 entry sound, 0 to mend\n' });
  });

  it('exits 2 for a file that is not there, and still tries the others', async () => {
    const { code, err } = await test(
      { 'my.yaml': entry('canteens.opened', (text) => text.replace('places', 'sheep')) },
      'none.yaml',
      'my.yaml',
    );
    expect(code).toBe(2);
    expect(err).toBe(
      'error: none.yaml: there is no such file or folder; check the path [missing]\n0 entries sound, 1 to mend\n',
    );
  });

  it('helps by examples', async () => {
    const { code, out } = await start(['codebook', 'test', '--help'], { cwd: folder() });
    expect(code).toBe(0);
    expect(out).toMatch(/Usage: baoshu codebook test .*Examples:\n {2}\$ baoshu codebook test /s);
  });
});
