import type { DocumentFilter, NameFilter } from '../batch/filter.js';
import type { DocKind } from '../types.js';
import { UsageError } from './context.js';

/** Flags that leave inputs out by their names. */
export interface NameFlags {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** Flags that leave documents out by what they are. */
export interface DocumentFlags {
  readonly kind?: string;
  readonly keepYears?: string;
}

const KINDS: readonly DocKind[] = ['report', 'plan', 'notice', 'statistics', 'other'];

export const nameFilter = ({ include = [], exclude = [] }: NameFlags): NameFilter => ({ include, exclude });

/** Reads `--kind report,notice` and `--keep-years 2018,2020-2023`. */
export function documentFilter({ kind, keepYears }: DocumentFlags): DocumentFilter {
  return { kinds: listed(kind).map(knownKind), years: listed(keepYears).map(yearSpan) };
}

const listed = (list = ''): string[] =>
  list
    .split(/[,，、\s]+/)
    .map((word) => word.trim())
    .filter(Boolean);

function knownKind(word: string): DocKind {
  const kind = KINDS.find((one) => one === word);
  if (kind) return kind;
  throw new UsageError(`--kind: '${word}' is no kind of document; kinds are ${KINDS.join(', ')}`);
}

function yearSpan(word: string): readonly [number, number] {
  const span = /^(\d{4})(?:[-–—~](\d{4}))?$/.exec(word);
  const first = Number(span?.[1]);
  const last = Number(span?.[2] ?? span?.[1]);
  if (span && first <= last) return [first, last];
  throw new UsageError(`--keep-years: '${word}' is no year nor span of years; write 2020, 2018,2021 or 2020-2023`);
}
