import type { Scope } from '../../types.js';
import type { Gazetteer } from './gazetteer.js';
import { organOfTitle, speaksForArea, subjectOfTitle } from './organs.js';
import { chainsOf, placesIn } from './places.js';
import type { FactWords } from './words.js';

export interface ScopeTold {
  readonly title: string;
  /** '' where it is only from whom a paper has its news. */
  readonly issuer: string;
  readonly body: string;
  /** The place that is the subject of the first sentences, no body of it; '' for none. */
  readonly place: string;
}

/** How much of the text is asked for 我局 and 全县. */
const OWN = 6000;
/** 我局 says more than 全县, since every body speaks of its area too. */
const MINE = 3;

/** The paper that a notice sends out, else the title itself. */
function carried(title: string): string {
  const inner = /(?:印发|转发|下发|发布|公布)《?(.{4,}?)》?的(?:通知|公告|函)$/.exec(title)?.[1];
  return inner ?? title;
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

function byOwnWords(text: string, ofBody: boolean, { own }: FactWords): Scope {
  const body = count(text, own.body);
  const mine = count(text, own.mine);
  if (body !== mine) return body > mine ? 'body' : 'whole';
  return body === 0 && count(text, ofBody ? own.allAs : own.all) > 0 ? 'whole' : '';
}

/** Whether the title begins with a place that is itself the one reported on: 洋县2023年…报告. */
function ofPlace(whole: string, gazetteer: Gazetteer): boolean {
  const title = subjectOfTitle(whole);
  // a place that is in no table, told by the year behind it
  if (/^\p{Script=Han}{1,7}[省市县区州旗盟镇乡](?=(?:19|20)\d\d|二[〇○零])/u.test(title)) return true;
  const chain = chainsOf(title, placesIn(title, gazetteer, true))[0];
  return chain !== undefined && chain[0]!.start < MINE;
}

/**
 * Tells whether a whole area is reported on or one body: by who stands in the title, then by how the text calls its own (我局, 我县),
 * then by who issued it.
 */
export function scopeOf({ title, issuer, body, place }: ScopeTold, gazetteer: Gazetteer, words: FactWords): Scope {
  const subject = carried(title);
  const organ = organOfTitle(subject, gazetteer, words);
  const ofArea = words.organs.wholePapers.test(subject);
  if (organ !== '' && speaksForArea(organ, words)) return 'whole';
  const text = `${title}\n${body.slice(0, OWN)}`;
  if (organ !== '') return subject !== title || !ofArea ? 'body' : 'whole';
  // of a bureau 全县 counts only where it is what is reported on, not where the bureau is first in it
  const ofBody = issuer !== '' && !speaksForArea(issuer, words) && count(title, words.own.all) === 0 && !ofArea;
  const own = byOwnWords(text, ofBody, words);
  if (ofPlace(subject, gazetteer)) return own === 'body' ? 'body' : 'whole';
  if (own !== '') return own;
  if (place !== '') return 'whole';
  if (issuer === '') return '';
  return speaksForArea(issuer, words) || words.organs.wholePapers.test(subject) ? 'whole' : 'body';
}
