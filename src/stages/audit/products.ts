import { compare, decimal, type Exact, exact, minus, over, plus, times } from '../../arithmetic/exact.js';
import { meet, type Range, total } from '../../arithmetic/range.js';
import { bounds, type Draft, neighbours, shown } from './draft.js';
import { between, holdsAny, isLevel, ownWords, type Reading, type View } from './reading.js';
import type { AuditRules } from './rules.js';

/** Averages over the period (日均), and products (27个社区各5名). */
export function auditProducts(view: View, rules: AuditRules): Draft[] {
  return view.sentences.flatMap((sentence) => [
    ...together(sentence.flatMap((r) => average(view, sentence, r, rules) ?? [])),
    ...sentence.flatMap((r) => product(view, sentence, r, rules) ?? []),
  ]);
}

/** Two averages over one period: where one fits its days, the other has no other days to fit. */
function together(drafts: readonly Draft[]): Draft[] {
  const proof = drafts.find(({ status, message }) => status === 'holds' && message === FITS);
  return drafts.map((draft) => {
    const same =
      proof &&
      draft.readings[1]!.figure.period === proof.readings[1]!.figure.period &&
      draft.readings[1]!.at === draft.readings[0]!.at - 1 &&
      exactOnly(draft.readings);
    if (draft.status !== 'remark' || !same) return draft;
    return { ...draft, status: 'contradicts', message: `${draft.message}; ${proof.formula} fits the same period` };
  });
}

const FITS = 'the average fits the days of its period';
const exactOnly = (readings: readonly Reading[]): boolean => readings.every((r) => r.figure.qualifier === 'exact');

/** Days and months of a year or of an interval YYYY-MM/YYYY-MM; null for anything else. */
export function lengthOf(period: string): { readonly days: number; readonly months: number } | null {
  const interval = /^(\d{4})-(\d{2})\/(\d{4})-(\d{2})$/.exec(period);
  const year = /^(\d{4})$/.exec(period);
  const [a, b, c, d] = interval ? interval.slice(1).map(Number) : year ? [Number(year[1]), 1, Number(year[1]), 12] : [];
  if (!a || !b || !c || !d) return null;
  return { days: (Date.UTC(c, d) - Date.UTC(a, b - 1)) / 86_400_000, months: (c - a) * 12 + d - b + 1 };
}

const divided = ({ low, high }: Range, by: Exact): Range => ({
  low: low && over(low, by),
  high: high && over(high, by),
});

/** An average printed without decimals is rounded too, now and then twice or up: 113起 may be 113.17, 492 be 491.46, 64 be 63.41. */
function rounded({ figure, range, value }: Reading): Range {
  if (figure.qualifier !== 'exact' || figure.value.includes('.') || !range.low || compare(range.low, value) !== 0)
    return range;
  return { low: minus(value, exact('0.99')), high: plus(value, exact('0.55')) };
}

/** 全年…1612起,日均4.4起: total by the days of its period, or by work days. */
function average(view: View, sentence: readonly Reading[], mean: Reading, rules: AuditRules): Draft | null {
  if (mean.figure.aspect !== 'average') return null;
  const byDay = holdsAny(mean.before, rules.averages.days);
  if (!byDay && !holdsAny(mean.before, rules.averages.months)) return null;
  const to = view.averaged.get(mean.at);
  const linked = to === undefined ? undefined : view.byFigure.get(to);
  const whole =
    linked && isLevel(linked) && linked.figure.unit === mean.figure.unit
      ? linked
      : sentence.findLast((r) => r.at < mean.at && isLevel(r) && r.figure.unit === mean.figure.unit);
  const length = whole && lengthOf(whole.figure.period);
  if (!whole || !length) return null;
  const count = exact(String(byDay ? length.days : length.months));
  const value = over(whole.value, count);
  const printed = rounded(mean);
  const fits = meet(divided(whole.range, count), printed);
  const share = length.days / 365;
  const work = rules.workdays.map((days) => exact(String(Math.round(days * share))));
  const working = byDay && meet({ low: over(whole.value, work[1]!), high: over(whole.value, work[0]!) }, printed);
  // 三年未复吸519人;美沙酮门诊日均服药62人: two things, unless a code or the lack of words of its own makes them one.
  const one = mean.indicator === whole.indicator && (Boolean(mean.indicator) || ownWords(mean).length <= 6);
  const slip = one && slips(whole, mean, count, printed);
  const unit = byDay ? 'days' : 'months';
  return {
    status: fits || working ? 'holds' : slip ? 'contradicts' : 'remark',
    rule: 'average.period',
    formula: `${shown(whole)} ÷ ${decimal(count)} ${unit} = ${decimal(value, 2)} ${fits ? '=' : '≠'} ${shown(mean)}`,
    printed: mean.figure.value,
    computed: decimal(value, 4),
    tolerance: bounds(printed),
    readings: [mean, whole],
    message: fits
      ? FITS
      : working
        ? 'the average fits the work days of its period'
        : `the total of ${whole.figure.period} gives ${decimal(value, 2)}; the average implies ${decimal(over(whole.value, mean.value), 0)} ${unit}, or a total of about ${decimal(times(mean.value, count), 0)}`,
  };
}

