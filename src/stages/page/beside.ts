import type { Core } from './core.js';
import { type DomNode, isBlock, nameOf, textOf, walk } from './dom.js';
import { keptOf } from './kept.js';
import type { FurnitureRules } from './rules.js';
import { replyBlocks, teaserLists } from './runs.js';
import { isFurniture, SENTENCE, type Survey } from './survey.js';

/** A heading of what stands beside the document is no longer than this, with what stands in its line. */
const HEADING = 40;
/** What a heading's own block may hold more than the heading: 更多, 换一换. */
const LITTLE = 20;
/** A heading opens no more blocks than this. */
const MOST_OPENED = 500;
/** Share of the document's element from which a block after a heading is taken for a part of the document. */
const PART = 0.3;
/** Share of a part outside the frame of title and text from which the rest of it goes too, sentences and all. */
const NEARLY_ALL = 0.8;
/** Share of an element that is left out, or of its like that are, from which the rest of it goes too. */
const MOSTLY = 0.6;
const LEAST_ALIKE = 3;
/** Lines like these close a document: a signature, a date, an attachment, a note. */
const CLOSING =
  /(?:政府|委员会|办公室|[局厅院部处科室府]|中心|法院|公司|大学|学校|集团)[)）]?$|\d{1,2}月\d{1,2}日|[〇○零一二三四五六七八九十]{4}年|^附[件表录图]|^注/m;

/** What may stand between links: marks, dates, counts. */
const NO_WORD = /^[\s\d()（）［］[\]【】·•.|:：/年月日-]*$/;

/** What is known of a page while its furniture is looked for. */
export interface Surroundings {
  readonly body: DomNode;
  readonly core: Core;
  readonly titles: ReadonlySet<DomNode>;
  readonly holds: Survey;
  readonly rules: FurnitureRules;
}

/**
 * Finds the elements that stand beside the document, by what they say and how they are built, whatever their names and however much text
 * they hold: what a heading such as 相关阅读 or 网友评论 opens, lists of teasers, readers' replies, the boxes of a column whose other boxes are
 * such, and short lines outside the frame of title and text. Nothing that holds the title or most of the text is ever among them.
 */
export function findBeside(around: Surroundings): ReadonlySet<DomNode> {
  const beside = new Set<DomNode>();
  openedByHeadings(around, beside);
  namedAsReplies(around, beside);
  for (const node of teaserLists(around, beside)) beside.add(node);
  for (const node of replyBlocks(around, beside)) beside.add(node);
  addRests(around, beside);
  addOutside(around, beside);
  return beside;
}

/** Text of a short element or text node, without blanks, its full-width forms half-width; empty when it is longer. */
function shortText(node: DomNode, holds: Survey): string {
  const chars = node.type === 'text' ? node.data!.trim().length : (holds.get(node)?.chars ?? 0);
  if (chars === 0 || chars > HEADING) return '';
  return textOf(node)
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u200b]+/g, '');
}

function openedByHeadings({ body, core, titles, holds, rules }: Surroundings, beside: Set<DomNode>): void {
  walk(body, (node) => {
    if (beside.has(node) || titles.has(node) || rules.dropElements.has(node.name ?? '')) return false;
    if (core.holders.has(node)) return true;
    const text = shortText(node, holds);
    const replies = text !== '' && rules.beside.comments.test(text);
    if (!replies && !(text && rules.beside.headings.test(text))) return true;
    for (const one of openedBy(node, replies, body, core, holds)) beside.add(one);
    return false;
  });
}

/** The greatest element that a heading begins, or, where nothing else is in it, the heading and what follows it. */
function openedBy(heading: DomNode, replies: boolean, body: DomNode, core: Core, holds: Survey): DomNode[] {
  const climb = (from: DomNode, may: (parent: DomNode) => boolean): DomNode => {
    let top = from;
    for (
      let up = top.parent;
      up && up !== body && !core.holders.has(up) && may(up) && isFirst(top, holds);
      up = up.parent
    )
      top = up;
    return top;
  };
  const inLine = climb(heading, (parent) => !isBlock(parent));
  if (beginsSentence(inLine)) return [];
  const top = climb(inLine, () => true);
  const found = [top];
  const own = holds.get(top);
  if (own && own.files > 0) return [];
  const bare =
    charsOf(top, holds) <= charsOf(heading, holds) + LITTLE && (own?.links ?? 0) === (holds.get(heading)?.links ?? 0);
  if (own && !bare && (own.prose > SENTENCE || own.links > 2)) return found;
  const after = core.isBefore(top);
  const most = PART * (holds.get(core.element)?.prose ?? 0);
  for (let next = top.next; next && found.length < MOST_OPENED; next = next.next) {
    if (core.holders.has(next) || !isOpened(next, replies, after, most, holds)) break;
    if ((holds.get(next)?.files ?? 0) === 0) found.push(next);
  }
  // Within the text a heading alone may be the document's own.
  return after || !bare || found.some((node) => node !== top && charsOf(node, holds) > 0) ? found : [];
}

