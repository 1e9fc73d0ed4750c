import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { openKnowledge } from '../../../src/knowledge.js';
import { compileUnits, figures, type Reporting } from '../../../src/stages/figures/index.js';
import { normalize } from '../../../src/stages/normalize.js';
import { dated } from '../../../src/stages/relate/states.js';
import { wordStarts } from '../../../src/stages/segment/index.js';
import type { Cell, Figure, Heading, Sentence, Span, Structure } from '../../../src/types.js';

const data = (name: string): unknown =>
  parse(readFileSync(new URL(`../../../src/data/${name}.yaml`, import.meta.url), 'utf8'));

export const rawUnits = data('units');
export const rawNotFigures = data('not-figures') as {
  patterns: { name: string; is: string; eg: string[] }[];
  phrases: string[];
};
export const units = compileUnits(rawUnits, rawNotFigures);

const { segmenter } = openKnowledge();

export const report: Reporting = { kind: 'report', year: 2022, period: '2022' };

/** A line is a paragraph, 。 ends a sentence, `# ` before a line makes it a heading over the lines below. */
function structureOf(text: string, cells: readonly Cell[]): Structure {
  const headings: Heading[] = [];
  const paragraphs: Span[] = [];
  const sentences: Sentence[] = [];
  for (const line of text.matchAll(/[^\n]+/g)) {
    const span = { start: line.index, end: line.index + line[0].length };
    if (line[0].startsWith('# ')) {
      headings.push({ ...span, start: span.start + 2, level: 1, text: line[0].slice(2) });
      continue;
    }
    const path = headings.slice(-1);
    for (const hit of line[0].matchAll(/[^。]+。?/g)) {
      const start = span.start + hit.index;
      const place = { paragraph: paragraphs.length, item: paragraphs.length, path };
      sentences.push({ start, end: start + hit[0].length, words: start, ...place });
    }
    paragraphs.push(span);
  }
  return { title: null, headings, paragraphs, sentences, cells };
}

export interface Options extends Partial<Reporting> {
  readonly cells?: readonly Cell[];
  readonly furniture?: readonly Span[];
}

export function read(text: string, options: Options = {}): readonly Figure[] {
  const norm = normalize(text);
  const page = { furniture: options.furniture ?? [] };
  const doc = { ...report, ...options };
  // Earlier states are dated where links are found, right behind this stage.
  return dated(
    norm,
    figures(norm, structureOf(norm, options.cells ?? []), doc, page, units, wordStarts(norm, segmenter)),
    doc.year,
  );
}

const MARKS = { exact: '', about: '~', over: '>', under: '<', min: '>=', max: '<=' } as const;

/** A figure in short: qualifier, value, upper end, unit (`>=95%`, `3..5名`). */
export const brief = (f: Figure): string =>
  `${MARKS[f.qualifier]}${f.value}${f.valueMax === null ? '' : `..${f.valueMax}`}${f.unit}`;

export const briefs = (text: string, options?: Options): string[] => read(text, options).map(brief);
