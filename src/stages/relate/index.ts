import type { Graph, Link, Mention, Move, PartList } from '../../graph.js';
import type { Vocabulary } from '../../language/vocabulary.js';
import type { Figure, Span, Structure } from '../../types.js';
import { mentionsOf } from './mentions.js';
import { movesOf } from './moves.js';
import { alike, isPercent, lineOf, type Numbers, numbersOf } from './numbers.js';
import { referentOf, speaksOf } from './referent.js';
import { repeatsOf } from './repeats.js';
import { runsOf } from './runs.js';
import { seriesOf } from './series.js';
import { pairsOf, type Shared, sharedOf, shareRunsOf } from './shares.js';
import { rangeOf, type Sum, stocksOf, sumsOf, wholeOf } from './sums.js';

/**
 * Finds how the figures of a document hang together, before anything is known of what they count.
 * In: the normalized text, its structure and figures, and the words of the language. Out: one mention for each figure, index for
 * index; links between figures, each with what tells so and what the numbers say to it; the lists of parts. Linear in the text.
 */
export function relate(norm: string, structure: Structure, figures: readonly Figure[], words: Vocabulary): Graph {
  const mentions = mentionsOf(norm, structure, figures, words);
  const numbers = numbersOf(norm, figures, structure.sentences, mentions);
  const shared = sharedOf(numbers, pairsOf(numbers));
  const sums = sumsOf(numbers, structure.cells);
  const lists = [...openedLists(numbers, mentions), ...shareLists(shared), ...sumLists(sums)];
  const moves = movesOf(numbers, mentions, words);
  const links = [
    ...partLinks(numbers, mentions, lists),
    ...shareLinks(shared),
    ...seriesLinks(numbers, moves),
    ...referents(norm, structure, figures, mentions, words),
    ...repeatsOf(numbers).map(({ from, to, by }) =>
      link('same', from, to, `same.${by}`, by === 'short' ? 'fits' : 'exact'),
    ),
    ...columnLinks(structure, figures),
    ...rowLinks(numbers, structure),
    ...stocksOf(numbers).map(({ from, to }) => link('stock', from, to, 'stock', 'exact')),
  ];
  return {
    mentions,
    links,
    lists,
    runs: runsOf(numbers, mentions),
    moves,
    shares: shareRunsOf(numbers, shared),
  };
}

const NOWHERE: Span = { start: 0, end: 0 };

const link = (
  kind: Link['kind'],
  from: number,
  to: number,
  by: string,
  proof: Link['proof'],
  evidence: Span = NOWHERE,
): Link => ({
  kind,
  from,
  to,
  by,
  proof,
  evidence,
});

/** What members add up to against a whole. */
function sumOf(numbers: Numbers, members: readonly number[], whole: number): PartList['sum'] {
  const { low, high } = rangeOf(numbers, members);
  if (low > numbers.bounds[whole]!.high) return 'more';
  return high < numbers.bounds[whole]!.low ? 'less' : 'equal';
}

