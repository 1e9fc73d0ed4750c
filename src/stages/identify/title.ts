import type { Structure } from '../../types.js';
import { datedLine } from './dates.js';
import { isCrumb, isDateLine, isMeta, isNumberLine, isOrgan, type Line, type Lines, redHead } from './head.js';

const END =
  /(?:报告|总结|计划|要点|通知|公报|方案|意见|情况|安排|汇报|公告|年报|统计|规划|通报|公示|报表|数据|统计表|办法|决定|批复|的函|细则|指引|纲要|清单|综述|述职|小结)(?:\s*[((][^()()]{1,24}[))])*(?:\[\d+\])?$/;
/** Names of sections and buttons that end like a title but are none. */
const SECTION =
  /^(?:(?:法治政府建设)?(?:年度|工作|统计|政府工作)?(?:报告|总结|公报|计划|通知|公告|通知公告|公示|规划计划|计划总结|统计数据|统计公报|数据|工作动态))$/;
/** What a title says more than the name of a section does: a year, an authority, a subject. */
const TELLS = /\d{4}|二[〇○零]|关于|印发|政府工作报告|[省市区县州旗局厅委院](?!信息)|街道|镇/;
const JOINS = 3;
/** A footnote's mark or the date of publication, printed after a title. */
const MARK_OR_DATE = /\[\d+\]$|[(（]\d{4}年\d{1,2}月\d{1,2}日[)）]$/;

/** Blanks between Chinese characters are layout: 政 府 工 作 报 告. */
export function tight(text: string): string {
  return text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/(?<=[^\x21-\x7e]) | (?=[^\x21-\x7e])/g, '');
}

const usable = (l: Line): boolean =>
  !isMeta(l.text) && !isCrumb(l.text) && !isDateLine(l.text) && !isNumberLine(l.text) && redHead(l.text) === '';
const isEnd = (text: string): boolean => END.test(text) && !/[。;]/.test(text) && text.length <= 90;
const goesOn = (text: string): boolean => /^(?:和|及|暨|与|以及|的)/.test(text);

/** A bar or a dot that layout left behind a title. */
const TRAILING = /[\s|_·•>-]+$/;
/** A line that can stand as a headline says something; right over date and source it may be shorter. */
const HEADLINE = /^(?=(?:[^\p{Script=Han}]*\p{Script=Han}){5})[^。;]{6,60}$/u;
const SHORT = /^(?=(?:[^\p{Script=Han}]*\p{Script=Han}){4})[^。;]{4,60}$/u;
/** Behind a headline stand its date and source, within this many lines. */
const META_NEAR = 3;

/**
 * The headline of news: the line before date and source, else the longest of the head's first lines. Its words are free, so that only
 * its place tells it.
 */
function headline(head: readonly Line[]): Line | null {
  const fit = (line: Line, form = HEADLINE): boolean =>
    usable(line) &&
    !line.furniture &&
    !NO_HEADLINE.test(line.text) &&
    datedLine(line.text) === '' &&
    form.test(tight(line.text));
  const meta = head.findIndex((line) => isMeta(line.text) || datedLine(line.text) !== '');
  const before = head.slice(Math.max(0, meta - META_NEAR), Math.max(0, meta));
  const found =
    before.findLast((line) => fit(line)) ??
    before.findLast((line) => fit(line, SHORT)) ??
    head.slice(meta + 1).find((line) => fit(line));
  if (found === undefined || isOrgan(tight(found.text)) || SECTION.test(tight(found.text))) return null;
  return found;
}

/** A subtitle (——以…为例) or the edition of a paper (第A34版:要闻, 1184期). */
const NO_HEADLINE = /^[—–-]{1,3}|第\s?\w{1,4}\s?版|\d+\s*期\s*(?:\/|$)/;

/** The blank between the two halves of a headline stays; those between single characters are layout. */
function spaced(text: string): string {
  const pieces = text.trim().split(/\s+/);
  return pieces.every((piece) => piece.length >= 2) ? pieces.join(' ') : tight(text);
}

