/** One administrative division in the years in which it had this code and this name. */
export interface Division {
  readonly code: string;
  readonly name: string;
  readonly level: 'province' | 'city' | 'county';
  /** First year of the code and name; 0 when before the table's memory. */
  readonly from: number;
  /** Year in which it ended (exclusive); STANDING while it stands. */
  readonly to: number;
  /** Code and name of what it became, '' when it stands or was divided up. */
  readonly heir: string;
}

/** regions.json. */
export interface RawRegions {
  /** Codes with their names, `110101东城区 110102西城区`, a string a prefecture (an object keyed by number would cost 20 ms). */
  readonly divisions: readonly string[];
  /** Short forms in use that no rule gives, with their codes. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** region-changes.yaml: lines `year old-code old-name how new-code new-name`. */
export interface RawChanges {
  readonly changes: string;
}

/** zones.yaml: words that make a zone of the place before them, and lines `name host-code`. */
export interface RawZones {
  readonly words: readonly string[];
  readonly zones: string;
}

export interface Zone {
  readonly name: string;
  readonly host: string;
}

export interface Gazetteer {
  /** Start and name of the longest division or zone that ends at `end`, or null. */
  ending(
    text: string,
    end: number,
  ): { readonly start: number; readonly name: string; readonly zone: Zone | null } | null;
  /** Whether a name can end in this character: saves the look-up at most places of a text. */
  isEnding(character: string): boolean;
  /** Divisions of that full name or official short form (恩施州), of all years. */
  named(name: string): readonly Division[];
  /** Divisions of that bare name (咸阳, 昆山, 恩施), of all years. */
  bare(name: string): readonly Division[];
  /** Divisions of that code, of all years. */
  coded(code: string): readonly Division[];
  /** Divisions above, province first, as they were in the last year of `division`. */
  ancestors(division: Division): readonly Division[];
  /** Matches the words that make a zone of the place before them. */
  readonly zoneWords: RegExp;
}

/** End of a division that stands. */
export const STANDING = 9999;
/** Longest name in the table, in characters. */
const LONGEST = 16;
const KINDS = ['市', '县', '区', '省', '盟', '州', '旗', '地区', '林区', '特区', '自治区', '特别行政区'];

const PEOPLES =
  '满族 回族 蒙古族 蒙古 藏族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克 傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯 阿昌族 普米族 塔吉克 怒族 鄂温克族 德昂族 保安族 裕固族 独龙族 各族'.split(
    ' ',
  );

function levelOf(code: string): Division['level'] {
  return code.endsWith('0000') ? 'province' : code.endsWith('00') ? 'city' : 'county';
}

/** 恩施土家族苗族自治州 → 恩施, 广西壮族自治区 → 广西. A name that is all people (东乡族) keeps it, without 族. */
function autonomous(name: string): string {
  let base = name.slice(0, -3);
  for (let people: string | undefined = ''; people !== undefined; ) {
    const rest = base;
    people = PEOPLES.find((p) => rest.endsWith(p) && rest.length - p.length >= 2);
    if (people !== undefined) base = base.slice(0, base.length - people.length);
  }
  return base.length > 2 && base.endsWith('族') ? base.slice(0, -1) : base;
}

type Draft = { -readonly [K in keyof Division]: Division[K] };

interface Index {
  readonly byName: Map<string, Division[]>;
  /** Autonomous areas by bare name; all others are found by trying the endings. */
  readonly byStem: Map<string, Division[]>;
  /** Provinces and cities by code. */
  readonly upper: Map<string, Division[]>;
  readonly zones: Map<string, Zone>;
  readonly endings: Set<string>;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function divisions(regions: RawRegions, changes: RawChanges): Map<string, Draft[]> {
  const byName = new Map<string, Draft[]>();
  const get = (code: string, name: string): Draft => {
    const known = byName.get(name)?.find((d) => d.code === code);
    if (known !== undefined) return known;
    const draft: Draft = { code, name, level: levelOf(code), from: 0, to: STANDING, heir: '' };
    push(byName, name, draft);
    return draft;
  };
  for (const line of regions.divisions) for (const entry of line.split(' ')) get(entry.slice(0, 6), entry.slice(6));
  for (const line of changes.changes.split('\n')) {
    const [when, oldCode, oldName, how, code, name] = line.trim().split(' ');
    if (!when || !oldCode || !oldName || !how || !code || !name) continue;
    if (oldCode !== '-') {
      const gone = get(oldCode, oldName);
      gone.to = Number(when);
      gone.heir = code === '-' ? '' : `${code} ${name}`;
    }
    if (how === '>' || how === '*') get(code, name).from = Number(when);
  }
  return byName;
}

function build(regions: RawRegions, changes: RawChanges, rawZones: RawZones): Index {
  const byName: Map<string, Division[]> = divisions(regions, changes);
  const byStem = new Map<string, Division[]>();
  const upper = new Map<string, Division[]>();
  const shorts = new Map<string, Division[]>();
  const aliases = new Map(Object.entries(regions.aliases).map(([alias, code]) => [code, alias]));
  for (const [name, list] of byName) {
    for (const division of list) {
      if (division.level !== 'county') push(upper, division.code, division);
      const alias = division.to === STANDING ? aliases.get(division.code) : undefined;
      if (alias !== undefined) shorts.set(alias, list);
    }
    if (!name.includes('自治')) continue;
    const base = autonomous(name);
    byStem.set(base, list);
    if (!name.endsWith('区')) shorts.set(base + name.slice(-1), list);
  }
  for (const [name, list] of shorts) if (!byName.has(name)) byName.set(name, list);
  const zones = new Map<string, Zone>();
  for (const line of rawZones.zones.split('\n')) {
    const [name, host] = line.trim().split(' ');
    if (name && host && !byName.has(name)) zones.set(name, { name, host });
  }
  const endings = new Set([
    '省',
    '市',
    '区',
    '县',
    '州',
    '盟',
    '旗',
    ...[...zones.keys()].map((name) => name.slice(-1)),
  ]);
  return { byName, byStem, upper, zones, endings };
}

function then(list: readonly Division[], division: Division): Division | undefined {
  const year = division.to - 1;
  return list.find((d) => d.from <= year && year < d.to) ?? list[0];
}

function bare(index: Index, name: string): readonly Division[] {
  if (name.length < 2) return [];
  const found = [...(index.byStem.get(name) ?? [])];
  for (const kind of KINDS) found.push(...(index.byName.get(name + kind) ?? []));
  // 秀山县 is a short form of 秀山土家族苗族自治县: found by its stem too
  return [...new Set(found)];
}

/**
 * Makes the table of divisions ready for look-up. The index is built at the first look-up, so that a run that needs no region pays nothing.
 * In: the parsed tables regions.json, region-changes.yaml and zones.yaml of src/data.
 */
export function compileGazetteer(regions: RawRegions, changes: RawChanges, rawZones: RawZones): Gazetteer {
  let built: Index | null = null;
  const words = [...rawZones.words].sort((a, b) => b.length - a.length).join('|');
  const index = (): Index => {
    built ??= build(regions, changes, rawZones);
    return built;
  };
  return {
    isEnding: (character) => index().endings.has(character),
    ending(text, end) {
      const { byName, zones } = index();
      for (let length = Math.min(LONGEST, end); length >= 2; length--) {
        const name = text.slice(end - length, end);
        const zone = zones.get(name) ?? null;
        if (zone !== null || byName.has(name)) return { start: end - length, name, zone };
      }
      return null;
    },
    named: (name) => index().byName.get(name) ?? [],
    bare: (name) => bare(index(), name),
    coded(code) {
      if (!code.endsWith('00')) return [...index().byName.values()].flat().filter((d) => d.code === code);
      return index().upper.get(code) ?? [];
    },
    ancestors(division) {
      if (division.level === 'province') return [];
      const codes = [`${division.code.slice(0, 2)}0000`];
      if (division.level === 'county') codes.push(`${division.code.slice(0, 4)}00`);
      return codes.flatMap((code) => then(index().upper.get(code) ?? [], division) ?? []);
    },
    zoneWords: new RegExp(`(?:国家级|省级)?(?:${words})`, 'g'),
  };
}
