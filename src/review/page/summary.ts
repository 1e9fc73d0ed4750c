import type { DocumentSummary } from '../payload.js';
import { h, refill } from './dom.js';
import type { Model } from './model.js';
import { type Bar, barPlot, linePlot, type Series } from './plots.js';
import { shown, t } from './words.js';

interface Point {
  /** Empty where it is not known. */
  readonly region: string;
  readonly name: string;
  readonly year: number | null;
  readonly value: number;
  readonly printed: string;
  readonly document: number;
}

/** Most lines in one plot. */
const LINES = 8;

/** The plots over all documents. */
export class SummaryPane {
  readonly body = h('div', { class: 'summary', tabindex: 0, role: 'region' });
  readonly #indicator = h('select', { class: 'plot-indicator', change: () => this.show() });
  readonly #year = h('select', { class: 'plot-year', change: () => this.show() });

  constructor(
    readonly model: Model,
    readonly open: (place: number) => void,
  ) {}

  show(): void {
    this.#choices();
    const points = this.#points(this.model.placeOf(this.#indicator.value));
    const { documents } = this.model.index;
    this.body.setAttribute('aria-label', t('summary'));
    this.body.replaceChildren(
      h('section', {}, h('h2', {}, t('byDocument')), barPlot(t('byDocument'), documents.map(this.#documentBar))),
      h(
        'section',
        {},
        h('h2', {}, t('byRegion')),
        h('div', { class: 'pick' }, this.#indicator, this.#year),
        h('p', { class: 'hint' }, t('valuesHelp')),
        this.#overRegions(points),
        h('h2', {}, t('byYear')),
        this.#overYears(points),
      ),
    );
  }

  #documentBar = ({ title, file, figures, coded }: DocumentSummary, place: number): Bar => ({
    label: title || file,
    value: figures,
    part: coded,
    note: `${coded}/${figures} ${t('coded')}`,
    click: () => this.open(place),
  });

  #choices(): void {
    const { documents, indicators } = this.model.index;
    const counts = new Map<number, number>();
    for (const { values } of documents) for (const [one] of values) counts.set(one, (counts.get(one) ?? 0) + 1);
    const order = [...counts].sort(([a, most], [b, least]) => least - most || a - b);
    const before = this.#indicator.value;
    this.#indicator.setAttribute('aria-label', t('indicator'));
    refill(
      this.#indicator,
      order.map(([place, count]) => [indicators[place]![0], `${this.model.nameOf(indicators[place]![0])} (${count})`]),
    );
    if (before === '' || this.#indicator.value === '') this.#indicator.selectedIndex = 0;
    const years = [...new Set(documents.map(({ year }) => year))].filter((year) => year !== null);
    this.#year.setAttribute('aria-label', t('year'));
    refill(this.#year, [
      ['', t('anyYear')],
      ...years.sort((a, b) => b - a).map((year) => [`${year}`, `${year}`] as const),
    ]);
  }

  #points(indicator: number): Point[] {
    return this.model.index.documents.flatMap(({ values, region, year, title, file }, document) =>
      values
        .filter(([one]) => one === indicator)
        .map(([, value, unit]) => ({
          region,
          name: region || title || file,
          year,
          value: Number(value),
          printed: `${shown(value)} ${unit}`,
          document,
        })),
    );
  }

  // Of several documents of a region that of the year asked for, else the latest.
  #overRegions(points: readonly Point[]): Node {
    const wanted = this.#year.value;
    const latest = new Map<string, Point>();
    for (const point of points) {
      if (wanted !== '' && String(point.year) !== wanted) continue;
      const known = latest.get(point.name);
      if (!known || (point.year ?? 0) > (known.year ?? 0)) latest.set(point.name, point);
    }
    const bars = [...latest.values()]
      .sort((a, b) => b.value - a.value)
      .map(({ name, value, printed, year, document }) => ({
        label: name,
        value,
        note: year === null ? printed : `${printed} (${year})`,
        click: () => this.open(document),
      }));
    return bars.length > 0 ? barPlot(t('byRegion'), bars) : h('p', { class: 'none' }, t('noValues'));
  }

  #overYears(points: readonly Point[]): Node {
    const regions = new Map<string, Map<number, number>>();
    for (const { region, year, value } of points) {
      if (year === null || region === '') continue;
      const own = regions.get(region) ?? new Map<number, number>();
      if (!own.has(year)) own.set(year, value);
      regions.set(region, own);
    }
    const series: Series[] = [...regions]
      .filter(([, own]) => own.size > 1)
      .map(([label, own]) => ({ label, points: [...own].sort(([a], [b]) => a - b) }));
    if (series.length === 0) return h('p', { class: 'none' }, t('oneYear'));
    // Regions of most years first, then of the highest values.
    series.sort((a, b) => b.points.length - a.points.length || b.points.at(-1)![1] - a.points.at(-1)![1]);
    return linePlot(t('byYear'), series.slice(0, LINES));
  }
}
