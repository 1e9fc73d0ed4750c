import type { Region } from '../../types.js';
import { type Division, type Gazetteer, STANDING } from './gazetteer.js';
import { type Chain, chainsOf, meant, mediaPlaces, type Place, placesIn } from './places.js';
import { townshipAt } from './township.js';
import type { FactWords } from './words.js';

/** Where a region may be named, in the order in which it is believed. */
export interface Tiers {
  /** Title, issuer, subject of the first sentence, source, the other lines of the head: short texts, normalized. */
  readonly head: readonly string[];
  /** To whom it is addressed: the authority above. */
  readonly addressee: string;
  /** The document's whole normalized text. */
  readonly body: string;
  readonly year: number | null;
}

/** Index of the subject among the head's lines; from there on a line may be another authority's. */
const SUBJECT = 2;
/** Index of the source: that a paper of the capital carries a text does not make it the country's. */
const SOURCE = 3;

/** How much of the text is asked whether it speaks of a source's place. */
const LEAD = 2000;
const COUNTRY: Region = { name: '中华人民共和国', code: '', level: 'country', candidates: [], note: '' };
export const NOWHERE: Region = { name: '', code: '', level: '', candidates: [], note: '' };

/** Another authority's paper that the document only passes on or carries out. */
const OTHERS = /(?:转发|贯彻|落实|学习|执行|按照|根据)[^《]{0,12}《[^》]{0,80}》/g;
/** Words after a place that speak of its authorities. */
const AUTHORITY = /^(?:人民政府|政府|委|人大|法治|司法|依法|行政|实施|国民经济|统计|[一-龥]{0,6}(?:局|厅|办))/;

const inYear = (d: Division, year: number): boolean => d.from <= year && year < d.to;

/** Those that stood in the year; when none did, those nearest to it; without a year those that stand. */
function ofYear(divisions: readonly Division[], year: number | null): readonly Division[] {
  const now = divisions.filter((d) => (year === null ? d.to === STANDING : inYear(d, year)));
  if (now.length > 0 || divisions.length < 2) return now.length > 0 ? now : divisions;
  const away = (d: Division): number =>
    year === null ? STANDING - d.to : year < d.from ? d.from - year : year - d.to + 1;
  const least = Math.min(...divisions.map(away));
  return divisions.filter((d) => away(d) === least);
}

/** 咸阳市杨陵区; 天津市河西区; 河南省济源市; a city or province by its own name. */
function fullName(division: Division, gazetteer: Gazetteer): string {
  if (division.level !== 'county') return division.name;
  return (gazetteer.ancestors(division).at(-1)?.name ?? '') + division.name;
}

interface Find {
  readonly divisions: readonly Division[];
  readonly zone: string;
  readonly township: string;
}

/** 西安市公安局雁塔分局: the county under the city that a branch office is named after. */
function branch(text: string, chain: Chain, divisions: readonly Division[], gazetteer: Gazetteer): readonly Division[] {
  const name = /局(\p{Script=Han}{2,6}?)[区县]?分局/u.exec(text.slice(chain.at(-1)!.end, chain.at(-1)!.end + 30))?.[1];
  if (name === undefined) return divisions;
  const under = gazetteer
    .bare(name)
    .filter((d) => gazetteer.ancestors(d).some((up) => divisions.some((city) => city.code === up.code)));
  return under.length > 0 ? under : divisions;
}

/** Whom someone visits, studies or helps is not who reports: 赴西湖区学习, 对口帮扶洋县. */
const VISITED = /(?:赴|前往|学习|借鉴|考察|帮扶|支援|援助|对口支援|援)$/;
/** Who receives guests is: 宣汉县考察团来洋县考察. */
const HOST = /^[^,。:]{0,12}[来莅][临到]?$/;

/** Of the places in a title that of who reports. */
function reporting(text: string, chains: readonly Chain[]): Chain | undefined {
  const own = chains.filter((chain) => !VISITED.test(text.slice(0, chain[0]!.start)));
  const [first, second] = own;
  if (first === undefined || second === undefined) return first;
  return HOST.test(text.slice(first.at(-1)!.end, second[0]!.start)) ? second : first;
}

