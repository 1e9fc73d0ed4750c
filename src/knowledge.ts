import { readFileSync } from 'node:fs';
import { openSegmenter } from './batch/segmenter.js';
import { compileCodebook } from './codebook/compile.js';
import { builtTerms, extendCodebook, loadDefaultCodebook, readData } from './codebook/data.js';
import { codebookLiterals } from './codebook/dictionary.js';
import type { ContextWords } from './language/vocabulary.js';
import { learnOwn, readLearnt } from './learnt.js';
import type { Knowledge } from './mine.js';
import { type AuditData, compileAudits } from './stages/audit/rules.js';
import { compileDerived } from './stages/derive.js';
import { compileUnits } from './stages/figures/units.js';
import { compileGazetteer } from './stages/identify/gazetteer.js';
import { compileFactWords } from './stages/identify/words.js';
import { compileFurniture } from './stages/page/index.js';
import type { Codebook } from './types.js';

export interface KnowledgeOptions {
  /** Paths of files of further indicators. */
  readonly codebook?: readonly string[];
}

/**
 * Reads all that baoshu knows from its data folder, opens the segmenter and compiles the codebook. Done once a process.
 * @throws Error where a data file is missing or a user's codebook file is wrong; the message names file, entry and line.
 */
export function openKnowledge(options: KnowledgeOptions = {}): Knowledge {
  const base = loadDefaultCodebook();
  const files = (options.codebook ?? []).map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  return knowledgeOf(files.length > 0 ? extendCodebook(base, files) : base, base);
}

/** The same with a codebook at hand: the shipped one (`base`), or one that adds to it. */
export function knowledgeOf(codebook: Codebook, base: Codebook): Knowledge {
  const knowledge = withoutLearning(codebook, base);
  const learnt = readLearnt();
  const shipped = new Set(base.indicators.map(({ id }) => id));
  const added = codebook.indicators.filter(({ id }) => !shipped.has(id));
  return { ...knowledge, learnt: added.length > 0 ? learnOwn(learnt, added, knowledge) : learnt };
}

/** All but what was learnt: what `fit` starts from. */
export const knowledgeWithout = (): Omit<Knowledge, 'learnt'> => {
  const base = loadDefaultCodebook();
  return withoutLearning(base, base);
};

function withoutLearning(codebook: Codebook, base: Codebook): Omit<Knowledge, 'learnt'> {
  const isOwn = codebook === base;
  const units = readData<{ classes: Record<string, string[]> }>('units');
  return {
    codebook,
    // A user's file may give a set's words anew, so then its terms are read afresh.
    matcher: compileCodebook(codebook, units.classes, isOwn ? builtTerms() : {}),
    segmenter: openSegmenter(isOwn ? {} : { literals: codebookLiterals(codebook, base) }),
    units: compileUnits(units, readData('not-figures')),
    derived: compileDerived(readData('derived')),
    context: readData<ContextWords>('context'),
    forms: readData('forms'),
    furniture: compileFurniture(readData('furniture')),
    gazetteer: compileGazetteer(readData('regions'), readData('region-changes'), readData('zones')),
    facts: compileFactWords(readData('facts')),
    audits: compileAudits(readData<AuditData>('audits'), codebook),
  };
}
