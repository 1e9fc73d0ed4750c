import type { Observation, Page } from '../types.js';

/** A character as HTML or a script's string spells it, when it is not written as itself. */
const SPELLED = /&(?:#(?:x[\da-f]{1,8}|\d{1,9})|[a-z][a-z\d]{1,31});?|\\(?:u[\da-f]{4}|x[\da-f]{2}|.)/isy;

/**
 * Adds to each row where its figure stands in the decoded source of an HTML page: `source_start`, and `source_end` after its last
 * character, in UTF-16 units. Between them may stand tags and character references. Both are null where the figure stands in
 * no one place of the source. Rows of other documents are returned as they are.
 * @param source the decoded file that `page.source` refers to
 */
export function withSource(
  observations: readonly Observation[],
  { source: places }: Pick<Page, 'source'>,
  source: string,
): readonly Observation[] {
  if (places === null) return observations;
  return observations.map((observation) => {
    const first = places[observation.start] ?? -1;
    const last = places[observation.end - 1] ?? -1;
    if (first < 0 || last < first) return { ...observation, source_start: null, source_end: null };
    return { ...observation, source_start: first, source_end: last + lengthAt(source, last) };
  });
}

function lengthAt(source: string, at: number): number {
  SPELLED.lastIndex = at;
  return SPELLED.exec(source)?.[0].length ?? 1;
}
