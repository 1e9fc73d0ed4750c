import { MOVES } from '../../language/moves.js';
import type { Aspect, Cell } from '../../types.js';
import { type Place, textOf } from './context.js';
import { isBound } from './hedges.js';

/** What a number says of its indicator, and which way a growth or change goes. */
export interface Said {
  readonly aspect: Aspect;
  readonly sign: 1 | -1;
}

/** 比上年多办12件, 少收27万元: the verb stands between the word that compares and the number. */
const MORE_OF = /(?<![至不最许减])(?:(少)|(多))(?![个种元次年数达项家名位于样层方])[\u4e00-\u9fff]{1,3}$/;
/** 少了49项, 又添了5户; of new things (新增了) it is none. */
const MOVED = /(?:([少减降跌慢缩砍])|(?<!新)([多添增升涨快]))[\u4e00-\u9fff]?了(?:近|约|将近|整整|差不多|大约)?$/;
/** 再增30项, 再压10%. */
const ONCE_MORE =
  /再(?:(减少?|压[减降缩]?|降低?|下降|削减?|砍|缩短?|少[\u4e00-\u9fff]?)|(增加?|添|提[高升]?|升|多[\u4e00-\u9fff]?))$/;
/** Short and worn words that are moves only in a comparison: 比上年多12件. */
const COMPARES =
  /(?:同比|环比|比上|较上|比去|较去|与上|同上|比[^,。;\d]{0,4}(?:年|月|季|期|前)|较[^,。;\d]{0,4}(?:年|月|季|期|前)|比\d{4}年|较\d{4}年|比全|较全|相比)/;
/** 比首批的225项增加, 比规定的4次多: what it is held against stands right before. */
const THAN = /(?<![占相对评反])(?:比(?![例重率分赛武拼照较如值价])|较(?![好大快高强为长早全多少真]))[^,。;]{1,20}$/;
/** What the law grants is no earlier state: 承诺时限比法定时限压缩60% is a rate of its own. */
const BY_LAW = /[比较][^,。;]{0,6}(?:法定|法律|规定时限|省级清单|标准)/;
/** 与2020年相比,受理增加462件,办结增加…: a clause of its own sets what the rest of the sentence is held against. */
const AGAINST =
  /(?:^|[,。;::\n])(?:(?:与|和|跟|同|较|比)[^,。;::]{1,20}?(?:相比较?|比较|相较|比)|(?:较|比)[^,。;::\d]{0,6}[年月季期]),/;
/** What is made less of is no indicator's level: 办理时限压缩80% is a rate of its own. */
const CUTS =
  /(?:时限|时间|时长|环节|材料|流程|跑动|跑腿|手续|用时|耗时|工作日|审批(?!事项|项目|权|局|大厅|服务|中心|改革|制度)|周期|要件|证明|表单)/;
/** Papers and steps saved are counted by indicators of their own. */
const PAPERS = /(?:材料|要件|资料|环节|单证|表单|证明)/;
/** 减少事项36项 counts those taken away. */
const ITEMS = /(?:事项|项目|窗口|跑动|跑腿|手续|检查|执法)/;
const RATES = new Set(['%', '‰', '‱', '倍', '番']);
const TIMES = new Set(['天', '日', '个工作日', '个月', '小时', '分钟', '秒', '年']);
const EACH =
  '(?:个|单个|一|两|半|一个|两个|半个)?(?:季度?|月|年|周|旬|天|日|学期|学年|村|社区|乡镇|镇|乡|街道|县|单位|名|位|家|所|队|卷|宗|格|组|站|校|期|班|堂|次)';
/** 每月学法1次, 每队2名; what goes on by the week adds up elsewhere (每周一案36期, 每月学法制度…12次). */
const EVERY = new RegExp(
  `每(?!一[案题法问书课])${EACH}(?:(?!一[案题法问]|制度|机制|例会|累计|共|全年|总|已)[^,。;、\\d]){0,16}$`,
);
const AVERAGE =
  /(?:日均|月均|周均|人均|户均|场均|案均|件均|次均|亩均|均每|单均|店均|校均|村均|[所队宗卷站组镇乡县格校班家社]均|每 ?[\d十百千万]{0,6} ?(?:人|户|名|件|案|亩)(?!大)|平均每|(?<!年)年均|每公里|每平方|平均(?:[^,。;\d、]{0,10})$|每[十百千万]{1,2}(?:名|户|家)?(?:常住)?(?:人口?|家次?|户|件|起)[^,。;\d]{0,14}$|[万千]人(?:拥有|比|均|抽检)[^,。;\d]{0,8}$)/;
