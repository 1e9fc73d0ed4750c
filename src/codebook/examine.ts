import type { Codebook, Indicator, Mined, Span } from '../types.js';
import { markedExample } from './examples.js';
import { silentTerms } from './remarks.js';
import { parseTerm } from './terms.js';

/** The figure in its surroundings, in braces as the examples have it. */
const around = (text: string, { start, end }: Span): string =>
  `“${text.slice(Math.max(0, start - 12), start)}{${text.slice(start, end)}}${text.slice(end, end + 10)}”`;

const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/**
 * Runs the examples inside one entry. `mine` mines a text with the codebook in which the entry stands.
 * Out: one readable fault each: a marked figure that the entry does not claim (and who does, or why nobody), a figure that it
 * claims unmarked, a term whose words stand in none of the entry's own yes examples. Empty when all is well.
 */
export function checkExamples(entry: Indicator, codebook: Codebook, mine: (text: string) => Mined): string[] {
  const yes = entry.examples.yes.flatMap((marked) => yesFaults(entry, marked, mine));
  const no = entry.examples.no.flatMap((text) =>
    claims(entry, mine(text)).map(
      (row) => `no: claims ${around(text, row)}; tighten measure, or forbid it with unless`,
    ),
  );
  return [...yes, ...no, ...silentTerms(entry, codebook.synonyms)];
}

/** The rows that an entry claims by digits. */
const claims = ({ id }: Indicator, mined: Mined) => mined.observations.filter((o) => o.indicator === id && !o.derived);

function yesFaults(entry: Indicator, marked: string, mine: (text: string) => Mined): string[] {
  const { text, marks } = markedExample(marked);
  const mined = mine(text);
  const missing = marks.flatMap((mark) => {
    const rows = mined.observations.filter((o) => overlap(o, mark) && !o.derived);
    if (rows.length === 0)
      return [`yes: no figure is read at ${around(text, mark)}; mark the number alone, and check its unit`];
    if (rows.some((o) => o.indicator === entry.id)) return [];
    const others = rows.flatMap(({ indicator }) => indicator || []);
    const who = others.length > 0 ? `claimed by ${others.join(', ')}` : 'claimed by no indicator';
    return [`yes: ${around(text, mark)} is ${who}: ${reason(entry, mined, mark)}`];
  });
  const extra = claims(entry, mined).filter((row) => !marks.some((mark) => overlap(row, mark)));
  return [
    ...missing,
    ...extra.map((row) => `yes: claims ${around(text, row)}, which is not marked; mark it or forbid it`),
  ];
}

/** Why an entry did not get a figure. */
function reason(entry: Indicator, mined: Mined, mark: Span): string {
  const binding = mined.bindings.find(({ figure }) => overlap(mined.figures[figure]!, mark))!;
  const { unit, aspect } = mined.figures[binding.figure]!;
  const own = binding.candidates.find(({ indicator }) => indicator === entry.id);
  const rivals = binding.candidates.filter((one) => one !== own && one.verdict !== 'vetoed');
  const against = rivals.map(({ indicator, score }) => `${indicator} ${score}`).slice(0, 3);
  if (own?.verdict === 'vetoed') return own.why;
  if (own)
    return `it scores ${own.score}${against.length > 0 ? ` against ${against.join(', ')}` : ', which is too weak'} (${own.why})`;
  const label = binding.label === '' ? 'there is no label' : `the label is “${binding.label}”`;
  const counted = aspect === 'level' ? `the unit “${unit}”` : `the unit “${unit}” and the aspect ${aspect}`;
  return `${label}, ${counted}: no measure of the entry stands in it, its unit class lacks that unit, or its topic is out of reach`;
}

/**
 * What new entries take from those that were there: a marked figure of an entry's yes examples that a new entry claims, or that
 * stays uncoded because a new entry scores near it. In: the new entries, the codebook with both, `mine` that mines with it.
 * Out: the new entry's id and a readable line.
 */
export function takings(
  added: readonly Indicator[],
  { indicators, synonyms }: Codebook,
  mine: (text: string) => Mined,
): { readonly id: string; readonly fault: string }[] {
  const ids = new Set(added.map(({ id }) => id));
  const measures = added.flatMap(({ measure }) => measure.map((term) => parseTerm(term, synonyms)));
  // Without the words of a measure an entry is no candidate, and nearly all examples are without them.
  const concerns = (text: string): boolean =>
    measures.some((slots) => slots.every((slot) => slot.some((word) => text.includes(word))));
  return indicators.flatMap((entry) =>
    entry.examples.yes.flatMap((marked) => {
      const { text, marks } = markedExample(marked);
      if (ids.has(entry.id) || !concerns(text)) return [];
      const mined = mine(text);
      return marks.flatMap((mark) => {
        const bindings = mined.bindings.filter(({ figure }) => overlap(mined.figures[figure]!, mark));
        if (bindings.some(({ indicator }) => indicator === entry.id)) return [];
        const rivals = bindings.flatMap(({ candidates }) => candidates);
        const rival = rivals.find(
          ({ indicator, verdict }) => ids.has(indicator) && (verdict === 'chosen' || verdict === 'close'),
        );
        if (!rival) return [];
        const how =
          rival.verdict === 'chosen'
            ? `takes ${around(text, mark)} from`
            : `leaves ${around(text, mark)} in doubt with`;
        return [
          {
            id: rival.indicator,
            fault: `${how} the shipped ${entry.id}; narrow its words, or forbid that one's with unless`,
          },
        ];
      });
    }),
  );
}
