import type { Codebook, Indicator } from '../types.js';
import { markedExample } from './examples.js';
import { parseTerm } from './terms.js';

/**
 * What is not wrong but wanting in a codebook: terms that fire in no example of their entry, too few examples, members of a
 * set of terms seen in no example, objects and actions that no entry names, words of two of them. One line each, with the entry's
 * place. The examples are searched as plain text, without matching.
 */
export function codebookRemarks({ indicators, synonyms, objects, actions }: Codebook): string[] {
  const remarks = indicators.flatMap((indicator) => [
    ...fewExamples(indicator),
    ...silentTerms(indicator, synonyms).map((silent) => `${indicator.at} ${indicator.id}: ${silent}`),
  ]);
  const all = indicators
    .flatMap((indicator) => [...indicator.examples.yes, ...indicator.examples.no].map(bare))
    .join('\n');
  const terms = indicators.flatMap(({ topic, measure, unless }) => [...topic, ...measure, ...unless]).join('\n');
  for (const [name, words] of Object.entries(synonyms)) {
    if (!terms.includes(`<${name}>`)) continue;
    const silent = words.filter((word) => !all.includes(word));
    if (silent.length > 0)
      remarks.push(`set <${name}>: ${silent.join(' ')} stand in no example; add examples or take them out`);
  }
  return [
    ...remarks,
    ...setRemarks('object', objects, indicators, synonyms),
    ...setRemarks('action', actions, indicators, synonyms),
  ];
}

/** Objects, or actions, that no entry names; words that stand in two of them. */
function setRemarks(
  key: 'object' | 'action',
  names: readonly string[],
  indicators: readonly Indicator[],
  synonyms: Codebook['synonyms'],
): string[] {
  const named = new Set(indicators.map((indicator) => indicator[key]));
  const homes = new Map<string, string>();
  return names.flatMap((name) => [
    ...(named.has(name) ? [] : [`${key}s.yaml ${name}: is the ${key} of no entry; take it out`]),
    ...synonyms[name]!.flatMap((word) => {
      const home = homes.get(word);
      homes.set(word, name);
      return home === undefined ? [] : [`${key}s.yaml ${name}: ${word} stands in ${home} too; take it out of one`];
    }),
  ]);
}

function fewExamples({ examples, id, at }: Indicator): string[] {
  const remarks = [];
  if (examples.yes.length < 2)
    remarks.push(`${at} ${id}: has one "yes" example; give at least two, worded differently`);
  if (examples.no.length < 1)
    remarks.push(`${at} ${id}: has no "no" example; give one where a neighbour has the figure`);
  return remarks;
}

/** The topic and measure terms whose words stand in none of the entry's own yes examples, one line each. */
export function silentTerms(indicator: Indicator, synonyms: Codebook['synonyms']): string[] {
  const texts = indicator.examples.yes.map(bare);
  return (['topic', 'measure'] as const).flatMap((key) =>
    indicator[key]
      .filter((term) => !texts.some((text) => fires(parseTerm(term, synonyms), text)))
      .map((term) => `${key} term "${term}" fires in none of its yes examples; add one`),
  );
}

function bare(marked: string): string {
  return markedExample(marked).text.replaceAll('（', '(').replaceAll('）', ')').replaceAll('％', '%');
}

/** Whether the slots stand in this order in one sentence of the text. */
function fires(slots: readonly string[][], text: string): boolean {
  return text.split(/[。;；\n]/).some((sentence) => {
    let from = 0;
    for (const slot of slots) {
      const ends = slot.map((word) => [sentence.indexOf(word, from), word.length] as const).filter(([at]) => at >= 0);
      if (ends.length === 0) return false;
      from = Math.min(...ends.map(([at, length]) => at + length));
    }
    return true;
  });
}
