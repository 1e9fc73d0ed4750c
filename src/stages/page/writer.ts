/** Text with the source offset of each unit. */
export interface Written {
  readonly text: string;
  readonly source: readonly number[];
}

const SOFT = /[ \t\n\r\f]/;
const BLANK = /[\s\u200b\u2060]/;
/** Characters between which a line break in the source is no blank: Han, kana, CJK and full-width marks. */
const CJK = /[\u2014\u2018-\u201d\u2026\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/;

/**
 * Puts together the text of a page: white space of the source collapsed as a browser shows it, no-break and
 * ideographic blanks kept, blanks at the ends of lines left out, at most one empty line in a row.
 */
export class Writer {
  readonly #text: string[] = [];
  readonly #source: number[] = [];
  #breaks = 0;
  #blanks: string[] = [];
  #blankSource: number[] = [];
  /** The blanks seen are source white space only, and a line break is among them. */
  #soft = true;
  #newline = false;
  readonly #oneLine: boolean;

  /** @param oneLine breaks become blanks, as in a table's cell */
  constructor(oneLine = false) {
    this.#oneLine = oneLine;
  }

  /** Adds text of the page. `preformatted` keeps its line breaks. */
  add(data: string, source: ArrayLike<number>, preformatted: boolean): void {
    for (let i = 0; i < data.length; i++) {
      const character = data[i]!;
      if (preformatted && character === '\n') this.break(this.#breaks + 1);
      else if (SOFT.test(character)) this.#addSoft(character, source[i]!);
      else if (BLANK.test(character)) this.#addBlank(character, source[i]!);
      else {
        this.#flush(character);
        this.#text.push(character);
        this.#source.push(source[i]!);
      }
    }
  }

  /** Ends the line; 2 asks for an empty line as well. More than one call makes no more lines than the greatest asks for. */
  break(lines: number): void {
    if (this.#oneLine) {
      this.#addSoft('\n', -1);
      return;
    }
    this.#breaks = Math.min(2, Math.max(this.#breaks, lines));
    this.#forgetBlanks();
  }

  /** `<br>`: two in a row leave an empty line. */
  lineBreak(): void {
    this.break(this.#breaks + 1);
  }

  /** What stands last in the line that is being written, at most so long. */
  tail(length: number): string {
    return this.#breaks > 0 ? '' : this.#text.slice(-length).join('') + this.#blanks.join('');
  }

  /** Adds a table's row, its cells set apart by tabs; an empty row is left out. */
  row(cells: readonly (Written | null)[]): void {
    if (!cells.some((cell) => cell?.text)) return;
    this.break(1);
    this.#flush('');
    cells.forEach((cell, i) => {
      if (i > 0) {
        this.#text.push('\t');
        this.#source.push(-1);
      }
      if (!cell) return;
      for (const character of cell.text.split('')) this.#text.push(character);
      for (const place of cell.source) this.#source.push(place);
    });
    this.break(1);
  }

  written(): Written {
    return { text: this.#text.join(''), source: this.#source };
  }

  #addSoft(character: string, place: number): void {
    if (character === '\n') this.#newline = true;
    const last = this.#blanks.length - 1;
    const real = character === ' ' ? place : -1;
    if (this.#blanks[last] !== ' ') {
      this.#blanks.push(' ');
      this.#blankSource.push(real);
    } else if (this.#blankSource[last] === -1) this.#blankSource[last] = real;
  }

  #addBlank(character: string, place: number): void {
    this.#soft = false;
    this.#blanks.push(character);
    this.#blankSource.push(place);
  }

  #flush(next: string): void {
    const before = this.#text.at(-1);
    if (before === undefined) this.#breaks = 0;
    const wrapped = this.#soft && this.#newline && CJK.test(next) && before !== undefined && CJK.test(before);
    const lineStart = this.#breaks > 0 || before === undefined || before === '\n';
    for (; this.#breaks > 0; this.#breaks--) {
      this.#text.push('\n');
      this.#source.push(-1);
    }
    if (!lineStart && !wrapped) {
      for (const blank of this.#blanks) this.#text.push(blank);
      for (const place of this.#blankSource) this.#source.push(place);
    }
    this.#forgetBlanks();
  }

  #forgetBlanks(): void {
    this.#blanks = [];
    this.#blankSource = [];
    this.#soft = true;
    this.#newline = false;
  }
}
