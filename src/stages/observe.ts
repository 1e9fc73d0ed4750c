import type { Binding, Codebook, DocumentFacts, Figure, Observation, Structure } from '../types.js';

/** Line numbers of the text: the offset at which each line starts. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineOf(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (starts[mid]! <= at) low = mid + 1;
    else high = mid;
  }
  return low;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * Makes the rows of the table: one for each figure, with its facts, its code and its place.
 * In: the document text (not normalized: rows quote it as published). Out: index for index with figures.
 */
export function observe(
  text: string,
  document: DocumentFacts,
  structure: Structure,
  figures: readonly Figure[],
  bindings: readonly Binding[],
  codebook: Codebook,
): Observation[] {
  const lines = lineStarts(text);
  const names = new Map(codebook.indicators.map((entry) => [entry.id, entry.name.zh]));
  // A share or an average that the codebook lists as an indicator (法制审核人员占比, 平均审理天数) is a level of that indicator.
  const rates = new Set(codebook.indicators.filter((entry) => entry.unit.includes('rate')).map((entry) => entry.id));
  const means = new Set(
    codebook.indicators.filter((entry) => /平均|日均|每/.test(entry.name.zh)).map((entry) => entry.id),
  );
  const aspectOf = (figure: Figure, indicator: string | null) =>
    (figure.aspect === 'share' && rates.has(indicator ?? '')) ||
    (figure.aspect === 'average' && means.has(indicator ?? ''))
      ? 'level'
      : figure.aspect;
  return bindings.map((binding): Observation => {
    const figure = figures[binding.figure]!;
    const sentence = structure.sentences[figure.sentence];
    return {
      file: document.file,
      title: document.title,
      doc_kind: document.kind,
      region: document.region.name,
      region_code: document.region.code,
      region_level: document.region.level,
      year: document.year,
      indicator: binding.indicator ?? '',
      indicator_name: binding.indicator ? (names.get(binding.indicator) ?? '') : '',
      label: oneLine(binding.label),
      aspect: aspectOf(figure, binding.indicator),
      status: figure.status,
      value: figure.value,
      value_max: figure.valueMax ?? '',
      unit: figure.unit,
      qualifier: figure.qualifier,
      period: figure.period,
      basis: figure.basis,
      breakdown: Object.entries(binding.breakdown)
        .map(([key, value]) => `${key}=${value}`)
        .join(';'),
      section: (sentence?.path ?? []).map((heading) => oneLine(text.slice(heading.start, heading.end))).join(' > '),
      sentence: sentence ? oneLine(text.slice(sentence.start, sentence.end)) : '',
      line: lineOf(lines, figure.start),
      start: figure.start,
      end: figure.end,
      derived: figure.derived,
      rule: binding.rule === 'decision' ? binding.rule : [figure.rule, binding.rule].filter(Boolean).join('+'),
      flags: binding.flags.join(';'),
    };
  });
}
