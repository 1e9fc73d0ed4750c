import { createColors } from 'picocolors';
import type { Observation } from '../../types.js';
import type { Reported } from './reported.js';

const WIDEST = 160;

/** Findings of one document, or of several together, for people to read. */
export function asText(findings: readonly Reported[], colour: boolean): string {
  const paint = createColors(colour);
  const tint = { contradicts: paint.red, remark: paint.yellow, holds: paint.green, open: paint.dim };
  const mark = (text: string): string => (colour ? paint.inverse(text) : `{${text}}`);
  return findings
    .map((finding, k) => {
      const first =
        k === 0
          ? `${paint.bold(finding.file || 'across documents')}${finding.title ? `  ${finding.title}` : ''}\n`
          : '';
      const head = `  ${tint[finding.status](finding.status)}  ${finding.formula}\n`;
      const why = `    ${finding.message}\n`;
      const foot = paint.dim(`    ${finding.rule}  ${finding.fingerprint}\n`);
      return `${first}${head}${why}${sentences(finding, mark)}${foot}`;
    })
    .join('');
}

/** The sentences that the figures stand in, each once, the figures marked. */
function sentences({ observations, file }: Reported, mark: (text: string) => string): string {
  const shown = new Map<string, Observation[]>();
  for (const one of observations) {
    const key = `${one.file}:${one.line}:${one.sentence}`;
    shown.set(key, [...(shown.get(key) ?? []), one]);
  }
  return [...shown.values()]
    .map((group) => {
      const { line, sentence, file: own } = group[0]!;
      const place = file === '' ? `${own}:${line}` : `line ${line}`;
      return `    ${place}  ${marked(sentence, group, mark)}\n`;
    })
    .join('');
}

// A number as printed, with nothing else: 1.86万, １２, 百分之九十五.
const HANZI = /^[零〇一二三四五六七八九十百千万亿两半点分之成\s]+$/;
const ARABIC = /^(?:百分之)?\d[\d.,\s万亿千百十/]*$/;
const digitsOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '');

/**
 * Marks figures in their sentence. Rows hold places of the document, not of the sentence: the shift between them is the one with
 * which every figure falls on its own digits.
 */
function marked(sentence: string, group: readonly Observation[], mark: (text: string) => string): string {
  const ordered = [...group].sort((a, b) => a.start - b.start);
  const first = ordered[0]!;
  const fits = (shift: number): boolean =>
    ordered.every(({ start, end, value, derived }) => {
      const text = sentence.slice(start - shift, end - shift);
      const digits = digitsOf(text);
      return (
        text.length === end - start &&
        (digits === ''
          ? derived || HANZI.test(text)
          : ARABIC.test(text.normalize('NFKC')) && digits === digitsOf(value))
      );
    });
  let shift: number | null = null;
  for (let at = 0; at < sentence.length && shift === null; at++) if (fits(first.start - at)) shift = first.start - at;
  if (shift === null) return clipped(sentence, 0, WIDEST);
  const [from, to] = [first.start - shift, ordered.at(-1)!.end - shift];
  const begin = Math.max(0, Math.min(from - 40, sentence.length - WIDEST));
  const until = Math.max(to + 20, begin + WIDEST);
  let out = '';
  let at = begin;
  for (const { start, end } of ordered) {
    if (start - shift < at) continue;
    out += sentence.slice(at, start - shift) + mark(sentence.slice(start - shift, end - shift));
    at = end - shift;
  }
  return `${begin > 0 ? '…' : ''}${out}${sentence.slice(at, until)}${until < sentence.length ? '…' : ''}`;
}

const clipped = (text: string, from: number, to: number): string =>
  `${text.slice(from, to)}${to < text.length ? '…' : ''}`;