/** Lines `from` to `to` of the head that make the title, or null. */
function find(lines: readonly Line[], telling: boolean): readonly [number, number] | null {
  for (let i = 0; i < lines.length; i++) {
    let joined = '';
    for (let k = i; k < Math.min(i + JOINS, lines.length); k++) {
      const line = lines[k]!;
      if (!usable(line) || line.text.length > 80) break;
      joined = tight(joined + line.text).replace(TRAILING, '');
      if (!isEnd(joined) || (telling && (SECTION.test(joined) || !TELLS.test(joined)))) continue;
      // a first line that is the name of a site or a menu entry is no part of the title
      if (
        k > i &&
        isEnd(
          tight(
            lines
              .slice(i + 1, k + 1)
              .map((l) => l.text)
              .join(''),
          ),
        ) &&
        !partOfTitle(lines[i]!.text, lines[i + 1]!.text)
      )
        break;
      let to = k;
      while (to + 1 < lines.length && goesOn(lines[to + 1]!.text) && lines[to + 1]!.text.length < 60) to++;
      return [i, to];
    }
  }
  return null;
}

/** A line that stops short: 某某区人民政府办公室关于印发. */
const UNFINISHED = /^(?!关于(?:我们|本站|网站)).{0,60}关于.{0,40}$|(?:印发|转发|发布|公布|下发|报送)$/;

/** 杨陵区人民政府 | 关于2022年度…的报告: the authority's line opens the title. */
function partOfTitle(first: string, second: string): boolean {
  if (UNFINISHED.test(tight(first)) && !isEnd(tight(first))) return true;
  return (isOrgan(tight(first)) && /^(?:关于|\d{4}年|二)/.test(second)) || /^关于(?!我们|本站|网站)/.test(first);
}

/** Cuts the name of the site off an HTML title: 关于…的报告_杨陵区人民政府. */
function withoutSite(title: string): string {
  const parts = title.split(/[_|]|\s[-–—>]+\s|-(?=[^-]{2,20}$)/);
  const ended = parts.map(tight).find((p) => END.test(p));
  return ended ?? spaced(parts[0] ?? '');
}

export interface Title {
  /** As printed, blanks of layout removed. */
  readonly text: string;
  /** The lines of the head below the title: subtitle, speaker, authority. */
  readonly below: readonly Line[];
}

/**
 * The title of the document: a line of the head that ends like one, joined where it is split over lines; else what the page
 * says of itself. '' for a text that begins with its body.
 */
export function titleOf(
  lines: Lines,
  said: string | undefined,
  structure: Structure,
  norm: string,
  text: string,
): Title {
  const head = lines.head;
  const plain = head.filter((l) => !l.furniture);
  const own = find(plain, true) ?? find(plain, false);
  const printed = (from: number, to: number): string =>
    tight(text.slice(plain[from]!.start, plain[to]!.end)).replace(TRAILING, '').replace(MARK_OR_DATE, '');
  const found = own === null ? '' : printed(own[0], own[1]);
  const below =
    own === null ? plain.filter(usable) : plain.slice(own[1] + 1).filter((l) => !isMeta(l.text) && !isCrumb(l.text));
  const claimed = said === undefined ? '' : withoutSite(said);
  if (found !== '') {
    const better = claimed !== found && isEnd(tight(claimed)) && plain.some((l) => tight(l.text) === tight(claimed));
    return { text: better ? claimed : found, below };
  }
  if (claimed.length >= 6) return { text: claimed, below };
  const news = headline(head);
  if (news !== null) return { text: spaced(text.slice(news.start, news.end)).replace(TRAILING, ''), below };
  if (structure.title !== null) {
    const guess = tight(text.slice(structure.title.start, structure.title.end));
    const inHead = structure.title.start <= (head.at(-1)?.end ?? -1);
    if (inHead && guess.length <= 80 && !/[。;]/.test(guess)) return { text: guess, below };
  }
  const furniture = find(head, true);
  if (furniture === null) return { text: '', below };
  return { text: tight(norm.slice(head[furniture[0]]!.start, head[furniture[1]]!.end)), below };
}
