import { constants, deflateRawSync } from 'node:zlib';
import { Zip, ZipPassThrough } from 'fflate';
import { type CellKind, headerXml, otherParts, rowXml, type Sheet, sheetFoot, sheetHead } from './xml.js';

export interface SheetColumn {
  readonly title: string;
  readonly kind: CellKind;
  /** In characters. */
  readonly width: number;
}

/** Rows that a sheet of a spreadsheet can have, its header among them. */
export const MOST_ROWS = 1_048_576;
const CHUNK = 1 << 19;
// The same in every time zone, as a package keeps local time: same input, same bytes.
const EPOCH = new Date(1980, 0, 1);

/** A part packed by zlib, piece by piece: pieces that end on a byte make one stream when they are put together. */
class Part extends ZipPassThrough {
  override readonly compression = 8;
  override readonly mtime = EPOCH;

  protected override process(chunk: Uint8Array, final: boolean): void {
    const finishFlush = final ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
    this.ondata(null, deflateRawSync(chunk, { finishFlush }), final);
  }
}

/**
 * Packs sheets into a workbook as rows come, so that it is never held in memory as a whole. Sheets are written one after the
 * other; the bytes ready are had from `take`.
 */
export class WorkbookPack {
  readonly #encoder = new TextEncoder();
  readonly #sheets: Sheet[] = [];
  readonly #mostRows: number;
  #ready: Uint8Array[] = [];
  #zip = new Zip((error, bytes) => {
    if (error) throw error;
    this.#ready.push(bytes);
  });
  #part: Part | null = null;
  #text: string[] = [];
  #size = 0;
  #name = '';
  #columns: readonly SheetColumn[] = [];
  #kinds: readonly CellKind[] = [];
  #rows = 0;
  #spill = 1;

  constructor(mostRows = MOST_ROWS) {
    this.#mostRows = mostRows;
  }

  /** Ends the sheet before and opens another. */
  sheet(name: string, columns: readonly SheetColumn[]): void {
    this.#close();
    this.#spill = 1;
    this.#columns = columns;
    this.#kinds = columns.map(({ kind }) => kind);
    this.#name = name;
    this.#begin(name);
  }

  /** Adds a row to the open sheet. One that is full goes on in another. */
  row(cells: readonly string[], units: readonly string[] = []): void {
    if (this.#rows === this.#mostRows) {
      this.#close();
      this.#spill++;
      this.#begin(`${this.#name}_${this.#spill}`);
    }
    this.#rows++;
    this.#put(rowXml(this.#rows, cells, this.#kinds, units));
  }

  /** Ends the workbook. */
  end(): void {
    this.#close();
    for (const [name, text] of otherParts(this.#sheets)) {
      this.#open(name);
      this.#put(text);
      this.#finish();
    }
    this.#zip.end();
  }

  /** The bytes that have become ready since the last call. */
  take(): Uint8Array {
    const pieces = this.#ready;
    this.#ready = [];
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  }

  #begin(name: string): void {
    this.#sheets.push({ name, columns: this.#columns.length, rows: 0 });
    this.#open(`xl/worksheets/sheet${this.#sheets.length}.xml`);
    this.#put(sheetHead(this.#columns.map(({ width }) => width)) + headerXml(this.#columns.map(({ title }) => title)));
    this.#rows = 1;
  }

  #close(): void {
    const sheet = this.#sheets.pop();
    if (!sheet) return;
    this.#put(sheetFoot(sheet.columns, this.#rows));
    this.#finish();
    this.#sheets.push({ ...sheet, rows: this.#rows });
  }

  #open(name: string): void {
    this.#part = new Part(name);
    this.#zip.add(this.#part);
  }

  #put(text: string): void {
    this.#text.push(text);
    this.#size += text.length;
    if (this.#size >= CHUNK) this.#flush(false);
  }

  #finish(): void {
    this.#flush(true);
    this.#part = null;
  }

  #flush(last: boolean): void {
    this.#part?.push(this.#encoder.encode(this.#text.join('')), last);
    this.#text = [];
    this.#size = 0;
  }
}
