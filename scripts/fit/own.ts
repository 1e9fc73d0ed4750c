import { loadDefaultCodebook } from '../../src/codebook/data.js';
import { learnOwn } from '../../src/learnt.js';
import { type Knowledge, mine } from '../../src/mine.js';
import type { Learnt } from '../../src/stages/bind/index.js';
import type { Annotated } from './corpus.js';
import { fit } from './fit.js';

/** Examples that an entry of a user's own has. */
const EXAMPLES = 6;

/** Texts as who has never heard of some indicators reads them: what counts these is not spoken of. */
const without = (texts: readonly Annotated[], ids: ReadonlySet<string>): Annotated[] =>
  texts.map((text) => ({
    ...text,
    right: text.right.map((codes) => (codes?.some((id) => ids.has(id)) ? null : codes)),
  }));

/** How some texts are coded with an indicator: of the figures that are it alone how many are found, of those so coded how many may be it. */
function coded(texts: readonly Annotated[], id: string, knowledge: Knowledge): string {
  let must = 0;
  let found = 0;
  let right = 0;
  let wrong = 0;
  for (const { text, figures, right: known } of texts) {
    const { observations } = mine(Buffer.from(text), 'text.txt', knowledge, { coverage: false });
    const given = new Set(observations.filter((o) => o.indicator === id).map((o) => o.start));
    figures.forEach(({ start }, i) => {
      const codes = known[i];
      if (!codes) return;
      const sole = codes.length === 1 && codes[0] === id;
      if (sole) must++;
      if (!given.has(start)) return;
      if (sole) found++;
      if (codes.includes(id)) right++;
      else wrong++;
    });
  }
  const percent = (n: number, of: number): string => (of === 0 ? '-' : ((100 * n) / of).toFixed(0));
  return `${percent(found, must)}/${percent(right, right + wrong)} (${must})`;
}

/**
 * Takes entries out of the book, learns all anew without them, gives them back as a user's own with six examples each, and tells how
 * texts left out are coded with each, beside the same entries in the book: recall/precision (figures).
 */
export function* ownEntries(
  ids: readonly string[],
  learnt: readonly Annotated[],
  tested: readonly Annotated[],
  knowledge: Omit<Knowledge, 'learnt'>,
  options: { readonly folds: number; readonly threshold: number },
): Generator<string> {
  const own = new Set(ids);
  const { indicators } = loadDefaultCodebook({ examples: true });
  const entries = indicators
    .filter(({ id }) => own.has(id))
    .map((entry) => ({ ...entry, examples: { ...entry.examples, yes: entry.examples.yes.slice(0, EXAMPLES) } }));
  const { matcher } = knowledge;
  const { threshold } = options;
  const whole: Learnt = { ...fit(learnt, matcher, options), threshold };
  const lacking: Learnt = { ...fit(without(learnt, own), matcher, { ...options, unknown: own }), threshold };
  const added = learnOwn(lacking, entries, knowledge);
  for (const { id } of entries) {
    const built = coded(tested, id, { ...knowledge, learnt: whole });
    yield `${id}: in the book ${built}; of a user's own ${coded(tested, id, { ...knowledge, learnt: added })}`;
  }
}
