import type { DocumentFacts, Page, Structure } from '../../types.js';
import type { Gazetteer } from './gazetteer.js';
import { isOrgan, labelled, linesOf, numberLine, redHead, signature } from './head.js';
import { kindOf } from './kind.js';
import { locate, namedRegion } from './region.js';
import { isoDate, timeIn } from './time.js';
import { tight, titleOf } from './title.js';

export interface IdentifyInput {
  readonly file: string;
  readonly page: Page;
  /** Normalized text of the page, of the same length. */
  readonly norm: string;
  readonly structure: Structure;
  readonly encoding: string;
  readonly sha256: string;
  /** What the user says of the document; it overrides what is found. */
  readonly options: { readonly year?: number; readonly region?: string };
}

/** How far into the body the year is looked for. */
const LEAD = 5000;

/** ２０２１年（） → 2021年(): facts come as printed. */
const halfWidth = (text: string): string => text.normalize('NFKC');

/** 杨陵区人民政府关于…: the authority that a title begins with. */
function issuerInTitle(title: string): string {
  const before = /^([\p{Script=Han}()]{4,30}?)(?=关于|\d{4}年|二[〇○零])/u.exec(title)?.[1] ?? '';
  return isOrgan(before) ? before : '';
}

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

/**
 * States the facts of a document: title, kind, year and period, region, issuer, source, date, numbers. What is not stated
 * stays empty; nothing is guessed. Dates are ISO 8601 (+08:00 with a time), periods a year or an ISO 8601 interval.
 */
export function identify(input: IdentifyInput, gazetteer: Gazetteer): DocumentFacts {
  const { page, norm, options } = input;
  const lines = linesOf(norm, page);
  const labels = labelled(lines.head);
  const signed = signature(lines.all);
  const title = titleOf(lines, page.facts.title, input.structure, norm, page.text);
  const lead = norm.slice(lines.head.at(-1)?.end ?? 0).slice(0, LEAD);
  const below = title.below.slice(0, 6).map((l) => tight(l.text.slice(0, 120)));
  const name = halfWidth(title.text);
  const kind = kindOf(name, lead.slice(0, 600));

  const red = lines.head.map((line) => redHead(line.text)).find((organ) => organ !== '');
  const issuer = firstOf(
    page.facts.issuer,
    labels.issuer,
    red,
    signed.issuer,
    issuerInTitle(name),
    below.find(isOrgan),
  );
  const source = firstOf(page.facts.source, labels.source);
  const stated = [page.facts.published, labels.published, signed.date].map((d) => isoDate(halfWidth(d ?? '')));
  const published = firstOf(...stated, ...below.map((line) => (line.length < 30 ? isoDate(line) : '')));

  const found = timeIn(name, below.join('\n'), lead, published, kind);
  const year = options.year ?? found.year;
  const time = year === found.year ? found : { year, period: year === null ? '' : String(year) };
  const tiers = {
    head: [name, halfWidth(issuer), halfWidth(source), below.join('\n'), signed.issuer],
    body: norm,
    year,
  };
  const region =
    options.region === undefined ? locate(tiers, gazetteer) : namedRegion(options.region, tiers, gazetteer);
  return {
    file: input.file,
    format: page.format,
    encoding: input.encoding,
    title: title.text,
    kind,
    region,
    ...time,
    issuer,
    source,
    published,
    documentNumber: documentNumber(firstOf(page.facts.documentNumber, labels.number, numberLine(lines.head))),
    indexNumber: indexNumber(firstOf(page.facts.indexNumber, labels.index)),
    sha256: input.sha256,
  };
}
