/** Shows how far a batch is. */
export interface Progress {
  step(file: string): void;
  stop(): void;
}

const SILENT: Progress = { step: () => {}, stop: () => {} };

/** A bar on `stream`, where that is a terminal and there is enough to wait for; else nothing at all. */
export async function openProgress(
  total: number,
  stream: NodeJS.WritableStream & { isTTY?: boolean },
  quiet: boolean,
): Promise<Progress> {
  if (quiet || !stream.isTTY || total < 10) return SILENT;
  const { default: cliProgress } = await import('cli-progress');
  const bar = new cliProgress.SingleBar({
    format: '{bar} {value}/{total} {file}',
    stream,
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
  });
  bar.start(total, 0, { file: '' });
  return { step: (file) => bar.increment({ file }), stop: () => bar.stop() };
}
