import type { Graph, Link } from '../../graph.js';
import type { Figure } from '../../types.js';
import { type Belief, type Kinship, NONE } from './features.js';
import { type Part, partOf, remembered, type Take } from './parts.js';

/** How often one code follows another. */
export interface Follows {
  /** The probability of `code` after `last`. */
  readonly next: (last: number, code: number) => number;
  /** Whether a code was ever met: of one that was not, what it stands beside says nothing. */
  readonly met: (code: number) => boolean;
}

/** The numbers of the parts that links of one name make. */
/** What kind of part a candidate is of what the other figure counts. */
type Below = Readonly<Record<'stage' | 'outcome' | 'kind', Part>>;

interface HookParts {
  readonly sure: boolean;
  readonly same: Part;
  readonly below: Below;
  readonly sibling: Part;
  readonly rate: Part;
  readonly above: Part;
}

/** A link that starts at a figure. */
interface Hook {
  readonly to: number;
  readonly name: string;
  readonly parts: HookParts;
  /** For a part: the same by what its own words do. */
  readonly named: { readonly same: Part; readonly below: Below } | null;
}

/** A link that leads to a figure. */
interface Hung {
  readonly from: number;
  readonly weight: number;
  readonly same: Part;
  readonly above: Part;
}

/** The neighbours of each figure in the graph, made once for a document. */
export interface Neighbours {
  readonly hooks: readonly (readonly Hook[])[];
  readonly hung: readonly (readonly Hung[])[];
  readonly lists: readonly (readonly number[])[];
  readonly mentions: Graph['mentions'];
}

/** Links that the numbers or plain words vouch for. */
const SURE: ReadonlySet<string> = new Set([
  ...['shares', 'sum', 'total', 'word=', 'among=', 'bracket=', 'view='].map((by) => `part.${by}`),
  ...['same.again', 'same.named', 'same.long', 'same.row', 'stock', 'share.whole', 'growth.speaks', 'change.speaks'],
  ...['change.series', 'growth.series', 'series.toward', 'series.against'],
]);

/** More links to one figure than these say nothing new. */
const MOST = 7;

export function neighboursOf(graph: Graph): Neighbours {
  const to: Link[][] = graph.mentions.map(() => []);
  const hooks: Hook[][] = graph.mentions.map(() => []);
  for (const link of graph.links) {
    to[link.to]!.push(link);
    const name = link.proof === 'against' ? `${link.by}!` : link.by;
    if (hooks[link.from]!.some((hook) => hook.name === name)) continue;
    const parts = hookParts(name, link.by);
    const named = link.kind === 'part' ? namedParts(parts.sure, graph.mentions[link.from]!.naming) : null;
    hooks[link.from]!.push({ to: link.to, name, parts, named });
  }
  const hung = to.map((links) =>
    links.slice(0, MOST).map(({ from, kind }): Hung => {
      return { from, weight: 1 / Math.min(links.length, MOST - 1), ...hungParts(kind) };
    }),
  );
  return { hooks, hung, lists: companions(graph), mentions: graph.mentions };
}

const belowParts = (part: (what: string) => Part): Below => ({
  stage: part('stage'),
  outcome: part('outcome'),
  kind: part('kind'),
});

const hookParts = remembered((name: string, by: string): HookParts => {
  const part = (what: string): Part => partOf(`${name}, ${what}`);
  return {
    sure: SURE.has(by),
    same: part('same'),
    below: belowParts(part),
    sibling: part('sibling'),
    rate: part('rate'),
    above: part('above'),
  };
});

const hungParts = remembered((kind: Link['kind']) => {
  const name = kind === 'part' ? 'whole of part' : `of ${kind}`;
  return { same: partOf(`${name}, same`), above: partOf(`${name}, above`) };
});

const [saidParts, bornParts] = ['said', 'borne out'].map((how) =>
  remembered((naming: string) => {
    const own = `part ${how} ${naming}`;
    return { same: partOf(`${own}, same`), below: belowParts((what) => partOf(`${own}, ${what}`)) };
  }),
);
const namedParts = (sure: boolean, naming: string) => (sure ? bornParts! : saidParts!)(naming);

/** For each figure the other members of its lists. */
function companions({ mentions, lists }: Graph): number[][] {
  const out: Set<number>[] = mentions.map(() => new Set());
  for (const { members } of lists)
    for (const member of members) for (const other of members) if (other !== member) out[member]!.add(other);
  return out.map((others) => [...others]);
}

