import { arabicDigits } from '../../language/digits.js';
import { add, less, quotient, shift } from './decimal.js';
import { HANZI, readHanzi } from './hanzi.js';
import { mixedAt } from './mixed.js';
import { EXPONENTS, type UnitTable, unitAt } from './units.js';
import { vagueAt } from './vague.js';

/** One numeral as printed, before its unit is known. */
export interface Numeral {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly valueMax: string | null;
  /** A unit that the numeral brings with it: % for 百分之五 and 七成. */
  readonly unit: string | null;
  /** A hedge printed inside: 50余万. */
  readonly inner: 'over' | 'about' | null;
  readonly kind: 'arabic' | 'hanzi';
  /** Written with 万 or 亿, in percent, as a fraction or the like: certainly a quantity. */
  readonly sure: boolean;
  /** Scale characters alone: 千, 百万. Counts only with a hedge. */
  readonly bare: boolean;
  /** No exact number: 数十, 两三, 十几. */
  readonly vague?: boolean;
  readonly rule: string;
}

// A stray blank after the point is read over only where 万, 亿 or % tells that the number goes on.
const ARABIC = /(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+|\. \d{1,2}(?=[万亿%]))?/y;
const SPACED = /\d{1,3}(?: \d{3})+(?:\.\d+)?(?!\d)/y;
// 百 before 分 is 百分点; 千 before 瓦, 克, 米 … begins a unit.
const SCALE = / ?([余多来]?)(万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![瓦克米伏卡焦升赫帕方里])|百(?!分))/y;
const SECOND = /(\d{1,4}(?:\.\d+)?)万|(\d)千(?![瓦克米伏卡焦升赫帕])(?:(\d)百)?|(\d{4})(?!\d|\.)/y;
// Bounded, so that a run that is no numeral costs little at each of its characters.
const HAN = new RegExp(`[${HANZI}]{1,24}(?:点[零〇一二三四五六七八九]{1,8}[万亿]{0,2})?`, 'y');
const HAN_INNER = new RegExp(`([${HANZI}]{1,24})([余多来])([万亿]{1,2})`, 'y');
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** A power of ten (2×10⁴), and the mark of a note, which is no part of its number (213²件). */
const POWER = new RegExp(` ?[×xX*·] ?10([${RAISED}]{1,2})(?![${RAISED}⁻])`, 'y');
const NOTE = new RegExp(`[${RAISED}]{1,2}`, 'y');
const RANGE = / ?(?:至|到|-{1,2}|–|—{1,2}|~|―|─) ?/y;
const PARTS = /([百千万])分之/y;
const PARTS_UNIT: Readonly<Record<string, string>> = { 百: '%', 千: '‰', 万: '‱' };

function match(pattern: RegExp, norm: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(norm);
}

/**
 * Reads the numeral that starts at `at`; null when none does. A range is one numeral with a lower and an upper end. In a table
 * cell, which ends at `cellEnd`, groups of three parted by blanks are one number without a unit too.
 */
export function numeralAt(norm: string, at: number, table: UnitTable, cellEnd = -1): Numeral | null {
  const whole = cellEnd > at ? match(SPACED, norm, at) : null;
  if (whole && at + whole[0].length === cellEnd) return arabic(whole[0].replace(/ /g, ''), at, cellEnd);
  const first =
    partsAt(norm, at) ??
    fractionAt(norm, at) ??
    tenthsAt(norm, at) ??
    vagueAt(norm, at) ??
    mixedAt(norm, at, table) ??
    arabicAt(norm, at, table) ??
    hanziAt(norm, at);
  return first && (rangeFrom(norm, first, table) ?? first);
}

const HUNDRED = {
  value: '100',
  valueMax: null,
  unit: '%',
  inner: null,
  kind: 'hanzi',
  sure: true,
  bare: false,
  rule: 'percent.baifenbai',
} as const;

/** 百分之九十五, 百分之95.7, 千分之三, 百分百. */
function partsAt(norm: string, at: number): Numeral | null {
  if (norm.startsWith('百分百', at)) return { ...HUNDRED, start: at, end: at + 3 };
  const lead = match(PARTS, norm, at);
  if (!lead) return null;
  const from = at + lead[0].length;
  const arabic = match(ARABIC, norm, from);
  const han = arabic ? null : match(HAN, norm, from);
  const value = arabic ? arabic[0].replaceAll(',', '') : han && readHanzi(han[0]);
  if (!value) return null;
  const end = from + (arabic ?? han)![0].length;
  return {
    start: at,
    end,
    value,
    valueMax: null,
    unit: PARTS_UNIT[lead[1]!]!,
    inner: null,
    kind: arabic ? 'arabic' : 'hanzi',
    sure: true,
    bare: false,
    rule: 'percent.baifenzhi',
  };
}

