import { bounds, type Draft, shown } from './draft.js';
import { meet } from './range.js';
import { alike, type Reading, type View } from './reading.js';
import type { AuditRules } from './rules.js';

/** A label without the words that do not tell one thing from another. */
export function coreOf(label: string, rules: Pick<AuditRules, 'weightless'>): string {
  let core = label.replace(/[\d\s,;:、。()“”…/%]/g, '').replace(/^[一二三四五六七八九十]+是/, '');
  for (const word of rules.weightless) core = core.replaceAll(word, '');
  return core;
}

const NEGATION = /[不未非无]/;

/** Whether two labels say the same: one is the end of the other, and the rest is no negation. */
export function sameLabel(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 4) return false;
  if (short === long) return true;
  if (!long.endsWith(short)) return false;
  const more = long.slice(0, long.length - short.length);
  return more.length <= 6 && !NEGATION.test(more);
}

const scopeOf = (r: Reading, rules: AuditRules): string =>
  rules.scopes.filter((word) => r.label.includes(word) || r.before.includes(word)).join();

/** Parts speak of their whole only. */
const isPart = (r: Reading): boolean => r.bracket >= 0 || r.of !== null;

/** The same indicator, period, breakdown, aspect and status stated twice: alike, or with different values. */
export function auditConflicts(view: View, rules: AuditRules): Draft[] {
  const groups = new Map<string, Reading[]>();
  for (const r of view.readings) {
    const { figure, indicator } = r;
    if (indicator === null || figure.valueMax !== null || figure.cell !== null) continue;
    if (figure.aspect !== 'level' || figure.period === '' || figure.derived) continue;
    const key = [indicator, figure.period, figure.status, figure.basis, r.breakdown, scopeOf(r, rules)].join('|');
    groups.set(key, [...(groups.get(key) ?? []), r]);
  }
  const out: Draft[] = [];
  for (const group of groups.values()) {
    const cores = group.map((r) => coreOf(r.label, rules));
    group.forEach((a, i) => {
      for (let j = i + 1; j < group.length; j++) {
        const b = group[j]!;
        if (a.figure.sentence === b.figure.sentence || isPart(a) !== isPart(b)) continue;
        if (!alike(a.figure.unit, b.figure.unit, rules) || !sameLabel(cores[i]!, cores[j]!)) continue;
        out.push(twice(a, b));
        break;
      }
    });
  }
  return out;
}

function twice(a: Reading, b: Reading): Draft {
  const same = meet(a.range, b.range);
  return {
    status: same ? 'holds' : 'contradicts',
    rule: same ? 'repeated' : 'conflict.value',
    formula: `${shown(a)} ${same ? '=' : '≠'} ${shown(b)}`,
    printed: b.figure.value,
    computed: a.figure.value,
    tolerance: bounds(a.range),
    readings: [a, b],
    message: same
      ? `${b.label} is stated twice, alike`
      : `${a.label} is ${shown(a)} in one place, ${b.label} ${shown(b)} in another`,
  };
}
