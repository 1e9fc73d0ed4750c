import type { DocKind, Figure, Span, Structure } from '../../types.js';
import { aspects, type Said } from './aspect.js';
import { placesOf } from './context.js';
import { negate } from './decimal.js';
import { periods } from './period.js';
import { type Reading, scan } from './scan.js';
import { qualifierOf, statuses } from './status.js';
import type { UnitTable } from './units.js';

export { compileUnits, type UnitTable } from './units.js';

/** What the stage must know of the document: whether it is a plan, and the year and period it reports on. */
export interface Reporting {
  readonly kind: DocKind;
  readonly year: number | null;
  readonly period: string;
}

/**
 * Finds every number that counts or measures something and says what kind of statement it makes.
 * In: the normalized text, its structure, the document's kind and time, the furniture of its page, the compiled units.
 * Out: figures in text order; values are plain decimals in base units (元, the number before %), falls negative in
 * growth and change; spans refer to the text. Statements without a digit are not found here.
 */
export function figures(
  norm: string,
  structure: Structure,
  doc: Reporting,
  page: { readonly furniture: readonly Span[] },
  units: UnitTable,
): Figure[] {
  const shut = structure.title ? [...page.furniture, structure.title] : page.furniture;
  const places = placesOf(norm, scan(norm, shut, structure.cells, units), structure);
  const status = statuses(norm, places, structure.sentences, doc);
  const said = aspects(norm, places, structure.cells);
  const when = periods(norm, places, structure.sentences, status, doc);
  return places.map(({ reading, index }, i) => ({
    start: reading.start,
    end: reading.end,
    ...signed(reading, said[i]!),
    unit: reading.unit,
    extent: reading.extent,
    qualifier: qualifierOf(reading.hedge, status[i]!),
    aspect: said[i]!.aspect,
    status: status[i]!,
    period: when[i]!.period,
    basis: when[i]!.basis,
    sentence: index,
    cell: reading.cell,
    rule: reading.rule,
    derived: false,
  }));
}

/** A fall is negative; a number printed with its own minus keeps it. */
function signed(
  { value, valueMax, signed: printed }: Reading,
  { sign }: Said,
): { value: string; valueMax: string | null } {
  if (sign > 0 || printed) return { value, valueMax };
  return { value: negate(value), valueMax: valueMax === null ? null : negate(valueMax) };
}
