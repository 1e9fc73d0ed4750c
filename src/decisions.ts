import { type Located, recordsOf } from './csv.js';
import type { Decision } from './stages/decide.js';
import type { Problem } from './types.js';

/** Decisions by the SHA-256 of the document text that they are on. */
export type Decisions = Readonly<Record<string, readonly Decision[]>>;

/** The columns of a file of decisions, in their order. The first, `printed` and `previous` are for people and are not read. */
export const DECISION_COLUMNS = [
  'file',
  'sha256',
  'start',
  'end',
  'printed',
  'decision',
  'indicator',
  'previous',
] as const;

const NEEDED = ['sha256', 'start', 'end', 'decision', 'indicator'] as const;
const WORDS: readonly string[] = ['accept', 'reject', 'recode'];

type Row = Located['record'];

/**
 * Reads the CSV that the review page exports. Columns are known by their names; others are passed over.
 * @param known whether the codebook has this id.
 * @throws Error naming the line that is wrong and what to do.
 */
export function readDecisions(text: string, known: (indicator: string) => boolean): Decisions {
  const decisions: Record<string, Decision[]> = {};
  for (const { record, info } of records(text)) {
    const wrong = faultIn(record, known);
    if (wrong) throw new Error(`line ${info.lines}: ${wrong}`);
    const { sha256 = '', start, end, decision, indicator = '' } = record;
    decisions[sha256] ??= [];
    decisions[sha256].push({
      sha256,
      start: Number(start),
      end: Number(end),
      decision: decision as Decision['decision'],
      indicator,
    });
  }
  return decisions;
}

function records(text: string): readonly Located[] {
  const header = (names: string[]): string[] => {
    const missing = NEEDED.filter((name) => !names.includes(name));
    if (missing.length === 0) return names;
    throw new Error(`it has no column ${missing.join(', ')}; export the decisions from the review page again`);
  };
  return recordsOf(text, header);
}

function faultIn(
  { sha256 = '', start = '', end = '', decision = '', indicator = '' }: Row,
  known: (indicator: string) => boolean,
): string | null {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return `sha256 '${sha256}' is not the hash of a text (64 hexadecimal digits)`;
  if (!/^\d+$/.test(start) || !/^\d+$/.test(end) || Number(start) >= Number(end))
    return `'${start}' to '${end}' is no place in a text`;
  if (!WORDS.includes(decision)) return `decision '${decision}' is none of ${WORDS.join(', ')}`;
  if (decision === 'recode' && indicator === '') return 'recode needs an indicator; to take it away, reject';
  if (decision !== 'reject' && indicator !== '' && !known(indicator))
    return `no indicator '${indicator}' is in the codebook; give the --codebook that has it, or take the line out`;
  return null;
}

/** Warnings for decisions on texts that were not met: another document, or one whose text has changed since. */
export function unmet(decisions: Decisions, met: ReadonlySet<string>, file: string): Problem[] {
  return Object.entries(decisions)
    .filter(([sha256]) => !met.has(sha256))
    .map(([sha256, { length }]) => ({
      file,
      severity: 'warning',
      code: 'decision-stale',
      message: `${file}: ${length === 1 ? '1 decision is' : `${length} decisions are`} on a text that is not among the inputs, or has changed since (sha256 ${sha256}); review it anew`,
    }));
}
