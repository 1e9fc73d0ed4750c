import type { Graph, Link } from '../../graph.js';
import type { Figure } from '../../types.js';
import { type Belief, type Kinship, NONE, type Words } from './features.js';
import { type Part, partOf, type Take } from './parts.js';

/** How often one code follows another: the probability of `next` after `last`. */
export type Follows = (last: number, next: number) => number;

/** A link that starts at a figure, with the numbers of the parts that it makes. */
interface Hook {
  readonly to: number;
  readonly sure: boolean;
  readonly same: Part;
  readonly outcome: Part;
  readonly sibling: Part;
  readonly rate: Part;
  readonly above: Part;
  /** For a part: the same by what its own words do. */
  readonly named: { readonly same: Part; readonly outcome: Part } | null;
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
  ...['same.again', 'same.named', 'same.long', 'stock', 'share.whole', 'growth.speaks', 'change.speaks'],
  ...['change.series', 'growth.series', 'series.toward', 'series.against'],
]);

/** More links to one figure than these say nothing new. */
const MOST = 7;

export function neighboursOf(graph: Graph): Neighbours {
  const to: Link[][] = graph.mentions.map(() => []);
  const seen = new Set<string>();
  const hooks: Hook[][] = graph.mentions.map(() => []);
  for (const link of graph.links) {
    to[link.to]!.push(link);
    const name = link.proof === 'against' ? `${link.by}!` : link.by;
    if (seen.has(`${link.from} ${name}`)) continue;
    seen.add(`${link.from} ${name}`);
    hooks[link.from]!.push(hookOf(link, name, graph.mentions[link.from]!.naming));
  }
  const hung = to.map((links) =>
    links.slice(0, MOST).map(({ from, kind }): Hung => {
      const name = kind === 'part' ? 'whole of part' : `of ${kind}`;
      const weight = 1 / Math.min(links.length, MOST - 1);
      return { from, weight, same: partOf(`${name}, same`), above: partOf(`${name}, above`) };
    }),
  );
  return { hooks, hung, lists: companions(graph), mentions: graph.mentions };
}

function hookOf(link: Link, name: string, naming: string): Hook {
  const sure = SURE.has(link.by);
  const part = (what: string): Part => partOf(`${name}, ${what}`);
  const own = `part ${sure ? 'borne out' : 'said'} ${naming}`;
  return {
    to: link.to,
    sure,
    same: part('same'),
    outcome: part('outcome'),
    sibling: part('sibling'),
    rate: part('rate'),
    above: part('above'),
    named: link.kind === 'part' ? { same: partOf(`${own}, same`), outcome: partOf(`${own}, outcome`) } : null,
  };
}

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
  recent: partOf('recent, same'),
  around: partOf('around, domain'),
  listNone: partOf('list, none'),
  listOutcome: partOf('list, same outcome'),
  listSame: partOf('list, same'),
  closed: partOf('topic closed'),
  looseOwn: partOf('loose moving, own words'),
  loose: partOf('loose moving'),
} as const;

/** Figures that tell what its part of the document is about. */
const RECENT = 12;
const FADE = 0.85;

/** What is believed around one figure in one round, made once for all its candidates. */
export interface Surroundings {
  readonly i: number;
  readonly words: Words;
  readonly beliefs: readonly Belief[];
  /** Weight of each domain in the dozen figures before and the half dozen after, and of all of them. */
  readonly domains: Float64Array;
  readonly all: number;
  readonly beside: readonly Beside[];
}

/** A figure right before or after. */
interface Beside {
  readonly belief: Belief;
  readonly before: boolean;
  /** It may end the topics that stand before it: a figure of the same unit in the same sentence, with words of its own. */
  readonly ends: boolean;
  readonly domains: Float64Array;
  readonly follows: Part;
  readonly domain: Part;
}

/** The weight of each domain in a belief. */
export function domainsOf(belief: Belief, { domain, domains }: Kinship): Float64Array {
  const out = new Float64Array(domains);
  for (const [candidate, p] of belief) if (candidate >= 0 && p > 0.02) out[domain[candidate]!]! += p;
  return out;
}

