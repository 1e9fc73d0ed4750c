import type { Run } from '../../graph.js';
import { holdsAny, isLevel, ownWords, type Reading, type View } from './reading.js';
import type { AuditRules, PartitionData } from './rules.js';

/** How a list of parts was found. `free`: nothing opens it, only its words or the codebook tell. */
export type Cue = NonNullable<Run['opener']> | 'free';

/** A list that may be the parts of one of several wholes. */
export interface List {
  readonly cue: Cue;
  /** Figures that may be the whole, the likeliest first. */
  readonly wholes: readonly Reading[];
  readonly parts: readonly Reading[];
  /** How many of the parts stand before the first semicolon. */
  readonly sure: number;
  /** The set that the parts belong to, and how many of them from the first. */
  readonly partition: { readonly set: PartitionData; readonly members: readonly number[] } | null;
}

/** The member of a set that a figure's own words name; the longest wording wins. */
export function memberOf(set: PartitionData, reading: Reading): number {
  const words = ownWords(reading);
  let best = -1;
  let length = 0;
  set.members.forEach((wordings, k) => {
    for (const word of wordings)
      if (word.length > length && words.includes(word)) {
        best = k;
        length = word.length;
      }
  });
  return best;
}

/** The set to which most parts from the first on belong, each as another member; figures called 其他 go with any set. */
export function partitionOf(parts: readonly Reading[], rules: AuditRules): List['partition'] {
  let best: List['partition'] = null;
  for (const set of rules.partitions) {
    const members: number[] = [];
    for (const part of parts) {
      const member = memberOf(set, part);
      const rest = member < 0 && members.length > 0 && holdsAny(part.before, rules.rest);
      if (!rest && (member < 0 || members.includes(member))) break;
      members.push(rest ? -1 : member);
    }
    if (members.length > (best?.members.length ?? 1)) best = { set, members };
  }
  return best;
}

/** The lists of a document as the graph has them, with what their words say. */
export function listsOf(view: View, rules: AuditRules): List[] {
  const past = new Set(view.graph.moves.flatMap(({ from }) => (from === null ? [] : [from])));
  const read = (figure: number): Reading[] => {
    const reading = view.byFigure.get(figure);
    return reading && isLevel(reading) && !past.has(figure) ? [reading] : [];
  };
  return view.graph.runs.flatMap((run): List[] => {
    const found = run.members.flatMap(read);
    const first = found[0];
    if (!first) return [];
    // A figure of last year, or a target, is none of the parts of this year's.
    const parts = found.filter((r) => samePeriod(r, first));
    const wholes = run.wholes.flatMap(read).filter((whole) => samePeriod(whole, first));
    if (wholes.length === 0) return [];
    const sure = parts.filter((r) => run.members.indexOf(r.at) < run.sure).length;
    return [{ cue: run.opener ?? 'free', wholes, parts, sure, partition: partitionOf(parts, rules) }];
  });
}

const samePeriod = (a: Reading, b: Reading): boolean =>
  a.figure.period === b.figure.period && a.figure.status === b.figure.status;
