import { decimal, sum } from '../../arithmetic/exact.js';
import { meet, total } from '../../arithmetic/range.js';
import type { Cell } from '../../types.js';
import { bounds, type Draft, oneDigitOff, shown, slipOf } from './draft.js';
import { grouped, holdsAny, isPercent, type Reading, type View } from './reading.js';
import type { AuditRules, Balance } from './rules.js';

/** A cell with its headings as words. */
interface Entry {
  readonly reading: Reading;
  readonly table: number;
  readonly row: readonly string[];
  readonly column: readonly string[];
}

const TOTAL = /^(?:[(（]?[一二三四五六七八九十]+[)）、.]?)?(?:总计|合计|小计|总数)$/;

/** What was carried in or over stands beside a total and is none of it. */
const CARRIED = /结转/;

/** Rows and columns of tables against their totals, and the balances of forms (一 + 二 = 三 + 四). */
export function auditTables(view: View, rules: AuditRules): Draft[] {
  const tables = new Map<number, Entry[]>();
  for (const reading of view.readings) {
    const { cell } = reading.figure;
    if (cell === null || isPercent(reading)) continue;
    const found: Cell = view.structure.cells[cell]!;
    const words = (spans: Cell['row']) => spans.map(({ start, end }) => view.norm.slice(start, end).replace(/\s/g, ''));
    const entry = { reading, table: found.table, row: words(found.row), column: words(found.column) };
    tables.set(found.table, [...(tables.get(found.table) ?? []), entry]);
  }
  const out: Draft[] = [];
  for (const entries of tables.values()) {
    out.push(...totals(entries, 'column', 'row'), ...totals(entries, 'row', 'column'));
    const columns = grouped(entries, ({ column }) => column.join('|'));
    for (const column of columns.values())
      for (const balance of rules.balances) out.push(...balanced(column.map(named), balance));
  }
  for (const sentence of view.sentences) {
    const levels = sentence.filter((r) => r.figure.aspect === 'level' && !isPercent(r));
    for (const balance of rules.balances)
      out.push(
        ...balanced(
          levels.map((r) => ({ words: r.before, reading: r })),
          balance,
        ),
      );
  }
  return out;
}

const named = ({ row, reading }: Entry) => ({ words: row.join('|'), reading });

/** The total of a line of cells against the others of that line that stand under the same headings. */
function totals(entries: readonly Entry[], along: 'row' | 'column', across: 'row' | 'column'): Draft[] {
  // A row without a heading is a line by itself; a column without one is none.
  const lines = grouped(
    entries.filter((entry) => across === 'row' || entry.column.length > 0),
    (entry) => entry[across].join('|') || entry.reading.figure.sentence,
  );
  return [...lines.values()].flatMap((line) =>
    line.flatMap((whole): Draft[] => {
      const path = whole[along];
      if (!TOTAL.test(path.at(-1) ?? '')) return [];
      const over = path.slice(0, -1);
      const parts = line.filter(
        (one) =>
          one !== whole &&
          one.reading.figure.unit === whole.reading.figure.unit &&
          over.every((heading, k) => one[along][k] === heading) &&
          !TOTAL.test(one[along].at(-1) ?? '') &&
          !CARRIED.test(one[along].at(-1) ?? '') &&
          (over.length > 0 || line.filter((other) => TOTAL.test(other[along].at(-1) ?? '')).length === 1),
      );
      return parts.length > 1
        ? [
            added(
              whole.reading,
              parts.map(({ reading }) => reading),
              along,
            ),
          ]
        : [];
    }),
  );
}

function added(whole: Reading, parts: readonly Reading[], along: string): Draft {
  const range = total(parts.map((part) => part.range));
  const holds = meet(range, whole.range);
  const all = sum(parts.map((part) => part.value));
  const value = decimal(all);
  // Columns such as 其中:女性 do not add up to a total; one wrong digit in a table that does is told by the difference.
  const slip = oneDigitOff(whole.value, all) || parts.some((part) => slipOf(part, whole.value, all));
  return {
    status: holds ? 'holds' : slip ? 'contradicts' : 'remark',
    rule: `table.${along}`,
    formula: `${parts.map(shown).join(' + ')} ${holds ? '=' : '≠'} ${shown(whole)}`,
    printed: whole.figure.value,
    computed: value,
    tolerance: bounds(range),
    readings: [whole, ...parts],
    message: holds ? 'the cells add up to their total' : `the cells add up to ${value}, not to ${shown(whole)}`,
  };
}

interface Named {
  readonly words: string;
  readonly reading: Reading;
}

/** 新收 + 上年结转 = 办理结果总计 + 结转下年. Blank cells are nought; of the words those told last are the likeliest. */
function balanced(all: readonly Named[], { id, left, right }: Balance): Draft[] {
  const taken = new Set<Reading>();
  const pick = (words: readonly string[]): Reading | null => {
    const found = all.find(
      ({ words: own, reading }) => !taken.has(reading) && holdsAny(own, expanded(words)) && matches(own, words),
    );
    if (found) taken.add(found.reading);
    return found?.reading ?? null;
  };
  // The carried ones first: 结转 also stands in labels of the others.
  const [carriedIn, carriedOut] = [pick(left[1]!), pick(right[1]!)];
  const [received, done] = [pick(left[0]!), pick(right[0]!)];
  if (!received || !done || (!carriedIn && !carriedOut)) return [];
  const sides = [
    [received, carriedIn],
    [done, carriedOut],
  ].map((side) => side.filter((r): r is Reading => r !== null));
  const [a, b] = sides as [Reading[], Reading[]];
  const ranges = [total(a.map((r) => r.range)), total(b.map((r) => r.range))] as const;
  const holds = meet(ranges[0], ranges[1]);
  // A figure that is not printed may be anything in running text.
  if (!holds && received.figure.cell === null && (!carriedIn || !carriedOut)) return [];
  const values = [a, b].map((side) => decimal(sum(side.map((r) => r.value))));
  return [
    {
      status: holds ? 'holds' : 'contradicts',
      rule: `balance.${id}`,
      formula: `${a.map(shown).join(' + ')} ${holds ? '=' : '≠'} ${b.map(shown).join(' + ')}`,
      printed: values[0]!,
      computed: values[1]!,
      tolerance: bounds(ranges[1]),
      readings: [...a, ...b],
      message: holds
        ? 'both sides are equal'
        : `the sides are ${values[0]} and ${values[1]}; what came in must be done or left over`,
    },
  ];
}

const expanded = (words: readonly string[]): string[] => words.map((word) => word.split('|')[0]!);
/** `a|b`: both words, in that order. */
const matches = (own: string, words: readonly string[]): boolean =>
  words.some((word) => {
    let at = 0;
    return word.split('|').every((piece) => {
      const found = own.indexOf(piece, at);
      at = found + piece.length;
      return found >= 0;
    });
  });
