import { domainOf, type Matcher, type Occurrence, occurrences } from '../../codebook/compile.js';
import type { Binding, Candidate, Evidence, Figure, Structure } from '../../types.js';
import { type Context, contextOf, placesOf, topicFinder } from './context.js';
import { sharedLabels } from './distribute.js';
import { type Frame, framesOf } from './frame.js';
import { sameKind } from './kin.js';
import { breakdownOf, labelOf } from './label.js';
import { referentOf, speaksOf } from './referent.js';
import { type Before, type Closer, type Scored, type Scorer, scoreMatch, termsIn, unitFits } from './score.js';
import { type ContextWords, type Vocabulary, vocabularyOf } from './vocabulary.js';
import { MARGIN, THRESHOLD } from './weights.js';
import { amongWindow, type Window, windowsOf } from './windows.js';

/** What a figure is allowed to be. */
interface Wish {
  readonly fits: (indicator: number) => boolean;
  /** Only words in the figure's own label count, the topic too. */
  readonly direct: boolean;
}

/** What ranking one figure needs. */
interface Case {
  readonly frame: Frame;
  readonly context: Context;
  readonly wish: Wish;
  readonly windows: readonly Window[];
  readonly before: Before;
}

/** The best score of each indicator for one figure, best first. */
function rank(norm: string, scorer: Scorer, { frame, context, wish, windows, before }: Case): Scored[] {
  const { matcher, found } = scorer;
  const best = new Map<number, Scored>();
  const vetoes = termsIn(matcher, found, windows[0]!, 'unless');
  const sums = /共|合计|累计/.test(norm.slice(frame.before.start, frame.before.end));
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
        frame,
        context,
        borrowed.length > 0 ? [...vetoes, ...borrowed] : vetoes,
        before,
      );
      if (!scored || (wish.direct && scored.topicReach !== 'own')) continue;
      const known = best.get(indicator);
      if (!known || scored.score > known.score) best.set(indicator, scored);
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score || a.indicator - b.indicator);
}

/** Whether two candidates' own words are coordinated: 行政复议、行政诉讼案件120件 counts both, so it is neither. */
function coordinated(norm: string, a: Scored, b: Scored): boolean {
  const own = (s: Scored) => s.evidence.filter((e) => e.reach === 'own');
  const joined = (x: Evidence, y: Evidence) => /^(?:、|和|及|与|以及)$/.test(norm.slice(x.end, y.start));
  return own(a).some((x) => own(b).some((y) => joined(x, y) || joined(y, x)));
}

/** The winner among the ranked, or none where two are near each other or all are weak. */
function decide(
  norm: string,
  ranked: readonly Scored[],
  matcher: Matcher,
): { chosen: Scored | null; candidates: Candidate[] } {
  const alive = ranked.filter((s) => s.vetoed === null);
  const [first, second] = alive;
  // A rival of another domain counts though the words of the first forbid it.
  const domain = (s: Scored) => matcher.indicators[s.indicator]!.domain;
  const rivals = ranked.filter(
    (s) => s !== first && s.score >= THRESHOLD && (s.vetoed === null || (first && domain(s) !== domain(first))),
  );
  const alone = first && !rivals.some((rival) => coordinated(norm, first, rival));
  const clear = alone && first.score >= THRESHOLD && (!second || first.score >= second.score * MARGIN);
  const chosen = clear ? first : null;
  const candidates = ranked.slice(0, 6).map((s): Candidate => {
    const verdict =
      s === chosen ? 'chosen' : s.vetoed !== null ? 'vetoed' : s.score < THRESHOLD ? 'weak' : chosen ? 'lost' : 'close';
    const why = s.vetoed === null ? s.why : `${s.why}; forbidden by ${s.vetoed}`;
    return {
      indicator: matcher.indicators[s.indicator]!.id,
      score: Math.round(s.score * 1000) / 1000,
      evidence: s.evidence,
      verdict,
      why,
    };
  });
  return { chosen, candidates };
}

interface Draft {
  indicator: string | null;
  rule: string;
  of: number | null;
  candidates: Candidate[];
  chosen: Scored | null;
}

/**
 * Says what each figure counts.
 * In: the normalized text, its structure and figures, the compiled codebook, word boundaries and the context words.
 * Out: bindings in the order of the figures, one for each, more where one number says the same of several things (A、B均为100%). Ambiguous figures have no indicator; `candidates` says why.
 */
