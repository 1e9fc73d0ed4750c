import type { DocKind, Qualifier, Sentence, Status } from '../../types.js';
import { fiveYears, type Place, pathWords } from './context.js';
import type { Hedge } from './hedges.js';

const NEXT_HEADING =
  /下一步|下步|下一阶段|下阶段|下年度|下半年(?!.{0,6}(?:完成|情况))|明年|来年|今后|未来|工作打算|工作安排|工作计划|工作思路|总体思路|工作设想|努力方向|打算|目标任务|奋斗目标|发展目标|预期目标|主要预期|(?<!(?:完成|落实|实施|推进|执行|编制|制定|贯彻)[^,。]{0,14})(?:计划|规划)$/;
const MIXED = /问题|不足|困难|短板|存在|差距|回顾|成就|成效|情况(?!通报)/;
/** Opens what is to come, at the start of a clause. */
const NEXT_WORDS =
  /(?:^|[。;,:!?) \n])(?:下一步|下步|接下来|今后|明年|来年|新的一年|下一年|下一阶段|下阶段|下年度|下半年,|未来[一二三四五\d]年|展望)(?!.{0,4}(?:奠定|打下|提供))/;
const WILL =
  /力争|确保(?!了)|争取(?!到|了|国|省|市|上级|中央|资金|专项)|(?<![按照度]|(?<![今明])年)计划(?:于|到|在|用|年内|新|全年|完成(?!率|情况|数|任务)|开展|投|建(?!设项目|设规模|设期))|(?<![虚模草比])拟(?:于|在|定于|到|新|用|建|设|增|购|投|制定|安排|列席|申报|依托|开展|组织|举办)|(?:还|即)将|将(?:于|达|在|达到|建成|实现|完成|投入|新增)|预期目标|目标(?:为|是|值)|(?:(?<!(?:高于|低于|超过)[^,。;]{0,6})目标|(?<!完成|达到|列入[^,。;]{0,6})计划)(?:分别)?为?$/;
const FLOORS = /不[得能可应]?(?:少于|低于)|不小于/;
/** What is to be done every so often, or by each: a norm, not what was done. */
const EACH =
  /每(?:个|单个|一|两|半)?(?:季度|季|月|年|周|半年|旬|天|日|学期|村|社区|乡镇|镇|县|名|位|家|所|人|单位|次)[^。;]{0,24}$/;
/** In a plan what already stands. */
const STANDS = /(?:已经?(?:建成|完成|建|办结|达|实现|有|开展|启用|投用|设立|配备)|在建)[^,。;]{0,8}$/;
const PAST = /(?:完成|实现|达到|办结|已|了)/;

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
  outlook: Outlook,
): Status[] {
  if (outlook.kind === 'plan')
    return places.map((place) => (looksBack(norm, place, outlook.year) ? 'achieved' : 'target'));
  const coming = comingFrom(norm, sentences);
  return places.map((place) =>
    !isBaseline(norm, place) &&
    (coming[place.index]! <= place.reading.start ||
      headed(norm, place, outlook.year) ||
      aims(norm, place, outlook.year))
      ? 'target'
      : 'achieved',
  );
}

/**
 * For each sentence the place from which 下一步 holds. It holds to the end of its paragraph, and where it opens the
 * paragraph also for the paragraphs after it that stand under the same headings.
 */
function comingFrom(norm: string, sentences: readonly Sentence[]): number[] {
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
    const hit = NEXT_WORDS.exec(norm.slice(sentence.start, sentence.end));
    if (!hit) return Number.POSITIVE_INFINITY;
    open = true;
    if (first && hit.index < 4) section = headings.join();
    return sentence.start + hit.index;
  });
}

function headed(norm: string, { sentence }: Place, year: number | null): boolean {
  return sentence.path.some((heading) => {
    const words = pathWords(norm, [heading]);
    if (heading.level > 4 && words.length > 20) return false;
    const plan = fiveYears(words);
    if (plan && year !== null && plan.from > year && !MIXED.test(words)) return true;
    const named = /(20\d\d) ?年/.exec(words);
    if (named && year !== null && Number(named[1]) > year) return true;
    if (named && year !== null && Number(named[1]) <= year && !/打算|思路|下一步|工作安排|工作计划/.test(words))
      return false;
    return NEXT_HEADING.test(words) && !MIXED.test(words);
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
  if (WILL.test(lead)) return true;
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
  const years = [...text.matchAll(/(?:^|[,。;:(、]|到|至|在|于) ?(20\d\d) ?年(?:底|末|前)?/g)];
  const last = years.at(-1);
  return (
    last !== undefined &&
    year !== null &&
    Number(last[1]) > year &&
    !PAST.test(text.slice(last.index + last[0].length, last.index + last[0].length + 2)) &&
    !/^(?:以来|至今)|已(?!定)/.test(text.slice(last.index + last[0].length))
  );
}

/** 以上 is a floor in a target and an excess in a result. */
export function qualifierOf(hedge: Hedge | null, status: Status): Qualifier {
  if (hedge === 'above') return status === 'target' ? 'min' : 'over';
  return hedge ?? 'exact';
}
