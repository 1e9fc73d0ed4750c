import type { Mention, Move } from '../../graph.js';
import type { Vocabulary } from '../../language/vocabulary.js';
import { alike, between, isPercent, type Numbers } from './numbers.js';
import { speaksOf } from './referent.js';
import { MOVED_TO, OTHER, type Series, seriesOf } from './series.js';

const LAST_YEAR = /(?:上一?年度?|去年)(?:同期)?(?:的|为|是|仅|只有){0,2}$/;
const MOVED =
  /^(?:净|共|共计|又|再)*(?:减少|压减|缩减|缩短|降低|下降|增加|增长|提高|新增|多出|多了|少了|增|减|多|少|压缩|精简|提速)了?$/;
const SHORTENED = /压缩|缩短|压减|缩减|精简|提速/;
/** 年均增长21% is no growth from the first state to the last. */
const YEARLY = /年均|平均每年|月均|逐年|累计/;

/** The movements that a text states, each with the states, the change and the growth that its words tie together. */
export function movesOf(numbers: Numbers, mentions: readonly Mention[], words: Vocabulary): Move[] {
  const { figures } = numbers;
  const out: Move[] = [];
  const known = new Set<number>();
  for (const { from, to } of [...statesOf(numbers), ...namedOf(numbers)]) {
    if (known.has(to) || figures[from]!.aspect === 'change' || figures[from]!.aspect === 'growth') continue;
    known.add(to).add(from);
    const move = { from, to, ...movedAfter(numbers, mentions, words, to, Math.max(from, to)) };
    if (move.change !== null || move.growth !== null) out.push(move);
  }
  for (let i = 0; i + 2 < figures.length; i++) {
    if (known.has(i) || !numbers.level[i] || figures[i + 1]!.aspect !== 'change') continue;
    const { change, growth } = movedAfter(numbers, mentions, words, i, i);
    if (change !== null && growth !== null) out.push({ to: i, from: null, change, growth });
  }
  const told = new Set(out.map(({ growth }) => growth));
  return [...out, ...borneOut(numbers, mentions).filter(({ growth }) => !told.has(growth))];
}

/** Figures before a growth among which its two states may stand. */
const REACH = 6;
/** States smaller than this bear a growth out by chance. */
const LEAST = 12;

/** Growths without words that tie them to their states, but which just one pair of levels before them bears out: 收503件,改革前216件,上扬132.9%. */
function borneOut(numbers: Numbers, mentions: readonly Mention[]): Move[] {
  const { figures, level, value, norm } = numbers;
  return figures.flatMap((figure, k): Move[] => {
    const { before } = mentions[k]!;
    if (figure.aspect !== 'growth' || figure.unit !== '%' || figure.cell !== null) return [];
    if (figure.valueMax !== null || YEARLY.test(norm.slice(before.start, before.end))) return [];
    const decimals = /\.(\d+)/.exec(norm.slice(figure.start, figure.end))?.[1]?.length ?? 0;
    const states: number[] = [];
    for (let j = k - 1; j >= 0 && k - j <= REACH && figure.sentence - figures[j]!.sentence < 2; j--)
      if (level[j] && value[j]! >= LEAST) states.unshift(j);
    // A whole per cent is borne out by chance too often: its states stand right before it.
    const near = decimals === 0 ? states.filter((j) => k - j < 3) : states;
    const pairs = near.flatMap((from) =>
      near
        .filter((to) => to !== from && alike(numbers, from, to) && value[to] !== value[from])
        .filter(
          (to) => Math.abs((100 * (value[to]! - value[from]!)) / value[from]! - value[k]!) <= 0.51 / 10 ** decimals,
        )
        .map((to) => ({ from, to })),
    );
    return pairs.length === 1 ? [{ ...pairs[0]!, change: null, growth: k }] : [];
  });
}

/** The states of the series, and those side by side with a movement between them and no 由 before (2019年的8.05万增至9.62万). */
function statesOf(numbers: Numbers): Pick<Series, 'from' | 'to'>[] {
  const { figures } = numbers;
  const out: Pick<Series, 'from' | 'to'>[] = [...seriesOf(numbers)];
  for (let i = 0; i + 1 < figures.length; i++) {
    if (figures[i]!.sentence !== figures[i + 1]!.sentence || figures[i]!.unit !== figures[i + 1]!.unit) continue;
    const gap = between(numbers, i, i + 1);
    if (gap.length < 16 && !/[,;:。]/.test(gap) && MOVED_TO.test(gap)) out.push({ from: i, to: i + 1 });
  }
  return out;
}

/** 6128件,上年为5586件: two levels of one kind side by side, the second by its words last year's. */
function namedOf(numbers: Numbers): Pick<Series, 'from' | 'to'>[] {
  const { figures, level } = numbers;
  const out: Pick<Series, 'from' | 'to'>[] = [];
  for (let i = 0; i + 1 < figures.length; i++) {
    if (!level[i] || !level[i + 1] || !near(numbers, i, i + 1) || !alike(numbers, i, i + 1)) continue;
    const gap = between(numbers, i, i + 1);
    if (LAST_YEAR.test(gap) && !OTHER.test(gap)) out.push({ from: i + 1, to: i });
  }
  return out;
}

const near = (numbers: Numbers, a: number, b: number): boolean =>
  numbers.figures[a]!.sentence === numbers.figures[b]!.sentence && !/[;。]/.test(between(numbers, a, b));

/** The change and the growth right behind the states, as far as they have no subject of their own. */
function movedAfter(
  numbers: Numbers,
  mentions: readonly Mention[],
  words: Vocabulary,
  to: number,
  last: number,
): Pick<Move, 'change' | 'growth'> {
  const { figures, norm } = numbers;
  let change: number | null = null;
  let growth: number | null = null;
  for (let k = last + 1; k <= last + 2 && k < figures.length && near(numbers, k - 1, k); k++) {
    const figure = figures[k]!;
    const { before } = mentions[k]!;
    const own = norm.slice(before.start, before.end);
    if (YEARLY.test(own) || figure.valueMax !== null) break;
    // What stands right behind a bare verb (增加72件) is of the state before it; other words must share its subject.
    const bare = MOVED.test(own.trim());
    if (!bare && !speaksOf(norm, mentions[k]!, mentions[to]!, figures[to]!.unit, words)) break;
    const percent = isPercent(figure);
    if (change === null && growth === null && !percent && (figure.aspect === 'change' || (bare && numbers.level[k])))
      change = figure.unit === '个百分点' || alike(numbers, to, k) ? k : null;
    else if (growth === null && percent && (figure.aspect === 'growth' || SHORTENED.test(own))) growth = k;
    else break;
    if (change === null && growth === null) break;
  }
  return { change, growth };
}
