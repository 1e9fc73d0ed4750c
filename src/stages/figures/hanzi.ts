import { add, shift } from './decimal.js';

/** The characters that Chinese numerals are written with. */
export const HANZI = '零〇一二两三四五六七八九十百千万亿';

const DIGITS = new Map([...'零一二三四五六七八九'].map((c, i) => [c, i]));
DIGITS.set('〇', 0).set('两', 2);
const PLACES = new Map([
  ['十', 1],
  ['百', 2],
  ['千', 3],
]);

/**
 * Reads a Chinese numeral: 十三万 is 130000, 一万五千亿 is 1500000000000, 两千三 is 2300, 三点五 is 3.5.
 * Out: a decimal string, or null where the characters do not form one numeral (三四十, 二〇二一, 千百).
 * A numeral of scale characters alone (千, 百万) is read as one of them (1000, 1000000).
 */
export function readHanzi(text: string): string | null {
  const [before = '', after] = text.split('点');
  const whole = readWhole(before);
  if (whole === null || after === undefined) return whole;
  const tail = /^([^万亿]+)([万亿]*)$/.exec(after);
  if (!tail) return null;
  const digits = [...tail[1]!].map((c) => DIGITS.get(c));
  if (digits.includes(undefined)) return null;
  return shift(`${whole}.${digits.join('')}`, exponentOf(tail[2]!));
}

function exponentOf(scales: string): number {
  return [...scales].reduce((sum, c) => sum + (c === '万' ? 4 : 8), 0);
}

/** Sections below 亿, then below 万, each read by place. */
function readWhole(text: string): string | null {
  if (text === '') return null;
  const yi = text.indexOf('亿');
  if (yi >= 0) {
    const high = readMyriads(text.slice(0, yi));
    if (yi === text.length - 1) return high === null ? null : shift(high, 8);
    const low = readMyriads(text.slice(yi + 1));
    return high === null || low === null ? null : add(shift(high, 8), low);
  }
  return readMyriads(text);
}

function readMyriads(text: string): string | null {
  if (text === '') return '1';
  const wan = text.indexOf('万');
  if (wan < 0) return readSection(text, 3);
  const high = wan === 0 ? '1' : readSection(text.slice(0, wan), 3);
  if (high === null) return null;
  const rest = text.slice(wan + 1);
  if (rest === '') return shift(high, 4);
  if (rest.includes('万')) return null;
  // 一万五 is 15000: a last digit without its place stands one place below the one before.
  const low = /^[一二两三四五六七八九]$/.test(rest) ? shift(String(DIGITS.get(rest)!), 3) : readSection(rest, 3);
  return low === null ? null : add(shift(high, 4), low);
}

/** A numeral below 10000 whose places fall from left to right. */
function readSection(text: string, limit: number): string | null {
  let sum = 0;
  let place = limit + 1;
  let digit: number | null = null;
  let gap = false;
  for (const c of text) {
    const power = PLACES.get(c);
    if (power === undefined) {
      const d = DIGITS.get(c);
      if (d === undefined || digit !== null) return null;
      if (d === 0) {
        if (gap) return null;
        gap = true;
      } else digit = d;
      continue;
    }
    if (power >= place) return null;
    if (digit === null && sum > 0 && !(power === 1 && gap)) return null;
    sum += (digit ?? 1) * 10 ** power;
    place = power;
    digit = null;
    gap = false;
  }
  if (digit !== null) sum += !gap && place >= 2 && place <= limit ? digit * 10 ** (place - 1) : digit;
  if (sum === 0 && text !== '零' && text !== '〇') return null;
  return String(sum);
}
