import type { Division, Gazetteer } from './gazetteer.js';

/** A division or a zone named in a text. */
export interface Place {
  readonly start: number;
  readonly end: number;
  /** Divisions that bear the name; for a zone its possible hosts. */
  readonly divisions: readonly Division[];
  /** Name of the zone, '' for a division. */
  readonly zone: string;
}

/** Places that stand side by side, from the widest to the narrowest: 四川省 达州市 宣汉县. */
export type Chain = readonly Place[];

/** Names that are words too: they count only beside a place, at the start, or after a word that introduces an authority. */
const WORDLIKE = /^(?:..|[市城]..|新城区|主城区|向阳区|解放区|和平区|平安区|友好区|前进区)$/;
const INTRODUCES = /(?:关于|印发|转发|下发|中共|总局|[年度于来到赴在]|帮扶)$/;
/** What follows shows that the name was no name: 同心县级, 城区域, 东方市场, 平安县城. */
const CONTINUES = /^.(?:[域级划场间际]|(?<=县)城(?![市乡管镇关区建投]))/;
const HAN = /\p{Script=Han}/u;
/** Bare names count before these: 云南日报, 大庆调查队. */
const MEDIA = /日报|晚报|晨报|早报|都市报|新闻网|新闻|发布|电视台|广播|政府网|网|海关|调查队/g;
const BARE_LENGTHS = [6, 5, 4, 3, 2];

const rank = { city: 0, province: 1, county: 2 } as const;

/** Of the divisions with a bare name those of one level: the first of `order` that occurs. */
function bareOf(name: string, gazetteer: Gazetteer, first: 'city' | 'province'): readonly Division[] {
  const all = gazetteer.bare(name);
  if (all.length === 0) return all;
  const order = (d: Division): number => (d.level === first ? -1 : rank[d.level]);
  const best = Math.min(...all.map(order));
  return all.filter((d) => order(d) === best);
}

function bareBefore(text: string, end: number, gazetteer: Gazetteer, first: 'city' | 'province'): Place | null {
  for (const length of BARE_LENGTHS) {
    if (length > end) continue;
    const divisions = bareOf(text.slice(end - length, end), gazetteer, first);
    if (divisions.length > 0) return { start: end - length, end, divisions, zone: '' };
  }
  return null;
}

const isAbove = (upper: Division, lower: Division, gazetteer: Gazetteer): boolean =>
  gazetteer.ancestors(lower).some((d) => d.code === upper.code);

/** The city or province that stands bare before a narrower place: 南京 before 鼓楼区. */
function bareParent(text: string, place: Place, gazetteer: Gazetteer): Place | null {
  for (const length of BARE_LENGTHS) {
    if (length > place.start) continue;
    const divisions = gazetteer
      .bare(text.slice(place.start - length, place.start))
      .filter((upper) => place.divisions.some((lower) => isAbove(upper, lower, gazetteer)));
    if (divisions.length > 0) return { start: place.start - length, end: place.start, divisions, zone: '' };
  }
  return null;
}

/** The division or listed zone that ends at `end`, the party's 中共 before it put aside. */
function nameEnding(text: string, end: number, gazetteer: Gazetteer): Place | null {
  let found = gazetteer.ending(text, end);
  if (found !== null && text[found.start] === '共' && text[found.start - 1] === '中') {
    const rest = gazetteer.ending(text.slice(found.start + 1, end), end - found.start - 1);
    found = rest === null ? null : { ...rest, start: rest.start + found.start + 1 };
  }
  if (found === null || CONTINUES.test(text.slice(end - 1, end + 2))) return null;
  const divisions = found.zone === null ? gazetteer.named(found.name) : gazetteer.coded(found.zone.host);
  return { start: found.start, end, divisions, zone: found.zone === null ? '' : found.name };
}

