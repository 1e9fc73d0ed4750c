import type { Codebook, Indicator, Mined } from '../types.js';
import { markedExample } from './examples.js';
import { parseTerm } from './terms.js';

const around = (text: string, start: number, end: number): string =>
  `${text.slice(Math.max(0, start - 12), start)}{${text.slice(start, end)}}${text.slice(end, end + 10)}`;

/**
 * Runs the examples inside one entry. `mine` mines a text with the codebook in which the entry stands.
 * Out: one readable fault a line: a marked figure that the entry does not claim (and who does, or why nobody), a figure that it
 * claims unmarked, a term that fires in none of the entry's own yes examples. Empty when all is well.
 */
export function checkExamples(entry: Indicator, codebook: Codebook, mine: (text: string) => Mined): string[] {
  const faults: string[] = [];
  const fired = new Set<string>();
  for (const marked of entry.examples.yes) {
    const { text, marks } = markedExample(marked);
    const mined = mine(text);
    for (const mark of marks) {
      const rows = mined.observations.filter((o) => o.start < mark.end && mark.start < o.end && !o.derived);
      const claimed = rows.map((o) => o.indicator || '(none)');
      if (claimed.length === 0) faults.push(`yes: no figure found at ${around(text, mark.start, mark.end)}`);
      else if (!claimed.includes(entry.id) || claimed.some((id) => id !== entry.id && rows.length === 1))
        faults.push(
          `yes: ${around(text, mark.start, mark.end)} is claimed by ${claimed.join(', ')}${reason(mined, mark.start)}`,
        );
    }
    for (const o of mined.observations) {
      if (o.indicator !== entry.id || o.derived || marks.some((m) => o.start < m.end && m.start < o.end)) continue;
      faults.push(`yes: claims the unmarked ${around(text, o.start, o.end)}`);
    }
    for (const binding of mined.bindings)
      for (const candidate of binding.candidates)
        if (candidate.indicator === entry.id) for (const e of candidate.evidence) fired.add(`${e.role} ${e.term}`);
    for (const role of ['topic', 'measure'] as const)
      for (const term of entry[role]) if (standsIn(term, codebook, text)) fired.add(`${role} ${term}`);
  }
  for (const text of entry.examples.no)
    for (const o of mine(text).observations)
      if (o.indicator === entry.id && !o.derived) faults.push(`no: claims ${around(text, o.start, o.end)}`);
  for (const role of ['topic', 'measure'] as const)
    for (const term of entry[role])
      if (!fired.has(`${role} ${term}`))
        faults.push(`${role} ${term} fires in none of the yes examples; add one or drop the word`);
  return faults;
}

function reason(mined: Mined, at: number): string {
  const binding = mined.bindings.find((b) => mined.figures[b.figure]!.start <= at && at < mined.figures[b.figure]!.end);
  const best = binding?.candidates.slice(0, 3).map((c) => `${c.indicator} ${c.score} ${c.verdict} (${c.why})`);
  return best?.length ? `: ${best.join('; ')}` : ': no candidate; no measure of the codebook stands in its label';
}

/** Whether the words of a term stand in a text in their order, wherever. */
function standsIn(term: string, codebook: Codebook, text: string): boolean {
  let at = 0;
  for (const slot of parseTerm(term, codebook.synonyms)) {
    const ends = slot.map((literal) => [text.indexOf(literal, at), literal.length] as const).filter(([i]) => i >= 0);
    if (ends.length === 0) return false;
    at = Math.min(...ends.map(([i, length]) => i + length));
  }
  return true;
}
