/** Radicals of the CJK supplement that PDF writers put for the Han character of the same shape, and that character. */
const RADICALS =
  '⺁厂⺄乙⺈刀⺊卜⺌小⺍小⺒巳⺓幺⺗心⺘手⺙攵⺝月⺟母⺠民⺡氵⺢水⺣灬⺤爪⺥爪⺦丬⺩王⺪疋⺬示⺭礻⺮竹⺰纟⺱网⺲罒⺳网⺴网⺶羊⺷羊⺸羊⺹老⺺聿⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟';

const HAN = new Map<string, string>();
for (let i = 0; i < RADICALS.length; i += 2) HAN.set(RADICALS[i]!, RADICALS[i + 1]!);

/**
 * Puts Han characters for radicals of the same shape (⼯ U+2F2F for 工), as fonts in PDF files have them mapped, and leaves out
 * what no text holds: control characters, soft hyphens, blanks without width.
 */
export const readableCharacters = (text: string): string =>
  text
    .replace(/[\u2e80-\u2fdf]/g, (radical) => HAN.get(radical) ?? radical.normalize('NFKC'))
    .replace(/[\0-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200d\u2060\ufeff]/g, '');

/** Han, and the punctuation that stands among it. */
export const CJK = /[\u2014\u2018-\u201d\u2026\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffef]/;
const BLANKS_BEFORE = new RegExp(`(?<=${CJK.source})[ \\u00a0]+(?=[\\dA-Za-z%(.])`, 'g');
const BLANKS_AFTER = new RegExp(`(?<=[\\dA-Za-z%).])[ \\u00a0]+(?=${CJK.source})`, 'g');

/** Closes the blanks that typesetting leaves between Han and digits or letters. */
export const closeBlanks = (text: string): string =>
  text
    .replace(BLANKS_BEFORE, '')
    .replace(BLANKS_AFTER, '')
    .replace(/(?<=\d) +(?=[%‰])/g, '');
