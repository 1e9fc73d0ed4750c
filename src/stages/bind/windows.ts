import type { Mention } from '../../graph.js';
import type { Figure, Reach, Span } from '../../types.js';
import { SHARED } from './weights.js';

/** The places in which the words of a measure may stand, in text order, and what that is worth. */
export interface Window {
  readonly reach: Reach;
  readonly pieces: readonly Span[];
  /** At least one word must stand in here. */
  readonly core: readonly Span[];
  readonly weight: number;
  /** Where the label ends and the number begins (or the other way round), to measure distance. */
  readonly before: Span;
  readonly after: Span;
  readonly afterNames: boolean;
  /** The words after the number go on into the next figure's label. */
  readonly broken: boolean;
  /** Headings of a table cell: how far they stand from it says nothing. */
  readonly table?: boolean;
  /** The figure's own words name a kind only, so topics among them are no rivals. */
  readonly kindOnly?: boolean;
  /** Looked into only where the others gave nothing. */
  readonly fallback?: boolean;
}

const place = ({ before, after, afterNames, broken }: Mention) => ({ before, after, afterNames, broken });

/** The words of the figure whose label a silent figure shares, and so on while that one is silent too. */
function siblings(mention: Mention, mentions: readonly Mention[]): Window[] {
  const windows: Window[] = [];
  const seen = new Set<number>();
  let last = mention;
  for (let at = mention.chain; at !== null && !seen.has(at) && mentions[at]; at = last.silent ? last.chain : null) {
    seen.add(at);
    last = mentions[at]!;
    const pieces = [last.head, last.before, last.after].filter((p): p is Span => p !== null);
    windows.push({
      reach: 'sibling',
      pieces,
      core: [last.before, last.after],
      weight: mention.kind ? SHARED.kind : SHARED.sibling,
      ...place(last),
    });
  }
  const open = last.clauses[0];
  if (last.silent && open && !open.hasFigure) windows.push(spoken(open, last, [last.before, last.after]));
  return windows;
}

/** The clause before says what is counted: 制定告知承诺清单,共35项. */
const spoken = (clause: Span, mention: Mention, own: readonly Span[]): Window => ({
  reach: 'sibling',
  pieces: [clause, ...own],
  core: [clause],
  weight: SHARED.sibling,
  before: clause,
  after: { start: mention.after.start, end: mention.after.start },
  afterNames: false,
  broken: false,
});

/** The one window of a part among things that the clause before names. */
export const amongWindow = (mention: Mention, among: Span): Window => ({
  ...spoken(among, mention, [mention.before, mention.after]),
  weight: SHARED.own,
  kindOnly: true,
});

/** The windows in which a figure's measure may stand, best first. The first holds its own words. */
export function windowsOf(mention: Mention, mentions: readonly Mention[], figure: Figure): Window[] {
  if (mention.headings.length > 0) {
    const pieces = [...mention.headings].sort((a, b) => a.start - b.start);
    return [{ reach: 'own', pieces, core: pieces, weight: SHARED.own, ...place(mention), table: true }];
  }
  const own = [mention.before, mention.after];
  const windows: Window[] = [{ reach: 'own', pieces: own, core: own, weight: SHARED.own, ...place(mention) }];
  const { tail, head } = mention;
  if (tail)
    windows.push({
      reach: 'clause',
      pieces: [...own, tail],
      core: [tail],
      weight: SHARED.clause,
      before: mention.before,
      after: tail,
      afterNames: true,
      broken: false,
      fallback: true,
    });
  if (head)
    windows.push({
      reach: 'clause',
      pieces: [head, ...own],
      core: own,
      weight: SHARED.clause,
      ...place(mention),
      fallback: true,
    });
  if (mention.noun)
    windows.push({
      reach: 'clause',
      pieces: [mention.before, mention.noun],
      core: [mention.before],
      weight: SHARED.clause,
      ...place(mention),
    });
  if (mention.silent) windows.push(...siblings(mention, mentions));
  const whole = figure.aspect === 'share' && mention.previous !== null ? mentions[mention.previous] : undefined;
  // A share may be a rate that the label of its part names: 最多跑一次事项152项,占90.5%.
  if (whole)
    windows.push({
      reach: 'sibling',
      pieces: [whole.before, whole.after, ...own],
      core: own,
      weight: SHARED.sibling,
      ...place(mention),
    });
  const open = mention.clauses[0];
  if (open && !open.hasFigure) {
    windows.push({ reach: 'sentence', pieces: [open, ...own], core: own, weight: SHARED.sentence, ...place(mention) });
  }
  return windows;
}