const PART = {
  bound: partOf('none.bound'),
  sure: partOf('sure link, same'),
  domain: partOf('linked, domain'),
  stranger: partOf('linked, stranger'),
  listNone: partOf('list, none'),
  listOutcome: partOf('list, same outcome'),
  listSame: partOf('list, same'),
} as const;

/** Figures that tell what its part of the document is about. */
const RECENT = 12;
/** What one that stands so far away counts. */
const FADED = Array.from({ length: RECENT + 1 }, (_, far) => 0.85 ** far);

/** What stands around a figure says other things to a level than to what is said of one, which has its code from just there. */
const companyParts = (name: string) => ({
  recent: partOf(`recent, same${name}`),
  around: partOf(`around, domain${name}`),
  /** A figure right before or after, in the same sentence or not. */
  beside: ['before', 'after'].map((side) =>
    ['', ' far'].map((far) => ({
      follows: partOf(`${side}${far}, follows${name}`),
      domain: partOf(`${side}${far}, domain${name}`),
    })),
  ),
});

const COMPANY: Readonly<Record<Figure['aspect'], ReturnType<typeof companyParts>>> = (() => {
  const [level, moving, share] = ['', ' of a move', ' of a share'].map(companyParts);
  return { level: level!, growth: moving!, change: moving!, share: share!, average: share! };
})();

/** What is believed around one figure in one round, made once for all its candidates. */
export interface Surroundings {
  readonly i: number;
  readonly beliefs: readonly Belief[];
  /** Weight of each domain in the dozen figures before and the half dozen after, and of all of them. */
  readonly domains: Float64Array;
  readonly all: number;
  readonly beside: readonly Beside[];
  readonly parts: ReturnType<typeof companyParts>;
}

/** A figure right before or after. */
interface Beside {
  readonly belief: Belief;
  readonly before: boolean;
  readonly domains: Domains;
  readonly follows: Part;
  readonly domain: Part;
}

/** The few domains of a belief, each with its weight. */
export interface Domains {
  readonly ids: readonly number[];
  readonly weights: readonly number[];
}

export function domainsOf(belief: Belief, { domain }: Kinship): Domains {
  const ids: number[] = [];
  const weights: number[] = [];
  const { candidates, odds } = belief;
  for (let k = 0; k < odds.length; k++) {
    if (candidates[k]! < 0 || odds[k]! <= 0.02) continue;
    const own = domain[candidates[k]!]!;
    const at = ids.indexOf(own);
    if (at < 0) weights[ids.push(own) - 1] = odds[k]!;
    else weights[at]! += odds[k]!;
  }
  return { ids, weights };
}

/** What a domain weighs in a belief. */
const weightIn = ({ ids, weights }: Domains, domain: number): number => {
  const at = ids.indexOf(domain);
  return at < 0 ? 0 : weights[at]!;
};

/** `about` holds `domainsOf` of every figure's belief. */
export function surroundingsOf(
  i: number,
  figures: readonly Figure[],
  beliefs: readonly Belief[],
  about: readonly Domains[],
  { domains: number }: Kinship,
): Surroundings {
  const domains = new Float64Array(number);
  let all = 0;
  for (let k = Math.max(0, i - RECENT); k < Math.min(figures.length, i + RECENT / 2); k++) {
    if (k === i) continue;
    const weight = FADED[Math.abs(k - i)]!;
    all += weight;
    const { ids, weights } = about[k]!;
    for (let d = 0; d < ids.length; d++) domains[ids[d]!]! += weight * weights[d]!;
  }
  const parts = COMPANY[figures[i]!.aspect];
  // What stands beside a cell is another column.
  const near = figures[i]!.cell === null ? [i - 1, i + 1].filter((k) => k >= 0 && k < figures.length) : [];
  const beside = near.map((k): Beside => {
    const own = parts.beside[k < i ? 0 : 1]![figures[k]!.sentence === figures[i]!.sentence ? 0 : 1]!;
    return { belief: beliefs[k]!, before: k < i, domains: about[k]!, ...own };
  });
  return { i, beliefs, domains, all, beside, parts };
}

