/** A straight line on a page: level ones at a height, the others at a place from the left. */
export interface Rule {
  readonly level: boolean;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** A cell of a ruled table. */
export interface GridCell {
  readonly row: number;
  readonly column: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A ruled table: its place on the page, and its cells. */
export interface Grid {
  /** Places of the rules from the left, and from above. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly cells: readonly GridCell[];
}

/** Rules nearer than this are one, drawn twice or in pieces. */
const SAME = 2.5;
/** A page with more rules is a drawing. */
const MOST = 4000;
/** Share of a side of a cell that its rule must cover. */
const COVERED = 0.6;

/** Finds the tables of a page whose rules part at least two columns and close at least two rows. */
export function gridsOf(rules: readonly Rule[]): Grid[] {
  if (rules.length > MOST) return [];
  const merged = [...together(rules.filter(({ level }) => level)), ...together(rules.filter(({ level }) => !level))];
  return connected(merged).flatMap((group) => {
    const level = group.filter((rule) => rule.level);
    const upright = group.filter((rule) => !rule.level);
    // A table open at its sides reaches as far as its level rules do.
    const ends = level.flatMap(({ from, to }) => [from, to]);
    const xs = places([...upright.map(({ at }) => at), Math.min(...ends), Math.max(...ends)]);
    const ys = places(level.map(({ at }) => at));
    return xs.length < 3 || ys.length < 2 || upright.length === 0
      ? []
      : [{ xs, ys, cells: cellsOf(xs, ys, level, upright) }];
  });
}

/** Distinct places in order. */
function places(all: readonly number[]): number[] {
  const out: number[] = [];
  for (const place of [...all].sort((a, b) => a - b))
    if (out.length === 0 || place - out.at(-1)! > SAME) out.push(place);
  return out;
}

/** Rules on one line that touch are one rule. */
function together(rules: readonly Rule[]): Rule[] {
  const out: Rule[] = [];
  const lines: Rule[][] = [];
  for (const rule of [...rules].sort((a, b) => a.at - b.at)) {
    const line = lines.at(-1);
    if (line && rule.at - line[0]!.at <= SAME) line.push(rule);
    else lines.push([rule]);
  }
  for (const line of lines)
    for (const rule of line.sort((a, b) => a.from - b.from)) {
      const last = out.at(-1);
      if (last && Math.abs(last.at - rule.at) <= SAME && rule.from <= last.to + SAME)
        out[out.length - 1] = { ...last, to: Math.max(last.to, rule.to) };
      else out.push(rule);
    }
  return out;
}

/** Groups of rules of which each meets another of its group across. */
function connected(rules: readonly Rule[]): Rule[][] {
  const groups: Rule[][] = [];
  const rest = new Set(rules);
  for (const first of rules) {
    if (!rest.delete(first)) continue;
    const group = [first];
    for (const rule of group)
      for (const other of rest)
        if (meets(rule, other)) {
          rest.delete(other);
          group.push(other);
        }
    groups.push(group);
  }
  return groups;
}

const within = (place: number, { from, to }: Rule): boolean => place >= from - SAME && place <= to + SAME;
const meets = (a: Rule, b: Rule): boolean => a.level !== b.level && within(a.at, b) && within(b.at, a);

/** Whether rules at a place cover enough of a stretch. */
function ruled(rules: readonly Rule[], at: number, from: number, to: number): boolean {
  let covered = 0;
  for (const rule of rules)
    if (Math.abs(rule.at - at) <= SAME) covered += Math.max(0, Math.min(rule.to, to) - Math.max(rule.from, from));
  return covered >= COVERED * (to - from);
}

/** The cells, merged ones as one: each reaches to the next rule at its right, and below. */
function cellsOf(
  xs: readonly number[],
  ys: readonly number[],
  level: readonly Rule[],
  upright: readonly Rule[],
): GridCell[] {
  const cells: GridCell[] = [];
  const taken = new Set<string>();
  const wall = (x: number, row: number) => x === xs.length - 1 || ruled(upright, xs[x]!, ys[row]!, ys[row + 1]!);
  const floor = (y: number, column: number) =>
    y === ys.length - 1 || ruled(level, ys[y]!, xs[column]!, xs[column + 1]!);
  for (let row = 0; row + 1 < ys.length; row++)
    for (let column = 0; column + 1 < xs.length; column++) {
      if (taken.has(`${row} ${column}`)) continue;
      let right = column + 1;
      while (!wall(right, row)) right++;
      let bottom = row + 1;
      while (!floor(bottom, column) && !taken.has(`${bottom} ${column}`)) bottom++;
      for (let r = row; r < bottom; r++) for (let c = column; c < right; c++) taken.add(`${r} ${c}`);
      cells.push({ row, column, left: xs[column]!, right: xs[right]!, top: ys[row]!, bottom: ys[bottom]! });
    }
  return cells;
}
