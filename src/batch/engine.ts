import { readFileSync } from 'node:fs';
import type { MineOptions } from '../mine.js';
import type { Codebook, Mined } from '../types.js';

/** The mining core with its knowledge opened: what commands and workers call. */
export interface Engine {
  /** Name of the segmenter in use. */
  readonly segmenter: string;
  readonly codebook: Codebook;
  /** Mines one document. Throws nothing: what went wrong is in `problems`. */
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
  const [{ openKnowledge }, { mine }] = await Promise.all([import('../knowledge.js'), import('../mine.js')]);
  const knowledge = openKnowledge(codebook?.length ? { codebook: [...codebook] } : {});
  return {
    segmenter: knowledge.segmenter.name,
    codebook: knowledge.codebook,
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
