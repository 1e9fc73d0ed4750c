import { type Exact, exact } from '../../arithmetic/exact.js';
import { type Range, rangeOf } from '../../arithmetic/range.js';
import type { Graph, PartList } from '../../graph.js';
import type { Aspect, Binding, Figure, Observation, Structure } from '../../types.js';

/** One printed figure with what the audit must know of it. */
export interface Reading {
  /** Index of its (first) observation. */
  readonly index: number;
  readonly figure: Figure;
  /** Index of the figure, which `Binding.of` speaks of. */
  readonly at: number;
  readonly of: number | null;
  readonly indicator: string | null;
  readonly label: string;
  readonly breakdown: string;
  readonly value: Exact;
  readonly range: Range;
  /** The number as printed, without its unit. */
  readonly printed: string;
  /** Its own words: next to the number, up to the next punctuation mark or figure. */
  readonly before: string;
  readonly after: string;
  /** Place of the bracket that it stands in, -1 outside. */
  readonly bracket: number;
}

/** The figures of a document, put in order for the checks. */
export interface View {
  readonly norm: string;
  readonly structure: Structure;
  readonly graph: Graph;
  readonly readings: readonly Reading[];
  /** Those of running text, sentence by sentence, in text order. */
  readonly sentences: readonly (readonly Reading[])[];
  readonly byFigure: ReadonlyMap<number, Reading>;
  /** Coded figures by their indicator, in text order. */
  readonly byIndicator: ReadonlyMap<string, readonly Reading[]>;
  item(reading: Reading): number;
  /** The level of which an average speaks. */
  readonly averaged: ReadonlyMap<number, number>;
  /** Figures that state what was before: 由A增至B. */
  readonly past: ReadonlySet<number>;
  /** The lists in which a figure is a part. */
  readonly partIn: ReadonlyMap<number, readonly PartList[]>;
}

const BEFORE = 60;

/** Levels that count alike before a figure, nearest first, as far back as a whole is looked for. */
export function levelsBefore(
  view: View,
  reading: Reading,
  rules: { readonly alike: Units },
  unit: string = reading.figure.unit,
): Reading[] {
  const out: Reading[] = [];
  for (let at = reading.at - 1; at >= 0 && reading.at - at <= BEFORE; at--) {
    const r = view.byFigure.get(at);
    if (r && isLevel(r) && r.figure.cell === null && alike(r.figure.unit, unit, rules)) out.push(r);
  }
  return out;
}

type Units = readonly (readonly string[])[];

const MARK = /[,;:。!?、()\n\t|]/;
const OWN = 24;

/** Words before the number back to a punctuation mark or the figure before. Brackets without a figure (镇(办)) are stepped over. */
function wordsBefore(norm: string, from: number, to: number): string {
  let at = to;
  while (at > from && to - at < OWN) {
    if (norm[at - 1] === ')') {
      const open = norm.lastIndexOf('(', at - 1);
      if (open >= from && at - open < 12) {
        at = open;
        continue;
      }
    }
    if (MARK.test(norm[at - 1]!)) break;
    at--;
  }
  return norm.slice(at, to).trim();
}

function wordsAfter(norm: string, from: number, to: number): string {
  let at = from;
  while (at < to && at - from < OWN && !MARK.test(norm[at]!)) at++;
  return norm.slice(from, at).trim();
}

