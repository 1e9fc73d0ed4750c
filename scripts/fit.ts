// Learns what words and links tell of the code of a figure: `npm run fit` writes src/data/learnt.
//   --without SETS  leaves sets out (gold for all annotated documents; T26 and the like for what one writer wrote; joined by commas), tells
//                   how well they are coded, and writes nothing
//   --first FILE…   tells how well marked files are coded by what is written: before they are learnt, their first meeting
//   --curve         the same for all gold at a quarter, half and all of the examples
//   --ablate        with --without: the same with one mechanism of the score left out after the other
//   --own IDS       with --without: the same for entries taken out of the book and given back as a user's own with six examples each
//   --doubts        lists the marks that speak against what was learnt from other writers, for a third reader
//   --misses        lists what is coded wrongly or not at all
import { parseArgs } from 'node:util';
import { knowledgeWithout } from '../src/knowledge.js';
import { readLearnt } from '../src/learnt.js';
import { ablations } from './fit/ablate.js';
import { allTexts, listedIds } from './fit/corpora.js';
import { type Annotated, annotate, ofMarked } from './fit/corpus.js';
import { doubts } from './fit/doubts.js';
import { fit } from './fit/fit.js';
import { agreements, missed, type Outcome, outcomes, told } from './fit/measure.js';
import { ownEntries } from './fit/own.js';
import { writeLearnt } from './fit/write.js';

/** Least probability of a code that is written; chosen on texts left out. */
const THRESHOLD = 0.7;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    first: { type: 'boolean' },
    ablate: { type: 'boolean' },
    doubts: { type: 'boolean' },
    without: { type: 'string' },
    curve: { type: 'boolean' },
    own: { type: 'string' },
    misses: { type: 'boolean' },
    folds: { type: 'string', default: '3' },
  },
});
const GOLD = ['five', 'written', 'whole', 'model'];
const knowledge = knowledgeWithout();
const { matcher } = knowledge;
const texts = values.first ? positionals.flatMap(ofMarked).map((raw) => annotate(raw, knowledge)) : allTexts(knowledge);
const folds = Number(values.folds);
const figures = (some: readonly Annotated[]): number =>
  some.reduce((n, { right }) => n + right.filter((codes) => codes !== null).length, 0);
const out = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** How well the texts of each set are coded. */
function report(tested: readonly Annotated[], learnt: ReturnType<typeof fit>): void {
  for (const set of new Set(tested.map((text) => text.set))) {
    const own: Outcome[] = outcomes(
      tested.filter((text) => text.set === set),
      learnt,
      matcher,
      listedIds(),
    );
    out(told(set, own));
    out(agreements(own, THRESHOLD));
    if (values.misses) for (const line of missed(own, THRESHOLD)) out(line);
  }
}

const without = values.curve || values.without === 'gold' ? GOLD : (values.without ?? '').split(',');
const left = ({ set, group }: Annotated): boolean => without.includes(set) || without.includes(group);
const tested = texts.filter(left);
const kept = texts.filter((text) => !left(text));

if (values.first) {
  report(texts, readLearnt());
} else if (values.curve) {
  const groups = [...new Set(kept.map(({ group }) => group))].sort();
  for (const part of [4, 2, 1]) {
    const among = new Set(groups.filter((_, k) => k % part === 0));
    const some = kept.filter(({ group }) => among.has(group));
    out(`1/${part} of the examples: ${figures(some)} figures`);
    report(tested, fit(some, matcher, { folds }));
  }
} else if (values.own) {
  const options = { folds, threshold: THRESHOLD };
  for (const line of ownEntries(values.own.split(','), kept, tested, knowledge, options)) out(line);
} else if (values.doubts) {
  for (const line of doubts(texts, matcher, { folds })) out(line);
} else if (values.ablate) {
  for (const [name, learnt] of ablations(kept, matcher, { folds })) {
    out(name);
    report(tested, learnt);
  }
} else if (values.without) {
  report(tested, fit(kept, matcher, { folds }));
} else {
  const learnt = fit(texts, matcher, { folds });
  writeLearnt(learnt, texts, THRESHOLD);
  out(`fitted on ${figures(texts)} figures of ${texts.length} texts; on these themselves:`);
  report(
    texts.filter((text) => text.set !== 'entries'),
    learnt,
  );
}
