import type { Mention } from '../../graph.js';
import type { Vocabulary } from '../../language/vocabulary.js';
import type { Figure, Sentence } from '../../types.js';

const comparable = (figure: Figure, level: Figure): boolean => {
  if (figure.unit === '个百分点') return level.unit === '%';
  if (figure.aspect === 'growth') return level.unit !== '%';
  if (figure.aspect === 'share') return level.unit !== '%' && level.unit !== '元';
  return level.unit === figure.unit;
};

/** 败诉率9%,同比下降2%: a movement in per cent right behind a rate, with nothing between but the comparison, is the rate's. */
function risesOf(norm: string, i: number, figures: readonly Figure[]): boolean {
  const figure = figures[i]!;
  const before = figures[i - 1];
  if (figure.aspect !== 'growth' || before?.sentence !== figure.sentence || before.aspect !== 'level') return false;
  const gap = norm.slice(before.extent.end, figure.start);
  return before.unit === '%' && /^,?(?:同比|环比|比上年|较上年|比去年|较去年)(?:同期)?[^,;。\d]{0,4}$/.test(gap);
}

/** The unit that a comparison's own words name (批次同比下降8.4%), when a level of its sentence has it. */
function unitNamed(i: number, figures: readonly Figure[], own: string): string | null {
  for (let j = i - 1; j >= 0 && figures[j]!.sentence === figures[i]!.sentence; j--) {
    const { unit, aspect } = figures[j]!;
    if (aspect === 'level' && unit.length > 1 && own.includes(unit)) return unit;
  }
  return null;
}

/**
 * The level of which a growth, change, share or average figure speaks: the nearest comparable level before it in its sentence,
 * k-th of the levels where the growths are listed (同比分别上升8.8%、下降5.3%), or the last of the sentence before when the sentence
 * opens with the comparison. Null when there is none.
 */
export function referentOf(
  norm: string,
  i: number,
  figures: readonly Figure[],
  mentions: readonly Mention[],
  sentences: readonly Sentence[],
  own: string,
): number | null {
  const figure = figures[i]!;
  if (risesOf(norm, i, figures)) return i - 1;
  const named = unitNamed(i, figures, own);
  const run: number[] = [];
  const levels: number[] = [];
  for (let j = i - 1; j >= 0 && figures[j]!.sentence === figure.sentence; j--) {
    const other = figures[j]!;
    if (other.derived) continue;
    if (named !== null && other.unit !== named) continue;
    if (other.aspect === 'level' || (figure.unit === '个百分点' && other.aspect === 'share')) {
      if (comparable(figure, other)) levels.unshift(j);
    } else if (levels.length === 0 && other.aspect === figure.aspect && other.unit === figure.unit) run.unshift(j);
  }
  if (levels.length === 0) {
    const item = sentences[figure.sentence]!.item;
    for (
      let j = i - 1;
      j >= 0 && sentences[figures[j]!.sentence]!.item === item && figures[j]!.sentence >= figure.sentence - 1;
      j--
    ) {
      if (figures[j]!.aspect === 'level' && comparable(figure, figures[j]!))
        return mentions[i]!.clauses.length === 0 ? j : null;
    }
    return null;
  }
  let after = 0;
  for (
    let j = i + 1;
    j < figures.length && figures[j]!.sentence === figure.sentence && figures[j]!.aspect === figure.aspect;
    j++
  )
    after++;
  const total = run.length + 1 + after;
  if (total > 1 && mentions[i]!.sentence === figure.sentence && levels.length >= total) {
    const last = levels.at(-1)!;
    const adjacent = figures[run[0] ?? i]!.start > figures[last]!.end;
    if (adjacent && distinctClauses(run, i, mentions)) return levels.slice(-total)[run.length]!;
  }
  return levels.at(-1)!;
}

/** Growths listed one after another share one clause opening; growths of several levels stand each after its own. */
function distinctClauses(run: readonly number[], i: number, mentions: readonly Mention[]): boolean {
  const list = [...run, i];
  return list.every(
    (f, k) =>
      k === 0 || mentions[f]!.head !== null || mentions[f]!.clauses[0]?.start === mentions[list[0]!]!.before.start,
  );
}

/**
 * Whether a comparison speaks of the level it would refer to: it has no subject of its own (同比增长12%), or one that the level's
 * label names too (复议申请量同比增长12%).
 */
export function speaksOf(norm: string, mention: Mention, level: Mention, unit: string, words: Vocabulary): boolean {
  const subject = [
    ...words.telling(norm, mention.before),
    ...(mention.afterNames ? words.telling(norm, mention.after) : []),
  ];
  if (subject.length === 0) return true;
  const said = [level.head, level.before, level.after, ...level.clauses.slice(0, 1)];
  const label = [...said.map((p) => (p ? norm.slice(p.start, p.end) : '')), unit].join('|');
  return subject.filter((word) => word.length > 1 && label.includes(word)).length * 2 > subject.length;
}
