import { s } from './dom.js';
import { brief, spread, ticks } from './scale.js';
import { shown } from './words.js';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** A part of it, drawn darker. */
  readonly part?: number;
  readonly note: string;
  readonly click?: () => void;
}

export interface Series {
  readonly label: string;
  readonly points: readonly (readonly [year: number, value: number])[];
}

const WIDTH = 860;
const LABEL = 250;
const NOTE = 170;
const ROW = 26;
const COLOURS = ['#1f5fa8', '#c2410c', '#2e7d4f', '#7c3aed', '#b91c1c', '#0e7490', '#a16207', '#475569'];

// Of a path the end tells most, of a name the start.
const cut = (text: string, most: number): string => {
  if (text.length <= most) return text;
  return text.includes('/') ? `…${text.slice(1 - most)}` : `${text.slice(0, most - 1)}…`;
};

/** Bars from the left, the longest as wide as the drawing allows. */
export function barPlot(name: string, bars: readonly Bar[]): SVGElement {
  const most = Math.max(...bars.map(({ value }) => value), 0) || 1;
  const scale = (value: number): number => (Math.max(value, 0) / most) * (WIDTH - LABEL - NOTE);
  const rows = bars.map(({ label, value, part, note, click }, i) => {
    const box = { x: LABEL, y: 5, height: ROW - 10, rx: 2 };
    const row = s('g', {
      transform: `translate(0 ${i * ROW})`,
      class: click ? 'bar link' : 'bar',
      click: click ?? undefined,
    });
    row.append(
      s('title', {}, `${label}: ${note}`),
      s('rect', { x: 0, y: 0, width: WIDTH, height: ROW, class: 'hit' }),
      s('text', { x: LABEL - 10, y: ROW / 2, class: 'label', 'text-anchor': 'end' }, cut(label, 18)),
      s('rect', { ...box, width: scale(value), class: part === undefined ? 'whole' : 'rest' }),
      ...(part === undefined ? [] : [s('rect', { ...box, width: scale(part), class: 'whole' })]),
      s('text', { x: LABEL + scale(value) + 8, y: ROW / 2, class: 'note' }, note),
    );
    return row;
  });
  return drawing(name, bars.length * ROW, rows);
}

const drawing = (name: string, height: number, parts: readonly SVGElement[]): SVGElement =>
  s('svg', { viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': name, class: 'plot' }, ...parts);

/** Lines over years; every value has a dot of its own, and the line ends in its name. */
export function linePlot(name: string, series: readonly Series[]): SVGElement {
  const [height, left, right, top, bottom] = [320, 70, 190, 16, 30];
  const years = series.flatMap(({ points }) => points.map(([year]) => year));
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const marks = ticks(Math.max(...series.flatMap(({ points }) => points.map(([, value]) => value))));
  const most = marks.at(-1)!;
  const x = (year: number): number => left + ((year - first) / Math.max(last - first, 1)) * (WIDTH - left - right);
  const y = (value: number): number => height - bottom - (Math.max(value, 0) / most) * (height - top - bottom);
  const grid = marks.flatMap((mark) => [
    s('line', { x1: left, x2: WIDTH - right, y1: y(mark), y2: y(mark), class: 'grid' }),
    s('text', { x: left - 8, y: y(mark), class: 'note', 'text-anchor': 'end' }, brief(mark)),
  ]);
  const axis = Array.from({ length: last - first + 1 }, (_, i) =>
    s('text', { x: x(first + i), y: height - 10, class: 'note', 'text-anchor': 'middle' }, String(first + i)),
  );
  const ends = spread(
    series.map(({ points }) => y(points.at(-1)![1])),
    height - bottom,
  );
  const lines = series.map(({ label, points }, i) => {
    const colour = COLOURS[i % COLOURS.length]!;
    const path = points.map(
      ([year, value], at) => `${at === 0 ? 'M' : 'L'}${x(year).toFixed(1)} ${y(value).toFixed(1)}`,
    );
    const dots = points.map(([year, value]) =>
      s(
        'circle',
        { cx: x(year), cy: y(value), r: 4, fill: colour },
        s('title', {}, `${label} ${year}: ${shown(String(value))}`),
      ),
    );
    const end = s('text', { x: WIDTH - right + 12, y: ends[i], fill: colour, class: 'end' }, cut(label, 12));
    return s('g', {}, s('path', { d: path.join(''), stroke: colour, class: 'line' }), ...dots, end);
  });
  return drawing(name, height, [...grid, ...axis, ...lines]);
}
