import type { Figure, Structure } from '../types.js';

/** One rule of derived.yaml. */
export interface DerivedRule {
  readonly words: RegExp;
  /** `whole`, or a plain decimal. */
  readonly value: string;
  readonly unit: string;
}

/** Makes the rules from derived.yaml. */
export function compileDerived(
  raw: readonly { words: string; value: string | number; unit?: string }[],
): DerivedRule[] {
  return raw.map((rule) => ({ words: new RegExp(rule.words, 'g'), value: String(rule.value), unit: rule.unit ?? '' }));
}

/** The figure that a statement speaks of may stand this many characters before it. */
const REACH = 24;

/** The level just before a place, in the same sentence, with no other figure between. */
function wholeBefore(figures: readonly Figure[], sentence: number, at: number): Figure | null {
  const before = figures.filter((f) => f.sentence === sentence && f.end <= at).at(-1);
  return before && before.aspect === 'level' && before.unit !== '%' && at - before.extent.end <= REACH ? before : null;
}

/**
 * Statements without a digit (已全部办结, 均维持, 零败诉) as figures of their own, `derived`, their span the words.
 * In: the normalized text, its structure and the printed figures. Out: printed and derived figures in text order.
 */
export function derive(
  norm: string,
  structure: Structure,
  figures: readonly Figure[],
  rules: readonly DerivedRule[],
): Figure[] {
  const out: Figure[] = [...figures];
  structure.sentences.forEach((sentence, s) => {
    const text = norm.slice(sentence.start, sentence.end);
    const taken: { start: number; end: number }[] = [];
    for (const rule of rules) {
      for (const hit of text.matchAll(rule.words)) {
        const span = { start: sentence.start + hit.index, end: sentence.start + hit.index + hit[0].length };
        if (taken.some((t) => t.start < span.end && span.start < t.end)) continue;
        const whole = wholeBefore(figures, s, span.start);
        if (rule.value === 'whole' && !whole) continue;
        if (figures.some((f) => f.extent.start < span.end && span.start < f.extent.end)) continue;
        taken.push(span);
        const model = whole ?? figures.find((f) => f.sentence === s);
        out.push({
          ...span,
          value: rule.value === 'whole' ? whole!.value : rule.value,
          valueMax: null,
          unit: rule.value === 'whole' ? whole!.unit : rule.unit,
          extent: { start: span.end, end: span.end },
          qualifier: rule.value === 'whole' ? whole!.qualifier : 'exact',
          aspect: 'level',
          status: model?.status ?? 'achieved',
          period: model?.period ?? '',
          basis: model?.basis ?? 'year',
          sentence: s,
          cell: null,
          rule: 'derived',
          derived: true,
        });
      }
    }
  });
  return out.sort((a, b) => a.start - b.start || a.end - b.end);
}
