import type { Page } from '../../types.js';
import { type Article, findArticle } from './article.js';
import { type Beside, findBeside } from './beside.js';
import { type DomNode, parseHtml, walk } from './dom.js';
import { type Embedded, embeddedIn, hasTags, throughPiece } from './embedded.js';
import { type Head, readHead, squeeze } from './head.js';
import { bestFacts, readLines } from './lines.js';
import { mend } from './mend.js';
import { type Rendering, render, renderLine } from './render.js';
import type { FurnitureRules } from './rules.js';
import { SENTENCE, type Survey, survey } from './survey.js';
import type { Written } from './writer.js';

/** How far into the text the title is looked for, in characters. */
const TITLE_WITHIN = 800;
/** An element that holds attachments is no longer than this. */
const ATTACHMENTS = 400;

interface Parsed {
  readonly html: string;
  readonly root: DomNode;
  readonly body: DomNode;
  readonly holds: Survey;
  readonly head: Head;
  readonly article: Article;
  readonly leaveOut: Beside['leaveOut'];
  /** What is left out above the text within the article: it may state facts. */
  readonly above: readonly DomNode[];
}

/** Reads an HTML page: its document as text with a map to the source, its facts and its furniture lines. */
export function htmlPage(html: string, rules: FurnitureRules): Page {
  const parsed = parsePage(html, rules);
  const { body, holds, head, article } = parsed;
  const isTechnical = (node: DomNode) => rules.dropElements.has(node.name ?? '');
  const whole = { source: html, holds, leaveOut: isTechnical };
  let written = withEmbedded(documentOf(parsed), parsed, rules);
  if (written.text === '') written = render([body], whole);
  const roots = new Set(article.roots);
  const around = render([body, ...parsed.above], {
    source: null,
    holds,
    leaveOut: (node) => isTechnical(node) || (node !== body && roots.has(node)),
  });
  const { text, source } = withTitle(written, head.title, head.titleElement, whole);
  const lines = readLines(text, rules);
  const beside = readLines(around.text, rules, !roots.has(body));
  const facts = { ...head.shown, ...bestFacts(beside.facts), ...bestFacts(lines.facts), ...head.facts };
  return { text, format: 'html', facts, furniture: lines.furniture, source: Int32Array.from(source) };
}

function parsePage(html: string, rules: FurnitureRules): Parsed {
  const root = parseHtml(mend(html));
  const holds = survey(root, rules);
  const body = bodyOf(root);
  const head = readHead(root, holds, rules);
  const titles = head.titleElements;
  const beside = findBeside(body, titles, holds, rules);
  const article = findArticle(body, titles, holds, rules, beside.leaveOut);
  const roots = new Set(article.roots);
  const above = beside.above.filter((node) => isWithinAny(node, roots));
  return { html, root, body, holds, head, article, leaveOut: beside.leaveOut, above };
}

function isWithinAny(node: DomNode, roots: ReadonlySet<DomNode>): boolean {
  for (let at = node.parent; at; at = at.parent) if (roots.has(at)) return true;
  return false;
}

function bodyOf(root: DomNode): DomNode {
  let body = root;
  walk(root, (node) => {
    if (node.name === 'body' && body === root) body = node;
    return body === root;
  });
  return body;
}

/** The article and the attachments that stand after it. */
function documentOf({ html, body, holds, article, leaveOut }: Parsed): Written {
  const isLeftOut = (node: DomNode) => leaveOut(node, article.known);
  const attachments = article.known ? attachmentsAfter(body, new Set(article.roots), holds, isLeftOut) : [];
  return render([...article.roots, ...attachments], { source: html, holds, leaveOut: isLeftOut });
}

/** Elements after the article that hold links to files and little else. */
function attachmentsAfter(
  body: DomNode,
  article: ReadonlySet<DomNode>,
  holds: Survey,
  leaveOut: (node: DomNode) => boolean,
): DomNode[] {
  const found: DomNode[] = [];
  let after = false;
  walk(body, (node) => {
    after ||= article.has(node);
    if (article.has(node) || leaveOut(node)) return false;
    const own = holds.get(node);
    if (!after || !own || own.files === 0) return true;
    const only = own.files === own.links && own.prose <= SENTENCE * own.files && own.chars <= ATTACHMENTS;
    if (only) found.push(node);
    return !only;
  });
  return found;
}

/** Takes a document out of a script, a frame's `srcdoc` or a field, where it holds more than what the page shows. */
function withEmbedded(own: Written, { root, html, article }: Parsed, rules: FurnitureRules): Written {
  let best = own;
  let most = Math.max(article.prose, SENTENCE);
  for (const piece of embeddedIn(root, html)) {
    const { written, prose } = embedded(piece, rules);
    if (prose <= most) continue;
    most = prose;
    best = throughPiece(written, piece);
  }
  const keepOwn = best !== own && article.prose > SENTENCE && !squeeze(best.text).includes(squeeze(own.text));
  return keepOwn ? joined(own, best) : best;
}

function embedded(piece: Embedded, rules: FurnitureRules): { readonly written: Written; readonly prose: number } {
  const html = hasTags(piece) ? piece.html : `<pre>${piece.html}`;
  const parsed = parsePage(html, rules);
  const written = documentOf(parsed);
  const shift = html.length - piece.html.length;
  return {
    written: shift === 0 ? written : { text: written.text, source: written.source.map((place) => place - shift) },
    prose: parsed.article.prose,
  };
}

/** Puts the title over the text, unless the text begins with it. */
function withTitle(written: Written, title: string, element: DomNode | null, rendering: Rendering): Written {
  if (!title || squeeze(written.text.slice(0, TITLE_WITHIN)).includes(squeeze(title))) return written;
  const shown = element ? renderLine(element, rendering) : { text: title, source: new Array(title.length).fill(-1) };
  return joined(shown, written);
}

function joined(first: Written, second: Written): Written {
  return { text: `${first.text}\n\n${second.text}`, source: [...first.source, -1, -1].concat(second.source) };
}
