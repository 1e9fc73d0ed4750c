import type { DocumentFacts, Page, PageFacts, Region, StatedFacts, Structure } from '../../types.js';
import { datedLine, isoDate } from './dates.js';
import type { Gazetteer } from './gazetteer.js';
import {
  addressee,
  isOrgan,
  type Lines,
  labelled,
  linesOf,
  numberLine,
  redHead,
  type Signature,
  signature,
} from './head.js';
import { kindOf } from './kind.js';
import { isMedia, organAt, organOfTitle } from './organs.js';
import { placesIn } from './places.js';
import { isLocal, locate, namedRegion, type Tiers } from './region.js';
import { scopeOf } from './reporter.js';
import { type Subject, subjectOf } from './subject.js';
import { type Time, timeIn } from './time.js';
import { tight, titleOf } from './title.js';
import type { FactWords } from './words.js';

export interface IdentifyInput {
  readonly file: string;
  readonly page: Page;
  /** Normalized text of the page, of the same length. */
  readonly norm: string;
  readonly structure: Structure;
  readonly encoding: string;
  readonly sha256: string;
  /** What the user says of the document; it overrides what is found. */
  readonly options: StatedFacts;
}

/** What the facts of a document are read with. */
export interface FactKnowledge {
  readonly gazetteer: Gazetteer;
  readonly words: FactWords;
}

/** How far into the body the year is looked for. */
const LEAD = 5000;
/** How far from its end a text may still say when it was published. */
const LAST_LINES = 8;

/** ２０２１年（） → 2021年(): facts come as printed. */
const halfWidth = (text: string): string => text.normalize('NFKC');

/** One form of brackets and no blanks: 盐开委法办〔2021〕2号. */
function documentNumber(printed: string): string {
  const tidy = printed.replace(/\s/g, '').replace(/[[﹝【(](\d{4})[\]﹞】)]/, '〔$1〕');
  const whole = /^[^〔]{1,30}〔\d{4}〕第?\d{1,5}号/.exec(tidy)?.[0];
  return whole ?? (/[〔\d]/.test(tidy) ? tidy : '');
}

/** Without the label and value that stand beside it. */
const indexNumber = (printed: string): string => printed.replace(/\s{1,9}[\p{Script=Han} ]{2,10}[:：].*$/su, '').trim();

const firstOf = (...values: readonly (string | undefined)[]): string =>
  values.find((v) => v !== undefined && v.trim() !== '')?.trim() ?? '';

/** A source is named in words: • and gyz1 are none. A date beside it is not part of it. */
function sourceOf(printed: string): string {
  const name = printed
    .replace(/(?:19|20)\d\d\s*[-/.年].*$/s, '')
    .replace(/[\s|·•]+$/, '')
    .trim();
  return /\p{Script=Han}{2}/u.test(name) ? name : '';
}

/** A line that lets the reader pick a province: 北京 天津 河北 山西. */
function isPicker(text: string, gazetteer: Gazetteer): boolean {
  const names = text.split(/[\s|·、,/]+/).filter((name) => name !== '');
  return names.length >= 4 && names.filter((name) => gazetteer.bare(name).length > 0).length * 4 >= names.length * 3;
}

interface Told {
  readonly lines: Lines;
  readonly labels: ReturnType<typeof labelled>;
  readonly signed: Signature;
  readonly title: string;
  /** The head's lines below the title. */
  readonly below: readonly string[];
  readonly subject: Subject;
}

/** Whether a name is the same in full: 徐州市鼓楼区司法局 for 鼓楼区司法局, 谢村镇人民政府 for 谢村镇. */
const isFuller = (name: string, organ: string): boolean =>
  organ !== '' && (name.endsWith(organ) || (/(?:镇|乡|街道|苏木)$/.test(organ) && name.startsWith(organ)));

/** Who reports: named in the title, by the page, under the text, below the title, in the first sentence. */
function issuerOf(
  { lines, labels, signed, title, below, subject }: Told,
  said: PageFacts,
  know: FactKnowledge,
): string {
  const { gazetteer, words } = know;
  const red = lines.head.map((line) => redHead(line.text)).find((organ) => organ !== '');
  const speakers = below.map(
    (line) => /^(.{4,24}?)(?:代)?(?:省|市|县|区|州|旗|镇|乡)长[\s\p{Script=Han}·]{0,9}$/u.exec(line)?.[1],
  );
  const speaker = speakers.find((name) => name !== undefined && isOrgan(name));
  const named = [said.issuer, labels.issuer].filter((name) => name !== undefined && !isMedia(name, words));
  const organ = organOfTitle(title, gazetteer, words);
  return firstOf(
    // the page may name it in full: 徐州市鼓楼区司法局 over a report of 鼓楼区司法局
    [...named, signed.issuer].find((name) => isFuller(name ?? '', organ)),
    organ,
    ...named,
    red,
    signed.issuer,
    below.find((line) => isOrgan(line) && !isMedia(line, words)),
    speaker,
    subject.organ,
  );
}

