import { type DomNode, walk } from './dom.js';
import type { Survey } from './survey.js';

/** What is kept of an element: its running text, its sentences, lines that close a document, its characters, and those outside links. */
export interface Kept {
  prose: number;
  stops: number;
  closings: number;
  chars: number;
  plain: number;
}

/** What each element holds without the titles and without what is left out of it; elements left out are not among them. */
export function keptOf(
  body: DomNode,
  titles: ReadonlySet<DomNode>,
  holds: Survey,
  leaveOut: (node: DomNode) => boolean,
): ReadonlyMap<DomNode, Kept> {
  const whole = (node: DomNode): Kept => {
    if (node.type === 'text') return weightOfText(node);
    const { prose = 0, stops = 0, closings = 0, chars = 0, linkChars = 0 } = holds.get(node) ?? {};
    return { prose, stops, closings, chars, plain: chars - linkChars };
  };
  const kept = new Map<DomNode, Kept>();
  const subtract = (node: DomNode, lost: Kept) => {
    const own = kept.get(node);
    if (own) for (const key of Object.keys(own) as (keyof Kept)[]) own[key] -= lost[key];
  };
  walk(
    body,
    (node) => {
      const left = node !== body && (titles.has(node) || leaveOut(node));
      if (left) subtract(node.parent!, whole(node));
      else if (node.children) kept.set(node, whole(node));
      return !left && node.children !== undefined;
    },
    (node) => {
      const own = kept.get(node);
      if (own === undefined || node === body) return;
      // What was dropped below is dropped from all above, too.
      const all = whole(node);
      const lost = { ...all };
      for (const key of Object.keys(all) as (keyof Kept)[]) lost[key] -= own[key];
      subtract(node.parent!, lost);
    },
  );
  return kept;
}

/** What a text node left out takes with it, roughly: its characters. */
function weightOfText(node: DomNode): Kept {
  const chars = node.data!.replace(/\s+/g, '').length;
  return { prose: 0, stops: 0, closings: 0, chars, plain: chars };
}
