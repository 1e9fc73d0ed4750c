import { type Bounds, boundsOf } from '../../arithmetic/printed.js';
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
}

export const isPercent = ({ unit }: Figure): boolean => unit === '%' || unit === '‰';

export function numbersOf(norm: string, figures: readonly Figure[], sentences: readonly Sentence[]): Numbers {
  return {
    norm,
    figures,
    sentences,
    value: figures.map((figure) => Number(figure.value)),
    bounds: figures.map((figure) => boundsOf(norm, figure)),
    level: figures.map(
      (f) => f.aspect === 'level' && !f.derived && !isPercent(f) && f.unit !== '个百分点' && f.rule !== 'ratio',
    ),
  };
}

/** Whether two figures count the same kind of thing. */
export const alike = ({ figures }: Numbers, a: number, b: number): boolean =>
  sameKind(figures[a]!.unit, figures[b]!.unit);

/** The text between two figures, what stands in brackets there left out. */
export const between = ({ norm, figures }: Numbers, a: number, b: number): string =>
  norm.slice(figures[a]!.extent.end, figures[b]!.extent.start).replace(/\([^()]*\)/g, '');

export const itemOf = ({ figures, sentences }: Numbers, i: number): number => sentences[figures[i]!.sentence]!.item;
