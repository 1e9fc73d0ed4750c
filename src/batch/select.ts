import type { DocumentResult } from '../write/columns.js';

export interface Selection {
  /** Patterns of indicator ids; empty for all. */
  readonly only: readonly string[];
  /** Coded figures alone. */
  readonly coded: boolean;
}

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&');

/**
 * A test for indicator ids. `*` stands for any characters, `?` for one; a pattern without them also takes the ids below it:
 * `reconsideration` takes `reconsideration.accepted`.
 */
export function idPattern(pattern: string): (id: string) => boolean {
  const body = escaped(pattern).replace(/\*+/g, '.*').replaceAll('?', '.');
  const test = new RegExp(/[*?]/.test(pattern) ? `^${body}$` : `^${body}(?:\\..*)?$`);
  return (id) => test.test(id);
}

/**
 * Keeps the observations wanted, the findings all of whose observations are kept, their indexes moved, and the coverage of the
 * indicators wanted. The numbers of figures in the coverage are those of the whole document still.
 */
export function select(result: DocumentResult, { only, coded }: Selection): DocumentResult {
  if (only.length === 0 && !coded) return result;
  const tests = only.map(idPattern);
  const wanted = (id: string) => id !== '' && (tests.length === 0 || tests.some((test) => test(id)));
  const moved = new Map<number, number>();
  const observations = result.observations.filter((observation, index) => {
    if (!wanted(observation.indicator)) return false;
    moved.set(index, moved.size);
    return true;
  });
  const findings = result.findings
    .filter((finding) => finding.observations.every((index) => moved.has(index)))
    .map((finding) => ({ ...finding, observations: finding.observations.map((index) => moved.get(index)!) }));
  const coverage = result.coverage && {
    ...result.coverage,
    indicators: result.coverage.indicators.filter(({ indicator }) => wanted(indicator)),
  };
  return { ...result, observations, findings, coverage };
}
