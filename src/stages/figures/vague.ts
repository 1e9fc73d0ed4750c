import { add, shift } from './decimal.js';
import { readHanzi } from './hanzi.js';
import type { Numeral } from './numbers.js';

const SCALES = '[十百千万亿]{0,3}';
/** 数十, 好几百万; not 总数 before 十, 件数 before 百. */
const SEVERAL =
  /(?<![总人件次户倍指分个基参系级少多半无约整函负家项起岁度天张份点])[数几]([十百千万亿]{1,3})(?![分几])/y;
/** 十几, 二十几万. */
const TEENS = /([二三四五六七八九]?)十几([万亿]?)/y;
/** 两三, 三四十, 十七八, 五六百万. */
const NEIGHBOURS = new RegExp(
  `(十?)(一(?=两|二[十百千万])|[两二三四五六七八])(?:、(?=[^十]))?([两二三四五六七八九])(${SCALES})(?![零〇一二两三四五六七八九十])`,
  'y',
);

function match(pattern: RegExp, norm: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(norm);
}

const exponentOf = (scales: string): number =>
  [...scales].reduce((sum, c) => sum + ({ 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 }[c] ?? 0), 0);

const vague = (start: number, text: string, value: string, valueMax: string | null): Numeral => ({
  start,
  end: start + text.length,
  value,
  valueMax,
  unit: null,
  inner: valueMax === null ? 'over' : 'about',
  kind: 'hanzi',
  sure: false,
  bare: false,
  vague: true,
  rule: 'number.vague',
});

/** Numbers that are meant to be none: 数十 is at least 20, 十几 is 11 to 19, 两三 is 2 to 3. Null where none stands. */
export function vagueAt(norm: string, at: number): Numeral | null {
  const several = match(SEVERAL, norm, at);
  if (several) return vague(at, several[0], shift('2', exponentOf(several[1]!)), null);
  const teens = match(TEENS, norm, at);
  if (teens) {
    const tens = shift(teens[1] ? readHanzi(teens[1])! : '1', 1);
    const scale = exponentOf(teens[2]!);
    return vague(at, teens[0], shift(add(tens, '1'), scale), shift(add(tens, '9'), scale));
  }
  const near = match(NEIGHBOURS, norm, at);
  if (!near || /[零〇一二两三四五六七八九百千万亿]/.test(norm[at - 1] ?? '')) return null;
  const [, ten = '', first = '', second = '', scales = ''] = near;
  const low = readHanzi(first)!;
  const high = readHanzi(second)!;
  // 三五次 says 3 to 5.
  if (Number(high) !== Number(low) + 1 && !(low === '3' && high === '5')) return null;
  const read = (digit: string) => shift(ten ? add('10', digit) : digit, exponentOf(scales));
  return vague(at, near[0], read(low), read(high));
}
