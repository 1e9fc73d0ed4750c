import { createHash } from 'node:crypto';
import type { Matcher } from './codebook/compile.js';
import type { Linked } from './graph.js';
import { type ContextWords, vocabularyOf } from './language/vocabulary.js';
import { audit, flagged } from './stages/audit/index.js';
import type { AuditRules } from './stages/audit/rules.js';
import { bind, type Learnt } from './stages/bind/index.js';
import { coverage as coverageOf } from './stages/coverage.js';
import { type Decision, decide } from './stages/decide.js';
import { decode, looksBinary } from './stages/decode.js';
import { type DerivedRule, derive } from './stages/derive.js';
import { figures as findFigures } from './stages/figures/index.js';
import type { UnitTable } from './stages/figures/units.js';
import type { Gazetteer } from './stages/identify/gazetteer.js';
import { identify } from './stages/identify/index.js';
import { type StatedRow, statedFor } from './stages/identify/stated.js';
import type { FactWords } from './stages/identify/words.js';
import { normalize } from './stages/normalize.js';
import { observe } from './stages/observe.js';
import { type FurnitureRules, pageOf } from './stages/page/index.js';
import { relate } from './stages/relate/index.js';
import { dated } from './stages/relate/states.js';
import { type Segmenter, wordStarts } from './stages/segment/index.js';
import { withSource } from './stages/source.js';
import type { Form } from './stages/structure/columns.js';
import { structure as findStructure } from './stages/structure/index.js';
import type { Codebook, Decoded, DocumentFacts, Mined, Page, Problem, StatedFacts, Structure } from './types.js';

/** All that the stages know: data read, compiled and opened once at the edge. */
export interface Knowledge {
  readonly codebook: Codebook;
  readonly matcher: Matcher;
  readonly segmenter: Segmenter;
  readonly units: UnitTable;
  readonly derived: readonly DerivedRule[];
  readonly context: ContextWords;
  readonly forms: readonly Form[];
  readonly furniture: FurnitureRules;
  readonly gazetteer: Gazetteer;
  readonly facts: FactWords;
  readonly audits: AuditRules;
  readonly learnt: Learnt;
}

/** What a user may say of a document that the document does not say itself. */
export interface MineOptions {
  /** Name of the encoding; detected when absent. */
  readonly encoding?: string;
  readonly year?: number;
  readonly region?: string;
  /** The user's table of facts; what it states of a document wins over all else. */
  readonly facts?: readonly StatedRow[];
  /** What readers decided, by the hash of the text. */
  readonly decisions?: Readonly<Record<string, readonly Decision[]>>;
  /** Whether to say what the document covers of the codebook; true when absent. */
  readonly coverage?: boolean;
  /** Whether bindings say what made their scores; costs time. */
  readonly reasons?: boolean;
}

const NOWHERE = { name: '', code: '', level: '', candidates: [], note: '' } as const;

function blank(file: string): DocumentFacts {
  const facts = {
    title: '',
    kind: 'other',
    issuer: '',
    scope: '',
    region: NOWHERE,
    year: null,
    yearCandidates: [],
    period: '',
    source: '',
    published: '',
  } as const;
  return { file, format: 'text', encoding: '', ...facts, documentNumber: '', indexNumber: '', sha256: '' };
}

const nothing = (problem: Problem): Mined => ({
  document: blank(problem.file),
  text: '',
  observations: [],
  findings: [],
  problems: [problem],
  coverage: null,
  figures: [],
  bindings: [],
});

/** What was had of one document before it is mined: its text, or why there is none. */
export type Source = ReadSource | { readonly file: string; readonly problem: Problem };

export interface ReadSource extends Pick<Decoded, 'text' | 'encoding' | 'replaced'> {
  readonly file: string;
  /** How the document is kept; absent for plain text and HTML, which are told apart by their content. */
  readonly format?: Page['format'];
  readonly problems: readonly Problem[];
}

const failure = (file: string, code: string, message: string): Source => ({
  file,
  problem: { file, severity: 'error', code, message: `${file}: ${message}` },
});

/**
 * Decodes the bytes of a plain text or an HTML page.
 * Never throws for what a document holds: an empty or binary one gives a problem that says what to do.
 */
export function openText(bytes: Uint8Array, file: string, options: Pick<MineOptions, 'encoding'> = {}): Source {
  if (bytes.length === 0) return failure(file, 'empty', 'the file is empty (0 bytes); save the page again');
  const binary = looksBinary(bytes);
  if (binary)
    return failure(
      file,
      'binary',
      `this is ${binary}, not a document, whatever its name says; give the report as text, HTML, Word or PDF`,
    );
  try {
    return { file, problems: [], ...decode(bytes, options.encoding) };
  } catch (error) {
    return failure(file, 'encoding', (error as Error).message);
  }
}

