/** The data that every stage shares. No code stands here. Places are half-open spans in UTF-16 units of the document text. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

// ---- reading -------------------------------------------------------------------------------------------------

/** What decoding gave: the text without its BOM, the encoding used, and how many characters could not be decoded. */
export interface Decoded {
  readonly text: string;
  readonly encoding: string;
  /** How the encoding was found. */
  readonly by: 'option' | 'bom' | 'declared' | 'detected';
  /** Number of U+FFFD that stand for undecodable bytes. */
  readonly replaced: number;
}

/** Facts that a page states of itself in its head, its metadata table or its furniture lines. Strings as printed. */
export interface PageFacts {
  title?: string;
  source?: string;
  published?: string;
  issuer?: string;
  documentNumber?: string;
  indexNumber?: string;
}

/** The document text that all later spans refer to. */
export interface Page {
  readonly text: string;
  readonly format: 'text' | 'html' | 'docx' | 'doc' | 'pdf' | 'mhtml' | 'ofd';
  readonly facts: PageFacts;
  /** Spans of `text` that are page furniture (navigation, print bars, metadata lines): kept in the text, mined for no figure. */
  readonly furniture: readonly Span[];
  /** For HTML: for each UTF-16 unit of `text` its offset in the decoded source (-1 where the character was put in). */
  readonly source: Int32Array | null;
}

// ---- structure ------------------------------------------------------------------------------------------------

export interface Heading extends Span {
  /** 1 一、  2 (一)  3 1.  4 (1)  5 一是 and glued leads; 0 a title. */
  readonly level: number;
  /** The heading's words without its number. */
  readonly text: string;
}

export interface Sentence extends Span {
  /** Index of the paragraph. */
  readonly paragraph: number;
  /** Counts up at each paragraph and at each 一是/二是 or numbered item inside one: sentences of one item share a lead. */
  readonly item: number;
  /** Headings over this sentence, outermost first; the item's own lead last. */
  readonly path: readonly Heading[];
  /** Where its words begin: behind 一是, (一) or 1. */
  readonly words: number;
}

export interface Cell extends Span {
  /** The texts of the row's heading cells and of the column's, outermost first. */
  readonly row: readonly Span[];
  readonly column: readonly Span[];
  /** A unit printed once for the column, the row or the table (单位:件). */
  readonly unit: string | null;
  readonly table: number;
}

export interface Structure {
  readonly title: Span | null;
  readonly headings: readonly Heading[];
  readonly paragraphs: readonly Span[];
  readonly sentences: readonly Sentence[];
  readonly cells: readonly Cell[];
}

// ---- document -------------------------------------------------------------------------------------------------

export interface Region {
  /** Name in full as in GB/T 2260, e.g. 咸阳市杨陵区; empty when unknown. */
  readonly name: string;
  /** Six digits, empty when unknown or when the area has no code of its own. */
  readonly code: string;
  readonly level: 'country' | 'province' | 'city' | 'county' | 'township' | '';
  /** Same-named divisions left open, as `name code`; a note on zones. */
  readonly candidates: readonly string[];
  readonly note: string;
}

export type DocKind = 'report' | 'plan' | 'notice' | 'statistics' | 'other';

/** For what a document's figures stand: the whole of its area, or one body or department; '' when it does not say. */
export type Scope = 'whole' | 'body' | '';

/** Facts that a user states of a document; they win over what it says. */
export interface StatedFacts {
  readonly title?: string;
  /** A name or six digits. */
  readonly region?: string;
  readonly year?: number;
  readonly issuer?: string;
  readonly scope?: Exclude<Scope, ''>;
  readonly kind?: DocKind;
}

export interface DocumentFacts {
  readonly file: string;
  readonly format: Page['format'];
  readonly encoding: string;
  readonly title: string;
  readonly kind: DocKind;
  /** Who reports. */
  readonly issuer: string;
  readonly scope: Scope;
  readonly region: Region;
  /** Year reported on; null when unknown. */
  readonly year: number | null;
  /** Years that it may be, likeliest first, where it is unknown. */
  readonly yearCandidates: readonly number[];
  /** Period reported on, ISO 8601 interval or year, e.g. 2021 or 2021-01/2021-06. */
  readonly period: string;
  readonly source: string;
  readonly published: string;
  readonly documentNumber: string;
  readonly indexNumber: string;
  /** SHA-256 of the document text. */
  readonly sha256: string;
  /** File of an earlier document of the batch with the same text; '' for none, absent where no batch was looked through. */
  readonly duplicate_of?: string;
}

