import { createHash } from 'node:crypto';
import {
  absolute,
  compare,
  decimal,
  type Exact,
  exact,
  HUNDRED,
  minus,
  over,
  plus,
  tenTo,
  times,
} from '../../arithmetic/exact.js';
import type { DocumentFacts, Finding, Observation } from '../../types.js';
import { coreOf, sameLabel } from './conflicts.js';
import { oneDigitOff } from './draft.js';
import { alike, grouped } from './reading.js';
import type { AuditRules } from './rules.js';

/** A figure of one of the documents, with all that a reader needs to find it. */
export interface Place {
  readonly observation: Observation;
  /** Growth on the year before that stands beside it, or null. */
  readonly growth: string | null;
}

/** A finding over several documents. */
export interface CrossFinding extends Omit<Finding, 'observations'> {
  readonly places: readonly Observation[];
}

interface Entry extends Place {
  readonly core: string;
  /** The title without its years: what the reports of a series share. */
  readonly series: string;
  readonly year: number;
}

const WHOLE_REGION = /全[省市县区州旗镇]/;

/**
 * Gathers the coded figures of a batch and holds documents against one another: a ledger of figures of one region and year that
 * disagree, and remarks on series that jump or do not fit the growth printed.
 */
export class Ledger {
  private readonly groups = new Map<string, Entry[]>();

  constructor(private readonly rules: Pick<AuditRules, 'weightless' | 'scopes' | 'alike' | 'jump'>) {}

  /** Takes the figures of one document. Those without region, year or indicator cannot be compared and are left out. */
  add(document: Pick<DocumentFacts, 'region' | 'title'>, observations: readonly Observation[]): void {
    const region = document.region.code || document.region.name;
    if (!region) return;
    const series = document.title.replace(/[\d○〇一二三四五六七八九零年度]/g, '');
    const taken = new Map<string, Entry | null>();
    observations.forEach((observation, index) => {
      const year = /^\d{4}$/.test(observation.period) ? Number(observation.period) : null;
      if (year === null || !comparable(observation)) return;
      const core = coreOf(observation.label, this.rules);
      const scope = this.rules.scopes.filter((word) => observation.label.includes(word)).join();
      const key = [region, observation.indicator, observation.breakdown, observation.basis, scope].join('|');
      const entry = { observation, growth: growthOf(observations, index), core, series, year };
      // Where one document says the same of two things, neither is told from the other.
      const one = `${key}|${year}|${core}`;
      taken.set(one, taken.has(one) ? null : entry);
      if (taken.get(one) === null) return;
      this.groups.set(key, [...(this.groups.get(key) ?? []), entry]);
    });
  }

  /** All that the documents so far say against one another, contradictions first. */
  findings(): CrossFinding[] {
    const out: CrossFinding[] = [];
    for (const group of this.groups.values()) {
      const years = grouped(group, ({ year }) => year);
      for (const [year, entries] of years) {
        out.push(...this.disagreements(entries));
        const before = years.get(year - 1);
        if (before) out.push(...entries.flatMap((entry) => this.against(entry, before)));
      }
    }
    return out.sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
  }

  private same(a: Entry, b: Entry): boolean {
    return alike(a.observation.unit, b.observation.unit, this.rules) && sameLabel(a.core, b.core);
  }

  /** One finding for all documents that print the same thing, where two of them differ. */
  private disagreements(entries: readonly Entry[]): CrossFinding[] {
    const told = new Set<Entry>();
    return entries.flatMap((first) => {
      if (told.has(first)) return [];
      const cluster = entries.filter((one) => one === first || (!told.has(one) && this.same(first, one)));
      for (const one of cluster) told.add(one);
      const others = cluster.filter((one) => !agree(first, one));
      if (!others.some((one) => one.observation.file !== first.observation.file)) return [];
      const certain = cluster.every((e) => e.series === first.series || WHOLE_REGION.test(e.observation.label));
      const { indicator_name } = first.observation;
      return [
        crossed(certain ? 'contradicts' : 'remark', 'conflict.documents', cluster, {
          formula: [...new Set(cluster.map(value))].join(' ≠ '),
          message: `documents print different values of ${indicator_name} for ${first.year}${certain ? '' : '; their scopes may differ'}`,
        }),
      ];
    });
  }

