import { arabicDigits, HAN_DIGITS } from '../../language/digits.js';

const HAN_YEAR = /二[〇○零OΟ0o][〇○零OΟ0o一二三四五六七八九]{2}(?=\s*(?:年|至|-|—))/g;

/** 二〇二一年 → 2021年, of equal length; blanks inside a year's number stay as they are. */
export function arabicYears(text: string): string {
  return text.replace(HAN_YEAR, arabicDigits);
}

/** The number that digits or Chinese numerals up to 九十九 write. */
export function hanNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones] = text.includes('十') ? text.split('十') : ['0', text];
  const value = (c: string | undefined, none: number): number => (c ? HAN_DIGITS.indexOf(c) : none);
  return (tens === '0' ? 0 : value(tens, 1) * 10) + value(ones, 0);
}

const CLOCK = '(?:(?:T|\\s*)(\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?';
const DATE = new RegExp(
  `(?<!\\d)((?:19|20)\\d\\d)\\s*[-/.年]\\s*(\\d{1,2}|[一二三四五六七八九十]{1,2})\\s*[-/.月]\\s*(\\d{1,2}|[一二三四五六七八九十]{1,3})\\s*日?${CLOCK}`,
);
/** 05.05.2017 11:58: the day first. */
const DAY_FIRST = new RegExp(`(?<![\\d.])(\\d{1,2})([./-])(\\d{1,2})\\2((?:19|20)\\d\\d)(?![\\d.])${CLOCK}`);

const two = (n: number | string): string => String(n).padStart(2, '0');

interface Printed {
  readonly text: string;
  readonly iso: string;
}

function dateIn(printed: string): Printed | null {
  const text = arabicYears(printed);
  const match = DATE.exec(text);
  const turned = match === null ? DAY_FIRST.exec(text) : null;
  const found = match ?? turned;
  if (found === null) return null;
  const [, first, second, third, fourth] = found;
  const [year, m, d] = match === null ? [fourth, third!, first!] : [first, second!, third!];
  const [hour, minute, seconds] = found.slice(-3);
  const month = hanNumber(m);
  const day = hanNumber(d);
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const date = `${year}-${two(month)}-${two(day)}`;
  if (hour === undefined || Number(hour) > 23) return { text: found[0], iso: date };
  return { text: found[0], iso: `${date}T${two(hour)}:${minute}${seconds === undefined ? '' : `:${seconds}`}+08:00` };
}

/** A date as printed, in ISO 8601: date only, or with the time of day and +08:00 where one is printed; '' when there is none. */
export const isoDate = (printed: string): string => dateIn(printed)?.iso ?? '';

/** How much may stand beside the date of publication: the paper's name, a bar, a count of readers; more beside one with the hour. */
const BESIDE = 16;
const BESIDE_HOUR = 30;

/** The date on a line that holds little else (中国新闻网2019-11-08 14:22, 阅读量:10000 2020-12-25); '' for others. */
export function datedLine(line: string): string {
  const found = dateIn(line);
  if (found === null) return '';
  const beside = found.iso.includes('T') ? BESIDE_HOUR : BESIDE;
  return line.length - found.text.length <= beside ? found.iso : '';
}
