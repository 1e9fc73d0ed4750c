import type { Surroundings } from './beside.js';
import { type DomNode, isBlock, nameOf, textOf, walk } from './dom.js';
import { SENTENCE, type Survey } from './survey.js';

/** A heading of what stands beside the document is no longer than this, with what stands in its line. */
const HEADING = 40;
/** What a heading's own block may hold more than the heading: 更多, 换一换. */
const LITTLE = 20;
/** A heading opens no more blocks than this. */
const MOST_OPENED = 500;
/** Share of the document's element from which a block after a heading is taken for a part of the document. */
const PART = 0.3;
/** What readers say may stand in the document's own element, when no more than this share of its text comes after the heading. */
const TAIL = 0.4;
/** A bar of buttons has so many, none longer than this. */
const BUTTONS = 3;
const BUTTON = 10;
/** What may stand between links: marks, dates, counts. */
const NO_WORD = /^[\s\d()（）［］[\]【】·•.|:：/年月日-]*$/;

/** Adds what headings such as 相关阅读 and 网友评论 open, elements named after readers' comments, and the buttons of headings. */
export function openedByHeadings(around: Surroundings, beside: Set<DomNode>): void {
  const { body, core, titles, holds, rules } = around;
  walk(body, (node) => {
    if (beside.has(node) || titles.has(node) || rules.dropElements.has(node.name ?? '') || around.isData(node))
      return false;
    if (core.holders.has(node)) return true;
    if (rules.beside.names.test(nameOf(node)) && charsOf(node, holds) > 0 && !around.answers) {
      beside.add(node);
      return false;
    }
    const text = shortText(node, holds);
    if (text === '') return true;
    if (rules.beside.buttons.test(text) && (node.name === 'a' || /^(?:h[1-6]|dt)$/.test(node.parent?.name ?? ''))) {
      beside.add(node);
      return false;
    }
    const replies = rules.beside.comments.test(text);
    if (!replies && !rules.beside.headings.test(text)) return true;
    for (const one of openedBy(node, replies, around)) beside.add(one);
    return false;
  });
}

/** Text of a short element or text node, without blanks, its full-width forms half-width; empty when it is longer. */
function shortText(node: DomNode, holds: Survey): string {
  const chars = charsOf(node, holds);
  if (chars === 0 || chars > HEADING) return '';
  return textOf(node)
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u200b]+/g, '');
}

/** The greatest element that a heading begins, or, where nothing else is in it, the heading and what follows it. */
function openedBy(heading: DomNode, replies: boolean, { body, core, holds, answers }: Surroundings): DomNode[] {
  const climb = (from: DomNode, may: (parent: DomNode) => boolean): DomNode => {
    let top = from;
    for (;;) {
      const up = top.parent;
      if (!up || up === body || core.holders.has(up) || !may(up) || !isFirst(top, holds)) return top;
      top = up;
    }
  };
  const inLine = climb(heading, (parent) => !isBlock(parent));
  if (beginsSentence(inLine)) return [];
  const top = climb(inLine, () => true);
  const own = holds.get(top);
  if (own && own.files > 0) return [];
  const links = own?.links ?? 0;
  const bare = charsOf(top, holds) <= charsOf(heading, holds) + LITTLE && links === (holds.get(heading)?.links ?? 0);
  // Without a link a box within the text is a part of it.
  const apart = links > 0 || replies || core.placeOf(top) !== 'within';
  const opens = own !== undefined && !bare && apart && (own.prose > SENTENCE || links > 2);
  if (isButton(inLine, holds)) return opens && top !== inLine.parent ? [top] : [];
  if (opens) return [top];
  const after = core.placeOf(top) === 'below' || (replies && core.shareAfter(top) <= TAIL);
  const follows: Follows = { replies: replies && !answers, after, most: PART * (holds.get(core.element)?.prose ?? 0) };
  const found = [top];
  for (let next = top.next; next && found.length < MOST_OPENED; next = next.next) {
    if (core.holders.has(next) || !isOpened(next, follows, holds)) break;
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

/** One of several short pieces in a line: 评论 12 分享 收藏. */
function isButton(piece: DomNode, holds: Survey): boolean {
  if (isBlock(piece)) return false;
  const pieces = (piece.parent?.children ?? []).filter((child) => child.children && charsOf(child, holds) > 0);
  return pieces.length >= BUTTONS && pieces.every((child) => !isBlock(child) && charsOf(child, holds) <= BUTTON);
}

interface Follows {
  /** What readers say follows. */
  readonly replies: boolean;
  /** The document's text is over. */
  readonly after: boolean;
  /** So much prose may be no part of the document. */
  readonly most: number;
}

/** Whether what follows a heading is opened by it: a list, and after the document's text also what else is no part of the document. */
function isOpened(node: DomNode, { replies, after, most }: Follows, holds: Survey): boolean {
  const own = holds.get(node);
  if (node.type === 'text') return after ? replies || !node.data!.includes('。') : NO_WORD.test(node.data!);
  if (!own || own.chars === 0 || own.linkChars * 2 >= own.chars) return true;
  if (own.links > 2 && (after || own.stops === 0)) return true;
  return after && (replies || own.stops === 0 || own.prose < most);
}

const charsOf = (node: DomNode, holds: Survey): number =>
  node.type === 'text' ? node.data!.trim().length : (holds.get(node)?.chars ?? 0);

/** Whether nothing stands before an element within its parent, a bullet aside. */
function isFirst(node: DomNode, holds: Survey): boolean {
  for (let before = node.prev; before; before = before.prev) if (charsOf(before, holds) > 2) return false;
  return true;
}
