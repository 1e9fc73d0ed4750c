import type { Panel } from '../panel/panel.js';
import { withValue } from '../panel/table.js';
import { COLUMNS } from './columns.js';
import {
  CODEBOOK_COLUMNS,
  type ColumnType,
  DOCUMENT_COLUMNS,
  FINDING_COLUMNS,
  PROBLEM_COLUMNS,
  type RelatedColumn,
} from './related.js';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

// NUMERIC keeps whole numbers whole; SQLite has no dates nor booleans of its own.
const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  string: 'TEXT',
  date: 'TEXT',
  integer: 'INTEGER',
  number: 'NUMERIC',
  boolean: 'INTEGER',
};

interface SqlColumn {
  readonly key: string;
  readonly type: string;
}

const related = <T>(columns: readonly RelatedColumn<T>[]): SqlColumn[] =>
  columns.map(({ key, type }) => ({ key, type: SQL_TYPES[type] }));

const text = (...keys: string[]): SqlColumn[] => keys.map((key) => ({ key, type: 'TEXT' }));

/** The tables of the database and their columns. */
export const SQL_TABLES: Readonly<Record<string, readonly SqlColumn[]>> = {
  observations: [
    { key: 'id', type: 'INTEGER PRIMARY KEY' },
    ...COLUMNS.map(({ key, kind }) => ({
      key,
      type: kind === 'text' ? 'TEXT' : kind === 'boolean' ? 'INTEGER' : 'NUMERIC',
    })),
  ],
  documents: related(DOCUMENT_COLUMNS),
  findings: related(FINDING_COLUMNS),
  problems: related(PROBLEM_COLUMNS),
  codebook: related(CODEBOOK_COLUMNS),
  cells: [
    ...text('region_code', 'region', 'region_level'),
    { key: 'year', type: 'INTEGER' },
    ...text('indicator', 'state'),
    { key: 'value', type: 'NUMERIC' },
    ...text('unit'),
    { key: 'sources', type: 'INTEGER' },
    ...text('flags', 'file'),
    { key: 'start', type: 'INTEGER' },
  ],
  about: text('key', 'value'),
};

export const createTables = (): string =>
  Object.entries(SQL_TABLES)
    .map(
      ([name, columns]) =>
        `CREATE TABLE ${name} (${columns.map(({ key, type }) => `${quoted(key)} ${type}`).join(', ')});`,
    )
    .join('\n');

export const insertInto = (table: string): string =>
  `INSERT INTO ${table} VALUES (${SQL_TABLES[table]!.map(() => '?').join(', ')})`;

// A view may have 2000 columns.
const MOST_COLUMNS = 1990;

/** Indexes and views, made when the rows stand. */
export function createViews(panel: Panel): string {
  const columns = withValue(panel)
    .slice(0, MOST_COLUMNS)
    .map((id) => `MAX(CASE WHEN indicator = '${id.replaceAll("'", "''")}' THEN value END) AS ${quoted(id)}`);
  return [
    'CREATE INDEX observations_indicator ON observations (indicator, region_code, year);',
    'CREATE INDEX observations_file ON observations (file, start);',
    'CREATE UNIQUE INDEX documents_file ON documents (file);',
    'CREATE INDEX findings_file ON findings (file);',
    'CREATE INDEX cells_indicator ON cells (indicator, year);',
    "CREATE VIEW coded AS SELECT * FROM observations WHERE indicator <> '';",
    `CREATE VIEW panel AS SELECT ${['region_code', 'region', 'region_level', 'year', ...columns].join(', ')}
FROM cells GROUP BY region_code, region, region_level, year;`,
  ].join('\n');
}

/** The cells of a panel as rows of the table `cells`. */
export const cellRows = ({ rows }: Panel): (string | number | null)[][] =>
  rows.flatMap(({ regionCode, region, regionLevel, year, cells }) =>
    [...cells].map(([indicator, { state, figure, sources, flags }]) => [
      regionCode,
      region,
      regionLevel,
      year,
      indicator,
      state,
      figure?.value ?? null,
      figure?.unit ?? '',
      sources,
      flags.join(';'),
      figure?.file ?? '',
      figure?.start ?? null,
    ]),
  );
