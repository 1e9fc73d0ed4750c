import type { Matcher } from '../../src/codebook/compile.js';
import { domainsOf, type Follows, linkedParts, neighboursOf, surroundingsOf } from '../../src/stages/bind/company.js';
import { beliefOf, type Decoded, decodeAll } from '../../src/stages/bind/decode.js';
import {
  type Belief,
  type Kinship,
  type Known,
  kinshipOf,
  localParts,
  NONE,
  wordsOf,
} from '../../src/stages/bind/features.js';
import { followsBy, knownOf, type Learnt, numbersOf, saysOf } from '../../src/stages/bind/index.js';
import { collected, type Parts } from '../../src/stages/bind/parts.js';
import type { Annotated } from './corpus.js';
import { type Lesson, learnLexicon } from './learn-lexicon.js';
import { type Choice, learnWeights } from './learn-weights.js';

/** Whole texts tell how figures hang together; short examples mostly what words mean. */
const WORTH: Readonly<Record<string, number>> = { entries: 1, examples: 0.4, five: 3 };

/** Annotated documents are few beside the examples and were read by more eyes: each counts as several. */
const TIMES: Readonly<Record<string, number>> = { entries: 14, kinds: 8, five: 4, written: 2, whole: 2, model: 2 };

export function lessonsOf(texts: readonly Annotated[], classes: readonly string[]): Lesson[] {
  const number = new Map(classes.map((id, k) => [id, k]));
  return texts.flatMap(({ right, grams, set }) =>
    right.flatMap((codes, i): Lesson[] => {
      const known = codes?.map((id) => number.get(id)).filter((k) => k !== undefined) ?? [];
      if (known.length === 0) return [];
      return Array.from({ length: TIMES[set] ?? 1 }, () => ({ grams: grams[i]!, right: known }));
    }),
  );
}

/** How often a code follows another in the same text, and how often it stands at all. */
export function followsOf(texts: readonly Annotated[]): Pick<Learnt, 'follows' | 'alone'> {
  const pairs = new Map<string, number>();
  const alone = new Map<string, number>();
  const first = new Map<string, number>();
  let all = 0;
  for (const { right, figures } of texts) {
    let last: string | null = null;
    right.forEach((codes, i) => {
      const code = codes === null || codes.length !== 1 ? (codes?.includes('') ? '' : null) : codes[0]!;
      if (code !== null) {
        alone.set(code, (alone.get(code) ?? 0) + 1);
        all++;
        if (last !== null && i > 0 && figures[i]!.sentence - figures[i - 1]!.sentence < 2) {
          pairs.set(`${last}>${code}`, (pairs.get(`${last}>${code}`) ?? 0) + 1);
          first.set(last, (first.get(last) ?? 0) + 1);
        }
      }
      last = code;
    });
  }
  const prior = new Map([...alone].map(([code, n]) => [code, n / all]));
  const SMOOTH = 8;
  const follows = new Map(
    [...pairs]
      .filter(([, n]) => n >= 2)
      .map(([pair, n]) => {
        const [last = '', code = ''] = pair.split('>');
        return [pair, (n + SMOOTH * (prior.get(code) ?? 0)) / (first.get(last)! + SMOOTH)] as const;
      }),
  );
  return { follows: Object.fromEntries(follows), alone: Object.fromEntries(prior) };
}

/** What is known of each text by a lexicon. */
export function knownBy(text: Annotated, lexicon: Learnt['lexicon'], matcher: Matcher): Known[] {
  const kin = kinshipOf(matcher);
  const numbers = numbersOf(lexicon, matcher);
  return knownOf(
    text.told,
    text.grams.map((grams) => saysOf(lexicon, grams, numbers)),
    text.graph,
    kin,
  );
}

const rightOf = (codes: readonly string[] | null, matcher: Matcher): Set<number> | null =>
  codes === null ? null : new Set(codes.map((id) => (id === '' ? NONE : (matcher.byId.get(id) ?? -2))));

