export const HAN_DIGITS = '〇一二三四五六七八九';

function digit(c: string): string {
  const at = HAN_DIGITS.indexOf(c);
  return at >= 0 ? String(at) : /\d/.test(c) ? c : '0';
}

/** A number spelled digit by digit, in Arabic digits: 二〇二一 is 2021, 二零五 is 205; whatever else is printed in place of a digit is a nought. */
export const arabicDigits = (text: string): string => [...text].map(digit).join('');
