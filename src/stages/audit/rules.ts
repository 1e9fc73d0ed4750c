import type { Codebook, Indicator } from '../../types.js';

/** audits.yaml as it comes from the file; what each field means is said there. */
export interface AuditData {
  readonly rest: readonly string[];
  readonly overlapping: readonly string[];
  readonly carried: readonly string[];
  readonly selected: readonly string[];
  readonly besides: readonly string[];
  readonly partitions: readonly PartitionData[];
  readonly sums: readonly { readonly whole: string; readonly parts: readonly string[] }[];
  readonly balances: readonly Balance[];
  readonly rates: Readonly<Record<string, Partial<RateData>>>;
  readonly stems: Readonly<Record<string, readonly string[]>>;
  readonly narrowing: readonly string[];
  readonly bases: readonly string[];
  readonly unbounded: readonly string[];
  readonly averages: { readonly days: readonly string[]; readonly months: readonly string[] };
  readonly workdays: readonly [number, number];
  readonly each: readonly string[];
  readonly together: readonly string[];
  readonly subsets: readonly Subset[];
  readonly weightless: readonly string[];
  readonly scopes: readonly string[];
  readonly alike: readonly (readonly string[])[];
  readonly jump: { readonly times: number; readonly from: number };
}

export interface PartitionData {
  readonly id: string;
  readonly members: readonly (readonly string[])[];
  readonly complete: readonly (readonly string[])[];
  readonly free?: boolean;
  readonly enough?: number;
  readonly rest?: readonly string[];
  readonly not_under?: readonly string[];
  readonly not_of?: readonly string[];
}

export interface Balance {
  readonly id: string;
  readonly left: readonly (readonly string[])[];
  readonly right: readonly (readonly string[])[];
}

interface RateData {
  readonly numerators: readonly (readonly string[])[];
  readonly denominators: readonly string[];
  readonly loose: boolean;
  readonly open: boolean;
  readonly complement: boolean;
}

export type RateRule = RateData;

export interface Subset {
  readonly part: string;
  readonly whole: string;
  readonly strict?: boolean;
  readonly over?: number;
  readonly totals?: {
    readonly part: readonly string[];
    readonly whole: readonly string[];
    readonly not: readonly string[];
  };
}

/** What the audit knows: audits.yaml joined with the codebook's parts and rates. */
export interface AuditRules extends AuditData {
  readonly rateRules: ReadonlyMap<string, RateRule>;
  readonly allSubsets: readonly Subset[];
  /** The indicators above an indicator by `part_of`, nearest first. */
  above(indicator: string): readonly string[];
}

/**
 * Joins audits.yaml with the codebook.
 * @throws Error where audits.yaml names an indicator that the base codebook lacks.
 */
export function compileAudits(data: AuditData, codebook: Codebook): AuditRules {
  const byId = new Map<string, Indicator>(codebook.indicators.map((entry) => [entry.id, entry]));
  for (const id of named(data))
    if (!byId.has(id)) throw new Error(`audits.yaml: no indicator '${id}' in the codebook; correct the id`);
  const rateRules = new Map<string, RateRule>();
  for (const { id, rate } of codebook.indicators) {
    const more = data.rates[id];
    if (!rate && !more) continue;
    const own = rate?.numerator ? [[rate.numerator]] : [];
    rateRules.set(id, {
      numerators: [...own, ...(more?.numerators ?? [])],
      denominators: [...new Set([...(rate?.denominators ?? []), ...(more?.denominators ?? [])])],
      loose: more?.loose ?? false,
      open: more?.open ?? false,
      complement: more?.complement ?? false,
    });
  }
  const stated = new Set(data.subsets.map(({ part, whole }) => `${part}<${whole}`));
  const parts = codebook.indicators
    .filter(({ id, part_of }) => part_of !== null && !stated.has(`${id}<${part_of}`))
    .map(({ id, part_of }): Subset => ({ part: id, whole: part_of! }));
  return {
    ...data,
    rateRules,
    allSubsets: [...data.subsets, ...parts],
    above: (indicator) => {
      const chain: string[] = [];
      for (let at = byId.get(indicator)?.part_of; at && !chain.includes(at); at = byId.get(at)?.part_of) chain.push(at);
      return chain;
    },
  };
}

const named = (data: AuditData): string[] => [
  ...Object.keys(data.rates),
  ...Object.values(data.rates).flatMap((rate) => [...(rate.numerators ?? []).flat(), ...(rate.denominators ?? [])]),
  ...data.sums.flatMap(({ whole, parts }) => [whole, ...parts]),
  ...data.subsets.flatMap(({ part, whole }) => [part, whole]),
];
