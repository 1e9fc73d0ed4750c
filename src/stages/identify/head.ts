import type { Page, Span } from '../../types.js';

/** A line that is not blank; `text` is normalized and trimmed. */
export interface Line extends Span {
  readonly text: string;
  readonly furniture: boolean;
}

/** The head of a page: its lines up to the body, and the last ones. */
export interface Lines {
  /** Lines before the body's first paragraph, metadata and breadcrumbs included. */
  readonly head: readonly Line[];
  readonly all: readonly Line[];
}

const HEAD_LINES = 80;
const BODY_LENGTH = 70;

/** Labels of metadata lines and the fact that each gives; null for those that only end the value before them. */
const LABELS: readonly (readonly [RegExp, Label | null])[] = [
  [/索\s*引\s*号/, 'index'],
  [
    /(?:发布|发文|制发|印发|公开|责任|成文)(?:机构|机关|单位|主体|部门)|信息所属单位|(?:填报|报送|编制|上报)单位/,
    'issuer',
  ],
  [/(?:信息|稿件|文章|文件)?来\s*源/, 'source'],
  [/(?:发布|公开|发文|成文|生成|印发|公布|填报|报送|更新)?(?:日期|时间)/, 'published'],
  [/发?文\s*(?:字\s*)?号/, 'number'],
  [
    /组配分类|主题分类|体裁分类|题材分类|信息分类|信息类别|公文种类|文\s*种|公开形式|公开时限|公开程序|服务对象|统一编号|生效日期|施行日期|关键字|语\s*种|签发人?|公开方式|公开范围|公开类别|时\s*效|有效性|效力状态|浏览(?:次数|量)?|点击(?:数|率|量)?|阅读(?:次数|量)?|字\s*[体号](?:显示|大小)?|打\s*印|关\s*闭|分享(?:到)?|作者|(?:责任)?编辑|关键词|内容概述|废止日期|信息名称|名\s*称|标\s*题|主题词|访问量|收藏|下载|审核/,
    null,
  ],
];
type Label = 'index' | 'issuer' | 'source' | 'published' | 'number';
const ANY_LABEL = new RegExp(
  `(?:^|[\\s|\\]】[【(])(${LABELS.map(([label]) => label.source).join('|')})\\s*(?=[:\\s\\]】]|$)[\\]】]?\\s*:?`,
  'g',
);
const ORGAN =
  /^[\p{Script=Han}()、 ·]{2,40}(?:政府|委员会|委|局|办公室|办|厅|院|队|中心|街道办事处|办事处|领导小组|处|公司|部|署|司|站|所|镇|乡|街道)$/u;
const DATE_LINE =
  /^\(?\s*(?:20\d\d|19\d\d|二[〇○零O0][〇○零一二三四五六七八九O0]{2})\s*[年./-]\s*[\d一二三四五六七八九十]{1,3}\s*[月./-]\s*[\d一二三四五六七八九十]{1,3}\s*日?\s*\)?$/;

export const isDateLine = (text: string): boolean => DATE_LINE.test(text);
export const isOrgan = (text: string): boolean => ORGAN.test(text) && !/[,。;:]/.test(text);

/** The red head of a document: 中共某某区委员会文件, 某某市人民政府办公室文件. */
export const redHead = (text: string): string => {
  const organ = /^(.{4,40}?)文件$/.exec(text.replace(/\s/g, ''))?.[1] ?? '';
  return isOrgan(organ) ? organ : '';
};

/** A document number on a line of its own, or beside who signed it. */
export const isNumberLine = (text: string): boolean =>
  /^[\p{Script=Han}]{1,16}\s*[〔[﹝【(]\s*\d{4}\s*[〕\]﹞】)]\s*第?\d{1,4}\s*号(?:\s+签发人?\s*[:：].*)?$/u.test(text);

/** A line of navigation: 首页 > 政务公开 > 年度报告. */
export const isCrumb = (text: string): boolean =>
  /当前(?:的)?位置|首页|返回/.test(text) || /.[>›»].+[>›»]/.test(text) || text === '>';

