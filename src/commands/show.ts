import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createColors } from 'picocolors';
import type { Mined, Observation } from '../types.js';
import type { Context, Outcome } from './context.js';
import type { MiningFlags } from './options.js';
import { mineSingle } from './single.js';

export interface ShowFlags extends MiningFlags {
  /** False with `--no-pager`. */
  readonly pager?: boolean;
}

type Paint = ReturnType<typeof createColors>;

/** Shows a document with its figures marked, and below each line what they are. In a terminal it goes through a pager. */
export async function show(file: string, flags: ShowFlags, context: Context): Promise<Outcome> {
  const { io } = context;
  const { mined, errors } = await mineSingle(file, flags, context);
  if (mined) await page(shownText(mined, io.colour), context, flags.pager !== false);
  return { errors, differences: 0 };
}

/** The text line by line with line numbers. Figures are in colour, or in braces where there is none. */
export function shownText({ text, observations }: Mined, colour: boolean): string {
  const paint = createColors(colour);
  const lines = printable(text).split('\n');
  const width = String(lines.length).length;
  const byLine = new Map<number, Observation[]>();
  for (const one of observations) byLine.set(one.line, [...(byLine.get(one.line) ?? []), one]);
  let from = 0;
  const shown = lines.map((line, i) => {
    const own = (byLine.get(i + 1) ?? []).toSorted((a, b) => a.start - b.start || b.end - a.end);
    const head = paint.dim(String(i + 1).padStart(width));
    const below = own.map((one) => `${' '.repeat(width)}  ${paint.dim('│')} ${reading(one, paint)}\n`);
    const marked = markedLine(line, from, own, paint, colour);
    from += line.length + 1;
    return `${head}  ${marked}\n${below.join('')}`;
  });
  return shown.join('');
}

// What a document holds must not steer the terminal; every character keeps its place.
const printable = (text: string): string => text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, ' ');

function markedLine(line: string, from: number, own: readonly Observation[], paint: Paint, colour: boolean): string {
  let at = 0;
  let marked = '';
  for (const one of own) {
    const start = Math.max(one.start - from, at);
    const end = Math.min(one.end - from, line.length);
    if (start >= end) continue;
    const figure = line.slice(start, end);
    marked += line.slice(at, start) + (colour ? tint(one, paint)(paint.bold(paint.underline(figure))) : `{${figure}}`);
    at = end;
  }
  return marked + line.slice(at);
}

function tint({ indicator, flags }: Observation, paint: Paint): (text: string) => string {
  if (flags.includes('contradicts')) return paint.red;
  return indicator ? paint.green : paint.yellow;
}

function reading(one: Observation, paint: Paint): string {
  const { value, value_max, unit, indicator, indicator_name, label, qualifier, aspect, status, flags } = one;
  const size = `${value}${value_max ? `–${value_max}` : ''} ${unit}`.trim();
  const name = indicator ? `${indicator_name} ${paint.dim(indicator)}` : `uncoded ${paint.dim(printable(label))}`;
  const usual = new Set(['exact', 'level', 'achieved', '']);
  const rest = [qualifier, aspect, status, flags].filter((word) => !usual.has(word)).join(', ');
  return `${tint(one, paint)(size)}  ${name}${rest ? `  ${paint.dim(`(${rest})`)}` : ''}`;
}

/** Hands the text to $PAGER, else to less; where standard output is no terminal, or no pager starts, prints it. */
async function page(text: string, { io }: Context, wanted: boolean): Promise<void> {
  const pager = process.env.PAGER || (process.platform === 'win32' ? '' : 'less');
  const isPaged = wanted && io.stdout.isTTY && pager !== '' && (await paged(text, pager));
  if (!isPaged) io.stdout.write(text);
}

async function paged(text: string, pager: string): Promise<boolean> {
  // As the shell would start it; less then shows colours and leaves what fits on one screen.
  const child = spawn(pager, {
    shell: true,
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { LESS: 'FRX', LESSCHARSET: 'utf-8', ...process.env },
  });
  child.stdin.on('error', () => {});
  child.stdin.end(text);
  try {
    const [code] = await once(child, 'close');
    return code !== 127;
  } catch {
    return false;
  }
}
