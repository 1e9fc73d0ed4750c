import { parse } from 'csv-parse/sync';
import type { Observation } from '../../src/types.js';

/** How well rows meet a gold annotation, in percent. */
export interface Score {
  readonly figures: number;
  readonly value: number;
  readonly unit: number;
  readonly qualifier: number;
  readonly status: number;
  readonly aspect: number;
  readonly codes: number;
  readonly precision: number;
}

type Row = Record<'start' | 'end' | 'value' | 'unit' | 'qualifier' | 'status' | 'indicator' | 'attributes', string>;

const near = (a: number, b: number): boolean => Math.abs(Math.abs(a) - Math.abs(b)) <= 1e-9 * Math.max(1, Math.abs(b));
const percent = (part: number, whole: number): number => (whole === 0 ? 100 : Math.round((1000 * part) / whole) / 10);
const f1 = (hit: number, extra: number, missed: number): number => percent(2 * hit, 2 * hit + extra + missed);
const family = (aspect: string): string => (aspect === 'change' || aspect === 'pp' ? 'growth' : aspect);

/**
 * Scores rows against gold as the annotation's README says: rows of status `scope` count neither way, `a/b` takes either code,
 * `a?` the code or none, and codes that the annotators did not have (`listed`) are read as none.
 */
export function score(goldCsv: string, observations: readonly Observation[], listed: ReadonlySet<string>): Score {
  const gold = parse(goldCsv, { columns: true, bom: true }) as Row[];
  const rows = observations
    .filter((o) => !o.derived)
    .map((o) => ({ ...o, indicator: listed.has(o.indicator) ? o.indicator : '' }));
  const used = new Set<(typeof rows)[number]>();
  const n = {
    gold: 0,
    found: 0,
    value: 0,
    unit: 0,
    qualifier: 0,
    status: 0,
    aspects: 0,
    aspect: 0,
    coded: 0,
    right: 0,
    wrong: 0,
  };
  for (const g of gold) {
    const hits = rows.filter((r) => r.start < +g.end && +g.start < r.end);
    for (const hit of hits) used.add(hit);
    if (g.status === 'scope') continue;
    const codes = g.indicator.replace('?', '').split('/').filter(Boolean);
    const must = codes.length > 0 && !g.indicator.endsWith('?');
    n.gold++;
    if (must) n.coded++;
    if (hits.length === 0) continue;
    n.found++;
    const best = hits.find((r) => near(+r.value, +g.value)) ?? hits[0]!;
    if (near(+best.value, +g.value)) n.value++;
    if (best.unit === g.unit) n.unit++;
    if (best.qualifier === g.qualifier) n.qualifier++;
    if (best.status === g.status) n.status++;
    const aspect = /aspect=(\w+)/.exec(g.attributes)?.[1];
    if (aspect) n.aspects++;
    if (aspect && family(best.aspect) === family(aspect)) n.aspect++;
    const given = new Set(hits.map((r) => r.indicator).filter(Boolean));
    if (codes.some((code) => given.has(code))) n.right += must ? 1 : 0;
    else if (given.size > 0 && (must || !aspect)) n.wrong++;
  }
  const extras = rows.filter((r) => !used.has(r));
  n.wrong += extras.filter((r) => r.indicator).length;
  return {
    figures: f1(n.found, extras.length, n.gold - n.found),
    value: percent(n.value, n.found),
    unit: percent(n.unit, n.found),
    qualifier: percent(n.qualifier, n.found),
    status: percent(n.status, n.found),
    aspect: percent(n.aspect, n.aspects),
    codes: f1(n.right, n.wrong, n.coded - n.right),
    precision: percent(n.right, n.right + n.wrong),
  };
}