function accepted(text: string, place: Place, before: Place | undefined, loose: boolean): boolean {
  if (!WORDLIKE.test(text.slice(place.start, place.end))) return true;
  if (place.start === 0 || before?.end === place.start) return true;
  if (!HAN.test(text[place.start - 1]!)) return true;
  return loose && INTRODUCES.test(text.slice(Math.max(0, place.start - 3), place.start));
}

function add(places: Place[], text: string, found: Place, gazetteer: Gazetteer, loose: boolean): void {
  let place = found;
  while (places.length > 0 && places.at(-1)!.start >= place.start) places.pop();
  const before = places.at(-1);
  if (before !== undefined && before.end > place.start) {
    // 济南市中区: the 市 belongs to both names
    const lower = place.divisions.filter((d) => before.divisions.some((upper) => isAbove(upper, d, gazetteer)));
    if (before.end > place.start + 1 || lower.length === 0) return;
    place = { ...place, start: before.end, divisions: lower };
  }
  const parent = before?.end === place.start ? null : bareParent(text, place, gazetteer);
  if (parent !== null) places.push(parent, place);
  else if (accepted(text, place, before, loose)) places.push(place);
}

/** Zones named after a place: its name, then one of the zone words. */
function addZones(places: Place[], text: string, gazetteer: Gazetteer): Place[] {
  const zones: Place[] = [];
  for (const match of text.matchAll(gazetteer.zoneWords)) {
    const end = match.index + match[0].length;
    if (places.some((p) => p.start < end && match.index < p.end)) continue;
    const host = places.find((p) => p.end === match.index) ?? bareBefore(text, match.index, gazetteer, 'city');
    if (host === null || host.zone !== '') continue;
    zones.push({ start: host.start, end, divisions: host.divisions, zone: text.slice(host.start, end) });
  }
  if (zones.length === 0) return places;
  const kept = places.filter((p) => !zones.some((z) => z.start === p.start && z.end > p.end));
  return [...kept, ...zones].sort((a, b) => a.start - b.start);
}

/**
 * All divisions and zones named in a text, in order. Cost is linear in the text.
 * In: the normalized text; `loose` for titles and names of authorities, where a word-like name (和县) may follow 关于 or 印发.
 */
export function placesIn(text: string, gazetteer: Gazetteer, loose: boolean): Place[] {
  const places: Place[] = [];
  for (let i = 1; i < text.length; i++) {
    if (!gazetteer.isEnding(text[i]!)) continue;
    const found = nameEnding(text, i + 1, gazetteer);
    if (found !== null) add(places, text, found, gazetteer, loose);
  }
  return loose ? addZones(places, text, gazetteer) : places;
}

/** Provinces and cities named bare before a word for a paper, a site or a field office: 云南日报, 国家统计局大庆调查队. */
export function mediaPlaces(text: string, gazetteer: Gazetteer): Place[] {
  const found: Place[] = [];
  for (const match of text.matchAll(MEDIA)) {
    const place = bareBefore(text, match.index, gazetteer, 'province');
    // 新华 is the name of counties in three provinces, and of none of their papers
    if (place !== null && !(place.divisions.length > 1 && place.divisions[0]!.level === 'county')) found.push(place);
  }
  return found;
}

/** Joins places that stand side by side, blanks between them allowed. */
export function chainsOf(text: string, places: readonly Place[]): Chain[] {
  const chains: Place[][] = [];
  for (const place of places) {
    const last = chains.at(-1)?.at(-1);
    if (last !== undefined && text.slice(last.end, place.start).trim() === '') chains.at(-1)!.push(place);
    else chains.push([place]);
  }
  return chains;
}

/** The divisions that the last name of a chain can mean, given the wider names before it. */
export function meant(chain: Chain, gazetteer: Gazetteer): readonly Division[] {
  let divisions = chain.at(-1)!.divisions;
  for (const upper of chain.slice(0, -1)) {
    const within = divisions.filter((d) => upper.divisions.some((u) => u.code === d.code || isAbove(u, d, gazetteer)));
    if (within.length > 0) divisions = within;
  }
  return divisions;
}
