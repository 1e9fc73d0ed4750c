import type { CrossFinding } from '../../stages/audit/across.js';
import type { Finding, Observation } from '../../types.js';
import type { DocumentResult } from '../../write/columns.js';

/** A finding with the figures it speaks of, ready to be shown. */
export interface Reported extends Omit<Finding, 'observations'> {
  /** The document, or `''` for a finding over several. */
  readonly file: string;
  readonly title: string;
  readonly observations: readonly Observation[];
}

export const ofDocument = ({ document, observations, findings }: DocumentResult): Reported[] =>
  findings.map((finding) => ({
    ...finding,
    file: document.file,
    title: document.title,
    observations: finding.observations.map((index) => observations[index]!),
  }));

export const ofBatch = ({ places, ...finding }: CrossFinding): Reported => ({
  ...finding,
  file: '',
  title: '',
  observations: places,
});
