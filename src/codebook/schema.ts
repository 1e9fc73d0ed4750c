import * as v from 'valibot';

const text = v.pipe(v.string(), v.trim(), v.minLength(1));
const terms = v.pipe(v.array(text), v.minLength(1));
const id = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+$/, 'must be lower-case words joined by dots, such as legal_aid.cases'),
);

const partAs = v.picklist(['stage', 'outcome', 'kind']);

/** One entry of indicators/*.yaml as written. */
export const entrySchema = v.strictObject({
  id,
  name: v.strictObject({ zh: text, en: text }),
  definition: text,
  source: text,
  unit: v.union([text, terms]),
  object: v.optional(text),
  action: v.optional(text),
  topic: v.optional(terms),
  measure: terms,
  unless: v.optional(terms),
  inherit: v.optional(v.picklist(['own', 'sentence', 'item', 'heading'])),
  part_of: v.optional(v.union([id, v.strictObject({ id, as: partAs })])),
  kind_of: v.optional(id),
  rate: v.optional(v.strictObject({ numerator: v.optional(v.nullable(id)), denominators: v.optional(v.array(id)) })),
  examples: v.strictObject({ yes: v.pipe(v.array(text), v.minLength(1)), no: v.optional(v.array(text)) }),
});

export type Entry = v.InferOutput<typeof entrySchema>;

/** objects.yaml, actions.yaml: sets of words that mean the same. */
export const setsSchema = v.record(text, terms);

/** The part of units.yaml that the codebook needs: the classes that an entry's `unit` may name. */
export const unitClassesSchema = v.looseObject({ classes: v.record(text, v.pipe(v.array(text), v.minLength(1))) });

/** The keys an entry and its nested maps may have, for "did you mean". */
export const KNOWN_KEYS: readonly string[] = [
  ...Object.keys(entrySchema.entries),
  'zh',
  'en',
  'as',
  'numerator',
  'denominators',
  'yes',
  'no',
];

/** What a field must look like, in words, for the message about a wrong or missing one. */
export const FIELD_HELP: Readonly<Record<string, string>> = {
  id: 'the id, such as legal_aid.cases',
  name: 'a map { zh: 中文名, en: English name }',
  zh: 'the Chinese name',
  en: 'the English name',
  definition: 'one Chinese sentence saying what is counted',
  source: 'where the definition comes from (a form, an article, a standard)',
  unit: 'a class of units.yaml, or a list of classes and of further units as they are printed: [cases, 封]',
  object: 'the name of a set of objects.yaml: what is counted (or leave the key out)',
  action: 'the name of a set of actions.yaml: what was done with it (or leave the key out)',
  topic: 'a list of terms, at least one (or leave the key out)',
  measure: 'a list of terms, at least one',
  unless: 'a list of terms, at least one (or leave the key out)',
  inherit: 'own, sentence, item or heading',
  part_of: 'the id of another indicator, or a map { id: …, as: stage, outcome or kind }',
  as: 'stage, outcome or kind',
  kind_of: 'the id of the coarser indicator that counts its figures too',
  rate: 'a map { numerator: id, denominators: [id, …] }',
  numerator: 'the id of another indicator',
  denominators: 'a list of ids of other indicators',
  examples: 'a map { yes: […], no: […] }',
  yes: 'a list of sentences with the figures in { }, at least one',
  no: 'a list of sentences without { }',
};
