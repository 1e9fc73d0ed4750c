import { arabicDigits } from '../../language/digits.js';
import type { Cell, DocKind, Qualifier, Sentence, Status } from '../../types.js';
import { fiveYears, type Place, pathWords, textOf } from './context.js';
import { type Hedge, isBound } from './hedges.js';

const NEXT_HEADING =
  /下一步|下步|下一阶段|下阶段|下年度|后[两三]年|今年(?:的)?(?:主要|重点)?(?:安排|打算|任务|目标|思路|重点)|下半年(?!.{0,6}(?:完成|情况))|明年|来年|今后|未来|工作打算|工作安排|工作计划|工作思路|总体思路|工作设想|努力方向|打算|目标任务|奋斗目标|发展目标|预期目标|主要预期|(?<!(?:完成|落实|实施|推进|执行|编制|制定|贯彻)[^,。]{0,14})(?:计划|规划)$/;
/** Headings of demands and proposals, whole. */
const DEMANDS = /^(?:几点|工作|整改|有关|相关|下步|[一二三四]季度|对策|意见|对策与|意见与|主要)?(?:要求|建议|任务)$/;
/** 2026年目标, whatever year the report is about. */
const YEAR_TO_COME = /^20\d\d ?年(?:的)?(?:主要|重点|工作)?(?:安排|打算|目标|任务|重点|思路|计划|设想)$/;
/** Words that make a statement under such a heading a demand; others tell why. */
const BINDING = /(?:要|应|须|达|提[高至到升]|控制|确保|不得|每|完成|降[至到]|压[至到]|保持)[^,。;]*$/;
/** Headings of a plan under which it looks back. */
const BEHIND = /基础|背景|回顾|成效|现状|完成情况|执行情况|(?:存在|主要|突出)(?:的)?(?:问题|困难|短板)|形势/;
const MIXED = /问题|成绩|总结|不足|困难|短板|存在|差距|回顾|成就|成效|情况(?!通报)/;
/** Opens what is to come, at the start of a clause. */
const NEXT_WORDS =
  /(?:^|[。;,:!?)】〗▲◆★■●▶—·【〖 \n])(?:今年,?(?:我们|我[局县市区镇乡院委]|全[市县区局])?(?:还)?(?:将|要)|下一步|下步|接下来|今后|明年|来年|新的一年|下一年|下一阶段|下阶段|下年度?|下月|下半程|下半年,(?!又|共|先后|累计|完成)|(?:20\d\d年|今年)(?:的)?(?:目标|打算|计划|安排|重点|指标)[:(]|(?:工作)?(?:计划|打算|安排|目标):|未来[一二三四五\d]年|展望)(?!.{0,4}(?:奠定|打下|提供))/;
const WILL =
  /力争|确保(?!了)|争取(?!到|了|国|省|市|上级|中央|资金|专项)|(?<![按照度]|(?<![今明])年)计划(?:于|到|在|用|年内|新|全年|完成(?!率|情况|数|任务)|开展|投|建(?!设项目|设规模|设期))|(?<![虚模草比])拟(?:于|在|定于|到|新|用|建|设|增|购|投|制定|安排|列席|申报|依托|开展|组织|举办)|(?:还|即)将|将(?:于|达|在|达到|建成|实现|完成|投入|新增)|预期目标|目标(?:为|是|值)|(?:(?<!(?:高于|低于|超过)[^,。;]{0,6})目标|(?<!完成|达到|列入[^,。;]{0,6})计划)(?:分别)?为?$/;
const FLOORS = /不[得能可应]?(?:少于|低于|掉到)|不小于/;
/** What others ask for: 离省里要求的75%, 区局下达任务420批次. */
const ASKED =
  /(?:离|距|较|比|低于|高于|未达到?|没有达到|达不到)[^,。;]{0,14}(?:要求|规定|下达|确定|省定|市定|县定|任务|目标|底线|标准)的?$|(?:下达|年度|目标)任务数?$/;
/** What is to be done every so often, or by each: a norm, not what was done. */
const EACH =
  /每(?:个|单个|一|两|半)?(?:季度|季|月|年|周|半年|旬|天|日|学期|村|社区|乡镇|镇|县|名|位|家|所|人|单位|次)[^。;]{0,24}$/;
/** In a plan what already stands. */
const STANDS = /(?:已经?(?:建成|完成|建|办结|达|实现|有|开展|启用|投用|设立|配备)|在建)[^,。;]{0,8}$/;
const PAST = /(?:完成|实现|达到|办结|已|了)/;

const YEAR = '(20\\d\\d|二[〇○零][〇○零一二三四五六七八九]{2})';
const NAMED_YEAR = new RegExp(`${YEAR} ?年?`);
const CLAUSE_YEAR = new RegExp(`(?:^|[,。;:(、【〖▲◆★■●▶]|到|至|在|于) ?${YEAR} ?年(?:底|末|前)?`, 'g');
const LATER_YEAR = new RegExp(
  `^[^\\d一-龥]{0,3}(?:[(一二三四五六七八九十)、.是]{0,4})${YEAR} ?年?(?:工作)?(?:打算|安排|目标|重点|的?(?:主要|重点)(?:安排|任务|目标))?[,:】〗]`,
);

/** How far back in its sentence a year still to come is looked for. */
const FAR = 200;

/** What a document's kind, headings and words say: reached or aimed at. */
export interface Outlook {
  readonly kind: DocKind;
  readonly year: number | null;
}

/** The status of every place in text order. */
export function statuses(
  norm: string,
  places: readonly Place[],
  sentences: readonly Sentence[],
  cells: readonly Cell[],
  outlook: Outlook,
): Status[] {
  if (outlook.kind === 'plan')
    return places.map(
      (place) =>
        columnOf(norm, place, cells, outlook.year) ??
        (isBehind(norm, place) || looksBack(norm, place, outlook.year) ? 'achieved' : 'target'),
    );
  const year = lastYear(norm, outlook.year);
  const coming = comingFrom(norm, sentences, year);
  return places.map(
    (place) =>
      columnOf(norm, place, cells, null) ??
      (!isBaseline(norm, place) &&
      (coming[place.index]! <= place.reading.start || headed(norm, place, year) || aims(norm, place, outlook.year))
        ? 'target'
        : 'achieved'),
  );
}

/** The last year that a report on several is about: 2019年至2021年, 2019年、2020年和2021年 near its start. */
function lastYear(norm: string, year: number | null): number | null {
  if (year === null) return null;
  const spans = norm
    .slice(0, 600)
    .matchAll(/(20\d\d)年(?:\d{1,2}月)?(?:至|到|[-—~])(20\d\d)年|(20\d\d)年、(?:20\d\d年[、和及]){1,4}(20\d\d)年/g);
  const ends = [...spans].filter((hit) => Number(hit[1] ?? hit[3]) <= year).map((hit) => Number(hit[2] ?? hit[4]));
  return Math.max(year, ...ends);
}

/** What the heading of a cell's column says: 目标 and 任务 are aimed at, 完成 and 实际 reached; in a plan, so is an earlier year. */
function columnOf(norm: string, { reading }: Place, cells: readonly Cell[], planned: number | null): Status | null {
  if (reading.cell === null) return null;
  const words = cells[reading.cell]!.column.map((span) => textOf(norm, span)).join(' ');
  if (/完成|实际|实绩|实有|现状|基期|上年|去年/.test(words)) return 'achieved';
  if (/目标|计划数|任务数|任务$/.test(words)) return 'target';
  const year = /(20\d\d) ?年?/.exec(words);
  return year && planned !== null ? (Number(year[1]) < planned ? 'achieved' : 'target') : null;
}

/** Whether a heading of a plan tells what was done before it. */
const isBehind = (norm: string, { sentence }: Place): boolean =>
  sentence.path.some((heading) => BEHIND.test(pathWords(norm, [heading])));

/**
 * For each sentence the place from which 下一步 holds. It holds to the end of its paragraph, and where it opens the
 * paragraph also for the paragraphs after it that stand under the same headings.
 */
function comingFrom(norm: string, sentences: readonly Sentence[], year: number | null): number[] {
  let paragraph = -1;
  let open = false;
  let section: string | null = null;
  return sentences.map((sentence) => {
    const headings = sentence.path.filter(({ level }) => level <= 4).map(({ start }) => start);
    if (headings.join() !== section) section = null;
    const first = sentence.paragraph !== paragraph;
    paragraph = sentence.paragraph;
    if (first) open = false;
    if (open || section !== null) return sentence.start;
    const words = norm.slice(sentence.start, sentence.end);
    const hit = NEXT_WORDS.exec(words) ?? (first && year !== null ? laterYear(words, year) : null);
    if (!hit) return Number.POSITIVE_INFINITY;
    open = true;
    if (first && hit.index < 4) section = headings.join();
    return sentence.start + hit.index;
  });
}

/** 2026年,… at the start of a paragraph of the report on 2025. */
function laterYear(words: string, year: number): RegExpExecArray | null {
  const hit = LATER_YEAR.exec(words);
  return hit && yearOf(hit[1]!) > year ? hit : null;
}

/** 2023 or 二〇二三 as a number. */
const yearOf = (printed: string): number => Number(arabicDigits(printed));

function headed(norm: string, { sentence, lead, reading }: Place, year: number | null): boolean {
  return sentence.path.some((heading) => {
    const words = pathWords(norm, [heading]);
    if (heading.level > 4 && words.length > 20) return false;
    const plan = fiveYears(words);
    if (plan && year !== null && plan.from > year && !MIXED.test(words)) return true;
    const named = NAMED_YEAR.exec(words);
    if (named && year === null && YEAR_TO_COME.test(words) && !MIXED.test(words)) return true;
    if (named && year !== null && yearOf(named[1]!) > year && !MIXED.test(words)) return true;
    if (named && year !== null && yearOf(named[1]!) <= year && !/打算|思路|下一步|工作安排|工作计划/.test(words))
      return false;
    return (
      (NEXT_HEADING.test(words) && !MIXED.test(words)) ||
      (DEMANDS.test(words) && (BINDING.test(lead) || isBound(reading.hedge)))
    );
  });
}

/** An earlier state that a target starts from: 由去年的9.7%降至8%. */
function isBaseline(norm: string, { reading }: Place): boolean {
  return /(?:由|从)(?:上年|去年|20\d\d年)[^,。;\d]{0,6}$/.test(
    norm.slice(Math.max(0, reading.extent.start - 16), reading.extent.start),
  );
}

/** In a plan, what its sentence dates before the plan's year is a result. */
function looksBack(norm: string, place: Place, year: number | null): boolean {
  if (isBaseline(norm, place) || STANDS.test(place.lead)) return true;
  const text = norm.slice(Math.max(place.sentence.start, place.reading.start - FAR), place.reading.start);
  const last = [...text.matchAll(/(?:^|[,。;:(、至]|截至) ?(20\d\d) ?年(?!度?(?:法治|工作|重点|全面))/g)].at(-1);
  return (
    last !== undefined &&
    year !== null &&
    Number(last[1]) < year &&
    !WILL.test(text.slice(last.index)) &&
    !FLOORS.test(text.slice(last.index))
  );
}

/** Words of aim in the clause, a floor set for others, or a year still to come. */
function aims(norm: string, place: Place, year: number | null): boolean {
  const { lead, reading, sentence } = place;
  if (WILL.test(lead) || (ASKED.test(lead) && reading.unit !== '个百分点')) return true;
  if (
    (reading.hedge === 'min' || reading.hedge === 'max') &&
    EACH.test(norm.slice(Math.max(sentence.start, reading.extent.start - 36), reading.extent.start))
  )
    return true;
  if (
    FLOORS.test(
      norm
        .slice(Math.max(sentence.start, reading.start - 30), reading.start)
        .split(/[,。;:]/)
        .at(-1)!,
    )
  )
    return true;
  const text = norm.slice(Math.max(sentence.start, reading.start - FAR), reading.start);
  const years = [...text.matchAll(CLAUSE_YEAR)];
  const last = years.at(-1);
  return (
    last !== undefined &&
    year !== null &&
    yearOf(last[1]!) > year &&
    !PAST.test(text.slice(last.index + last[0].length, last.index + last[0].length + 2)) &&
    !/^(?:以来|至今)|已(?!定)/.test(text.slice(last.index + last[0].length))
  );
}

/** 以上 is a floor in a target and an excess in a result. */
export function qualifierOf(hedge: Hedge | null, status: Status): Qualifier {
  if (hedge === 'above') return status === 'target' ? 'min' : 'over';
  return hedge ?? 'exact';
}
