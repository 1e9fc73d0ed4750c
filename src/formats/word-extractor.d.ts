/** What is used of word-extractor, which has no types of its own. */
declare module 'word-extractor' {
  interface Plain {
    /** Whether quotation marks are flattened to ASCII. */
    readonly filterUnicode?: boolean;
  }
  interface WordDocument {
    getBody(options?: Plain): string;
    getFootnotes(options?: Plain): string;
    getEndnotes(options?: Plain): string;
    getTextboxes(options?: Plain & { readonly includeHeadersAndFooters?: boolean }): string;
  }
  export default class WordExtractor {
    extract(source: Buffer): Promise<WordDocument>;
  }
}
