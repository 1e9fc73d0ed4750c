import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { codebookFiles } from '../../src/codebook/data.js';
import { emit } from '../../src/codebook/emit.js';
import { parseCodebook } from '../../src/codebook/load.js';

// A path as people have them: a blank, a percent sign, characters outside ASCII.
const folder = mkdtempSync(join(tmpdir(), '报数 100% '));
afterAll(() => rmSync(folder, { recursive: true }));

const source = pathToFileURL(join(folder, 'source/'));
const target = pathToFileURL(join(folder, 'target/'));
const put = (name: string, text: string) => writeFileSync(new URL(name, source), text);
const got = (name: string) => readFileSync(new URL(name, target), 'utf8');

function lay(): void {
  for (const path of ['indicators', 'jieba']) mkdirSync(new URL(path, source), { recursive: true });
  put('words.txt', '受理 4000 v\n办结 3 v\n宣传 8000 vn\n普 500 a\n法 900 n\n');
  put('units.yaml', 'classes: { times: [次] }\n');
  put('objects.yaml', '活动: [活动]\n');
  put('actions.yaml', '办: [办结, 受理]\n');
  put('jieba/stop.txt', '的\n');
  put('code.ts', 'export {};\n');
  put(
    'indicators/publicity.yaml',
    `- id: publicity.events
  name: { zh: 普法宣传次数, en: Publicity events }
  definition: 次数。
  source: 八五普法规划
  unit: times
  object: 活动
  action: 办
  measure: [普法宣传, <办>]
  unless: [不受理]
  examples: { yes: ['普法宣传{3}次'] }
`,
  );
}

it('writes all that a run reads, the same each time', () => {
  lay();
  const { codebook, errors } = parseCodebook(codebookFiles(source));
  expect(errors).toEqual([]);
  emit(codebook, source, target);
  const names = readdirSync(target).sort();
  expect(names).toEqual([
    'actions.json',
    'codebook-examples.json',
    'codebook-terms.json',
    'codebook.json',
    'dict.txt',
    'jieba',
    'objects.json',
    'units.json',
  ]);
  const [entry] = JSON.parse(got('codebook.json')).indicators;
  expect(entry).toMatchObject({
    id: 'publicity.events',
    object: '活动',
    action: '办',
    examples: { yes: [], no: [] },
    at: 'indicators/publicity.yaml:1',
  });
  expect(JSON.parse(got('codebook-examples.json'))).toEqual({
    'publicity.events': { yes: ['普法宣传{3}次'], no: [] },
  });
  expect(JSON.parse(got('units.json'))).toEqual({ classes: { times: ['次'] } });
  expect(got('jieba/stop.txt')).toBe('的\n');

  const files = ['codebook.json', 'codebook-examples.json', 'dict.txt'];
  const first = files.map(got);
  emit(codebook, source, target);
  expect(files.map(got)).toEqual(first);
});

it("puts the codebook's words into the dictionary, each with a frequency of its own", () => {
  const frequency = new Map(
    got('dict.txt')
      .trimEnd()
      .split('\n')
      .map((line) => [line.split(' ')[0], Number(line.split(' ')[1])]),
  );
  // 普|法 is no word of the dictionary, 不|受理 turns the sense of 受理; 普法宣传 is left to its parts.
  expect([...frequency.keys()]).toEqual(['不受理', '办结', '受理', '宣传', '普', '普法', '法']);
  const raised = ['普法', '不受理', '办结', '受理'].map((word) => frequency.get(word)!);
  expect(new Set(raised).size).toBe(4);
  expect(Math.min(...raised)).toBeGreaterThan(frequency.get('宣传')!);
});

it('names the file that is not YAML', () => {
  lay();
  put('zones.yaml', 'a: [1\n');
  const { codebook } = parseCodebook(codebookFiles(source));
  expect(() => emit(codebook, source, target)).toThrow(/zones\.yaml: not valid YAML/);
});
