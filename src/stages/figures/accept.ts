import type { Cell } from '../../types.js';
import { less } from './decimal.js';
import type { Found } from './scan.js';
import type { UnitTable } from './units.js';

/**
 * Judges whether a numeral that is not a date, a list number or a name counts or measures something.
 * A number of a table cell does; an Arabic one does with a unit, a scale or a hedge; a Chinese one only with a unit
 * that counts, and a small one only where the words around it count or `before`, the figure before it, does in its list.
 */
export function accepts(
  norm: string,
  found: Found,
  before: Found | undefined,
  cells: readonly Cell[],
  table: UnitTable,
): boolean {
  if (found.cell !== null && isWholeCell(norm, found, cells[found.cell]!))
    return !isIndexColumn(norm, cells[found.cell]!);
  if (found.unit?.only && !measures(norm, found)) return acceptsUnitless(norm, { ...found, unit: null }, table);
  if (found.unit && !timeCounts(norm, found)) return false;
  if (found.numeral.kind === 'hanzi') return continues(norm, before, found) || acceptsHanzi(norm, found, before, table);
  if (found.unit || found.numeral.unit) return true;
  return acceptsUnitless(norm, found, table);
}

function isWholeCell(norm: string, found: Found, cell: Cell): boolean {
  const before = norm.slice(cell.start, found.numeral.start);
  const after = norm.slice(found.extent.end, cell.end);
  return /^[\s+±-]*$/.test(before) && /^\s*$/.test(after) && cell.end - cell.start < 40;
}

/** Columns of serial numbers, years and codes hold no figures. */
function isIndexColumn(norm: string, cell: Cell): boolean {
  const head = cell.column.at(-1);
  return (
    head !== undefined &&
    /^\s*(?:序\s*号|编\s*号|年\s*份|年\s*度|代\s*码|电\s*话|联系方式)\s*$/.test(norm.slice(head.start, head.end))
  );
}

const clauseBefore = (norm: string, at: number, longest: number): string => {
  const text = norm.slice(Math.max(0, at - longest), at);
  return text.slice(text.search(/[^,。;:!?\n\t]*$/));
};

/** 分, 点, 度 and 级 are units after decimals or a word of measuring. */
function measures(norm: string, { numeral }: Found): boolean {
  if (/\.\d/.test(norm.slice(numeral.start, numeral.end))) return true;
  return /(?:指数|得分|评分|分值|评价|满分|平均|积分|成绩|考评|综合|温度|气温|震级|总分|测评|升高|下降)[^,。;]{0,10}$/.test(
    clauseBefore(norm, numeral.start, 24),
  );
}

/** Years, days and ages measure only where the words say so; else they are dates, anniversaries and classes of people. */
function timeCounts(norm: string, found: Found): boolean {
  const { unit, numeral, hedge, extent } = found;
  const before = clauseBefore(norm, numeral.start, 24);
  if (/^(?:个季度|个月|年|天)$/.test(unit!.base) && /连续$/.test(before)) return false;
  if (unit!.base === '年') {
    if (/^[来内前后初末底]|^以来|^时间|^期/.test(norm.slice(extent.end, extent.end + 2)) && hedge === null)
      return false;
    return /(?:提前|缩短|延长|平均|期限|不少于|不低于|不超过|超过)[^,。;\d]{0,8}$/.test(before);
  }
  if (unit!.base === '日')
    return (
      hedge !== null ||
      /(?:期限|为期|公示|公告|不少于|至少|提前|缩短|压缩|时限|时间|用时|平均|延长|连续)[^,。;\d]{0,10}$/.test(before)
    );
  if (unit!.base === '岁') return /(?:平均|预期|寿命)/.test(before);
  return true;
}

