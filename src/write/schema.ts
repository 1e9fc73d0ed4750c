import { COLUMNS, type Column, SOURCE_COLUMNS } from './columns.js';

type Schema = Readonly<Record<string, unknown>>;

const TEXT = { type: 'string' };
const COUNT = { type: 'integer', minimum: 0 };
const LINE = { type: ['integer', 'null'], minimum: 1 };
const oneOf = (...values: string[]): Schema => ({ enum: values });
const list = (items: Schema): Schema => ({ type: 'array', items });

/** An object that has all these properties and no others but the optional ones. */
const object = (properties: Schema, optional: Schema = {}): Schema => ({
  type: 'object',
  properties: { ...properties, ...optional },
  required: Object.keys(properties),
  additionalProperties: false,
});

const ASPECT = ['level', 'growth', 'change', 'share', 'average'];
const KIND = ['report', 'plan', 'notice', 'statistics', 'other'];
const SCOPE = ['whole', 'body'];
const LEVEL = ['country', 'province', 'city', 'county', 'township'];

/** Columns that hold one of a few words, or that are never empty. */
const SHAPES: Readonly<Record<string, Schema>> = {
  file: TEXT,
  doc_kind: oneOf(...KIND),
  scope: { enum: [...SCOPE, null] },
  region_code: { type: ['string', 'null'], pattern: '^\\d{6}$' },
  region_level: { enum: [...LEVEL, null] },
  year: { type: ['integer', 'null'] },
  aspect: oneOf(...ASPECT),
  status: oneOf('achieved', 'target'),
  value: { type: 'number' },
  qualifier: oneOf('exact', 'about', 'over', 'under', 'min', 'max'),
  basis: oneOf('year', 'cumulative'),
  sentence: TEXT,
  line: { type: 'integer', minimum: 1 },
  start: COUNT,
  end: COUNT,
  rule: TEXT,
};

const shape = ({ key, kind, about }: Column): Schema => ({
  description: about,
  ...(SHAPES[key] ?? { type: kind === 'boolean' ? 'boolean' : [kind === 'number' ? 'number' : 'string', 'null'] }),
});

const keyed = (columns: readonly Column[]): Schema => Object.fromEntries(columns.map((one) => [one.key, shape(one)]));

const DOCUMENT = object(
  {
    file: TEXT,
    format: oneOf('text', 'html', 'docx', 'doc', 'pdf', 'mhtml', 'ofd'),
    encoding: TEXT,
    title: TEXT,
    kind: oneOf(...KIND),
    issuer: TEXT,
    scope: oneOf(...SCOPE, ''),
    region: object({
      name: TEXT,
      code: { type: 'string', pattern: '^(?:\\d{6})?$' },
      level: oneOf(...LEVEL, ''),
      candidates: list(TEXT),
      note: TEXT,
    }),
    year: { type: ['integer', 'null'] },
    yearCandidates: list({ type: 'integer' }),
    period: TEXT,
    source: TEXT,
    published: TEXT,
    documentNumber: TEXT,
    indexNumber: TEXT,
    sha256: { type: 'string', pattern: '^(?:[0-9a-f]{64})?$' },
  },
  { duplicate_of: TEXT },
);

const FINDING = object({
  id: TEXT,
  fingerprint: TEXT,
  status: oneOf('holds', 'contradicts', 'remark', 'open'),
  rule: TEXT,
  formula: TEXT,
  printed: TEXT,
  computed: TEXT,
  tolerance: TEXT,
  observations: { ...list(COUNT), description: 'indexes into the observations of the document' },
  message: TEXT,
});

const numbersOf = (...keys: string[]): Schema => object({}, Object.fromEntries(keys.map((key) => [key, COUNT])));

const COVERAGE = object({
  figures: COUNT,
  coded: COUNT,
  uncoded: COUNT,
  uncoded_aspects: numbersOf(...ASPECT),
  uncoded_statuses: numbersOf('achieved', 'target'),
  indicators: list(
    object({
      indicator: TEXT,
      state: oneOf('reported', 'reported_zero', 'mentioned', 'not_mentioned'),
      figures: COUNT,
      targets: COUNT,
      line: LINE,
    }),
  ),
});

const PROBLEM = object({ file: TEXT, severity: oneOf('error', 'warning'), code: TEXT, message: TEXT });

/** JSON Schema (2020-12) of `-f json`; each line of `-f ndjson` fits `#/$defs/observation`. */
export const outputSchema = (): Schema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Output of baoshu extract -f json; each line of -f ndjson is an observation',
  ...list({ $ref: '#/$defs/result' }),
  $defs: {
    result: object({
      document: { $ref: '#/$defs/document' },
      observations: list({ $ref: '#/$defs/observation' }),
      findings: list({ $ref: '#/$defs/finding' }),
      coverage: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/coverage' }] },
      problems: list({ $ref: '#/$defs/problem' }),
    }),
    document: DOCUMENT,
    observation: object(keyed(COLUMNS), keyed(SOURCE_COLUMNS)),
    finding: FINDING,
    coverage: COVERAGE,
    problem: PROBLEM,
  },
});
