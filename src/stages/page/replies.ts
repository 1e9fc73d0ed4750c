import type { Core } from './core.js';
import { type DomNode, isBlock, kindOf, textOf, walk } from './dom.js';
import type { FurnitureRules } from './rules.js';
import { isNothing, type Survey } from './survey.js';

/** So many blocks in a row that end in words of replies are replies. */
const LEAST = 2;
/** Blocks that are no reply of their own, an advertisement, a heading, may stand among replies: one to so many. */
const AMONG = 0.6;
/** A word that a reply ends in stands in a text of its own, no longer than this. */
const WORD = 25;
/** A reply is no longer than this. */
const LONGEST = 3000;

/** What people say to a document, or, in a thread, as the document. */
export interface Replies {
  /** The posts of a thread, or the answers to a question: they are the document. */
  readonly posts: readonly DomNode[];
  /** Replies to the document, and what in a thread's posts is no text. */
  readonly beside: readonly DomNode[];
  /** The page calls its replies answers. */
  readonly answers: boolean;
}

/**
 * Finds blocks in a row that end in 回复, 举报 or 赞: replies to a document. In a thread, where one of them is the document, and where a page
 * calls them answers, they are the document.
 */
export function findReplies(body: DomNode, core: Core, holds: Survey, rules: FurnitureRules): Replies {
  const { ended, answers } = endedBlocks(body, holds, rules);
  const replies: DomNode[] = [];
  const posts: DomNode[] = [];
  walk(body, (parent) => {
    if (!parent.children) return false;
    const blocks = parent.children.filter((child) => isBlock(child) && !isNothing(child, holds));
    const like = alike(
      blocks.filter((block) => ended.has(block) && !(core.holders.has(block) && core.placeOf(block) === 'above')),
    );
    if (like.length < LEAST || like.length < AMONG * blocks.length) return true;
    if (!like.some((block) => (holds.get(block)?.prose ?? 0) > 0 || textOf(block).trim().length > WORD)) return true;
    const thread = answers || parent === core.element || like.some((block) => core.holders.has(block));
    const into = thread ? posts : core.placeOf(like[0]!) === 'below' ? replies : [];
    for (const block of like) into.push(block);
    return false;
  });
  return posts.length > 0 ? { posts, beside: sayNothing(posts, holds), answers } : { posts, beside: replies, answers };
}

/** Of several blocks those that are set like another one. */
function alike(blocks: readonly DomNode[]): DomNode[] {
  const counts = new Map<string, number>();
  const kind = (block: DomNode) => `${block.name} ${kindOf(block)}`;
  for (const block of blocks) counts.set(kind(block), (counts.get(kind(block)) ?? 0) + 1);
  return blocks.filter((block) => counts.get(kind(block))! >= LEAST);
}

/** Short elements in which a word stands that a reply ends in, and whether a line of the page calls its replies answers. */
function endedBlocks(
  body: DomNode,
  holds: Survey,
  rules: FurnitureRules,
): { readonly ended: ReadonlySet<DomNode>; readonly answers: boolean } {
  const ended = new Set<DomNode>();
  let answers = false;
  walk(body, (node) => {
    if (node.type !== 'text') return node.name === 'button' || !rules.dropElements.has(node.name ?? '');
    const text = squeezed(node);
    if (text === '' || text.length > WORD) return false;
    if (rules.beside.replies.test(text))
      for (let at = node.parent; at && (holds.get(at)?.chars ?? 0) <= LONGEST && !ended.has(at); at = at.parent)
        ended.add(at);
    let line = node.parent!;
    while (line.parent && !isBlock(line)) line = line.parent;
    if (!answers && (holds.get(line)?.chars ?? WORD) < WORD) answers = rules.beside.answers.test(squeezed(line));
    return false;
  });
  return { ended, answers };
}

const squeezed = (node: DomNode): string => textOf(node).replace(/\s+/g, '');

/** What stands at the same place in the posts of a thread and never says anything: names, ranks, dates, buttons. */
function sayNothing(posts: readonly DomNode[], holds: Survey): DomNode[] {
  const places = new Map<string, { readonly nodes: DomNode[]; prose: number }>();
  const path: string[] = [];
  for (const post of posts)
    walk(
      post,
      (node) => {
        const own = holds.get(node);
        if (!node.children || !own) return false;
        path.push(`${node.name}.${node.attribs?.class ?? ''}`.replace(/\d+/g, ''));
        const place = places.get(path.join('>')) ?? { nodes: [], prose: 0 };
        if (isBlock(node) && own.chars > 0) place.nodes.push(node);
        place.prose += own.prose;
        places.set(path.join('>'), place);
        return true;
      },
      () => void path.pop(),
    );
  const least = Math.max(LEAST, posts.length * AMONG);
  return [...places.values()]
    .filter(({ nodes, prose }) => prose === 0 && nodes.length >= least)
    .flatMap(({ nodes }) => nodes);
}
