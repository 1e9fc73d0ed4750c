import type { Codebook } from '../types.js';
import { COLUMNS } from './columns.js';
import {
  CODEBOOK_COLUMNS,
  type ColumnType,
  DOCUMENT_COLUMNS,
  FINDING_COLUMNS,
  PROBLEM_COLUMNS,
  type RelatedColumn,
} from './related.js';

/** What made a dataset. */
export interface Provenance {
  readonly version: string;
  readonly codebook: Codebook;
  /** The options of the run that say what was mined and kept. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** A file of the dataset as written. */
export interface WrittenFile {
  readonly bytes: number;
  /** SHA-256 of its bytes, in hex. */
  readonly sha256: string;
}

interface Field {
  readonly name: string;
  readonly type: ColumnType;
  readonly title: string;
  readonly description: string;
  readonly constraints?: Readonly<Record<string, unknown>>;
}

const WHOLE = new Set(['year', 'line', 'start', 'end']);
const ENUMS: Readonly<Record<string, readonly string[]>> = {
  doc_kind: ['report', 'plan', 'notice', 'statistics', 'other'],
  aspect: ['level', 'growth', 'change', 'share', 'average'],
  status: ['achieved', 'target'],
  qualifier: ['exact', 'about', 'over', 'under', 'min', 'max'],
  basis: ['year', 'cumulative'],
};

const observationFields = (): Field[] =>
  COLUMNS.map(({ key, zh, kind, about }) => ({
    name: key,
    type: kind === 'text' ? 'string' : kind === 'boolean' ? 'boolean' : WHOLE.has(key) ? 'integer' : 'number',
    title: zh,
    description: about,
    ...(ENUMS[key] && { constraints: { enum: ENUMS[key] } }),
  }));

const fieldsOf = <T>(columns: readonly RelatedColumn<T>[], required: readonly string[]): Field[] =>
  columns.map(({ key, zh, type, about }) => ({
    name: key,
    type,
    title: zh,
    description: about,
    ...(required.includes(key) && { constraints: { required: true } }),
  }));

const refersTo = (fields: string, resource: string, other: string) => ({
  fields,
  reference: { resource, fields: other },
});

const ofDocument = refersTo('file', 'documents', 'file');

/** The tables of a dataset: names, fields and how they refer to one another. */
export const DATASET_TABLES = {
  observations: {
    about: 'a row per figure; value in base units (元; the number before %), its unit in the column unit',
    fields: observationFields(),
    foreignKeys: [ofDocument, refersTo('indicator', 'codebook', 'id')],
  },
  documents: { about: 'a row per document', fields: fieldsOf(DOCUMENT_COLUMNS, ['file']), primaryKey: 'file' },
  findings: {
    about: "what the documents' own arithmetic says",
    fields: fieldsOf(FINDING_COLUMNS, []),
    foreignKeys: [ofDocument],
  },
  problems: {
    about: 'what could not be read, or not wholly',
    fields: fieldsOf(PROBLEM_COLUMNS, []),
    foreignKeys: [ofDocument],
  },
  codebook: { about: 'the indicators', fields: fieldsOf(CODEBOOK_COLUMNS, ['id']), primaryKey: 'id' },
} as const;

export type DatasetTable = keyof typeof DATASET_TABLES;

/** The text of datapackage.json: a Frictionless Data Package v1 whose tables have a Table Schema each. */
export function dataPackage(
  { version, codebook, options }: Provenance,
  files: Readonly<Record<string, WrittenFile>>,
): string {
  const written = (path: string) => ({ path, bytes: files[path]!.bytes, hash: `sha256:${files[path]!.sha256}` });
  const tables = Object.entries(DATASET_TABLES).map(([name, { about, ...schema }]) => ({
    name,
    profile: 'tabular-data-resource',
    ...written(`${name}.csv`),
    description: about,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true },
    schema: { ...schema, missingValues: [''] },
  }));
  const parquet = {
    name: 'observations-parquet',
    profile: 'data-resource',
    ...written('observations.parquet'),
    description: 'the same rows as observations.csv; value as a double',
    format: 'parquet',
    mediatype: 'application/vnd.apache.parquet',
  };
  return `${JSON.stringify(
    {
      profile: 'data-package',
      name: 'baoshu-figures',
      title: 'Figures of government reports',
      description:
        'Mined by baoshu 报数. Every figure can be found again by file, start and end (UTF-16 units of the document text).',
      keywords: ['government reports', 'indicators', 'China'],
      generator: {
        name: 'baoshu',
        version,
        codebook: { indicators: codebook.indicators.length, sha256: codebook.sha256 },
        options,
      },
      resources: [...tables, parquet],
    },
    null,
    2,
  )}\n`;
}
