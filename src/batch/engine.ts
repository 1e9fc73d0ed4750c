import { readFileSync } from 'node:fs';
import type { OpenOptions } from '../formats/index.js';
import type { MineOptions, Source } from '../mine.js';
import type { Codebook, Mined } from '../types.js';

/** The mining core with its knowledge opened: what commands and workers call. */
export interface Engine {
  /** Name of the segmenter in use. */
  readonly segmenter: string;
  readonly codebook: Codebook;
  /** Opens an input of any format: one source a document. What cannot be read is a source with a problem. */
  open(bytes: Uint8Array, file: string, options: OpenOptions): Promise<readonly Source[]>;
  /** Mines one document. Throws nothing for what it holds: what went wrong is in `problems`. */
  mineSource(source: Source, options: MineOptions): Mined;
  /** Opens and mines one plain text or HTML page. */
  mine(bytes: Uint8Array, file: string, options: MineOptions): Mined;
}

export interface EngineOptions {
  /** Files of further indicators. */
  readonly codebook?: readonly string[];
}

export type OpenEngine = (options: EngineOptions) => Promise<Engine>;

/** The codebook alone, with its examples: what a command needs that only shows it. */
export type OpenCodebook = (options: EngineOptions) => Promise<Codebook>;

/** Reads the knowledge from disk. Loaded only when a command needs it, so that the others start at once. */
export const openEngine: OpenEngine = async ({ codebook }) => {
  const [{ openKnowledge }, { mine, mineSource }, { openSources }] = await Promise.all([
    import('../knowledge.js'),
    import('../mine.js'),
    import('../formats/index.js'),
  ]);
  const knowledge = openKnowledge(codebook?.length ? { codebook: [...codebook] } : {});
  return {
    segmenter: knowledge.segmenter.name,
    codebook: knowledge.codebook,
    open: openSources,
    mineSource: (source, options) => mineSource(source, knowledge, options),
    mine: (bytes, file, options) => mine(bytes, file, knowledge, options),
  };
};

export const openCodebook: OpenCodebook = async ({ codebook = [] }) => {
  const { extendCodebook, loadDefaultCodebook } = await import('../codebook/data.js');
  const base = loadDefaultCodebook({ examples: true });
  if (codebook.length === 0) return base;
  return extendCodebook(
    base,
    codebook.map((path) => ({ path, text: readFileSync(path, 'utf8') })),
  );
};
