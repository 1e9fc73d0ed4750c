import { type DomNode, isBlock, kindOf, textOf, walk } from './dom.js';
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
  /** Elements that hold paragraphs nearly as heavy as the heaviest in the frame: they may be parts of the document. */
  readonly rivals: ReadonlySet<DomNode>;
  /** Where a node stands: around also what is the element itself. */
  readonly placeOf: (node: DomNode) => 'above' | 'around' | 'within' | 'below';
  /** Which share of the element's text comes after a node. */
  readonly shareAfter: (node: DomNode) => number;
}

/** Less running text than this is no paragraph. */
const PARAGRAPH = 25;
/** What a paragraph counts for itself, for the element around it and for the one around that. */
const SHARES = [0.5, 1, 0.5] as const;
/** With this share of what the best element has, one near the title is taken, and another is nearly as heavy. */
const HEAVY = 0.3;

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
  const shown = [...titles].filter((title) => order.has(title));
  const candidates = candidatesOf(body, order, holds, rules);
  const best = most(candidates);
  if (!best) return null;
  const firstTitle = shown.reduce((first, title) => Math.min(first, order.get(title)!.start), Number.POSITIVE_INFINITY);
  const near = candidates.find((one) => one.start > firstTitle && one.score >= best.score * HEAVY);
  const single = near ? most(candidates.filter((one) => isAround(one, near)))! : best;
  const element = seriesOf(single.node, holdersOf(heavy(candidates, single.score)), body);
  const { start, end } = order.get(element)!;
  const title = titleOf(shown, order, element) ?? headlineOf(body, order, holds, firstText(element, order));
  const around = holdersOf(title ? [title] : []);
  const frame = [...holdersOf([element])].find((node) => around.has(node)) ?? null;
  const { start: from, end: to } = order.get(frame ?? element)!;
  const heaviest = most(candidates.filter((one) => one.start >= from && one.end <= to)) ?? single;
  const rivals = holdersOf(heavy(candidates, Math.max(single.score, heaviest.score)));
  const holders = holdersOf([element, ...(title ? [title] : [])]);
  const placeOf: Core['placeOf'] = (node) => {
    const place = order.get(node);
    if (!place) return 'around';
    if (place.end < start) return 'above';
    if (place.start > end) return 'below';
    return place.start > start ? 'within' : 'around';
  };
  const shareAfter = (node: DomNode): number => {
    let [after, all] = [0, 1];
    for (const [text, place] of order) {
      if (text.type !== 'text' || placeOf(text) !== 'within') continue;
      all += text.data!.length;
      if (place.start > order.get(node)!.start) after += text.data!.length;
    }
    return after / all;
  };
  return { element, frame, holders, rivals, placeOf, shareAfter };
}

/** Elements nearly as heavy as a score. */
const heavy = (candidates: readonly Candidate[], score: number): DomNode[] =>
  candidates.filter((one) => one.score >= score * HEAVY).map(({ node }) => node);

/** The title nearest to the text, before it or in it; a link may name the document anywhere. */
function titleOf(
  titles: readonly DomNode[],
  order: ReadonlyMap<DomNode, Place>,
  element: DomNode,
): DomNode | undefined {
  const { start, end } = order.get(element)!;
  const headings = titles.filter((one) => one.name !== 'a' && order.get(one)!.start < end);
  return headings.at(-1) ?? titles.filter((one) => order.get(one)!.start < start).at(-1);
}

/** Where the first paragraph of an element begins. */
function firstText(element: DomNode, order: ReadonlyMap<DomNode, Place>): number {
  let first = order.get(element)!.end;
  walk(element, (node) => {
    if (node.type === 'text' && weightOf(node.data!) >= PARAGRAPH) first = Math.min(first, order.get(node)!.start);
    return true;
  });
  return first;
}

/** A headline that no title states is a heading or centred. */
const HEADLINE = /^(?:h[1-6]|center)$/;
const CENTRED = /text-align\s{0,3}:\s{0,3}center/i;
const SHORTEST_HEADLINE = 8;
const LONGEST_HEADLINE = 60;

