/** The data in a review page, as the program writes it and the page reads it. No code stands here. */
import type { CoverageState, DocKind, Finding, Observation, Problem } from '../types.js';

/** One figure. `indicator` is a place in the list of indicators, -1 for none. */
export type Row = readonly [
  start: number,
  end: number,
  line: number,
  indicator: number,
  label: string,
  aspect: Observation['aspect'],
  status: Observation['status'],
  value: string,
  valueMax: string,
  unit: string,
  qualifier: Observation['qualifier'],
  period: string,
  basis: Observation['basis'],
  breakdown: string,
  rule: string,
  flags: string,
  /** Indicators that nearly won, the best first. */
  candidates: readonly number[],
];

export type PackedFinding = Pick<Finding, 'id' | 'status' | 'formula' | 'message' | 'observations'>;

/** How an indicator stands in the document: its place in the list, state, figures, first line. */
export type Covered = readonly [indicator: number, state: CoverageState, figures: number, line: number | null];

/** What is shown of one document once it is chosen. */
export interface DocumentData {
  readonly text: string;
  readonly rows: readonly Row[];
  /** Contradictions and remarks. */
  readonly findings: readonly PackedFinding[];
  readonly covered: readonly Covered[];
}

/** What is known of a document without opening it. */
export interface DocumentSummary {
  readonly file: string;
  readonly title: string;
  readonly kind: DocKind;
  readonly region: string;
  readonly regionCode: string;
  readonly year: number | null;
  readonly sha256: string;
  readonly figures: number;
  readonly coded: number;
  readonly contradictions: number;
  readonly problems: readonly Pick<Problem, 'severity' | 'message'>[];
  /** Indicators that have a figure. */
  readonly reported: readonly number[];
  /** The value it states for its year, of each indicator that it states one for: indicator, plain decimal, unit. */
  readonly values: readonly (readonly [indicator: number, value: string, unit: string])[];
}

export type PackedDecision = readonly [
  sha256: string,
  start: number,
  end: number,
  decision: 'accept' | 'reject' | 'recode',
  indicator: string,
];

export interface IndexData {
  /** Known by it again, so that decisions kept by the browser stay with their page. */
  readonly id: string;
  readonly indicators: readonly (readonly [id: string, zh: string, en: string])[];
  readonly documents: readonly DocumentSummary[];
  /** Decisions made earlier. */
  readonly decisions: readonly PackedDecision[];
}