/** A line of metadata or of a page's tools. */
export function isMeta(text: string): boolean {
  const labels = [...text.matchAll(ANY_LABEL)];
  return labels.length > 0 && (labels[0]!.index < 2 || labels.length > 1 || /^\d{4}-/.test(text));
}

/** A paragraph, a salutation (各镇人民政府:), a lead-in (总结如下:) or a first heading: what no head holds. */
function isProse(text: string): boolean {
  if (text.length >= BODY_LENGTH && /[,。;]/.test(text)) return true;
  return /[。;]$|如下:$|^各.{2,60}:$|^[一1][、.]/.test(text);
}

/** Cuts a page into lines and finds where its head ends: at the first line that is a paragraph of prose or a salutation. */
export function linesOf(norm: string, page: Page): Lines {
  const all: Line[] = [];
  let next = 0;
  for (let start = 0; start <= norm.length; ) {
    const stop = norm.indexOf('\n', start);
    const end = stop < 0 ? norm.length : stop;
    const text = norm.slice(start, end).trim();
    if (text !== '') {
      while (next < page.furniture.length && page.furniture[next]!.end <= start) next++;
      const span = page.furniture[next];
      all.push({ start, end, text, furniture: span !== undefined && span.start <= start && span.end >= end - 1 });
    }
    start = end + 1;
  }
  const body = all.findIndex(
    (line) => !line.furniture && !isCrumb(line.text) && !isMeta(line.text) && isProse(line.text),
  );
  return { head: all.slice(0, Math.min(body < 0 ? all.length : body, HEAD_LINES)), all };
}

/** The facts that metadata lines give by their labels, the first of each kind. */
export function labelled(lines: readonly Line[]): Partial<Record<Label, string>> {
  const facts: Partial<Record<Label, string>> = {};
  for (const [i, { text }] of lines.entries()) {
    if (!isMeta(text)) continue;
    const found = [...text.matchAll(ANY_LABEL)];
    for (const [k, match] of found.entries()) {
      const label = LABELS.find(([pattern]) => new RegExp(`^(?:${pattern.source})$`).test(match[1]!))?.[1];
      if (label === null || label === undefined) continue;
      let value = text.slice(match.index + match[0].length, found[k + 1]?.index ?? text.length);
      if (value.trim() === '' && k === found.length - 1) {
        const below = lines[i + 1]?.text ?? '';
        value = isMeta(below) || below.length > 40 ? '' : below;
      }
      value = value.replace(/^[\s:|]+|[\s|【[(]+$/g, '');
      if (value !== '') facts[label] ??= value;
    }
  }
  return facts;
}

export interface Signature {
  readonly issuer: string;
  /** As printed. */
  readonly date: string;
}

/** The authority and date under a text, or under the notice before the plan it sends out. */
export function signature(lines: readonly Line[]): Signature {
  const own = lines.filter((l) => !l.furniture && !isMeta(l.text));
  const tail = own.length - 12;
  let mid: Signature | null = null;
  for (let i = own.length - 1; i >= 1; i--) {
    if (!isDateLine(own[i]!.text)) continue;
    const names: string[] = [];
    for (let k = i - 1; k >= 0 && k > i - 4 && isOrgan(own[k]!.text); k--)
      names.unshift(own[k]!.text.replace(/\s/g, ''));
    const issuer = names.join('、');
    const found = { issuer, date: own[i]!.text };
    if (i >= tail) return found;
    if (issuer !== '' && mid === null) mid = found;
  }
  if (mid !== null) return mid;
  const end = own.at(-1)?.text ?? '';
  return { issuer: own.length > 2 && isOrgan(end) ? end.replace(/\s/g, '') : '', date: '' };
}

/** To whom a text is addressed: 泾阳县人民政府: */
export const addressee = (lines: readonly Line[]): string =>
  lines.map(({ text }) => /^([\p{Script=Han}、]{2,30}):$/u.exec(text)?.[1] ?? '').find((name) => name !== '') ?? '';

/** A document number on a line of its own: 盐开委法办〔2021〕2号. */
export function numberLine(lines: readonly Line[]): string {
  return lines.find(({ text }) => isNumberLine(text))?.text ?? '';
}