  private against(entry: Entry, before: readonly Entry[]): CrossFinding[] {
    const last = before.find((one) => one.series === entry.series && this.same(one, entry));
    if (!last) return [];
    const [now, then] = [exact(entry.observation.value), exact(last.observation.value)];
    if (then.n <= 0n || now.n <= 0n) return [];
    const out: CrossFinding[] = [];
    if (entry.growth !== null) out.push(growthAgainst(entry, last, now, then));
    const [small, large] = compare(now, then) < 0 ? [now, then] : [then, now];
    const ratio = over(large, small);
    const { times: jump, from } = this.rules.jump;
    if (compare(ratio, exact(String(jump))) >= 0 && compare(large, exact(String(from))) >= 0)
      out.push(
        crossed('remark', 'series.jump', [last, entry], {
          formula: `${value(last)} (${last.year}) → ${value(entry)} (${entry.year})`,
          message: `${entry.observation.indicator_name} is ${decimal(ratio, 1)} times ${compare(now, then) > 0 ? '' : 'smaller than '}the year before; a slip, or another scope`,
        }),
      );
    return out;
  }
}

const ORDER = ['contradicts', 'remark', 'holds', 'open'];

const comparable = (o: Observation): boolean =>
  o.indicator !== '' &&
  o.aspect === 'level' &&
  o.status === 'achieved' &&
  o.value_max === '' &&
  !o.derived &&
  o.value !== '';

/** The growth printed right after a level in its sentence. */
function growthOf(observations: readonly Observation[], index: number): string | null {
  const level = observations[index]!;
  const next = observations[index + 1];
  if (next?.aspect !== 'growth' || next.unit !== '%' || next.indicator !== level.indicator) return null;
  return next.sentence === level.sentence ? next.value : null;
}

const value = ({ observation: { value: number, unit } }: Place): string => `${number}${unit}`;

/** What a number may be off: hedged or with zeros at its end it is rounded there, else it is exact. */
function slack({ observation: { value: number, qualifier } }: Place): Exact {
  const zeros = /0*$/.exec(number.split('.')[0]!)![0].length;
  const decimals = number.split('.')[1]?.length ?? 0;
  if (qualifier !== 'exact') return tenTo(decimals > 0 ? -decimals : zeros);
  return decimals > 0 || zeros > 1 ? over(tenTo(decimals > 0 ? -decimals : zeros), exact('2')) : exact('0');
}

const agree = (a: Place, b: Place): boolean => {
  const off = absolute(minus(exact(a.observation.value), exact(b.observation.value)));
  return compare(off, plus(slack(a), slack(b))) <= 0;
};

function growthAgainst(entry: Entry, last: Entry, now: Exact, then: Exact): CrossFinding {
  const grown = times(over(minus(now, then), then), HUNDRED);
  const printed = exact(entry.growth!);
  const places = entry.growth!.split('.')[1]?.length ?? 0;
  const wide = times(over(plus(slack(entry), slack(last)), then), HUNDRED);
  const fits = compare(absolute(minus(grown, printed)), plus(over(tenTo(-places), exact('2')), wide)) <= 0;
  const implied = over(now, over(plus(printed, HUNDRED), HUNDRED));
  const slip = !fits && oneDigitOff(exact(decimal(implied, 0)), then);
  return crossed(fits ? 'holds' : slip ? 'contradicts' : 'remark', 'series.growth', [last, entry], {
    formula: `(${value(entry)} − ${value(last)}) ÷ ${value(last)} = ${decimal(grown, 2)}% ${fits ? '=' : '≠'} ${entry.growth}%`,
    message: fits
      ? 'the growth printed fits the report of the year before'
      : `the growth printed implies about ${decimal(implied, 0)} for ${last.year}, the report of that year prints ${value(last)}`,
  });
}

function crossed(
  status: Finding['status'],
  rule: string,
  entries: readonly Entry[],
  { formula, message }: Pick<Finding, 'formula' | 'message'>,
): CrossFinding {
  const places = entries.map(({ observation }) => observation);
  const [first, second] = places as [Observation, Observation];
  const fingerprint = createHash('sha256')
    .update([rule, formula, ...places.map((o) => `${o.title} ${o.indicator} ${o.label}`)].join('\n'))
    .digest('hex')
    .slice(0, 12);
  const rest = { printed: second.value, computed: first.value, tolerance: '' };
  return { id: fingerprint, fingerprint, status, rule, formula, message, ...rest, places };
}