/** `about` holds `domainsOf` of every figure's belief. */
export function surroundingsOf(
  i: number,
  words: Words,
  mentions: Graph['mentions'],
  figures: readonly Figure[],
  beliefs: readonly Belief[],
  about: readonly Float64Array[],
): Surroundings {
  const domains = new Float64Array(about[i]!.length);
  let all = 0;
  for (let k = Math.max(0, i - RECENT); k < Math.min(figures.length, i + RECENT / 2); k++) {
    if (k === i) continue;
    const weight = FADE ** Math.abs(k - i);
    all += weight;
    const other = about[k]!;
    for (let d = 0; d < domains.length; d++) domains[d]! += weight * other[d]!;
  }
  // What stands beside a cell is another column.
  const near = figures[i]!.cell === null ? [i - 1, i + 1].filter((k) => k >= 0 && k < figures.length) : [];
  const beside = near.map((k): Beside => {
    const name = `${k < i ? 'before' : 'after'}${figures[k]!.sentence === figures[i]!.sentence ? '' : ' far'}`;
    const parts = { follows: partOf(`${name}, follows`), domain: partOf(`${name}, domain`) };
    const here = figures[k]!.sentence === figures[i]!.sentence && figures[k]!.unit === figures[i]!.unit;
    const ends = k < i && here && figures[i]!.aspect === 'level' && mentions[k]!.naming !== 'silent';
    return { belief: beliefs[k]!, before: k < i, ends, domains: about[k]!, ...parts };
  });
  return { i, words, beliefs, domains, all, beside };
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
    if (hook.sure) sure = Math.max(sure, belief.get(candidate) ?? 0);
  }
  if (sure > 0) take(PART.sure, sure);
  for (const { from, weight, same, above } of hung[i]!) {
    const belief = beliefs[from]!;
    const p = belief.get(candidate);
    if (p) take(same, weight * p);
    if (candidate < 0) continue;
    let below = 0;
    for (const child of kin.children[candidate]!) below += belief.get(child) ?? 0;
    if (below > 0) take(above, weight * below);
  }
  if (hooks[i]!.length === 0) unlinked(candidate, around, take);
  alongside(candidate, lists[i]!, beliefs, kin, take);
  aboutIt(candidate, around, kin, follows, take);
}

/** A part, share, growth or repeat takes its code from what it hangs on: the same, an outcome of it, or the rate that it makes. */
function hanging(
  hook: Hook,
  candidate: number,
  belief: Belief,
  { parent, children, rate, domain }: Kinship,
  take: Take,
): void {
  const same = belief.get(candidate) ?? 0;
  if (same > 0) take(hook.same, same);
  if (same > 0 && hook.named) take(hook.named.same, same);
  if (candidate < 0) return;
  if (parent[candidate]! >= 0) {
    const outcome = belief.get(parent[candidate]!) ?? 0;
    if (outcome > 0) take(hook.outcome, outcome);
    if (outcome > 0 && hook.named) take(hook.named.outcome, outcome);
    let siblings = 0;
    for (const child of children[parent[candidate]!]!) if (child !== candidate) siblings += belief.get(child) ?? 0;
    if (siblings > 0) take(hook.sibling, siblings);
  }
  let kindred = 0;
  let strange = 0;
  for (const [other, p] of belief) {
    if (other < 0 || other === candidate) continue;
    if (rate[other] === candidate) take(hook.rate, p);
    if (parent[other] === candidate) take(hook.above, p);
    if (domain[other] === domain[candidate]) kindred += p;
    else strange += p;
  }
  take(PART.domain, kindred);
  take(PART.stranger, strange);
}

/**
 * A growth that hangs on no figure speaks of what its own words name, or of nothing here (最低工资标准增长30%). A count whose topic stands
 * far off has lost it where the figure before is none of the codebook's (行政诉讼败诉率6.2%。数字城管平台采集案件1264件,结案1251件).
 */
function unlinked(candidate: number, { words, beside }: Surroundings, take: Take): void {
  if (candidate === NONE) return;
  const { kind, far, known } = words;
  if (kind === 'moving')
    take(known.told.own.some(({ indicator }) => indicator === candidate) ? PART.looseOwn : PART.loose, 1);
  if (!far.has(candidate)) return;
  for (const { ends, belief } of beside) if (ends) take(PART.closed, belief.get(NONE) ?? 0);
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
  for (const other of others) same += beliefs[other]!.get(candidate) ?? 0;
  const outcome = candidate >= 0 && kin.parent[candidate]! >= 0;
  take(candidate < 0 ? PART.listNone : outcome ? PART.listOutcome : PART.listSame, same / others.length);
}

/** What the figures around are about: the code itself, its domain, and which code follows which. */
function aboutIt(candidate: number, around: Surroundings, kin: Kinship, follows: Follows, take: Take): void {
  const { i, beliefs, domains, all, beside } = around;
  if (candidate >= 0) {
    let same = 0;
    for (let k = Math.max(0, i - RECENT); k < i; k++)
      same = Math.max(same, FADE ** (i - k) * (beliefs[k]!.get(candidate) ?? 0));
    take(PART.recent, same);
    if (all > 0) take(PART.around, Math.log((domains[kin.domain[candidate]!]! + 0.02 * all) / all));
  }
  for (const { belief, before, domains: own, follows: followsPart, domain } of beside) {
    let follow = 0;
    for (const [other, p] of belief)
      if (p >= 0.02) follow += p * (before ? follows(other, candidate) : follows(candidate, other));
    take(followsPart, Math.log(Math.max(follow + 1e-4, 1e-5)));
    if (candidate >= 0) take(domain, own[kin.domain[candidate]!]!);
  }
}