/** Whether one changed digit of the total or of the average makes them agree. */
function slips(whole: Reading, mean: Reading, count: Exact, printed: Range): boolean {
  const average = (total: Exact): Range => ({ low: over(total, count), high: over(total, count) });
  for (const total of neighbours(whole.figure.value)) if (meet(average(total), printed)) return true;
  const { low, high } = printed;
  for (const value of neighbours(mean.figure.value)) {
    const shift = minus(value, mean.value);
    const moved = { low: low && plus(low, shift), high: high && plus(high, shift) };
    if (meet(average(whole.value), moved)) return true;
  }
  return false;
}

const KIND = /每(?:个|名|家|户|所|支)?([\u4e00-\u9fff]{1,2})/;
const PLACES = /[村镇乡县区户所校站]/;

/** 13个社区 and 每个社区; of names of one character the places alone. */
const startsAlike = (words: string, kind: string): boolean =>
  kind !== '' && (words.startsWith(kind) || (PLACES.test(kind[0]!) && words[0] === kind[0]));

/** 13个社区…每个社区培养7名,共91名: the number of things, so many for each, and all of them. */
function product(view: View, sentence: readonly Reading[], all: Reading, rules: AuditRules): Draft | null {
  // 共同被告 says nothing of all together.
  if (!isLevel(all) || !holdsAny(all.before.replaceAll('共同', ''), rules.together)) return null;
  const each = sentence.find((r) => r.at === all.at - 1);
  if (!each || each.figure.unit !== all.figure.unit || !holdsAny(each.before, rules.each)) return null;
  if (each.figure.valueMax !== null || (each.figure.aspect !== 'level' && each.figure.aspect !== 'average'))
    return null;
  const kind = KIND.exec(each.before)?.[1] ?? '';
  const shared = sentence.find(
    (r) => r.at === each.at - 1 && isLevel(r) && /^[^,;:。]*各/.test(between(view, r, each)),
  );
  const named = (r: Reading): boolean => isLevel(r) && r !== each && r !== all && startsAlike(r.after, kind);
  const here = shared ? [shared] : sentence.filter(named);
  const pool = here.length > 0 ? here : view.readings.filter((r) => r.figure.cell === null && named(r));
  const nearest = [...pool].sort((a, b) => Math.abs(a.at - each.at) - Math.abs(b.at - each.at));
  const fits = (count: Reading): boolean => meet(productOf(each.range, count.range), all.range);
  const count = nearest.find(fits) ?? nearest[0];
  if (!count) return null;
  const holds = fits(count);
  // 15个部门、14个镇各送5卷,共145卷: so many for each of both.
  const other = sentence.find((r) => r.at === count.at - 1 && isLevel(r));
  const both =
    other &&
    /^[^,;。:]{0,8}[、和与及][^,;。:]*$/.test(between(view, other, count)) &&
    meet(productOf(each.range, total([other.range, count.range])), all.range);
  if (!holds && both) return null;
  const value = times(each.value, count.value);
  return {
    status: holds ? 'holds' : here.length > 0 && /每|各/.test(ownWords(each)) ? 'contradicts' : 'remark',
    rule: 'product.each',
    formula: `${shown(count)} × ${shown(each)} = ${decimal(value)} ${holds ? '=' : '≠'} ${shown(all)}`,
    printed: all.figure.value,
    computed: decimal(value),
    tolerance: bounds(all.range),
    readings: [all, each, count],
    message: holds
      ? 'number and share of each give the total'
      : `they give ${decimal(value)}, ${decimal(minus(all.value, value))} off; it would hold if ${shown(all)} were ${decimal(value)}`,
  };
}

const productOf = (a: Range, b: Range): Range => ({
  low: a.low && b.low && times(a.low, b.low),
  high: a.high && b.high && times(a.high, b.high),
});
