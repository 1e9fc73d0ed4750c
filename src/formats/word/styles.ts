import { type CheerioAPI, load } from 'cheerio';

type Node = ReturnType<CheerioAPI>[number];

/** Properties of a run that tell whether and where its text is printed; what is not said is taken from what stands behind it. */
export interface Properties {
  readonly vanish?: boolean;
  readonly strike?: boolean;
  readonly shift?: string;
}

interface Style {
  readonly name: string;
  readonly basedOn: string | null;
  readonly properties: Properties;
  readonly list: string | null;
  readonly level: number;
}

/** Styles may be based on one another so often. */
const DEEPEST = 20;

/** The styles of a document. */
export class Styles {
  readonly #styles: ReadonlyMap<string, Style>;
  readonly #defaults: Properties;
  /** Id of the style of paragraphs that name none. */
  readonly paragraph: string;

  constructor(styles: ReadonlyMap<string, Style>, defaults: Properties, paragraph: string) {
    this.#styles = styles;
    this.#defaults = defaults;
    this.paragraph = paragraph;
  }

  name(id: string): string {
    return this.#styles.get(id)?.name ?? '';
  }

  /** The list, and the level in it, that a style numbers its paragraphs by. */
  numbering(id: string): { readonly list: string; readonly level: number } | null {
    const style = this.#chain(id).find(({ list }) => list !== null);
    return style ? { list: style.list!, level: style.level } : null;
  }

  /** What holds for a run: its own properties before those of its style, these before those of its paragraph's style. */
  of(paragraph: string, run: string | null, own: Properties): Properties {
    const behind = [...(run ? this.#chain(run) : []), ...this.#chain(paragraph)].map(({ properties }) => properties);
    return Object.assign({}, this.#defaults, ...behind.reverse(), own);
  }

  /** A style and those that it is based on. */
  #chain(id: string): Style[] {
    const chain: Style[] = [];
    for (let style = this.#styles.get(id); style && chain.length < DEEPEST; ) {
      chain.push(style);
      style = style.basedOn === null ? undefined : this.#styles.get(style.basedOn);
    }
    return chain;
  }
}

/** Reads the styles of a document. */
export function stylesOf(xml: string): Styles {
  const $ = load(xml, { xml: true });
  const styles = new Map<string, Style>();
  let paragraph = '';
  for (const node of $('w\\:style').toArray()) {
    const id = node.attribs['w:styleId'] ?? '';
    const numbered = $(node).find('w\\:pPr > w\\:numPr');
    const isDefault = /^(?:1|true|on)$/.test(node.attribs['w:default'] ?? '');
    if (isDefault && node.attribs['w:type'] === 'paragraph') paragraph = id;
    styles.set(id, {
      name: $(node).children('w\\:name').attr('w:val') ?? '',
      basedOn: $(node).children('w\\:basedOn').attr('w:val') ?? null,
      properties: propertiesOf($, $(node).children('w\\:rPr')[0]),
      list: numbered.children('w\\:numId').attr('w:val') ?? null,
      level: Number(numbered.children('w\\:ilvl').attr('w:val') ?? 0),
    });
  }
  return new Styles(styles, propertiesOf($, $('w\\:rPrDefault > w\\:rPr')[0]), paragraph);
}

/** Whether an element that switches something on or off switches it on. */
export const isOn = (node: Node | undefined): boolean =>
  node !== undefined && 'attribs' in node && !/^(?:0|false|off)$/.test(node.attribs['w:val'] ?? '');

/** The properties that a `w:rPr` states. */
export function propertiesOf($: CheerioAPI, node: Node | undefined): Properties {
  const properties: { vanish?: boolean; strike?: boolean; shift?: string } = {};
  if (!node) return properties;
  for (const child of $(node).children().toArray()) {
    if (child.name === 'w:vanish') properties.vanish = isOn(child);
    if (child.name === 'w:strike' || child.name === 'w:dstrike') properties.strike = properties.strike || isOn(child);
    if (child.name === 'w:vertAlign') properties.shift = child.attribs['w:val'] ?? '';
  }
  return properties;
}
