import type { Binding, Figure } from '../types.js';

/** What a reader decided of one figure. */
export interface Decision {
  /** SHA-256 of the document text, as in `document.sha256`. */
  readonly sha256: string;
  /** Place of the figure in that text. */
  readonly start: number;
  readonly end: number;
  readonly decision: 'accept' | 'reject' | 'recode';
  /** The indicator that was accepted (empty: rightly uncoded), rejected, or given. */
  readonly indicator: string;
}

/** Name of the rule of a figure whose indicator a reader gave. */
export const DECISION = 'decision';

/**
 * Puts a reader's decisions on the bindings of one document. An accepted figure keeps the accepted indicator and gets the flag
 * `accepted`; a rejected one loses its indicator and gets the flag `rejected`; a recoded one has the indicator given. Where that
 * changes a binding its rule is `decision`. Of several decisions on one figure the last holds.
 * Out: the bindings, and the decisions whose place holds no figure.
 */
export function decide(
  figures: readonly Figure[],
  bindings: readonly Binding[],
  decisions: readonly Decision[],
): { readonly bindings: readonly Binding[]; readonly stale: readonly Decision[] } {
  if (decisions.length === 0) return { bindings, stale: [] };
  const open = new Map(decisions.map((one) => [place(one), one]));
  const used = new Set<string>();
  const decided = bindings.map((binding) => {
    const key = place(figures[binding.figure]!);
    const decision = open.get(key);
    if (!decision) return binding;
    used.add(key);
    return changed(binding, decision);
  });
  return { bindings: decided, stale: [...open].filter(([key]) => !used.has(key)).map(([, one]) => one) };
}

const place = ({ start, end }: { readonly start: number; readonly end: number }): string => `${start}-${end}`;

const FLAGS = { accept: ['accepted'], reject: ['rejected'], recode: [] } as const;

function changed(binding: Binding, { decision, indicator }: Decision): Binding {
  const wanted = decision === 'reject' || indicator === '' ? null : indicator;
  // Two indicators no longer vie for it once someone has decided.
  const flags = [...binding.flags.filter((flag) => flag !== 'ambiguous'), ...FLAGS[decision]];
  if (wanted === binding.indicator && decision !== 'reject') return { ...binding, flags };
  const candidates = binding.candidates.map((one) =>
    one.verdict === 'chosen' ? { ...one, verdict: 'lost' as const, why: 'a reader decided otherwise' } : one,
  );
  return { ...binding, indicator: wanted, rule: DECISION, candidates, flags };
}