/** The place that a title or an authority's name speaks of first. */
function principal(text: string, gazetteer: Gazetteer): Find | null {
  const own = text.replace(OTHERS, (paper) => ' '.repeat(paper.length));
  const chain = reporting(own, chainsOf(own, placesIn(own, gazetteer, true)));
  if (chain !== undefined) {
    const last = chain.at(-1)!;
    const divisions = branch(own, chain, meant(chain, gazetteer), gazetteer);
    // below a county any name may stand, below a city words like 城镇 are likelier
    const how = divisions.every((d) => d.level === 'county') ? 'loose' : 'strict';
    return { divisions, zone: last.zone, township: last.zone === '' ? townshipAt(own, last.end, how) : '' };
  }
  const media = mediaPlaces(own, gazetteer)[0];
  if (media !== undefined) return { divisions: media.divisions, zone: '', township: '' };
  const bare = /^(\p{Script=Han}{2,5}?)(?=\d{4}年)/u.exec(own)?.[1] ?? '';
  const upper = gazetteer.bare(bare).filter((d) => d.level !== 'county');
  const provinces = upper.filter((d) => d.level === 'province');
  if (upper.length > 0) return { divisions: provinces.length > 0 ? provinces : upper, zone: '', township: '' };
  return null;
}

type Weights = ReadonlyMap<string, number>;

/** How often a text names each division, by code; with its authority (…市人民政府, 《…省) twice as much. */
function weigh(text: string, places: readonly Place[]): Weights {
  const weights = new Map<string, number>();
  for (const place of places) {
    const tight = text[place.start - 1] === '《' || AUTHORITY.test(text.slice(place.end, place.end + 12));
    for (const code of new Set(place.divisions.map((d) => d.code)))
      weights.set(code, (weights.get(code) ?? 0) + (tight ? 2 : 1));
  }
  return weights;
}

/** The weights of a candidate's city (of its province where it has no city) and of its province. */
function support(candidate: Division, weights: Weights, gazetteer: Gazetteer): { near: number; far: number } {
  const up = gazetteer.ancestors(candidate);
  const near = weights.get(up.at(-1)?.code ?? '') ?? 0;
  return { near, far: weights.get(up[0]?.code ?? '') ?? 0 };
}

/** Candidates whose ancestors a head line names; all when it names none of them. */
function byHead(candidates: readonly Division[], line: string, gazetteer: Gazetteer): readonly Division[] {
  const weights = weigh(line, [...placesIn(line, gazetteer, true), ...mediaPlaces(line, gazetteer)]);
  const scored = candidates.map((d) => {
    const { near, far } = support(d, weights, gazetteer);
    return near > 0 ? 2 : far > 0 ? 1 : 0;
  });
  const best = Math.max(...scored);
  return best === 0 ? candidates : candidates.filter((_, i) => scored[i] === best);
}

/** The candidate whose city, else whose province, the text names clearly more than the others'. All are left when none does. */
function byBody(candidates: readonly Division[], body: string, gazetteer: Gazetteer): readonly Division[] {
  const places = placesIn(body, gazetteer, false);
  const spelled = chainsOf(body, places)
    .filter((chain) => chain.length > 1)
    .flatMap((chain) => meant(chain, gazetteer));
  const weights = weigh(body, places);
  const scored = candidates.map((d) => {
    const chained = spelled.filter((s) => s.code === d.code).length;
    const { near, far } = support(d, weights, gazetteer);
    return { d, near: near + 2 * chained, far };
  });
  for (const of of ['near', 'far'] as const) {
    const order = [...scored].sort((a, b) => b[of] - a[of]);
    const [first, second] = [order[0]!, order[1]!];
    const contradicted = order.some((o) => o !== first && o.far > first.far + first.near);
    if (first[of] >= 2 && first[of] >= 3 * second[of] && !contradicted) return [first.d];
  }
  return candidates;
}

function settle(found: readonly Division[], tiers: Tiers, gazetteer: Gazetteer): readonly Division[] {
  let candidates = ofYear(found, tiers.year);
  for (const line of tiers.head) {
    if (candidates.length < 2) return candidates;
    candidates = byHead(candidates, line, gazetteer);
  }
  return candidates.length < 2 ? candidates : byBody(candidates, tiers.body, gazetteer);
}

