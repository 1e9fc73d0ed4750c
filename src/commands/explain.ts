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
  const { mined, errors } = await mineSingle(file, flags, context, { reasons: true });
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
    return `    ${one.verdict.padEnd(7)}  ${name}  ${one.score.toFixed(2)}  ${one.why}\n${one.evidence.map(evidence).join('')}${reasons(one)}`;
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
      ...(binding.links || binding.of === null ? [] : [`  of     ${quote(mined.figures[binding.of]!)}`]),
      ...(binding.links ?? []).map(
        ({ by, to, proof }) => `  link   ${by} ${quote(mined.figures[to]!)}${PROOFS[proof] ?? ''}`,
      ),
      ...(indicator ? [] : [`  why    ${whyUncoded(observation, binding)}`, `  next   ${next(observation)}`]),
    ];
    const tried = binding.candidates.length ? `  candidates\n${binding.candidates.map(candidate).join('')}` : '';
    return `${head}${facts.join('\n')}\n${tried}`;
  };
}

/** What the numbers say to a link. */
const PROOFS: Readonly<Record<string, string>> = {
  exact: ', which the numbers bear out',
  against: ', which the numbers speak against',
};

const signed = (points: number): string => `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(2)}`;

/** The parts of a candidate's score, and the words for and against it. */
function reasons({ reasons: found }: Candidate): string {
  if (!found) return '';
  const parts = found.parts.map(({ name, points }) => `${name} ${signed(points)}`);
  const words = found.words.map(({ field, text, points }) => `${text} (${field}) ${signed(points)}`);
  const line = (name: string, all: readonly string[]): string =>
    all.length > 0 ? `      ${name.padEnd(7)}  ${all.join(', ')}\n` : '';
  return line('score', parts) + line('words', words);
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

/** Why a figure has no code, in one line: what came nearest, and what it lacked. */
function whyUncoded({ unit, label, aspect }: Observation, { candidates, none = 0 }: Binding): string {
  const [first, second] = candidates;
  if (!first) {
    if (label === '') return 'it has no label: no words that could say what it counts';
    if (aspect !== 'level') return `it is the ${aspect} of something that has no code, or that is not found`;
    const counted = unit === '' ? 'without a unit' : `in ${unit}`;
    return `nothing that is counted ${counted} fits the label “${label}”`;
  }
  const nearest = `${first.indicator} comes nearest (${first.score.toFixed(2)})`;
  if (none > first.score) return `${nearest}, but it is likelier that no indicator counts it (${none.toFixed(2)})`;
  if (second && second.score * 2 > first.score)
    return `${named([first, second])} fit nearly alike, and a wrong code costs more than none`;
  return `${nearest}, which is not sure enough: ${first.why}`;
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