/** When it was published: as the page labels it, on a line of the head that is little but a date, under the text. */
function publishedOf({ lines, labels, signed, below }: Told, said: PageFacts, { words }: FactKnowledge): string {
  const stated = [said.published, labels.published].map((d) => isoDate(halfWidth(d ?? '')));
  const dated = lines.head.map(({ text }) => (words.heads.clocks.test(text) ? '' : datedLine(text)));
  const spoken = below.map((line) => (line.length < 30 && !words.heads.clocks.test(line) ? isoDate(line) : ''));
  const late = labelled(lines.all.slice(-LAST_LINES)).published ?? '';
  return firstOf(...stated, ...dated, isoDate(halfWidth(signed.date)), ...spoken, isoDate(late));
}

/**
 * States the facts of a document: title, kind, year and period, region, issuer, source, date, numbers. What is not stated
 * stays empty; nothing is guessed. Dates are ISO 8601 (+08:00 with a time), periods a year or an ISO 8601 interval.
 */
export function identify(input: IdentifyInput, know: FactKnowledge): DocumentFacts {
  const { page, norm, options } = input;
  const { gazetteer, words } = know;
  const whole = linesOf(norm, page);
  const lines = { ...whole, head: whole.head.filter(({ text }) => !isPicker(text, gazetteer)) };
  const labels = labelled(lines.head);
  const title = titleOf(lines, page.facts.title, input.structure, norm, page.text);
  const lead = norm.slice(whole.head.at(-1)?.end ?? 0).slice(0, LEAD);
  const below = title.below.slice(0, 6).map((l) => tight(l.text.slice(0, 120)));
  const name = halfWidth(options.title ?? title.text);
  const subject = subjectOf(lead, isLocal(norm), gazetteer, words);
  const told: Told = { lines, labels, signed: signature(lines.all), title: name, below, subject };
  const kind = options.kind ?? kindOf(name, lead.slice(0, 600));
  const source = firstOf(...[page.facts.source, labels.source].map((printed) => sourceOf(printed ?? '')));
  const published = publishedOf(told, page.facts, know);
  const found = timeIn({ title: name, head: below.join('\n'), lead, published, kind }, words);
  const time = options.year === undefined || options.year === found.year ? found : stated(options.year);
  const own = issuerOf(told, page.facts, know);
  const labelledIssuer = firstOf(page.facts.issuer, labels.issuer, own);
  const tiers = tiersOf(told, { issuer: labelledIssuer, source, year: time.year, norm });
  const region =
    options.region === undefined ? locate(tiers, gazetteer, words) : namedRegion(options.region, tiers, gazetteer);
  const heard = subject.heard && own === subject.organ;
  const issuer = options.issuer ?? firstOf(own, ofRegion(source, region, know));
  const place = subject.organ === '' ? subject.place : '';
  const reporter = { title: name, issuer: heard ? '' : halfWidth(issuer), body: norm, place };
  return {
    file: input.file,
    format: page.format,
    encoding: input.encoding,
    title: options.title ?? title.text,
    kind,
    issuer,
    scope: options.scope ?? scopeOf(reporter, gazetteer, words),
    region,
    ...time,
    source,
    published,
    documentNumber: documentNumber(firstOf(page.facts.documentNumber, labels.number, numberLine(lines.head))),
    indexNumber: indexNumber(firstOf(page.facts.indexNumber, labels.index)),
    sha256: input.sha256,
  };
}

const stated = (year: number): Time => ({ year, period: String(year), yearCandidates: [] });

function tiersOf(
  { title, subject, below, signed, lines }: Told,
  { issuer, source, year, norm }: { issuer: string; source: string; year: number | null; norm: string },
): Tiers {
  const addressed = addressee(lines.head);
  const rest = below.filter((line) => line !== `${addressed}:`).join('\n');
  // what only the first sentence names is believed as its subject, not as an issuer
  const own = issuer === subject.organ ? '' : halfWidth(issuer);
  return {
    head: [title, own, subject.place, halfWidth(source), rest, signed.issuer],
    addressee: addressed,
    body: norm,
    year,
  };
}

/** The source, where it is an authority of the very region that is reported on. */
function ofRegion(source: string, region: Region, { gazetteer, words }: FactKnowledge): string {
  const organ = organAt(halfWidth(source), gazetteer, words);
  if (organ === '' || organ !== halfWidth(source) || isMedia(organ, words)) return '';
  return region.code !== '' &&
    placesIn(organ, gazetteer, true).some((p) => p.divisions.some((d) => d.code === region.code))
    ? source
    : '';
}
