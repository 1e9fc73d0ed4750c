import { createRequire } from 'node:module';

/** A row of a table that a user gives, by its columns, and where it stands. */
export interface Located {
  readonly record: Readonly<Record<string, string | undefined>>;
  /** `lines` is the 1-based line on which the row ends. */
  readonly info: { readonly lines: number };
}

/**
 * Reads a table that a user gives as CSV, with or without a byte order mark; empty lines are passed over.
 * @param header names the columns from the words of the first line, and throws where one is missing.
 */
export function recordsOf(text: string, header: (names: string[]) => string[]): readonly Located[] {
  // Loaded when there is such a table: few runs have one.
  const { parse } = createRequire(import.meta.url)('csv-parse/sync') as typeof import('csv-parse/sync');
  const options = { bom: true, columns: header, info: true, skip_empty_lines: true, trim: true } as const;
  const rows: unknown = parse(text, options);
  return rows as readonly Located[];
}
