import { once } from 'node:events';
import { createWriteStream, rmSync } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';

/** Where a table goes. */
export interface Output {
  write(piece: string | Uint8Array): Promise<void>;
  /** Makes what was written final. */
  commit(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** A table on a stream: it waits for a slow reader. */
export const streamOutput = (stream: NodeJS.WritableStream): Output => ({
  write: async (piece) => {
    if (piece.length > 0 && !stream.write(piece)) await once(stream, 'drain');
  },
  commit: async () => {},
  discard: async () => {},
});

/**
 * A table in a file: written beside it and renamed at the end, so that the file holds the old table or the whole new one.
 * Throws when the file cannot be made, before anything is mined.
 */
export async function fileOutput(path: string): Promise<Output> {
  if (await isFolder(path)) throw new Error(`${path} is a folder; name a file in it, such as ${path}/table.csv`);
  const beside = `${path}.${process.pid}.part`;
  const stream = createWriteStream(beside);
  // Also when the run is interrupted.
  const remove = () => rmSync(beside, { force: true });
  try {
    await once(stream, 'open');
  } catch (error) {
    throw new Error(`${path} cannot be written (${(error as Error).message}); its folder must exist and be writable`);
  }
  process.once('exit', remove);
  const end = async (): Promise<void> => {
    stream.end();
    await finished(stream);
  };
  return {
    write: streamOutput(stream).write,
    commit: async () => {
      await end();
      await rename(beside, path);
      process.off('exit', remove);
    },
    discard: async () => {
      await end().finally(remove);
      process.off('exit', remove);
    },
  };
}

const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Writes one whole text to a file, or leaves the file as it was. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const output = await fileOutput(path);
  try {
    await output.write(text);
    await output.commit();
  } catch (error) {
    await output.discard();
    throw error;
  }
}
