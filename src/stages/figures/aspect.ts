import type { Aspect, Cell } from '../../types.js';
import { type Place, textOf } from './context.js';

/** What a number says of its indicator, and which way a growth or change goes. */
export interface Said {
  readonly aspect: Aspect;
  readonly sign: 1 | -1;
}

const UP =
  '增长|增加|改善|上升|提高|提升|上涨|上扬|攀升|跃升|走高|[猛激陡剧]增|增幅|涨幅|增速|上浮|扩大|拉长|延长|回升|高出|高于|快于|多出|领先|净增|增|升|涨|翻|多|高|快';
const DOWN =
  '负增长|下降|减少|降低|回落|下滑|下跌|走低|[锐骤]减|缩减|压减|降幅|减幅|跌幅|收窄|缩短|压缩|精简|少于|低于|慢于|降|减|跌|少|低';
const FILLER =
  '(?:(?:了|率|幅度?|速度?|约|近|为|达到?|超过|均|各|都|分别|超|逾|目标|预期目标|左右|再|预计|在|保持|控制|率为|上年|同期|全国|平均|水平|全省|全市|[^,。;\\d]{0,10}平均水平)|[+ ]){0,6}';
const MOVES = new RegExp(`(?:(${DOWN})|(${UP}))${FILLER}$`);
/** Short and worn words that are moves only in a comparison: 比上年多12件. */
const COMPARES =
  /(?:同比|环比|比上|较上|比去|较去|与上|同上|比[^,。;\d]{0,4}(?:年|月|季|期|前)|较[^,。;\d]{0,4}(?:年|月|季|期|前)|比\d{4}年|较\d{4}年|比全|较全|相比)/;
/** What is made less of is no indicator's level: 办理时限压缩80% is a rate of its own. */
const CUTS = /(?:时限|时间|时长|环节|材料|流程|跑动|跑腿|手续|审批|周期|要件|证明|表单)/;
const RATES = new Set(['%', '‰', '‱', '倍', '番']);
const AVERAGE =
  /(?:日均|月均|周均|人均|户均|场均|案均|件均|次均|亩均|均每|单均|店均|校均|村均|每 ?[\d十百千万]{0,6} ?(?:人|户|名|件|案|亩)(?!大)|平均每|(?<!年)年均|每公里|每平方|平均(?:[^,。;\d、]{0,10})$|每(?:一?个|名|位|家|所|处|村|镇|乡|街道|社区|行政村|县|单位)[^,。;\d]{0,16}$)/;
const SHARE = /占(?!地|道|用|领|有|据|比|[^,。;]{0,8}(?:率|面积))[^,。;]*$/;
/** 占审结156件的26.3%: the whole's own number stands between. */
const SHARE_OF_COUNT = /占(?!地|道|用|领|有|据|比)[^,。;%]*\d[^,。;%]{0,6}的$/;
/** 占总数比例最高,达92.71%: the comma parts the number from its words. */
const SHARE_AHEAD = /占[^,。;\d]{0,16}比(?:例|重)?[最较][高大低小],(?:达到?|为|约|高达)?$/;
const SHARE_LABEL = /占比(?:重)?(?:约|仅|均|分别|已|为|达到?|超过|提高到|提升至|升至|[^,。;\d]{0,2})*$/;
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
    const prev = i > 0 ? places[i - 1]! : null;
    said.push(
      place.reading.cell === null
        ? (inBrackets(norm, place, prev) ?? inText(place, prev, said[i - 1] ?? null))
        : inCell(norm, cells[place.reading.cell]!, place.reading),
    );
  });
  return said;
}

