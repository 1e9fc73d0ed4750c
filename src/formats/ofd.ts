import { SaxesParser } from 'saxes';
import type { Entry } from './archive.js';
import { textOf } from './layout/paragraphs.js';
import type { PageLayout, Run } from './layout/rows.js';
import { type Reading, Unreadable } from './reading.js';

/** An element of an OFD file's XML: attributes and the text in it, without name spaces. */
interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** Elements in the order in which they open. */
function elementsOf(xml: string): Element[] {
  const parser = new SaxesParser();
  const elements: Element[] = [];
  const open: Element[] = [];
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name: name.replace(/^.*:/, ''), attributes: attributes as Record<string, string>, text: '' };
    elements.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const inner = open.at(-1);
    if (inner) inner.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  return elements;
}

/**
 * Reads a document in the state's layout format, OFD (GB/T 33190-2016), as paragraphs. Templates of pages, which hold headers
 * and forms, are left out.
 * @throws Unreadable when it is broken, or holds pictures alone
 */
export async function readOfd(entries: readonly Entry[]): Promise<Reading> {
  const files = new Map(entries.map((entry) => [entry.name, entry]));
  const elements = async (path: string): Promise<Element[]> => {
    const entry = files.get(path);
    if (!entry) throw new Error(`it has no ${path}`);
    return elementsOf((await entry.read()).toString('utf8'));
  };
  try {
    const pages: PageLayout[] = [];
    for (const { name, text: root } of await elements('OFD.xml')) {
      if (name !== 'DocRoot') continue;
      const document = await elements(resolved('', root));
      const box = numbers(document.find(({ name }) => name === 'PhysicalBox')?.text);
      for (const page of document.filter(({ name }) => name === 'Page'))
        pages.push(layoutOf(await elements(resolved(resolved('', root), page.attributes.BaseLoc ?? '')), box));
    }
    const text = textOf(pages);
    if (text.trim() !== '') return { format: 'ofd', text };
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable('damaged', `this OFD document is broken (${(error as Error).message}); download it again`);
  }
  throw new Unreadable(
    'scanned',
    'this OFD document has pictures but no text; look for the report as a page or Word file',
  );
}

/** A path as written in a file: from the root, or from the folder of that file. */
function resolved(file: string, path: string): string {
  const clean = path.trim();
  if (clean.startsWith('/')) return clean.slice(1);
  const parts = file.split('/').slice(0, -1);
  for (const part of clean.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const numbers = (list = ''): number[] => list.trim().split(/\s+/).map(Number);

function layoutOf(elements: readonly Element[], documentBox: readonly number[]): PageLayout {
  const own = elements.find(({ name }) => name === 'PhysicalBox');
  const [, , width = 210, height = 297] = own ? numbers(own.text) : documentBox;
  const runs: Run[] = [];
  let object: Element | null = null;
  for (const element of elements) {
    if (element.name === 'TextObject') object = element;
    else if (element.name === 'TextCode' && object) runs.push(runOf(element, object));
  }
  return { width, height, runs };
}

/** The text of a TextCode, placed by its object's box and matrix; lengths are millimetres. */
function runOf({ attributes, text }: Element, { attributes: object }: Element): Run {
  const [left = 0, top = 0] = numbers(object.Boundary);
  const [a = 1, , , d = 1, e = 0, f = 0] = object.CTM ? numbers(object.CTM) : [];
  const size = Number(object.Size ?? 4);
  const x = left + Number(attributes.X ?? 0) * a + e;
  const y = top + Number(attributes.Y ?? size) * d + f;
  const steps = attributes.DeltaX ? spelledOut(attributes.DeltaX) : [...text].slice(1).map(() => size);
  const width = steps.reduce((sum, step) => sum + step, size) * Math.abs(a);
  return { text, x, y, width, size: size * Math.abs(d) };
}

/** `g 3 5 7` stands for 5 5 5 7. */
function spelledOut(list: string): number[] {
  const steps: number[] = [];
  const words = list.trim().split(/\s+/);
  for (let i = 0; i < words.length; i++) {
    if (words[i] !== 'g') steps.push(Number(words[i]));
    else {
      const step = Number(words[i + 2]);
      for (let n = Math.min(Number(words[i + 1]), 10_000); n > 0; n--) steps.push(step);
      i += 2;
    }
  }
  return steps;
}
