import type { Matcher, Occurrence } from '../../codebook/compile.js';
import type { Mention } from '../../graph.js';
import type { Reach, Sentence, Span, Structure } from '../../types.js';
import { inside } from './score.js';
import { FLOOR, REACH, STEP } from './weights.js';

/** One place in which a topic may stand, and what a topic there is worth. */
export interface Place extends Span {
  readonly reach: Reach;
  readonly weight: number;
}

export interface Topic {
  readonly term: string;
  readonly reach: Reach;
  readonly weight: number;
  readonly hits: readonly Occurrence[];
}

/** What a figure can inherit. */
export interface Context {
  /** The nearest topic of an indicator; with weight 1 and no words when it needs none; null when it has none here. */
  topic(indicator: number, measure: readonly Occurrence[]): Topic | null;
  /** A topic of another domain that stands nearer than `weight`. */
  rival(domain: string, weight: number, matched: readonly Occurrence[]): { word: string; own: boolean } | null;
}

/** Sentences further back in an item than this are not looked into; the bound keeps the cost linear. */
const FAR = 8;

/** How far each reach goes; and how far an indicator's topic may be taken from. */
const FARNESS: Readonly<Record<Reach, number>> = {
  ...{ own: 0, clause: 1, sibling: 2, parent: 3 },
  ...{ sentence: 4, item: 5, heading: 6, title: 7 },
};
const LIMIT = { own: 'sibling', sentence: 'sentence', item: 'item', heading: 'title' } as const;

/** All places from which a figure may take its topic, strongest first. */
export function placesOf(mention: Mention, mentions: readonly Mention[], structure: Structure): Place[] {
  const places: Place[] = [];
  const add = (span: Span | null, reach: Reach, weight: number) => {
    if (span && span.end > span.start) places.push({ start: span.start, end: span.end, reach, weight });
  };
  for (const heading of mention.headings) add(heading, 'own', REACH.own);
  add(mention.before, 'own', REACH.own);
  add(mention.after, 'own', REACH.own);
  add(mention.tail, 'clause', REACH.clause);
  add(mention.head, 'clause', REACH.clause);
  for (const piece of mention.topics) add(piece, 'clause', REACH.clause);
  for (const [index, reach] of [
    [mention.chain ?? (mention.head ? mention.previous : null), 'sibling'],
    [mention.parent, 'parent'],
  ] as const) {
    const other = index === null ? undefined : mentions[index];
    for (const piece of other ? [other.before, other.after, other.head] : []) add(piece, reach, REACH[reach]);
  }
  let away = 0;
  for (const clause of mention.clauses) {
    if (clause.ends === ';') away += STEP.semicolon;
    add(clause, 'sentence', Math.max(FLOOR.sentence, REACH.sentence - away));
    away += STEP.sentence;
  }
  const sentence = structure.sentences[mention.sentence]!;
  let k = 0;
  for (let s = mention.sentence - 1; s >= 0 && k < FAR && structure.sentences[s]!.item === sentence.item; s--) {
    add(structure.sentences[s]!, 'item', Math.max(FLOOR.item, REACH.item - STEP.item * k));
    k++;
  }
  addHeadings(sentence, structure, add);
  return places.sort((a, b) => b.weight - a.weight);
}

function addHeadings(
  sentence: Sentence,
  structure: Structure,
  add: (span: Span | null, reach: Reach, weight: number) => void,
): void {
  [...sentence.path].reverse().forEach((heading, k) => {
    add(heading, 'heading', Math.max(FLOOR.heading, REACH.heading - STEP.heading * k));
  });
  add(structure.title, 'title', REACH.title);
}

/** Finds the topics of places; the headings and sentences that many figures share are looked into once. */
export function topicFinder(matcher: Matcher, found: readonly Occurrence[]): (place: Span) => readonly Occurrence[] {
  const known = new Map<number, readonly Occurrence[]>();
  return ({ start, end }) => {
    const key = start * 0x4000000 + end;
    const before = known.get(key);
    if (before) return before;
    const here = inside(found, [{ start, end }]).filter((o) => matcher.uses.topic[o.literal]!.length > 0);
    const topics = here.filter((o) => !here.some((longer) => swallows(matcher, longer, o)));
    known.set(key, topics);
    return topics;
  };
}