/** 保留988件(65.2%): a rate alone in brackets right behind a count is its share. */
function inBrackets(norm: string, { reading }: Place, prev: Place | null): Said | null {
  if (reading.unit !== '%' || !prev || RATES.has(prev.reading.unit) || prev.reading.unit === '个百分点') return null;
  const gap = norm.slice(prev.reading.extent.end, reading.extent.start);
  return /^ ?\( ?$/.test(gap) && norm[reading.extent.end] === ')' ? { aspect: 'share', sign: 1 } : null;
}

function inCell(norm: string, cell: Cell, { signed, unit }: Place['reading']): Said {
  const heads = [...cell.row, ...cell.column].map((span) => textOf(norm, span)).join(' ');
  const sign = 1;
  if (/(?:同比|环比|比上年|较上年|比上期)[^ ]{0,6}(?:%|幅|率)|增长[^ ]{0,3}%|增长率|增幅|增速|±%|升降/.test(heads))
    return { aspect: 'growth', sign };
  if (/自然增长率/.test(heads)) return LEVEL;
  if (/(?:增减|同比|环比|比上年)/.test(heads))
    return { aspect: unit !== '%' && (signed || !/%/.test(heads)) ? 'change' : 'growth', sign };
  if (/占比|比重|构成/.test(heads)) return { aspect: 'share', sign };
  if (AVERAGE.test(heads)) return { aspect: 'average', sign };
  return { aspect: 'level', sign };
}

const LEVEL: Said = { aspect: 'level', sign: 1 };

function inText(place: Place, prev: Place | null, said: Said | null): Said {
  const { before, lead, reading } = place;
  const rate = RATES.has(reading.unit) || reading.rule === 'fraction';
  if (rate && OWN_RATE.test(before)) return LEVEL;
  if (place.listed && prev && said && sameKind(prev.reading.unit, reading.unit) && !MOVES.test(before)) return said;
  const toward = FROM_TO.test(before);
  const move = toward ? null : MOVES.exec(before);
  const compared = COMPARES.test(lead);
  if (reading.unit === '个百分点' || reading.unit === '个基点') {
    const sign = move?.[1] ?? (/(?:下降|回落|低于|降低|收窄|减少|慢于)[^,。;\d]*$/.test(before) ? '-' : '');
    return { aspect: 'change', sign: sign ? -1 : 1 };
  }
  if (rate && move && (compared || !isCut(move, place.wide)) && !/^(?:多|少|高|低|快)$/.test(move[1] ?? move[2]!))
    return grown(move, 'growth');
  if (rate && compared && (move || /(?:同比|环比)[^,。;\d]{0,6}$/.test(before)) && !toward)
    return grown(move, 'growth');
  if (reading.unit === '%' || reading.unit === '‰' || reading.rule === 'fraction') {
    const label = SHARE_LABEL.exec(before);
    if (label) return { aspect: 'share', sign: 1 };
    // 近四成案件: tenths are a part of what follows, unless a rate is named before.
    if (reading.rule === 'percent.cheng' && !/率[^,。;\d]{0,6}$/.test(before)) return { aspect: 'share', sign: 1 };
    if (
      SHARE.test(before) ||
      SHARE_OF_COUNT.test(lead) ||
      SHARE_AHEAD.test(place.wide) ||
      /占[^,。;]*比重(?:[^,。;\d]{0,4})$/.test(lead)
    )
      return { aspect: 'share', sign: 1 };
    if (/比重[^,。;\d]{0,6}$/.test(before)) return { aspect: 'share', sign: 1 };
  }
  if (reading.unit === '' && /占$/.test(before) && /\.\d/.test(reading.value)) return { aspect: 'share', sign: 1 };
  if (move && compared && !rate && !/^增速|^增幅|^降幅/.test(move[0])) return grown(move, 'change');
  const net = rate ? null : NET.exec(before);
  if (net) return { aspect: 'change', sign: net[1] === '减' ? -1 : 1 };
  if (!rate && AVERAGE.test(before)) return { aspect: 'average', sign: 1 };
  if (toward && said && prev && said.aspect === 'average' && prev.index === place.index) return said;
  return LEVEL;
}

const grown = (move: RegExpExecArray | null, aspect: 'growth' | 'change'): Said => ({
  aspect,
  sign: move?.[1] ? -1 : 1,
});

/** 压缩, 精简 and 缩短 of time limits, steps and papers state a rate; so does 减少 of them. */
function isCut(move: RegExpExecArray, wide: string): boolean {
  return /^(?:压缩|精简|缩短)/.test(move[1] ?? '') || (/^(?:减少|压减|缩减|减)/.test(move[1] ?? '') && CUTS.test(wide));
}

const sameKind = (a: string, b: string): boolean => a === b || (RATES.has(a) && RATES.has(b));
