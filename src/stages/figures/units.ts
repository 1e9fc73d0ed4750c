import * as v from 'valibot';
import { HANZI } from './hanzi.js';

/** How readily a Chinese numeral before a unit counts. */
export type HanziUse = 'strong' | 'weak' | 'never';

export interface Unit {
  readonly printed: string;
  /** Base form: 元, %, 个百分点, 平方米. */
  readonly base: string;
  readonly notBefore: readonly string[];
  readonly hanzi: HanziUse;
  /** Taken only where the words before speak of measuring (指数达849.8点). */
  readonly only: boolean;
}

/** What looks like a number and is none. */
export interface Pattern {
  readonly name: string;
  readonly is: RegExp;
  /** A run of digits right before a unit counts all the same. */
  readonly unlessUnit: boolean;
}

/** The compiled knowledge of the stage: units, bare nouns, and what is no figure. */
export interface UnitTable {
  /** Units by their first character, the longest first. */
  readonly units: ReadonlyMap<string, readonly Unit[]>;
  readonly bare: readonly string[];
  readonly patterns: readonly Pattern[];
  readonly phrases: RegExp | null;
  readonly hotlines: ReadonlySet<string>;
  readonly abstract: readonly string[];
  readonly glued: readonly string[];
  readonly counting: readonly string[];
  readonly summing: readonly string[];
  /** Where words start in the text that is read (`wordStarts`); null where that is not known. */
  readonly starts: Uint8Array | null;
}

const words = v.array(v.pipe(v.string(), v.minLength(1)));

const UnitSchema = v.pipe(
  v.unknown(),
  v.transform((entry) => (typeof entry === 'string' ? { unit: entry } : entry)),
  v.strictObject({
    unit: v.string(),
    as: v.optional(v.string()),
    not_before: v.optional(words, []),
    hanzi: v.optional(v.picklist(['strong', 'weak', 'never']), 'weak'),
    only: v.optional(v.boolean(), false),
  }),
);

const UnitsSchema = v.object({ units: v.array(UnitSchema), bare: words });

const NotFiguresSchema = v.object({
  patterns: v.array(
    v.object({
      name: v.string(),
      is: v.string(),
      unless: v.optional(v.literal('unit')),
      eg: v.array(v.string()),
    }),
  ),
  phrases: words,
  hotlines: words,
  abstract: words,
  glued: words,
  counting: words,
  summing: words,
});

const literally = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** In a pattern `H` is any Chinese character and `N` a character of a Chinese numeral. */
const expand = (pattern: string): RegExp =>
  new RegExp(pattern.replaceAll('H', '\\p{sc=Han}').replaceAll('N', `[${HANZI}]`), 'gu');

/**
 * Compiles the units and the words that are no figures.
 * In: the parsed src/data/units.yaml (keys `units`, `bare`; others are left alone) and the parsed src/data/not-figures.yaml.
 * Out: the table that `figures` reads by. Throws valibot's ValiError, whose message names what is wrong.
 */
export function compileUnits(rawUnits: unknown, rawNotFigures: unknown): UnitTable {
  const { units, bare } = v.parse(UnitsSchema, rawUnits);
  const not = v.parse(NotFiguresSchema, rawNotFigures);
  const byFirst = new Map<string, Unit[]>();
  for (const { unit, as, not_before, hanzi, only } of units) {
    const list = byFirst.get(unit[0]!) ?? [];
    list.push({ printed: unit, base: as ?? unit, notBefore: not_before, hanzi, only });
    byFirst.set(unit[0]!, list);
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.printed.length - a.printed.length);
  const longestFirst = (list: readonly string[]) => [...list].sort((a, b) => b.length - a.length);
  return {
    units: byFirst,
    bare: longestFirst(bare),
    patterns: not.patterns.map(({ name, is, unless }) => ({ name, is: expand(is), unlessUnit: unless === 'unit' })),
    phrases: not.phrases.length ? new RegExp(longestFirst(not.phrases).map(literally).join('|'), 'g') : null,
    hotlines: new Set(not.hotlines),
    abstract: longestFirst(not.abstract),
    glued: not.glued,
    counting: longestFirst(not.counting),
    summing: not.summing,
    starts: null,
  };
}

