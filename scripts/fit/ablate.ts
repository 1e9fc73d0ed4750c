import type { Matcher } from '../../src/codebook/compile.js';
import { followsBy, type Learnt } from '../../src/stages/bind/index.js';
import type { Annotated } from './corpus.js';
import { learnRounds, lessonsIn } from './fit.js';

/** What a score is made of, by the names of its parts. */
const MECHANISMS: Readonly<Record<string, RegExp>> = {
  terms: /^term|^none\.(best|no) term/,
  lexicon: /^lexicon|^none\.lexicon|^term and lexicon/,
  'objects and actions': /^(object|action) /,
  'how a figure stands': /^figure /,
  'parts of wholes': /^(part|whole)\b/,
  'shares, growths, changes': /^(of )?(share|growth|change|average)\b/,
  'series, repeats, rows, stocks': /^(series|same|stock|of (series|same|stock))\b/,
  'all links': /^(part|whole|share|growth|change|average|series|same|stock|of|sure link|linked)\b/,
  lists: /^list, /,
  'figures around': /^(recent|around|before|after)\b/,
};

/** What is learnt of some texts whole, then with one mechanism left out after the other. */
export function* ablations(
  texts: readonly Annotated[],
  matcher: Matcher,
  options: { folds?: number },
): Generator<readonly [name: string, learnt: Learnt]> {
  const { cases, ...read } = lessonsIn(texts, matcher, options);
  const learnt = (how: Parameters<typeof learnRounds>[3]): Learnt => {
    return { ...read, weights: learnRounds(cases, matcher, followsBy(read, matcher), how), threshold: 0.5 };
  };
  yield ['all', learnt({})];
  yield ['without bends', learnt({ bends: 0 })];
  for (const [name, pattern] of Object.entries(MECHANISMS))
    yield [`without ${name}`, learnt({ hears: (part) => !pattern.test(part) })];
}
