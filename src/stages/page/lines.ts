import type { PageFacts, Span } from '../../types.js';
import { contentsOf } from './contents.js';
import type { FactName, FurnitureRules, Label } from './rules.js';

/** A line longer than this is never furniture. */
const LONGEST = 300;
/** A value, or a link of a list after the document, is no longer than this. */
const SHORT = 60;
/** Lines among which a page's head is looked for. */
const HEAD_LINES = 40;
const SEPARATOR = /[ |>»›•·/,;:()[\]【】《<×-]/;
const DATE = /\d{4}(?:-|\/|\.|年)\d{1,2}(?:-|\/|\.|月)\d{1,2}日?(?:[ T]{0,3}\d{1,2}:\d{2}(?::\d{2})?)?/y;
const COUNT = /[\d,.]{1,12}万?(?: ?人?次?)/y;
const ONLY_SEPARATORS = /^[|>»›】\]×]{1,4}$/;

export interface FactFound {
  readonly fact: FactName;
  readonly value: string;
  /** Lower is better: the label's place in the list. */
  readonly rank: number;
}

export interface LinesRead {
  readonly furniture: readonly Span[];
  readonly facts: readonly FactFound[];
}

interface Line extends Span {
  /** The line between its blanks, full-width forms made half-width, every blank a plain one; of the same length. */
  readonly folded: string;
}

/** A line that is furniture as a whole: the facts in it, and a label left open for the next line to answer. */
interface Cover {
  readonly facts: readonly FactFound[];
  readonly open: Label | null;
}

/**
 * Finds the lines of a text that are furniture of the page it was copied from, and the facts they state.
 * A line is marked as a whole or not at all; the first and last line of running text divide head, body and tail.
 * @param around the text is what stands around a document: all of it is head
 */
export function readLines(text: string, rules: FurnitureRules, around = false): LinesRead {
  const lines = linesOf(text);
  const covers: (Cover | null)[] = lines.map((line) => coverOf(line, text, rules, false));
  const firstBody = lines.findIndex((line, i) => covers[i] === null && isBody(line));
  const lastBody = lines.findLastIndex((line, i) => covers[i] === null && isBody(line));
  const headEnd = around ? lines.length : Math.min(firstBody < 0 ? lines.length : firstBody, HEAD_LINES);
  // More labels are known in the head, and a label ends the value before it.
  for (let i = 0; i < headEnd; i++) covers[i] = coverOf(lines[i]!, text, rules, true) ?? covers[i]!;
  answerOpenLabels(lines, covers, text, rules);
  markLists(lines, covers, rules, lastBody);
  const furniture: Span[] = [];
  const facts: FactFound[] = [];
  const contents = new Set(contentsOf(text).map(({ start }) => start));
  covers.forEach((cover, i) => {
    if (contents.has(lines[i]!.start)) furniture.push({ start: lines[i]!.start, end: lines[i]!.end });
    if (cover === null || contents.has(lines[i]!.start)) return;
    furniture.push({ start: lines[i]!.start, end: lines[i]!.end });
    facts.push(...cover.facts);
  });
  return { furniture, facts };
}

/** The best value of each fact: the one of the earliest label, and of these the first printed. */
export function bestFacts(found: readonly FactFound[]): PageFacts {
  const best = new Map<FactName, FactFound>();
  for (const one of found)
    if (one.rank < (best.get(one.fact)?.rank ?? Number.POSITIVE_INFINITY)) best.set(one.fact, one);
  const facts: PageFacts = {};
  for (const { fact, value } of best.values()) facts[fact] = value;
  return facts;
}

/** Lines with something in them, without the blanks around it. */
function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end);
    const left = line.length - line.trimStart().length;
    const trimmed = line.trim();
    if (trimmed !== '') {
      lines.push({ start: start + left, end: start + left + trimmed.length, folded: fold(trimmed) });
    }
    start = end + 1;
  }
  return lines;
}

function fold(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\s/g, ' ');
}

/** Running text: a full stop in it, a heading's number before it, or long with a comma. */
function isBody(line: Line): boolean {
  if (/^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))/.test(line.folded)) return true;
  return line.folded.includes('。') || (line.folded.length >= SHORT && line.folded.includes(','));
}

function coverOf(line: Line, text: string, rules: FurnitureRules, head: boolean): Cover | null {
  const { folded } = line;
  if (folded.length > LONGEST) return null;
  if (ONLY_SEPARATORS.test(folded) || rules.notes.some((note) => note.test(folded))) return { facts: [], open: null };
  const facts: FactFound[] = [];
  let open: Label | null = null;
  let enough = false;
  for (let at = skipSeparators(folded, 0); at < folded.length; at = skipSeparators(folded, at)) {
    const label = labelAt(folded, at, rules, head);
    if (label) {
      const end = endOfValue(folded, label.value, label.rule, rules, head);
      const value = trimmedValue(folded, label.value, end);
      if (!label.rule.value.test(folded.slice(value.start, value.end))) return null;
      const printed = text.slice(line.start + value.start, line.start + value.end);
      if (label.rule.fact && printed) {
        facts.push({ fact: label.rule.fact, value: printed, rank: rules.labels.indexOf(label.rule) });
      }
      open = printed ? null : label.rule;
      enough = true;
      at = end;
      continue;
    }
    const part = partAt(folded, at, rules, head);
    if (!part) return head && isOrigin(facts, folded) ? { facts, open: null } : null;
    if (part.published) {
      const printed = text.slice(line.start + at, line.start + at + part.published.length);
      facts.push({ fact: 'published', value: printed, rank: rules.labels.length });
    }
    enough ||= part.alone;
    open = null;
    at = part.end;
  }
  return enough ? { facts, open } : null;
}

