import type { Gazetteer } from './gazetteer.js';
import { chainsOf, placesIn } from './places.js';
import { townshipAt } from './township.js';
import type { FactWords } from './words.js';

/** How far behind the place a name may end. */
const REACH = 22;
/** A name and what follows it lie within this many characters. */
const WINDOW = 60;

/** The end of the places that a text begins with, the party's 中共 before them put aside; 0 when it begins with none. */
function placesEnd(text: string, gazetteer: Gazetteer, how: 'strict' | 'loose'): number {
  const from = /^(?:中共|中国共产党)?/.exec(text)![0].length;
  const chain = chainsOf(text, placesIn(text, gazetteer, true))[0];
  const first = chain?.[0]?.start ?? text.length;
  const end = chain !== undefined && first <= from ? chain.at(-1)!.end : from;
  const named = townshipAt(text, end, end === from ? how : 'loose');
  // 苗乡侗寨: two characters alone are hardly a name
  const township = end === from && named.length < 3 ? '' : named;
  // 走进宝塔区桥沟街道 begins with no place
  if (first > from && first < from + township.length) return 0;
  return township === '' && end === from ? 0 : end + township.length;
}

/** Where the name goes on behind its first end: 委 全面依法治县委员会 办公室. */
function withTails(text: string, from: number, { tails }: FactWords['organs']): number {
  let end = from;
  for (let tail = tails.exec(text.slice(end)); tail !== null; tail = tails.exec(text.slice(end))) end += tail[0].length;
  return end;
}

function endOf(text: string, from: number, words: FactWords['organs']): number {
  const { ends, manyOf } = words;
  ends.lastIndex = from;
  const match = ends.exec(text);
  if (match === null || match.index - from > REACH || manyOf.test(text.slice(from, match.index))) return 0;
  return withTails(text, match.index + match[0].length, words);
}

/**
 * The authority or body whose name a text begins with, place and all: 洋县司法局, 中共铜川市交通运输局党组, 最高人民法院; '' when
 * it begins with none, or with one of its people (汉中市司法局局长). `loose`: a township may stand there without its county.
 */
export function organAt(
  text: string,
  gazetteer: Gazetteer,
  { organs }: FactWords,
  how: 'strict' | 'loose' = 'strict',
): string {
  const near = text.slice(0, WINDOW);
  const central = organs.central.exec(near)?.[0];
  if (central !== undefined) {
    const branch = organs.branches.exec(near.slice(central.length))?.[0] ?? '';
    return near.slice(0, withTails(near, central.length + branch.length, organs));
  }
  const from = placesEnd(near, gazetteer, how);
  if (from === 0) return '';
  const township = /(?:镇|乡|街道|苏木)$/.test(near.slice(0, from)) ? from : 0;
  const end = endOf(near, from, organs) || township;
  return end === 0 || organs.persons.test(near.slice(end)) ? '' : near.slice(0, end);
}

/** How long the name of a body without its place may be: 市司法局, 市场监管局. */
const PLACELESS = 12;
/** What stands in a title behind the name of the body that reports. */
const REPORTED = /^(?:(?:19|20)\d\d|二[〇○零]|关于|工作|法治|依法|政务|政府信息|普法|行政|落实|[:|]|$)/;

/** The body that a title begins with whose place is in no table, or not named: 青坪县司法局, 市司法局. */
function placeless(title: string, { organs }: FactWords): string {
  const place = /^\p{Script=Han}{2,6}?[省市县区州旗盟](?=\p{Script=Han}{2})/u.exec(title)?.[0] ?? '';
  for (const from of new Set([place.length, 0])) {
    const end = endOf(title, from, organs);
    if (end > 0 && end - from <= PLACELESS && REPORTED.test(title.slice(end))) return title.slice(0, end);
  }
  return '';
}

/** What a title says of its subject: without 关于 and the year before it (2021年度南郑区水利局…, 关于洋县司法局…). */
export const subjectOfTitle = (title: string): string =>
  title.replace(/^(?:关于(?:印发|转发|报送)?《?)?(?:(?:19|20)\d\d年?度?(?:上半年|前三季度|\d{1,2}月)?)?/, '');

/** The authority that a title begins with, or that stands behind its year; '' for none. */
export const organOfTitle = (title: string, gazetteer: Gazetteer, words: FactWords): string =>
  (title.startsWith('关于') ? '' : organAt(title, gazetteer, words, 'loose')) ||
  organAt(subjectOfTitle(title), gazetteer, words) ||
  placeless(subjectOfTitle(title), words);

/** Whether a body of this name speaks for the whole of its area: 人民政府, 管委会, 县委, 街道办事处. */
export const speaksForArea = (organ: string, { organs }: FactWords): boolean => organs.whole.test(organ);

/** Whether this is a paper, a station or a site: it carries what others report. */
export const isMedia = (name: string, { organs }: FactWords): boolean => organs.media.test(name);
