import type { Indicator } from '../types.js';
import { LAST_PRIORITY, PRIORITIES } from './choose.js';
import { compare, percentChange, subtract } from './decimal.js';
import type { CellState, LedgerEntry, Panel, PanelCell, PanelRow } from './panel.js';

export interface WideOptions {
  readonly headers: 'en' | 'zh';
  /** Ids of the columns, in their order; those that have a cell when absent. */
  readonly metrics?: readonly string[] | undefined;
  /** Adds state, number of sources and flags of each cell. */
  readonly companions?: boolean | undefined;
  /** Adds the change against the year before. */
  readonly growth?: boolean | undefined;
  /** Adds the rank among the regions of the same level and year. */
  readonly rank?: boolean | undefined;
}

export interface WideColumn {
  readonly key: string;
  readonly zh: string;
  readonly kind: 'text' | 'number';
  readonly cell: (row: PanelRow) => string;
}

/** What stands in a cell that cannot have a value. R and pandas read it as missing. */
export const NOT_APPLICABLE = 'NA';

/** The states of a cell, with what each of them says and shows. */
export const CELL_STATES: readonly { readonly state: CellState; readonly shows: string; readonly about: string }[] = [
  { state: 'reported', shows: 'the value', about: 'a number is stated' },
  { state: 'zero', shows: '`0`', about: '0 is stated' },
  { state: 'words', shows: 'the value', about: 'stated without a digit (受理4件均维持 gives 4)' },
  { state: 'mentioned', shows: 'nothing', about: 'spoken of in words that carry no number' },
  { state: 'not_applicable', shows: `\`${NOT_APPLICABLE}\``, about: 'a rate whose denominator is stated as 0' },
  { state: '', shows: 'nothing', about: 'nothing is known' },
];

/** What may stand among the flags of a cell. */
export const CELL_FLAGS: Readonly<Record<string, string>> = {
  conflict: 'figures for the cell differ; see the ledger',
  rounded: 'figures differ, but agree as far as they are rounded or hedged',
  'about, over, under, min, max': 'the number chosen is hedged so',
  range: 'the number chosen is the lower end of a range',
  cumulative: 'counted over more than the year',
  part_year: 'covers a part of the year',
  other_year: 'stated by a document on another year',
  plan: 'stated by a plan',
  contradicts: "an identity of the document's own arithmetic does not hold with it",
};

const FIXED: readonly WideColumn[] = [
  { key: 'region_code', zh: '行政区划代码', kind: 'text', cell: ({ regionCode }) => regionCode },
  { key: 'region', zh: '地区', kind: 'text', cell: ({ region }) => region },
  { key: 'region_level', zh: '地区级别', kind: 'text', cell: ({ regionLevel }) => regionLevel },
  { key: 'year', zh: '年份', kind: 'number', cell: ({ year }) => String(year) },
  { key: 'documents', zh: '文件数', kind: 'number', cell: ({ documents }) => String(documents) },
];

/** The value that a cell shows. */
export const shown = (cell: PanelCell | undefined): string =>
  cell?.state === 'not_applicable' ? NOT_APPLICABLE : (cell?.figure?.value ?? '');

/** The columns of the wide table for a panel. */
export function wideColumns(panel: Panel, names: ReadonlyMap<string, string>, options: WideOptions): WideColumn[] {
  const years = new Map(panel.rows.map((row) => [placeYear(row, row.year), row]));
  const columnsOf = (id: string): WideColumn[] => {
    const name = names.get(id) ?? id;
    const column = (suffix: string, zh: string, kind: 'text' | 'number', cell: WideColumn['cell']): WideColumn => ({
      key: id + suffix,
      zh: name + zh,
      kind,
      cell,
    });
    const columns = [column('', '', 'number', ({ cells }) => shown(cells.get(id)))];
    if (options.growth) {
      columns.push(
        column('.growth', '·同比', 'number', (row) => growth(row, years.get(placeYear(row, row.year - 1)), id)),
      );
    }
    if (options.rank) {
      const ranks = ranksOf(panel.rows, id);
      columns.push(column('.rank', '·位次', 'number', (row) => String(ranks.get(row) ?? '')));
    }
    if (options.companions) {
      columns.push(column('.state', '·情况', 'text', ({ cells }) => cells.get(id)?.state ?? ''));
      columns.push(column('.sources', '·来源数', 'number', ({ cells }) => String(cells.get(id)?.sources || '')));
      columns.push(column('.flags', '·标记', 'text', ({ cells }) => cells.get(id)?.flags.join(';') ?? ''));
    }
    return columns;
  };
  return [...FIXED, ...(options.metrics ?? withValue(panel)).flatMap(columnsOf)];
}

