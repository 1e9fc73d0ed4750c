import type { ReadSource } from '../mine.js';

/** What a reader made of a file. */
export interface Reading {
  readonly format: NonNullable<ReadSource['format']>;
  /** The document as text, or as HTML. */
  readonly text: string;
  readonly encoding?: string;
  readonly replaced?: number;
  readonly warnings?: readonly Warning[];
}

export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** A file of a known format that gives no text. The message says what to do, without naming the file. */
export class Unreadable extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