/** Mines one plain text or HTML page: `openText`, then `mineSource`. */
export const mine = (bytes: Uint8Array, file: string, knowledge: Knowledge, options: MineOptions = {}): Mined =>
  mineSource(openText(bytes, file, options), knowledge, options);

/**
 * Mines one document: the order of the stages, and nothing else.
 * Out: facts, rows and problems; a source without text gives its problem and no rows.
 */
export function mineSource(source: Source, knowledge: Knowledge, options: MineOptions = {}): Mined {
  const { file } = source;
  if ('problem' in source) return nothing(source.problem);
  const page = pageOf(source.text, knowledge.furniture);
  if (page.text.trim() === '')
    return nothing({
      file,
      severity: 'error',
      code: 'no-text',
      message: `${file}: no text was found in it; open it in a browser or in Word and save it as shown`,
    });
  // Only for a page saved as it is are the offsets those of the user's file.
  const { format } = source;
  return minePage(format ? { ...page, format, source: null } : page, source, file, knowledge, options);
}

function minePage(
  page: Page,
  decoded: Pick<ReadSource, 'text' | 'encoding' | 'replaced' | 'problems'>,
  file: string,
  knowledge: Knowledge,
  options: MineOptions,
): Mined {
  const norm = normalize(page.text);
  const structure = findStructure(norm, page, knowledge.forms);
  const sha256 = createHash('sha256').update(page.text).digest('hex');
  const document = identify(
    { file, page, norm, structure, encoding: decoded.encoding, sha256, options: statedIn(options, file) },
    { gazetteer: knowledge.gazetteer, words: knowledge.facts },
  );
  const read = linked(norm, structure, document, page, knowledge);
  const { figures, graph, starts } = read;
  const bound = bind(read, knowledge.matcher, knowledge.learnt, options.reasons === true);
  const { bindings, stale } = decide(figures, bound, options.decisions?.[sha256] ?? []);
  const observed = observe(page.text, document, structure, figures, bindings, knowledge.codebook);
  const findings = audit(norm, document, structure, figures, graph, bindings, observed, knowledge.audits);
  const observations = withSource(flagged(observed, findings), page, decoded.text);
  const coverage =
    options.coverage === false ? null : coverageOf(norm, structure, observations, bindings, knowledge.matcher, starts);
  const problems = [...decoded.problems, ...remarks(file, decoded, stale), ...unplaced(document)];
  return { document, text: page.text, observations, findings, problems, coverage, figures, bindings };
}

const statedIn = ({ year, region, facts = [] }: MineOptions, file: string): StatedFacts => ({
  ...(year === undefined ? {} : { year }),
  ...(region === undefined ? {} : { region }),
  ...statedFor(facts, file),
});

/** The figures of a text and what links them, before anything is known of what they count. */
export function linked(
  norm: string,
  structure: Structure,
  document: Pick<DocumentFacts, 'kind' | 'year' | 'period'>,
  page: Pick<Page, 'furniture'>,
  knowledge: Pick<Knowledge, 'units' | 'derived' | 'segmenter' | 'context'>,
): Linked {
  const starts = wordStarts(norm, knowledge.segmenter);
  const printed = findFigures(norm, structure, document, page, knowledge.units, starts);
  const figures = dated(norm, derive(norm, structure, printed, knowledge.derived), document.year);
  const words = vocabularyOf(norm, starts, knowledge.context);
  return { norm, structure, figures, graph: relate(norm, structure, figures, words), starts, words };
}

/** Without region and year a document is in no panel: that is told, with what to do. */
function unplaced({ file, region, year, yearCandidates }: DocumentFacts): Problem[] {
  const tell = (code: string, what: string, candidates: readonly (string | number)[], flag: string): Problem => {
    const open = candidates.length > 0 ? ` (it may be ${candidates.slice(0, 5).join(', ')})` : '';
    const message = `${file}: its ${what} is not known${open}; state it with --facts or ${flag}`;
    return { file, severity: 'warning', code, message };
  };
  return [
    ...(region.name === '' ? [tell('no-region', 'region', region.candidates, '--region')] : []),
    ...(year === null ? [tell('no-year', 'year', yearCandidates, '--year')] : []),
  ];
}

function remarks(
  file: string,
  { encoding, replaced }: Pick<ReadSource, 'encoding' | 'replaced'>,
  stale: readonly Decision[],
): Problem[] {
  const warning = (code: string, message: string): Problem => {
    return { file, severity: 'warning', code, message: `${file}: ${message}` };
  };
  const problems = stale.map(({ start, end, decision, indicator }) =>
    warning(
      'decision-stale',
      `no figure stands at ${start} to ${end} any more, so '${`${decision} ${indicator}`.trim()}' changes nothing; review it anew`,
    ),
  );
  if (replaced > 0)
    problems.push(
      warning(
        'undecodable-bytes',
        `${replaced} places could not be read as ${encoding} and stand as U+FFFD; give the right encoding with --encoding`,
      ),
    );
  return problems;
}
