import type { Clause, Opener } from '../../graph.js';
import { sameKind } from '../../language/kin.js';
import { itemMark } from '../../language/marks.js';
import type { Vocabulary } from '../../language/vocabulary.js';
import type { Figure, Sentence, Span } from '../../types.js';

/** What walking a sentence tells of one figure. */
export interface Draft {
  readonly figure: number;
  readonly before: Span;
  /** Where the words after the number end. */
  afterEnd: number;
  /** The next figure broke them off. */
  broken: boolean;
  readonly head: Span | null;
  parent: number | null;
  readonly opener: Opener | null;
  /** The whole of a list that a semicolon before this figure may have ended. */
  readonly maybe: number | null;
  readonly division: string | null;
  /** Place of the bracket that it stands in, -1 outside. */
  readonly bracket: number;
  /** For a part after 其中: its list, and the figures that may be its whole. */
  readonly whole: { readonly list: number; readonly options: readonly number[] } | null;
  /** The clause without a figure that opens the list in which this one stands: 排名前三的是:…, 受理的案件中,… */
  readonly list: Clause | null;
  readonly previous: number | null;
  readonly clauses: readonly Clause[];
}

/** A stretch of the sentence outside brackets, or inside one pair of them. */
interface Level {
  clauseStart: number;
  segStart: number;
  /** Figures of the clause so far. */
  inClause: number[];
  /** Figures of this level so far: the whole of a part is among them. */
  readonly figures: number[];
  parts: {
    readonly of: number | null;
    readonly list: number;
    readonly options: readonly number[];
    readonly by: 'word' | 'among' | 'view';
  } | null;
  /** The parts that a semicolon may have ended. */
  ended: Level['parts'];
  list: Clause | null;
  /** The figure before the opening bracket. */
  readonly opener: number | null;
  /** Its place, -1 outside. */
  readonly bracket: number;
}

const level = (start: number, opener: number | null, bracket: number): Level => ({
  clauseStart: start,
  segStart: start,
  inClause: [],
  figures: [],
  parts: null,
  ended: null,
  list: null,
  opener,
  bracket,
});

/** Clauses further back than this say nothing of a figure any more; the bound keeps the cost linear. */
const FAR = 16;

const STOPS = ',;:。!?\t|';
/** What may stand before the mark of an item inside a sentence. */
const ITEMS_FOLLOW = ',;:';

/** Closing places of the brackets and quotes of a sentence that hold no figure: they are stepped over as part of a label. */
function transparent(
  norm: string,
  span: Span,
  figures: readonly Figure[],
  members: readonly number[],
): Map<number, number> {
  const out = new Map<number, number>();
  const pairs: Readonly<Record<string, string>> = { ')': '(', '”': '“', '》': '《' };
  const open: { c: string; at: number }[] = [];
  for (let i = span.start; i < span.end; i++) {
    const c = norm[i]!;
    if (c === '(' || c === '“' || c === '《') open.push({ c, at: i });
    else if (pairs[c]) {
      const k = open.findLastIndex((o) => o.c === pairs[c]);
      if (k < 0) continue;
      const at = open[k]!.at;
      open.length = k;
      if (!members.some((m) => figures[m]!.start >= at && figures[m]!.end <= i)) out.set(at, i);
    }
  }
  return out;
}

/** Walks one sentence from left to right. */
export class Walk {
  private readonly drafts: Draft[] = [];
  private readonly open = new Set<number>();
  private readonly byFigure = new Map<number, Draft>();
  private readonly clauses: Clause[] = [];
  private readonly stack: Level[];

  constructor(
    private readonly norm: string,
    private readonly sentence: Sentence,
    private readonly figures: readonly Figure[],
    private readonly members: readonly number[],
    /** The figures of the sentence before, which a 其中 or 从…看 at this one's start divides. */
    private readonly earlier: readonly number[],
    private readonly words: Pick<Vocabulary, 'parts' | 'view'>,
  ) {
    this.stack = [level(sentence.words, null, -1)];
  }

