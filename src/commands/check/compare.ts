/** One row of a table, by column. */
export type Row = Readonly<Record<string, string>>;

export interface Change {
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

export type Difference =
  | { readonly kind: 'gained' | 'lost'; readonly row: Row }
  | { readonly kind: 'changed'; readonly row: Row; readonly before: Row; readonly changes: readonly Change[] };

/** Columns that say what a figure is and where it is said, but not at which place: rows that agree in them are the same figure. */
const CONTENT = ['sentence', 'label', 'value', 'unit', 'indicator'] as const;
const PLACE = ['start', 'end', 'derived'] as const;

interface Pair {
  readonly before: number;
  readonly after: number;
}

/** Indexes of the rows that have no partner yet. */
interface Sides {
  before: number[];
  after: number[];
}

/**
 * Compares two tables of one document in the columns given. Figures are matched by what they say, then by likeness in their
 * order, then by where they stand, so that one digit more shows as one figure changed and not as all figures lost and gained.
 */
export function compare(expected: readonly Row[], actual: readonly Row[], columns: readonly string[]): Difference[] {
  const pairs = match(expected, actual, columns);
  const matchedBefore = new Set(pairs.map(({ before }) => before));
  const partner = new Map(pairs.map(({ before, after }) => [after, before]));
  const found: { readonly at: number; readonly difference: Difference }[] = [];
  actual.forEach((row, index) => {
    const before = partner.get(index);
    if (before === undefined) found.push({ at: place(row), difference: { kind: 'gained', row } });
    else {
      const changes = changed(expected[before]!, row, columns);
      if (changes.length > 0)
        found.push({ at: place(row), difference: { kind: 'changed', row, before: expected[before]!, changes } });
    }
  });
  expected.forEach((row, index) => {
    if (!matchedBefore.has(index)) found.push({ at: place(row), difference: { kind: 'lost', row } });
  });
  return found.sort((a, b) => a.at - b.at).map(({ difference }) => difference);
}

const place = (row: Row): number => Number(row.start ?? 0);

const changed = (before: Row, after: Row, columns: readonly string[]): Change[] =>
  columns
    .map((column) => ({ column, before: before[column] ?? '', after: after[column] ?? '' }))
    .filter((change) => change.before !== change.after);

function match(expected: readonly Row[], actual: readonly Row[], columns: readonly string[]): Pair[] {
  const left: Sides = { before: [...expected.keys()], after: [...actual.keys()] };
  // A column that the expected table leaves out tells nothing.
  const same = (wanted: readonly string[]) => (sides: Sides) =>
    equalIn(
      wanted.filter((column) => columns.includes(column)),
      expected,
      actual,
      sides,
    );
  const alike = (sides: Sides) => align(expected, actual, sides);
  const pairs: Pair[] = [];
  for (const step of [same([...PLACE, ...CONTENT]), same(CONTENT), alike, same(PLACE)]) {
    const found = step(left);
    const before = new Set(found.map((pair) => pair.before));
    const after = new Set(found.map((pair) => pair.after));
    left.before = left.before.filter((index) => !before.has(index));
    left.after = left.after.filter((index) => !after.has(index));
    pairs.push(...found);
  }
  return pairs;
}

function equalIn(columns: readonly string[], expected: readonly Row[], actual: readonly Row[], left: Sides): Pair[] {
  const waiting = new Map<string, number[]>();
  const key = (row: Row): string => columns.map((column) => row[column] ?? '').join('\0');
  for (const index of left.before) {
    const name = key(expected[index]!);
    const queue = waiting.get(name);
    if (queue) queue.push(index);
    else waiting.set(name, [index]);
  }
  return left.after.flatMap((after) => {
    const before = waiting.get(key(actual[after]!))?.shift();
    return before === undefined ? [] : [{ before, after }];
  });
}

// How much a column says for two rows being the same figure, and how much it takes.
const WEIGHTS = { label: 3, value: 2, unit: 1, sentence: 1, indicator: 1 } as const;
const ENOUGH = 3;
// Beyond this the tables have so little in common that pairing tells nothing.
const MOST_CELLS = 4_000_000;

function likeness(before: Row, after: Row): number {
  let sum = 0;
  for (const [column, weight] of Object.entries(WEIGHTS))
    if (before[column] && before[column] === after[column]) sum += weight;
  return sum >= ENOUGH ? sum : 0;
}

/** Pairs rows in order so that their likeness in sum is greatest. */
function align(expected: readonly Row[], actual: readonly Row[], { before, after }: Sides): Pair[] {
  const [rows, columns] = [before.length, after.length];
  if (rows * columns > MOST_CELLS) return [];
  const width = columns + 1;
  const best = new Int32Array((rows + 1) * width);
  const like = (i: number, j: number): number => likeness(expected[before[i]!]!, actual[after[j]!]!);
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const skip = Math.max(best[(i + 1) * width + j]!, best[i * width + j + 1]!);
      best[i * width + j] = Math.max(skip, best[(i + 1) * width + j + 1]! + like(i, j));
    }
  }
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    const here = best[i * width + j]!;
    if (here === best[(i + 1) * width + j]) i++;
    else if (here === best[i * width + j + 1]) j++;
    else pairs.push({ before: before[i++]!, after: after[j++]! });
  }
  return pairs;
}
