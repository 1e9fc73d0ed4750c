import { createColors } from 'picocolors';
import { idPattern } from '../batch/select.js';
import type { Binding, Candidate, Evidence, Mined, Observation, Span } from '../types.js';
import type { Context, Outcome } from './context.js';
import { type MiningFlags, number } from './options.js';
import { mineSingle } from './single.js';

export interface ExplainFlags extends MiningFlags {
  readonly line?: string;
  readonly indicator?: string;
}

type Paint = ReturnType<typeof createColors>;

/** Shows for each figure of a file where it stands, what was made of it and why. */
export async function explain(file: string, flags: ExplainFlags, context: Context): Promise<Outcome> {
  const { io } = context;
  const line = flags.line === undefined ? null : number('--line', flags.line, 1, Number.MAX_SAFE_INTEGER);
  const test = flags.indicator === undefined ? null : idPattern(flags.indicator);
  const { mined, errors } = await mineSingle(file, flags, context);
  if (!mined) return { errors, differences: 0 };
  const show = explainer(mined, createColors(io.colour), io.colour);
  let shown = 0;
  mined.observations.forEach((observation, index) => {
    const binding = mined.bindings[index]!;
    if (line !== null && observation.line !== line) return;
    if (test && !speaksOf(binding, test)) return;
    io.stdout.write(`${shown++ === 0 ? '' : '\n'}${show(observation, binding)}`);
  });
  if (shown === 0) io.stderr.write(`${file}: no figure there; without --line and --indicator all of them are shown\n`);
  return { errors, differences: 0 };
}

const speaksOf = ({ indicator, candidates }: Binding, test: (id: string) => boolean): boolean =>
  (indicator !== null && test(indicator)) || candidates.some((candidate) => test(candidate.indicator));

/** Prints one figure with its reasons. Spans of evidence are quoted with their lines. */
function explainer(mined: Mined, paint: Paint, colour: boolean) {
  const lineOf = lineFinder(mined.text);
  const quote = ({ start, end }: Span): string => `“${mined.text.slice(start, end)}” line ${lineOf(start)}`;
  const evidence = (one: Evidence): string =>
    `      ${one.role.padEnd(7)}  ${one.term}  ${paint.dim(`${one.reach}: ${quote(one)}`)}\n`;
  const candidate = (one: Candidate): string => {
    const name = one.verdict === 'chosen' ? paint.green(one.indicator) : one.indicator;
    return `    ${one.verdict.padEnd(7)}  ${name}  ${one.score.toFixed(2)}  ${one.why}\n${one.evidence.map(evidence).join('')}`;
  };
  return (observation: Observation, binding: Binding): string => {
    const { indicator, indicator_name } = observation;
    const name = indicator ? paint.green(`${indicator} ${indicator_name}`) : paint.yellow('uncoded');
    const head = `${paint.bold(`${observation.file}:${observation.line}`)}  ${size(observation)}  ${name}\n`;
    const facts = [
      `  ${marked(mined.text, observation, paint, colour)}`,
      `  label  ${observation.label || '(none)'}`,
      `  read   ${reading(observation)}`,
      ...(observation.section ? [`  under  ${observation.section}`] : []),
      `  rule   ${observation.rule}`,
      ...(binding.of === null ? [] : [`  of     ${quote(mined.figures[binding.of]!)}`]),
      ...(indicator ? [] : [`  why    ${whyUncoded(observation, binding)}`, `  next   ${next(observation)}`]),
    ];
    const tried = binding.candidates.length ? `  candidates\n${binding.candidates.map(candidate).join('')}` : '';
    return `${head}${facts.join('\n')}\n${tried}`;
  };
}

const size = ({ value, value_max, unit }: Observation): string =>
  `${value}${value_max ? `–${value_max}` : ''} ${unit}`.trim();

const reading = (observation: Observation): string =>
  [
    observation.qualifier,
    observation.aspect,
    observation.status,
    observation.period || 'no period',
    observation.basis,
    observation.breakdown,
    observation.derived ? 'stated without a digit' : '',
    observation.flags,
  ]
    .filter(Boolean)
    .join(', ');

/** What a user can do about it. Growth and shares have no entries of their own: they take the code of their level. */
const next = ({ aspect }: Observation): string =>
  `${aspect === 'level' ? 'an indicator of your own may take it' : 'an indicator for its level takes it along'}: docs/codebook.md says how to write the entry`;

/** Why a figure has no code, in one line. */
function whyUncoded({ aspect, unit, label }: Observation, { candidates }: Binding): string {
  const alive = candidates.filter(({ verdict }) => verdict === 'close' || verdict === 'weak');
  const close = alive.filter(({ verdict }) => verdict === 'close');
  if (close.length > 0)
    return `${named((close.length > 1 ? close : alive).slice(0, 3))} fit nearly alike, and a wrong code costs more than none`;
  if (alive.length > 0)
    return `too weak: ${named(alive.slice(0, 3))}, whose words are few or stand far from the number`;
  if (candidates.length > 0) return `words in its label forbid ${named(candidates)}`;
  if (aspect !== 'level') return `it is the ${aspect} of something that has no code, or that is not found`;
  if (label === '') return 'it has no label: no words that could say what it counts';
  const counted = unit === '' ? 'without a unit' : `in ${unit}`;
  return `no indicator counted ${counted} has its measure in the label “${label}” and its topic in reach`;
}

const named = (candidates: readonly Candidate[]): string => candidates.map(({ indicator }) => indicator).join(' and ');

/** The sentence with the figure in colour; in braces where there is no colour, as the examples of the codebook have it. */
function marked(text: string, { sentence, start, end }: Observation, paint: Paint, colour: boolean): string {
  const figure = text.slice(start, end);
  const at = placeIn(text, sentence, start);
  if (at < 0) return `${sentence}  [${figure}]`;
  const mark = colour ? paint.inverse(figure) : `{${figure}}`;
  return sentence.slice(0, at) + mark + sentence.slice(at + figure.length);
}

// The sentence column is a piece of the text that holds the figure: the occurrence that covers the span is the right one.
function placeIn(text: string, sentence: string, start: number): number {
  const from = text.lastIndexOf(sentence, start);
  return from < 0 || start >= from + sentence.length ? -1 : start - from;
}

/** Tells the 1-based line of a place. */
function lineFinder(text: string): (at: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (at) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= at) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
