import { createHash } from 'node:crypto';
import type { Decisions } from '../decisions.js';
import type { Codebook } from '../types.js';
import type { Packed } from './pack.js';
import type { DocumentSummary, IndexData } from './payload.js';

/** The page without data: the build puts it there, and runs of the sources too read it there. */
export const TEMPLATE = new URL('../../dist/review/page.html', import.meta.url);

/** Where the data goes into the page that the build made. */
export const DATA = '<!--data-->';

/**
 * A value as a block of JSON that no browser runs. With `<` escaped nothing in it can end the block or start another, whatever a
 * document holds.
 */
export const jsonBlock = (id: string, value: unknown): string =>
  `<script type="application/json" id="${id}">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>\n`;

export interface ReviewWriter {
  begin(): string;
  document(packed: Packed): string;
  end(): string;
}

/** Writes a review page piece by piece, so that only summaries are held. The same documents give the same bytes. */
export function reviewWriter(template: string, codebook: Codebook, decisions: Decisions): ReviewWriter {
  const at = template.indexOf(DATA);
  const documents: DocumentSummary[] = [];
  return {
    begin: () => template.slice(0, at),
    document: ({ summary, data }) => {
      documents.push(summary);
      return jsonBlock(`document-${documents.length - 1}`, data);
    },
    end: () => jsonBlock('index', indexOf(codebook, documents, decisions)) + template.slice(at + DATA.length),
  };
}

function indexOf(codebook: Codebook, documents: readonly DocumentSummary[], decisions: Decisions): IndexData {
  const packed = Object.values(decisions).flatMap((list) =>
    list.map(({ sha256, start, end, decision, indicator }) => [sha256, start, end, decision, indicator] as const),
  );
  const known = JSON.stringify([codebook.sha256, documents.map(({ sha256 }) => sha256), packed]);
  return {
    id: createHash('sha256').update(known).digest('hex').slice(0, 16),
    indicators: codebook.indicators.map(({ id, name }) => [id, name.zh, name.en]),
    documents,
    decisions: packed,
  };
}
