import type { Observation } from '../types.js';
import { COLUMNS, SOURCE_COLUMNS, type TableWriter } from './columns.js';

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

const WITH_SOURCE = [...COLUMNS, ...SOURCE_COLUMNS];

// The decimal text itself goes out: a round trip through a float would turn long numbers into 1e21 or add dust.
export const jsonValue = (value: string | number | boolean | null, kind: 'text' | 'number' | 'boolean'): string => {
  if (value === null || value === '') return 'null';
  if (kind === 'number' && JSON_NUMBER.test(String(value))) return String(value);
  return JSON.stringify(value);
};

/**
 * One observation as a JSON object on one line: the keys of the columns in their order, numbers as numbers, empty as null.
 * Those of HTML pages end in `source_start` and `source_end`.
 */
export const observationJson = (observation: Observation): string => {
  const columns = observation.source_start === undefined ? COLUMNS : WITH_SOURCE;
  return `{${columns.map(({ key, kind }) => `"${key}":${jsonValue(observation[key] ?? null, kind)}`).join(',')}}`;
};

/** One observation a line. */
export const ndjsonWriter = (): TableWriter => ({
  begin: () => '',
  document: ({ observations }) => observations.map((observation) => `${observationJson(observation)}\n`).join(''),
  end: () => '',
});