/** Learns everything from some texts. The weights of a score are learnt on what lexica say of texts that they were not fitted on. */
export function fit(
  texts: readonly Annotated[],
  matcher: Matcher,
  { folds = 3, log = (_: string) => {} } = {},
): Learnt {
  const classes = ['', ...matcher.indicators.map(({ id }) => id)];
  const groups = [...new Set(texts.map(({ group }) => group))].sort();
  const foldOf = new Map(groups.map((group, k) => [group, (k * 7919) % folds]));
  const known = new Map<Annotated, Known[]>();
  for (let fold = 0; fold < folds; fold++) {
    const rest = texts.filter(({ group }) => foldOf.get(group) !== fold);
    const lexicon = learnLexicon(lessonsOf(rest, classes), classes);
    for (const text of texts) if (foldOf.get(text.group) === fold) known.set(text, knownBy(text, lexicon, matcher));
    log(`fold ${fold}: ${lexicon.hashes.length} grams`);
  }
  const lexicon = learnLexicon(lessonsOf(texts, classes), classes);
  const chain = followsOf(texts);
  const weights = learnRounds(texts, known, matcher, followsBy(chain, matcher));
  return { lexicon, ...chain, weights, threshold: 0.5 };
}

/** A text on its way through the rounds. */
interface Round {
  readonly text: Annotated;
  readonly known: readonly Known[];
  readonly local: readonly (readonly Parts[])[];
  readonly right: readonly (ReadonlySet<number> | null)[];
  readonly neighbours: ReturnType<typeof neighboursOf>;
}

const scoreOf = (parts: Parts, weights: Readonly<Record<string, number>>): number => {
  let sum = 0;
  for (const [name, value] of parts) sum += (weights[name] ?? 0) * value;
  return sum;
};

export function learnRounds(
  texts: readonly Annotated[],
  known: ReadonlyMap<Annotated, readonly Known[]>,
  matcher: Matcher,
  follows: Follows,
): Learnt['weights'] {
  const kin = kinshipOf(matcher);
  const rounds = texts.map((text): Round => {
    const one = known.get(text)!;
    const words = one.map((k, i) => wordsOf(k, text.figures[i]!, kin));
    const local = one.map((k, i) =>
      k.candidates.map((c) => collected((take) => localParts(c, words[i]!, matcher, kin, take))),
    );
    const right = text.right.map((codes) => rightOf(codes, matcher));
    return { text, known: one, local, right, neighbours: neighboursOf(text.graph) };
  });
  const first = learnWeights(rounds.flatMap((round) => choicesOf(round, round.local)));
  let later: Record<string, number> = {};
  let beliefs = rounds.map(({ known: one, local }) =>
    one.map((k, i) =>
      beliefOf(
        k.candidates,
        local[i]!.map((parts) => scoreOf(parts, first)),
      ),
    ),
  );
  for (let round = 0; round < 2; round++) {
    const full = rounds.map((one, t) => fullParts(one, beliefs[t]!, kin, follows));
    later = learnWeights(rounds.flatMap((one, t) => choicesOf(one, full[t]!)));
    beliefs = full.map((list, t) =>
      list.map((parts, i) =>
        beliefOf(
          rounds[t]!.known[i]!.candidates,
          parts.map((one) => scoreOf(one, later)),
        ),
      ),
    );
  }
  return { first, later };
}

const choicesOf = ({ text, known, right }: Round, parts: readonly (readonly Parts[])[]): Choice[] =>
  right.flatMap((codes, i): Choice[] =>
    codes === null
      ? []
      : [
          {
            parts: parts[i]!,
            right: known[i]!.candidates.map((k) => codes.has(k)),
            weight: WORTH[text.set] ?? 1,
          },
        ],
  );

/** The parts of all candidates of a text, with what is believed of the neighbours. */
function fullParts(
  { text, known, local, neighbours }: Round,
  beliefs: readonly Belief[],
  kin: Kinship,
  follows: Follows,
): Parts[][] {
  const about = beliefs.map((belief) => domainsOf(belief, kin));
  return known.map(({ candidates }, i) => {
    const around = surroundingsOf(i, text.figures, beliefs, about);
    return candidates.map(
      (c, n) =>
        new Map([...local[i]![n]!, ...collected((take) => linkedParts(c, around, neighbours, kin, follows, take))]),
    );
  });
}

/** Decodes a text with what was learnt. */
export function decodeText(
  text: Annotated,
  known: readonly Known[],
  learnt: Omit<Learnt, 'lexicon'>,
  matcher: Matcher,
): Decoded[][] {
  const scene = {
    figures: text.figures,
    graph: text.graph,
    matcher,
    kin: kinshipOf(matcher),
    follows: followsBy(learnt, matcher),
  };
  return decodeAll(known, scene, learnt.weights);
}
