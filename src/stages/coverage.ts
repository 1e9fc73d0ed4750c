import { type Matcher, type Occurrence, occurrences } from '../codebook/compile.js';
import type { Aspect, Binding, Coverage, IndicatorCoverage, Observation, Span, Status, Structure } from '../types.js';

/** What ends a clause; a measure's words stand in one. */
const CLAUSE_END = /[,;。!?\n]/;

const isZero = ({ value, value_max }: Observation): boolean => Number(value) === 0 && value_max === '';

/** Of each indicator with a figure: a zero is reported where each of its levels is 0. */
function reported(observations: readonly Observation[]): Map<string, IndicatorCoverage> {
  const rows = new Map<string, Observation[]>();
  for (const row of observations) {
    if (row.indicator === '') continue;
    const known = rows.get(row.indicator);
    if (known) known.push(row);
    else rows.set(row.indicator, [row]);
  }
  const covered = new Map<string, IndicatorCoverage>();
  for (const [indicator, own] of rows) {
    const levels = own.filter(({ aspect }) => aspect === 'level');
    covered.set(indicator, {
      indicator,
      state: levels.length > 0 && levels.every(isZero) ? 'reported_zero' : 'reported',
      figures: own.length,
      targets: own.filter(({ status }) => status === 'target').length,
      line: Math.min(...own.map(({ line }) => line)),
    });
  }
  return covered;
}

/** 1 where a measure word stands that already gives a figure its code. */
function takenPlaces(length: number, bindings: readonly Binding[]): Uint8Array {
  const taken = new Uint8Array(length);
  for (const { candidates } of bindings)
    for (const { verdict, evidence } of candidates)
      if (verdict === 'chosen')
        for (const one of evidence) if (one.role === 'measure') taken.fill(1, one.start, one.end);
  return taken;
}

interface Progress {
  slot: number;
  end: number;
  clause: number;
  free: boolean;
}

/** What one sentence says of indicators, its words read once from left to right. */
class Mentions {
  readonly #terms = new Map<number, Progress>();
  readonly #topics = new Set<number>();
  readonly #measures: { readonly indicator: number; readonly clause: number; readonly last: number }[] = [];
  readonly #vetoes = new Set<string>();

  constructor(
    readonly matcher: Matcher,
    readonly taken: Uint8Array,
  ) {}

  /** Takes the next word; words come in order of their end. */
  read({ literal, start, end }: Occurrence, clause: number, wanted: (indicator: number) => boolean): void {
    const { topic, measure, unless } = this.matcher.uses;
    for (const { term: index, slot } of [...topic[literal]!, ...measure[literal]!, ...unless[literal]!]) {
      const term = this.matcher.terms[index]!;
      if (!wanted(term.indicator)) continue;
      let progress = this.#terms.get(index);
      if (!progress || (progress.clause !== clause && term.role !== 'topic')) {
        progress = { slot: 0, end: 0, clause, free: true };
        this.#terms.set(index, progress);
      }
      if (progress.slot !== slot || start < progress.end) continue;
      progress.slot++;
      progress.end = end;
      progress.free &&= this.taken[start] === 0 && this.taken[end - 1] === 0;
      if (progress.slot < term.slots.length) continue;
      this.#whole(term.role, term.indicator, clause, literal, progress.free);
      this.#terms.delete(index);
    }
  }

  #whole(role: 'topic' | 'measure' | 'unless', indicator: number, clause: number, last: number, free: boolean): void {
    if (role === 'topic') this.#topics.add(indicator);
    else if (role === 'unless') this.#vetoes.add(`${indicator} ${clause}`);
    else if (free) this.#measures.push({ indicator, clause, last });
  }

  /** Indicators whose measure stands in a clause without a veto, and whose topic in the sentence; with the clause. */
  *found(): Generator<{ readonly indicator: number; readonly clause: number }> {
    for (const { indicator, clause, last } of this.#measures) {
      if (this.#vetoes.has(`${indicator} ${clause}`)) continue;
      if (this.#topics.has(indicator) || this.#needsNone(indicator, last)) yield { indicator, clause };
    }
  }

  // A topic may be part of the measure's word (代表 in 人大代表).
  #needsNone(indicator: number, measure: number): boolean {
    const { indicators, literals, topicLiterals } = this.matcher;
    if (indicators[indicator]!.topic.length === 0) return true;
    return [...topicLiterals[indicator]!].some((topic) => literals[measure]!.includes(literals[topic]!));
  }
}