function regionOf(find: Find, divisions: readonly Division[], year: number | null, gazetteer: Gazetteer): Region {
  const notes: string[] = [];
  if (find.zone !== '')
    notes.push(`zone ${find.zone} has no code of its own in GB/T 2260: name and code are its host's`);
  if (find.township !== '') notes.push(`code is that of the county of ${find.township}`);
  const level = find.township !== '' ? 'township' : (divisions[0]?.level ?? '');
  if (divisions.length !== 1) {
    const candidates = divisions.map((d) => `${fullName(d, gazetteer)}${find.township} ${d.code}`);
    return { name: '', code: '', level, candidates, note: [...notes, 'several divisions bear this name'].join('; ') };
  }
  const division = divisions[0]!;
  if (year !== null && !inYear(division, year)) {
    const span = division.to === STANDING ? `from ${division.from}` : `until ${division.to - 1}`;
    notes.push(`${division.name} bore this code ${span}`);
  }
  if (division.to !== STANDING)
    notes.push(division.heir === '' ? `divided up in ${division.to}` : `since ${division.to} ${division.heir}`);
  const name = fullName(division, gazetteer) + find.township;
  return { name, code: division.code, level, candidates: [], note: notes.join('; ') };
}

/** Whether a text speaks of its own area below the country: 我市. Ministries that it names are then no authors of it. */
export const isLocal = (body: string): boolean => ownLevel(body) !== '';

/** 我县, 全区 and the like: of what level the text says it is; 我 counts for more, since 全省先进 is said everywhere. */
function ownLevel(body: string): string {
  const count = new Map<string, number>();
  for (const [word, kind] of body.matchAll(/(?:我|全)([省市区县旗州])(?![域场])/g))
    count.set(kind!, (count.get(kind!) ?? 0) + (word.startsWith('我') ? 3 : 1));
  const order = [...count].sort((a, b) => b[1] - a[1]);
  return order[0] !== undefined && order[0][1] > (order[1]?.[1] ?? 0) ? order[0][0] : '';
}

/** Whether a source is wider than what the text says it is: a county's report (我县) on the city's site or in the province's paper. */
function tooWide(find: Find, own: string): boolean {
  const division = find.divisions[0];
  if (division === undefined || find.zone !== '' || own === '') return false;
  if (division.level === 'province') return !division.name.endsWith(own);
  return division.level === 'city' && /[县旗区]/.test(own);
}

/** Whether the place of which the first sentences speak is but a part of what the text says it is: 海港区 in news of 全市. */
function tooNarrow({ divisions, zone, township }: Find, own: string): boolean {
  const division = divisions[0];
  if (division === undefined || zone !== '' || township !== '') return false;
  if (own === '省') return division.level !== 'province';
  return own === '市' && division.level === 'county' && !division.name.endsWith('市');
}

/** Whether a text whose own words name no place of the source's names others: a paper carries news of all places. */
function isElsewhere({ divisions, township }: Find, body: string, gazetteer: Gazetteer): boolean {
  if (township !== '') return false;
  const named = placesIn(body.slice(0, LEAD), gazetteer, false).flatMap((place) => place.divisions);
  const near = (d: Division): boolean =>
    divisions.some(({ code }) => code === d.code || gazetteer.ancestors(d).some((up) => up.code === code));
  return (
    named.length > 0 && !named.some((d) => near(d) || divisions.some((own) => gazetteer.ancestors(own).includes(d)))
  );
}