/** Gives the parts of a candidate's score that the figures linked to it and those around it make. */
export function linkedParts(
  candidate: number,
  around: Surroundings,
  { hooks, hung, lists, mentions }: Neighbours,
  kin: Kinship,
  follows: Follows,
  take: Take,
): void {
  const { i, beliefs } = around;
  if (candidate === NONE && mentions[i]!.norm) take(PART.bound, 1);
  let sure = 0;
  for (const hook of hooks[i]!) {
    const belief = beliefs[hook.to]!;
    hanging(hook, candidate, belief, kin, take);
    if (hook.parts.sure) sure = Math.max(sure, belief.of(candidate));
  }
  if (sure > 0) take(PART.sure, sure);
  for (const { from, weight, same, above } of hung[i]!) {
    const belief = beliefs[from]!;
    const p = belief.of(candidate);
    if (p > 0) take(same, weight * p);
    if (candidate < 0) continue;
    let below = 0;
    for (const child of kin.children[candidate]!) below += belief.of(child);
    if (below > 0) take(above, weight * below);
  }
  alongside(candidate, lists[i]!, beliefs, kin, take);
  aboutIt(candidate, around, kin, follows, take);
}

/** A part, share, growth or repeat takes its code from what it hangs on: the same, an outcome of it, or the rate that it makes. */
function hanging(
  { parts, named }: Hook,
  candidate: number,
  belief: Belief,
  { parent, as, children, rate, domain }: Kinship,
  take: Take,
): void {
  const same = belief.of(candidate);
  if (same > 0) take(parts.same, same);
  if (same > 0 && named) take(named.same, same);
  if (candidate < 0) return;
  if (parent[candidate]! >= 0) {
    const whole = belief.of(parent[candidate]!);
    const kind = as[candidate] ?? 'outcome';
    if (whole > 0) take(parts.below[kind], whole);
    if (whole > 0 && named) take(named.below[kind], whole);
    let siblings = 0;
    for (const child of children[parent[candidate]!]!) if (child !== candidate) siblings += belief.of(child);
    if (siblings > 0) take(parts.sibling, siblings);
  }
  let kindred = 0;
  let strange = 0;
  const { candidates, odds } = belief;
  for (let k = 0; k < odds.length; k++) {
    const other = candidates[k]!;
    const p = odds[k]!;
    if (other < 0 || other === candidate) continue;
    if (rate[other] === candidate) take(parts.rate, p);
    if (parent[other] === candidate) take(parts.above, p);
    if (domain[other] === domain[candidate]) kindred += p;
    else strange += p;
  }
  take(PART.domain, kindred);
  take(PART.stranger, strange);
}

/** The other members of its lists: kinds share a code, an outcome stands once. */
function alongside(
  candidate: number,
  others: readonly number[],
  beliefs: readonly Belief[],
  kin: Kinship,
  take: Take,
): void {
  if (others.length === 0) return;
  let same = 0;
  for (const other of others) same += beliefs[other]!.of(candidate);
  const outcome = candidate >= 0 && kin.parent[candidate]! >= 0 && (kin.as[candidate] ?? 'outcome') === 'outcome';
  take(candidate < 0 ? PART.listNone : outcome ? PART.listOutcome : PART.listSame, same / others.length);
}

/** What the figures around are about: the code itself, its domain, and which code follows which. */
function aboutIt(candidate: number, around: Surroundings, kin: Kinship, follows: Follows, take: Take): void {
  const { i, beliefs, domains, all, beside, parts } = around;
  if (candidate >= 0) {
    let same = 0;
    for (let k = Math.max(0, i - RECENT); k < i; k++) same = Math.max(same, FADED[i - k]! * beliefs[k]!.of(candidate));
    take(parts.recent, same);
    if (all > 0 && follows.met(candidate))
      take(parts.around, Math.log((domains[kin.domain[candidate]!]! + 0.02 * all) / all));
  }
  for (const { belief, before, domains: own, follows: followsPart, domain } of beside) {
    let follow = 0;
    const { candidates, odds } = belief;
    for (let k = 0; k < odds.length; k++) {
      const other = candidates[k]!;
      if (odds[k]! >= 0.02)
        follow += odds[k]! * (before ? follows.next(other, candidate) : follows.next(candidate, other));
    }
    take(followsPart, Math.log(Math.max(follow + 1e-4, 1e-5)));
    if (candidate >= 0) take(domain, weightIn(own, kin.domain[candidate]!));
  }
}
