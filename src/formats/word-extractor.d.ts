/** What is used of word-extractor, which has no types of its own: how it reads the streams of an OLE file. */
declare module 'word-extractor/lib/ole-compound-doc.js' {
  import type { Readable } from 'node:stream';
  export default class OleCompoundDoc {
    constructor(reader: object);
    read(): Promise<this>;
    stream(name: string): Readable | null;
  }
}

declare module 'word-extractor/lib/buffer-reader.js' {
  export default class BufferReader {
    constructor(buffer: Buffer);
  }
}
