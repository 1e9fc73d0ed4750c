import type { Mention } from '../../graph.js';
import { coordinated } from '../../language/coordination.js';
import type { Vocabulary } from '../../language/vocabulary.js';
import type { Figure, Sentence } from '../../types.js';

const LISTED = /^[、,和及与以\s]*$/;
const BREAK = /[,;:。!?\n]/;

function clauseStart(norm: string, from: number, to: number): number {
  let at = to;
  while (at > from && !BREAK.test(norm[at - 1]!)) at--;
  return at;
}

/** The end of the labels before 分别: 同比 between them is none. */
function beforeComparison(norm: string, at: number): number {
  const compared = /(?:同比|环比|(?:比|较)(?:上年|去年|上年同期|去年同期)) *$/.exec(
    norm.slice(Math.max(0, at - 10), at),
  );
  return compared ? at - compared[0].length : at;
}

/** The figures that follow 分别 as one list. */
function listAfter(norm: string, at: number, figures: readonly Figure[], members: readonly number[]): number[] {
  const list: number[] = [];
  for (const m of members) {
    const { extent } = figures[m]!;
    if (extent.start < at) continue;
    const before = list.at(-1);
    const gap = norm.slice(before === undefined ? at : figures[before]!.extent.end, extent.start);
    if (before === undefined ? gap.length > 8 || BREAK.test(gap) : !LISTED.test(gap)) break;
    list.push(m);
  }
  return list;
}

/**
 * A、B、C分别为a、b、c: the k-th value gets the k-th label as its own words; verb and noun that stand once are shared.
 * Changes the mentions of one sentence in place.
 */
export function distribute(
  norm: string,
  sentence: Sentence,
  figures: readonly Figure[],
  members: readonly number[],
  mentions: Mention[],
  words: Vocabulary,
): void {
  const text = norm.slice(sentence.start, sentence.end);
  for (let at = text.indexOf('分别'); at >= 0; at = text.indexOf('分别', at + 2)) {
    const here = sentence.start + at;
    const list = listAfter(norm, here + 2, figures, members);
    if (list.length < 2) continue;
    const items = coordinated(
      norm,
      { start: clauseStart(norm, sentence.start, here), end: beforeComparison(norm, here) },
      words,
    );
    if (items.length !== list.length) continue;
    list.forEach((m, k) => {
      const item = items[k]!;
      const after = { start: figures[m]!.extent.end, end: figures[m]!.extent.end };
      mentions[m] = {
        ...mentions[m]!,
        before: item,
        after,
        afterNames: false,
        head: k > 0 ? items[0]! : null,
        tail: null,
        silent: words.silent(norm, item),
        chain: words.silent(norm, item) ? list.at(-1)! : null,
        broken: false,
        noun: k < items.length - 1 ? items.at(-1)! : null,
        topics: items.filter((other) => other !== item),
      };
    });
  }
}
