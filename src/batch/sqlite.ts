import { existsSync, rmSync, statSync } from 'node:fs';
import { access, chmod, constants, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Database, Statement } from 'node-sqlite3-wasm';
import { PanelBuilder } from '../panel/panel.js';
import { COLUMNS, type DocumentResult } from '../write/columns.js';
import type { Provenance } from '../write/datapackage.js';
import {
  CODEBOOK_COLUMNS,
  cellsOf,
  DOCUMENT_COLUMNS,
  FINDING_COLUMNS,
  findingRows,
  PROBLEM_COLUMNS,
} from '../write/related.js';
import { cellRows, createTables, createViews, insertInto, SQL_TABLES } from '../write/sql.js';
import { panelSource } from '../write/wide.js';
import type { Sink } from './sink.js';

type Value = string | number | boolean | null;

/**
 * A database (SQLite) in one file: tables as in a dataset, the chosen cells of the panel, and the views `panel` and `coded`.
 * It is built beside the file and renamed at the end. Throws where the file cannot be made.
 */
export async function sqliteSink(path: string, provenance: Provenance): Promise<Sink> {
  if (existsSync(path) && statSync(path).isDirectory()) throw new Error(`${path} is a folder; name a file in it`);
  await access(dirname(path), constants.W_OK).catch(() => {
    throw new Error(`${path} cannot be written; its folder must exist and be writable`);
  });
  const { default: sqlite } = await import('node-sqlite3-wasm');
  const beside = `${path}.${process.pid}.part`;
  rmSync(beside, { force: true });
  return new SqliteSink(new sqlite.Database(beside), path, beside, provenance);
}

class SqliteSink implements Sink {
  readonly #inserts = new Map<string, Statement>();
  readonly #builder = new PanelBuilder();
  #id = 0;
  readonly #remove = (): void => rmSync(this.beside, { force: true });

  constructor(
    readonly database: Database,
    readonly path: string,
    readonly beside: string,
    readonly provenance: Provenance,
  ) {
    // Also when the run is interrupted.
    process.once('exit', this.#remove);
  }

  async begin(): Promise<void> {
    const { version, codebook, options } = this.provenance;
    // It is thrown away whole when anything fails: no journal is needed.
    this.database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN');
    this.database.exec(createTables());
    for (const table of Object.keys(SQL_TABLES)) this.#inserts.set(table, this.database.prepare(insertInto(table)));
    for (const [key, value] of Object.entries({
      version,
      codebook_sha256: codebook.sha256,
      options: JSON.stringify(options),
    }))
      this.#insert('about', [key, value]);
    for (const one of codebook.indicators) this.#insert('codebook', cellsOf(CODEBOOK_COLUMNS, one));
  }

  async document(result: DocumentResult): Promise<void> {
    for (const observation of result.observations) {
      const cells = COLUMNS.map(({ key, kind }): Value => {
        const value = observation[key] ?? null;
        return kind !== 'text' && value === '' ? null : kind === 'boolean' ? Number(value) : value;
      });
      this.#insert('observations', [++this.#id, ...cells]);
    }
    this.#insert(
      'documents',
      cellsOf(DOCUMENT_COLUMNS, result).map((cell, i) =>
        DOCUMENT_COLUMNS[i]!.type === 'integer' && cell === '' ? null : cell,
      ),
    );
    for (const row of findingRows(result)) this.#insert('findings', cellsOf(FINDING_COLUMNS, row));
    for (const one of result.problems) this.#insert('problems', cellsOf(PROBLEM_COLUMNS, one));
    this.#builder.add(panelSource(result));
  }

  async end(): Promise<void> {
    const panel = this.#builder.build(this.provenance.codebook.indicators);
    for (const row of cellRows(panel)) this.#insert('cells', row);
    this.#finalize();
    this.database.exec(createViews(panel));
    this.database.exec('COMMIT');
    this.database.close();
  }

  async commit(): Promise<void> {
    // SQLite makes it for its owner alone, other outputs are as the user's mask has it.
    await chmod(this.beside, 0o666 & ~process.umask());
    await rename(this.beside, this.path);
    process.off('exit', this.#remove);
  }

  async discard(): Promise<void> {
    this.#finalize();
    if (this.database.isOpen) this.database.close();
    this.#remove();
    process.off('exit', this.#remove);
  }

  #insert(table: string, values: readonly Value[]): void {
    this.#inserts.get(table)!.run([...values]);
  }

  #finalize(): void {
    for (const statement of this.#inserts.values()) statement.finalize();
    this.#inserts.clear();
  }
}
