import type { Packed } from '../review/pack.js';
import type { DocumentResult, TableWriter } from '../write/columns.js';
import type { Output } from './output.js';

/** Takes the results of a batch one after the other and makes a file, a folder or a stream of them. */
export interface Sink {
  begin(): Promise<void>;
  /** `page` is the document as the review page holds it, where one is written. */
  document(result: DocumentResult, page?: Packed): Promise<void>;
  /** What stands after the last document. */
  end(): Promise<void>;
  /** Makes what was written final. */
  commit(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** A writer whose pieces go to an output. */
export const writerSink = (writer: TableWriter<string | Uint8Array>, output: Output): Sink => ({
  begin: () => output.write(writer.begin()),
  document: (result) => output.write(writer.document(result)),
  end: () => output.write(writer.end()),
  commit: () => output.commit(),
  discard: () => output.discard(),
});
