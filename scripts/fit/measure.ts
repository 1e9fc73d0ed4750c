import type { Matcher } from '../../src/codebook/compile.js';
import { type Known, NONE } from '../../src/stages/bind/features.js';
import type { Learnt } from '../../src/stages/bind/index.js';
import type { Annotated } from './corpus.js';
import { decodeText, knownBy } from './fit.js';

export interface Outcome {
  readonly must: boolean;
  readonly chosen: string;
  readonly probability: number;
  readonly right: boolean;
  readonly codes: readonly string[];
  readonly text: Annotated;
  readonly figure: number;
  /** Whether the best term, the lexicon and the final choice name the same. */
  readonly agree: boolean;
}

/** Sets that were annotated by a codebook which lists fewer indicators. */
const GOLD: ReadonlySet<string> = new Set(['five', 'written', 'whole', 'model']);

/** What decoding makes of every figure that readers spoke of. */
export function outcomes(
  texts: readonly Annotated[],
  learnt: Learnt,
  matcher: Matcher,
  listed: ReadonlySet<string>,
): Outcome[] {
  const known = new Map(texts.map((text) => [text, knownBy(text, learnt.lexicon, matcher)]));
  return outcomesBy(texts, known, learnt, matcher, listed);
}

/** The same, where what the lexicon says is known already. */
export function outcomesBy(
  texts: readonly Annotated[],
  read: ReadonlyMap<Annotated, readonly Known[]>,
  learnt: Omit<Learnt, 'lexicon'>,
  matcher: Matcher,
  listed: ReadonlySet<string>,
): Outcome[] {
  return texts.flatMap((text) => {
    const known = read.get(text)!;
    const decoded = decodeText(text, known, learnt, matcher);
    return text.right.flatMap((codes, i): Outcome[] => {
      if (codes === null || text.scope[i]) return [];
      const best = decoded[i]!.find(({ candidate }) => candidate !== NONE);
      const top = decoded[i]![0];
      const id = best && top === best ? matcher.indicators[best.candidate]!.id : '';
      const term = text.told[i]!.own.find(({ vetoed }) => vetoed === null);
      const read = known[i]!.says;
      const likeliest = [...read].sort((a, b) => b[1] - a[1])[0]?.[0];
      const agree = best !== undefined && term?.indicator === best.candidate && likeliest === best.candidate;
      const chosen = !GOLD.has(text.set) || listed.has(id) ? id : '';
      const open = codes.includes('');
      const moving = open && text.figures[i]!.aspect !== 'level';
      return [
        {
          must: !open,
          chosen,
          probability: best?.probability ?? 0,
          right: codes.includes(chosen) || moving,
          codes,
          text,
          figure: i,
          agree,
        },
      ];
    });
  });
}

/** Recall and precision of codes at a threshold. */
export function score(
  all: readonly Outcome[],
  threshold: number,
): { recall: number; precision: number; must: number; wrong: number } {
  const must = all.filter((o) => o.must).length;
  const coded = all.filter((o) => o.chosen !== '' && o.probability >= threshold);
  const right = coded.filter((o) => o.right && o.must).length;
  const wrong = coded.filter((o) => !o.right).length;
  return { must, recall: right / must, precision: right / Math.max(1, right + wrong), wrong };
}

export const told = (name: string, all: readonly Outcome[]): string =>
  `${name.padEnd(10)} ${[0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9]
    .map((t) => {
      const { recall, precision } = score(all, t);
      return `${t}: ${(100 * recall).toFixed(1)}/${(100 * precision).toFixed(1)}`;
    })
    .join('  ')}  (${all.filter((o) => o.must).length})`;

/** The share of coded figures in which terms, lexicon and links agree, and the precision where they do and where they differ. */
export function agreements(all: readonly Outcome[], threshold: number): string {
  const coded = all.filter((o) => o.chosen !== '' && o.probability >= threshold);
  const right = (some: readonly Outcome[]): string =>
    some.length === 0 ? '-' : ((100 * some.filter((o) => o.right).length) / some.length).toFixed(1);
  const [alike, apart] = [coded.filter((o) => o.agree), coded.filter((o) => !o.agree)];
  const share = ((100 * alike.length) / Math.max(1, coded.length)).toFixed(0);
  return `${''.padEnd(10)} all agree on ${share} % of the coded, ${right(alike)} % of these right; they differ: ${right(apart)} %`;
}

/** One line for each figure that is coded wrongly, or not at all. */
export function missed(all: readonly Outcome[], threshold: number): string[] {
  return all.flatMap(({ text, figure, codes, chosen, probability, right, must }) => {
    const given = probability >= threshold ? chosen : '';
    if (right && given === chosen && (!must || given !== '')) return [];
    if (!must && given === '') return [];
    const { start, end } = text.figures[figure]!;
    const around = `…${text.text.slice(Math.max(0, start - 30), start)}{${text.text.slice(start, end)}}${text.text.slice(end, end + 12)}`;
    const wanted = codes.includes('') ? '-' : codes.join('/');
    return [
      `  ${text.name} ${given || '-'} (${chosen} ${probability.toFixed(2)}), not ${wanted}: ${around.replaceAll('\n', '⏎')}`,
    ];
  });
}
