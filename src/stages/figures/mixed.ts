import { readHanzi } from './hanzi.js';
import type { Numeral } from './numbers.js';
import { type UnitTable, unitAt } from './units.js';

const PLACES: Readonly<Record<string, bigint>> = { 千: 1000n, 仟: 1000n, 百: 100n, 佰: 100n, 十: 10n, 拾: 10n };
const GREAT: Readonly<Record<string, bigint>> = { 亿: 100_000_000n, 万: 10_000n };
/** One part: digits or a Chinese numeral, and the scale after it. */
const PART = /(\d{1,3}(?:,\d{3})+|\d{1,8})([千百]?)([万亿]?)|([零一二两三四五六七八九十百千]{1,7})([万亿]?)/y;
const CAPITALS = new Map(
  [...'零壹贰叁肆伍陆柒捌玖拾佰仟万亿'].map((c, i) => [c, '零一二三四五六七八九十百千万亿'[i]!]),
);
const CAPITAL = /[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,20}/y;

const numeral = (start: number, end: number, value: string, kind: Numeral['kind'], rule: string): Numeral => ({
  start,
  end,
  value,
  valueMax: null,
  unit: null,
  inner: null,
  kind,
  sure: true,
  bare: false,
  rule,
});

/**
 * Numbers of several parts, digits and Chinese numerals mixed (3千5百万, 1亿1,050万, 十亿3000万, 100万两千), and those in financial
 * capitals (壹拾贰万叁仟). Null where the parts do not fall from left to right, or where there is one part only.
 */
export function mixedAt(norm: string, at: number, table: UnitTable): Numeral | null {
  return capitalsAt(norm, at, table) ?? partsAt(norm, at, table);
}

/** 陆 and 伍 are names too, so capitals count only as a whole numeral with a place and a unit. */
function capitalsAt(norm: string, at: number, table: UnitTable): Numeral | null {
  CAPITAL.lastIndex = at;
  const hit = CAPITAL.exec(norm);
  if (!hit || !/[壹贰叁肆伍陆柒捌玖拾佰仟]/.test(hit[0])) return null;
  const end = at + hit[0].length;
  if (!/[拾佰仟万亿]/.test(hit[0]) || !unitAt(norm, end, table)) return null;
  const value = readHanzi([...hit[0]].map((c) => CAPITALS.get(c)!).join(''));
  return value ? numeral(at, end, value, 'hanzi', 'number.capital') : null;
}

/** The sum so far, the section below 万 that is still open, and the least place used in each. */
interface Sum {
  total: bigint;
  section: bigint;
  great: bigint;
  place: bigint;
}

function partsAt(norm: string, at: number, table: UnitTable): Numeral | null {
  const sum: Sum = { total: 0n, section: 0n, great: 10n ** 16n, place: 10_000n };
  const kinds = new Set<string>();
  let end = at;
  let parts = 0;
  while (parts < 6) {
    PART.lastIndex = end;
    const hit = PART.exec(norm);
    if (!hit || !addPart(sum, hit)) break;
    kinds.add(hit[1] ? 'arabic' : 'hanzi');
    end += hit[0].length;
    parts++;
    // A part without a scale is the last one.
    if (!hit[2] && !hit[3] && !hit[5] && hit[1]) break;
  }
  if (parts < 2 || !kinds.has('arabic')) return null;
  const value = sum.total + sum.section;
  if (!unitAt(norm, end, table) && !/^[余多]?(?:[,。;、)]|$)/.test(norm.slice(end, end + 2))) return null;
  return numeral(at, end, value.toString(), 'arabic', 'number.mixed');
}

/** Adds one part; false where it is too great for its place. */
function addPart(sum: Sum, hit: RegExpExecArray): boolean {
  const printed = hit[1]?.replaceAll(',', '') ?? readHanzi(hit[4]!);
  if (!printed) return false;
  const place = hit[2] ? PLACES[hit[2]]! : 1n;
  const amount = BigInt(printed) * place;
  if (place > 1n && BigInt(printed) > 9n && sum.section > 0n) return false;
  if (amount >= (sum.section > 0n ? sum.place : sum.great)) return false;
  if (sum.section > 0n && place === 1n && !hit[3] && !hit[5] && amount >= sum.place) return false;
  const great = hit[3] || hit[5];
  sum.section += amount;
  sum.place = place > 1n ? place : 1n;
  if (!great) return true;
  if (GREAT[great]! >= sum.great) return false;
  sum.total += sum.section * GREAT[great]!;
  sum.section = 0n;
  sum.great = GREAT[great]!;
  sum.place = 10_000n;
  return true;
}
