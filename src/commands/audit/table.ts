import { csvLines } from '../../write/csv.js';
import type { Reported } from './reported.js';

const HEADER = [
  'file',
  'title',
  'status',
  'rule',
  'formula',
  'printed',
  'computed',
  'tolerance',
  'message',
  'fingerprint',
  'indicators',
  'lines',
  'places',
  'sentence',
];

export const csvHeader = (): string => csvLines([HEADER]);

/** Findings as rows; several figures of one finding are joined by `;`, places are `start-end` of the document text. */
export const asCsv = (findings: readonly Reported[]): string =>
  findings.length === 0
    ? ''
    : csvLines(
        findings.map((one) => {
          const all = one.observations;
          const joined = (cells: readonly (string | number)[]): string => cells.join(';');
          return [
            one.file || [...new Set(all.map(({ file }) => file))].join(';'),
            one.title,
            one.status,
            one.rule,
            one.formula,
            one.printed,
            one.computed,
            one.tolerance,
            one.message,
            one.fingerprint,
            joined(all.map(({ indicator }) => indicator)),
            joined(all.map(({ line }) => line)),
            joined(all.map(({ start, end }) => `${start}-${end}`)),
            [...new Set(all.map(({ sentence }) => sentence))].join(' '),
          ];
        }),
      );

/** One finding as a JSON object, its figures with places, labels and sentences. */
export const asJson = ({ observations, ...finding }: Reported): string =>
  JSON.stringify({
    ...finding,
    observations: observations.map((o) => ({
      file: o.file,
      line: o.line,
      start: o.start,
      end: o.end,
      indicator: o.indicator,
      label: o.label,
      value: o.value,
      unit: o.unit,
      sentence: o.sentence,
    })),
  });
