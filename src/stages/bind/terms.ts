import type { Graph, Mention } from '../../graph.js';
import type { Evidence, Figure, Structure } from '../../types.js';
import { contextOf, placesOf } from './context.js';
import { type Scored, type Scorer, scoreMatch, termsIn, unitFits } from './score.js';
import { THRESHOLD } from './weights.js';
import { amongWindow, type Window, windowsOf } from './windows.js';

/** What the terms of the codebook say of one figure. */
export interface Told {
  /** The best score of each indicator, best first; those that words of the label speak against among them. */
  readonly own: readonly Scored[];
  /** The same for the clause that opens a list of kinds (受理的案件中,土地类11件). */
  readonly among: readonly Scored[];
  /** Indicators whose words are coordinated with those of another: 行政复议、行政诉讼案件120件 counts both, so it is neither. */
  readonly joined: ReadonlySet<number>;
}

/** What a figure is allowed to be. */
interface Wish {
  readonly fits: (indicator: number) => boolean;
  /** Only words in the figure's own label count, the topic too. */
  readonly direct: boolean;
}

function wishOf({ matcher }: Scorer, figure: Figure): Wish {
  const isRate = (k: number) => matcher.indicators[k]!.isRate;
  if (figure.aspect !== 'growth' && figure.aspect !== 'change')
    return { direct: false, fits: (k) => unitFits(matcher, k, figure) };
  if (figure.unit === '个百分点') return { direct: true, fits: isRate };
  return { direct: true, fits: (k) => (figure.aspect === 'change' ? unitFits(matcher, k, figure) : !isRate(k)) };
}

/** Ranks the indicators whose terms stand where they speak of a figure. */
export function termsOf(
  norm: string,
  scorer: Scorer,
  structure: Structure,
  figures: readonly Figure[],
  mentions: Graph['mentions'],
  mention: Mention,
): Told {
  const figure = figures[mention.figure]!;
  const context = contextOf(scorer.matcher, scorer.topicsAt, placesOf(mention, mentions, structure));
  const spoken = { mention, context, wish: wishOf(scorer, figure) };
  const own = rank(norm, scorer, { ...spoken, windows: windowsOf(mention, mentions, figure) });
  const among =
    mention.among === null || spoken.wish.direct
      ? []
      : rank(norm, scorer, { ...spoken, windows: [amongWindow(mention, mention.among)] });
  return { own, among, joined: joinedOf(norm, mention, own) };
}

const JOINT = /、|以及|[和及与]/;

function joinedOf(norm: string, { before, after }: Mention, own: readonly Scored[]): ReadonlySet<number> {
  const joined = new Set<number>();
  const strong = own.filter(({ vetoed, score }) => vetoed === null && score >= THRESHOLD);
  if (strong.length < 2 || !JOINT.test(norm.slice(before.start, after.end))) return joined;
  const words = strong.map((s) => s.told().evidence.filter(({ reach }) => reach === 'own'));
  const meets = (x: Evidence, y: Evidence): boolean => /^(?:、|以及|[和及与])$/.test(norm.slice(x.end, y.start));
  for (let a = 0; a < strong.length; a++)
    for (let b = a + 1; b < strong.length; b++)
      if (words[a]!.some((x) => words[b]!.some((y) => meets(x, y) || meets(y, x))))
        joined.add(strong[a]!.indicator).add(strong[b]!.indicator);
  return joined;
}

interface Case {
  readonly mention: Mention;
  readonly context: ReturnType<typeof contextOf>;
  readonly wish: Wish;
  readonly windows: readonly Window[];
}

/** The best score of each indicator for one figure, best first. */
function rank(norm: string, scorer: Scorer, { mention, context, wish, windows }: Case): Scored[] {
  const { matcher, found } = scorer;
  const best = new Map<number, Scored>();
  const vetoes = termsIn(matcher, found, windows[0]!, 'unless');
  const sums = /共|合计|累计/.test(norm.slice(mention.before.start, mention.before.end));
  for (const window of wish.direct ? windows.slice(0, 1) : windows) {
    if (window.fallback && [...best.values()].some((s) => s.vetoed === null && s.score >= THRESHOLD)) continue;
    // Who borrows a sibling's label borrows the words in it that forbid; a sum of it (每个社区7名,共91名) does not.
    const borrowed = window.reach === 'sibling' && !sums ? termsIn(matcher, found, window, 'unless') : [];
    for (const match of termsIn(matcher, found, window, 'measure')) {
      const { indicator } = matcher.terms[match.term]!;
      if (!wish.fits(indicator)) continue;
      const scored = scoreMatch(
        scorer,
        match,
        mention,
        context,
        borrowed.length > 0 ? [...vetoes, ...borrowed] : vetoes,
      );
      if (!scored || (wish.direct && scored.topicReach !== 'own')) continue;
      const known = best.get(indicator);
      if (!known || scored.score > known.score) best.set(indicator, scored);
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score || a.indicator - b.indicator);
}
