import type { Indicator, IndicatorCoverage } from '../types.js';
import { byPriority, decidedBy, type Verdict, verdictOn } from './choose.js';
import { compare } from './decimal.js';
import { figureOf, type PanelFigure, type PanelInput } from './figure.js';

/** What an empty or filled cell says; '' where nothing is known. */
export type CellState = 'reported' | 'zero' | 'words' | 'mentioned' | 'not_applicable' | '';

export interface PanelCell {
  readonly state: CellState;
  /** The figure chosen; null in a cell without a value. */
  readonly figure: PanelFigure | null;
  /** Number of documents that state it. */
  readonly sources: number;
  readonly flags: readonly string[];
}

export interface PanelRow {
  readonly regionCode: string;
  readonly region: string;
  readonly regionLevel: string;
  readonly year: number;
  /** Documents that fill the row's cells. */
  readonly documents: number;
  readonly cells: ReadonlyMap<string, PanelCell>;
}

/** One of several figures for a cell whose values are not all the same. */
export interface LedgerEntry {
  readonly figure: PanelFigure;
  readonly verdict: Verdict;
  /** For those not chosen: the priority by which the chosen one came before. */
  readonly decidedBy: string;
}

export interface Panel {
  readonly rows: readonly PanelRow[];
  /** The cells whose values are not all the same, each with all its figures, the chosen one first. */
  readonly ledger: readonly LedgerEntry[];
  /** The indicators that have a cell, in the order of the codebook, unknown ones last. */
  readonly indicators: readonly string[];
}

/** Rows of one document, or of many: what `add` takes. */
export interface PanelSource {
  readonly rows: Iterable<PanelInput>;
  /** Region and year of the document, with what it covers, where that is known. */
  readonly coverage?: {
    readonly region: string;
    readonly regionCode: string;
    readonly regionLevel: string;
    readonly year: number | null;
    readonly indicators: readonly IndicatorCoverage[];
  } | null;
}

interface Draft {
  readonly regionCode: string;
  region: string;
  regionLevel: string;
  readonly year: number;
  readonly figures: Map<string, PanelFigure[]>;
  readonly mentioned: Set<string>;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Gathers figures of any number of documents, in any order, and makes one panel of them. */
export class PanelBuilder {
  readonly #drafts = new Map<string, Draft>();

  add({ rows, coverage }: PanelSource): void {
    for (const row of rows) {
      const figure = figureOf(row);
      if (!figure) continue;
      const { figures } = this.#draft(figure);
      const known = figures.get(figure.indicator);
      if (known) known.push(figure);
      else figures.set(figure.indicator, [figure]);
    }
    if (!coverage || coverage.year === null || (coverage.regionCode === '' && coverage.region === '')) return;
    const draft = this.#draft({ ...coverage, year: coverage.year });
    for (const { indicator, state } of coverage.indicators) if (state === 'mentioned') draft.mentioned.add(indicator);
  }

  /** The panel of all that was added. The codebook gives the order of columns, and which rates have which denominators. */
  build(codebook: readonly Indicator[]): Panel {
    const ledger: LedgerEntry[] = [];
    const drafts = [...this.#drafts.values()].sort(
      (a, b) => order(a.regionCode, b.regionCode) || order(a.region, b.region) || a.year - b.year,
    );
    const rows = drafts.map((draft) => rowOf(draft, codebook, ledger));
    const met = new Set(rows.flatMap(({ cells }) => [...cells.keys()]));
    const known = codebook.map(({ id }) => id).filter((id) => met.delete(id));
    return {
      rows: rows.filter(({ cells }) => cells.size > 0),
      ledger,
      indicators: [...known, ...[...met].sort(order)],
    };
  }

  #draft(place: Pick<PanelFigure, 'region' | 'regionCode' | 'regionLevel' | 'year'>): Draft {
    const key = `${place.regionCode || place.region}\n${place.year}`;
    let draft = this.#drafts.get(key);
    if (!draft) {
      const { region, regionCode, regionLevel, year } = place;
      draft = { region, regionCode, regionLevel, year, figures: new Map(), mentioned: new Set() };
      this.#drafts.set(key, draft);
    }
    // Areas are renamed while they keep their code: the same name is taken whatever the order of the documents.
    if (place.region !== '' && (draft.region === '' || order(place.region, draft.region) < 0))
      draft.region = place.region;
    draft.regionLevel ||= place.regionLevel;
    return draft;
  }
}

const EMPTY = { figure: null, sources: 0, flags: [] } as const;

function rowOf(draft: Draft, codebook: readonly Indicator[], ledger: LedgerEntry[]): PanelRow {
  const { regionCode, region, regionLevel, year, figures, mentioned } = draft;
  const cells = new Map<string, PanelCell>();
  const documents = new Set<string>();
  for (const [indicator, stated] of [...figures].sort(([a], [b]) => order(a, b))) {
    const sorted = stated.sort(byPriority);
    for (const { file } of sorted) documents.add(file);
    const entries = sorted.map((figure) => entryOf(sorted[0]!, figure));
    if (entries.some(({ verdict }) => verdict === 'rounded' || verdict === 'differs')) ledger.push(...entries);
    cells.set(indicator, cellOf(entries));
  }
  for (const { id, rate } of codebook) {
    if (cells.has(id)) continue;
    const wholes = (rate?.denominators ?? []).flatMap((whole) => cells.get(whole)?.state ?? []);
    if (wholes.length > 0 && wholes.every((state) => state === 'zero')) {
      cells.set(id, { ...EMPTY, state: 'not_applicable' });
    }
  }
  for (const id of mentioned) if (!cells.has(id)) cells.set(id, { ...EMPTY, state: 'mentioned' });
  return { regionCode, region, regionLevel, year, documents: documents.size, cells };
}

const entryOf = (chosen: PanelFigure, figure: PanelFigure): LedgerEntry => {
  const verdict = verdictOn(chosen, figure);
  return { figure, verdict, decidedBy: verdict === 'chosen' ? '' : decidedBy(chosen, figure) };
};

function cellOf(entries: readonly LedgerEntry[]): PanelCell {
  const { figure } = entries[0]!;
  const isZero = compare(figure.value, '0') === 0 && figure.valueMax === '';
  const flags = [
    entries.some(({ verdict }) => verdict === 'differs') && 'conflict',
    entries.some(({ verdict }) => verdict === 'rounded') && 'rounded',
    figure.qualifier !== 'exact' && figure.qualifier,
    figure.valueMax !== '' && 'range',
    figure.cumulative && 'cumulative',
    figure.months < 12 && 'part_year',
    figure.year !== figure.documentYear && 'other_year',
    figure.kind === 'plan' && 'plan',
    figure.contradicted && 'contradicts',
  ].filter((flag) => flag !== false);
  return {
    state: figure.derived ? 'words' : isZero ? 'zero' : 'reported',
    figure,
    sources: new Set(entries.map((entry) => entry.figure.file)).size,
    flags,
  };
}
