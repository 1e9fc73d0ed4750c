import type { Surroundings } from './beside.js';
import { type DomNode, isBlock, textOf, walk } from './dom.js';
import { keptOf } from './kept.js';
import { SENTENCE } from './survey.js';

/** Share of the text of the document's element from which a block is taken for a part of the document. */
const PART = 0.3;
/** Share of an element that is left out, or of its like that are, from which the rest of it goes too. */
const MOSTLY = 0.6;
/** The same for an element after the document's text from which even sentences go. */
const NEARLY_ALL = 0.8;
const LEAST_ALIKE = 3;
/** Share of links from which an element above the text is a menu. */
const LINKED = 0.7;
/** What is left of an element of the document's text when all of it is left out: a bullet. */
const BULLET = 1;
/** What stands between furniture is no longer than this. */
const BETWEEN = 100;
/** What stands around a field to fill in is no longer than this; nor is the rest of what is nearly all left out, of a short document. */
const SHORT = 300;
/** Full stops of what may go above the title, in the foot and between furniture, and of what may go in a column of furniture. */
const FEW_STOPS = 2;
const MANY_STOPS = 20;

interface Rests {
  /** Whether an element is mostly left out, so that its rest goes, too. */
  readonly isGone: (node: DomNode) => boolean;
  /** Whether what is left of an element is too little for a part of the document, in sentences at most `stops`. */
  readonly isLittle: (node: DomNode, stops: number) => boolean;
}

function restsOf({ body, core, titles, holds, isNamed }: Surroundings, beside: ReadonlySet<DomNode>): Rests {
  const kept = keptOf(body, titles, holds, (node) => beside.has(node) || isNamed(node));
  const most = Math.max(SHORT, PART * (holds.get(core.element)?.chars ?? 0));
  const isAbove = (node: DomNode) => core.placeOf(node) === 'above';
  // Above the text files are no attachments, and nothing closes a document.
  const isPart = (node: DomNode) => !isAbove(node) && holds.get(node)!.files + (kept.get(node)?.closings ?? 0) > 0;
  const isGone = (node: DomNode): boolean => {
    const [left, own] = [kept.get(node), holds.get(node)];
    if (!own || own.chars === 0 || isPart(node)) return false;
    if (!left) return true;
    const gone = own.chars - left.chars;
    if (core.placeOf(node) === 'within') return left.chars <= BULLET && gone > left.chars;
    if (isAbove(node) && own.links > 1 && own.linkChars >= LINKED * own.chars) return true;
    if (core.placeOf(node) === 'below' && gone >= NEARLY_ALL * own.chars) return left.chars < most;
    return gone >= MOSTLY * own.chars && left.stops === 0 && left.prose < SENTENCE;
  };
  const isLittle = (node: DomNode, stops: number): boolean => {
    const left = kept.get(node);
    if (!left || isPart(node)) return false;
    return left.stops <= stops && (stops === 0 ? left.prose < SENTENCE : left.chars < most);
  };
  return { isGone, isLittle };
}

/** Adds the rest of elements that are mostly left out, of columns whose other boxes are, and what stands between such after the text. */
export function addRests(around: Surroundings, beside: Set<DomNode>): void {
  const { body, core, holds, isData } = around;
  const { isGone, isLittle } = restsOf(around, beside);
  const boxesOf = (node: DomNode) => node.children!.filter((child) => (holds.get(child)?.chars ?? 0) > 0);
  const isShort = (box: DomNode) =>
    box.name !== 'p' && holds.get(box)!.tables === 0 && holds.get(box)!.chars <= BETWEEN;
  walk(body, (node) => {
    if (!node.children || beside.has(node) || isData(node)) return false;
    if (core.holders.has(node)) return true;
    const boxes = boxesOf(node);
    const alike = boxes.length >= LEAST_ALIKE && boxes.filter(isGone).length >= MOSTLY * boxes.length;
    if (!isGone(node) && !(alike && core.placeOf(node) !== 'within' && isLittle(node, MANY_STOPS))) return true;
    beside.add(node);
    return false;
  });
  for (let inside = core.element; inside !== core.frame && inside !== body && inside.parent; inside = inside.parent) {
    const boxes = boxesOf(inside.parent).filter((box) => core.placeOf(box) === 'below' && !core.holders.has(box));
    const [first, last] = [boxes.findIndex(isGone), boxes.findLastIndex(isGone)];
    for (const box of boxes.slice(Math.max(0, first), last + 1))
      if (isShort(box) && isLittle(box, FEW_STOPS)) beside.add(box);
  }
}

/**
 * Adds what stands outside the frame of title and text: above it what is short, after it what neither says a sentence, holds data nor closes
 * the document, and the foot of the page.
 */
export function addOutside(around: Surroundings, beside: Set<DomNode>): void {
  const { body, core, rules } = around;
  if (!core.frame) return;
  const { isGone, isLittle } = restsOf(around, beside);
  for (let inside = core.frame; inside !== body; inside = inside.parent!) {
    for (const child of inside.parent?.children ?? []) {
      if (core.holders.has(child) || !child.children || beside.has(child)) continue;
      const isFoot = core.placeOf(child) === 'below' && rules.beside.foot.test(textOf(child));
      const stops = isFoot || core.placeOf(child) === 'above' ? FEW_STOPS : 0;
      if (isGone(child) || isLittle(child, stops)) beside.add(child);
    }
  }
}

/** Adds short blocks with a field to fill in, as for a subscription. */
export function addForms({ body, core, holds }: Surroundings, beside: Set<DomNode>): void {
  walk(body, (node) => {
    if (beside.has(node)) return false;
    const field = node.name === 'textarea' || (node.name === 'input' && isVisible(node.attribs?.type));
    if (!field) return true;
    let block = node.parent;
    while (block && !isBlock(block)) block = block.parent;
    const own = block && holds.get(block);
    if (own && own.chars > 0 && own.chars <= SHORT && own.files === 0 && !core.holders.has(block!)) beside.add(block!);
    return false;
  });
}

const isVisible = (type = 'text'): boolean => /^(?:text|email|search|password|tel)$/i.test(type);