const CODE_WORDS =
  /(?:电话|热线|邮编|编号|号码|代码|型号|序号|文号|拨打|平台|代号|版本|编码|区号|频道|楼|室|房|栋|QQ|网|第|页)[“"(: ]?$/;
/** A label with a colon right before the number, and labels that name no quantity. */
const LABELLED = /(?:^|[\n,。;、 ])[^\n,。;:、]{0,14}\p{sc=Han}\)?: ?$/u;
const NO_QUANTITY =
  /(?:日期|时间|点击|浏览|阅读|访问|电话|手机|邮编|编码|(?<!叫)号码?|页码?|期数|字号|评论|收藏|转发|版本?|索引|年份|年度|序号|比分|比例|附件|附表|第.{1,4}): ?$/;
const BEFORE_VALUE = /(?:为|达|达到|至|到|共|计|有|是|系数|指数|得分|评分|分值|比例|总数|数|率|量|额|值|[:\t ])[ ]?$/;

/** An Arabic number without a unit: a figure when scaled or hedged, or when it ends its clause and is no name. */
function acceptsUnitless(norm: string, found: Found, table: UnitTable): boolean {
  const { numeral, hedge, hugged, extent } = found;
  if (numeral.kind === 'hanzi') return false;
  const printed = norm.slice(numeral.start, numeral.end);
  const next = norm.slice(extent.end, extent.end + 8);
  if (numeral.sure || (hedge !== null && (hugged || !/^\p{sc=Han}/u.test(next)))) return !/^[A-Za-z]/.test(next);
  const noun = table.bare.find((word) => next.startsWith(word));
  if (noun && !/^[级道场政民委直域长规办容区值辖]/.test(next.slice(noun.length))) return !table.hotlines.has(printed);
  if (/[由从][^,。;]{0,8}$/.test(clauseBefore(norm, numeral.start, 12)) && /^[增升提降减缩压扩上下调变回]/.test(next))
    return true;
  if (/^[\p{sc=Han}A-Za-z\d+×*/@_“《]/u.test(next)) return false;
  if (/^0\d/.test(printed) || table.hotlines.has(printed) || /^(?:19|20)\d\d$/.test(printed)) return false;
  if (printed.replace(/\D/g, '').length > 9 && !printed.includes(',')) return false;
  const label = norm.slice(Math.max(0, numeral.start - 24), numeral.start);
  if (LABELLED.test(label) && /^ *(?:[\n,。;(]|$)/.test(next)) return !NO_QUANTITY.test(label);
  const before = clauseBefore(norm, numeral.start, 24);
  if (CODE_WORDS.test(before)) return false;
  return BEFORE_VALUE.test(before) || /\p{sc=Han}\)?$/u.test(before);
}

/** The words of `list` that, with at most `gap` characters between, end `text`. */
const endsWithWord = (text: string, list: readonly string[], gap: number): boolean =>
  list.some((word) => {
    const at = text.lastIndexOf(word);
    if (at < 0 || text.length - at - word.length > gap) return false;
    if (word === '共' && (/[公中]/.test(text[at - 1] ?? '') || /[同享治产青赢]/.test(text[at + 1] ?? ''))) return false;
    return true;
  });

/** 两个省级示范点、五个市级示范点: the list goes on in the same unit. */
function continues(norm: string, before: Found | undefined, { numeral, unit }: Found): boolean {
  if (!before?.unit || before.unit !== unit || numeral.bare || unit.hanzi === 'never') return false;
  const gap = norm.slice(before.extent.end, numeral.start);
  return gap.length <= 16 && /^[^,。;:!?\n]*[、和及与]$/.test(gap);
}

