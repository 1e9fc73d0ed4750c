import { type DomNode, nameOf, walk } from './dom.js';
import type { FurnitureRules } from './rules.js';

/** What an element holds, itself and all below it. */
export interface Holds {
  /** Characters that are no blanks. */
  chars: number;
  linkChars: number;
  links: number;
  /** Links to files, and links that call themselves attachments. */
  files: number;
  /** How much running text: characters of longer pieces and punctuation marks outside links, and cells with numbers. */
  prose: number;
  /** Full stops outside links. */
  stops: number;
  /** Pieces of text such as close a document: a signature, a date, an attachment, a note. */
  closings: number;
  tables: number;
  lists: number;
  /** Headings of the first and second rank. */
  headings: number;
  /** Paragraphs and line breaks. */
  lines: number;
}

export type Survey = ReadonlyMap<DomNode, Holds>;

/** A piece of text of this length counts as prose. */
const LONG = 15;
const MARK_WORTH = 10;
const NUMBER_WORTH = 6;

/** A line that closes a document is no longer than this. */
const CLOSING_LINE = 60;
const FILE = /\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar)(?:[?#]|$)/i;
const ATTACHMENT = /^\s*附[件表录图]/;

/** A date may be set in pieces. */
const CLOSING =
  /(?:[省市县区旗州].{0,12}[局厅]|政府|委员会|办公室|法院|检察院)$|\d{1,2}月\d{1,2}日$|^\d{0,2}月\d{0,2}日?$|[〇○零一二三四五六七八九十]{4}年|^附[件表录图]|^注/;

const NOTHING: Holds = {
  chars: 0,
  linkChars: 0,
  links: 0,
  files: 0,
  prose: 0,
  stops: 0,
  closings: 0,
  tables: 0,
  lists: 0,
  headings: 0,
  lines: 0,
};

/** Weighs every element of a page in one pass. Elements that never hold text of the document weigh nothing. */
export function survey(root: DomNode, rules: FurnitureRules): Survey {
  const holds = new Map<DomNode, Holds>();
  let links = 0;
  walk(
    root,
    (node) => {
      if (node.type === 'text') weigh(node, holds.get(node.parent!)!, links > 0);
      if (!node.children) return true;
      holds.set(node, { ...NOTHING });
      if (node.name && rules.dropElements.has(node.name)) return false;
      if (node.name === 'a') links++;
      return true;
    },
    (node) => {
      const own = holds.get(node);
      if (!own) return;
      if (node.name === 'a') {
        links--;
        own.links++;
        if (isFile(node)) own.files++;
      }
      if (node.name === 'table') own.tables++;
      if (node.name === 'ul' || node.name === 'ol') own.lists++;
      if (node.name === 'h1' || node.name === 'h2') own.headings++;
      if (node.name === 'p' || node.name === 'br') own.lines++;
      const parent = node.parent && holds.get(node.parent);
      if (parent && node !== root) for (const key of Object.keys(own) as (keyof Holds)[]) parent[key] += own[key];
    },
  );
  return holds;
}

function isFile(link: DomNode): boolean {
  if (FILE.test(link.attribs?.href ?? '')) return true;
  const first = link.children?.[0];
  return first?.type === 'text' && ATTACHMENT.test(first.data!);
}

function weigh(text: DomNode, into: Holds, linked: boolean): void {
  const data = text.data!.replace(/\s+/g, '');
  into.chars += data.length;
  if (linked) {
    into.linkChars += data.length;
    return;
  }
  if (data.length > 0 && data.length <= CLOSING_LINE && CLOSING.test(data)) into.closings++;
  into.stops += data.split('。').length - 1;
  const marks = data.replace(/[^,，。；、！？]/g, '').length;
  into.prose += marks * MARK_WORTH + (data.length >= LONG ? data.length : 0);
  if (text.parent?.name === 'td' && /^[\d.,%]+$/.test(data)) into.prose += NUMBER_WORTH;
}

/** Whether a node has nothing in it but a bullet. */
export const isNothing = (node: DomNode, holds: Survey): boolean =>
  node.type === 'text' ? node.data!.trim().length <= 1 : (holds.get(node)?.chars ?? 0) === 0;

/** Whether the first that an element says is running text or a numbered heading, and no link. */
export function beginsWithText(node: DomNode): boolean {
  let first: DomNode | null = null;
  walk(node, (inner) => {
    if (inner.name === 'a' || (inner.type === 'text' && inner.data!.trim().length > 1)) first ??= inner;
    return first === null;
  });
  const text = (first as DomNode | null)?.data?.trim() ?? '';
  return (text.length >= LONG && /[，。；,;]/.test(text)) || /^[（(]?[一二三四五六七八九十]{1,3}[）)、]/.test(text);
}

/** Share of the page's prose up to which an element named like furniture is taken for furniture. */
const FURNITURE_SHARE = 0.3;
/** What holds a sentence in one of these is a paragraph, whatever its name. */
const PARAGRAPH = /^(?:p|li|dd|span|font|h[1-6]|b|strong|td)$/;
/** Prose that may be dropped within the document's own element: less than a sentence. */
export const SENTENCE = 60;

/**
 * Whether an element is to be left out: by its kind, its name, being hidden, or being a list of links.
 * What holds a good part of the page's prose always stays.
 * @param within the element stands inside the document's own element, where more care is taken
 */
export function isFurniture(
  node: DomNode,
  holds: Survey,
  total: number,
  rules: FurnitureRules,
  within: boolean,
): boolean {
  if (!node.children || !node.name) return false;
  if (rules.dropElements.has(node.name)) return true;
  const own = holds.get(node);
  if (!own || own.chars === 0) return false;
  if (own.prose > (within ? SENTENCE : total * FURNITURE_SHARE)) return false;
  const sentence = own.stops > 0 && (within || PARAGRAPH.test(node.name));
  // A line without links in the open is for the rules of lines to judge.
  if (node.name === 'p' && own.links === 0 && !isHidden(node)) return false;
  if (!sentence && (rules.dropNames.test(nameOf(node)) || rules.dropRoles.has(node.attribs?.role ?? ''))) return true;
  if (isHidden(node)) return true;
  return isLinkList(node, own, within);
}

function isHidden(node: DomNode): boolean {
  return node.attribs?.hidden !== undefined || /display\s{0,3}:\s{0,3}none/i.test(node.attribs?.style ?? '');
}

/** Links and hardly anything else; but what is attached to the document belongs to it. */
function isLinkList(node: DomNode, own: Holds, within: boolean): boolean {
  if (!/^(?:ul|ol|dl|table|div|td|p|aside|section)$/.test(node.name!)) return false;
  const least = own.lists > 0 && !within ? 2 : 3;
  return own.links >= least && own.linkChars >= own.chars * 0.7 && own.prose <= SENTENCE && own.files === 0;
}