/** Whether a sentence goes on after a heading in its line: then it is the sentence's first word. */
function beginsSentence(heading: DomNode): boolean {
  if (isBlock(heading)) return false;
  for (let next = heading.next; next && next.name !== 'br' && !isBlock(next); next = next.next)
    if (next.name !== 'a' && textOf(next).includes('。')) return true;
  return false;
}

/** Whether what follows a heading is opened by it: a list, and after the document's text also what else is no part of the document. */
function isOpened(node: DomNode, replies: boolean, after: boolean, most: number, holds: Survey): boolean {
  const own = holds.get(node);
  if (node.type === 'text') return after ? replies || !node.data!.includes('。') : NO_WORD.test(node.data!);
  if (!own || own.chars === 0 || own.linkChars * 2 >= own.chars || own.links > 2) return true;
  return after && (replies || own.stops === 0 || own.prose < most);
}

const charsOf = (node: DomNode, holds: Survey): number =>
  node.type === 'text' ? node.data!.trim().length : (holds.get(node)?.chars ?? 0);

/** Whether nothing stands before an element within its parent, a bullet aside. */
function isFirst(node: DomNode, holds: Survey): boolean {
  for (let before = node.prev; before; before = before.prev) if (charsOf(before, holds) > 2) return false;
  return true;
}

function namedAsReplies({ body, core, holds, rules }: Surroundings, beside: Set<DomNode>): void {
  walk(body, (node) => {
    if (!node.children || beside.has(node)) return false;
    if (core.holders.has(node)) return node !== core.element;
    if ((holds.get(node)?.chars ?? 0) === 0) return false;
    if (!rules.beside.names.test(nameOf(node))) return true;
    beside.add(node);
    return false;
  });
}

/** Leaves out the rest of elements that are mostly left out, and of columns whose other boxes are. */
function addRests({ body, core, titles, holds, rules }: Surroundings, beside: Set<DomNode>): void {
  const total = holds.get(body)?.prose ?? 0;
  const leaveOut = (node: DomNode) => beside.has(node) || isFurniture(node, holds, total, rules, false);
  const kept = keptOf(body, titles, holds, leaveOut);
  const gone = (node: DomNode): boolean => {
    const [left, own] = [kept.get(node), holds.get(node)];
    if (!left || !own) return true;
    return left.stops === 0 && left.prose < SENTENCE && own.files === 0 && own.chars - left.chars >= MOSTLY * own.chars;
  };
  walk(body, (node) => {
    if (node === core.element || !kept.has(node)) return false;
    if (core.holders.has(node)) return true;
    if (gone(node)) {
      beside.add(node);
      return false;
    }
    const boxes = node.children!.filter((child) => (holds.get(child)?.chars ?? 0) > 0);
    if (boxes.length >= LEAST_ALIKE && boxes.filter(gone).length >= MOSTLY * boxes.length) {
      beside.add(node);
      return false;
    }
    return true;
  });
}

/** Leaves out what stands outside the frame of title and text and neither says a sentence, holds data nor closes the document. */
function addOutside({ body, core, titles, holds, rules }: Surroundings, beside: Set<DomNode>): void {
  if (!core.frame) return;
  const total = holds.get(body)?.prose ?? 0;
  const leaveOut = (node: DomNode) => beside.has(node) || isFurniture(node, holds, total, rules, false);
  const kept = keptOf(body, titles, holds, leaveOut);
  for (let inside = core.frame; inside !== body; inside = inside.parent!) {
    for (const child of inside.parent?.children ?? []) {
      const left = kept.get(child);
      if (child === inside || !left || left.chars === 0) continue;
      const own = holds.get(child)!;
      const rest =
        own.chars - left.chars >= NEARLY_ALL * own.chars && left.prose < PART * holds.get(core.element)!.prose;
      if (own.files > 0 || !(rest || (left.stops === 0 && left.prose < SENTENCE))) continue;
      if (core.isBefore(child) && CLOSING.test(textOf(child).trim())) continue;
      beside.add(child);
    }
  }
}
