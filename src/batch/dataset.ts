import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { COLUMNS, type DocumentResult } from '../write/columns.js';
import { csvCells, csvLines } from '../write/csv.js';
import {
  DATASET_TABLES,
  type DatasetTable,
  dataPackage,
  type Provenance,
  type WrittenFile,
} from '../write/datapackage.js';
import {
  CODEBOOK_COLUMNS,
  cellsOf,
  DOCUMENT_COLUMNS,
  FINDING_COLUMNS,
  findingRows,
  PROBLEM_COLUMNS,
} from '../write/related.js';
import { fileOutput, type Output } from './output.js';
import { type ParquetTable, parquetTable } from './parquet.js';
import type { Sink } from './sink.js';

const TABLES = Object.keys(DATASET_TABLES) as DatasetTable[];
const PARQUET = 'observations.parquet';
const PACKAGE = 'datapackage.json';
const OURS = new Set([...TABLES.map((name) => `${name}.csv`), PARQUET, PACKAGE]);

/** An output that knows the size and the hash of what went through it. */
class Measured {
  readonly #hash = createHash('sha256');
  #bytes = 0;
  constructor(readonly output: Output) {}

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    this.#bytes += bytes.length;
    this.#hash.update(bytes);
    await this.output.write(bytes);
  }

  written(): WrittenFile {
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }
}

/**
 * A dataset in a folder: five tables as CSV, the figures as Parquet too, and datapackage.json that describes them. All is written
 * beside the folder and moved into it at the end, the description last.
 * @throws Error where the folder holds other files, or cannot be made.
 */
export async function datasetSink(folder: string, provenance: Provenance): Promise<Sink> {
  const others = (
    await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw new Error(`${folder} is no folder; name another`);
    })
  ).filter((name) => !OURS.has(name));
  if (others.length > 0)
    throw new Error(`${folder} holds other files (${others[0]}); a dataset needs a folder of its own, name another`);
  const beside = `${folder}.${process.pid}.part`;
  await mkdir(beside, { recursive: true });
  return new Dataset(folder, beside, provenance);
}

class Dataset implements Sink {
  readonly #tables = new Map<DatasetTable, Measured>();
  #parquet: ParquetTable | null = null;

  constructor(
    readonly folder: string,
    readonly beside: string,
    readonly provenance: Provenance,
  ) {}

  async begin(): Promise<void> {
    for (const name of TABLES) {
      const table = new Measured(await fileOutput(join(this.beside, `${name}.csv`)));
      this.#tables.set(name, table);
      await table.write(csvLines([DATASET_TABLES[name].fields.map((field) => field.name)]));
    }
    this.#parquet = await parquetTable(join(this.beside, PARQUET), COLUMNS, this.provenance.version);
    await this.#rows(
      'codebook',
      this.provenance.codebook.indicators.map((one) => cellsOf(CODEBOOK_COLUMNS, one)),
    );
  }

  async document(result: DocumentResult): Promise<void> {
    const { observations, problems } = result;
    await this.#rows(
      'observations',
      observations.map((one) => csvCells(one)),
    );
    for (const observation of observations) this.#parquet!.row(observation);
    await this.#rows('documents', [cellsOf(DOCUMENT_COLUMNS, result)]);
    await this.#rows(
      'findings',
      findingRows(result).map((row) => cellsOf(FINDING_COLUMNS, row)),
    );
    await this.#rows(
      'problems',
      problems.map((one) => cellsOf(PROBLEM_COLUMNS, one)),
    );
  }

  async end(): Promise<void> {
    const files: Record<string, WrittenFile> = { [PARQUET]: this.#parquet!.end() };
    for (const [name, table] of this.#tables) {
      await table.output.commit();
      files[`${name}.csv`] = table.written();
    }
    const description = await fileOutput(join(this.beside, PACKAGE));
    await description.write(dataPackage(this.provenance, files));
    await description.commit();
  }

  async commit(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    for (const name of OURS) await rename(join(this.beside, name), join(this.folder, name));
    await rm(this.beside, { recursive: true });
  }

  async discard(): Promise<void> {
    for (const { output } of this.#tables.values()) await output.discard().catch(() => {});
    await rm(this.beside, { recursive: true, force: true });
  }

  async #rows(name: DatasetTable, rows: readonly (readonly string[])[]): Promise<void> {
    if (rows.length > 0) await this.#tables.get(name)!.write(csvLines(rows));
  }
}
