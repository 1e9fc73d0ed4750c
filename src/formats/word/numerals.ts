const DIGITS = '〇一二三四五六七八九';
const LEGAL = '零壹贰叁肆伍陆柒捌玖';
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';
const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

/**
 * A number as Word prints it before a paragraph.
 * @param format the form's name in Office Open XML (17.18.59 ST_NumberFormat); one that is not known is printed in arabic numerals
 */
export function printed(number: number, format: string): string {
  if (number < 0 || number > 9999) return String(number);
  switch (format) {
    case 'bullet':
    case 'none':
      return '';
    case 'decimalZero':
      return String(number).padStart(2, '0');
    case 'upperLetter':
      return letters(number);
    case 'lowerLetter':
      return letters(number).toLowerCase();
    case 'upperRoman':
      return roman(number);
    case 'lowerRoman':
      return roman(number).toLowerCase();
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return [...String(number)].map((digit) => String.fromCharCode(0xff10 + Number(digit))).join('');
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return number >= 1 && number <= 20 ? String.fromCharCode(0x245f + number) : String(number);
    case 'decimalEnclosedParen':
      return number >= 1 && number <= 20 ? String.fromCharCode(0x2473 + number) : `(${number})`;
    case 'decimalEnclosedFullstop':
      return number >= 1 && number <= 20 ? String.fromCharCode(0x2487 + number) : `${number}.`;
    case 'ideographTraditional':
      return STEMS[number - 1] ?? String(number);
    case 'ideographZodiac':
      return BRANCHES[number - 1] ?? String(number);
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return [...String(number)].map((digit) => DIGITS[Number(digit)]).join('');
    case 'chineseLegalSimplified':
    case 'ideographLegalTraditional':
      return counted(number, LEGAL, '拾佰仟', false);
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
      return counted(number, `零${DIGITS.slice(1)}`, '十百千', true);
    default:
      return String(number);
  }
}

/** @param short 十二, not 一十二 */
function counted(number: number, digits: string, units: string, short: boolean): string {
  if (number === 0) return digits[0]!;
  let out = '';
  let gap = false;
  const text = String(number);
  [...text].forEach((digit, i) => {
    const power = text.length - 1 - i;
    if (digit === '0') gap = true;
    else {
      out += (gap ? digits[0] : '') + digits[Number(digit)]! + (power > 0 ? units[power - 1] : '');
      gap = false;
    }
  });
  return short && number >= 10 && number < 20 ? out.slice(1) : out;
}

const letters = (number: number): string =>
  number < 1 ? '' : String.fromCharCode(65 + ((number - 1) % 26)).repeat(Math.ceil(number / 26));

function roman(number: number): string {
  let rest = number;
  let out = '';
  for (const [value, letter] of ROMAN) {
    out += letter.repeat(Math.floor(rest / value));
    rest %= value;
  }
  return out;
}
