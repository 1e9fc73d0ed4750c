import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Observation } from '../types.js';
import type { Column } from '../write/columns.js';
import type { WrittenFile } from '../write/datapackage.js';

/** A Parquet file that grows row by row. */
export interface ParquetTable {
  row(observation: Observation): void;
  /** Ends the file. Gives its size and hash. */
  end(): WrittenFile;
}

type Cell = string | number | boolean | null;

// Rows held in memory before they are written.
const GROUP = 10_000;
const WHOLE = new Set<string>(['year', 'line', 'start', 'end']);

const typeOf = ({ key, kind }: Column) =>
  kind === 'text' ? 'STRING' : kind === 'boolean' ? 'BOOLEAN' : WHOLE.has(key) ? 'INT32' : 'DOUBLE';

const cellOf = (value: string | number | boolean | null | undefined, { kind }: Column): Cell => {
  if (value === null || value === undefined || value === '') return null;
  return kind === 'number' ? Number(value) : value;
};

/** Opens a Parquet file for observations. Values are doubles; what is empty is null. */
export async function parquetTable(path: string, columns: readonly Column[], version: string): Promise<ParquetTable> {
  const { fileWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const data = columns.map((): Cell[] => []);
  const columnData = () =>
    columns.map((column, i) => ({ name: column.key, data: data[i]!, type: typeOf(column) }) as const);
  const schema = schemaFromColumnData({ columnData: columnData() });
  const writer = new ParquetWriter({ writer: fileWriter(path), schema, createdBy: `baoshu version ${version}` });
  const flush = (): void => {
    if (data[0]!.length === 0) return;
    void writer.write({ columnData: columnData(), rowGroupSize: GROUP });
    for (const column of data) column.length = 0;
  };
  return {
    row(observation) {
      for (const [i, column] of columns.entries()) data[i]!.push(cellOf(observation[column.key], column));
      if (data[0]!.length >= GROUP) flush();
    },
    end() {
      flush();
      void writer.finish();
      const bytes = readFileSync(path);
      return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    },
  };
}
