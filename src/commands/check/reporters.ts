import { createColors } from 'picocolors';
import type { Difference } from './compare.js';
import { arrow, type Entry, entries, figureName, others } from './describe.js';

/** How one report stands against its expected table. */
export interface Verdict {
  readonly file: string;
  /** The expected table's path. */
  readonly table: string;
  /** `updated` when --update wrote it anew. */
  readonly state: 'same' | 'differs' | 'no-table' | 'no-report' | 'error' | 'updated';
  readonly differences: readonly Difference[];
  /** For other states than `same`, `differs`, `updated`: what is wrong and what to do. */
  readonly message: string;
}

export type Reporter = (verdicts: readonly Verdict[], colour: boolean) => string;

const SIGN = { gained: '+', lost: '-', changed: '~' } as const;

const detail = (entry: Entry): string[] => [
  ...entry.changes.map((change) => `${change.column.padEnd(10)} ${arrow(change)}`),
  ...(others(entry) ? [others(entry)] : []),
  `in: ${entry.row.sentence ?? ''}`,
];

/** For people. */
const text: Reporter = (verdicts, colour) => {
  const paint = createColors(colour);
  const hue = { gained: paint.green, lost: paint.red, changed: paint.yellow } as const;
  const told = (file: string, entry: Entry): string => {
    const head = hue[entry.kind](`${SIGN[entry.kind]} ${entry.kind}`);
    const lines = detail(entry).map((line) => `      ${line}\n`);
    return `  ${head}  ${file}:${entry.row.line ?? ''}  ${figureName(entry.row)}\n${lines.join('')}`;
  };
  const block = ({ file, state, differences, message, table }: Verdict): string => {
    if (state === 'same') return '';
    if (state === 'updated') return `${file}: ${table} written\n`;
    if (state !== 'differs') return `${paint.bold(file)}: ${message}\n`;
    const count = `${differences.length} figure${differences.length === 1 ? ' differs' : 's differ'} from ${table}`;
    const parts = entries(differences).map((entry) => told(file, entry));
    return `${paint.bold(file)}: ${count}\n${parts.join('')}`;
  };
  return verdicts.map(block).join('');
};

const githubData = (value: string): string =>
  value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const githubProperty = (value: string): string => githubData(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
const githubError = (file: string, line: string, title: string, message: string): string =>
  `::error file=${githubProperty(file)}${line ? `,line=${line}` : ''},title=${githubProperty(title)}::${githubData(message)}\n`;

/** Workflow commands that GitHub shows at the lines of the report. */
const github: Reporter = (verdicts) =>
  verdicts
    .filter(({ state }) => state !== 'same' && state !== 'updated')
    .flatMap(({ file, state, differences, message }) =>
      state === 'differs'
        ? entries(differences).map((entry) =>
            githubError(
              file,
              entry.row.line ?? '',
              `figure ${entry.kind}`,
              [figureName(entry.row), ...detail(entry)].join('\n'),
            ),
          )
        : [githubError(file, '', 'baoshu check', message)],
    )
    .join('');

const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xml = (value: string): string =>
  value.replace(/[\u0000-\u0008\v\f\u000e-\u001f\ufffe\uffff]/g, '\ufffd').replace(/[&<>"]/g, (c) => XML[c]!);

/** JUnit XML: one test case per report. */
const junit: Reporter = (verdicts) => {
  const failures = verdicts.filter(({ state }) => state !== 'same' && state !== 'updated');
  const body = ({ file, state, differences, message }: Verdict): string => {
    const name = `  <testcase classname="baoshu.check" name="${xml(file)}"`;
    if (state === 'same' || state === 'updated') return `${name}/>\n`;
    const told = entries(differences).map((entry) =>
      [`${SIGN[entry.kind]} ${file}:${entry.row.line ?? ''} ${figureName(entry.row)}`, ...detail(entry)].join('\n'),
    );
    const title = state === 'differs' ? `${differences.length} figures differ` : message;
    return `${name}>\n    <failure message="${xml(title)}">${xml(told.join('\n'))}</failure>\n  </testcase>\n`;
  };
  const head = `<testsuite name="baoshu check" tests="${verdicts.length}" failures="${failures.length}" errors="0">\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}${verdicts.map(body).join('')}</testsuite>\n`;
};

export const REPORTERS: Readonly<Record<'text' | 'github' | 'junit', Reporter>> = { text, github, junit };