/** The wide table as rows of text, its header first. */
export function wideRows(panel: Panel, columns: readonly WideColumn[], headers: 'en' | 'zh'): string[][] {
  return [
    columns.map(({ key, zh }) => (headers === 'zh' ? zh : key)),
    ...panel.rows.map((row) => columns.map(({ cell }) => cell(row))),
  ];
}

export const namesOf = (indicators: readonly Indicator[]): Map<string, string> =>
  new Map(indicators.map(({ id, name }) => [id, name.zh]));

// Columns that hold no value at all would only make the table wide.
export const withValue = ({ rows, indicators }: Pick<Panel, 'rows' | 'indicators'>): string[] =>
  indicators.filter((id) => rows.some(({ cells }) => cells.get(id)?.figure));

const placeYear = ({ regionCode, region }: PanelRow, year: number): string => `${regionCode || region}\n${year}`;

/** 同比 in per cent; of a rate the difference in percentage points. Empty where one is missing or they cover different spans. */
function growth(row: PanelRow, last: PanelRow | undefined, id: string): string {
  const [now, before] = [row.cells.get(id)?.figure, last?.cells.get(id)?.figure];
  if (!now || !before || now.unit !== before.unit) return '';
  if (now.months !== before.months || now.cumulative || before.cumulative) return '';
  if (now.unit === '%' || now.unit === '‰') return subtract(now.value, before.value);
  return percentChange(now.value, before.value) ?? NOT_APPLICABLE;
}

/** 1 for the greatest; equal values share a rank and the next one is passed over. */
function ranksOf(rows: readonly PanelRow[], id: string): Map<PanelRow, number> {
  const groups = new Map<string, { row: PanelRow; value: string; unit: string }[]>();
  for (const row of rows) {
    const figure = row.cells.get(id)?.figure;
    if (!figure) continue;
    const key = `${row.regionLevel}\n${row.year}`;
    const group = groups.get(key) ?? [];
    group.push({ row, value: figure.value, unit: figure.unit });
    groups.set(key, group);
  }
  const ranks = new Map<PanelRow, number>();
  for (const group of groups.values()) {
    group.sort((a, b) => compare(b.value, a.value));
    group.forEach(({ row, value }, index) => {
      const ahead = group[index - 1];
      ranks.set(row, ahead && compare(ahead.value, value) === 0 ? ranks.get(ahead.row)! : index + 1);
    });
  }
  return ranks;
}

export interface LedgerColumn {
  readonly key: string;
  readonly zh: string;
  readonly kind: 'text' | 'number';
  readonly cell: (entry: LedgerEntry) => string;
}

/** The columns of the ledger of conflicts. */
export const LEDGER_COLUMNS: readonly LedgerColumn[] = [
  { key: 'region_code', zh: '行政区划代码', kind: 'text', cell: ({ figure }) => figure.regionCode },
  { key: 'region', zh: '地区', kind: 'text', cell: ({ figure }) => figure.region },
  { key: 'year', zh: '年份', kind: 'number', cell: ({ figure }) => String(figure.year) },
  { key: 'indicator', zh: '指标代码', kind: 'text', cell: ({ figure }) => figure.indicator },
  { key: 'verdict', zh: '结论', kind: 'text', cell: ({ verdict }) => verdict },
  { key: 'decided_by', zh: '取舍依据', kind: 'text', cell: ({ decidedBy }) => decidedBy },
  { key: 'value', zh: '数值', kind: 'number', cell: ({ figure }) => figure.value },
  { key: 'value_max', zh: '数值上限', kind: 'number', cell: ({ figure }) => figure.valueMax },
  { key: 'unit', zh: '单位', kind: 'text', cell: ({ figure }) => figure.unit },
  { key: 'qualifier', zh: '限定', kind: 'text', cell: ({ figure }) => figure.qualifier },
  { key: 'period', zh: '时期', kind: 'text', cell: ({ figure }) => figure.period },
  { key: 'basis', zh: '累计口径', kind: 'text', cell: ({ figure }) => (figure.cumulative ? 'cumulative' : 'year') },
  { key: 'doc_kind', zh: '文种', kind: 'text', cell: ({ figure }) => figure.kind },
  { key: 'file', zh: '文件', kind: 'text', cell: ({ figure }) => figure.file },
  { key: 'line', zh: '行号', kind: 'number', cell: ({ figure }) => String(figure.line) },
  { key: 'start', zh: '起始位置', kind: 'number', cell: ({ figure }) => String(figure.start) },
];

/** The ledger as rows of text, its header first. */
export const ledgerRows = (ledger: readonly LedgerEntry[], headers: 'en' | 'zh'): string[][] => [
  LEDGER_COLUMNS.map(({ key, zh }) => (headers === 'zh' ? zh : key)),
  ...ledger.map((entry) => LEDGER_COLUMNS.map(({ cell }) => cell(entry))),
];

/** The priorities in their order, for the documentation. */
export const ALL_PRIORITIES = [...PRIORITIES, LAST_PRIORITY] as const;