// ---- figures --------------------------------------------------------------------------------------------------

export type Qualifier = 'exact' | 'about' | 'over' | 'under' | 'min' | 'max';
export type Aspect = 'level' | 'growth' | 'change' | 'share' | 'average';
export type Status = 'achieved' | 'target';
export type Basis = 'year' | 'cumulative';

/** A number that counts or measures. `start`/`end` hold the number as printed with its 万/亿, 百分之, 成; not 余, not the unit. */
export interface Figure extends Span {
  /** Plain decimal in base units, signed for falls (下降29% is -29); the lower end of a range. */
  readonly value: string;
  readonly valueMax: string | null;
  /** Unit in base form (元 for money, % for rates, 个百分点), '' when none is printed. */
  readonly unit: string;
  /** Number, hedges around it and its unit: 超过1.2万余件. */
  readonly extent: Span;
  readonly qualifier: Qualifier;
  readonly aspect: Aspect;
  readonly status: Status;
  /** Year, or ISO 8601 interval; '' for an unnamed earlier state (由A增至B). */
  readonly period: string;
  readonly basis: Basis;
  /** Index of the sentence; for a table cell the sentence that is its row. */
  readonly sentence: number;
  /** Index into Structure.cells, or null. */
  readonly cell: number | null;
  /** Name of the rule that read it, e.g. `number.arabic`, `number.hanzi`, `percent.baifenzhi`. */
  readonly rule: string;
  /** Stated without a digit (已全部办结): the span then holds the words. */
  readonly derived: boolean;
}

// ---- binding --------------------------------------------------------------------------------------------------

export type Reach = 'own' | 'clause' | 'sibling' | 'parent' | 'sentence' | 'item' | 'heading' | 'title';

/** One word of the codebook found where it speaks of a figure. */
export interface Evidence extends Span {
  readonly role: 'topic' | 'measure' | 'unless';
  readonly term: string;
  readonly reach: Reach;
}

export interface Candidate {
  readonly indicator: string;
  readonly score: number;
  readonly evidence: readonly Evidence[];
  readonly verdict: 'chosen' | 'lost' | 'close' | 'weak' | 'vetoed';
  /** One readable line: why it won or lost. */
  readonly why: string;
  /** Parts of its score and the words that speak for and against it; only where asked for. */
  readonly reasons?: Reasons;
}

/** What made a candidate's score: each named part with what it adds or takes, largest first; the words of the lexicon likewise. */
export interface Reasons {
  readonly parts: readonly { readonly name: string; readonly points: number }[];
  readonly words: readonly { readonly field: string; readonly text: string; readonly points: number }[];
}

export interface Binding {
  /** Index of the figure. */
  readonly figure: number;
  readonly indicator: string | null;
  /** The figure's label, put together from the text. */
  readonly label: string;
  readonly breakdown: Readonly<Record<string, string>>;
  readonly rule: string;
  /** Index of the figure this one is a part of or speaks of, or null. */
  readonly of: number | null;
  readonly candidates: readonly Candidate[];
  readonly flags: readonly string[];
  /** How likely it is that no indicator counts it; only where asked for. */
  readonly none?: number;
  /** The links on which it hangs, `part.word` and the figure it leads to; only where asked for. */
  readonly links?: readonly { readonly by: string; readonly to: number; readonly proof: string }[];
}

// ---- results --------------------------------------------------------------------------------------------------

/** One row of the table; the keys are the columns, in their order. Empty is '' for text, null for numbers. */
export interface Observation {
  readonly file: string;
  readonly title: string;
  readonly doc_kind: DocKind;
  readonly issuer: string;
  readonly scope: Scope;
  readonly region: string;
  readonly region_code: string;
  readonly region_level: string;
  readonly year: number | null;
  readonly indicator: string;
  readonly indicator_name: string;
  readonly label: string;
  readonly aspect: Aspect;
  readonly status: Status;
  /** Plain decimal. */
  readonly value: string;
  readonly value_max: string;
  readonly unit: string;
  readonly qualifier: Qualifier;
  readonly period: string;
  readonly basis: Basis;
  readonly breakdown: string;
  readonly section: string;
  readonly sentence: string;
  /** 1-based line of the document text. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly derived: boolean;
  readonly rule: string;
  readonly flags: string;
  /** HTML only: place of the figure in the decoded source; null where it stands in no one place there. No column of the long table. */
  readonly source_start?: number | null;
  readonly source_end?: number | null;
}

