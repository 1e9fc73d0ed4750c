import { PanelBuilder } from '../../panel/panel.js';
import { LEDGER_COLUMNS, ledgerRows, namesOf, type WideOptions, wideColumns, wideRows } from '../../panel/table.js';
import type { Indicator, Problem } from '../../types.js';
import { COLUMNS, type TableWriter } from '../columns.js';
import { csvCells } from '../csv.js';
import {
  CODEBOOK_COLUMNS,
  cellsOf,
  DOCUMENT_COLUMNS,
  FINDING_COLUMNS,
  findingRows,
  PROBLEM_COLUMNS,
  type RelatedColumn,
} from '../related.js';
import { panelSource } from '../wide.js';
import { figureAddress } from './link.js';
import { type SheetColumn, WorkbookPack } from './pack.js';

const WIDTHS: Readonly<Record<string, number>> = {
  file: 28,
  title: 36,
  region: 18,
  indicator: 30,
  indicator_name: 26,
  label: 34,
  section: 30,
  sentence: 60,
  breakdown: 18,
  flags: 18,
  message: 60,
  formula: 40,
  definition: 60,
  source: 30,
  id: 34,
  name_zh: 28,
  name_en: 40,
  issuer: 24,
  places: 20,
  indicators: 40,
  published: 12,
};
const WRAPPED = new Set(['sentence', 'message', 'definition']);
const VALUE = COLUMNS.findIndex(({ key }) => key === 'value');

const LONG: readonly SheetColumn[] = COLUMNS.map(({ key, zh, kind }) => ({
  title: zh,
  kind: WRAPPED.has(key) ? 'wrapped' : kind,
  width: WIDTHS[key] ?? 12,
}));

const LINKED: readonly SheetColumn[] = [...LONG, { title: '审阅页', kind: 'link', width: 8 }];

const KINDS = { string: 'text', integer: 'number', number: 'number', boolean: 'boolean', date: 'date' } as const;

const sheetColumns = <T>(columns: readonly RelatedColumn<T>[]): SheetColumn[] =>
  columns.map(({ key, zh, type }) => ({
    title: zh,
    kind: WRAPPED.has(key) ? 'wrapped' : KINDS[type],
    width: WIDTHS[key] ?? 14,
  }));

/** Puts the panel and its ledger into a workbook, as the sheets 面板 and 冲突. */
export function addPanel(
  pack: WorkbookPack,
  builder: PanelBuilder,
  indicators: readonly Indicator[],
  options: WideOptions,
): void {
  const panel = builder.build(indicators);
  const columns = wideColumns(panel, namesOf(indicators), options);
  const put = (
    name: string,
    known: readonly { readonly key: string; readonly kind: SheetColumn['kind'] }[],
    [titles, ...rows]: readonly (readonly string[])[],
    units: (row: number) => readonly string[],
  ): void => {
    const shaped = known.map(({ key, kind }, i) => ({ title: titles![i]!, kind, width: WIDTHS[key] ?? 14 }));
    pack.sheet(name, shaped);
    rows.forEach((row, i) => {
      pack.row(row, units(i));
    });
  };
  put('面板', columns, wideRows(panel, columns, 'zh'), (i) =>
    columns.map(({ key }) => panel.rows[i]!.cells.get(key)?.figure?.unit ?? ''),
  );
  put('冲突', LEDGER_COLUMNS, ledgerRows(panel.ledger, 'zh'), (i) =>
    LEDGER_COLUMNS.map(({ key }) => (key === 'value' ? panel.ledger[i]!.figure.unit : '')),
  );
}

/**
 * A workbook (xlsx): 指标 (a row per figure), 面板 (region and year by indicator), 冲突, 文档, 核对, 问题 and 编码本.
 * Figures go out as they come; what the other sheets hold is kept until the end.
 * @param page address of the review page (`pageAddress`): each figure then has a link to its place there.
 */
export function workbookWriter(
  indicators: readonly Indicator[],
  options: WideOptions,
  page: string | null = null,
): TableWriter<Uint8Array> {
  const pack = new WorkbookPack();
  const builder = new PanelBuilder();
  const documents: string[][] = [];
  const findings: string[][] = [];
  const problems: Problem[] = [];
  return {
    begin: () => {
      pack.sheet('指标', page === null ? LONG : LINKED);
      return pack.take();
    },
    document: (result) => {
      for (const observation of result.observations) {
        const units: string[] = [];
        // Growth and shares are per cent too; their unit says so.
        units[VALUE] = observation.unit;
        const cells = csvCells(observation);
        if (page !== null) cells.push(figureAddress(page, result.document.sha256, observation.start));
        pack.row(cells, units);
      }
      builder.add(panelSource(result));
      documents.push(cellsOf(DOCUMENT_COLUMNS, result));
      findings.push(...findingRows(result).map((row) => cellsOf(FINDING_COLUMNS, row)));
      problems.push(...result.problems);
      return pack.take();
    },
    end: () => {
      addPanel(pack, builder, indicators, options);
      const put = <T>(
        name: string,
        columns: readonly RelatedColumn<T>[],
        rows: readonly (readonly string[])[],
      ): void => {
        pack.sheet(name, sheetColumns(columns));
        for (const row of rows) pack.row(row);
      };
      put('文档', DOCUMENT_COLUMNS, documents);
      put('核对', FINDING_COLUMNS, findings);
      put(
        '问题',
        PROBLEM_COLUMNS,
        problems.map((one) => cellsOf(PROBLEM_COLUMNS, one)),
      );
      put(
        '编码本',
        CODEBOOK_COLUMNS,
        indicators.map((one) => cellsOf(CODEBOOK_COLUMNS, one)),
      );
      pack.end();
      return pack.take();
    },
  };
}
