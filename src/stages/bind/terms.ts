import type { Matcher } from '../../codebook/compile.js';
import type { Graph, Mention } from '../../graph.js';
import type { Vocabulary } from '../../language/vocabulary.js';
import type { Figure, Span, Structure } from '../../types.js';
import { contextOf, placesOf } from './context.js';
import { fittingUnit, inside, type Match, type Scored, type Scorer, scoreMatch, termsIn } from './score.js';
import { THRESHOLD } from './weights.js';
import { amongWindow, type Window, windowsOf } from './windows.js';

/** What the terms of the codebook say of one figure. */
export interface Told {
  /** The best score of each indicator, best first; those that words of the label speak against among them. */
  readonly own: readonly Scored[];
  /** The same for the clause that opens a list of kinds (受理的案件中,土地类11件). */
  readonly among: readonly Scored[];
  /** Indicators whose words are coordinated with those of another: 行政复议、行政诉讼案件120件 counts both, so it is neither; of one and its kind (文件、合同75件), the kind. */
  readonly joined: ReadonlySet<number>;
  readonly said: Said;
}

/** Words around a figure, to look for those of an indicator's object and action. */
export interface Said {
  /** The noun that is counted. */
  readonly counted: string;
  /** It is a body, an area or a group, not a thing that these do. */
  readonly actor: boolean;
  /** The figure's own words, and those that it shares. */
  readonly label: string;
  /** The clause before. */
  readonly clause: string;
}

/** What a figure is allowed to be. */
interface Wish {
  readonly fits: (indicator: number) => boolean;
  /** Only words in the figure's own label count, the topic too. */
  readonly direct: boolean;
}

function wishOf({ matcher }: Scorer, figure: Figure): Wish {
  const isRate = (k: number) => matcher.indicators[k]!.isRate;
  const units = fittingUnit(matcher, figure);
  const isUnit = (k: number) => units[k] === 1;
  if (figure.aspect !== 'growth' && figure.aspect !== 'change') return { direct: false, fits: isUnit };
  if (figure.unit === '个百分点') return { direct: true, fits: isRate };
  return { direct: true, fits: figure.aspect === 'change' ? isUnit : (k) => !isRate(k) };
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
  return {
    own,
    among,
    joined: joinedOf(norm, mention, own, scorer.matcher),
    said: saidOf(norm, mention, scorer.words),
  };
}

/** So much of what follows a number is taken for its own. */
const NEAR = 12;

function saidOf(
  norm: string,
  { before, after, head, tail, headings, counted, clauses }: Mention,
  { actors }: Vocabulary,
): Said {
  const cut = (span: Span | null | undefined): string => (span ? norm.slice(span.start, span.end) : '');
  const behind = norm.slice(after.start, Math.min(after.end, after.start + NEAR));
  const own = headings.length > 0 ? headings.map(cut) : [cut(head), cut(before), behind, cut(tail)];
  const noun = cut(counted).replace(/[()、]/g, '');
  return { counted: cut(counted), actor: actors.has(noun), label: own.join('|'), clause: cut(clauses[0]) };
}

const JOINT = /、|以及|[和及与]/;

function joinedOf(
  norm: string,
  { before, after }: Mention,
  own: readonly Scored[],
  { indicators }: Matcher,
): ReadonlySet<number> {
  const strong = own.filter(({ vetoed, score }) => vetoed === null && score >= THRESHOLD);
  if (strong.length < 2 || !JOINT.test(norm.slice(before.start, after.end))) return new Set();
  const words = strong.map((s) => s.told().evidence.filter(({ reach }) => reach === 'own'));
  const meet = (x: Span, y: Span): boolean => /^(?:、|以及|[和及与])$/.test(norm.slice(x.end, y.start));
  const joined = (a: number, b: number): boolean =>
    words[a]!.some((x) => words[b]!.some((y) => meet(x, y) || meet(y, x)));
  const counts = (a: number, b: number): boolean =>
    indicators[strong[b]!.indicator]!.kind_of === indicators[strong[a]!.indicator]!.id;
  return new Set(
    strong
      .filter((_, a) => strong.some((_, b) => a !== b && !counts(a, b) && joined(a, b)))
      .map(({ indicator }) => indicator),
  );
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
  let vetoes: Match[] | null = null;
  let strong = false;
  for (const window of wish.direct ? windows.slice(0, 1) : windows) {
    if (window.fallback && strong) continue;
    const here = inside(found, window.pieces);
    const matches = termsIn(matcher, here, window, 'measure', wish.fits);
    if (matches.length === 0) continue;
    vetoes ??= termsIn(matcher, inside(found, windows[0]!.pieces), windows[0]!, 'unless', wish.fits);
    // Who borrows a sibling's label borrows the words in it that forbid; a sum of it (每个社区7名,共91名) does not.
    const borrows =
      window.reach === 'sibling' && !/共|合计|累计/.test(norm.slice(mention.before.start, mention.before.end));
    const borrowed = borrows ? termsIn(matcher, here, window, 'unless', wish.fits) : [];
    const forbidding = borrowed.length > 0 ? [...vetoes, ...borrowed] : vetoes;
    for (const match of matches) {
      const { indicator } = matcher.terms[match.term]!;
      const scored = scoreMatch(scorer, match, mention, context, forbidding);
      if (!scored || (wish.direct && scored.topicReach !== 'own')) continue;
      const known = best.get(indicator);
      if (!known || scored.score > known.score) best.set(indicator, scored);
    }
    strong = false;
    for (const { vetoed, score } of best.values()) if (vetoed === null && score >= THRESHOLD) strong = true;
  }
  return [...best.values()].sort((a, b) => b.score - a.score || a.indicator - b.indicator);
}
