import type { Change, Difference, Row } from './compare.js';

/** One thing to tell: a figure gained or lost, or the same change in one or more figures. */
export interface Entry {
  readonly kind: 'gained' | 'lost' | 'changed';
  /** The figure, or the first of those that changed alike. */
  readonly row: Row;
  /** Lines of all figures that this entry speaks of. */
  readonly lines: readonly string[];
  readonly changes: readonly Change[];
}

const PLACES = new Set(['line', 'start', 'end']);

/** Puts figures that changed in the same way into one entry: a new title is told once, not for each of a hundred rows. */
export function entries(differences: readonly Difference[]): Entry[] {
  const alike = new Map<string, { readonly row: Row; readonly lines: string[]; readonly changes: readonly Change[] }>();
  const found: Entry[] = [];
  for (const difference of differences) {
    const { row } = difference;
    const line = row.line ?? '';
    if (difference.kind !== 'changed') {
      found.push({ kind: difference.kind, row, lines: [line], changes: [] });
      continue;
    }
    const changes = difference.changes.map(asMove);
    const key = JSON.stringify(changes);
    const group = alike.get(key);
    if (group) group.lines.push(line);
    else {
      const lines = [line];
      alike.set(key, { row, lines, changes });
      found.push({ kind: 'changed', row, lines, changes });
    }
  }
  return found;
}

// A place is told as its move, so that all that moved alike are alike.
function asMove(change: Change): Change {
  if (!PLACES.has(change.column)) return change;
  const by = Number(change.after) - Number(change.before);
  return Number.isNaN(by) ? change : { column: change.column, before: '', after: by > 0 ? `+${by}` : String(by) };
}

const CONTEXT = 12;

/** `old → new`; of long texts only the piece that differs, with some words around it. */
export function arrow({ column, before, after }: Change): string {
  if (PLACES.has(column) && before === '') return `moved by ${after}`;
  if (before.length + after.length <= 60) return `${before || '(empty)'} → ${after || '(empty)'}`;
  const head = sameStart(before, after);
  const tail = sameStart(reversed(before.slice(head)), reversed(after.slice(head)));
  const piece = (text: string): string => {
    const from = Math.max(0, head - CONTEXT);
    const to = Math.min(text.length, text.length - tail + CONTEXT);
    return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
  };
  return `${piece(before) || '(empty)'} → ${piece(after) || '(empty)'}`;
}

const reversed = (text: string): string => [...text].reverse().join('');

function sameStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

/** The figure in words: value, unit, indicator or label. */
export function figureName({
  value = '',
  value_max = '',
  unit = '',
  indicator = '',
  indicator_name = '',
  label = '',
}: Row): string {
  const size = `${value}${value_max ? `–${value_max}` : ''} ${unit}`.trim();
  return `${size}  ${indicator ? `${indicator} ${indicator_name}`.trim() : `uncoded ${label}`.trim()}`;
}

/** Which further lines an entry speaks of; empty for a single figure. */
export function others({ lines }: Entry): string {
  if (lines.length === 1) return '';
  const some = [...new Set(lines.slice(1))];
  const named = some.slice(0, 8).join(', ') + (some.length > 8 ? ', …' : '');
  return `and ${lines.length - 1} more figure${lines.length === 2 ? '' : 's'} in the same way (line ${named})`;
}