/** Where title, issuer and source name no place: the division of the text's own level (我县) that it names most, and clearly so. */
function fromBody(tiers: Tiers, gazetteer: Gazetteer): Region {
  const kind = ownLevel(tiers.body);
  if (kind === '') return NOWHERE;
  const weights = new Map<string, number>();
  const named = new Map<string, readonly Division[]>();
  const places = placesIn(tiers.body, gazetteer, false).filter((p) => p.zone === '' && tiers.body[p.end - 1] === kind);
  for (const place of places) {
    const name = tiers.body.slice(place.start, place.end);
    const tight = AUTHORITY.test(tiers.body.slice(place.end, place.end + 12)) || tiers.body[place.start - 1] === '《';
    weights.set(name, (weights.get(name) ?? 0) + (tight ? 2 : 1));
    named.set(name, place.divisions);
  }
  const order = [...weights].sort((a, b) => b[1] - a[1]);
  const [first, second] = order;
  if (first === undefined || first[1] < 3 || first[1] < 2 * (second?.[1] ?? 0)) return NOWHERE;
  const find = { divisions: named.get(first[0])!, zone: '', township: '' };
  return regionOf(find, settle(find.divisions, tiers, gazetteer), tiers.year, gazetteer);
}

/** Whether the text speaks again of the township with which a line begins, so that it is a name. */
function named(line: string, body: string): boolean {
  const name = townshipAt(line, 0, 'loose');
  return name !== '' && body.split(name).length > 2;
}

/** A headline that begins with a bare name (襄阳开通…, 浙江:…) means the place that the text names in full. */
function confirmed(title: string, body: string, gazetteer: Gazetteer): Find | null {
  for (let length = 4; length >= 2; length--) {
    const divisions = gazetteer
      .bare(title.slice(0, length))
      .filter(({ name, to }) => to === STANDING && body.includes(name));
    if (divisions.length > 0) return { divisions, zone: '', township: '' };
  }
  return null;
}

/**
 * The region a document speaks for, from its title, issuer, source and text in that order; never guessed. Same-named
 * divisions that the other places do not tell apart stay open as candidates. Source of names and codes: src/data/regions.NOTICE.md.
 */
export function locate(tiers: Tiers, gazetteer: Gazetteer, { organs }: FactWords): Region {
  let township = '';
  const local = isLocal(tiers.body);
  const head = [...tiers.head, tiers.addressee];
  for (const [i, line] of head.entries()) {
    // of the authority above a township takes its county, nothing else
    if (line === '' || (i === head.length - 1 && township === '')) continue;
    const found = principal(line, gazetteer) ?? (i === 0 ? confirmed(line, tiers.body, gazetteer) : null);
    if (found !== null && i >= SUBJECT && tooWide(found, ownLevel(tiers.body))) continue;
    if (found !== null && i === SUBJECT && tooNarrow(found, ownLevel(tiers.body))) continue;
    if (found !== null && i === SOURCE && isElsewhere(found, tiers.body, gazetteer)) continue;
    if (found !== null) {
      // a title that names only a street takes its county from the lines below
      const counties = found.divisions.every((d) => d.level === 'county' || d.code.endsWith('00'));
      const find = township !== '' && found.township === '' && counties ? { ...found, township } : found;
      return regionOf(find, settle(find.divisions, tiers, gazetteer), tiers.year, gazetteer);
    }
    if (
      i < (local ? SUBJECT : SOURCE) &&
      (organs.central.test(line) || /^(?:\d{4}年)?(?:全国|中央|中华人民共和国)/.test(line))
    )
      return COUNTRY;
    if (i < SOURCE && township === '') township = townshipAt(line, 0, named(line, tiers.body) ? 'loose' : 'strict');
  }
  return fromBody(tiers, gazetteer);
}

/**
 * The region a user names: 宣汉县, 南京市鼓楼区, 610403. A name that is in no table is taken as it is, without code.
 */
export function namedRegion(given: string, tiers: Tiers, gazetteer: Gazetteer): Region {
  if (/^\d{6}$/.test(given)) {
    const division = ofYear(gazetteer.coded(given), tiers.year)[0];
    if (division !== undefined)
      return regionOf({ divisions: [division], zone: '', township: '' }, [division], tiers.year, gazetteer);
  }
  if (given === COUNTRY.name) return COUNTRY;
  const bare = gazetteer.bare(given);
  const found = principal(given, gazetteer) ?? (bare.length > 0 ? { divisions: bare, zone: '', township: '' } : null);
  if (found === null) return { ...NOWHERE, name: given, note: 'named by the user; not in the table of divisions' };
  return regionOf(found, settle(found.divisions, tiers, gazetteer), tiers.year, gazetteer);
}