const SHARE = /占(?!地|道|用|领|有|据|比|[^,。;]{0,8}(?:率|面积))[^,。;]*$/;
/** 占审结156件的26.3%: the whole's own number stands between. */
const SHARE_OF_COUNT = /占(?!地|道|用|领|有|据|比)[^,。;%]*\d[^,。;%]{0,6}的$/;
/** 占总数比例最高,达92.71%: the comma parts the number from its words. */
const SHARE_AHEAD = /占[^,。;\d]{0,16}比(?:例|重)?[最较][高大低小],(?:达到?|为|约|高达)?$/;
const SHARE_LABEL =
  /占比(?:重)?(?:首次|已|约|仅|均|分别|为|达到?|超过|提高到|提升至|升至|由|从|[^,。;\d]{0,2})*$|(?:比重|份额)(?:已|约|为|达到?|由|从)*$/;
/** 为受理数的94.3%, 超过总数的55%. */
const SHARE_OF_ALL =
  /(?:为|是|超过|不足|相当于|达)[^,。;]{0,14}(?:总数|总量|总额|全部|受理数|办结数|审结数|申请数|总人数)[^,。;]{0,6}的(?:近|约)?$/;
const FROM_TO =
  /(?:增|升|提|降|减|缩|压|扩|拓|变|调|优|上涨|上升|下|回|发展|增长|发)(?![^,。;\d]{0,3}[率幅速])[^,。;\d]{0,4}(?:至|到|为)(?:现在|目前|如今|今年)?的?$/;
/** A net increase or decrease is a change without any comparison: 净增经营主体155万户. */
const NET = /净([增减])(?!长)[^,。;\d]{0,14}$/;
/** A rate of its own, whatever its name says. */
const OWN_RATE = /自然增长率[^,。;\d]{0,6}$/;

/** The aspect of each place in text order; a list (分别增长4%、5%和6%) shares what its first member says. */
export function aspects(norm: string, places: readonly Place[], cells: readonly Cell[]): Said[] {
  const said: Said[] = [];
  places.forEach((place, i) => {
    const before = said[i - 1] ?? null;
    said.push(
      place.reading.cell === null ? byText(norm, places, i, before) : inCell(norm, cells[place.reading.cell]!, place),
    );
  });
  return said;
}

function byText(norm: string, places: readonly Place[], i: number, said: Said | null): Said {
  const place = places[i]!;
  const prev = places[i - 1] ?? null;
  const around = textAround(norm, place);
  return difference(around, places, i) ?? besideCount(norm, place, prev, said) ?? inText(around, place, prev, said);
}

/** 由214项精简至173项,减少41项: what two levels before it differ by, with a word of more or less, is their change. */
function difference({ move, toward }: Around, places: readonly Place[], i: number): Said | null {
  const { wide, reading, index } = places[i]!;
  if (!move || toward || (move[1] && PAPERS.test(wide)) || RATES.has(reading.unit)) return null;
  const [from, to] = places.slice(Math.max(0, i - 2), i);
  const alike = to !== undefined && [from!, to].every((p) => p.index === index && p.reading.unit === reading.unit);
  const differs =
    alike && Math.abs(Math.abs(Number(to.reading.value) - Number(from!.reading.value)) - Number(reading.value)) < 1e-6;
  return differs ? grown(move, 'change') : null;
}

/** How far back in its sentence a comparison is looked for. */
const REACH = 90;

/** What stands around a figure in its sentence. */
interface Around {
  /** The words of its clause without what brackets hold. */
  readonly flat: string;
  /** A word of more or less right before it, and whether it is what something moved to (减至173项). */
  readonly move: RegExpExecArray | null;
  readonly toward: boolean;
  readonly compared: boolean;
  /** Whether 和 or 、 joins it to the figure before. */
  readonly joined: boolean;
}

