import { type Core, findCore, holdersOf } from './core.js';
import type { DomNode } from './dom.js';
import { openedByHeadings } from './headings.js';
import { findReplies } from './replies.js';
import { addBelow, addForms, addOutside, addRests } from './rests.js';
import type { FurnitureRules } from './rules.js';
import { authorCards, counters, teaserLists } from './runs.js';
import { isFurniture, type Survey } from './survey.js';
import { gridOf } from './table.js';

/** What stands beside the document of a page. */
export interface Beside {
  /**
   * Whether an element is to be left out, for what it holds, its kind or its name. Nothing that holds the title or most of the text is.
   * @param within the element stands inside the document's own element, where more care is taken
   */
  readonly leaveOut: (node: DomNode, within?: boolean) => boolean;
  /** Elements found by what they hold that stand above the text: they may state facts. */
  readonly above: readonly DomNode[];
}

/** What is known of a page while its furniture is looked for. */
export interface Surroundings {
  readonly body: DomNode;
  readonly core: Core;
  readonly titles: ReadonlySet<DomNode>;
  readonly holds: Survey;
  readonly rules: FurnitureRules;
  /** Whether an element is furniture by its kind or name. */
  readonly isNamed: (node: DomNode) => boolean;
  /** Whether an element is a table of data, not of links. */
  readonly isData: (node: DomNode) => boolean;
  /** The page calls its replies answers: they are the document. */
  readonly answers: boolean;
}

/**
 * Finds what stands beside the document, by what it says and how it is built, whatever its name and however much text it holds: readers'
 * replies, what a heading such as 相关阅读 or 网友评论 opens, lists of teasers, the boxes of a column whose other boxes are such, and what stands
 * outside the frame of title and text.
 */
export function findBeside(body: DomNode, titles: ReadonlySet<DomNode>, holds: Survey, rules: FurnitureRules): Beside {
  const total = holds.get(body)?.prose ?? 0;
  const found = findCore(body, titles, holds, rules);
  if (!found) return { leaveOut: (node, within = false) => isFurniture(node, holds, total, rules, within), above: [] };
  const replies = findReplies(body, found, holds, rules);
  const holders = holdersOf([...found.holders, ...replies.posts]);
  const core = { ...found, holders };
  const isNamed = (node: DomNode, within = false) =>
    !holders.has(node) && isFurniture(node, holds, total, rules, within);
  const isData = (node: DomNode) => {
    const { chars = 0, linkChars = 0 } = (node.name === 'table' && holds.get(node)) || {};
    return linkChars * 2 < chars && gridOf(node, holds) !== null;
  };
  const around = { body, core, titles, holds, rules, isNamed, isData, answers: replies.answers };
  const beside = new Set<DomNode>(replies.beside);
  openedByHeadings(around, beside);
  for (const node of [...teaserLists(around, beside), ...authorCards(around), ...counters(body)]) beside.add(node);
  addForms(around, beside);
  addRests(around, beside);
  addBelow(around, beside);
  addOutside(around, beside);
  return {
    leaveOut: (node, within) => beside.has(node) || isNamed(node, within),
    above: [...beside].filter((node) => core.placeOf(node) !== 'below'),
  };
}
