/** The words of SpreadsheetML (ECMA-376) that a workbook of tables needs. */

/** A cell of kind `link` holds an address; it shows LINK. */
export type CellKind = 'text' | 'wrapped' | 'number' | 'boolean' | 'date' | 'link';

/** Index into cellXfs of STYLES. */
const STYLE = { plain: 0, header: 1, wrapped: 2, rate: 3, permille: 4, date: 5, link: 6 } as const;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

// A cell holds no more; the whole sentence still stands in the document.
const MOST_CHARACTERS = 32_767;
// What XML 1.0 cannot hold.
const FORBIDDEN = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|\p{Cs}/gu;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

// Most cells hold nothing of the kind, and there are millions of them.
const DOUBTFUL = /[\0-\x1F&<>"_\uD800-\uDFFF\uFFFE\uFFFF]/;

function escaped(text: string): string {
  const cell = text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : text;
  if (!DOUBTFUL.test(cell)) return cell;
  return (
    cell
      .replace(FORBIDDEN, '\uFFFD')
      // In a cell _x000D_ means a character.
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      .replace(/[&<>"\r]/g, (character) => ESCAPES[character]!)
  );
}

const LETTERS: string[] = [];

/** Letters of a column, counted from 0: A, Z, AA. */
export function letters(column: number): string {
  const known = LETTERS[column];
  if (known !== undefined) return known;
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  LETTERS[column] = name;
  return name;
}

const SPACED = /^\s|\s$|[\n\t]/;

const inline = (text: string, place: string, style: number): string =>
  `<c r="${place}"${style ? ` s="${style}"` : ''} t="inlineStr"><is><t${SPACED.test(text) ? ' xml:space="preserve"' : ''}>${escaped(text)}</t></is></c>`;

// Spreadsheets keep 15 digits; a longer number would change in silence.
const NUMBER = /^-?\d+(?:\.\d+)?$/;
const isExact = (text: string): boolean => NUMBER.test(text) && text.replace(/^-?0*\.?0*|\./g, '').length <= 15;

const DAY = 86_400_000;
const serial = (date: string): number => (Date.parse(`${date}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / DAY;

/** What a link shows. */
export const LINK = '审阅';

// A spreadsheet takes no longer literal in a formula.
const LITERAL = /.{1,255}/gsu;

/** A link as a formula: a sheet holds only so many links of the other sort, and all of them in a part of their own. */
function linkXml(address: string, place: string): string {
  const literals = (address.match(LITERAL) ?? []).map((piece) => `"${piece.replaceAll('"', '""')}"`);
  const formula = escaped(`HYPERLINK(${literals.join('&')},"${LINK}")`);
  return `<c r="${place}" s="${STYLE.link}" t="str"><f>${formula}</f><v>${LINK}</v></c>`;
}

function cellXml(text: string, kind: CellKind, place: string, unit: string): string {
  switch (kind) {
    case 'number': {
      if (!isExact(text)) return inline(text, place, STYLE.plain);
      const style = unit === '%' ? STYLE.rate : unit === '‰' ? STYLE.permille : STYLE.plain;
      return `<c r="${place}"${style ? ` s="${style}"` : ''}><v>${text}</v></c>`;
    }
    case 'boolean':
      return `<c r="${place}" t="b"><v>${text === 'true' ? 1 : 0}</v></c>`;
    case 'date':
      return `<c r="${place}" s="${STYLE.date}"><v>${serial(text)}</v></c>`;
    case 'link':
      return linkXml(text, place);
    default:
      return inline(text, place, kind === 'wrapped' ? STYLE.wrapped : STYLE.plain);
  }
}

/** A row of cells, counted from 1. `units` says of numbers which are rates, to be shown with their sign. */
export function rowXml(
  number: number,
  cells: readonly string[],
  kinds: readonly CellKind[],
  units: readonly string[] = [],
): string {
  let xml = `<row r="${number}">`;
  for (const [i, text] of cells.entries()) {
    if (text !== '') xml += cellXml(text, kinds[i]!, letters(i) + number, units[i] ?? '');
  }
  return `${xml}</row>`;
}

export const headerXml = (titles: readonly string[]): string =>
  `<row r="1">${titles.map((title, i) => inline(title, `${letters(i)}1`, STYLE.header)).join('')}</row>`;

/** What stands before the rows: the header stays in view, columns have their widths (in characters). */
export const sheetHead = (widths: readonly number[]): string =>
  `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
  '<sheetFormatPr defaultRowHeight="15"/>' +
  `<cols>${widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>`;

const area = (columns: number, rows: number): string => `A1:${letters(columns - 1)}${rows}`;

/** What stands after the rows: the filter over all of them. `rows` counts the header. */
export const sheetFoot = (columns: number, rows: number): string =>
  `</sheetData><autoFilter ref="${area(columns, rows)}"/></worksheet>`;

export interface Sheet {
  readonly name: string;
  readonly columns: number;
  readonly rows: number;
}

const absolute = ({ columns, rows }: Sheet): string => `$A$1:$${letters(columns - 1)}$${rows}`;

const font = (emphasis: string, colour = ''): string =>
  `<font>${emphasis}<sz val="11"/>${colour}<name val="Calibri"/><family val="2"/></font>`;
const xf = (numFmt: number, fontId: number, fill: number, alignment = ''): string =>
  `<xf numFmtId="${numFmt}" fontId="${fontId}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"` +
  (alignment ? ` applyAlignment="1"><alignment ${alignment}/></xf>` : '/>');

const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}">` +
  '<numFmts count="3"><numFmt numFmtId="164" formatCode="General&quot;%&quot;"/><numFmt numFmtId="165" formatCode="General&quot;‰&quot;"/>' +
  '<numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd"/></numFmts>' +
  `<fonts count="3">${font('')}${font('<b/>')}${font('<u/>', '<color rgb="FF0563C1"/>')}</fonts>` +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/><bgColor indexed="64"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="7">${xf(0, 0, 0)}${xf(0, 1, 2, 'vertical="center"')}${xf(0, 0, 0, 'vertical="top" wrapText="1"')}` +
  `${xf(164, 0, 0)}${xf(165, 0, 0)}${xf(166, 0, 0)}${xf(0, 2, 0)}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

/** The parts beside the sheets: names in the package, and texts. */
export function otherParts(sheets: readonly Sheet[]): readonly (readonly [name: string, text: string])[] {
  const each = (xml: (sheet: Sheet, number: number) => string): string =>
    sheets.map((sheet, i) => xml(sheet, i + 1)).join('');
  const part = (name: string, type: string): string =>
    `<Override PartName="/${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const relations = (inner: string): string =>
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`;
  const filters = each(
    (sheet, n) =>
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${n - 1}" hidden="1">'${sheet.name}'!${absolute(sheet)}</definedName>`,
  );
  return [
    ['xl/styles.xml', STYLES],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>` +
        each((sheet, n) => `<sheet name="${sheet.name}" sheetId="${n}" r:id="rId${n}"/>`) +
        `</sheets><definedNames>${filters}</definedNames></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(
        each((_, n) => relation(`rId${n}`, 'worksheet', `worksheets/sheet${n}.xml`)) +
          relation(`rId${sheets.length + 1}`, 'styles', 'styles.xml'),
      ),
    ],
    ['_rels/.rels', relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'))],
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        part('xl/workbook.xml', 'sheet.main') +
        part('xl/styles.xml', 'styles') +
        each((_, n) => part(`xl/worksheets/sheet${n}.xml`, 'worksheet')) +
        '</Types>',
    ],
  ];
}
