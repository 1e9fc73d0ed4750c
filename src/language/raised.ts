/** Text set higher or lower than its line. */
export type Shift = 'super' | 'sub';

const SUPER: Readonly<Record<string, string>> = { '1': '¹', '2': '²', '3': '³', '-': '⁻', '−': '⁻' };
/** The mark of a note: 1, [2], 注3, ①, *, a, 1-3. */
const NOTE = /^[[(（〔【]?(?:注|备注)?[\d①-⑳*＊†‡#,，、\-–~]{0,8}[a-z]?[\])）〕】]?$/;
const BRACKETS = /^[[(（〔【].*[\])）〕】]$/;
const LENGTH = /(?:^|[^A-Za-z])[kcdmh]?m$/;
const POWER = /[×xX*·] {0,2}10$/;

/**
 * What is to be written of text above or below its line, unit by unit: an exponent as one (m², 10⁴), an index of a letter and
 * words as they are (CO2), nothing of a note's mark, which would make another number of the one before it.
 * @param before what stands before it in its line
 */
export function raised(text: string, shift: Shift, before: string): string {
  const trimmed = text.trim();
  // A mark in brackets says itself what it is, where it does not part a number and its unit.
  if (!NOTE.test(trimmed) || (BRACKETS.test(trimmed) && !/\d$/.test(before))) return text;
  // So many notes no report has: it is a number that was raised by mistake.
  if (/\d{3}/.test(trimmed) && !/\d$/.test(before)) return text;
  if (shift === 'sub') return /[A-Za-z]$/.test(before) ? text : '';
  const exponent = /^[23]$/.test(trimmed) ? LENGTH.test(before) : /^[-−]?\d{1,2}$/.test(trimmed);
  if (!exponent || !(LENGTH.test(before) || POWER.test(before))) return '';
  return [...text].map(superscript).join('');
}

const superscript = (character: string): string =>
  SUPER[character] ?? (/\d/.test(character) ? String.fromCharCode(0x2070 + Number(character)) : character);