function textAround(norm: string, { sentence, reading, lead, before }: Place): Around {
  const far = norm.slice(Math.max(sentence.start, reading.extent.start - REACH), reading.extent.start);
  const flat = far
    .replace(/\([^()]*\)/g, '')
    .split(/[,。;:!?\n\t]/)
    .at(-1)!
    .trimEnd();
  const move = MOVES.exec(before);
  const told = move ?? MORE_OF.exec(before);
  const compared =
    COMPARES.test(lead) ||
    AGAINST.test(far) ||
    (told !== null &&
      (THAN.test(lead.slice(0, lead.length - told[0].length)) ||
        THAN.test(flat.slice(0, flat.length - told[0].length))) &&
      !BY_LAW.test(flat));
  return {
    flat,
    move,
    toward: FROM_TO.test(before),
    compared,
    joined: /[\d\p{sc=Han}] ?(?:[、和与及]|以及) ?$/u.test(far),
  };
}

/** 保留988件(65.2%), 驳回24件,17.8%;: a rate right behind a count, in brackets or alone between commas, is its share. */
function besideCount(norm: string, { reading, index }: Place, prev: Place | null, said: Said | null): Said | null {
  if (reading.unit !== '%' || !prev || RATES.has(prev.reading.unit) || prev.reading.unit === '个百分点') return null;
  const gap = norm.slice(prev.reading.extent.end, reading.extent.start);
  const next = norm[reading.extent.end] ?? '';
  if (/^ ?\( ?$/.test(gap)) return /[),;]/.test(next) ? SHARED : null;
  const alone = prev.index === index && said?.aspect === 'level' && /^,约?$/.test(gap) && /[;。,]/.test(next);
  return alone ? SHARED : null;
}

function inCell(norm: string, cell: Cell, { reading, before }: Place): Said {
  const { signed, unit, value } = reading;
  const heads = [...cell.row, ...cell.column].map((span) => textOf(norm, span)).join(' ');
  const sign = 1;
  if (/(?:同比|环比|比上年|较上年|比上期)[^ ]{0,6}(?:%|幅|率)|增长[^ ]{0,3}%|增长率|增幅|增速|±%|升降/.test(heads))
    return { aspect: 'growth', sign };
  if (/自然增长率/.test(heads)) return LEVEL;
  const slashed = /增 ?\/ ?减/.test(heads) && (signed || /[增减] ?$/.test(before) || /^0/.test(value));
  if (slashed || /(?:增减|同比|环比|[比较](?:上年|去年|上期|同期))/.test(heads))
    return { aspect: unit !== '%' && (signed || !/%/.test(heads)) ? 'change' : 'growth', sign };
  if (/占比|比重|构成|占[^ ]{1,10}[数量额]的?比/.test(heads) && (unit === '%' || /(?:占比|比重)[^ ]{0,4}%/.test(heads)))
    return SHARED;
  if (AVERAGE.test(heads)) return { aspect: 'average', sign };
  if (signed && unit === '%') return { aspect: 'growth', sign };
  const move = /^(?:(下降|减少|降|减)|(上升|增加|增长|升|增)) ?$/.exec(before);
  return move ? grown(move, RATES.has(unit) ? 'growth' : 'change') : LEVEL;
}

const LEVEL: Said = { aspect: 'level', sign: 1 };
const SHARED: Said = { aspect: 'share', sign: 1 };

function inText(around: Around, place: Place, prev: Place | null, said: Said | null): Said {
  const { flat, toward, compared, joined } = around;
  const { before, reading } = place;
  const rate = RATES.has(reading.unit) || reading.rule === 'fraction';
  if (rate && OWN_RATE.test(before)) return LEVEL;
  if (reading.signed && reading.unit === '%') return { aspect: 'growth', sign: 1 };
  const move = toward ? null : around.move;
  const alike = prev !== null && sameKind(prev.reading.unit, reading.unit);
  // 减少102批和655人次: what was compared goes on in another unit.
  const goesOn = alike || (joined && said?.aspect === 'change' && !rate && reading.unit !== '个百分点');
  if (place.listed && goesOn && said && !around.move) return said;
  if (reading.unit === '个百分点' || reading.unit === '个基点') {
    const sign = move?.[1] ?? (/(?:下降|回落|低于|降低|收窄|减少|慢于)[^,。;\d]*$/.test(before) ? '-' : '');
    return { aspect: 'change', sign: sign ? -1 : 1 };
  }
  if (reading.unit === '' && /占$/.test(before) && /\.\d/.test(reading.value)) return SHARED;
  const sure = MOVED.exec(before) ?? ONCE_MORE.exec(before);
  if (sure && !(rate ? isCut(sure, place.wide) : sure[1] && CUTS.test(place.wide)))
    return grown(sure, rate ? 'growth' : 'change');
  return (
    (rate ? (growthOf(move, compared, place) ?? shareOf(flat, place, prev, said)) : changeOf(move, compared, place)) ??
    (!rate && (AVERAGE.test(flat) || (!isBound(reading.hedge) && EVERY.test(flat)))
      ? { aspect: 'average', sign: 1 }
      : null) ??
    (toward && alike && prev.index === place.index && /average|share/.test(said?.aspect ?? '') ? said! : LEVEL)
  );
}

