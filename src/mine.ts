import { createHash } from 'node:crypto';
import type { Matcher } from './codebook/compile.js';
import { audit, flagged } from './stages/audit/index.js';
import type { AuditRules } from './stages/audit/rules.js';
import { bind } from './stages/bind/index.js';
import type { ContextWords } from './stages/bind/vocabulary.js';
import { coverage as coverageOf } from './stages/coverage.js';
import { decode, looksBinary } from './stages/decode.js';
import { type DerivedRule, derive } from './stages/derive.js';
import { figures as findFigures } from './stages/figures/index.js';
import type { UnitTable } from './stages/figures/units.js';
import type { Gazetteer } from './stages/identify/gazetteer.js';
import { identify } from './stages/identify/index.js';
import { normalize } from './stages/normalize.js';
import { observe } from './stages/observe.js';
import { type FurnitureRules, pageOf } from './stages/page/index.js';
import { type Segmenter, wordStarts } from './stages/segment/index.js';
import type { Form } from './stages/structure/columns.js';
import { structure as findStructure } from './stages/structure/index.js';
import type { Codebook, Decoded, DocumentFacts, Mined, Page, Problem } from './types.js';

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
  readonly audits: AuditRules;
}

/** What a user may say of a document that the document does not say itself. */
export interface MineOptions {
  /** Name of the encoding; detected when absent. */
  readonly encoding?: string;
  readonly year?: number;
  readonly region?: string;
}

const NOWHERE = { name: '', code: '', level: '', candidates: [], note: '' } as const;

function blank(file: string): DocumentFacts {
  const facts = {
    title: '',
    kind: 'other',
    region: NOWHERE,
    year: null,
    period: '',
    issuer: '',
    source: '',
    published: '',
  } as const;
  return { file, format: 'text', encoding: '', ...facts, documentNumber: '', indexNumber: '', sha256: '' };
}

function nothing(file: string, code: string, message: string): Mined {
  const problems: Problem[] = [{ file, severity: 'error', code, message }];
  const empty = { text: '', observations: [], findings: [], coverage: null, figures: [], bindings: [] };
  return { document: blank(file), problems, ...empty };
}

/**
 * Mines one document: the order of the stages, and nothing else.
 * In: the bytes of a file and its name (for messages and the table). Out: facts, rows and problems. Never throws for what a
 * document holds: an empty or binary document is a problem of severity error and gives no rows.
 */
export function mine(bytes: Uint8Array, file: string, knowledge: Knowledge, options: MineOptions = {}): Mined {
  if (bytes.length === 0) return nothing(file, 'empty', `${file}: the file is empty (0 bytes); save the page again`);
  const binary = looksBinary(bytes);
  if (binary)
    return nothing(file, 'binary', `${file}: this is ${binary}, not text; give a report as plain text or HTML`);
  let decoded: Decoded;
  try {
    decoded = decode(bytes, options.encoding);
  } catch (error) {
    return nothing(file, 'encoding', `${file}: ${(error as Error).message}`);
  }
  const page = pageOf(decoded.text, knowledge.furniture);
  if (page.text.trim() === '')
    return nothing(
      file,
      'no-text',
      `${file}: no text was found in it; open it in a browser and save the page as shown`,
    );
  return minePage(page, decoded, file, knowledge, options);
}

function minePage(
  page: Page,
  decoded: Pick<Decoded, 'encoding' | 'replaced'>,
  file: string,
  knowledge: Knowledge,
  options: MineOptions,
): Mined {
  const norm = normalize(page.text);
  const structure = findStructure(norm, page, knowledge.forms);
  const sha256 = createHash('sha256').update(page.text).digest('hex');
  const document = identify(
    { file, page, norm, structure, encoding: decoded.encoding, sha256, options },
    knowledge.gazetteer,
  );
  const printed = findFigures(norm, structure, document, page, knowledge.units);
  const figures = derive(norm, structure, printed, knowledge.derived);
  const starts = wordStarts(norm, knowledge.segmenter);
  const bindings = bind(norm, structure, figures, knowledge.matcher, starts, knowledge.context);
  const observed = observe(page.text, document, structure, figures, bindings, knowledge.codebook);
  const findings = audit(norm, document, structure, figures, bindings, observed, knowledge.audits);
  const observations = flagged(observed, findings);
  const coverage = coverageOf(norm, structure, observations, bindings, knowledge.matcher, starts);
  const problems: Problem[] = [];
  if (decoded.replaced > 0)
    problems.push({
      file,
      severity: 'warning',
      code: 'undecodable-bytes',
      message: `${file}: ${decoded.replaced} places could not be read as ${decoded.encoding} and stand as U+FFFD; give the right encoding with --encoding`,
    });
  return { document, text: page.text, observations, findings, problems, coverage, figures, bindings };
}