/** Whether a line of the head says where and when the document came out: then what else stands in it are buttons. */
function isOrigin(facts: readonly FactFound[], folded: string): boolean {
  return (
    !/[。;]/.test(folded) && (['published', 'source'] as const).every((one) => facts.some(({ fact }) => fact === one))
  );
}

function skipSeparators(folded: string, from: number): number {
  let at = from;
  while (at < folded.length && SEPARATOR.test(folded[at]!)) at++;
  return at;
}

/** The label that stands at a place, and where its value begins. */
function labelAt(
  folded: string,
  at: number,
  rules: FurnitureRules,
  head: boolean,
): { readonly rule: Label; readonly value: number; readonly colon: boolean } | null {
  for (const rule of rules.labels) {
    if (rule.head && !head) continue;
    rule.words.lastIndex = at;
    if (!rule.words.test(folded)) continue;
    const after = rule.words.lastIndex;
    const colon = skipBlanks(folded, after);
    if (folded[colon] === ':') return { rule, value: skipBlanks(folded, colon + 1), colon: true };
    if (head && rule.bare && (colon > after || colon === folded.length)) return { rule, value: colon, colon: false };
  }
  return null;
}

function skipBlanks(folded: string, from: number): number {
  let at = from;
  while (folded[at] === ' ') at++;
  return at;
}

function partAt(
  folded: string,
  at: number,
  rules: FurnitureRules,
  head: boolean,
): { readonly end: number; readonly alone: boolean; readonly published: string } | null {
  for (const { pattern, head: inHead, alone } of rules.parts) {
    if (inHead && !head) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(folded);
    if (match) return { end: at + match[0].length, alone, published: match.groups?.published ?? '' };
  }
  return null;
}

/**
 * A value ends where, after a separator, another label or part begins; a date where it ends; and at a label with its
 * colon even when nothing sets it apart, as between elements of one line.
 */
function endOfValue(folded: string, from: number, label: Label, rules: FurnitureRules, head: boolean): number {
  if (label.kind === 'date') {
    DATE.lastIndex = from;
    if (DATE.test(folded)) return DATE.lastIndex;
  }
  if (label.kind === 'count') {
    COUNT.lastIndex = from;
    if (COUNT.test(folded)) return COUNT.lastIndex;
  }
  for (let at = from; at < folded.length; at++) {
    if (SEPARATOR.test(folded[at]!)) continue;
    const next = labelAt(folded, at, rules, head);
    if (at > from && !SEPARATOR.test(folded[at - 1]!)) {
      if (next?.colon) return at;
      continue;
    }
    if (next) return at;
    const part = partAt(folded, at, rules, head);
    if (part?.alone && (!part.published || label.kind === 'name')) return at;
  }
  return folded.length;
}

function trimmedValue(folded: string, from: number, to: number): Span {
  let start = from;
  let end = to;
  while (start < end && /[ 【[|]/.test(folded[start]!)) start++;
  while (end > start && /[ |【[\]】;,(<>×]/.test(folded[end - 1]!)) end--;
  // A bracket round the whole line closes after its last value: (联系电话:…;邮编:361006)
  if (folded[end - 1] === ')' && !folded.slice(start, end).includes('(')) end--;
  return { start, end };
}

/** A label alone on its line is answered by the next line, where that is short and fits. */
function answerOpenLabels(lines: readonly Line[], covers: (Cover | null)[], text: string, rules: FurnitureRules): void {
  for (let i = 0; i + 1 < lines.length; i++) {
    const open = covers[i]?.open;
    const next = lines[i + 1]!;
    if (!open || covers[i + 1] !== null || isBody(next) || next.folded.length > SHORT) continue;
    if (open.kind !== 'date' && open.kind !== 'count' && !covers[i + 2]) continue;
    if (!open.value.test(next.folded)) continue;
    const value = text.slice(next.start, next.end);
    const facts = open.fact ? [{ fact: open.fact, value, rank: rules.labels.indexOf(open) }] : [];
    covers[i + 1] = { facts, open: null };
  }
}

/** Lists of links after the last running text. */
function markLists(lines: readonly Line[], covers: (Cover | null)[], rules: FurnitureRules, lastBody: number): void {
  let inList = false;
  for (let i = lastBody + 1; i < lines.length && lastBody >= 0; i++) {
    inList ||= rules.lists.test(lines[i]!.folded);
    if (inList && lines[i]!.folded.length <= SHORT) covers[i] ??= { facts: [], open: null };
  }
}
