import { type Bounds, boundsOf } from '../../arithmetic/printed.js';
import type { Mention } from '../../graph.js';
import { sameKind } from '../../language/kin.js';
import type { Figure, Sentence } from '../../types.js';

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
  return {
    norm,
    figures,
    sentences,
    value,
    bounds: figures.map((figure) => boundsOf(norm, figure)),
    level: figures.map(
      (f) => f.aspect === 'level' && !f.derived && !isPercent(f) && f.unit !== '个百分点' && f.rule !== 'ratio',
    ),
    unit: figures.map(({ unit }, i) => {
      const { parent, opener } = mentions[i]!;
      const bare =
        unit === '' &&
        parent !== null &&
        opener !== null &&
        !isPercent(figures[parent]!) &&
        value[i]! <= value[parent]!;
      return bare ? figures[parent]!.unit : unit;
    }),
  };
}

/** Whether two figures count the same kind of thing. */
export const alike = ({ unit }: Numbers, a: number, b: number): boolean => sameKind(unit[a]!, unit[b]!);

/** The text between two figures, what stands in brackets there left out. */
export const between = ({ norm, figures }: Numbers, a: number, b: number): string =>
  norm.slice(figures[a]!.extent.end, figures[b]!.extent.start).replace(/\([^()]*\)/g, '');

export const itemOf = ({ figures, sentences }: Numbers, i: number): number => sentences[figures[i]!.sentence]!.item;