/** Puts the observations of a document in order: one reading for each printed figure. */
export function viewOf(
  norm: string,
  structure: Structure,
  figures: readonly Figure[],
  graph: Graph,
  bindings: readonly Binding[],
  observations: readonly Observation[],
): View {
  const readings: Reading[] = [];
  const byFigure = new Map<number, Reading>();
  const bySentence = new Map<number, number[]>();
  bindings.forEach((binding, index) => {
    if (byFigure.has(binding.figure)) return;
    const figure = figures[binding.figure]!;
    const list = bySentence.get(figure.sentence);
    if (list) list.push(readings.length);
    else bySentence.set(figure.sentence, [readings.length]);
    const { bracket } = graph.mentions[binding.figure]!;
    const reading = { ...bare(norm, structure, figures, binding, observations[index]!, index), bracket };
    byFigure.set(binding.figure, reading);
    readings.push(reading);
  });
  const sentences: Reading[][] = [];
  for (const [, members] of [...bySentence].sort((a, b) => a[0] - b[0])) {
    const text = members.map((m) => readings[m]!).filter(({ figure }) => figure.cell === null);
    if (text.length > 0) sentences.push(text);
  }
  const item = (reading: Reading): number => structure.sentences[reading.figure.sentence]!.item;
  const coded = readings.filter(({ indicator }) => indicator !== null);
  const byIndicator = grouped(coded, ({ indicator }) => indicator!);
  const averaged = new Map<number, number>();
  const past = new Set<number>();
  for (const { kind, from, to } of graph.links) {
    if (kind === 'average' && !averaged.has(from)) averaged.set(from, to);
    if (kind === 'series') past.add(from);
  }
  const partIn = new Map<number, PartList[]>();
  for (const list of graph.lists)
    for (const member of list.members) partIn.set(member, [...(partIn.get(member) ?? []), list]);
  const tables = { averaged, past, partIn };
  return { ...tables, norm, structure, graph, readings, sentences, byFigure, byIndicator, item };
}

function bare(
  norm: string,
  structure: Structure,
  figures: readonly Figure[],
  binding: Binding,
  observation: Observation,
  index: number,
): Omit<Reading, 'bracket'> {
  const figure = figures[binding.figure]!;
  const { extent } = figure;
  const sentence = structure.sentences[figure.sentence]!;
  const previous = figures[binding.figure - 1];
  const next = figures[binding.figure + 1];
  const from = previous && previous.extent.end > sentence.start ? previous.extent.end : sentence.start;
  const to = next && next.extent.start >= extent.end ? Math.min(next.extent.start, sentence.end) : sentence.end;
  const printed = norm.slice(figure.start, figure.end);
  return {
    index,
    figure,
    at: binding.figure,
    of: binding.of,
    indicator: binding.indicator,
    label: observation.label,
    breakdown: observation.breakdown,
    value: exact(figure.value),
    range: rangeOf(figure, printed, norm.slice(extent.start, extent.end)),
    printed,
    before: wordsBefore(norm, Math.min(from, extent.start), extent.start),
    after: wordsAfter(norm, extent.end, Math.max(to, extent.end)),
  };
}

export const isPercent = ({ figure }: Reading): boolean => figure.unit === '%' || figure.unit === '‰';

/** A count or amount, printed with digits or numerals. */
export const isLevel = (reading: Reading, aspect: Aspect = 'level'): boolean =>
  reading.figure.aspect === aspect &&
  !reading.figure.derived &&
  !isPercent(reading) &&
  reading.figure.valueMax === null;

/** Whether it stands in brackets or under 其中: it speaks of its whole only. */
export const isPart = (r: Reading): boolean => r.bracket >= 0 || r.of !== null;

/** The text between two figures and what belongs to them. */
export const between = ({ norm }: View, a: Reading, b: Reading): string =>
  norm.slice(a.figure.extent.end, b.figure.extent.start);

/** Own words of a figure as one string. */
export const ownWords = ({ before, after }: Reading): string => `${before}|${after}`;

export const holdsAny = (text: string, words: readonly string[]): boolean => words.some((word) => text.includes(word));

/** Things by their keys, in order. */
export function grouped<T, K>(all: Iterable<T>, keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** Whether two units count alike (人 and 名). */
export const alike = (
  a: string,
  b: string,
  { alike: groups }: { readonly alike: readonly (readonly string[])[] },
): boolean => a === b || groups.some((units) => units.includes(a) && units.includes(b));
