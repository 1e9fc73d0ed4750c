import type { Observation } from '../types.js';
import { COLUMNS, type TableWriter } from './columns.js';

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

// The decimal text itself goes out: a round trip through a float would turn long numbers into 1e21 or add dust.
const jsonValue = (value: string | number | boolean | null, kind: 'text' | 'number' | 'boolean'): string => {
  if (value === null || value === '') return 'null';
  if (kind === 'number' && JSON_NUMBER.test(String(value))) return String(value);
  return JSON.stringify(value);
};

/** One observation as a JSON object on one line: the keys of the columns in their order, numbers as numbers, empty as null. */
export const observationJson = (observation: Observation): string =>
  `{${COLUMNS.map(({ key, kind }) => `"${key}":${jsonValue(observation[key], kind)}`).join(',')}}`;

/** One observation a line. */
export const ndjsonWriter = (): TableWriter => ({
  begin: () => '',
  document: ({ observations }) => observations.map((observation) => `${observationJson(observation)}\n`).join(''),
  end: () => '',
});
