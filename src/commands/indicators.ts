import { resolve } from 'node:path';
import { idPattern } from '../batch/select.js';
import type { Indicator } from '../types.js';
import { csvLines } from '../write/csv.js';
import { type Context, type Outcome, UsageError } from './context.js';

export interface IndicatorsFlags {
  readonly format?: 'text' | 'json' | 'csv';
  readonly codebook?: readonly string[];
}

/** Prints the codebook, or what of it fits a pattern of ids or a word of the names. */
export async function indicators(
  pattern: string | undefined,
  { format = 'text', codebook = [] }: IndicatorsFlags,
  { io, openCodebook }: Context,
): Promise<Outcome> {
  const all = await openCodebook({ codebook: codebook.map((file) => resolve(io.cwd, file)) });
  const found = all.indicators.filter((indicator) => pattern === undefined || fits(indicator, pattern));
  if (found.length === 0) {
    throw new UsageError(
      `no indicator fits '${pattern}'; give an id, a pattern such as 'mediation.*', or a word of a name`,
    );
  }
  io.stdout.write(PRINT[format](found));
  return { errors: 0, differences: 0 };
}

const fits = ({ id, name }: Indicator, pattern: string): boolean =>
  idPattern(pattern)(id) || name.zh.includes(pattern) || name.en.toLowerCase().includes(pattern.toLowerCase());

const words = (list: readonly string[]): string => list.join(' ; ');

const CSV_COLUMNS: Readonly<Record<string, (indicator: Indicator) => string>> = {
  id: ({ id }) => id,
  name_zh: ({ name }) => name.zh,
  name_en: ({ name }) => name.en,
  unit: ({ unit }) => words(unit),
  definition: ({ definition }) => definition,
  source: ({ source }) => source,
  topic: ({ topic }) => words(topic),
  measure: ({ measure }) => words(measure),
  unless: ({ unless }) => words(unless),
  inherit: ({ inherit }) => inherit,
  object: ({ object }) => object ?? '',
  action: ({ action }) => action ?? '',
  part_of: ({ part_of }) => part_of ?? '',
  part_as: ({ part_as }) => part_as ?? '',
  kind_of: ({ kind_of }) => kind_of ?? '',
  numerator: ({ rate }) => rate?.numerator ?? '',
  denominators: ({ rate }) => words(rate?.denominators ?? []),
};

const csv = (found: readonly Indicator[]): string =>
  csvLines([Object.keys(CSV_COLUMNS), ...found.map((one) => Object.values(CSV_COLUMNS).map((cell) => cell(one)))]);

// One that is asked for by itself is shown whole; a list takes a line each.
const readable = (found: readonly Indicator[]): string => (found.length === 1 ? whole(found[0]!) : list(found));

function list(found: readonly Indicator[]): string {
  const width = Math.max(...found.map(({ id }) => id.length));
  const lines = found.map(
    ({ id, name, unit }) => `${id.padEnd(width)}  ${name.zh}  (${name.en}; ${unit.join(', ')})\n`,
  );
  return lines.join('');
}

function whole(one: Indicator): string {
  const rate = one.rate ? `${one.rate.numerator ?? '?'} / ${words(one.rate.denominators)}` : '';
  const facts: readonly (readonly [string, string])[] = [
    ['definition', one.definition],
    ['source', one.source],
    ['unit', one.unit.join(', ')],
    ['topic', words(one.topic)],
    ['measure', words(one.measure)],
    ['unless', words(one.unless)],
    ['inherit', one.inherit],
    ['object', one.object ?? ''],
    ['action', one.action ?? ''],
    ['part of', [one.part_of, one.part_as && `(${one.part_as})`].filter(Boolean).join(' ')],
    ['kind of', one.kind_of ?? ''],
    ['rate', rate],
    ['stands at', one.at],
    ...one.examples.yes.map((example) => ['yes', example] as const),
    ...one.examples.no.map((example) => ['no', example] as const),
  ];
  const lines = facts.filter(([, text]) => text !== '').map(([name, text]) => `  ${name.padEnd(10)}  ${text}\n`);
  return `${one.id}  ${one.name.zh}  (${one.name.en})\n${lines.join('')}`;
}

const PRINT: Readonly<Record<'text' | 'json' | 'csv', (found: readonly Indicator[]) => string>> = {
  text: readable,
  json: (found) => `${JSON.stringify(found, null, 2)}\n`,
  csv,
};