/** 每 joins what is measured and what it is measured over: 微克每立方米, 元每人. */
const MEASURES = /(?:克|元|吨|公斤|时|分贝)$/;

/**
 * The unit that stands at `at` in the normalized text, and where it ends. 元/人, 微克每立方米 and two units the second of which
 * stands in brackets (件(份), 家(户)次) are one unit.
 */
export function unitAt(norm: string, at: number, table: UnitTable): { unit: Unit; end: number } | null {
  const unit = simpleUnitAt(norm, at, table);
  if (!unit) return null;
  const end = at + unit.printed.length;
  const isPer = norm[end] === '/' || (norm[end] === '每' && MEASURES.test(unit.printed));
  if (!isPer) return withOther(norm, unit, end, table) ?? { unit, end };
  const per = simpleUnitAt(norm, end + 1, table);
  if (!per) return { unit, end };
  return { unit: { ...unit, base: `${unit.base}/${per.base}` }, end: end + 1 + per.printed.length };
}

/** 件(份), 套(间), 家(户)次: the unit as printed. */
function withOther(norm: string, unit: Unit, end: number, table: UnitTable): { unit: Unit; end: number } | null {
  if (unit.printed.endsWith(')') && norm[end] === '次')
    return { unit: { ...unit, base: `${unit.base}次` }, end: end + 1 };
  if (norm[end] !== '(') return null;
  const other = simpleUnitAt(norm, end + 1, table);
  const close = other ? end + 1 + other.printed.length : -1;
  if (!other || norm[close] !== ')') return null;
  const times = norm[close + 1] === '次' && !/[数要]/.test(norm[close + 2] ?? '') ? '次' : '';
  return { unit: { ...unit, base: `${unit.base}(${other.base})${times}` }, end: close + 1 + times.length };
}

function simpleUnitAt(norm: string, at: number, table: UnitTable): Unit | null {
  const candidates = table.units.get(norm[at] ?? '');
  return candidates?.find((unit) => fits(norm, at, unit, table.starts)) ?? null;
}

function fits(norm: string, at: number, unit: Unit, starts: Uint8Array | null): boolean {
  if (!norm.startsWith(unit.printed, at)) return false;
  const end = at + unit.printed.length;
  if (/[A-Za-z]/.test(norm[end - 1]!) && /[A-Za-z0-9]/.test(norm[end] ?? '')) return false;
  const forbidden = unit.notBefore.find((word) => norm.startsWith(word, end));
  return forbidden === undefined || (forbidden.length === 1 && !unit.only && wordAt(starts, end));
}

/** Whether a word of two characters or more starts here: 418条|线索 and 47人|文化 have a unit, 3场所 and 12条例 have none. */
const wordAt = (starts: Uint8Array | null, at: number): boolean =>
  starts !== null && starts[at] === 1 && starts[at + 1] === 0;

/** Scale and base form of a unit that a table prints once for its cells: 万元 is 元 × 10^4, 亿千瓦时 is 千瓦时 × 10^8. */
export function cellUnit(printed: string, table: UnitTable): { exponent: number; base: string } {
  const text = printed.trim();
  const whole = unitAt(text, 0, table);
  if (whole && whole.end === text.length) return { exponent: 0, base: whole.unit.base };
  const scale = /^(百万|千万|万亿|十|百|千|万|亿)/.exec(text)?.[0];
  if (scale) {
    const rest = text.slice(scale.length);
    const unit = unitAt(rest, 0, table);
    if (unit && unit.end === rest.length) return { exponent: EXPONENTS[scale]!, base: unit.unit.base };
  }
  return { exponent: 0, base: text };
}

export const EXPONENTS: Readonly<Record<string, number>> = {
  十: 1,
  百: 2,
  千: 3,
  万: 4,
  十万: 5,
  百万: 6,
  千万: 7,
  亿: 8,
  十亿: 9,
  百亿: 10,
  千亿: 11,
  万亿: 12,
};
