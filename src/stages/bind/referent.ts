import type { Figure, Sentence } from '../../types.js';
import type { Frame } from './frame.js';
import type { Vocabulary } from './vocabulary.js';

const comparable = (figure: Figure, level: Figure): boolean => {
  if (figure.unit === '个百分点') return level.unit === '%';
  if (figure.aspect === 'growth') return level.unit !== '%';
  if (figure.aspect === 'share') return level.unit !== '%' && level.unit !== '元';
  return level.unit === figure.unit;
};

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
  i: number,
  figures: readonly Figure[],
  frames: readonly Frame[],
  sentences: readonly Sentence[],
  own: string,
): number | null {
  const figure = figures[i]!;
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
        return frames[i]!.clauses.length === 0 ? j : null;
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
  if (total > 1 && frames[i]!.sentence === figure.sentence && levels.length >= total) {
    const last = levels.at(-1)!;
    const adjacent = figures[run[0] ?? i]!.start > figures[last]!.end;
    if (adjacent && distinctClauses(run, i, frames)) return levels.slice(-total)[run.length]!;
  }
  return levels.at(-1)!;
}

/** Growths listed one after another share one clause opening; growths of several levels stand each after its own. */
function distinctClauses(run: readonly number[], i: number, frames: readonly Frame[]): boolean {
  const list = [...run, i];
  return list.every(
    (f, k) => k === 0 || frames[f]!.head !== null || frames[f]!.clauses[0]?.start === frames[list[0]!]!.before.start,
  );
}

/**
 * Whether a comparison speaks of the level it would refer to: it has no subject of its own (同比增长12%), or one that the level's
 * label names too (复议申请量同比增长12%).
 */
export function speaksOf(norm: string, frame: Frame, level: Frame, unit: string, words: Vocabulary): boolean {
  const subject = [...words.telling(norm, frame.before), ...(frame.afterNames ? words.telling(norm, frame.after) : [])];
  if (subject.length === 0) return true;
  const said = [level.head, level.before, level.after, ...level.clauses.slice(0, 1)];
  const label = [...said.map((p) => (p ? norm.slice(p.start, p.end) : '')), unit].join('|');
  return subject.filter((word) => word.length > 1 && label.includes(word)).length * 2 > subject.length;
}
