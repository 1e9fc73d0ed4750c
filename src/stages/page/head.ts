import type { PageFacts } from '../../types.js';
import { type DomNode, nameOf, textOf, walk } from './dom.js';
import type { FactName, FurnitureRules } from './rules.js';
import type { Survey } from './survey.js';

/** What `<head>` says, and where the title stands in the page. */
export interface Head {
  readonly facts: PageFacts;
  /** Facts that elements show which are named after them. */
  readonly shown: PageFacts;
  readonly title: string;
  /** The element that shows the title; null when it only stands in the head. */
  readonly titleElement: DomNode | null;
  /** All elements that say nothing but the title. */
  readonly titleElements: ReadonlySet<DomNode>;
}

const TITLE_LIMIT = 150;
/** A title of fewer characters is a label: 首页, 正文. */
const TITLE_LEAST = 4;

/** Reads title and facts of a page from its `<meta>`, `<title>` and headings. */
export function readHead(root: DomNode, holds: Survey, rules: FurnitureRules): Head {
  const metas = new Map<string, string>();
  const named: PageFacts = {};
  let titleTag = '';
  const shown: { readonly node: DomNode; readonly text: string; readonly heading: boolean }[] = [];
  walk(root, (node) => {
    if (node.name === 'meta') addMeta(metas, node);
    else addShown(named, node, holds, rules);
    if (node.name === 'title' && !titleTag) titleTag = textOf(node);
    if (isShort(node, holds) && node.name !== 'title' && !rules.dropElements.has(node.name ?? '')) {
      const heading = isHeading(node);
      if (heading || !node.children!.some((child) => holds.get(child)?.chars === holds.get(node)?.chars)) {
        shown.push({ node, text: squeeze(textOf(node)), heading });
      }
    }
    return true;
  });
  const facts: PageFacts = {};
  for (const [fact, names] of rules.meta) {
    const value = names.map((name) => metas.get(name)).find((content) => content);
    if (value) facts[fact as FactName] = value.replace(/^[^:：\d]{1,6}[:：]\s*/, '');
  }
  const stated = facts.title ?? titleOfSite(titleTag, rules);
  const titleElement = findTitle(shown, stated, squeeze(titleTag));
  const title = titleElement ? withoutDate(collapse(textOf(titleElement))) : stated;
  if (title) facts.title = title;
  const wanted = new Set([squeeze(stated), squeeze(title)]);
  const titleElements = new Set(shown.filter(({ text }) => wanted.has(text)).map(({ node }) => node));
  return { facts, shown: named, title, titleElement, titleElements };
}

function isShort(node: DomNode, holds: Survey): boolean {
  const chars = holds.get(node)?.chars ?? 0;
  return chars >= TITLE_LEAST && chars <= TITLE_LIMIT;
}

function isHeading(node: DomNode): boolean {
  return /^h[1-3]$/.test(node.name ?? '') || /(?:^|[ -])(?:title|biaoti|bt|tit)(?=$|[ -]|\d)/.test(nameOf(node));
}

function addMeta(metas: Map<string, string>, node: DomNode): void {
  const name = (node.attribs?.name ?? node.attribs?.property ?? '').toLowerCase();
  const content = collapse(node.attribs?.content ?? '');
  if (name && content && !metas.has(name)) metas.set(name, content);
}

function addShown(facts: PageFacts, node: DomNode, holds: Survey, rules: FurnitureRules): void {
  const chars = holds.get(node)?.chars ?? 0;
  if (chars === 0 || chars > 40) return;
  const names = node.name === 'time' ? 'time' : nameOf(node);
  if (!names) return;
  for (const { fact, names: wanted, value } of rules.shown) {
    if (facts[fact] !== undefined || !wanted.test(names)) continue;
    const text = collapse(textOf(node)).replace(/^[^:：\d]{1,6}[:：]\s*/, '');
    if (text && value.test(text)) facts[fact] = text;
  }
}

/** A title with its date after it: 工作总结(2019年12月20日). */
function withoutDate(title: string): string {
  return title.replace(/\s{0,3}[(（]\d{4}[-年]\d{1,2}[-月]\d{1,2}日?[)）]$/, '');
}

/** The document's part of `<title>`: without the site's and the column's names. */
function titleOfSite(titleTag: string, rules: FurnitureRules): string {
  const parts = titleTag
    .split(/\s+[-–—_|]{1,3}\s+|[-–—]{2,3}|[_|]|(?<![\d０-９])[-–—](?![\d０-９])/)
    .map(collapse)
    .filter((part) => part.length >= TITLE_LEAST);
  return parts.find((part) => !rules.siteTitles.test(part)) ?? '';
}

/**
 * The element that shows the title: the innermost that says just what the head states; else the longest heading which
 * the head's title holds; else, where the head states none, the first heading.
 */
function findTitle(
  shown: readonly { readonly node: DomNode; readonly text: string; readonly heading: boolean }[],
  stated: string,
  titleTag: string,
): DomNode | null {
  const wanted = squeeze(stated);
  const same = shown.filter(({ text }) => text === wanted);
  const first = same.find(({ heading }) => heading) ?? same[0];
  if (first) return first.node;
  const headings = shown.filter(({ heading, node }) => heading && !isLink(node));
  let best: (typeof shown)[number] | null = null;
  for (const one of headings) {
    if (one.text.length < TITLE_LEAST * 2) continue;
    if (
      (titleTag.includes(one.text) || one.text.includes(wanted || '\0')) &&
      one.text.length > (best?.text.length ?? 0)
    ) {
      best = one;
    }
  }
  if (best) return best.node;
  return wanted ? null : (headings.find(({ node }) => node.name === 'h1')?.node ?? null);
}

/** A heading that is one link is the site's logo or a teaser. */
function isLink(node: DomNode): boolean {
  const children = (node.children ?? []).filter((child) => child.type !== 'text' || child.data!.trim() !== '');
  return children.length === 1 && children[0]!.name === 'a';
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Without blanks, so that titles printed over two lines or spaced out compare equal. */
export function squeeze(text: string): string {
  return text.replace(/[\s\u200b]+/g, '');
}
