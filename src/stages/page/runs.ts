import type { Surroundings } from './beside.js';
import { type DomNode, isBlock, kindOf, textOf, walk } from './dom.js';
import { beginsWithText, isNothing, type Survey } from './survey.js';

/** So many blocks in a row that are built alike are a list. */
const LEAST = 3;
/** A teaser is no longer than this; its title is no shorter than that, and in the mean of a list beside the text not shorter than the last. */
const LONGEST = 500;
const SHORTEST_TITLE = 7;
const TITLE = 9;
/** A title has words; a date and a number have none. */
const WORDS = /(?:\p{Script=Han}[^\p{Script=Han}]*){3}/u;
/** What stands about an author is no longer than this. */
const CARD = 60;
/** What may stand in the line of a teaser's title: a date, a rank, a source; a line of that kind is no longer. */
const ASIDE = 25;

/**
 * Runs of blocks each of which opens with the linked title of another document, or, after the document, has a line of its own for its date
 * or its readers.
 */
export function teaserLists(around: Surroundings, beside: ReadonlySet<DomNode>): DomNode[] {
  const { body, core, holds, rules } = around;
  const found: DomNode[] = [];
  const isSkipped = (node: DomNode) =>
    beside.has(node) || rules.dropElements.has(node.name ?? '') || around.isData(node);
  walk(body, (parent) => {
    if (!parent.children || isSkipped(parent)) return false;
    const documents = new Set(parent.children.filter((child) => core.holders.has(child)).map(kindOf));
    const isDocument = (child: DomNode) =>
      core.holders.has(child) || (kindOf(child) !== '' && documents.has(kindOf(child)));
    let run: DomNode[] = [];
    let titles = 0;
    const close = () => {
      if (run.length >= LEAST && titles >= run.length * (core.placeOf(run[0]!) === 'below' ? 1 : TITLE))
        for (const teaser of run) found.push(teaser);
      run = [];
      titles = 0;
    };
    for (const child of parent.children) {
      if (isNothing(child, holds) || isSkipped(child)) continue;
      const title = isDocument(child) ? 0 : titleOf(child, around);
      if (title > 0) run.push(child);
      else close();
      titles += title;
    }
    close();
    return true;
  });
  return found;
}

/** How long the title is with which a teaser opens; 0 for no teaser. */
function titleOf(block: DomNode, { core, holds, rules, answers }: Surroundings): number {
  const own = holds.get(block);
  if (!own || own.chars > LONGEST || own.files > 0 || block.name === 'tr') return 0;
  const linked = own.links > 0 && (isBlock(block) || block.name === 'a') ? linkedTitle(block, holds) : 0;
  if (linked > 0 || answers || core.placeOf(block) !== 'below' || core.rivals.has(block)) return linked;
  return isBlock(block) && !beginsWithText(block) && hasMeta(block, holds, rules.beside.metas) ? TITLE : 0;
}

/** A link in a line of its own that says no sentence, or all of the block. */
function linkedTitle(block: DomNode, holds: Survey): number {
  const own = holds.get(block)!;
  if (own.linkChars === own.chars && own.chars >= SHORTEST_TITLE)
    return block.name !== 'p' || own.links === 1 ? own.chars : 0;
  let title = 0;
  let before = 0;
  walk(block, (node) => {
    if (node.type === 'text') before += node.data!.trim().length;
    if (node.name !== 'a') return title === 0 && before <= ASIDE;
    const chars = holds.get(node)?.chars ?? 0;
    if (chars >= SHORTEST_TITLE && WORDS.test(textOf(node)) && isAlone(node, block, holds)) title ||= chars;
    before += chars;
    return false;
  });
  return title;
}

/** Whether a link stands in its line with hardly more than a date. */
function isAlone(link: DomNode, block: DomNode, holds: Survey): boolean {
  let inLine = link;
  while (inLine.parent && inLine.parent !== block && !isBlock(inLine.parent)) inLine = inLine.parent;
  let aside = 0;
  for (const side of ['prev', 'next'] as const)
    for (let at = inLine[side]; at && at.name !== 'br' && !isBlock(at); at = at[side]) {
      const own = holds.get(at);
      aside += at.type === 'text' ? at.data!.trim().length : own ? own.chars - own.linkChars : 0;
      if (at.type === 'text' && at.data!.includes('。')) return false;
    }
  return aside <= ASIDE;
}

/** Whether one of the lines of a block, not all of it, is a date or a count of readers. */
function hasMeta(block: DomNode, holds: Survey, metas: RegExp): boolean {
  const all = holds.get(block)!.chars;
  let found = false;
  walk(block, (node) => {
    const chars = holds.get(node)?.chars ?? 0;
    if (node === block || !isBlock(node) || chars === 0 || chars > ASIDE) return !found;
    found ||= chars < all && metas.test(textOf(node).replace(/\s+/g, ''));
    return false;
  });
  return found;
}

/** Between title and text, the picture of an author with his name and a date. */
export function authorCards(around: Surroundings): DomNode[] {
  const found: DomNode[] = [];
  let between = false;
  walk(around.body, (node) => {
    if (around.titles.has(node)) between = true;
    else if (node.type === 'text') between &&= !node.data!.includes('。');
    else if (between && isAuthor(node, around)) found.push(node);
    return node.children !== undefined && !around.titles.has(node);
  });
  return found;
}

function isAuthor(block: DomNode, { core, holds, rules }: Surroundings): boolean {
  const own = holds.get(block);
  if (!own || own.chars === 0 || own.chars > CARD || own.stops + own.files > 0) return false;
  return isBlock(block) && !core.holders.has(block) && hasPicture(block) && hasMeta(block, holds, rules.beside.metas);
}

function hasPicture(block: DomNode): boolean {
  let found = false;
  walk(block, ({ name }) => {
    found ||= name === 'img';
    return !found;
  });
  return found;
}

/** Numbers of pictures, each with the count of all: 1/5, 2/5 to 5/5. */
export function counters(body: DomNode): DomNode[] {
  const found = new Map<string, Map<string, DomNode>>();
  walk(body, (node) => {
    const [, number, all] =
      (node.type === 'text' && /^\s*(\d{1,3})\s{0,3}\/\s{0,3}(\d{1,3})\s*$/.exec(node.data!)) || [];
    if (all) found.set(all, (found.get(all) ?? new Map()).set(number, node));
    return true;
  });
  return [...found].flatMap(([all, nodes]) =>
    nodes.size >= LEAST && nodes.size === Number(all) ? [...nodes.values()] : [],
  );
}
