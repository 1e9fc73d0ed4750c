import type { Page } from '../../types.js';
import { htmlPage } from './html.js';
import { bestFacts, readLines } from './lines.js';
import type { FurnitureRules } from './rules.js';

export { compileFurniture, type FurnitureRules } from './rules.js';

/** How much of a text is looked at to tell HTML by. */
const LOOK = 100_000;
const PAGE_TAG = /<(?:!doctype\s+html|html|head|body|meta|frameset)\b/i;
const TAG =
  /<\/?(?:div|p|table|tbody|tr|td|span|br|a|ul|ol|li|font|center|strong|b|h[1-6]|section|article|img)(?:\s[^<>]*)?\/?>/gi;

/**
 * Turns decoded text into the document text that all spans refer to, with the page's facts and its furniture.
 * What it is, HTML or plain text, is told by content. Plain text stays as it is, unit by unit; of HTML the document is
 * taken with its title, in doubt rather more than less, and each unit is mapped to its place in the source.
 * @param text the decoded file, without a byte order mark
 * @param rules furniture.yaml, compiled
 * @returns never throws, whatever the text is
 */
export function pageOf(text: string, rules: FurnitureRules): Page {
  if (isHtml(text)) return htmlPage(text, rules);
  const { furniture, facts } = readLines(text, rules);
  return { text, format: 'text', facts: bestFacts(facts), furniture, source: null };
}

/** A tag of a page's frame, or as many tags as lines: a text that only mentions them, and Markdown, have fewer. */
function isHtml(text: string): boolean {
  const start = text.slice(0, LOOK);
  if (PAGE_TAG.test(start)) return true;
  const tags = start.match(TAG)?.length ?? 0;
  if (tags < 3) return false;
  return start.trimStart().startsWith('<') || tags >= start.split('\n').length - 1;
}
