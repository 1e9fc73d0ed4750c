/** Deeper than this no page is laid out; browsers stop near it, too. */
const DEEPEST = 400;
/** A table that would reach deeper is none from its beginning: text between the tags of rows has no place. */
const TABLE = 8;
/** How far up an element that an end tag closes, or that must close before another opens, is looked for. */
const WITHIN = 60;

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));
const VOID = set('area base br col embed hr img input link meta param source track wbr');
/** Elements that hold text only, to their end tag. */
const RAW = set('script style textarea title xmp iframe noframes');
const BLOCK = set(
  'address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6' +
    ' header li main nav ol option p pre section summary table tbody td tfoot th thead tr ul caption',
);
/** Elements that go on in the next block when they are not closed. So many may; beyond that none is taken over. */
const FORMATTING = set('b big code em font i nobr s small strike strong tt u');
const MOST_UNCLOSED = 8;
const CELL = { closes: set('td th'), upTo: set('table tr') };
const ROW = set('tr td th');
const TERM = { closes: set('dt dd'), upTo: set('dl') };
interface Implied {
  readonly closes: ReadonlySet<string>;
  readonly upTo: ReadonlySet<string>;
}

/** What an element closes when it opens, though no end tag says so, and what keeps it from looking further up. */
const IMPLIED: Readonly<Record<string, Implied>> = {
  li: { closes: set('li'), upTo: set('ul ol') },
  dt: TERM,
  dd: TERM,
  tr: { closes: set('tr'), upTo: set('table') },
  td: CELL,
  th: CELL,
  option: { closes: set('option'), upTo: set('select') },
  a: { closes: set('a'), upTo: set('table td th') },
};
const PARAGRAPH = { closes: set('p'), upTo: set('table td th caption button object') };

const TAG = /<(?:!--|(\/?)([a-z][a-z0-9]*)(?=[\s/>]))/gi;

/**
 * Makes the source of a page fit to be parsed, each character at its place: what a title or a comment that is never closed would
 * swallow is let out, and tags nested deeper than any page is laid out become line breaks, or nothing where they make no line.
 * Cost is linear, however deep the page is.
 */
export function mend(html: string): string {
  const out: string[] = [];
  const missing = new Set<string>();
  const open = new Open();
  let written = 0;
  const replace = (start: number, end: number, by: string) => {
    out.push(html.slice(written, start), filled(by, end - start));
    written = end;
  };
  TAG.lastIndex = 0;
  for (let tag = TAG.exec(html); tag; tag = TAG.exec(html)) {
    const name = tag[2]?.toLowerCase();
    const end = name === undefined ? tag.index + 4 : html.indexOf('>', tag.index) + 1;
    if (end === 0) break;
    TAG.lastIndex = end;
    const closing = name === undefined ? '-->' : tag[1] === '' && RAW.has(name) ? `</${name}` : '';
    if (closing) {
      const at = missing.has(closing) ? -1 : indexOf(html, closing, end);
      if (at >= 0) TAG.lastIndex = at + (name === undefined ? 3 : 0);
      else {
        missing.add(closing);
        if (closing !== '</script' && closing !== '</style') replace(tag.index, end, name === undefined ? '<!>' : '');
      }
    } else if (name !== undefined && !VOID.has(name) && !RAW.has(name)) {
      const shut = tag[1] ? open.end(name) : open.start(name);
      const lost = open.unclosed > MOST_UNCLOSED && FORMATTING.has(name);
      if (lost || shut) replace(tag.index, end, tag[1] || !BLOCK.has(name) || name === 'p' ? '' : '<br');
    }
  }
  return out.length === 0 ? html : out.join('') + html.slice(written);
}

/** A tag, or a comment where it is to be none, as long as what it replaces. */
const filled = (by: string, length: number): string =>
  by === '<!>' ? by.padEnd(length) : `${(by || '<!').padEnd(length - 1)}>`;

function indexOf(html: string, closing: string, from: number): number {
  if (closing === '-->') return html.indexOf(closing, from);
  const pattern = new RegExp(closing, 'gi');
  pattern.lastIndex = from;
  return pattern.exec(html)?.index ?? -1;
}

/** The elements that stand open. */
class Open {
  readonly #names: string[] = [];
  /** How many formatting elements were closed by other tags than their own. */
  unclosed = 0;
  #tables = 0;

  /** How many elements stand open in which nothing is laid out any more, and above. */
  #deepest = Number.POSITIVE_INFINITY;

  /** Opens an element; whether it stands where it cannot: too deep, or as part of a table in none. */
  start(name: string): boolean {
    if (ROW.has(name) && this.#tables === 0) return true;
    if (name === 'table') this.#tables++;
    const implied = IMPLIED[name];
    if (implied) this.#closeImplied(implied);
    if (BLOCK.has(name)) this.#closeImplied(PARAGRAPH);
    const depth = this.#names.push(name);
    if (depth <= this.#deepest && (depth > DEEPEST || (name === 'table' && depth > DEEPEST - TABLE)))
      this.#deepest = depth - 1;
    return depth > this.#deepest;
  }

  /** Closes an element and all that stand open in it; whether it stood too deep, or, among those that do, is not known. */
  end(name: string): boolean {
    const last = Math.max(0, this.#names.length - WITHIN);
    let at = this.#names.length - 1;
    while (at >= last && this.#names[at] !== name) at--;
    const shut = (at < last ? this.#names.length : at) >= this.#deepest;
    if (at >= last) this.#closeTo(at);
    return shut;
  }

  #closeImplied({ closes, upTo }: Implied): void {
    const last = Math.max(0, this.#names.length - WITHIN);
    for (let at = this.#names.length - 1; at >= last && !upTo.has(this.#names[at]!); at--)
      if (closes.has(this.#names[at]!)) {
        this.#closeTo(at);
        return;
      }
  }

  #closeTo(at: number): void {
    while (this.#names.length > at) {
      const name = this.#names.pop()!;
      if (name === 'table') this.#tables--;
      if (FORMATTING.has(name) && this.#names.length > at) this.unclosed++;
    }
    if (this.#names.length <= this.#deepest && this.#names.length < DEEPEST - TABLE)
      this.#deepest = Number.POSITIVE_INFINITY;
  }
}
