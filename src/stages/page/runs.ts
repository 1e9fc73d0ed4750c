import type { Surroundings } from './beside.js';
import { type DomNode, isBlock, textOf, walk } from './dom.js';
import type { Survey } from './survey.js';

/** So many blocks in a row that are built alike are a list. */
const LEAST_TEASERS = 3;
const LEAST_REPLIES = 2;
/** A teaser is no longer than this; its title is no shorter than that. */
const LONGEST_TEASER = 500;
const SHORTEST_TITLE = 7;
/** What may stand in the line of a teaser's title: a date, a rank, a source. */
const ASIDE = 25;
/** A reader's reply is no longer than this. */
const LONGEST_REPLY = 3000;
/** Blocks that are no reply of their own, an advertisement, a heading, may stand among replies: one to so many. */
const REPLIES_AMONG = 0.6;

/** Runs of blocks each of which opens with the linked title of another document. */
export function teaserLists({ body, core, holds, rules }: Surroundings, beside: ReadonlySet<DomNode>): DomNode[] {
  const found: DomNode[] = [];
  const isSkipped = (node: DomNode) => beside.has(node) || rules.dropElements.has(node.name ?? '');
  walk(body, (parent) => {
    if (!parent.children || isSkipped(parent)) return false;
    let run: DomNode[] = [];
    const close = () => {
      if (run.length >= LEAST_TEASERS) found.push(...run);
      run = [];
    };
    for (const child of parent.children) {
      if (isNothing(child, holds) || isSkipped(child)) continue;
      if (child.children && !core.holders.has(child) && isTeaser(child, holds)) run.push(child);
      else close();
    }
    close();
    return true;
  });
  return found;
}

const isNothing = (node: DomNode, holds: Survey): boolean =>
  node.type === 'text' ? node.data!.trim().length <= 1 : (holds.get(node)?.chars ?? 0) === 0;

/** A block with a link that stands in a line of its own and says no sentence, or a block that is one link. */
function isTeaser(block: DomNode, holds: Survey): boolean {
  const own = holds.get(block)!;
  if (own.chars > LONGEST_TEASER || own.files > 0 || block.name === 'tr') return false;
  if (own.links === 0 || !(isBlock(block) || block.name === 'a')) return false;
  if (own.linkChars === own.chars && own.chars >= SHORTEST_TITLE) return block.name !== 'p' || own.links === 1;
  let teaser = false;
  walk(block, (node) => {
    if (node.name === 'a') teaser ||= isTitle(node, block, holds);
    return !teaser;
  });
  return teaser;
}

function isTitle(link: DomNode, block: DomNode, holds: Survey): boolean {
  const { chars } = holds.get(link)!;
  if (chars < SHORTEST_TITLE) return false;
  let line = link;
  while (line !== block && !isBlock(line)) line = line.parent!;
  const own = holds.get(line)!;
  return own.chars - own.linkChars <= ASIDE && own.stops === 0;
}

/**
 * Blocks in a row that end in 回复, 举报 or 赞: replies to a document. In a thread, where the first of them is the document, and
 * where a page calls them answers, they are the document.
 */
export function replyBlocks(
  { body, core, holds, rules }: Surroundings,
  beside: ReadonlySet<DomNode>,
): readonly DomNode[] {
  const replies = new Set<DomNode>();
  let answers = false;
  walk(body, (node) => {
    if (beside.has(node) || rules.dropElements.has(node.name ?? '')) return false;
    if (node.type !== 'text') return true;
    const text = node.data!.replace(/\s+/g, '');
    if (text.length > ASIDE) return false;
    answers ||= rules.beside.answers.test(text);
    if (rules.beside.replies.test(text)) for (const up of within(node, holds)) replies.add(up);
    return false;
  });
  const found: DomNode[] = [];
  const threads: DomNode[] = [];
  walk(body, (parent) => {
    if (!parent.children || beside.has(parent)) return false;
    const blocks = parent.children.filter((child) => isBlock(child) && !isNothing(child, holds) && !beside.has(child));
    const like = blocks.filter((block) => replies.has(block));
    if (like.length < LEAST_REPLIES || like.length < REPLIES_AMONG * blocks.length) return true;
    if (!like.some((block) => isReply(block, holds))) return true;
    if (answers || like.some((block) => core.holders.has(block)) || parent === core.element) threads.push(...like);
    else if (core.isBefore(like[0]!)) found.push(...like);
    return false;
  });
  return threads.length > 0 ? sayNothing(threads, holds) : found;
}

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
  const least = Math.max(LEAST_REPLIES, posts.length * REPLIES_AMONG);
  return [...places.values()]
    .filter(({ nodes, prose }) => prose === 0 && nodes.length >= least)
    .flatMap(({ nodes }) => nodes);
}

/** The elements around a node that are short enough for a reply. */
function within(node: DomNode, holds: Survey): DomNode[] {
  const found: DomNode[] = [];
  for (let at = node.parent; at && (holds.get(at)?.chars ?? 0) <= LONGEST_REPLY; at = at.parent) found.push(at);
  return found;
}

/** A reply says something besides the words it ends in. */
const isReply = (block: DomNode, holds: Survey): boolean =>
  (holds.get(block)?.prose ?? 0) > 0 || textOf(block).trim().length > ASIDE;
