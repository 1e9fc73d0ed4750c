import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { decode } from '../../src/stages/decode.js';
import { compileFurniture, pageOf } from '../../src/stages/page/index.js';
import type { Page } from '../../src/types.js';

const file = (path: string): Buffer => readFileSync(new URL(`../../${path}`, import.meta.url));
const rules = compileFurniture(parse(file('src/data/furniture.yaml').toString()));

/** Pages of the press, of encyclopaedias, forums and blogs, and their main text as a reader would copy it: the title first. */
const FOLDER = 'fixtures/news';
const NAMES = readdirSync(new URL(`../../${FOLDER}`, import.meta.url))
  .filter((name) => name.endsWith('.html'))
  .map((name) => name.replace(/\.html$/, ''));
const source = (name: string): string => decode(file(`${FOLDER}/${name}.html`)).text;
const wanted = (name: string): string => file(`${FOLDER}/${name}.main.txt`).toString();
const withoutNames = (html: string): string => html.replace(/\s(?:class|id)=(?:"[^"]*"|'[^']*'|[\w-]+)/gi, '');

/** The text that is mined: without the lines marked as furniture. */
function kept({ text, furniture }: Page): string {
  let out = '';
  let at = 0;
  for (const { start, end } of furniture) {
    out += text.slice(at, start);
    at = end;
  }
  return out + text.slice(at);
}

/** How many tokens in a row make one item of the bag that is compared. */
const SHINGLE = 4;

/** The bag of four tokens in a row; a token is a Han character, a word or number of other characters, or a mark. */
function shingles(text: string): Map<string, number> {
  const tokens = text.match(/\p{Script=Han}|[\p{L}\p{N}]+(?:[.,]\p{N}+)*|\S/gu) ?? [];
  const bag = new Map<string, number>();
  for (let i = 0; i + SHINGLE <= tokens.length; i++) {
    const shingle = tokens.slice(i, i + SHINGLE).join(' ');
    bag.set(shingle, (bag.get(shingle) ?? 0) + 1);
  }
  return bag;
}

interface Score {
  readonly name: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** As the benchmarks of article extraction score: how much of what is kept is wanted, how much of what is wanted is kept. */
function scoreOf(name: string, html: string): Score {
  const [got, want] = [shingles(kept(pageOf(html, rules))), shingles(wanted(name))];
  const size = (bag: Map<string, number>): number => [...bag.values()].reduce((sum, n) => sum + n, 0);
  let common = 0;
  for (const [shingle, n] of got) common += Math.min(n, want.get(shingle) ?? 0);
  const [precision, recall] = [common / Math.max(1, size(got)), common / size(want)];
  return { name, precision, recall, f1: (2 * precision * recall) / Math.max(Number.EPSILON, precision + recall) };
}

/** The page with the element of its text closed between two paragraphs in the middle, as tags pasted into it do. */
function closedEarly(html: string, lines: readonly string[]): string {
  const ends = [...html.matchAll(/<\/p>\s*(?=<p[\s>])/gi)]
    .map((match) => match.index + match[0].length)
    .filter((end) => {
      const before = squeeze(html.slice(Math.max(0, end - 400), end).replace(/<[^>]+>/g, ''));
      return lines.some((line) => line.length > 20 && before.endsWith(line.slice(-6)));
    });
  const middle = ends[Math.floor(ends.length / 2)];
  return middle === undefined ? html : `${html.slice(0, middle)}</div><div class="pasted">${html.slice(middle)}`;
}

const mean = (scores: readonly Score[], of: 'precision' | 'recall' | 'f1'): number =>
  scores.reduce((sum, score) => sum + score[of], 0) / scores.length;

const squeeze = (text: string): string => text.replace(/\s+/g, '');

describe('pages of the press, forums and encyclopaedias', () => {
  it('are at least 30', () => {
    expect(NAMES.length).toBeGreaterThanOrEqual(30);
  });

  it('give their main text: mean F1 at least 0.97, mean recall at least 0.99, none below 0.9', () => {
    const scores = NAMES.map((name) => scoreOf(name, source(name)));
    expect(scores.filter(({ f1 }) => f1 < 0.9)).toEqual([]);
    expect(mean(scores, 'f1')).toBeGreaterThanOrEqual(0.97);
    expect(mean(scores, 'recall')).toBeGreaterThanOrEqual(0.99);
  });

  it('are read by what they hold more than by names: mean F1 at least 0.95 without any id and class', () => {
    const scores = NAMES.map((name) => scoreOf(name, withoutNames(source(name))));
    expect(mean(scores, 'f1')).toBeGreaterThanOrEqual(0.95);
    expect(mean(scores, 'recall')).toBeGreaterThanOrEqual(0.99);
  });

  it.each(NAMES)(
    '%s loses no paragraph and no figure of its main text, even without names or with its element closed too early',
    (name) => {
      const lines = wanted(name).split('\n').map(squeeze).filter(Boolean);
      for (const html of [source(name), withoutNames(source(name)), closedEarly(source(name), lines)]) {
        const text = squeeze(kept(pageOf(html, rules)));
        expect(
          lines.filter((line) => /\d/.test(line) || line.length > 20).filter((line) => !text.includes(line)),
        ).toEqual([]);
      }
    },
  );
});
