import type { Matcher } from '../../src/codebook/compile.js';
import { domainsOf, type Follows, linkedParts, neighboursOf, surroundingsOf } from '../../src/stages/bind/company.js';
import { beliefOf, type Decoded, decodeAll, ownAndWordParts } from '../../src/stages/bind/decode.js';
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
import { Possible } from '../../src/stages/bind/may.js';
import { collected, type Parts, partOf, scoresBy, type Take, type Weights } from '../../src/stages/bind/parts.js';
import { situationsOf } from '../../src/stages/bind/situation.js';
import type { Annotated } from './corpus.js';
import { type Lesson, learnLexicon } from './learn-lexicon.js';
import { type Choice, learnWeights } from './learn-weights.js';

/** Whole texts tell how figures hang together; short examples mostly what words mean. */
const WORTH: Readonly<Record<string, number>> = { examples: 0.4, five: 3 };

/** Annotated documents are few beside the examples and were read by more eyes: each counts as several. */
const TIMES: Readonly<Record<string, number>> = { entries: 20, kinds: 24, five: 4, written: 2, whole: 2, model: 2 };

/** Classes that are none of the indicators: what these figures count is of many kinds. */
const NONES = 8;

export function lessonsOf(texts: readonly Annotated[], classes: readonly string[], matcher: Matcher): Lesson[] {
  const numbers = new Map<string, number[]>();
  for (const [k, id] of classes.entries()) numbers.set(id, [...(numbers.get(id) ?? []), k]);
  const possible = new Possible(matcher, numbersOf(classes, matcher));
  return texts.flatMap(({ right, grams, figures, set }) =>
    right.flatMap((codes, i): Lesson[] => {
      const may = possible.of(figures[i]!);
      const known = codes?.flatMap((id) => numbers.get(id) ?? []).filter((k) => may.includes(k)) ?? [];
      if (known.length === 0) return [];
      return Array.from({ length: TIMES[set] ?? 1 }, () => ({ grams: grams[i]!, may, right: known }));
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
  const numbers = numbersOf(lexicon.classes, matcher);
  const possible = new Possible(matcher, numbers);
  return knownOf(
    text.told,
    text.grams.map((grams, i) => saysOf(lexicon, grams, possible.of(text.figures[i]!), numbers)),
    text.graph,
    kin,
  );
}

const rightOf = (codes: readonly string[] | null, matcher: Matcher): Set<number> | null =>
  codes === null ? null : new Set(codes.map((id) => (id === '' ? NONE : (matcher.byId.get(id) ?? -2))));

/** Sets whose answers are settled: what the program must say of their figures, whatever it learns. */
const SETTLED: ReadonlySet<string> = new Set(['entries', 'kinds', 'five', 'written', 'whole', 'model']);

/**
 * Learns everything from some texts. The weights of a score are learnt on what lexica say of texts that they were not fitted on, and
 * for settled texts also on what the lexicon says that is written.
 */
export function fit(texts: readonly Annotated[], matcher: Matcher, options: FitOptions = {}): Learnt {
  const { cases, ...read } = lessonsIn(texts, matcher, options);
  return { ...read, weights: learnRounds(cases, matcher, followsBy(read, matcher)), threshold: 0.5 };
}

export interface FitOptions {
  /** Into how many parts texts fall, each read by a lexicon that was not fitted on it. */
  readonly folds?: number;
  /** Indicators that the lexicon is not taught. */
  readonly unknown?: ReadonlySet<string>;
}

/** All but the weights of a score, and what these are learnt from. */
export function lessonsIn(texts: readonly Annotated[], matcher: Matcher, { folds = 3, unknown }: FitOptions = {}) {
  const ids = matcher.indicators.map(({ id }) => id).filter((id) => !unknown?.has(id));
  const classes = [...Array<string>(NONES).fill(''), ...ids];
  const groups = [...new Set(texts.map(({ group }) => group))].sort();
  const foldOf = new Map(groups.map((group, k) => [group, (k * 7919) % folds]));
  const cases: Case[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const rest = texts.filter(({ group }) => foldOf.get(group) !== fold);
    const lexicon = learnLexicon(lessonsOf(rest, classes, matcher), classes);
    for (const text of texts)
      if (foldOf.get(text.group) === fold) cases.push({ text, known: knownBy(text, lexicon, matcher) });
  }
  const lexicon = learnLexicon(lessonsOf(texts, classes, matcher), classes);
  for (const text of texts)
    if (SETTLED.has(text.set)) cases.push({ text, known: knownBy(text, lexicon, matcher), settled: true });
  return { cases, lexicon, ...followsOf(texts) };
}

/** A text with what a lexicon and the terms say of its figures. */
export interface Case {
  readonly text: Annotated;
  readonly known: readonly Known[];
  /** Its answers must hold: those that do not stand firm are learnt harder. */
  readonly settled?: boolean;
}

/** A text on its way through the rounds. */
interface Round extends Case {
  /** The parts that words alone make of each candidate; the same with how the figure stands and what the candidate is. */
  readonly local: readonly (readonly Parts[])[];
  readonly own: readonly (readonly Parts[])[];
  readonly right: readonly (ReadonlySet<number> | null)[];
  readonly neighbours: ReturnType<typeof neighboursOf>;
}

/** Collects the parts that are given, by name. */
type Collect = (give: (take: Take) => void) => Parts;

function scoreOf(parts: Parts, weights: Weights): number {
  const scores = scoresBy(weights);
  const sum = scores.empty();
  for (const [name, value] of parts) scores.add(sum, partOf(name), value);
  return scores.of(sum);
}

/** The first round knows too little for bends. */
const FIRST = { bends: 0, epochs: 20 };
const LATER = { bends: 8, epochs: 10 };

/** Where a settled answer is less likely than this it is worth so much more in the next round. */
const FIRM = 0.88;
const HARDER = 8;

/** Learns the weights of the parts that `hears` lets through: all, but where a mechanism is left out to see what it gains. */
export function learnRounds(
  cases: readonly Case[],
  matcher: Matcher,
  follows: Follows,
  { hears, bends = LATER.bends }: { hears?: (part: string) => boolean; bends?: number } = {},
): Learnt['weights'] {
  const kin = kinshipOf(matcher);
  const collect: Collect = hears ? (give) => new Map([...collected(give)].filter(([name]) => hears(name))) : collected;
  const rounds = cases.map(({ text, known: one, settled = false }): Round => {
    const neighbours = neighboursOf(text.graph);
    const situations = situationsOf(text.figures, neighbours);
    const words = one.map((k, i) => wordsOf(k, text.figures[i]!, kin));
    const each = (give: (c: number, i: number, take: Take) => void) =>
      one.map(({ candidates }, i) => candidates.map((c) => collect((take) => give(c, i, take))));
    const local = each((c, i, take) => localParts(c, words[i]!, matcher, kin, take));
    const own = each((c, i, take) => ownAndWordParts(c, words[i]!, situations[i]!, { matcher, kin }, take));
    const right = text.right.map((codes) => rightOf(codes, matcher));
    return { text, known: one, settled, local, own, right, neighbours };
  });
  const first = learnWeights(
    rounds.flatMap((round) => choicesOf(round, round.local)),
    FIRST,
  );
  let later = first;
  let beliefs = rounds.map(({ known: one, local }) =>
    one.map((k, i) =>
      beliefOf(
        k.candidates,
        local[i]!.map((parts) => scoreOf(parts, first)),
      ),
    ),
  );
  for (let round = 0; round < 3; round++) {
    const full = rounds.map((one, t) => fullParts(one, beliefs[t]!, kin, follows, collect));
    later = learnWeights(
      rounds.flatMap((one, t) => choicesOf(one, full[t]!, round > 0 ? beliefs[t]! : [])),
      { ...LATER, bends },
    );
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

/** What is to be learnt from a text; what is believed of its figures tells which settled answers do not stand firm. */
const choicesOf = (
  { text, known, right, settled }: Round,
  parts: readonly (readonly Parts[])[],
  beliefs: readonly Belief[] = [],
): Choice[] =>
  right.flatMap((codes, i): Choice[] => {
    if (codes === null) return [];
    const loose = settled && beliefs[i] && firmness(beliefs[i], codes) < FIRM;
    return [
      {
        parts: parts[i]!,
        right: known[i]!.candidates.map((k) => codes.has(k)),
        weight: (WORTH[text.set] ?? 1) * (loose ? HARDER : 1),
      },
    ];
  });

const firmness = (belief: Belief, codes: ReadonlySet<number>): number =>
  [...codes].reduce((sum, code) => sum + belief.of(code), 0);

/** The parts of all candidates of a text, with what is believed of the neighbours. */
function fullParts(
  { text, known, own, neighbours }: Round,
  beliefs: readonly Belief[],
  kin: Kinship,
  follows: Follows,
  collect: Collect,
): Parts[][] {
  const about = beliefs.map((belief) => domainsOf(belief, kin));
  return known.map(({ candidates }, i) => {
    const around = surroundingsOf(i, text.figures, beliefs, about, kin);
    return candidates.map(
      (c, n) => new Map([...own[i]![n]!, ...collect((take) => linkedParts(c, around, neighbours, kin, follows, take))]),
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