  /** Drafts of the sentence's figures, in order. */
  run(): Draft[] {
    const skip = transparent(this.norm, this.sentence, this.figures, this.members);
    let next = 0;
    for (let i = this.sentence.words; i < this.sentence.end; i++) {
      const member = this.members[next];
      if (member !== undefined && i >= this.figures[member]!.extent.start) {
        this.figure(member);
        next++;
        i = Math.max(i, this.figures[member]!.extent.end) - 1;
        continue;
      }
      const jump = skip.get(i);
      if (jump !== undefined) {
        // A remark in brackets right behind the number (含上年结转) speaks of it, but is not its label.
        if (this.norm[i] === '(' && i === this.top.segStart && this.top.inClause.length > 0) this.close(i);
        i = jump;
      } else {
        this.mark(this.norm[i]!, i, this.members[next]);
        i = this.behindItem(i, this.members[next]);
      }
    }
    // A statement without a digit may stand at the very end of its sentence.
    for (; next < this.members.length; next++) this.figure(this.members[next]!);
    for (const open of [...this.stack].reverse()) this.close(this.sentence.end, open);
    return this.settled();
  }

  /** Steps over the mark of an item that a clause starts with (;2.举办…, ,二是举办…): it is none of its words. */
  private behindItem(i: number, next: number | undefined): number {
    if (!ITEMS_FOLLOW.includes(this.norm[i]!)) return i;
    const mark = itemMark(this.norm.slice(i + 1, i + 25));
    const length = mark && mark.level > 1 ? mark.length : 0;
    if (length === 0 || (next !== undefined && this.figures[next]!.extent.start <= i + length)) return i;
    this.top.clauseStart = i + 1 + length;
    this.top.segStart = i + 1 + length;
    return i + length;
  }

  private get top(): Level {
    return this.stack.at(-1)!;
  }

  /** Ends the words after the last figure of a level's clause. */
  private close(at: number, at_level: Level = this.top): void {
    const last = at_level.inClause.at(-1);
    if (last === undefined || !this.open.delete(last)) return;
    this.byFigure.get(last)!.afterEnd = at;
  }

  private figure(member: number): void {
    const top = this.top;
    const { extent } = this.figures[member]!;
    const before = top.inClause.at(-1);
    if (before !== undefined && this.open.has(before)) this.byFigure.get(before)!.broken = true;
    this.close(extent.start);
    const last = top.figures.at(-1);
    const gap = this.norm
      .slice(last === undefined ? top.clauseStart : this.figures[last]!.extent.end, extent.start)
      .replace(/\([^()]*\)/g, '');
    const opens =
      this.drafts.length === 0 && this.words.parts.test(this.norm.slice(this.sentence.start, this.sentence.start + 6));
    if (this.words.parts.test(gap) || opens) top.parts = this.whole(member);
    else if (top.parts?.by === 'view')
      top.parts = { ...top.parts, of: this.sameUnit(top.parts.options, member) ?? null };
    // 38个工作站和420个工作室: what stands before 和 is the label of the figure before.
    if (before !== undefined && /(?:和|及|与|以及)$/.test(this.norm.slice(top.segStart, extent.start)))
      top.segStart = extent.start;
    const first = top.inClause[0];
    const draft: Draft = {
      figure: member,
      before: { start: Math.min(top.segStart, extent.start), end: extent.start },
      afterEnd: this.sentence.end,
      broken: false,
      head: first === undefined ? null : { start: top.clauseStart, end: this.figures[first]!.extent.start },
      parent: top.parts?.of ?? top.opener,
      opener: top.parts ? top.parts.by : top.opener === null ? null : 'bracket',
      maybe: top.parts === null && top.opener === null ? (top.ended?.of ?? null) : null,
      division: top.parts ? `${top.parts.by} ${top.parts.list}` : top.opener === null ? null : `bracket ${top.bracket}`,
      bracket: top.bracket,
      whole: top.parts,
      list: top.list,
      previous: last ?? top.opener,
      clauses: this.clauses.slice(-FAR).reverse(),
    };
    this.drafts.push(draft);
    this.byFigure.set(member, draft);
    this.open.add(member);
    top.inClause.push(member);
    top.figures.push(member);
    top.segStart = extent.end;
  }