const FRACTION = new RegExp(
  `(\\d{1,3})/(\\d{1,3})(?![\\d/.年月])|([${HANZI}]{1,4}|\\d{1,3})分之([${HANZI}]{1,4}|\\d{1,3})`,
  'y',
);

/** 三分之二, 1/4: as a plain decimal of at most four places. */
function fractionAt(norm: string, at: number): Numeral | null {
  const hit = match(FRACTION, norm, at);
  if (!hit || norm[at - 1] === '/') return null;
  const read = (text: string): string | null => (/\d/.test(text) ? text : readHanzi(text));
  const over = read((hit[1] ?? hit[4])!);
  const under = read((hit[2] ?? hit[3])!);
  if (!over || !under || !less(over, under)) return null;
  const value = quotient(over, under);
  if (!value) return null;
  const kind = hit[1] ? 'arabic' : 'hanzi';
  return {
    start: at,
    end: at + hit[0].length,
    value,
    valueMax: null,
    unit: '',
    inner: null,
    kind,
    sure: true,
    bare: false,
    rule: 'fraction',
  };
}

const TENTHS =
  /([一两二三四五六七八九]|\d(?:\.\d)?)(?:[至到-]([一两二三四五六七八九]|\d))?成(半|\d(?![\d.])|[一二三四五六七八九](?![一二三四五六七八九十百千万亿个件人名级等类项年次]))?(?![立果功为员本效长熟份绩就型套都品片因形群人语交不像规体])/y;

/** 七成 and 近两成 in percent; 七至八成 is a range. */
function tenthsAt(norm: string, at: number): Numeral | null {
  const hit = match(TENTHS, norm, at);
  if (!hit || /[\d零〇一二三四五六七八九十百千万亿]/.test(norm[at - 1] ?? '')) return null;
  const percent = (text: string): string => shift(readHanzi(text) ?? text, 1);
  const more = hit[3] === '半' ? '5' : hit[3] && (readHanzi(hit[3]) ?? hit[3]);
  const value = more ? add(percent(hit[1]!), more) : percent(hit[1]!);
  const valueMax = hit[2] ? percent(hit[2]) : null;
  const kind = /\d/.test(hit[1]!) ? 'arabic' : 'hanzi';
  return {
    start: at,
    end: at + hit[0].length,
    value,
    valueMax,
    unit: '%',
    inner: null,
    kind,
    sure: true,
    bare: false,
    rule: 'percent.cheng',
  };
}

function arabicAt(norm: string, at: number, table: UnitTable): Numeral | null {
  const hit = spacedAt(norm, at, table) ?? match(ARABIC, norm, at);
  if (!hit) return null;
  let value = hit[0].replace(/[, ]/g, '');
  let end = at + hit[0].length;
  const power = match(POWER, norm, end);
  if (power) {
    const exponent = Number([...power[1]!].map((digit) => RAISED.indexOf(digit)).join(''));
    return { ...arabic(shift(value, exponent), at, end + power[0].length), sure: true };
  }
  const note = match(NOTE, norm, end);
  if (note && hit[0] !== '10' && unitAt(norm, end + note[0].length, table)) end += note[0].length;
  const scale = match(SCALE, norm, end);
  let sure = false;
  if (scale && !(scale[2]!.length === 1 && '百千'.includes(scale[2]!) && hit[0].includes('.'))) {
    const exponent = EXPONENTS[scale[2]!]!;
    value = shift(value, exponent);
    end += scale[0].length;
    sure = exponent >= 4;
    const more = match(SECOND, norm, end);
    if (more && !value.includes('.')) {
      const rest = secondPart(more, exponent);
      if (rest && (!more[4] || unitAt(norm, end + more[0].length, table))) {
        value = add(value, rest);
        end += more[0].length;
      }
    }
  }
  const inner = scale?.[1] && end > scale.index ? hedgeOf(scale[1]) : null;
  return { ...arabic(value, at, end), inner, sure };
}

const arabic = (value: string, start: number, end: number): Numeral => ({
  start,
  end,
  value: value.replace(/^0+(?=\d)/, ''),
  valueMax: null,
  unit: null,
  inner: null,
  kind: 'arabic',
  sure: false,
  bare: false,
  rule: 'number.arabic',
});

/** Groups of three parted by blanks (321 146) are one number only before a unit. */
function spacedAt(norm: string, at: number, table: UnitTable): RegExpExecArray | null {
  const hit = match(SPACED, norm, at);
  if (!hit) return null;
  const end = at + hit[0].length;
  const after = norm[end] === ' ' ? end + 1 : end;
  return /[万亿余]/.test(norm[after] ?? '') || unitAt(norm, after, table) ? hit : null;
}