/** Where the clauses of a sentence start. */
function clausesOf(norm: string, { start, end }: Span): number[] {
  const starts = [start];
  for (let at = start; at < end - 1; at++) if (CLAUSE_END.test(norm[at]!)) starts.push(at + 1);
  return starts;
}

/** Places where indicators without a figure are spoken of: the first clause of each. */
function mentioned(
  norm: string,
  structure: Structure,
  found: readonly Occurrence[],
  matcher: Matcher,
  taken: Uint8Array,
  known: ReadonlyMap<string, unknown>,
): Map<string, number> {
  const places = new Map<string, number>();
  const idOf = (indicator: number): string => matcher.indicators[indicator]!.id;
  const wanted = (indicator: number): boolean => !known.has(idOf(indicator)) && !places.has(idOf(indicator));
  let next = 0;
  for (const sentence of structure.sentences) {
    while (next < found.length && found[next]!.start < sentence.start) next++;
    const here: Occurrence[] = [];
    for (; next < found.length && found[next]!.start < sentence.end; next++)
      if (found[next]!.end <= sentence.end) here.push(found[next]!);
    here.sort((a, b) => a.end - b.end || b.start - a.start);
    const clauses = clausesOf(norm, sentence);
    const mentions = new Mentions(matcher, taken);
    let clause = 0;
    for (const word of here) {
      while (clause + 1 < clauses.length && clauses[clause + 1]! < word.end) clause++;
      mentions.read(word, clause, wanted);
    }
    for (const one of mentions.found())
      if (!places.has(idOf(one.indicator))) places.set(idOf(one.indicator), clauses[one.clause]!);
  }
  return places;
}

/** The 1-based lines of some places, in one pass over the text. */
function linesOf(norm: string, places: Iterable<number>): Map<number, number> {
  const lines = new Map<number, number>();
  let line = 1;
  let at = 0;
  for (const place of [...places].sort((a, b) => a - b)) {
    for (; at < place; at++) if (norm[at] === '\n') line++;
    lines.set(place, line);
  }
  return lines;
}

const countBy = <K extends string>(keys: readonly K[]): Partial<Record<K, number>> => {
  const counts: Partial<Record<K, number>> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
};

/**
 * Says what a document covers of the codebook.
 * In: the normalized text with its structure and word boundaries, the rows and their bindings, the compiled codebook. Out: the
 * figures with and without a code, and the indicators that have a figure or are at least spoken of: measure (in one clause,
 * without a veto, and not the words that gave another figure its code) and topic in one sentence. Those not in the list are not
 * mentioned. Linear in the length of the text.
 */
export function coverage(
  norm: string,
  structure: Structure,
  observations: readonly Observation[],
  bindings: readonly Binding[],
  matcher: Matcher,
  starts: Uint8Array,
): Coverage {
  const covered = reported(observations);
  const taken = takenPlaces(norm.length, bindings);
  const places = mentioned(norm, structure, occurrences(norm, matcher, starts), matcher, taken, covered);
  const lines = linesOf(norm, places.values());
  for (const [indicator, place] of places)
    covered.set(indicator, { indicator, state: 'mentioned', figures: 0, targets: 0, line: lines.get(place)! });
  const indicators = matcher.indicators.flatMap(({ id }) => covered.get(id) ?? []);
  const uncoded = observations.filter(({ indicator }) => indicator === '');
  return {
    figures: observations.length,
    coded: observations.length - uncoded.length,
    uncoded: uncoded.length,
    uncoded_aspects: countBy<Aspect>(uncoded.map(({ aspect }) => aspect)),
    uncoded_statuses: countBy<Status>(uncoded.map(({ status }) => status)),
    indicators,
  };
}
