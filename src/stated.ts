import { type Located, recordsOf } from './csv.js';
import { rowsFor, type StatedRow } from './stages/identify/stated.js';
import type { DocKind, Problem, Scope, StatedFacts } from './types.js';
import { STATED_COLUMNS } from './write/facts.js';

const KINDS: readonly string[] = ['report', 'plan', 'notice', 'statistics', 'other'] satisfies DocKind[];
const SCOPES: readonly string[] = ['whole', 'body'] satisfies Scope[];
const BY_HEADER = new Map(STATED_COLUMNS.flatMap(({ key, zh }) => [[key, key] as const, [zh, key] as const]));

type Row = Located['record'];

/**
 * Reads a user's table of facts: csv with the column `file` and any of title, region, year, issuer, scope, kind, in English or Chinese.
 * Other columns are passed over, an empty cell states nothing.
 * @throws Error naming the line that is wrong and what to do.
 */
export function readStated(text: string): StatedRow[] {
  const header = (names: string[]): string[] => {
    const keys = names.map((name) => BY_HEADER.get(name.trim()) ?? name);
    if (keys.includes('file')) return keys;
    throw new Error("it has no column file (文件); 'baoshu facts' writes a table to start from");
  };
  return recordsOf(text, header).map(({ record, info }) => {
    const plain = Object.fromEntries(Object.entries(record).map(([key, cell]) => [key, plainText(cell ?? '')]));
    const wrong = faultIn(plain);
    if (wrong) throw new Error(`line ${info.lines}: ${wrong}`);
    return { file: plain.file!, facts: factsOf(plain) };
  });
}

/** Without the apostrophe that keeps a spreadsheet from running a cell. */
const plainText = (cell: string): string => cell.replace(/^'(?=[=+\-@＝＋－＠])/, '');

function faultIn({ file, year, kind, scope }: Row): string | null {
  if (!file) return 'file is empty; name a document or a glob';
  if (year && !(/^\d{4}$/.test(year) && Number(year) >= 1949 && Number(year) <= 2100))
    return `year '${year}' is not a year from 1949 to 2100`;
  if (kind && !KINDS.includes(kind)) return `kind '${kind}' is none of ${KINDS.join(', ')}`;
  if (scope && !SCOPES.includes(scope)) return `scope '${scope}' is none of ${SCOPES.join(', ')}`;
  return null;
}

function factsOf({ title, region, year, issuer, scope, kind }: Row): StatedFacts {
  return {
    ...(title && { title }),
    ...(region && { region }),
    ...(year && { year: Number(year) }),
    ...(issuer && { issuer }),
    ...(scope && { scope: scope as Exclude<Scope, ''> }),
    ...(kind && { kind: kind as DocKind }),
  };
}

/** Keeps which rows of a table spoke of a document, and warns of those that spoke of none. */
export class StatedUse {
  readonly #used = new Set<number>();
  constructor(readonly rows: readonly StatedRow[]) {}

  meet(file: string): void {
    for (const row of rowsFor(this.rows, file)) this.#used.add(row);
  }

  unmet(table: string): Problem[] {
    return this.rows.flatMap(({ file }, row) =>
      this.#used.has(row)
        ? []
        : {
            file: table,
            severity: 'warning' as const,
            code: 'facts-unmet',
            message: `${table}: no document is named '${file}'; name it as the column file of an output does`,
          },
    );
  }
}
