import * as v from 'valibot';

const Pieces = v.array(v.pipe(v.string(), v.nonEmpty()));

const Raw = v.strictObject({
  organs: v.strictObject({
    ends: Pieces,
    tails: Pieces,
    central: v.string(),
    branches: v.string(),
    manyOf: v.string(),
    persons: v.string(),
    whole: v.string(),
    wholePapers: v.string(),
    media: v.string(),
  }),
  own: v.strictObject({ body: v.string(), mine: v.string(), all: v.string(), allAs: v.string() }),
  years: v.strictObject({
    sinceBefore: v.string(),
    sinceAfter: v.string(),
    compareBefore: v.string(),
    compareAfter: v.string(),
    planBefore: v.string(),
    planAfter: v.string(),
    prizeBefore: v.string(),
    prizeAfter: v.string(),
    says: v.string(),
    today: v.string(),
    last: v.string(),
  }),
  heads: v.strictObject({
    clocks: v.string(),
    datelines: v.string(),
    heard: v.string(),
    occasions: v.string(),
  }),
});

type Compiled<T> = { readonly [K in keyof T]: RegExp };
type Raws = v.InferOutput<typeof Raw>;

/** Words by which a document tells its facts, ready for use. */
export interface FactWords {
  readonly organs: Compiled<Raws['organs']>;
  readonly own: Compiled<Raws['own']>;
  readonly years: Compiled<Raws['years']>;
  readonly heads: Compiled<Raws['heads']>;
}

const all = <T extends object>(group: T, flags = 'u'): Compiled<T> =>
  Object.fromEntries(
    Object.entries(group).map(([name, text]) => [name, new RegExp(Array.isArray(text) ? text.join('|') : text, flags)]),
  ) as Compiled<T>;

/**
 * Makes the words of src/data/facts.yaml ready for use.
 * @throws Error where the data is not as it should be.
 */
export function compileFactWords(raw: unknown): FactWords {
  const { organs, own, years, heads } = v.parse(Raw, raw);
  return {
    organs: {
      ...all(organs),
      ends: new RegExp(organs.ends.join('|'), 'gu'),
      tails: new RegExp(`^(?:${organs.tails.join('|')})`, 'u'),
      central: new RegExp(`^${organs.central}`, 'u'),
      persons: new RegExp(`^${organs.persons}`, 'u'),
    },
    own: all(own, 'gu'),
    years: all(years),
    heads: all(heads),
  };
}