export function bind(
  norm: string,
  structure: Structure,
  figures: readonly Figure[],
  matcher: Matcher,
  starts: Uint8Array,
  contextWords: ContextWords,
): Binding[] {
  const words = vocabularyOf(norm, starts, contextWords);
  const found: Occurrence[] = occurrences(norm, matcher, starts);
  const frames = framesOf(norm, structure, figures, words);
  const scorer: Scorer = { matcher, found, topicsAt: topicFinder(matcher, found), words };
  const drafts: Draft[] = [];
  figures.forEach((figure, i) => {
    drafts[i] = bindOne(norm, scorer, figure, i, figures, frames, structure, drafts);
  });
  inheritFromWhole(norm, scorer, figures, frames, drafts);
  figures.forEach((figure, i) => {
    // Some levels have their code only now; what speaks of them takes it.
    if (figure.aspect !== 'level' && drafts[i]!.indicator === null)
      drafts[i] = refer(norm, scorer, drafts[i]!, i, figures, frames, structure, drafts);
  });
  return drafts.flatMap((draft, i): Binding[] => {
    // A statement without a digit is a figure only when the codebook knows what it says.
    if (figures[i]!.derived && draft.indicator === null) return [];
    const shared = sharedLabels(norm, frames[i]!.before, words);
    const parts = shared.map((before) => {
      const frame: Frame = { ...frames[i]!, before, silent: false, chain: null, topics: shared };
      const part = bindOne(norm, scorer, figures[i]!, i, figures, frames.with(i, frame), structure, drafts);
      return finish(norm, part, i, frame, frames, words);
    });
    const codes = new Set(parts.map((part) => part.indicator));
    return codes.size > 1 ? parts : [finish(norm, draft, i, frames[i]!, frames, words)];
  });
}

function finish(
  norm: string,
  draft: Draft,
  figure: number,
  frame: Frame,
  frames: readonly Frame[],
  words: Vocabulary,
): Binding {
  const flags = draft.indicator === null && draft.candidates.some((c) => c.verdict === 'close') ? ['ambiguous'] : [];
  return {
    figure,
    indicator: draft.indicator,
    label: labelOf(norm, frame, frames, words),
    breakdown: draft.indicator === null ? {} : breakdownOf(norm, frame, draft.chosen?.evidence ?? [], words),
    rule: draft.rule,
    of: draft.of,
    candidates: draft.candidates,
    flags,
  };
}

function bindOne(
  norm: string,
  scorer: Scorer,
  figure: Figure,
  i: number,
  figures: readonly Figure[],
  frames: readonly Frame[],
  structure: Structure,
  drafts: readonly Draft[],
): Draft {
  const { matcher } = scorer;
  const frame = frames[i]!;
  const context = contextOf(matcher, scorer.topicsAt, placesOf(frame, frames, structure));
  const isRate = (k: number) => matcher.indicators[k]!.isRate;
  const moving = figure.aspect === 'growth' || figure.aspect === 'change';
  const wish: Wish = moving
    ? {
        direct: true,
        fits: (k) =>
          figure.unit === '个百分点'
            ? isRate(k)
            : figure.aspect === 'change'
              ? unitFits(matcher, k, figure)
              : !isRate(k),
      }
    : { direct: false, fits: (k) => unitFits(matcher, k, figure) };
  const spoken = {
    frame,
    context,
    wish,
    windows: windowsOf(frame, frames, figure),
    before: beforeOf(i, figures, frames, drafts),
  };
  const { chosen, candidates } = decide(norm, rank(norm, scorer, spoken), matcher);
  const listed =
    frame.among && !moving
      ? decide(norm, rank(norm, scorer, { ...spoken, windows: [amongWindow(frame, frame.among)] }), matcher)
      : null;
  // 受理的案件中,行政处罚438件 are 复议 cases, though 行政处罚 has indicators of its own.
  if (
    listed?.chosen &&
    (!chosen || matcher.indicators[chosen.indicator]!.domain !== matcher.indicators[listed.chosen.indicator]!.domain)
  )
    return {
      indicator: matcher.indicators[listed.chosen.indicator]!.id,
      rule: 'list',
      of: frame.parent,
      candidates: listed.candidates,
      chosen: null,
    };
  if (chosen)
    return {
      indicator: matcher.indicators[chosen.indicator]!.id,
      rule: `label.${chosen.topicReach}`,
      of: frame.parent,
      candidates,
      chosen,
    };
  const none: Draft = { indicator: null, rule: 'none', of: frame.parent, candidates, chosen: null };
  return figure.aspect === 'level' ? none : refer(norm, scorer, none, i, figures, frames, structure, drafts);
}

