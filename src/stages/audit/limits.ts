import { compare, exact, HUNDRED, times } from '../../arithmetic/exact.js';
import { bounds, type Draft, shown } from './draft.js';
import { alike, holdsAny, isLevel, isPercent, type Reading, type View } from './reading.js';
import type { AuditRules } from './rules.js';

/** What cannot be: parts above their whole, rates above 100 %, counts printed as rates. */
export function auditLimits(view: View, rules: AuditRules): Draft[] {
  return [...subsets(view, rules), ...view.readings.flatMap((r) => implausible(view, r, rules) ?? [])];
}

function subsets(view: View, rules: AuditRules): Draft[] {
  const counts = (id: string): Reading[] =>
    (view.byIndicator.get(id) ?? []).filter(
      (r) => isLevel(r) && r.figure.cell === null && r.figure.status === 'achieved',
    );
  return rules.allSubsets.flatMap(({ part: partId, whole: wholeId, strict, over, totals }) =>
    counts(partId).flatMap((part): Draft[] => {
      const wholes = counts(wholeId).filter(
        (r) =>
          r.figure.period === part.figure.period &&
          r.figure.basis === part.figure.basis &&
          r.breakdown === part.breakdown,
      );
      const together = wholes.findLast(
        (r) => r.figure.sentence === part.figure.sentence && r.at < part.at && !kindOfOne(view, r),
      );
      if (together && compare(together.value, part.value) < 0 && exceeds(part, together))
        return [beyond(part, together, strict === true && sideBySide(view, part, together, rules))];
      const apart = wholes.find((r) => r.figure.sentence !== part.figure.sentence);
      if (over === undefined || !totals || together || !apart || !exceeds(part, apart)) return [];
      if (compare(part.value, times(apart.value, exact(String(over)))) <= 0) return [];
      const both = [totals.part, totals.whole].every((words, k) => isTotal([part, apart][k]!, words, totals.not));
      return both ? [apartDraft(part, apart)] : [];
    }),
  );
}

/**
 * 矛盾纠纷466件,其中征地补偿类52件,化解459件: what counts one kind of a whole is not the whole of what follows; nor is what may be a
 * kind, of a whole that has no code.
 */
function kindOfOne(view: View, r: Reading): boolean {
  const whole = r.of === null ? undefined : view.byFigure.get(r.of);
  return whole !== undefined && (!whole.indicator || whole.indicator === r.indicator);
}

/** Stated for the whole region, in one verb with one object: 全县共调处各类矛盾纠纷. */
const isTotal = (r: Reading, verbs: readonly string[], not: readonly string[]): boolean =>
  /全[省市县区州旗]/.test(r.before) && verbs.some((verb) => r.before.includes(verb)) && !holdsAny(r.before, not);

/** The whole right before its part, in its unit, with nothing carried over. */
function sideBySide(view: View, part: Reading, whole: Reading, rules: AuditRules): boolean {
  const between = view.norm.slice(whole.figure.extent.end, part.figure.start);
  // 3个专题的清理,废止19件 counts two kinds of things.
  if (!alike(part.figure.unit, whole.figure.unit, rules)) return false;
  return part.at - whole.at <= 2 && !/[;。]/.test(between) && !holdsAny(between + part.after, rules.carried);
}

const exceeds = (part: Reading, whole: Reading): boolean =>
  part.range.low !== null && whole.range.high !== null && compare(part.range.low, whole.range.high) > 0;

const relation = (part: Reading, whole: Reading) => ({
  formula: `${shown(part)} > ${shown(whole)}`,
  printed: part.figure.value,
  computed: whole.figure.value,
  tolerance: bounds(whole.range),
  readings: [part, whole],
});

const beyond = (part: Reading, whole: Reading, strict: boolean): Draft => ({
  ...relation(part, whole),
  status: strict ? 'contradicts' : 'remark',
  rule: 'subset.indicators',
  message: strict
    ? `${part.label} cannot exceed ${whole.label}`
    : `${part.label} exceeds ${whole.label}; usual when cases of the year before are among them`,
});

const apartDraft = (part: Reading, whole: Reading): Draft => ({
  ...relation(part, whole),
  status: 'contradicts',
  rule: 'conflict.subset',
  message: `one place prints ${shown(part)} (${part.label}), another ${shown(whole)} (${whole.label}); the first can hardly exceed the second`,
});

const BOUNDED =
  /(?:成功|合格|满意|办结|审结|受理|败诉|胜诉|出庭|整改|化解|调处|破案|优秀|通过)率?[\u4e00-\u9fff]{0,3}$/;
const COUNTS = ['件', '起', '宗', '例', '人', '名', '次', '个', '项', '份'];
const AWAY = 30;

function implausible(view: View, r: Reading, rules: AuditRules): Draft | null {
  const { figure } = r;
  if (figure.cell !== null) return null;
  const base = { printed: figure.value, computed: '', tolerance: '', readings: [r] };
  const words = view.norm.slice(Math.max(0, figure.start - AWAY), figure.start) + r.label;
  if (isPercent(r) && figure.unit === '%' && (figure.aspect === 'level' || figure.aspect === 'share')) {
    if (compare(r.value, HUNDRED) <= 0 || holdsAny(words, rules.unbounded)) return null;
    // 96 100%: two cells of a line that lost its table.
    const broken = /\s/.test(r.printed);
    const sure =
      !broken && (rules.rateRules.has(r.indicator ?? '') || BOUNDED.test(r.before) || figure.aspect === 'share');
    return {
      ...base,
      status: sure ? 'contradicts' : 'remark',
      rule: 'plausible.rate',
      formula: `${shown(r)} > 100%`,
      message: `${r.label || 'a rate'} is above 100 %`,
    };
  }
  if (
    !isLevel(r) ||
    !COUNTS.includes(figure.unit) ||
    !/率(?:达到?|为|均为)?$/.test(r.before) ||
    !BOUNDED.test(r.before)
  )
    return null;
  return {
    ...base,
    status: 'remark',
    rule: 'plausible.unit',
    formula: `${r.before} ${shown(r)}`,
    message: `a rate is printed with the unit ${figure.unit}`,
  };
}
