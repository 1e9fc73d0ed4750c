import { type CheerioAPI, load } from 'cheerio';
import { type Level, ListCounter } from './lists.js';
import type { Styles } from './styles.js';

type Node = ReturnType<CheerioAPI>[number];

/** A list as paragraphs name it. */
interface List {
  /** Lists of the same one go on with one another. */
  readonly abstract: string;
  readonly levels: ReadonlyMap<number, Level>;
  readonly starts: ReadonlyMap<number, number>;
}

/** Numbers the paragraphs of a document, in their order. */
export class Numbering {
  readonly #lists: ReadonlyMap<string, List>;
  readonly #levelOfStyle: ReadonlyMap<string, number>;
  readonly #styles: Styles;
  readonly #counter = new ListCounter();

  constructor(lists: ReadonlyMap<string, List>, levelOfStyle: ReadonlyMap<string, number>, styles: Styles) {
    this.#lists = lists;
    this.#levelOfStyle = levelOfStyle;
    this.#styles = styles;
  }

  /**
   * The number printed before the next paragraph, or nothing.
   * @param id the list that it names itself, `0` for none; else its style may name one
   */
  next(style: string, id: string | undefined, level: string | undefined): string {
    const behind = this.#styles.numbering(style);
    const name = id ?? behind?.list;
    const list = name === undefined ? undefined : this.#lists.get(name);
    if (!list || name === undefined) return '';
    const at = Number(level ?? this.#levelOfStyle.get(`${list.abstract} ${style}`) ?? behind?.level ?? 0);
    const start = list.starts.get(at);
    return this.#counter.next(list.abstract, at, list.levels, start === undefined ? undefined : { id: name, start });
  }
}

/** Reads the lists of a document. */
export function numberingOf(xml: string, styles: Styles): Numbering {
  const $ = load(xml, { xml: true });
  const abstracts = new Map(
    $('w\\:abstractNum')
      .toArray()
      .map((node) => [node.attribs['w:abstractNumId'] ?? '', node]),
  );
  const byStyle = new Map<string, Node>();
  for (const node of abstracts.values()) {
    const style = $(node).children('w\\:styleLink').attr('w:val');
    if (style) byStyle.set(style, node);
  }
  const lists = new Map<string, List>();
  const levelOfStyle = new Map<string, number>();
  for (const node of $('w\\:num').toArray()) {
    const abstract = $(node).children('w\\:abstractNumId').attr('w:val') ?? '';
    const named = abstracts.get(abstract);
    const linked = named && $(named).children('w\\:numStyleLink').attr('w:val');
    const definition = (linked ? byStyle.get(linked) : undefined) ?? named;
    const levels = new Map<number, Level>();
    const starts = new Map<number, number>();
    if (definition)
      for (const level of $(definition).children('w\\:lvl').toArray()) {
        levels.set(Number(level.attribs['w:ilvl']), levelOf($, level));
        const style = $(level).children('w\\:pStyle').attr('w:val');
        if (style) levelOfStyle.set(`${abstract} ${style}`, Number(level.attribs['w:ilvl']));
      }
    for (const other of $(node).children('w\\:lvlOverride').toArray()) {
      const at = Number(other.attribs['w:ilvl']);
      const whole = $(other).children('w\\:lvl')[0];
      if (whole) levels.set(at, levelOf($, whole));
      const start = $(other).children('w\\:startOverride').attr('w:val');
      if (start !== undefined) starts.set(at, Number(start));
    }
    lists.set(node.attribs['w:numId'] ?? '', { abstract, levels, starts });
  }
  return new Numbering(lists, levelOfStyle, styles);
}

function levelOf($: CheerioAPI, node: Node): Level {
  const value = (name: string) => $(node).find(`w\\:${name}`).attr('w:val');
  const restart = value('lvlRestart');
  const legal = value('isLgl') ?? ($(node).children('w\\:isLgl').length > 0 ? '1' : '0');
  return {
    start: Number(value('start') ?? 1),
    format: value('numFmt') ?? 'decimal',
    text: value('lvlText') ?? '',
    restart: restart === undefined ? null : Number(restart),
    legal: !/^(?:0|false|off)$/.test(legal),
  };
}