export interface Finding {
  readonly id: string;
  readonly fingerprint: string;
  readonly status: 'holds' | 'contradicts' | 'remark' | 'open';
  readonly rule: string;
  /** The formula with its numbers. */
  readonly formula: string;
  readonly printed: string;
  readonly computed: string;
  readonly tolerance: string;
  /** Indexes of the observations used. */
  readonly observations: readonly number[];
  readonly message: string;
}

export interface Problem {
  readonly file: string;
  readonly severity: 'error' | 'warning';
  /** Short stable code, e.g. `empty`, `binary`, `unreadable`, `undecodable-bytes`. */
  readonly code: string;
  /** What, where and what to do. */
  readonly message: string;
}

/** `reported` with a figure, `reported_zero` with no level but 0, `mentioned` in words that no figure carries. */
export type CoverageState = 'reported' | 'reported_zero' | 'mentioned' | 'not_mentioned';

/** How one indicator stands in one document. */
export interface IndicatorCoverage {
  readonly indicator: string;
  readonly state: CoverageState;
  /** Figures that carry it, of every aspect. */
  readonly figures: number;
  /** Those of them that are targets. */
  readonly targets: number;
  /** 1-based line of its first figure, else of the first words that speak of it; null where nothing does. */
  readonly line: number | null;
}

/** What a document covers of the codebook. */
export interface Coverage {
  readonly figures: number;
  readonly coded: number;
  readonly uncoded: number;
  /** The uncoded figures by aspect and by status; what has none is left out. */
  readonly uncoded_aspects: Readonly<Partial<Record<Aspect, number>>>;
  readonly uncoded_statuses: Readonly<Partial<Record<Status, number>>>;
  /** In the order of the codebook; indicators that are not mentioned are left out. */
  readonly indicators: readonly IndicatorCoverage[];
}

/** All that one document gave. */
export interface Mined {
  readonly document: DocumentFacts;
  readonly text: string;
  readonly observations: readonly Observation[];
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  /** Null where the document could not be mined, or where nobody asked for it. */
  readonly coverage: Coverage | null;
  /** For explain and review: figures and bindings, index for index with observations. */
  readonly figures: readonly Figure[];
  readonly bindings: readonly Binding[];
}

// ---- codebook -------------------------------------------------------------------------------------------------

/** One indicator as a YAML entry states it, terms still as written. */
export interface Indicator {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly definition: string;
  readonly source: string;
  /** Unit classes of units.yaml, and units as printed, that its level may have. */
  readonly unit: readonly string[];
  readonly topic: readonly string[];
  readonly measure: readonly string[];
  readonly unless: readonly string[];
  /** How far away the topic may stand. */
  readonly inherit: 'own' | 'sentence' | 'item' | 'heading';
  /** The set of words that name what is counted, and that for what was done with it: names in `Codebook.synonyms`. */
  readonly object: string | null;
  readonly action: string | null;
  /** The indicator of which this one is a part. */
  readonly part_of: string | null;
  /** How it is a part: a step of the way of the same cases, one of the ways in which they ended, or a class of its whole. */
  readonly part_as: 'stage' | 'outcome' | 'kind' | null;
  /** The coarser indicator that counts this one's figures too. */
  readonly kind_of: string | null;
  /** Denominators and numerator where this is a rate. */
  readonly rate: { readonly numerator: string | null; readonly denominators: readonly string[] } | null;
  readonly examples: { readonly yes: readonly string[]; readonly no: readonly string[] };
  /** File and 1-based line of the entry, for messages. */
  readonly at: string;
}

export interface Codebook {
  readonly indicators: readonly Indicator[];
  /** All sets of words; terms name them as <name>. */
  readonly synonyms: Readonly<Record<string, readonly string[]>>;
  /** Names of those that entries name as `object`, and as `action`. */
  readonly objects: readonly string[];
  readonly actions: readonly string[];
  /** SHA-256 of the entries, so that a result can say what it was coded with. */
  readonly sha256: string;
}
