import type { Page } from '../../types.js';
import { findArticle } from './article.js';
import { type DomNode, parseHtml, walk } from './dom.js';
import { readHead, squeeze } from './head.js';
import { bestFacts, readLines } from './lines.js';
import { type Rendering, render, renderLine } from './render.js';
import type { FurnitureRules } from './rules.js';
import { isFurniture, survey } from './survey.js';
import type { Written } from './writer.js';

/** How far into the text the title is looked for, in characters. */
const TITLE_WITHIN = 800;

/** Reads an HTML page: its document as text with a map to the source, its facts and its furniture lines. */
export function htmlPage(html: string, rules: FurnitureRules): Page {
  const root = parseHtml(html);
  const holds = survey(root, rules);
  const body = bodyOf(root);
  const total = holds.get(body)?.prose ?? 0;
  const head = readHead(root, holds, rules);
  const article = findArticle(body, holds, rules);
  const isTechnical = (node: DomNode) => rules.dropElements.has(node.name ?? '');
  const leaveOut = (node: DomNode) => isFurniture(node, holds, total, rules, article.known);
  let written = render([article.root], { source: html, holds, leaveOut });
  if (written.text === '') written = render([body], { source: html, holds, leaveOut: isTechnical });
  const around = render([body], {
    source: null,
    holds,
    leaveOut: (node) => isTechnical(node) || (node === article.root && node !== body),
  });
  const { text, source } = withTitle(written, head.title, head.titleElement, {
    source: html,
    holds,
    leaveOut: isTechnical,
  });
  const lines = readLines(text, rules);
  const facts = { ...bestFacts(readLines(around.text, rules).facts), ...bestFacts(lines.facts), ...head.facts };
  return { text, format: 'html', facts, furniture: lines.furniture, source: Int32Array.from(source) };
}

function bodyOf(root: DomNode): DomNode {
  let body = root;
  walk(root, (node) => {
    if (node.name === 'body' && body === root) body = node;
    return body === root;
  });
  return body;
}

/** Puts the title over the text, unless the text begins with it. */
function withTitle(written: Written, title: string, element: DomNode | null, rendering: Rendering): Written {
  if (!title || squeeze(written.text.slice(0, TITLE_WITHIN)).includes(squeeze(title))) return written;
  const shown = element ? renderLine(element, rendering) : { text: title, source: new Array(title.length).fill(-1) };
  return {
    text: `${shown.text}\n\n${written.text}`,
    source: [...shown.source, -1, -1].concat(written.source),
  };
}
