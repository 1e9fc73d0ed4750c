import { makeZip } from './make-zip.js';

const NAMES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const PARTS = ['styles', 'numbering', 'footnotes', 'comments'] as const;

/** What stands in each part, within its root element; the body is the document's. */
export type DocxParts = { readonly body: string } & { readonly [part in (typeof PARTS)[number]]?: string };

/** A Word document of today. */
export function makeDocx({ body, ...parts }: DocxParts): Buffer {
  const there = PARTS.filter((part) => parts[part] !== undefined);
  const xml = (text: string) => Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`);
  const types = there.map((part) => `<Override PartName="/word/${part}.xml" ContentType="${TYPES}.${part}+xml"/>`);
  const relations = there.map(
    (part, i) => `<Relationship Id="r${i + 1}" Type="${RELATIONS}/${part}" Target="${part}.xml"/>`,
  );
  const packages = 'http://schemas.openxmlformats.org/package/2006';
  return makeZip([
    {
      name: '[Content_Types].xml',
      bytes: xml(
        `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
          `<Override PartName="/word/document.xml" ContentType="${TYPES}.document.main+xml"/>${types.join('')}</Types>`,
      ),
    },
    {
      name: '_rels/.rels',
      bytes: xml(
        `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>`,
      ),
    },
    {
      name: 'word/_rels/document.xml.rels',
      bytes: xml(`<Relationships xmlns="${packages}/relationships">${relations.join('')}</Relationships>`),
    },
    { name: 'word/document.xml', bytes: xml(`<w:document ${NAMES}><w:body>${body}</w:body></w:document>`) },
    ...there.map((part) => ({
      name: `word/${part}.xml`,
      bytes: xml(`<w:${part} ${NAMES}>${parts[part]}</w:${part}>`),
    })),
  ]);
}

/** A run; `properties` is XML. */
export const run = (text: string, properties = ''): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;

/** A paragraph of runs, or of text; `properties` is XML. */
export const paragraph = (content: string, properties = ''): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${content.startsWith('<') ? content : run(content)}</w:p>`;

/** The level of a list; `text` is what it prints, `%1` its number. */
export const level = (at: number, format: string, text: string, more = ''): string =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:suff w:val="nothing"/><w:lvlText w:val="${text}"/></w:lvl>`;
