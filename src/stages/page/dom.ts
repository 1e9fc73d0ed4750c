import { createRequire } from 'node:module';
import type { CheerioAPI } from 'cheerio';
import type { Shift } from '../../language/raised.js';

interface Place {
  readonly startOffset: number;
  readonly endOffset: number;
}

/** What is used of a parsed node. */
export interface DomNode {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly DomNode[];
  readonly parent: DomNode | null;
  readonly next: DomNode | null;
  readonly prev: DomNode | null;
  readonly sourceCodeLocation?: (Place & { readonly attrs?: Readonly<Record<string, Place>> }) | null;
}

type Cheerio = { load(html: string, options?: object | null, isDocument?: boolean): CheerioAPI };

/** Loaded when the first HTML page comes: it takes longer to load than a plain text takes to read. */
let cheerio: Cheerio | null = null;

function library(): Cheerio {
  cheerio ??= createRequire(import.meta.url)('cheerio') as Cheerio;
  return cheerio;
}

/** Parses HTML as a browser does, keeping each text's place in the source. Never throws on bad HTML. */
export function parseHtml(html: string): DomNode {
  return library().load(html, { sourceCodeLocationInfo: true }).root()[0] as unknown as DomNode;
}

/** Resolves the character references in a short piece of HTML text. */
export function resolveReferences(piece: string): string {
  return library().load(piece, null, false).text();
}

/**
 * Visits a tree in document order without recursion, however deep it is.
 * @param enter returns false to leave out the children (then `leave` is not called for the node)
 */
export function walk(
  root: DomNode,
  enter: (node: DomNode) => boolean | undefined,
  leave?: (node: DomNode) => void,
): void {
  let node: DomNode = root;
  for (;;) {
    const inside = enter(node) !== false;
    if (inside && node.children?.length) {
      node = node.children[0]!;
      continue;
    }
    if (inside) leave?.(node);
    while (node !== root && !node.next) {
      node = node.parent!;
      leave?.(node);
    }
    if (node === root) return;
    node = node.next!;
  }
}

/** Id and classes in lower case, with humps and underscores as hyphens, one blank between names. */
export function nameOf(node: DomNode): string {
  return idAndClass(node)
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/_/g, '-')
    .toLowerCase();
}

/** Id and classes as they are. */
export function idAndClass(node: DomNode): string {
  return `${node.attribs?.id ?? ''} ${node.attribs?.class ?? ''}`.trim();
}

/** Elements of the same kind are set alike: by name and class, numbers aside; empty for one that nothing tells. */
export function kindOf({ name, attribs }: DomNode): string {
  const kind = (attribs?.class ?? '').replace(/\d+/g, '').trim();
  return kind === '' && !/^(?:li|dd|section)$/.test(name ?? '') ? '' : `${name} ${kind}`;
}

/** Whether text is set higher or lower than its line. */
export function shiftOf(node: DomNode): Shift | null {
  if (node.name === 'sup') return 'super';
  if (node.name === 'sub') return 'sub';
  const shift = /vertical-align\s{0,3}:\s{0,3}(super|sub)\b/i.exec(node.attribs?.style ?? '')?.[1];
  return shift ? (shift.toLowerCase() as Shift) : null;
}

/** Whether text is struck through. */
export const isStruck = ({ name, attribs }: DomNode): boolean =>
  name === 's' || name === 'strike' || name === 'del' || /line-through/i.test(attribs?.style ?? '');

/** Elements that stand in lines of their own, and whether an empty line sets them off (2) or not (1). */
export const BREAKS: Readonly<Record<string, number>> = Object.fromEntries([
  ...['li', 'dt', 'dd', 'tr', 'option', 'legend'].map((name) => [name, 1]),
  ...[
    'p',
    'div',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'table',
    'caption',
    'ul',
    'ol',
    'dl',
    'section',
    'article',
    'main',
  ].map((name) => [name, 2]),
  ...[
    'td',
    'th',
    'header',
    'aside',
    'blockquote',
    'pre',
    'hr',
    'center',
    'form',
    'fieldset',
    'figure',
    'figcaption',
  ].map((name) => [name, 2]),
]);

/** Whether an element stands in lines of its own. */
export const isBlock = ({ name }: DomNode): boolean => BREAKS[name ?? ''] !== undefined;

/** The text below a node, as it stands in the page. */
export function textOf(root: DomNode): string {
  const pieces: string[] = [];
  walk(root, (node) => {
    if (node.type === 'text') pieces.push(node.data!);
    return node.name !== 'script' && node.name !== 'style';
  });
  return pieces.join('');
}
