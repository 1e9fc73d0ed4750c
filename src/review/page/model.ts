import type { DocumentData, DocumentSummary, IndexData, PackedFinding, Row } from '../payload.js';
import { languageNow } from './words.js';

export interface Choice {
  readonly decision: 'accept' | 'reject' | 'recode';
  /** Id of the indicator accepted, rejected or given; '' for none. */
  readonly indicator: string;
}

/** A figure of the document shown. */
export interface Entry {
  readonly place: number;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** As the program coded it. */
  readonly indicator: number;
  readonly label: string;
  readonly aspect: string;
  readonly status: string;
  readonly value: string;
  readonly valueMax: string;
  readonly unit: string;
  readonly qualifier: string;
  readonly period: string;
  readonly basis: string;
  readonly breakdown: string;
  readonly rule: string;
  readonly flags: readonly string[];
  readonly candidates: readonly number[];
}

export interface Opened {
  readonly summary: DocumentSummary;
  readonly text: string;
  readonly entries: readonly Entry[];
  readonly findings: readonly PackedFinding[];
  readonly covered: DocumentData['covered'];
}

export interface Filter {
  /** '' all, '+' coded, '-' uncoded, else an id. */
  readonly indicator: string;
  readonly status: string;
  /** '' all, `decision:…` or a flag. */
  readonly flag: string;
}

function entryOf(row: Row, place: number): Entry {
  const [start, end, line, indicator, label, aspect, status, value, valueMax, unit, ...rest] = row;
  const [qualifier, period, basis, breakdown, rule, flags, candidates] = rest;
  const told = flags === '' ? [] : flags.split(';');
  const reading = { aspect, status, value, valueMax, unit, qualifier, period, basis, breakdown };
  return { place, start, end, line, indicator, label, ...reading, rule, flags: told, candidates };
}

const block = <T>(id: string): T => JSON.parse(document.getElementById(id)?.textContent ?? 'null') as T;

const keyOf = (sha256: string, { start, end }: { start: number; end: number }): string => `${sha256} ${start} ${end}`;

/** The data of the page and what the reader decided. */
export class Model {
  readonly index: IndexData = block<IndexData>('index');
  readonly #opened = new Map<number, Opened>();
  readonly #choices = new Map<string, Choice>();
  readonly #places = new Map(this.index.indicators.map(([id], place) => [id, place]));

  constructor() {
    for (const [key, choice] of this.#kept()) this.#choices.set(key, choice);
  }

  /** Opens a document; one that was opened is kept. */
  open(place: number): Opened {
    const known = this.#opened.get(place);
    if (known) return known;
    const { text, rows, findings, covered } = block<DocumentData>(`document-${place}`);
    const summary = this.index.documents[place]!;
    const opened = { summary, text, entries: rows.map(entryOf), findings, covered };
    this.#opened.set(place, opened);
    return opened;
  }

  get choices(): ReadonlyMap<string, Choice> {
    return this.#choices;
  }

  choiceOf({ summary }: Opened, entry: Entry): Choice | undefined {
    return this.#choices.get(keyOf(summary.sha256, entry));
  }

  /** Keeps a choice, or forgets it, also over a reload where the browser lets a page from disk do so. */
  choose({ summary }: Opened, entry: Entry, choice: Choice | null): void {
    const key = keyOf(summary.sha256, entry);
    if (choice) this.#choices.set(key, choice);
    else this.#choices.delete(key);
    try {
      localStorage.setItem(this.#store, JSON.stringify([...this.#choices]));
    } catch {
      // Without storage the choices last as long as the page.
    }
  }

  /** Id of a figure's indicator as decided, else as coded. */
  indicatorOf(opened: Opened, entry: Entry): string {
    const choice = this.choiceOf(opened, entry);
    if (choice?.decision === 'reject') return '';
    return choice ? choice.indicator : (this.index.indicators[entry.indicator]?.[0] ?? '');
  }

  /** Name of an indicator in the language of the page. */
  nameOf(id: string): string {
    const [, zh = id, en = id] = this.index.indicators[this.#places.get(id) ?? -1] ?? [];
    return languageNow() === 'zh' ? zh : en;
  }

  placeOf(id: string): number {
    return this.#places.get(id) ?? -1;
  }

  kindOf(opened: Opened, entry: Entry): 'contradiction' | 'coded' | 'uncoded' {
    if (entry.flags.some((flag) => flag.startsWith('contradicts'))) return 'contradiction';
    return this.indicatorOf(opened, entry) ? 'coded' : 'uncoded';
  }

  fits(opened: Opened, entry: Entry, { indicator, status, flag }: Filter): boolean {
    const id = this.indicatorOf(opened, entry);
    if (indicator === '+' ? id === '' : indicator === '-' ? id !== '' : indicator !== '' && id !== indicator)
      return false;
    if (status !== '' && entry.status !== status) return false;
    if (flag === '') return true;
    const decided = this.choiceOf(opened, entry)?.decision ?? 'none';
    if (flag.startsWith('decision:')) return flag === `decision:${decided}`;
    return entry.flags.some((one) => one.split(':')[0] === flag);
  }

  get #store(): string {
    return `baoshu-review-${this.index.id}`;
  }

  #kept(): [string, Choice][] {
    try {
      const kept = localStorage.getItem(this.#store);
      if (kept) return JSON.parse(kept) as [string, Choice][];
    } catch {
      // As if nothing had been kept.
    }
    return this.index.decisions.map(([sha256, start, end, decision, indicator]) => [
      keyOf(sha256, { start, end }),
      { decision, indicator },
    ]);
  }
}
