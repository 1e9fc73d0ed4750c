import { type DomNode, idAndClass, walk } from './dom.js';
import { type Kept, keptOf } from './kept.js';
import type { FurnitureRules } from './rules.js';
import { beginsWithText, isFurniture, SENTENCE, type Survey } from './survey.js';
import { gridOf } from './table.js';

/** The elements that hold the document. */
export interface Article {
  /** In the order of the page, none within another. */
  readonly roots: readonly DomNode[];
  /** A content system's own elements for documents, not one found by weighing. */
  readonly known: boolean;
  /** How much prose it holds, the title and what is left out aside. */
  readonly prose: number;
}

/** Elements in which a paragraph may stand in the open. */
const LOOSE = /^(?:p|h[1-6]|span|font|strong|b|ol|table)$/;
/** Share of the page's prose that a known element must hold to be believed. */
const BELIEVED = 0.5;
/** Nearly equal: less than a sentence's worth of prose apart. */
const NEARLY = 30;
/** Characters that may stand outside an unknown element: a date, a signature may be all there is to lose. */
const FEW = 6;

const NOTHING: Kept = { prose: 0, stops: 0, closings: 0, chars: 0, plain: 0 };

/**
 * Finds the element that holds the document: one with a name known from content systems, when most of the page's prose
 * is in it, else the innermost element outside which hardly anything but furniture stands. In doubt it is the greater one.
 * @param titles elements that say nothing but the title, which weigh nothing here
 * @param leaveOut tells the elements that are known to stand beside the document
 */
export function findArticle(
  body: DomNode,
  titles: ReadonlySet<DomNode>,
  holds: Survey,
  rules: FurnitureRules,
  leaveOut: (node: DomNode) => boolean,
): Article {
  const kept = keptOf(body, titles, holds, leaveOut);
  const of = (node: DomNode) => kept.get(node) ?? NOTHING;
  const known = knownElements(body, (node) => of(node).prose, rules);
  const prose = known.reduce((sum, node) => sum + of(node).prose, 0);
  if (known.length > 0 && prose >= BELIEVED * of(body).prose) {
    const around = known.length === 1 ? withLoose(known[0]!, body, holds, rules, leaveOut) : known[0]!;
    return around === known[0] ? { roots: known, known: true, prose } : { roots: [around], known: false, prose };
  }
  let root = body;
  for (;;) {
    const inner = root.children?.reduce<DomNode | null>(
      (best, child) => (of(child).plain > (best ? of(best).plain : 0) ? child : best),
      null,
    );
    if (!inner || !isContainer(inner, holds) || of(root).plain - of(inner).plain > FEW) break;
    // In a page whose tags are not closed, each line holds the next one.
    if (inner.prev?.type === 'text' && inner.prev.data!.trim() !== '') break;
    root = inner;
  }
  return { roots: [root], known: false, prose: of(root).prose };
}

/** Whether an element only frames others: a table of data, a paragraph and a heading are not entered. */
function isContainer(node: DomNode, holds: Survey): boolean {
  if (node.name === 'table') return gridOf(node, holds) === null;
  return /^(?:div|td|tr|tbody|section|article|main|center|form|font|body|html)$/.test(node.name ?? '');
}

/**
 * The element, or the ancestor beside which paragraphs stand in the open: where pasted tags close the document's element too
 * early, its other paragraphs fall out of it.
 */
function withLoose(
  known: DomNode,
  body: DomNode,
  holds: Survey,
  rules: FurnitureRules,
  leaveOut: (node: DomNode) => boolean,
): DomNode {
  let root = known;
  for (let inside = known, node = known.parent; node && inside !== body; inside = node, node = node.parent) {
    const loose = node.children!.some((child) => {
      if (child === inside || leaveOut(child) || !(LOOSE.test(child.name ?? '') || beginsWithText(child))) return false;
      const own = holds.get(child);
      if (!own || own.stops === 0 || own.prose <= SENTENCE) return false;
      return !isFurniture(child, holds, Number.POSITIVE_INFINITY, rules, false);
    });
    if (loose) root = node;
  }
  return root;
}

/**
 * Of the known elements the one with the most prose, of nearly equal ones the innermost; and those that stand beside it with
 * running text of their own.
 */
function knownElements(body: DomNode, weight: (node: DomNode) => number, rules: FurnitureRules): DomNode[] {
  const known: DomNode[] = [];
  let best: DomNode | null = null;
  let inBest = false;
  walk(
    body,
    (node) => {
      if (!node.children || node.name === 'body') return true;
      const names = idAndClass(node).toLowerCase().split(/\s+/);
      if (!names.some((name) => rules.containers.has(name))) return true;
      known.push(node);
      const own = weight(node);
      if (best && own <= weight(best) && !(inBest && own >= weight(best) - NEARLY)) return true;
      best = node;
      inBest = true;
      return true;
    },
    (node) => {
      if (node === best) inBest = false;
    },
  );
  if (best === null) return [];
  const roots: DomNode[] = [];
  for (const node of known) {
    // In the order of the page only the last one taken can hold this one.
    const last = roots.at(-1);
    const apart = node !== best && !isWithin(node, best) && !isWithin(best, node) && !(last && isWithin(node, last));
    if (node === best || (apart && weight(node) > SENTENCE)) roots.push(node);
  }
  return roots;
}

function isWithin(node: DomNode, ancestor: DomNode): boolean {
  for (let at = node.parent; at; at = at.parent) if (at === ancestor) return true;
  return false;
}
