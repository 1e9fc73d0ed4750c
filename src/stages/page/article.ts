import { type DomNode, idAndClass, walk } from './dom.js';
import type { FurnitureRules } from './rules.js';
import { isFurniture, type Survey } from './survey.js';
import { gridOf } from './table.js';

/** The element that holds the document. */
export interface Article {
  readonly root: DomNode;
  /** A content system's own element for documents, not one found by weighing. */
  readonly known: boolean;
  /** How much prose it holds, the title and what is left out aside. */
  readonly prose: number;
}

/** Share of the page's prose that a known element must hold to be believed. */
const BELIEVED = 0.5;
/** Nearly equal: less than a sentence's worth of prose apart. */
const NEARLY = 30;
/** Characters that may stand outside an unknown element: a date, a signature may be all there is to lose. */
const FEW = 6;

/** Prose, and characters outside links, of what is kept of an element. */
interface Kept {
  prose: number;
  plain: number;
}

const NOTHING: Kept = { prose: 0, plain: 0 };

/**
 * Finds the element that holds the document: one with a name known from content systems, when most of the page's prose
 * is in it, else the innermost element outside which hardly anything but furniture stands. In doubt it is the greater one.
 * @param titles elements that say nothing but the title, which weigh nothing here
 */
export function findArticle(
  body: DomNode,
  titles: ReadonlySet<DomNode>,
  holds: Survey,
  rules: FurnitureRules,
): Article {
  const kept = keptOf(body, titles, holds, rules);
  const of = (node: DomNode) => kept.get(node) ?? NOTHING;
  const known = knownElement(body, (node) => of(node).prose, rules);
  if (known && of(known).prose >= BELIEVED * of(body).prose) return { root: known, known: true, prose: of(known).prose };
  let root = body;
  for (;;) {
    const inner = root.children?.reduce<DomNode | null>(
      (best, child) => (of(child).plain > (best ? of(best).plain : 0) ? child : best),
      null,
    );
    if (!inner || !isContainer(inner, holds) || of(root).plain - of(inner).plain > FEW) break;
    root = inner;
  }
  return { root, known: false, prose: of(root).prose };
}

/** Whether an element only frames others: a table of data, a paragraph and a heading are not entered. */
function isContainer(node: DomNode, holds: Survey): boolean {
  if (node.name === 'table') return gridOf(node, holds) === null;
  return /^(?:div|td|tr|tbody|section|article|main|center|form|font|body|html)$/.test(node.name ?? '');
}

/** What each element holds without what is left out of it. */
function keptOf(
  body: DomNode,
  titles: ReadonlySet<DomNode>,
  holds: Survey,
  rules: FurnitureRules,
): Map<DomNode, Kept> {
  const whole = (node: DomNode): Kept => {
    const own = holds.get(node);
    return own ? { prose: own.prose, plain: own.chars - own.linkChars } : NOTHING;
  };
  const total = whole(body).prose;
  const kept = new Map<DomNode, Kept>();
  const subtract = (node: DomNode, lost: Kept) => {
    const own = kept.get(node);
    if (own) kept.set(node, { prose: own.prose - lost.prose, plain: own.plain - lost.plain });
  };
  walk(
    body,
    (node) => {
      if (!node.children) return false;
      if (node !== body && (titles.has(node) || isFurniture(node, holds, total, rules, false))) {
        subtract(node.parent!, whole(node));
        return false;
      }
      kept.set(node, whole(node));
      return true;
    },
    (node) => {
      const own = kept.get(node);
      if (own === undefined || node === body) return;
      // What was dropped below is dropped from all above, too.
      const all = whole(node);
      subtract(node.parent!, { prose: all.prose - own.prose, plain: all.plain - own.plain });
    },
  );
  return kept;
}

/** Of the known elements the one with the most prose; of nearly equal ones the innermost. */
function knownElement(body: DomNode, weight: (node: DomNode) => number, rules: FurnitureRules): DomNode | null {
  let best: DomNode | null = null;
  let inBest = false;
  walk(
    body,
    (node) => {
      if (!node.children || node.name === 'body') return true;
      const names = idAndClass(node).toLowerCase().split(/\s+/);
      if (!names.some((name) => rules.containers.has(name))) return true;
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
  return best;
}
