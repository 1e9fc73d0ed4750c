import { textOf } from '../layout/paragraphs.js';
import type { PageLayout } from '../layout/rows.js';
import { characterMap } from '../maps.js';
import { type Reading, Unreadable, type Warning } from '../reading.js';
import { type Item, layoutOf } from './page.js';
import { strokesOf } from './paths.js';

/** A PDF none of whose pages has so many characters holds pictures, with page numbers at most. */
const FEWEST = 10;
/** Share of characters that stand for nothing, above which the text is none. */
const UNMAPPED = 0.3;

/**
 * Reads a PDF with a text layer, as paragraphs.
 * @throws Unreadable when it is locked, broken, scanned without text, or its fonts do not tell their characters
 */
export async function readPdf(bytes: Uint8Array): Promise<Reading> {
  const pages = await layoutsOf(bytes);
  const lengths = pages.map(({ runs }) => runs.reduce((sum, { text }) => sum + text.trim().length, 0));
  const empty = lengths.flatMap((length, i) => (length === 0 ? [i + 1] : []));
  if (lengths.every((length) => length < FEWEST))
    throw new Unreadable(
      'scanned',
      `this PDF has pictures of its ${pages.length} pages but no text, as a scanner makes it; let a text recognition (OCR) put the text in, or look for the report as a page or Word file`,
    );
  const text = textOf(pages);
  const unmapped = text.match(/[\ue000-\uf8ff\ufffd]/g)?.length ?? 0;
  if (unmapped > UNMAPPED * text.length)
    throw new Unreadable(
      'unmapped-fonts',
      'the fonts of this PDF do not tell which characters they draw; let a text recognition (OCR) read it, or look for the report as a page or Word file',
    );
  return { format: 'pdf', text, warnings: empty.length ? [pagesWithoutText(empty)] : [] };
}

const pagesWithoutText = (pages: readonly number[]): Warning => ({
  code: 'pages-without-text',
  message: `no text on page ${pages.join(', ')}; where that is a picture, its figures are not in the table`,
});

/** What pdf.js hands fonts over with, and Node 20 lacks: without it a page's drawing ends at its first text. */
function fillIn(): void {
  if ('transferToFixedLength' in ArrayBuffer.prototype) return;
  Object.defineProperty(ArrayBuffer.prototype, 'transferToFixedLength', {
    configurable: true,
    writable: true,
    value(this: ArrayBuffer, length = this.byteLength): ArrayBuffer {
      const whole = new Uint8Array(length);
      whole.set(new Uint8Array(this, 0, Math.min(length, this.byteLength)));
      return whole.buffer;
    },
  });
}

async function layoutsOf(bytes: Uint8Array): Promise<PageLayout[]> {
  const { getDocumentProxy, getResolvedPDFJS } = await import('unpdf');
  try {
    // pdf.js takes the bytes over: a copy.
    const document = await getDocumentProxy(Uint8Array.from(bytes), {
      verbosity: 0,
      isEvalSupported: false,
      useSystemFonts: false,
      useWorkerFetch: false,
      cMapPacked: true,
      BinaryDataFactory: CharacterMaps,
    });
    try {
      fillIn();
      const { OPS } = await getResolvedPDFJS();
      const pages: PageLayout[] = [];
      for (let number = 1; number <= document.numPages; number++) {
        const page = await document.getPage(number);
        const { items } = await page.getTextContent();
        const strokes = strokesOf(await page.getOperatorList(), OPS);
        pages.push(
          layoutOf(
            items.filter((item): item is typeof item & Item => 'str' in item),
            page.getViewport({ scale: 1 }),
            strokes,
          ),
        );
        page.cleanup();
      }
      return pages;
    } finally {
      await document.loadingTask.destroy();
    }
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'PasswordException')
      throw new Unreadable('encrypted', 'this PDF is locked with a password; open it and save or print it without');
    throw new Unreadable('damaged', `this PDF is broken or cut off (${message}); download or copy it again`);
  }
}

/** Gives pdf.js the tables that say which characters the codes of Chinese fonts are that the file does not hold itself. */
class CharacterMaps {
  async fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    if (kind !== 'cMapUrl' || !/^[A-Za-z0-9-]{1,40}\.bcmap$/.test(filename))
      throw new Error(`${filename} is not at hand`);
    return characterMap(filename);
  }
}
