/** The measure words that a head prints in brackets, that stand in a column of units, or that a broken line begins with. */
const WORD =
  '(?:件次|件\\([次份起]\\)|件|人次|人\\(次\\)|人|名|位|户次|户|家次|家|个百分点|个工作日|个|宗|起|例|案|份|部|篇|册|本|条次|条|则|项次|项|种|类|款|场次|场|期|次|批次|批|班|节|课|轮|处|所|支|座|间|台|套|辆|艘|张|封|面|块|幅|枚|只|头|棵|株|元|吨|亩|公顷|公里|千瓦时|平方米|平方公里|立方米|天|小时|%|‰)';
const SCALE = '(?:百万|千万|[十百千万亿])?';

/** A whole text that is a unit, scaled or not: 件, 万元. */
const UNIT = new RegExp(`^${SCALE}${WORD}$`);
const STATED = /单位[::] ?([^)\s]{1,12}?)(?=[)\s]|$)/;
const BRACKETED = /\(([^()]{1,6})\)$/;
const COUNTED = /(?:(件|人|条|次|项|份|篇)数|(人次)数?)$/;
/** A column that holds a rate though the table is counted in another unit. */
const RATE = /率|增减|增长|同比|环比|占比|比重|幅/;

/** Whether a text is a unit and nothing else. */
export const isUnit = (text: string): boolean => UNIT.test(text.trim());

/** A unit, with or without 万 or 余 before it, that begins a line broken off behind its number, as source of a pattern. */
export const UNIT_SOURCE = `[余多]?${SCALE}${WORD}`;

/** The units that a caption prints for its table: 单位:件, 单位:件、%. */
export function statedUnits(text: string): string[] {
  const stated = STATED.exec(text)?.[1] ?? '';
  return stated.split(/[、,/]/).filter(isUnit);
}

/** The unit that a caption, a head or a column prints: 单位:件, 金额(万元), 件数. */
export function unitIn(text: string): string | null {
  const stated = statedUnits(text)[0];
  if (stated) return stated;
  const bracketed = BRACKETED.exec(text)?.[1];
  if (bracketed && isUnit(bracketed)) return bracketed.trim();
  const counted = COUNTED.exec(text);
  return counted?.[1] ?? counted?.[2] ?? null;
}

/** The unit printed by the innermost of some headings that prints one; of several (件、%) a head of rates takes the %. */
export function unitOf(texts: readonly string[], head: string): string | null {
  for (const text of [...texts].reverse()) {
    const several = statedUnits(text);
    const rate = several.find((unit) => unit === '%');
    if (rate && several.length > 1 && RATE.test(head)) return rate;
    const unit = several.find((u) => u !== '%') ?? unitIn(text);
    if (unit !== null) return unit;
  }
  return null;
}
