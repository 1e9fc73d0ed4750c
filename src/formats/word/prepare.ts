import type { CheerioAPI } from 'cheerio';
import { load } from 'cheerio';
import { numberingOf } from './numbering.js';
import { isOn, propertiesOf, type Styles, stylesOf } from './styles.js';

type Node = ReturnType<CheerioAPI>[number];

/** What a run shows: what it holds besides takes part in fields. */
const SHOWN = /^w:(?:t|tab|br|cr|sym|noBreakHyphen|softHyphen|footnoteReference|endnoteReference|drawing|pict|object)$/;
const CONTENTS = /^(?:toc|目录) ?\d/i;
const LEADER = '……';

/** The parts of a Word document that say what its text is. */
export interface Parts {
  readonly document: string;
  readonly styles: string;
  readonly numbering: string;
}

/**
 * Writes into a document's text what Word works out when it prints it, and takes out what it does not print: automatic numbers stand
 * as text; struck and hidden text is gone; raised text of a style is marked as such in its run; dots lead to the pages of contents.
 * @returns the XML of the document, without lists
 */
export function prepared({ document, styles, numbering }: Parts): string {
  const $ = load(document, { xml: true });
  const known = stylesOf(styles);
  const lists = numberingOf(numbering, known);
  $('w\\:del, w\\:moveFrom')
    .filter((_, node) => !/^w:(?:rPr|trPr)$/.test((node.parent as { name?: string }).name ?? ''))
    .remove();
  $('w\\:tr').each((_, row) => {
    const own = $(row).children('w\\:trPr');
    if (isOn(own.children('w\\:hidden')[0]) || own.children('w\\:del').length > 0) $(row).remove();
  });
  $('w\\:p').each((_, paragraph) => {
    const own = $(paragraph).children('w\\:pPr');
    const styleId = own.children('w\\:pStyle').attr('w:val') ?? known.paragraph;
    const contents = CONTENTS.test(known.name(styleId));
    $(paragraph)
      .find('w\\:r')
      .each((_, run) => {
        if ($(run).closest('w\\:p')[0] === paragraph) readRun($, run, known, styleId, contents);
      });
    const numbered = own.children('w\\:numPr');
    const hidden = known.of(styleId, null, propertiesOf($, own.children('w\\:rPr')[0])).vanish;
    const isCopy = $(paragraph).closest('mc\\:Fallback').length > 0;
    if (!hidden && !isCopy) {
      const mark = lists.next(
        styleId,
        numbered.children('w\\:numId').attr('w:val'),
        numbered.children('w\\:ilvl').attr('w:val'),
      );
      if (mark && $(paragraph).find('w\\:t').length > 0) addText($, paragraph, mark);
    }
    numbered.remove();
  });
  return $.xml();
}

function addText($: CheerioAPI, paragraph: Node, mark: string): void {
  // A number right before a number would be read as one with it.
  const blank = /[\dA-Za-z.]$/.test(mark) ? ' ' : '';
  const run = $('<w:r><w:t xml:space="preserve"></w:t></w:r>');
  run.children().text(mark + blank);
  const own = $(paragraph).children('w\\:pPr');
  if (own.length > 0) own.after(run);
  else $(paragraph).prepend(run);
}

function readRun($: CheerioAPI, run: Node, styles: Styles, styleId: string, contents: boolean): void {
  const own = $(run).children('w\\:rPr');
  const { vanish, strike, shift } = styles.of(
    styleId,
    own.children('w\\:rStyle').attr('w:val') ?? null,
    propertiesOf($, own[0]),
  );
  if (vanish || strike)
    $(run)
      .children()
      .each((_, child) => {
        if ('name' in child && SHOWN.test(child.name)) $(child).remove();
      });
  if (shift === 'superscript' || shift === 'subscript') {
    if (own.length === 0) $(run).prepend('<w:rPr></w:rPr>');
    const properties = $(run).children('w\\:rPr');
    properties.children('w\\:vertAlign').remove();
    properties.append(`<w:vertAlign w:val="${shift}"/>`);
  }
  if (contents) $(run).children('w\\:tab, w\\:ptab').replaceWith(`<w:t>${LEADER}</w:t>`);
}
