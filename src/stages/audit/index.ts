import type { Graph } from '../../graph.js';
import type { Binding, DocumentFacts, Figure, Finding, Observation, Structure } from '../../types.js';
import { auditConflicts } from './conflicts.js';
import { finish } from './draft.js';
import { auditGrowth } from './growth.js';
import { auditLimits } from './limits.js';
import { auditProducts } from './products.js';
import { auditRates } from './rates.js';
import { viewOf } from './reading.js';
import type { AuditRules } from './rules.js';
import { auditShares } from './shares.js';
import { auditSums } from './sums.js';
import { auditTables } from './tables.js';

const ORDER = ['contradicts', 'remark', 'holds', 'open'];

/**
 * Checks a report's own arithmetic: sums of parts, rates, growth, averages, products, subsets, tables, and what is stated twice.
 * In: the normalized text and what the stages before made of it. Out: findings, contradictions first, each with its formula and
 * the observations it used. Tolerances come from how the figures are printed, never from a fixed number.
 */
export function audit(
  norm: string,
  document: DocumentFacts,
  structure: Structure,
  figures: readonly Figure[],
  graph: Graph,
  bindings: readonly Binding[],
  observations: readonly Observation[],
  rules: AuditRules,
): Finding[] {
  const view = viewOf(norm, structure, figures, graph, bindings, observations);
  const drafts = [
    ...auditSums(view, rules),
    ...auditTables(view, rules),
    ...auditRates(view, rules),
    ...auditShares(view, rules),
    ...auditGrowth(view),
    ...auditProducts(view, rules),
    ...auditLimits(view, rules),
    ...auditConflicts(view, rules),
  ];
  drafts.sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
  return finish(drafts, document.title);
}

/** Adds to each observation that a contradiction uses the flag `contradicts:<finding id>`; other flags stay. */
export function flagged(observations: readonly Observation[], findings: readonly Finding[]): Observation[] {
  const flags = new Map<number, string[]>();
  for (const { id, status, observations: used } of findings)
    if (status === 'contradicts')
      for (const index of used) flags.set(index, [...(flags.get(index) ?? []), `contradicts:${id}`]);
  return observations.map((observation, index) => {
    const own = flags.get(index);
    return own ? { ...observation, flags: [observation.flags, ...own].filter(Boolean).join(';') } : observation;
  });
}
