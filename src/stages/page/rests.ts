import type { Surroundings } from './beside.js';
import { type DomNode, isBlock, kindOf, walk } from './dom.js';
import { keptOf } from './kept.js';
import { beginsWithText, SENTENCE, type Survey } from './survey.js';

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
/** What stands between furniture is no longer than this, its heading no longer than that. */
const BETWEEN = 100;
const HEADING = 15;
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
  /**
   * Whether an element may be a part of the document: it holds as heavy paragraphs as the text, is set like the element beside it that holds
   * the text, or, not above the text, holds data or an attachment or closes the document.
   */
  readonly mayStay: (node: DomNode, beside: DomNode) => boolean;
}

function restsOf(around: Surroundings, beside: ReadonlySet<DomNode>): Rests {
  const { body, core, titles, holds, isNamed } = around;
  const kept = keptOf(body, titles, holds, (node) => beside.has(node) || isNamed(node));
  const most = Math.max(SHORT, PART * (holds.get(core.element)?.chars ?? 0));
  const isAbove = (node: DomNode) => core.placeOf(node) === 'above';
  const ends = (node: DomNode) => !isAbove(node) && (holds.get(node)?.files ?? 0) + (kept.get(node)?.closings ?? 0) > 0;
  const goesOn = (node: DomNode) => core.placeOf(node) === 'below' && beginsWithText(node);
  const isGone = (node: DomNode): boolean => {
    const [left, own] = [kept.get(node), holds.get(node)];
    if (!own || own.chars === 0 || ends(node)) return false;
    if (!left) return true;
    if (left.stops > 0 && goesOn(node)) return false;
    const gone = own.chars - left.chars;
    if (core.placeOf(node) === 'within') return left.chars <= BULLET && gone > left.chars;
    if (isAbove(node) && own.links > 1 && own.linkChars >= LINKED * own.chars) return true;
    if (core.placeOf(node) === 'below' && gone >= NEARLY_ALL * own.chars) return left.chars < most;
    return gone >= MOSTLY * own.chars && left.stops === 0 && left.prose < SENTENCE;
  };
  const isLittle = (node: DomNode, stops: number): boolean => {
    const left = kept.get(node);
    if (!left || ends(node) || (left.stops > 0 && goesOn(node))) return false;
    return left.stops <= stops && (stops === 0 ? left.prose < SENTENCE : left.chars < most);
  };
  const mayStay = (node: DomNode, other: DomNode): boolean => {
    const kind = kindOf(node);
    if (core.rivals.has(node) || (kind !== '' && kind === kindOf(other))) return true;
    return ends(node) || (!isAbove(node) && hasData(node, around));
  };
  return { isGone, isLittle, mayStay };
}

function hasData(block: DomNode, { holds, isData }: Surroundings): boolean {
  let found = false;
  walk(block, (node) => {
    found ||= (holds.get(node)?.prose ?? 0) > SENTENCE && isData(node);
    return !found;
  });
  return found;
}

/** Adds the rest of elements that are mostly left out, and of columns whose other boxes are. */
export function addRests(around: Surroundings, beside: Set<DomNode>): void {
  const { body, core, holds, isData } = around;
  const { isGone, isLittle } = restsOf(around, beside);
  walk(body, (node) => {
    if (!node.children || beside.has(node) || isData(node)) return false;
    if (core.holders.has(node)) return true;
    const boxes = boxesOf(node, holds);
    const alike = boxes.length >= LEAST_ALIKE && boxes.filter(isGone).length >= MOSTLY * boxes.length;
    if (!isGone(node) && !(alike && core.placeOf(node) !== 'within' && isLittle(node, MANY_STOPS))) return true;
    beside.add(node);
    return false;
  });
}

const boxesOf = (node: DomNode, holds: Survey): DomNode[] =>
  node.children!.filter((child) => (holds.get(child)?.chars ?? 0) > 0);

/** What goes on with the text right after its element, as where pasted tags close it too early: paragraphs, nothing left out before them. */
function continuing(around: Surroundings, beside: ReadonlySet<DomNode>): ReadonlySet<DomNode> {
  const { body, core, holds, isNamed } = around;
  const found = new Set<DomNode>();
  let pending: DomNode[] = [];
  for (let inside = core.element; inside !== body && inside.parent; inside = inside.parent)
    for (const box of boxesOf(inside.parent, holds)) {
      if (core.placeOf(box) !== 'below' || core.holders.has(box)) continue;
      const loose = /^(?:p|h[1-6])$/.test(box.name!) && holds.get(box)!.links === 0;
      const text = holds.get(box)!.stops > 0 && beginsWithText(box);
      if (beside.has(box) || isNamed(box) || !(loose || text)) return found;
      pending.push(box);
      if (!text) continue;
      for (const one of pending) found.add(one);
      pending = [];
    }
  return found;
}

/**
 * Adds what stands after the text within its frame: the headings of what is left out, what is short and stands between such, and blocks with
 * links that may not be parts of the document.
 */
export function addBelow(around: Surroundings, beside: Set<DomNode>): void {
  const { body, core, holds } = around;
  const { isGone, isLittle, mayStay } = restsOf(around, beside);
  const goesOn = continuing(around, beside);
  for (let inside = core.element; inside !== core.frame && inside !== body && inside.parent; inside = inside.parent) {
    const boxes = boxesOf(inside.parent, holds).filter((box) => core.placeOf(box) === 'below');
    const [first, last] = [boxes.findIndex(isGone), boxes.findLastIndex(isGone)];
    boxes.forEach((box, i) => {
      const own = holds.get(box)!;
      if (core.holders.has(box) || box.name === 'p' || goesOn.has(box)) return;
      const between = i >= first && i <= last && own.tables === 0 && own.chars <= BETWEEN && isLittle(box, FEW_STOPS);
      const heading = own.chars <= HEADING && isLittle(box, 0) && i < last && isGone(boxes[i + 1]!);
      if (between || heading || (own.links > 0 && !mayStay(box, inside))) beside.add(box);
    });
  }
}

/** Adds what stands outside the frame of title and text and may not be a part of the document. */
export function addOutside(around: Surroundings, beside: Set<DomNode>): void {
  const { body, core } = around;
  const { isGone, mayStay } = restsOf(around, beside);
  const goesOn = continuing(around, beside);
  for (let inside = core.frame; inside && inside !== body; inside = inside.parent)
    for (const child of inside.parent?.children ?? []) {
      if (core.holders.has(child) || !child.children || beside.has(child) || goesOn.has(child)) continue;
      if (isGone(child) || !mayStay(child, inside)) beside.add(child);
    }
}

/** Adds short blocks with a field to fill in, as for a subscription. */
export function addForms({ body, core, holds }: Surroundings, beside: Set<DomNode>): void {
  walk(body, (node) => {
    if (beside.has(node)) return false;
    const field = node.name === 'textarea' || (node.name === 'input' && isVisible(node.attribs?.type));
    if (!field) return true;
    let block = node.parent;
    while (block && (!isBlock(block) || holds.get(block)?.chars === 0)) block = block.parent;
    const own = block && holds.get(block);
    if (own && own.chars <= SHORT && own.files === 0 && !core.holders.has(block!)) beside.add(block!);
    return false;
  });
}

const isVisible = (type = 'text'): boolean => /^(?:text|email|search|password|tel)$/i.test(type);