/** 25万6千 and 3亿5000万: what stands after the first scale, if it is smaller. */
function secondPart(hit: RegExpExecArray, exponent: number): string | null {
  if (hit[1]) return exponent >= 8 ? shift(hit[1], 4) : null;
  if (exponent !== 4) return null;
  if (hit[2]) return String(Number(hit[2]) * 1000 + Number(hit[3] ?? 0) * 100);
  return hit[4]!;
}

/** 余 and 多 say over, 来 says about. */
const hedgeOf = (word: string): 'over' | 'about' => (word === '来' ? 'about' : 'over');

function hanziAt(norm: string, at: number): Numeral | null {
  const withInner = match(HAN_INNER, norm, at);
  if (withInner) {
    // 一亿二千余万 is read as without the hedge.
    const printed = withInner[1]! + withInner[3]!;
    const value = readHanzi(printed);
    if (value) return hanzi(at, at + withInner[0].length, value, hedgeOf(withInner[2]!), printed);
  }
  const hit = match(HAN, norm, at);
  if (!hit) return null;
  const value = readHanzi(hit[0]) ?? spelled(hit[0]);
  return value ? hanzi(at, at + hit[0].length, value, null, hit[0]) : null;
}

/** 二〇五, 一二三〇: one numeral for each digit, a nought among them. */
const spelled = (text: string): string | null =>
  /^[一二三四五六七八九][零〇一二三四五六七八九]{2,7}$/.test(text) && /[零〇]/.test(text) ? arabicDigits(text) : null;

function hanzi(start: number, end: number, value: string, inner: Numeral['inner'], printed: string): Numeral {
  const bare = /^[百千万亿]+$/.test(printed);
  const sure = !bare && /[万亿]/.test(printed);
  return { start, end, value, valueMax: null, unit: null, inner, kind: 'hanzi', sure, bare, rule: 'number.hanzi' };
}

/** `first` and the numeral after 至, -, ~ as one range: 3至5件, 85%-90%, 3至5万. Null unless the upper end is the greater. */
function rangeFrom(norm: string, first: Numeral, table: UnitTable): Numeral | null {
  if (first.rule === 'fraction' || first.inner || first.vague) return null;
  const unit = unitAt(norm, first.end, table);
  const sep = match(RANGE, norm, first.end) ?? (unit ? match(RANGE, norm, unit.end) : null);
  if (!sep) return null;
  const dashed = !/[至到]/.test(sep[0]);
  // 由10%至20% and 从3到5 name two states, not a range.
  if (!dashed && /[由从自][^,。;]{0,3}$/.test(norm.slice(Math.max(0, first.start - 4), first.start))) return null;
  const at = sep.index + sep[0].length;
  const second = partsAt(norm, at) ?? arabicAt(norm, at, table) ?? (first.kind === 'hanzi' ? hanziAt(norm, at) : null);
  if (!second || second.kind !== first.kind || second.inner) return null;
  if (first.unit && !second.unit && first.rule === 'percent.cheng') return null;
  const after = unitAt(norm, second.end, table);
  const between = sep.index > first.end ? unit!.unit.base : null;
  if (between && between !== after?.unit.base) return null;
  if (first.kind === 'hanzi' && !first.unit && !after) return null;
  const shared = first.unit ? second : sharedScale(first, second, norm);
  const low = shared === second ? first.value : shared.value;
  if (!less(low, second.value)) return null;
  return {
    ...second,
    start: first.start,
    value: low,
    valueMax: second.value,
    unit: second.unit ?? first.unit,
    sure: first.sure || second.sure,
    rule: `range.${first.kind}`,
  };
}

/** In 3至5万 the scale of the upper end holds for the lower one too. */
function sharedScale(first: Numeral, second: Numeral, norm: string): Numeral {
  const scale = /(?:万亿|亿|万|千|百)$/.exec(norm.slice(second.start, second.end))?.[0];
  if (!scale || /[百千万亿]$/.test(norm.slice(first.start, first.end))) return second;
  const scaled = shift(first.value, EXPONENTS[scale]!);
  return less(scaled, second.value) ? { ...first, value: scaled } : second;
}

const RATIO = /\d{1,3}(?:\.\d+)?(?: ?: ?\d{1,3}(?:\.\d+)?){1,5}(?![\d.]*[%万亿件个])/y;

/** 6.0:46.9:47.1: each part a numeral of its own; null when no ratio stands here. */
export function ratioAt(norm: string, at: number): Numeral[] | null {
  const hit = match(RATIO, norm, at);
  if (!hit) return null;
  return [...hit[0].matchAll(/\d+(?:\.\d+)?/g)].map((part) => ({
    start: at + part.index,
    end: at + part.index + part[0].length,
    value: part[0],
    valueMax: null,
    unit: '',
    inner: null,
    kind: 'arabic',
    sure: true,
    bare: false,
    rule: 'ratio',
  }));
}
