import type { Context, Outcome } from './context.js';
import type { MiningFlags } from './options.js';
import { mineSingle } from './single.js';

export interface ShowFlags extends MiningFlags {
  readonly pager?: boolean;
}

export async function show(file: string, flags: ShowFlags, context: Context): Promise<Outcome> {
  const { errors } = await mineSingle(file, flags, context);
  return { errors, differences: 0 };
}