function acceptsHanzi(norm: string, found: Found, prev: Found | undefined, table: UnitTable): boolean {
  const { numeral, unit, hedge, hugged } = found;
  const before = clauseBefore(norm, numeral.start, 16);
  if (numeral.unit !== null) return acceptsPart(norm, found, before, table);
  if (numeral.vague) return unit !== null && unit.hanzi !== 'never' && !/[每第]$/.test(before);
  if (unit && endsWhole(norm, found, before)) return true;
  if (table.glued.some((word) => before.endsWith(word)) && !hugged) return false;
  if (numeral.bare && !hugged && !/达到?$/.test(before)) return false;
  if (!unit) return hugged && (numeral.sure || numeral.bare) && /^\p{sc=Han}/u.test(norm[found.extent.end] ?? '');
  if (unit.hanzi === 'never' || unit.base === '年') return false;
  if (unit.base === '番') return true;
  // 增长一倍, 上升一倍多.
  if (unit.base === '倍' && /(?:增长|增加|上升|提高|扩大|翻)了?近?$/.test(before)) return true;
  const follows = norm.slice(found.extent.end, found.extent.end + 8).split(/[,。;:、!?()\s“《]/)[0]!;
  const abstract = table.abstract.some((word) => follows.slice(0, 6).includes(word));
  if (hugged || numeral.sure) return !(abstract && less(numeral.value, '100'));
  if (numeral.value === '1')
    return hedge === 'min' || (abstract ? /共/.test(before) : countsOne(norm, found, prev, follows, table));
  if (TIMES.has(unit.base) && (/(?:历?经|经过)$/.test(before) || endsWithWord(before, table.counting, 0))) return true;
  if (abstract) return false;
  if (norm.slice(numeral.start, numeral.end) === '二') return endsWithWord(before, table.counting, 0);
  if (!less(numeral.value, '10')) return true;
  return unit.hanzi === 'strong' || before.endsWith('对') || endsWithWord(before, table.counting, 4);
}

const TIMES = new Set(['次', '场', '场次', '期', '轮', '轮次', '批次', '回', '班次']);
const EVENT = /(?:会议?|班|轮训|培训|活动|讲座|督[查察]|检查|调研|巡[查察]|演练|考试|论坛|审议|研讨|述法)$/;

/** 会议两次, 轮训三次 and 听证会、磋商会各一次, at the end of their clause. */
function endsWhole(norm: string, { numeral, unit, extent }: Found, before: string): boolean {
  if (!/^ ?[,。;、)\n]|^$/.test(norm.slice(extent.end, extent.end + 2)) || !TIMES.has(unit!.base)) return false;
  if (before.endsWith('各')) return true;
  return !less(numeral.value, '2') && !/每/.test(before) && EVENT.test(before);
}

/** 一 is an article as often as a number: 共建成一个 and 撤销一件, count, 发现一起、查处一起 does so only among figures. */
function countsOne(norm: string, found: Found, prev: Found | undefined, follows: string, table: UnitTable): boolean {
  const { unit, extent, numeral } = found;
  const before = clauseBefore(norm, numeral.start, 16);
  if (endsWithWord(before, table.summing, 5)) return true;
  if (unit!.hanzi !== 'strong' || follows !== '' || !endsWithWord(before, table.counting, 1)) return false;
  if (prev && numeral.start - prev.extent.end < 12 && !norm.slice(prev.extent.end, numeral.start).includes('。'))
    return true;
  const near = norm.slice(Math.max(0, numeral.start - 6), extent.end + 6);
  return near.split(`一${unit!.printed}`).length < 3;
}

/** 七成, 三分之二, 百分之五: 成 also ends words (统一成), so it wants a hedge or the end of a phrase. */
function acceptsPart(norm: string, found: Found, before: string, table: UnitTable): boolean {
  if (found.numeral.rule === 'percent.baifenbai') return /(?:为|达到?|至|率|比例|比重|实现|保持)$/.test(before);
  if (found.numeral.rule !== 'percent.cheng' && !found.numeral.rule.startsWith('range')) return true;
  if (found.hedge !== null) return true;
  if (table.glued.some((word) => before.endsWith(word)) || /[合组构建形]$/.test(before)) return false;
  return (
    before === '' ||
    /^[,。;、的)\s]|^$/.test(norm.slice(found.extent.end, found.extent.end + 1)) ||
    /[占达到为近有]$/.test(before)
  );
}
