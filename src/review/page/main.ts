import { decisionsCsv } from './csv.js';
import { detailOf } from './detail.js';
import { DocumentsPane } from './documents.js';
import { h, refill } from './dom.js';
import { type Choice, type Filter, Model, type Opened } from './model.js';
import { askIndicator } from './recode.js';
import { SummaryPane } from './summary.js';
import { TablePane } from './table.js';
import { TextPane } from './text.js';
import { languageNow, speak, t, told } from './words.js';

/** The page: which document and figure are shown, and what the reader does. */
class App {
  readonly model = new Model();
  readonly text = new TextPane(this.model, (place) => this.choose(place));
  readonly table = new TablePane(this.model, (place) => this.choose(place));
  readonly summary = new SummaryPane(this.model, (place) => {
    this.tab('review');
    this.open(place);
  });
  readonly documents = new DocumentsPane(
    this.model,
    (place) => this.open(place),
    (place) => this.choose(place, true),
    (line) => this.text.revealLine(line),
  );
  readonly detail = h('section', { class: 'detail-pane', 'aria-live': 'polite' });
  readonly indicator = h('select', { change: () => this.refresh() });
  readonly status = h('select', { change: () => this.refresh() });
  readonly flag = h('select', { change: () => this.refresh() });
  readonly tabs = (['review', 'summary'] as const).map((word) =>
    h('button', { type: 'button', class: 'tab', 'data-tab': word, click: () => this.tab(word) }),
  );
  readonly exporter = h('button', { type: 'button', class: 'export', click: () => this.export() });
  readonly language = h('button', { type: 'button', class: 'language', click: () => this.switchLanguage() });
  readonly keys = h('span', { class: 'keys' });
  readonly review = h('main', { class: 'review' });
  readonly overview = h('main', { class: 'overview', hidden: true }, this.summary.body);
  readonly heading = h('h1', {});
  place = 0;
  current = -1;
  opened: Opened = this.model.open(0);

  start(root: HTMLElement): void {
    const brand = h('strong', { class: 'brand' }, '报数');
    const nav = h('nav', {}, ...this.tabs);
    root.append(h('header', {}, brand, nav, this.keys, this.language, this.exporter), this.review, this.overview);
    this.review.append(
      h('aside', { class: 'left' }, this.documents.search, this.documents.list, this.documents.about),
      h('section', { class: 'middle' }, this.heading, this.text.body),
      h(
        'section',
        { class: 'right' },
        h('div', { class: 'filters' }, this.indicator, this.status, this.flag),
        this.table.table,
        this.detail,
      ),
    );
    document.addEventListener('keydown', (event) => this.key(event));
    addEventListener('hashchange', () => this.followHash());
    this.say();
    if (!this.followHash()) this.open(0);
  }

  /** Writes all words anew. */
  say(): void {
    document.documentElement.lang = languageNow() === 'zh' ? 'zh-CN' : 'en';
    for (const tab of this.tabs) tab.textContent = t(tab.dataset.tab as 'review' | 'summary');
    this.language.textContent = t('language');
    this.keys.textContent = t('keysHelp');
    this.indicator.setAttribute('aria-label', t('indicator'));
    this.status.setAttribute('aria-label', t('status'));
    this.flag.setAttribute('aria-label', t('flag'));
    this.documents.fill();
    this.tab(this.overview.hidden ? 'review' : 'summary');
  }

  switchLanguage(): void {
    speak(languageNow() === 'zh' ? 'en' : 'zh');
    const { current } = this;
    this.say();
    this.open(this.place);
    if (current >= 0) this.choose(current);
  }

  tab(word: 'review' | 'summary'): void {
    this.review.hidden = word !== 'review';
    this.overview.hidden = word !== 'summary';
    for (const tab of this.tabs) {
      if (tab.dataset.tab === word) tab.setAttribute('aria-current', 'page');
      else tab.removeAttribute('aria-current');
    }
    if (word === 'summary') this.summary.show();
  }

  open(place: number): void {
    this.place = place;
    this.opened = this.model.open(place);
    this.current = -1;
    const { title, file } = this.opened.summary;
    this.heading.replaceChildren(title || file, ...(title ? [h('small', {}, file)] : []));
    this.choices();
    this.text.show(this.opened);
    this.documents.show(place, this.opened, (id) => {
      this.indicator.value = id;
      this.refresh();
      this.step(1);
    });
    this.refresh();
  }

