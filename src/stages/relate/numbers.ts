import { type Bounds, boundsOf } from '../../arithmetic/printed.js';
import type { Mention } from '../../graph.js';
import { sameKind } from '../../language/kin.js';
import type { Cell, Figure, Sentence, Span } from '../../types.js';

/** The figures of a document as numbers: what arithmetic between them needs, made once. */
export interface Numbers {
  readonly norm: string;
  readonly figures: readonly Figure[];
  readonly sentences: readonly Sentence[];
  readonly value: readonly number[];
  readonly bounds: readonly Bounds[];
  /** Counts and amounts printed in running text: what can be a whole, a part or a state. */
  readonly level: readonly boolean[];
  /** What each counts in: its unit, or that of its whole where it has none (抽检1230批次,其中种子340、化肥410). */
  readonly unit: readonly string[];
}

export const isPercent = ({ unit }: Figure): boolean => unit === '%' || unit === '‰';

export function numbersOf(
  norm: string,
  figures: readonly Figure[],
  sentences: readonly Sentence[],
  mentions: readonly Mention[],
): Numbers {
  const value = figures.map((figure) => Number(figure.value));
  const level = figures.map(
    (f) => f.aspect === 'level' && !f.derived && !isPercent(f) && f.unit !== '个百分点' && f.rule !== 'ratio',
  );
  const lent = lentUnits(figures, value, level);
  return {
    norm,
    figures,
    sentences,
    value,
    bounds: figures.map((figure) => boundsOf(norm, figure)),
    level,
    unit: figures.map(({ unit }, i) => {
      const { parent, opener } = mentions[i]!;
      const bare =
        unit === '' &&
        parent !== null &&
        opener !== null &&
        !isPercent(figures[parent]!) &&
        value[i]! <= value[parent]!;
      return bare ? figures[parent]!.unit : (lent.get(i) ?? unit);
    }),
  };
}

/** Counts without a unit that stand right behind one with a unit and add up to it count in its unit: 问责112人,县级4、乡级51、其他57. */
function lentUnits(
  figures: readonly Figure[],
  value: readonly number[],
  level: readonly boolean[],
): Map<number, string> {
  const out = new Map<number, string>();
  figures.forEach(({ unit, sentence, cell }, whole) => {
    if (!level[whole] || unit === '' || cell !== null) return;
    let sum = 0;
    let end = whole + 1;
    while (end < figures.length && sum < value[whole]!) {
      const next = figures[end]!;
      if (next.unit !== '' || next.sentence !== sentence || !level[end] || next.cell !== null) return;
      sum += value[end++]!;
    }
    if (sum === value[whole] && end > whole + 2) for (let k = whole + 1; k < end; k++) out.set(k, unit);
  });
  return out;
}

/** Whether two figures count the same kind of thing. */
export const alike = ({ unit }: Numbers, a: number, b: number): boolean => sameKind(unit[a]!, unit[b]!);

/** The text between two figures, what stands in brackets there left out. */
export const between = ({ norm, figures }: Numbers, a: number, b: number): string =>
  norm.slice(figures[a]!.extent.end, figures[b]!.extent.start).replace(/\([^()]*\)/g, '');

/** What cells have in common that stand under the same headings of one table. */
export const lineOf = ({ table }: Cell, headings: readonly Span[]): string =>
  `${table}:${headings.map(({ start }) => start).join()}`;

export const itemOf = ({ figures, sentences }: Numbers, i: number): number => sentences[figures[i]!.sentence]!.item;
