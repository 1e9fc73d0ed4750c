import { readFileSync } from 'node:fs';
import type { Decisions } from '../decisions.js';
import { pack, placesIn } from '../review/pack.js';
import { reviewWriter, TEMPLATE } from '../review/writer.js';
import type { Codebook } from '../types.js';
import { fileOutput } from './output.js';
import type { Sink } from './sink.js';
import { bare } from './whole.js';

/** The review page of a batch: the same that `review` writes of its documents, with all their figures. Throws where it cannot be made. */
export async function pageSink(path: string, codebook: Codebook, decisions: Decisions): Promise<Sink> {
  const output = await fileOutput(path);
  const writer = reviewWriter(readFileSync(TEMPLATE, 'utf8'), codebook, decisions);
  const placeOf = placesIn(codebook);
  return {
    begin: () => output.write(writer.begin()),
    document: (result, page = pack(bare(result), placeOf)) => output.write(writer.document(page)),
    end: () => output.write(writer.end()),
    commit: () => output.commit(),
    discard: () => output.discard(),
  };
}
