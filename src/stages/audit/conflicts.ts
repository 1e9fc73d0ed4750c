import { meet } from '../../arithmetic/range.js';
import { bounds, type Draft, shown } from './draft.js';
import { alike, isPart, isPercent, type Reading, type View } from './reading.js';
import type { AuditRules } from './rules.js';

/** A label without the words that do not tell one thing from another. */
export function coreOf(label: string, rules: Pick<AuditRules, 'weightless'>): string {
  let core = label.replace(/[\d\s,;:、。()“”…/%]/g, '').replace(/^[一二三四五六七八九十]+是/, '');
  for (const word of rules.weightless) core = core.replaceAll(word, '');
  return core;
}

// What a longer label may not say more than a shorter one: a negation, a place, a body, a kind.
const NARROWER = /[不未非无府局门镇街村院安司企单关所级类涉乡市县区省]/;

/** Whether two labels say the same: one is the end of the other, and the rest narrows nothing. */
export function sameLabel(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 4) return false;
  if (short === long) return true;
  if (!long.endsWith(short)) return false;
  const more = long.slice(0, long.length - short.length);
  return more.length <= 6 && !NARROWER.test(more);
}

const NEAR = 24;
const PART_OF_YEAR = /\d月|季度|[上下]半年/;

/** The words that narrow what a figure covers: in its label, and parts of a year shortly before it. */
function scopeOf(view: View, r: Reading, rules: AuditRules): string {
  const { start } = view.structure.sentences[r.figure.sentence]!;
  const lead = view.norm.slice(Math.max(start, r.figure.start - NEAR), r.figure.start);
  const narrowed = PART_OF_YEAR.exec(lead)?.[0] ?? '';
  return [...rules.scopes.filter((word) => r.label.includes(word) || r.before.includes(word)), narrowed].join();
}

/** The same indicator, period, breakdown, aspect and status stated twice: alike, or with different values. */
export function auditConflicts(view: View, rules: AuditRules): Draft[] {
  const groups = new Map<string, Reading[]>();
  for (const r of view.readings) {
    const { figure, indicator } = r;
    if (indicator === null || figure.valueMax !== null || figure.cell !== null) continue;
    if (figure.aspect !== 'level' || figure.period === '' || figure.derived) continue;
    const key = [indicator, figure.period, figure.status, figure.basis, r.breakdown, scopeOf(view, r, rules)].join('|');
    const group = groups.get(key);
    if (group) group.push(r);
    else groups.set(key, [r]);
  }
  const out: Draft[] = [];
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const cores = group.map((r) => coreOf(r.label, rules));
    group.forEach((a, i) => {
      for (let j = i + 1; j < group.length; j++) {
        const b = group[j]!;
        if (a.figure.sentence === b.figure.sentence || isPart(a) !== isPart(b)) continue;
        if (!alike(a.figure.unit, b.figure.unit, rules) || !sameLabel(cores[i]!, cores[j]!)) continue;
        // Two figures of one outcome may divide two wholes.
        const whole = rules.above(a.indicator!).length === 0;
        const alone = whole && !isPercent(a) && cores[i] === cores[j];
        const certain = alone && contextOf(view, a) === contextOf(view, b) && alikeLed(view, a, b, rules);
        out.push(twice(a, b, certain));
        break;
      }
    });
  }
  return out;
}

/** Whether both follow the same count of their kind in their sentence, or none: 受理86件,成功75件 and 受理1038件,成功993件 speak of two sets. */
function alikeLed(view: View, a: Reading, b: Reading, rules: AuditRules): boolean {
  const led = ({ at, figure }: Reading): string | undefined => {
    const before = view.byFigure.get(at - 1)?.figure;
    if (before?.sentence !== figure.sentence || !alike(before.unit, figure.unit, rules)) return undefined;
    return before.value;
  };
  return led(a) === led(b);
}

const BODY =
  /[\u4e00-\u9fff]{0,5}?(?<![全各本我])(?:省|市|州|县|区|旗|镇|乡|街道|村|社区|局|院|厅|办(?![理结事公])|中心|大队|支队|所|委|站)(?![级政民级直])|行动|活动|期间|专项|系列|去年|上年/g;

/** What a sentence is headed by: 行政复议:结果维持18件. */
const HEADED = /^[^,。;:\d]{2,24}:/;

/** The head, bodies, areas and campaigns that the sentence names before a figure: where they differ, so may what is counted. */
function contextOf(view: View, { figure }: Reading): string {
  const { start } = view.structure.sentences[figure.sentence]!;
  const found = view.norm.slice(Math.max(start, figure.start - 120), figure.start).match(BODY) ?? [];
  const head = HEADED.exec(view.norm.slice(start, figure.start))?.[0] ?? '';
  return [head, ...[...new Set(found)].sort()].join();
}

function twice(a: Reading, b: Reading, certain: boolean): Draft {
  const same = meet(a.range, b.range);
  return {
    status: same ? 'holds' : certain ? 'contradicts' : 'remark',
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
