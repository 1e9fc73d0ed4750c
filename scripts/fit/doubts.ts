import type { Matcher } from '../../src/codebook/compile.js';
import { NONE } from '../../src/stages/bind/features.js';
import { followsBy } from '../../src/stages/bind/index.js';
import type { Annotated } from './corpus.js';
import { decodeText, type FitOptions, learnRounds, lessonsIn } from './fit.js';

/** A likelier answer than this against a mark is a doubt. */
const LEAST = 0.7;
/** An answer that is as good as impossible (its unit is none of the indicator's) says nothing of the mark. */
const IMPOSSIBLE = 5e-4;
/** How much of the text before and behind a figure is shown. */
const AROUND = [230, 70] as const;

/**
 * Marks that speak against what was learnt from other writers alone: some are slips, so a third reader should decide, who is not told
 * which answer is whose. Out: a line for each, with tabs: text, place of the figure in it, what is marked, what was learnt, how likely
 * that is, the figure in its surroundings. Line feeds are shown as ⏎.
 */
export function* doubts(texts: readonly Annotated[], matcher: Matcher, options: FitOptions): Generator<string> {
  const { cases, ...read } = lessonsIn(texts, matcher, options);
  const learnt = { ...read, weights: learnRounds(cases, matcher, followsBy(read, matcher)), threshold: 0.5 };
  const idOf = (candidate: number): string => (candidate === NONE ? '' : matcher.indicators[candidate]!.id);
  for (const { text, known, settled } of cases) {
    if (settled || (text.set !== 'texts' && text.set !== 'examples')) continue;
    const decoded = decodeText(text, known, learnt, matcher);
    for (const [i, codes] of text.right.entries()) {
      const top = decoded[i]![0]!;
      if (codes === null || top.probability < LEAST || codes.includes(idOf(top.candidate))) continue;
      const marked = decoded[i]!.filter(({ candidate }) => codes.includes(idOf(candidate)));
      if (marked.reduce((sum, { probability }) => sum + probability, 0) < IMPOSSIBLE) continue;
      const { start, end } = text.figures[i]!;
      const [before, behind] = AROUND;
      const shown = `${text.text.slice(Math.max(0, start - before), start)}【${text.text.slice(start, end)}】${text.text.slice(end, end + behind)}`;
      const ids = codes.map((id) => id || '-').join('/');
      const place = [text.name, start, ids, idOf(top.candidate) || '-', top.probability.toFixed(2)];
      yield [...place, shown.replaceAll(/\s*\n\s*/g, '⏎').replaceAll('\t', ' ')].join('\t');
    }
  }
}
