import { loadDefaultCodebook } from '../../src/codebook/data.js';
import { learnOwn } from '../../src/learnt.js';
import { type Knowledge, mine } from '../../src/mine.js';
import type { Learnt } from '../../src/stages/bind/index.js';
import type { Indicator } from '../../src/types.js';
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

/** An entry with six examples: its own, and where it has fewer, lines of the short examples that count it alone. */
export function withExamples(entry: Indicator, texts: readonly Annotated[]): Indicator {
  const yes = entry.examples.yes.slice(0, EXAMPLES);
  for (const { set, text, figures, right } of texts) {
    if (yes.length >= EXAMPLES) break;
    if (set !== 'examples') continue;
    const counts = figures.filter((_, i) => right[i]?.length === 1 && right[i][0] === entry.id);
    if (counts.length === 0) continue;
    const from = text.lastIndexOf('\n', counts[0]!.start) + 1;
    const to = (text.indexOf('\n', counts[0]!.end) + text.length + 1) % (text.length + 1);
    let line = '';
    let at = from;
    for (const { start, end } of counts.filter((f) => f.end <= to)) {
      line += `${text.slice(at, start)}{${text.slice(start, end)}}`;
      at = end;
    }
    yes.push(line + text.slice(at, to));
  }
  return { ...entry, examples: { ...entry.examples, yes } };
}

/** What was learnt, without what was learnt of the very ids: a user's own were never met. */
export function unmet(learnt: Learnt, ids: ReadonlySet<string>): Learnt {
  const strip = (weights: Learnt['weights']['later']): Learnt['weights']['later'] => ({
    ...weights,
    parts: Object.fromEntries(
      Object.entries(weights.parts).filter(([name]) => !(name.startsWith('code ') && ids.has(name.slice(5)))),
    ),
  });
  return { ...learnt, weights: { first: strip(learnt.weights.first), later: strip(learnt.weights.later) } };
}

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
  const entries = indicators.filter(({ id }) => own.has(id)).map((entry) => withExamples(entry, learnt));
  const { matcher } = knowledge;
  const { threshold } = options;
  const whole: Learnt = { ...fit(learnt, matcher, options), threshold };
  const lacking: Learnt = {
    ...unmet(fit(without(learnt, own), matcher, { ...options, unknown: own }), own),
    threshold,
  };
  for (const entry of entries) {
    const { id } = entry;
    const added = learnOwn(lacking, [entry], knowledge);
    const built = coded(tested, id, { ...knowledge, learnt: whole });
    yield `${id}: in the book ${built}; of a user's own ${coded(tested, id, { ...knowledge, learnt: added })}`;
  }
}
