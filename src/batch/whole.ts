import type { MineOptions, Source } from '../mine.js';
import type { Mined } from '../types.js';
import type { DocumentResult } from '../write/columns.js';
import type { Engine } from './engine.js';
import type { Found } from './find.js';
import { crashed, failed } from './problems.js';
import { readInput } from './read.js';

interface Request {
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly options: MineOptions;
}

/**
 * Mines inputs one after the other with all that is known of each, text and bindings too: what workers do not send. What cannot
 * be read comes as a document without text, with its problem.
 */
export async function* mineWhole(found: Found, engine: Engine, request: Request): AsyncGenerator<Mined, void> {
  for (const problem of found.problems) yield bare(failed(problem));
  for (const file of found.files) yield* mineInput(file, engine, request);
}

async function* mineInput(file: string, engine: Engine, { cwd, stdin, options }: Request): AsyncGenerator<Mined, void> {
  const { encoding } = options;
  let sources: readonly Source[];
  try {
    const read = await readInput(file, cwd, stdin);
    if ('problem' in read) return yield bare(failed(read.problem));
    sources = await engine.open(read.bytes, file, { encoding });
  } catch (error) {
    return yield bare(crashed(file, error));
  }
  for (const source of sources) yield mined(source, engine, options);
}

function mined(source: Source, engine: Engine, options: MineOptions): Mined {
  try {
    return engine.mineSource(source, options);
  } catch (error) {
    return bare(crashed(source.file, error));
  }
}

/** A document of which there is no text. */
export const bare = (result: DocumentResult): Mined => ({ ...result, text: '', figures: [], bindings: [] });
