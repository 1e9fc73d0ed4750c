import { readHanzi } from './hanzi.js';
import type { Numeral } from './numbers.js';
import { type UnitTable, unitAt } from './units.js';

const PLACES: Readonly<Record<string, bigint>> = { 千: 1000n, 百: 100n, 十: 10n };
const GREAT: Readonly<Record<string, bigint>> = { 亿: 100_000_000n, 万: 10_000n };
/** A number by digits, a nought, a numeral of one character, a place, a great scale, a hedge. */
const TOKEN = /(\d{1,3}(?:,\d{3})+|\d{1,8})|([零〇])|([一二两三四五六七八九])|([十百千])|([万亿])|([余多])(?=[万亿])/y;
/** What may follow a numeral that stands alone: the end of its clause or cell. */
const ENDS = /^(?:[,。;、)\t\n]|$)/;
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

/** A numeral as far as it is read. */
interface Sum {
  /** What is closed by 亿 or 万, and what is not yet. */
  total: bigint;
  section: bigint;
  /** The least great scale and the least place so far. */
  great: bigint;
  place: bigint;
  /** A number that waits for its place, and whether a nought stood before it. */
  waiting: bigint | null;
  gap: boolean;
  numbers: number;
  hedged: boolean;
}

/**
 * Reads parts that fall from left to right, digits and Chinese numerals mixed, as far as a unit or the end of the clause follows:
 * 1亿2千余万, 3千1百2十, 1千零50万. Null where no digit is among them or where they are one plain number.
 */
function partsAt(norm: string, at: number, table: UnitTable): Numeral | null {
  const sum: Sum = {
    total: 0n,
    section: 0n,
    great: 10n ** 16n,
    place: 10_000n,
    waiting: null,
    gap: false,
    numbers: 0,
    hedged: false,
  };
  let best: Numeral | null = null;
  let end = at;
  let digits = false;
  for (let tokens = 0; tokens < 24; tokens++) {
    TOKEN.lastIndex = end;
    const hit = TOKEN.exec(norm);
    if (!hit || !take(sum, hit)) break;
    digits ||= hit[1] !== undefined;
    end += hit[0].length;
    const value = numberOf(sum);
    if (value === null || !digits || (sum.numbers < 2 && !sum.hedged)) continue;
    if (!stops(norm, end, table)) continue;
    best = { ...numeral(at, end, value.toString(), 'arabic', 'number.mixed'), inner: sum.hedged ? 'over' : null };
  }
  return best;
}

/** Whether a numeral may end here: before its unit, with 余 or 多 between, or with its clause. */
const stops = (norm: string, end: number, table: UnitTable): boolean =>
  ENDS.test(norm.slice(end, end + 1)) || unitAt(norm, /[余多]/.test(norm[end] ?? '') ? end + 1 : end, table) !== null;

/** The number read so far; null where its last part lacks a place (3千5). */
function numberOf({ total, section, waiting, place, gap }: Sum): bigint | null {
  if (waiting === null) return total + section;
  const placed = gap || place === 10n || place === 10_000n || waiting >= place / 10n;
  return placed ? total + section + waiting : null;
}

/** Takes one more token; false where it does not go on. */
function take(sum: Sum, [, digits, nought, one, place, great]: RegExpExecArray): boolean {
  if (nought) return takeNought(sum);
  if (digits || one) return takeNumber(sum, BigInt(digits ? digits.replaceAll(',', '') : readHanzi(one!)!));
  if (place) return takePlace(sum, PLACES[place]!);
  if (great) return takeGreat(sum, GREAT[great]!);
  if (sum.hedged) return false;
  sum.hedged = true;
  return sum.waiting !== null || sum.section > 0n || sum.total > 0n;
}

function takeNought(sum: Sum): boolean {
  if (sum.waiting !== null || sum.gap || sum.section + sum.total === 0n) return false;
  sum.gap = true;
  return true;
}

function takeNumber(sum: Sum, number: bigint): boolean {
  if (sum.waiting !== null || sum.hedged || number === 0n) return false;
  if (number >= (sum.section > 0n ? sum.place : sum.great)) return false;
  sum.waiting = number;
  sum.numbers++;
  return true;
}

function takePlace(sum: Sum, place: bigint): boolean {
  if (sum.hedged || place >= sum.place || (sum.waiting !== null && sum.waiting > 9n && sum.section > 0n)) return false;
  if (sum.waiting === null && sum.section > 0n && !sum.gap) return false;
  if (sum.waiting === null) sum.numbers++;
  sum.section += (sum.waiting ?? 1n) * place;
  sum.place = place;
  sum.waiting = null;
  sum.gap = false;
  return true;
}

function takeGreat(sum: Sum, great: bigint): boolean {
  const section = sum.section + (sum.waiting ?? 0n);
  if (section === 0n || great >= sum.great) return false;
  sum.total += section * great;
  sum.section = 0n;
  sum.waiting = null;
  sum.gap = false;
  sum.great = great;
  sum.place = 10_000n;
  return true;
}
