import type { Gazetteer } from './gazetteer.js';
import { isMedia, organAt } from './organs.js';
import { chainsOf, placesIn } from './places.js';
import { townshipAt } from './township.js';
import type { FactWords } from './words.js';

/** Of whom the first sentences speak. */
export interface Subject {
  /** The authority that is their subject, or from whom a paper has it; '' for none. */
  readonly organ: string;
  /** Whether a paper has it from that authority: then it need not speak of itself. */
  readonly heard: boolean;
  /** The place with which a clause begins, as printed, or the organ's; '' for none. */
  readonly place: string;
}

const REACH = 260;

/** The clauses of the first sentences: their subjects stand at their beginnings, behind time and occasion. */
function clausesOf(lead: string, { heads }: FactWords): string[] {
  const text = lead.trimStart().slice(0, REACH);
  const end = text.lastIndexOf('。');
  const clauses = (end > 0 ? text.slice(0, end) : text).split(/[,。;:!?\n)”]|[^\S\t]+/).map((clause) => clause.trim());
  return clauses.map((clause) => {
    let rest = clause.replace(heads.datelines, '').replace(/^[“"(]/, '');
    for (let head = heads.occasions.exec(rest); head !== null && head[0] !== ''; head = heads.occasions.exec(rest))
      rest = rest.slice(head[0].length);
    return rest;
  });
}

/** The place that a clause begins with, unless an authority of it or one of its people is meant. */
function placeAt(clause: string, gazetteer: Gazetteer): string {
  const chain = chainsOf(clause, placesIn(clause, gazetteer, true))[0];
  if (chain === undefined || chain[0]!.start > 0) return '';
  const end = chain.at(-1)!.end;
  const after = clause.slice(end);
  // one of a list, a cell of a table, or of its authorities
  if (!/^\p{Script=Han}{2}/u.test(after) || /^(?:等|经验|做法|委|政府|人大|政协|召开的)/.test(after)) return '';
  return clause.slice(0, end) + townshipAt(clause, end, 'loose');
}

/**
 * Finds the subject of the text's first sentences. In: the normalized text from the body's beginning; whether the text speaks of an area
 * of its own (我市), so that no ministry can be its subject.
 */
export function subjectOf(lead: string, local: boolean, gazetteer: Gazetteer, words: FactWords): Subject {
  let place = '';
  for (const clause of clausesOf(lead, words)) {
    const heard = words.heads.heard.exec(clause)?.[1];
    const organ = organAt(heard ?? clause, gazetteer, words);
    if (local && words.organs.central.test(organ)) continue;
    if (organ !== '' && !isMedia(organ, words))
      return { organ, heard: heard !== undefined, place: place === '' ? organ : place };
    if (place === '') place = placeAt(clause, gazetteer);
  }
  return { organ: '', heard: false, place };
}
