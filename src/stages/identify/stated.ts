import picomatch from 'picomatch';
import type { StatedFacts } from '../../types.js';

/** One line of a user's table of facts. */
export interface StatedRow {
  /** A document as outputs name it, its last folders and name, or a glob of such. */
  readonly file: string;
  readonly facts: StatedFacts;
}

interface Index {
  readonly named: ReadonlyMap<string, readonly number[]>;
  readonly globs: readonly { readonly row: number; readonly fits: (file: string) => boolean }[];
}

const MAGIC = /[*?[\]{}()!]/;
const indexes = new WeakMap<readonly StatedRow[], Index>();

const slashed = (file: string): string => file.replaceAll('\\', '/').replace(/^\.\//, '');

function indexOf(rows: readonly StatedRow[]): Index {
  const known = indexes.get(rows);
  if (known) return known;
  const named = new Map<string, number[]>();
  const globs: { row: number; fits: (file: string) => boolean }[] = [];
  for (const [row, { file }] of rows.entries()) {
    const name = slashed(file);
    named.set(name, [...(named.get(name) ?? []), row]);
    if (MAGIC.test(name)) globs.push({ row, fits: picomatch([name, `**/${name}`], { dot: true }) });
  }
  const index = { named, globs };
  indexes.set(rows, index);
  return index;
}

/** The numbers of the rows that speak of a document: globs first, then those that name it; each in the order of the table. */
export function rowsFor(rows: readonly StatedRow[], file: string): number[] {
  const { named, globs } = indexOf(rows);
  const name = slashed(file);
  const parts = name.split('/');
  const fitting = globs.filter(({ fits }) => fits(name)).map(({ row }) => row);
  const naming = parts.flatMap((_, i) => named.get(parts.slice(i).join('/')) ?? []);
  return [...new Set([...fitting, ...naming.sort((a, b) => a - b)])];
}

/** What a table states of a document. Of several rows the later wins, and one that names it over a glob. */
export const statedFor = (rows: readonly StatedRow[], file: string): StatedFacts =>
  Object.assign({}, ...rowsFor(rows, file).map((row) => rows[row]!.facts));
