import { type DomNode, isBlock, walk } from './dom.js';
import type { FurnitureRules } from './rules.js';
import type { Survey } from './survey.js';

/** Where the running text of a page stands. */
export interface Core {
  /** The element that holds most paragraphs, those near the title first. */
  readonly element: DomNode;
  /** The innermost element that holds the title as well; null when the page shows none above the text. */
  readonly frame: DomNode | null;
  /** Elements that hold the text or its title, and these themselves: they are never furniture. */
  readonly holders: ReadonlySet<DomNode>;
  /** Whether a node comes after all that the element holds. */
  readonly isBefore: (node: DomNode) => boolean;
}

/** Less running text than this is no paragraph. */
const PARAGRAPH = 25;
/** What a paragraph counts for the parent of the element around it, for that element's parent, and for itself where its lines are broken. */
const SHARES = [1, 0.5] as const;
const SINGLE = 0.5;
/** An element near the title is taken with this share of what the best one has. */
const NEAR_TITLE = 0.3;

/**
 * Finds the element that holds the paragraphs of the document: each gives what it weighs to the elements around it.
 * @param titles elements that say nothing but the title
 * @returns null when the page has no running text
 */
export function findCore(
  body: DomNode,
  titles: ReadonlySet<DomNode>,
  holds: Survey,
  rules: FurnitureRules,
): Core | null {
  const order = orderOf(body);
  const scores = scoresOf(body, rules);
  const at = (node: DomNode): number => order.get(node)?.start ?? 0;
  let firstTitle = Number.POSITIVE_INFINITY;
  for (const title of titles) if (order.has(title)) firstTitle = Math.min(firstTitle, at(title));
  const dense = (node: DomNode, score: number): number => {
    const own = holds.get(node)!;
    return score * (1 - own.linkChars / Math.max(1, own.chars));
  };
  const candidates = [...scores]
    .map(([node, score]) => ({ node, score: dense(node, score), at: at(node) }))
    .filter(({ node, score }) => order.has(node) && score > 0)
    .sort((a, b) => a.at - b.at);
  const best = most(candidates);
  if (!best) return null;
  const near = candidates.find((one) => one.at > firstTitle && one.score >= best.score * NEAR_TITLE);
  const element = near ? most(candidates.filter(({ node }) => isAround(node, near.node, order)))!.node : best.node;
  const end = order.get(element)!.end;
  const above = [...titles].filter((title) => order.has(title) && at(title) < end);
  const title = above.sort((a, b) => at(b) - at(a))[0] ?? null;
  const holders = new Set([...upFrom(element), ...(title ? upFrom(title) : [])]);
  const around = title ? new Set(upFrom(title)) : null;
  const frame = around ? (upFrom(element).find((node) => around.has(node)) ?? null) : null;
  return { element, frame, holders, isBefore: (node) => at(node) > end };
}

interface Place {
  readonly start: number;
  end: number;
}

/** Each node's place in the order of the page, and the last place within it. */
function orderOf(body: DomNode): ReadonlyMap<DomNode, Place> {
  const order = new Map<DomNode, Place>();
  let count = 0;
  walk(
    body,
    (node) => {
      order.set(node, { start: ++count, end: count });
      return node.children !== undefined;
    },
    (node) => {
      order.get(node)!.end = count;
    },
  );
  return order;
}

/** One holds the other, whichever. */
function isAround(node: DomNode, other: DomNode, order: ReadonlyMap<DomNode, Place>): boolean {
  const [a, b] = [order.get(node)!, order.get(other)!];
  return (a.start <= b.start && a.end >= b.end) || (b.start <= a.start && b.end >= a.end);
}

/** The one with the highest score, of equal ones the innermost. */
function most<T extends { readonly score: number }>(candidates: readonly T[]): T | null {
  let best: T | null = null;
  for (const one of candidates) if (one.score >= (best?.score ?? 0)) best = one;
  return best;
}

function upFrom(node: DomNode): DomNode[] {
  const up: DomNode[] = [];
  for (let at: DomNode | null = node; at; at = at.parent) up.push(at);
  return up;
}

/** What the paragraphs in and below each element count for it. */
function scoresOf(body: DomNode, rules: FurnitureRules): ReadonlyMap<DomNode, number> {
  const paragraphs = new Map<DomNode, { weight: number; lines: number }>();
  let links = 0;
  walk(
    body,
    (node) => {
      if (node.name === 'a') links++;
      if (node.type === 'text' && links === 0) {
        const weight = weightOf(node.data!);
        if (weight > 0) {
          const own = paragraphs.get(blockOf(node)) ?? { weight: 0, lines: 0 };
          paragraphs.set(blockOf(node), { weight: own.weight + weight, lines: own.lines + 1 });
        }
      }
      return node.children !== undefined && !rules.dropElements.has(node.name ?? '');
    },
    (node) => {
      if (node.name === 'a') links--;
    },
  );
  const scores = new Map<DomNode, number>();
  const add = (node: DomNode | null, score: number) => {
    if (node) scores.set(node, (scores.get(node) ?? 0) + score);
  };
  for (const [block, { weight, lines }] of paragraphs) {
    if (weight < PARAGRAPH) continue;
    add(block, lines > 1 ? weight : weight * SINGLE);
    add(block.parent, weight * SHARES[0]);
    add(block.parent?.parent ?? null, weight * SHARES[1]);
  }
  return scores;
}

/** Characters of a piece of running text; none where it is short and has no mark. */
function weightOf(data: string): number {
  const text = data.replace(/\s+/g, '');
  const marks = text.replace(/[^,，。；、！？：“”]/g, '').length;
  return marks === 0 && text.length < PARAGRAPH ? 0 : text.length + marks;
}

function blockOf(text: DomNode): DomNode {
  let node = text.parent!;
  while (node.parent && !isBlock(node)) node = node.parent;
  return node;
}
