import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { type Mark, readMarked } from '../../src/codebook/marked.js';
import type { Graph } from '../../src/graph.js';
import { type Knowledge, linked } from '../../src/mine.js';
import type { Grams } from '../../src/stages/bind/grams.js';
import { readAll } from '../../src/stages/bind/index.js';
import type { Told } from '../../src/stages/bind/terms.js';
import { identify } from '../../src/stages/identify/index.js';
import { normalize } from '../../src/stages/normalize.js';
import { pageOf } from '../../src/stages/page/index.js';
import { structure as findStructure } from '../../src/stages/structure/index.js';
import type { Codebook, Figure } from '../../src/types.js';

/** A text with what the program reads in it and what readers say its figures count. */
export interface Annotated {
  readonly name: string;
  /** Texts of one group are never parted between fitting and testing. */
  readonly group: string;
  readonly set: string;
  readonly figures: readonly Figure[];
  readonly graph: Graph;
  readonly told: readonly Told[];
  readonly grams: readonly Grams[];
  readonly text: string;
  /** For each figure the ids that are right ('' for none); null where nobody said. */
  readonly right: readonly (readonly string[] | null)[];
  /** Figures that readers marked and the program did not find. */
  readonly lost: number;
  readonly aspects: readonly (string | null)[];
  /** Figures that gold counts neither way. */
  readonly scope: readonly boolean[];
}

interface Raw {
  readonly name: string;
  readonly group: string;
  readonly set: string;
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Whole documents go through the page stage too. */
  readonly whole: boolean;
  /** The id that no figure of the text carries, whatever else it may. */
  readonly never?: string;
}

/** Examples of the entries: in a sentence of `yes`, what stands in braces counts the entry's indicator. */
export function ofEntries(codebook: Codebook): Raw[] {
  return codebook.indicators.flatMap(({ id, examples }) => [
    ...examples.no.map((text, k): Raw => {
      const name = `${id}-${k}`;
      return { name, group: name, set: 'entries', text, marks: [], whole: false, never: id };
    }),
    ...examples.yes.map((example, k): Raw => {
      let text = '';
      const marks: Mark[] = [];
      let at = 0;
      for (const hit of example.matchAll(/\{([^{}]*)\}/g)) {
        text += example.slice(at, hit.index);
        marks.push({ start: text.length, end: text.length + hit[1]!.length, codes: [id], said: [] });
        text += hit[1]!;
        at = hit.index + hit[0].length;
      }
      return {
        name: `${id}#${k}`,
        group: `${id}#${k}`,
        set: 'entries',
        text: text + example.slice(at),
        marks,
        whole: false,
      };
    }),
  ]);
}

/** Texts marked up by hand: files T… hold whole texts and excerpts, K… kinds of wording that are settled, the others short examples. What one writer wrote of the former stays together. */
export function ofExamples(folder: string): Raw[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.marked'))
    .sort()
    .flatMap((file) => ofMarked(join(folder, file)));
}

/** The pieces of one marked file. */
export function ofMarked(path: string): Raw[] {
  const file = basename(path);
  const writer = /^T\d+/.exec(file)?.[0];
  const set = writer ? 'texts' : /^K\d/.test(file) ? 'kinds' : 'examples';
  return readMarked(file, readFileSync(path, 'utf8')).map(
    ({ at, text, marks }): Raw => ({ name: at, group: writer ?? file, set, text, marks, whole: false }),
  );
}

/** Gold tables with their texts. Codes that the codebook of the gold does not list may be any that it lacks: `unlisted`. */
export function ofGold(folder: string, texts: string, set: string, unlisted: readonly string[]): Raw[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.csv') && !file.includes('.expected.') && file !== 'codebook.csv')
    .sort()
    .map((file): Raw => {
      const name = basename(file, '.csv');
      const path = readdirSync(texts).find((f) => f.startsWith(name) && f.endsWith('.txt') && !f.includes('.marked.'))!;
      const rows = parseCsv(readFileSync(join(folder, file), 'utf8'), { columns: true, bom: true }) as Record<
        string,
        string
      >[];
      const marks = rows
        .filter((row) => row.status !== 'scope' || row.indicator === '')
        .map((row): Mark => {
          const aspect = /aspect=(\w+)/.exec(row.attributes ?? '')?.[1] ?? '';
          const codes = row.indicator!.replace('?', '').split('/').filter(Boolean);
          const open = codes.length === 0 || row.indicator!.endsWith('?');
          return {
            start: Number(row.start),
            end: Number(row.end),
            codes: open ? [...codes, '', ...unlisted] : codes,
            said: row.status === 'scope' ? ['scope'] : [aspect],
          };
        });
      return {
        name,
        group: name,
        set,
        text: readFileSync(join(texts, path), 'utf8').replace(/^\uFEFF/, ''),
        marks,
        whole: true,
      };
    });
}

/** Runs the stages before binding on a text and lays its marks over the figures found. */
export function annotate(raw: Raw, knowledge: Omit<Knowledge, 'learnt'>): Annotated {
  const page = raw.whole ? pageOf(raw.text, knowledge.furniture) : null;
  const text = page?.text ?? raw.text;
  const norm = normalize(text);
  const shown = page ?? { furniture: [] };
  const structure = findStructure(norm, shown, knowledge.forms);
  // A text of its own is a document with a kind and a year, as in use; a short example is a piece of some report.
  const seen = page ?? (raw.set === 'texts' ? pageOf(raw.text, knowledge.furniture) : null);
  const document =
    seen?.text === text
      ? identify(
          { file: raw.name, page: seen, norm, structure, encoding: 'utf-8', sha256: '', options: {} },
          { gazetteer: knowledge.gazetteer, words: knowledge.facts },
        )
      : { kind: 'report' as const, year: null, period: '' };
  const read = linked(norm, structure, document, shown, knowledge);
  const { figures, graph } = read;
  const { told, grams } = readAll(read, knowledge.matcher);
  const hit = (f: Figure): Mark | undefined =>
    f.derived ? undefined : raw.marks.find((m) => m.start < f.end && f.start < m.end);
  const rest =
    raw.never === undefined
      ? null
      : ['', ...knowledge.codebook.indicators.map(({ id }) => id)].filter((id) => id !== raw.never);
  const right = figures.map((f) => hit(f)?.codes ?? rest);
  const lost = raw.marks.filter((m) => !figures.some((f) => m.start < f.end && f.start < m.end)).length;
  const aspects = figures.map((f) => hit(f)?.said.find((s) => s !== 'target') ?? null);
  const scope = figures.map((f) => hit(f)?.said.includes('scope') ?? false);
  return { ...raw, scope, text, figures, graph, told, grams, right, lost, aspects };
}