/** The last headline before a place that is no link and has no date. */
function headlineOf(
  body: DomNode,
  order: ReadonlyMap<DomNode, Place>,
  holds: Survey,
  before: number,
): DomNode | undefined {
  let last: DomNode | undefined;
  walk(body, (node) => {
    if (order.get(node)!.start >= before || !node.children) return false;
    const { chars = 0, links = 0, stops = 0 } = holds.get(node) ?? {};
    if (chars < SHORTEST_HEADLINE) return false;
    const set =
      HEADLINE.test(node.name!) || node.attribs?.align === 'center' || CENTRED.test(node.attribs?.style ?? '');
    if (!set || chars > LONGEST_HEADLINE || links + stops > 0 || /\d[:：]\d/.test(textOf(node))) return true;
    last = node;
    return false;
  });
  return last;
}

/** An element that paragraphs count for. */
interface Candidate {
  readonly node: DomNode;
  readonly score: number;
  readonly start: number;
  readonly end: number;
}

/** In the order of the page. */
function candidatesOf(
  body: DomNode,
  order: ReadonlyMap<DomNode, Place>,
  holds: Survey,
  rules: FurnitureRules,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (const [node, score] of scoresOf(body, rules)) {
    const { linkChars, chars } = holds.get(node)!;
    const dense = score * (1 - linkChars / Math.max(1, chars));
    const place = order.get(node);
    if (place && dense > 0) candidates.push({ node, score: dense, start: place.start, end: place.end });
  }
  return candidates.sort((a, b) => a.start - b.start);
}

/** So many elements set alike, one of them the best, make a series: the parts of one document. */
const LEAST_PARTS = 3;

/** The element, or the one that holds it as one of several set alike, each with text: the captions of pictures, the posts of a thread. */
function seriesOf(element: DomNode, rivals: ReadonlySet<DomNode>, body: DomNode): DomNode {
  for (let part = element; part !== body && part.parent; part = part.parent) {
    const kind = kindOf(part);
    const like = part.parent.children!.filter((child) => rivals.has(child) && kindOf(child) === kind);
    if (kind !== '' && like.length >= LEAST_PARTS) return part.parent;
  }
  return element;
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
function isAround(a: Candidate, b: Candidate): boolean {
  return (a.start <= b.start && a.end >= b.end) || (b.start <= a.start && b.end >= a.end);
}

/** The one with the highest score, of equal ones the innermost. */
function most(candidates: readonly Candidate[]): Candidate | null {
  let best: Candidate | null = null;
  for (const one of candidates) if (one.score >= (best?.score ?? 0)) best = one;
  return best;
}

/** Nodes and all that hold them. */
export function holdersOf(nodes: Iterable<DomNode>): Set<DomNode> {
  const holders = new Set<DomNode>();
  for (const node of nodes) for (let at: DomNode | null = node; at && !holders.has(at); at = at.parent) holders.add(at);
  return holders;
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
  for (const [block, { weight, lines }] of paragraphs) {
    if (weight < PARAGRAPH) continue;
    // Broken lines in a block are its paragraphs.
    const inner = lines > 1 && block.name !== 'p';
    const shares = inner ? SHARES.slice(1) : SHARES;
    let node: DomNode | null = block;
    for (const share of shares) {
      if (node) scores.set(node, (scores.get(node) ?? 0) + weight * share);
      node = node?.parent ? blockOf(node) : null;
    }
  }
  return scores;
}

/** Characters of a piece of running text; none where it is short and has no mark. */
function weightOf(data: string): number {
  const text = data.replace(/\s+/g, '');
  const marks = text.replace(/[^,，。；、！？：“”]/g, '').length;
  return marks === 0 && text.length < PARAGRAPH ? 0 : text.length + marks;
}

/** The block around a node; beyond the last one the body. */
function blockOf(inner: DomNode): DomNode {
  let node = inner.parent!;
  while (node.parent && node.name !== 'body' && !isBlock(node)) node = node.parent;
  return node;
}