export function contextOf(
  matcher: Matcher,
  topicsAt: (place: Span) => readonly Occurrence[],
  places: readonly Place[],
): Context {
  // Most figures find their topic in the first places, so that the others are not looked into.
  const looked: (readonly Occurrence[])[] = [];
  const topicsOf = (p: number): readonly Occurrence[] => {
    looked[p] ??= topicsAt(places[p]!);
    return looked[p];
  };
  const nearest = (indicator: number, limit: number): Topic | null => {
    for (let p = 0; p < places.length; p++) {
      const place = places[p]!;
      if (FARNESS[place.reach] > limit) continue;
      const hit = topicIn(matcher, indicator, topicsOf(p));
      if (hit) return { ...hit, reach: place.reach, weight: place.weight };
    }
    return null;
  };
  const known = new Map<number, Topic | null>();
  return {
    topic(indicator, measure) {
      const entry = matcher.indicators[indicator]!;
      if (entry.topic.length === 0) return { term: '', reach: 'own', weight: 1, hits: [] };
      const inMeasure = topicIn(matcher, indicator, measure);
      if (inMeasure) return { ...inMeasure, reach: 'own', weight: 1 };
      const inside = topicInside(matcher, indicator, measure);
      if (inside) return { ...inside, reach: 'own', weight: 1 };
      let around = known.get(indicator);
      if (around === undefined) {
        around = nearest(indicator, FARNESS[LIMIT[entry.inherit]]);
        known.set(indicator, around);
      }
      return around;
    },
    rival(domain, weight, matched) {
      for (let p = 0; p < places.length; p++) {
        const place = places[p]!;
        if (place.weight <= weight) break;
        for (const o of topicsOf(p)) {
          const domains = matcher.topicDomains[o.literal]!;
          if (domains.size === 0 || domains.has(domain) || matched.some((m) => o.start < m.end && m.start < o.end))
            continue;
          return { word: matcher.literals[o.literal]!, own: place.reach === 'own' || place.reach === 'clause' };
        }
      }
      return null;
    },
  };
}

const NONE: readonly number[] = [];

/** A topic term of an indicator that is whole among some occurrences. */
function topicIn(
  matcher: Matcher,
  indicator: number,
  here: readonly Occurrence[],
): { term: string; hits: Occurrence[] } | null {
  let best: { term: string; hits: Occurrence[] } | null = null;
  for (const o of here) {
    for (const term of matcher.opens.get(o.literal)?.get(indicator) ?? NONE) {
      const { slots, source } = matcher.terms[term]!;
      const hits = chainFrom(o, slots, here);
      if (hits && (!best || size(hits) > size(best.hits))) best = { term: source, hits };
    }
  }
  return best;
}

/** The words of a term from its first on, each behind the one before. */
function chainFrom(
  first: Occurrence,
  slots: readonly ReadonlySet<number>[],
  here: readonly Occurrence[],
): Occurrence[] | null {
  const hits = [first];
  for (let s = 1; s < slots.length; s++) {
    const next = here.find((h) => h.start >= hits.at(-1)!.end && slots[s]!.has(h.literal));
    if (!next) return null;
    hits.push(next);
  }
  return hits;
}

/** 政务服务 in 政务服务便民热线: the longer topic, of another domain, is the one that is spoken of. */
function swallows(matcher: Matcher, longer: Occurrence, o: Occurrence): boolean {
  if (longer.end - longer.start <= o.end - o.start || longer.start > o.start || longer.end < o.end) return false;
  const domains = matcher.topicDomains[longer.literal]!;
  if (domains.size === 0 || matcher.topicDomains[o.literal]!.size === 0) return false;
  return ![...matcher.topicDomains[o.literal]!].some((domain) => domains.has(domain));
}

/** A topic that is part of a measure's word (代表 in 人大代表): the measure says it already. */
function topicInside(
  matcher: Matcher,
  indicator: number,
  measure: readonly Occurrence[],
): { term: string; hits: Occurrence[] } | null {
  for (const hit of measure) {
    const word = matcher.literals[hit.literal]!;
    for (const literal of matcher.topicLiterals[indicator]!) {
      const at = word.indexOf(matcher.literals[literal]!);
      if (at < 0) continue;
      const start = hit.start + at;
      return {
        term: matcher.literals[literal]!,
        hits: [{ literal, start, end: start + matcher.literals[literal]!.length }],
      };
    }
  }
  return null;
}

const size = (hits: readonly Occurrence[]): number => hits.reduce((n, h) => n + h.end - h.start, 0);
