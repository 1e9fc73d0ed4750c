import type { Context, Outcome } from './context.js';
import type { MiningFlags } from './options.js';
import { mineSingle } from './single.js';

/** Writes the text that spans refer to, exactly, with nothing added. */
export async function text(file: string, flags: MiningFlags, context: Context): Promise<Outcome> {
  const { mined, errors } = await mineSingle(file, flags, context);
  if (mined) context.io.stdout.write(mined.text);
  return { errors, differences: 0 };
}
