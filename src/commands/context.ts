import type { OpenCodebook, OpenEngine } from '../batch/engine.js';

type Stream = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** The outside world of a run, so that a test can stand in for it. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** Whether standard output takes colours. */
  readonly colour: boolean;
}

/** Ways to what baoshu knows; tests may give others. */
export interface Openers {
  readonly openEngine: OpenEngine;
  readonly openCodebook: OpenCodebook;
}

/** What a command works with. */
export interface Context extends Openers {
  readonly io: Io;
}

/** How a command ended; `exitCode` alone makes a number of it. */
export interface Outcome {
  /** Inputs or parts of them that could not be read. */
  readonly errors: number;
  /** Differences that `check` found, faults that `codebook test` found, contradictions that `audit --strict` found. */
  readonly differences: number;
}

/** The command line asks for something that cannot be. The message says what to do. */
export class UsageError extends Error {}

/** The one place that decides the exit code: 2 bad usage or unreadable input, 1 differences, faults or contradictions, 0 all well. */
export function exitCode(outcome: Outcome | Error): 0 | 1 | 2 {
  if (outcome instanceof Error || outcome.errors > 0) return 2;
  return outcome.differences > 0 ? 1 : 0;
}
