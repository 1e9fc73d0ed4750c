import type { Codebook, Mined, Observation } from '../types.js';
import type { Covered, DocumentData, DocumentSummary, Row } from './payload.js';

/** Most candidates that a row carries. */
const CANDIDATES = 6;

/** Tells the place of an indicator in the codebook; -1 for none. */
export type Places = (id: string) => number;

export function placesIn({ indicators }: Codebook): Places {
  const places = new Map(indicators.map(({ id }, place) => [id, place]));
  return (id) => places.get(id) ?? -1;
}

/** One document as the page holds it. */
export interface Packed {
  readonly summary: DocumentSummary;
  readonly data: DocumentData;
}

export const pack = (mined: Mined, placeOf: Places): Packed => ({
  summary: packSummary(mined, placeOf),
  data: packDocument(mined, placeOf),
});

/** What the page shows of a document. */
function packDocument({ text, observations, bindings, findings, coverage }: Mined, placeOf: Places): DocumentData {
  return {
    text,
    rows: observations.map((one, index): Row => {
      const near = (bindings[index]?.candidates ?? []).map(({ indicator }) => placeOf(indicator));
      return [
        one.start,
        one.end,
        one.line,
        placeOf(one.indicator),
        one.label,
        one.aspect,
        one.status,
        one.value,
        one.value_max,
        one.unit,
        one.qualifier,
        one.period,
        one.basis,
        one.breakdown,
        one.rule,
        one.flags,
        [...new Set(near)].filter((place) => place >= 0).slice(0, CANDIDATES),
      ];
    }),
    findings: findings
      .filter(({ status }) => status === 'contradicts' || status === 'remark')
      .map(({ id, status, formula, message, observations: used }) => ({
        id,
        status,
        formula,
        message,
        observations: used,
      })),
    covered: (coverage?.indicators ?? []).map(
      ({ indicator, state, figures, line }): Covered => [placeOf(indicator), state, figures, line],
    ),
  };
}

/** What the page knows of a document before it is shown, and what its plots are made of. */
function packSummary({ document, observations, findings, problems }: Mined, placeOf: Places): DocumentSummary {
  const coded = observations.filter(({ indicator }) => indicator !== '');
  return {
    file: document.file,
    title: document.title,
    kind: document.kind,
    region: document.region.name,
    regionCode: document.region.code,
    year: document.year,
    sha256: document.sha256,
    figures: observations.length,
    coded: coded.length,
    contradictions: findings.filter(({ status }) => status === 'contradicts').length,
    problems: problems.map(({ severity, message }) => ({ severity, message })),
    reported: [...new Set(coded.map(({ indicator }) => placeOf(indicator)))].sort((a, b) => a - b),
    values: [...statedValues(observations)].map(([indicator, { value, unit }]) => [placeOf(indicator), value, unit]),
  };
}

/**
 * The value that a document states for its own year, by indicator: the first achieved level of the whole, not cumulative and not
 * of a part.
 */
function statedValues(observations: readonly Observation[]): Map<string, Observation> {
  const values = new Map<string, Observation>();
  for (const one of observations) {
    const whole = one.aspect === 'level' && one.status === 'achieved' && one.basis === 'year' && one.breakdown === '';
    const own = one.year !== null && (one.period === '' || one.period.startsWith(String(one.year)));
    if (one.indicator !== '' && whole && own && !values.has(one.indicator)) values.set(one.indicator, one);
  }
  return values;
}