/** Lists that words or brackets open: the mentions with one parent and one opener, side by side. */
function openedLists(numbers: Numbers, mentions: readonly Mention[]): PartList[] {
  const groups = new Map<string, number[]>();
  for (const { figure, parent, opener, sentence } of mentions) {
    if (parent === null || opener === null || !numbers.level[figure] || !alike(numbers, figure, parent)) continue;
    const key = `${parent}:${opener}:${sentence}`;
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  return [...groups.values()].map((members): PartList => {
    const { parent, opener } = mentions[members[0]!]!;
    const sum = sumOf(numbers, members, parent!);
    // Further back may stand what the members add up to in truth (…直接纠错254件。…。其中强制类171件、…).
    const exact = sum === 'equal' || members.length < 2 ? null : wholeOf(numbers, members);
    return exact === null
      ? { whole: parent, wholes: [parent!], members, opener: opener!, sum }
      : { whole: exact, wholes: [exact, parent!], members, opener: opener!, sum: 'equal' };
  });
}

const shareLists = (shared: readonly Shared[]): PartList[] =>
  shared.map(({ pairs, whole }) => {
    const wholes = whole === null ? [] : [whole];
    return { whole, wholes, members: pairs.map(({ part }) => part), opener: 'shares', sum: 'unknown' };
  });

const sumLists = (sums: readonly Sum[]): PartList[] =>
  sums.map(({ whole, members, total }) => {
    return { whole, wholes: [whole], members, opener: total ? 'total' : 'sum', sum: 'equal' };
  });

/** How much each way of finding a whole is worth against the others; a part keeps the best one. */
function rankOf({ opener, members, sum }: PartList): number {
  if (opener === 'shares') return members.length > 1 ? 9 : 3;
  if (opener === 'total') return 6;
  if (opener === 'sum') return members.length > 2 ? 7 : 2;
  return sum === 'equal' && members.length > 1 ? 8 : 4;
}

/** What a link says of how its whole was found. */
function nameOf({ opener, members, sum }: PartList): string {
  if (opener === 'shares') return members.length > 1 ? 'shares' : 'share';
  if (opener === 'sum') return members.length > 2 ? 'sum' : 'pair';
  return sum === 'equal' && members.length > 1 && opener !== 'total' ? `${opener}=` : opener;
}

/** Parts, each with the whole that is told best: by shares that imply it, by a sum, or by the words that open its list. */
function partLinks(numbers: Numbers, mentions: readonly Mention[], lists: readonly PartList[]): Link[] {
  const best = new Map<number, PartList>();
  for (const list of lists) {
    if (list.whole === null) continue;
    for (const member of list.members) {
      const known = best.get(member);
      if (member !== list.whole && (!known || rankOf(list) > rankOf(known))) best.set(member, list);
    }
  }
  const links = [...best].map(([member, list]) => {
    const exact = list.sum === 'equal' || list.opener === 'shares';
    const beyond = numbers.bounds[member]!.low > numbers.bounds[list.whole!]!.high;
    return link(
      'part',
      member,
      list.whole!,
      `part.${nameOf(list)}`,
      exact ? 'exact' : beyond ? 'against' : 'fits',
      mentions[member]!.before,
    );
  });
  for (const { figure, parent, maybe, before } of mentions) {
    const to = parent ?? maybe;
    if (to === null || to === figure || best.has(figure) || !numbers.level[figure] || !numbers.level[to]) continue;
    const kin = alike(numbers, figure, to);
    const fits = !kin || numbers.bounds[figure]!.low <= numbers.bounds[to]!.high;
    links.push(link('part', figure, to, kin ? 'part.later' : 'part.other', fits ? 'fits' : 'against', before));
  }
  return links;
}

/** A share speaks of its part. */
const shareLinks = (shared: readonly Shared[]): Link[] =>
  shared.flatMap(({ pairs, whole }) =>
    pairs.map(({ part, share }) =>
      link('share', share, part, whole === null ? 'share.next' : 'share.whole', whole === null ? 'none' : 'exact'),
    ),
  );

function seriesLinks(numbers: Numbers, moves: readonly Move[]): Link[] {
  const series = seriesOf(numbers).map(({ from, to, by }) => link('series', from, to, `series.${by}`, 'fits'));
  const known = new Set(series.map(({ from, to }) => `${from} ${to}`));
  // 6128件,上年为5586件: a movement between two states that no 由…至 or 较 ties together.
  const named = moves.flatMap(({ from, to }) =>
    from === null || known.has(`${from} ${to}`) ? [] : [link('series', from, to, 'series.against', 'fits')],
  );
  return [
    ...series,
    ...named,
    ...moves.flatMap(({ to, change, growth }) => [
      ...(change === null ? [] : [link('change', change, to, 'change.series', 'exact')]),
      ...(growth === null ? [] : [link('growth', growth, to, 'growth.series', 'fits')]),
    ]),
  ];
}

/** The cells of one column of a table count alike: each leads to the first. */
function columnLinks({ cells }: Structure, figures: readonly Figure[]): Link[] {
  const first = new Map<string, number>();
  return figures.flatMap(({ cell }, i): Link[] => {
    if (cell === null) return [];
    const { column } = cells[cell]!;
    if (column.length === 0) return [];
    const key = lineOf(cells[cell]!, column);
    const to = first.get(key);
    if (to !== undefined) return [link('same', i, to, 'same.column', 'none', column.at(-1))];
    first.set(key, i);
    return [];
  });
}

/** A heading that names a period and nothing else: 2023年, 上年同期. */
const PERIOD = /^(?:\d{2,4}|[上本去今]|[年度月期]|同期|累计|[数()-])+$/;

/** The cells of one row count alike where their columns differ by the period alone: each leads to the first. */
function rowLinks(numbers: Numbers, { cells }: Structure): Link[] {
  const { norm, figures } = numbers;
  const first = new Map<string, number>();
  return figures.flatMap(({ cell, aspect, period }, i): Link[] => {
    if (cell === null || aspect !== 'level') return [];
    const { row, column } = cells[cell]!;
    const named = column.findLast(({ start, end }) => PERIOD.test(norm.slice(start, end)));
    if (row.length === 0 || !named) return [];
    const rest = [...row, ...column.filter((heading) => heading !== named)];
    const key = lineOf(cells[cell]!, rest);
    const to = first.get(key);
    if (to === undefined) first.set(key, i);
    else if (period !== figures[to]!.period && alike(numbers, i, to))
      return [link('same', i, to, 'same.row', 'none', named)];
    return [];
  });
}

/** Growth, change, share and average, each with the level that its words speak of. */
function referents(
  norm: string,
  structure: Structure,
  figures: readonly Figure[],
  mentions: readonly Mention[],
  words: Vocabulary,
): Link[] {
  return figures.flatMap((figure, i): Link[] => {
    const { aspect } = figure;
    if (aspect === 'level') return [];
    const mention = mentions[i]!;
    const own = norm.slice(mention.before.start, mention.before.end);
    const to = referentOf(norm, i, figures, mentions, structure.sentences, own);
    if (to === null) return [];
    const speaks = speaksOf(norm, mention, mentions[to]!, figures[to]!.unit, words);
    // 最低工资标准增长30% has a subject of its own.
    if (!speaks && (aspect === 'growth' || aspect === 'change')) return [];
    const rate = isPercent(figures[to]!) ? '.rate' : '';
    return [link(aspect, i, to, `${aspect}.${speaks ? 'speaks' : 'near'}${rate}`, 'none', mention.before)];
  });
}