/** 同比增长12%, 减少三成; not what is less than another's (低于全国0.2%). */
function growthOf(move: RegExpExecArray | null, compared: boolean, { before, wide }: Place): Said | null {
  if (move && /^(?:高于|低于|快于|慢于|高出|领先)/.test(move[0])) return null;
  const worn = move !== null && /^(?:多|少|高|低|快|添)$/.test(move[1] ?? move[2]!);
  if (move && !worn && (compared || !isCut(move, wide))) return grown(move, 'growth');
  if (compared && (move || /(?:同比|环比)[^,。;\d]{0,6}$/.test(before))) return grown(move, 'growth');
  return null;
}

function shareOf(
  flat: string,
  { before, lead, wide, reading, index }: Place,
  prev: Place | null,
  said: Said | null,
): Said | null {
  if (reading.rule !== 'fraction' && !/[%‰‱]/.test(reading.unit)) return null;
  if (SHARE_LABEL.test(before)) return SHARED;
  // 近四成案件: tenths are a part of what follows, unless a rate is named before.
  if (reading.rule === 'percent.cheng' && !/率[^,。;\d]{0,6}$/.test(before)) return SHARED;
  if (SHARE.test(flat) || SHARE_OF_COUNT.test(lead) || SHARE_AHEAD.test(wide) || SHARE_OF_ALL.test(flat)) return SHARED;
  if (/占[^,。;]*比重(?:[^,。;\d]{0,4})$/.test(lead) || /比重[^,。;\d]{0,6}$/.test(before)) return SHARED;
  // 市容类占46%,渣土类29%,燃气类8%: the list goes on.
  const follows =
    prev !== null && prev.index === index && said?.aspect === 'share' && prev.reading.unit === reading.unit;
  const near = follows && reading.extent.start - prev.reading.extent.end <= 16;
  return near && /^[^,。;:\d率度面增降升比]{0,12}$/.test(before) ? SHARED : null;
}

/** 比上年增加76件, 净增37人, 缩短0.7天. */
function changeOf(move: RegExpExecArray | null, compared: boolean, { before, reading, wide }: Place): Said | null {
  if (move && compared && !/^增速|^增幅|^降幅/.test(move[0])) return grown(move, 'change');
  const more = compared ? MORE_OF.exec(before) : null;
  if (more) return grown(more, 'change');
  // 信访总量减少35件: a fall right before its count, unless papers or items are saved.
  if (/(?:减少|下降)(?:了|近|约|超过?|逾)?$/.test(before) && !PAPERS.test(wide) && !ITEMS.test(wide))
    return { aspect: 'change', sign: -1 };
  const net = NET.exec(before);
  if (net) return { aspect: 'change', sign: net[1] === '减' ? -1 : 1 };
  const sooner = TIMES.has(reading.unit) && /(?:缩短|提速|压缩|提前|(?<!最)快|少用)(?:了|近|约)?$/.test(before);
  return sooner ? { aspect: 'change', sign: -1 } : null;
}

const grown = (move: RegExpExecArray | null, aspect: 'growth' | 'change'): Said => ({
  aspect,
  sign: move?.[1] ? -1 : 1,
});

/** 压缩, 精简 and 缩短 of time limits, steps and papers state a rate; so does 减少 of them. */
function isCut(move: RegExpExecArray, wide: string): boolean {
  if (/^(?:压缩|精简|缩短)/.test(move[1] ?? '')) return true;
  return /^(?:减|压|缩|砍|削)/.test(move[1] ?? '') && CUTS.test(wide);
}

const sameKind = (a: string, b: string): boolean => a === b || (RATES.has(a) && RATES.has(b));