  /** The filters offer what stands in the document, and keep what is chosen for the next one. */
  choices(): void {
    const { entries } = this.opened;
    const ids = new Set(entries.map((entry) => this.model.indicatorOf(this.opened, entry)).filter(Boolean));
    if (this.model.placeOf(this.indicator.value) >= 0) ids.add(this.indicator.value);
    const flags = new Set(entries.flatMap((entry) => entry.flags.map((flag) => flag.split(':')[0]!)));
    const sorted = [...ids].sort((a, b) => this.model.placeOf(a) - this.model.placeOf(b));
    refill(this.indicator, [
      ['', t('allIndicators')],
      ['+', t('coded')],
      ['-', t('uncoded')],
      ...sorted.map((id) => [id, this.model.nameOf(id)] as const),
    ]);
    refill(this.status, [
      ['', t('allStatuses')],
      ['achieved', t('achieved')],
      ['target', t('target')],
    ]);
    refill(this.flag, [
      ['', t('allFlags')],
      ...[...flags].sort().map((flag) => [flag, told(flag)] as const),
      ['decision:none', t('undecided')],
      ['decision:accept', t('accepted')],
      ['decision:reject', t('rejected')],
      ['decision:recode', t('recoded')],
    ]);
  }

  get filter(): Filter {
    return { indicator: this.indicator.value, status: this.status.value, flag: this.flag.value };
  }

  /** Shows anew what depends on filters and decisions. */
  refresh(): void {
    this.table.show(this.opened, this.filter);
    this.paint(false);
    const { size } = this.model.choices;
    this.exporter.textContent = size > 0 ? `${t('export')} (${size})` : t('export');
    this.exporter.disabled = size === 0;
  }

  paint(reveal: boolean): void {
    this.text.paint(this.filter, this.current);
    this.table.paint(this.current, reveal);
    this.detail.replaceChildren(
      detailOf(this.model, this.opened, this.opened.entries[this.current], {
        decide: (decision) => void this.decide(decision),
      }),
    );
  }

  choose(place: number, evenHidden = false): void {
    const entry = this.opened.entries[place];
    if (!entry) return;
    this.current = place;
    if (evenHidden && !this.model.fits(this.opened, entry, this.filter)) {
      for (const select of [this.indicator, this.status, this.flag]) select.value = '';
      this.refresh();
    }
    this.paint(true);
    this.text.reveal(place);
    try {
      history.replaceState(null, '', `#${this.opened.summary.sha256.slice(0, 12)}:${entry.start}`);
    } catch {
      // Some browsers let no page from disk change its address.
    }
  }

  /** To the next or last figure that the filters leave. */
  step(by: 1 | -1): void {
    const { entries } = this.table;
    if (entries.length === 0) return;
    const at = entries.findIndex(({ place }) => place === this.current);
    const next = at < 0 ? (by > 0 ? 0 : entries.length - 1) : Math.min(Math.max(at + by, 0), entries.length - 1);
    this.choose(entries[next]!.place);
  }

  async decide(decision: Choice['decision'] | 'undo'): Promise<void> {
    const { opened } = this;
    const entry = opened.entries[this.current];
    if (!entry) return;
    const coded = this.model.index.indicators[entry.indicator]?.[0] ?? '';
    if (decision === 'undo') this.model.choose(opened, entry, null);
    else if (decision !== 'recode') this.model.choose(opened, entry, { decision, indicator: coded });
    else {
      const indicator = await askIndicator(this.model, entry);
      if (indicator === null) return;
      this.model.choose(opened, entry, { decision, indicator });
    }
    this.choices();
    this.refresh();
    this.paint(true);
  }

  key(event: KeyboardEvent): void {
    const busy = (event.target as Element).closest('input, select, textarea, dialog');
    if (busy || event.ctrlKey || event.metaKey || event.altKey || this.review.hidden) return;
    const last = this.model.index.documents.length - 1;
    const act: Readonly<Record<string, () => void>> = {
      j: () => this.step(1),
      k: () => this.step(-1),
      n: () => this.open(Math.min(this.place + 1, last)),
      p: () => this.open(Math.max(this.place - 1, 0)),
      a: () => void this.decide('accept'),
      r: () => void this.decide('reject'),
      c: () => void this.decide('recode'),
      u: () => void this.decide('undo'),
    };
    if (!Object.hasOwn(act, event.key)) return;
    event.preventDefault();
    act[event.key]!();
  }

  export(): void {
    const address = URL.createObjectURL(new Blob([decisionsCsv(this.model)], { type: 'text/csv' }));
    h('a', { href: address, download: 'decisions.csv' }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  /** Goes where the address points, `#<start of the text's hash>:<start of the figure>`: a link from a table. */
  followHash(): boolean {
    const [hash = '', start] = location.hash.slice(1).split(':');
    const place = hash.length < 8 ? -1 : this.model.index.documents.findIndex(({ sha256 }) => sha256.startsWith(hash));
    if (place < 0) return false;
    if (place !== this.place || this.current < 0) this.open(place);
    const entry = this.opened.entries.find((one) => one.start === Number(start));
    if (entry && entry.place !== this.current) this.choose(entry.place, true);
    return true;
  }
}

new App().start(document.getElementById('app')!);
