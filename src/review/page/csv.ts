import type { Model } from './model.js';

const HEAD = ['file', 'sha256', 'start', 'end', 'printed', 'decision', 'indicator', 'previous'];

const NUMBER = /^-?\d+(?:\.\d+)?$/;
// What starts a formula in Excel, WPS or LibreOffice, full-width forms included.
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

function cell(text: string): string {
  const harmless = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The decisions as the CSV that `extract --decisions` reads, in the order of documents and places. */
export function decisionsCsv(model: Model): string {
  const order = new Map(model.index.documents.map(({ sha256 }, place) => [sha256, place]));
  const rows = [...model.choices].map(([key, { decision, indicator }]) => {
    const [sha256 = '', from, to] = key.split(' ');
    const start = Number(from);
    const end = Number(to);
    const place = order.get(sha256) ?? Number.MAX_SAFE_INTEGER;
    const opened = order.has(sha256) ? model.open(place) : null;
    const entry = opened?.entries.find((one) => one.start === start && one.end === end);
    const previous = entry ? (model.index.indicators[entry.indicator]?.[0] ?? '') : '';
    const printed = opened?.text.slice(start, end) ?? '';
    const cells = [opened?.summary.file ?? '', sha256, `${start}`, `${end}`, printed, decision, indicator, previous];
    return { place, start, end, cells };
  });
  rows.sort((a, b) => a.place - b.place || a.start - b.start || a.end - b.end);
  return `\uFEFF${[HEAD, ...rows.map(({ cells }) => cells)].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}