/** Gives a growth, change, share or average the code of the level that it speaks of. */
function refer(
  norm: string,
  scorer: Scorer,
  draft: Draft,
  i: number,
  figures: readonly Figure[],
  frames: readonly Frame[],
  structure: Structure,
  drafts: readonly Draft[],
): Draft {
  const own = norm.slice(frames[i]!.before.start, frames[i]!.before.end);
  const near = referentOf(i, figures, frames, structure.sentences, own);
  const of =
    near !== null && speaksOf(norm, frames[i]!, frames[near]!, figures[near]!.unit, scorer.words) ? near : null;
  const level = of === null ? null : (drafts[of] ?? null);
  if (level === null || level.indicator === null) return { ...draft, of };
  // 调解和解13件,占审结数的41.9% is the settlement rate; the share of a part (处罚类45件,占40%) is none.
  const rate = figures[i]!.aspect === 'share' && level.chosen ? scorer.matcher.rateOf.get(level.indicator) : undefined;
  return { ...draft, indicator: rate ?? level.indicator, rule: `referent.${rate ? 'rate' : figures[i]!.aspect}`, of };
}

/** Of the figures before one in its sentence: the uncoded levels of its unit with words of their own, and the domain coded last. */
function beforeOf(i: number, figures: readonly Figure[], frames: readonly Frame[], drafts: readonly Draft[]): Before {
  const closers: Closer[] = [];
  let domain: string | null = null;
  for (let j = i - 1; j >= 0 && figures[j]!.sentence === figures[i]!.sentence; j--) {
    const other = figures[j]!;
    const { indicator, candidates } = drafts[j]!;
    if (indicator !== null) domain ??= domainOf(indicator);
    else if (!frames[j]!.silent && other.aspect === 'level' && other.unit === figures[i]!.unit)
      closers.push({
        start: other.start,
        end: other.end,
        domains: new Set(candidates.filter((c) => c.verdict !== 'vetoed').map((c) => domainOf(c.indicator))),
      });
  }
  const { parent } = frames[i]!;
  return { closers, domain, whole: parent === null ? null : (drafts[parent]?.indicator ?? null) };
}

/** Whether an indicator counts a part of the whole by what became of it, rather than by its kind. */
const isOutcome = (matcher: Matcher, part: string | null, whole: string | null): boolean =>
  part !== null && part !== whole && matcher.indicators[matcher.byId.get(part)!]!.part_of === whole;

/** Whether the words of a part are among those that its whole's indicator excludes (事项1596项,其中即办事项1083项). */
function forbids({ matcher, found }: Scorer, whole: string, frame: Frame): boolean {
  const own = [frame.before, frame.after];
  const window: Window = {
    reach: 'own',
    pieces: own,
    core: own,
    weight: 1,
    before: frame.before,
    after: frame.after,
    afterNames: frame.afterNames,
    broken: frame.broken,
  };
  return termsIn(matcher, found, window, 'unless').some(
    (veto) => matcher.indicators[matcher.terms[veto.term]!.indicator]!.id === whole,
  );
}

/** A part without an indicator of its own, named by a kind, carries its whole's (法律援助案件307件(民事163件)). */
function inheritFromWhole(
  norm: string,
  scorer: Scorer,
  figures: readonly Figure[],
  frames: readonly Frame[],
  drafts: Draft[],
): void {
  drafts.forEach((draft, i) => {
    const { parent } = frames[i]!;
    const figure = figures[i]!;
    if (parent === null || figure.aspect !== 'level') return;
    const whole = drafts[parent]!;
    if (whole.indicator === null || !sameKind(figures[parent]!.unit, figure.unit) || figure.unit === '%') return;
    const nominal = scorer.words.nominal(norm, frames[i]!);
    if (nominal === null || forbids(scorer, whole.indicator, frames[i]!)) return;
    // 行政复议案件中,行政处罚类45件 are 复议 cases, though 行政处罚 has indicators of its own.
    if (draft.indicator !== null && (nominal === 'loose' || domainOf(draft.indicator) === domainOf(whole.indicator)))
      return;
    const mixed = drafts.some(
      (other, j) =>
        j !== i && frames[j]!.parent === parent && isOutcome(scorer.matcher, other.indicator, whole.indicator),
    );
    if (mixed && nominal !== 'class') return;
    drafts[i] = { ...draft, indicator: whole.indicator, rule: 'part', of: parent, chosen: null };
  });
}
