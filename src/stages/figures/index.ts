import type { DocKind, Figure, Span, Structure } from '../../types.js';
import { aspects, type Said } from './aspect.js';
import { placesOf } from './context.js';
import { negate, shift } from './decimal.js';
import { periods } from './period.js';
import { type Reading, scan } from './scan.js';
import { columnShares } from './shares.js';
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
 * In: the normalized text, its structure, the document's kind and time, the furniture of its page, the compiled units,
 * where words start (`wordStarts`).
 * Out: figures in text order; values are plain decimals in base units (元, the number before %), falls negative in
 * growth and change; spans refer to the text. Statements without a digit are not found here.
 */
export function figures(
  text: string,
  structure: Structure,
  doc: Reporting,
  page: { readonly furniture: readonly Span[] },
  units: UnitTable,
  starts: Uint8Array,
): readonly Figure[] {
  const norm = unbroken(text, structure);
  const table = { ...units, starts };
  const shut = structure.title ? [...page.furniture, structure.title] : page.furniture;
  const places = placesOf(norm, scan(norm, shut, structure.cells, table), structure);
  const status = statuses(norm, places, structure.sentences, structure.cells, doc);
  const said = aspects(norm, places, structure.cells);
  const when = periods(norm, places, structure.sentences, status, doc, structure.cells);
  const read = places.map(
    ({ reading, index }, i): Figure => ({
      start: reading.start,
      end: reading.end,
      ...told(reading, said[i]!),
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
    }),
  );
  return columnShares(norm, read, structure.cells);
}

/** The text with blanks for the line feeds inside a sentence that lines break; rows of a table keep theirs. */
function unbroken(text: string, { sentences, cells }: Structure): string {
  let out = '';
  let at = 0;
  let c = 0;
  for (const { start, end } of sentences) {
    if (start < at || !text.slice(start, end).includes('\n')) continue;
    while (c < cells.length && cells[c]!.end <= start) c++;
    if (c < cells.length && cells[c]!.start < end) continue;
    out += text.slice(at, start) + text.slice(start, end).replaceAll('\n', ' ');
    at = end;
  }
  return out + text.slice(at);
}

/** A fall is negative; a number printed with its own minus keeps it. A growth by a fraction (减少三分之一) is one in percent. */
function told(
  { value, valueMax, unit, signed: printed, rule }: Reading,
  { sign, aspect }: Said,
): { value: string; valueMax: string | null; unit: string } {
  const isPart = rule === 'fraction' && (aspect === 'growth' || aspect === 'change');
  const plain = (number: string) => (isPart ? shift(number, 2) : number);
  const turned = (number: string) => (sign > 0 || printed ? plain(number) : negate(plain(number)));
  return { value: turned(value), valueMax: valueMax === null ? null : turned(valueMax), unit: isPart ? '%' : unit };
}