  /** The whole that a part after 其中 belongs to: the nearest level of its unit before it. */
  private whole(part: number): Level['parts'] {
    const before = this.top.figures.length > 0 ? this.top.figures : this.drafts.length > 0 ? [] : this.earlier;
    const options = before.filter((f) => this.figures[f]!.aspect === 'level' && !this.figures[f]!.derived);
    const of = this.sameUnit(options, part) ?? options.at(-1) ?? this.top.opener;
    return { of, list: part, options, by: 'word' };
  }

  private sameUnit(options: readonly number[], part: number): number | undefined {
    const { unit } = this.figures[part]!;
    return (
      options.findLast((f) => this.figures[f]!.unit === unit) ??
      options.findLast((f) => sameKind(this.figures[f]!.unit, unit))
    );
  }

  /** A list of parts (or its beginning, where things are divided twice) belongs to the earlier figure that is their sum, and never to one that is less than a part. */
  private settled(): Draft[] {
    const lists = new Map<number, Draft[]>();
    for (const draft of this.drafts)
      if (draft.whole !== null) lists.set(draft.whole.list, [...(lists.get(draft.whole.list) ?? []), draft]);
    for (const parts of lists.values()) {
      const number = (f: number) => Number(this.figures[f]!.value);
      const { unit } = this.figures[parts[0]!.figure]!;
      const same = parts
        .filter((p) => this.figures[p.figure]!.unit === unit && this.figures[p.figure]!.aspect === 'level')
        .map((p) => number(p.figure));
      const options = parts[0]!.whole!.options.filter((f) => sameKind(this.figures[f]!.unit, unit));
      const sums = same.map((_, n) => same.slice(0, n + 1).reduce((a, b) => a + b, 0)).slice(1);
      const exact = options.filter((f) => sums.some((sum) => Math.abs(number(f) - sum) < 1e-6));
      const large = options.filter((f) => number(f) >= Math.max(...same));
      const whole = exact.at(-1) ?? (options.length > 0 ? large.at(-1) : undefined);
      if (whole !== undefined) for (const part of parts) part.parent = whole;
    }
    return this.drafts;
  }

  private mark(c: string, i: number, next: number | undefined): void {
    const top = this.top;
    if (STOPS.includes(c)) {
      this.close(i);
      const clause = { start: top.clauseStart, end: i, hasFigure: top.inClause.length > 0, ends: c };
      if (i > top.clauseStart) this.clauses.push(clause);
      // 112件行政复议案件中,维持80件; 查处案件96件:食品类41件: what follows are parts of what stands before.
      if (c === ':' || this.norm[i - 1] === '中') {
        const whole = top.inClause.at(-1);
        if (whole !== undefined) top.parts = { of: whole, list: whole, options: [whole], by: 'among' };
        else top.list = clause;
      }
      // 从实施主体看,公安40962宗,…: the figures of the sentence before are divided.
      if (!clause.hasFigure && this.words.view.test(this.norm.slice(clause.start, clause.end)))
        top.parts = {
          of: null,
          list: i,
          options: top.figures.length > 0 ? [...top.figures] : this.earlier,
          by: 'view',
        };
      top.clauseStart = i + 1;
      top.segStart = i + 1;
      top.inClause = [];
      if (c !== ';') return;
      if (top.parts?.by !== 'view') {
        top.ended = top.parts ?? top.ended;
        top.parts = null;
      }
      top.list = null;
    } else if (c === '、') this.list(i, next);
    else if (c === '(') {
      this.close(i);
      this.stack.push(level(i + 1, top.figures.at(-1) ?? null, i));
    } else if (c === ')' && this.stack.length > 1) {
      this.close(i);
      this.stack.pop();
      this.top.segStart = i + 1;
    }
  }

  /** A 、 parts two figures of a list; inside the words that follow a number (3名律师、基层法律工作者担任…) it does not. */
  private list(i: number, next: number | undefined): void {
    const top = this.top;
    const last = top.inClause.at(-1);
    if (last === undefined) return;
    const bare = i <= top.segStart || !this.open.has(last);
    const near = next !== undefined && this.figures[next]!.extent.start - i <= 4;
    if (!bare && !near) return;
    this.close(i);
    top.segStart = i + 1;
  }
}
