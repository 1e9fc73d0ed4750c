import { MOVES } from '../language/moves.js';
import type { Binding, Codebook, DocumentFacts, Figure, Observation, Span, Structure } from '../types.js';

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

/** What the rows need of a codebook. */
interface Named {
  readonly names: ReadonlyMap<string, string>;
  /** Indicators that are rates, and those that are averages. */
  readonly rates: ReadonlySet<string>;
  readonly means: ReadonlySet<string>;
}

const named = new WeakMap<Codebook, Named>();

function namedIn(codebook: Codebook): Named {
  const known = named.get(codebook);
  if (known) return known;
  const { indicators } = codebook;
  const names = new Map(indicators.map((entry) => [entry.id, entry.name.zh]));
  const rates = new Set(indicators.filter((entry) => entry.unit.includes('rate')).map((entry) => entry.id));
  const means = new Set(
    indicators.filter((entry) => /平均|日均|每|时间|时长|天数/.test(entry.name.zh)).map((entry) => entry.id),
  );
  named.set(codebook, { names, rates, means });
  return { names, rates, means };
}

/** The quotations of sentences and the headings over them; figures of one sentence share them. */
function quotations(text: string, { sentences }: Structure): (index: number) => { section: string; sentence: string } {
  const known = new Map<number, { section: string; sentence: string }>();
  const cut = ({ start, end }: Span): string => oneLine(text.slice(start, end));
  return (index) => {
    let quoted = known.get(index);
    if (!quoted) {
      const sentence = sentences[index];
      quoted = {
        section: (sentence?.path ?? []).map(cut).join(' > '),
        sentence: sentence ? cut(sentence) : '',
      };
      known.set(index, quoted);
    }
    return quoted;
  };
}

/**
 * What a figure says of its indicator, with its value. A share or an average that the codebook lists as an indicator (法制审核人员占比,
 * 平均审理天数) is a level of that indicator; a percentage of a count is never its level, but its share (女性{43.6}%) or its growth
 * (审批事项精简{34}%, a fall).
 */
function said(
  figure: Figure,
  { indicator, label }: Binding,
  codebook: Codebook,
): Pick<Observation, 'aspect' | 'value'> {
  const { aspect, unit, value } = figure;
  const { names, rates, means } = namedIn(codebook);
  if (!indicator || !names.has(indicator)) return { aspect, value };
  const rate = rates.has(indicator);
  if ((aspect === 'share' && rate) || (aspect === 'average' && means.has(indicator))) return { aspect: 'level', value };
  if (aspect !== 'level' || unit !== '%' || rate) return { aspect, value };
  const move = MOVES.exec(label);
  if (!move) return { aspect: 'share', value };
  return { aspect: 'growth', value: move[1] === undefined ? value : `-${value}` };
}

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
  const { names } = namedIn(codebook);
  const quoted = quotations(text, structure);
  return bindings.map((binding): Observation => {
    const figure = figures[binding.figure]!;
    const { aspect, value } = said(figure, binding, codebook);
    return {
      file: document.file,
      title: document.title,
      doc_kind: document.kind,
      issuer: document.issuer,
      scope: document.scope,
      region: document.region.name,
      region_code: document.region.code,
      region_level: document.region.level,
      year: document.year,
      indicator: binding.indicator ?? '',
      indicator_name: binding.indicator ? (names.get(binding.indicator) ?? '') : '',
      label: oneLine(binding.label),
      aspect,
      status: figure.status,
      value,
      value_max: figure.valueMax ?? '',
      unit: figure.unit,
      qualifier: figure.qualifier,
      period: figure.period,
      basis: figure.basis,
      breakdown: Object.entries(binding.breakdown)
        .map(([key, value]) => `${key}=${value}`)
        .join(';'),
      ...quoted(figure.sentence),
      line: lineOf(lines, figure.start),
      start: figure.start,
      end: figure.end,
      derived: figure.derived,
      rule: binding.rule === 'decision' ? binding.rule : [figure.rule, binding.rule].filter(Boolean).join('+'),
      flags: binding.flags.join(';'),
    };
  });
}
