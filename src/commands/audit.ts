import { resolve } from 'node:path';
import { mineFiles } from '../batch/batch.js';
import { findFiles } from '../batch/find.js';
import { openProgress } from '../batch/progress.js';
import { problemLine } from '../batch/report.js';
import { readData } from '../codebook/data.js';
import { Ledger } from '../stages/audit/across.js';
import type { AuditData } from '../stages/audit/rules.js';
import type { Finding } from '../types.js';
import { readDismissed } from './audit/dismissed.js';
import { ofBatch, ofDocument, type Reported } from './audit/reported.js';
import { asCsv, asJson, csvHeader } from './audit/table.js';
import { asText } from './audit/text.js';
import type { Context, Outcome } from './context.js';
import { type MiningFlags, mineOptions, number } from './options.js';

export interface AuditFlags extends MiningFlags {
  readonly format?: 'text' | 'csv' | 'json';
  readonly strict?: boolean;
  readonly all?: boolean;
  readonly dismiss?: string;
  readonly jobs?: string;
}

type Count = Record<Finding['status'] | 'dismissed', number>;

/**
 * Checks the arithmetic of reports, each for itself and against one another, and shows what does not agree. With `--strict`
 * contradictions count as differences.
 */
export async function audit(paths: readonly string[], flags: AuditFlags, context: Context): Promise<Outcome> {
  const { io } = context;
  const options = await mineOptions(flags, io.cwd);
  const jobs = flags.jobs === undefined ? undefined : number('--jobs', flags.jobs, 1, 64);
  const dismissed = await readDismissed(flags.dismiss, io.cwd);
  const codebook = (flags.codebook ?? []).map((file) => resolve(io.cwd, file));
  const found = await findFiles(paths, io.cwd);
  const engine = await context.openEngine({ codebook });
  const printer = printerOf(flags.format ?? 'text', io);
  const tally: Count = { contradicts: 0, remark: 0, holds: 0, open: 0, dismissed: 0 };
  const show = (findings: readonly Reported[]): void => {
    const left = findings.filter(({ fingerprint }) => !dismissed.has(fingerprint));
    tally.dismissed += findings.length - left.length;
    for (const { status } of left) tally[status]++;
    printer.put(left.filter(({ status }) => flags.all || status === 'contradicts' || status === 'remark'));
  };
  const ledger = new Ledger(readData<AuditData>('audits'));
  const problems = [...found.problems];
  let documents = 0;
  const names = { include: [], exclude: [] };
  const batch = { engine, codebook, cwd: io.cwd, options, stdin: io.stdin, jobs, names };
  const progress = await openProgress(found.files.length, io.stderr, false);
  for await (const results of mineFiles(found.files, batch)) {
    for (const result of results) {
      problems.push(...result.problems);
      if (!result.problems.some(({ severity }) => severity === 'error')) documents++;
      ledger.add(result.document, result.observations);
      show(ofDocument(result));
    }
    progress.step(results[0]?.document.file ?? '');
  }
  progress.stop();
  show(ledger.findings().map(ofBatch));
  printer.end();
  for (const one of problems) io.stderr.write(`${problemLine(one)}\n`);
  io.stderr.write(closing(documents, tally));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return { errors, differences: flags.strict ? tally.contradicts : 0 };
}

interface Printer {
  put(findings: readonly Reported[]): void;
  end(): void;
}

function printerOf(format: 'text' | 'csv' | 'json', io: Context['io']): Printer {
  const { stdout, colour } = io;
  let begun = false;
  if (format === 'csv') {
    stdout.write(csvHeader());
    return { put: (findings) => void stdout.write(asCsv(findings)), end: () => {} };
  }
  if (format === 'json')
    return {
      put: (findings) => {
        for (const one of findings) {
          stdout.write(`${begun ? ',' : '['}\n${asJson(one)}`);
          begun = true;
        }
      },
      end: () => void stdout.write(begun ? '\n]\n' : '[]\n'),
    };
  return {
    put: (findings) => {
      if (findings.length === 0) return;
      stdout.write(`${begun ? '\n' : ''}${asText(findings, colour)}`);
      begun = true;
    },
    end: () => {},
  };
}

const of = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

function closing(documents: number, tally: Count): string {
  const parts = [
    of(documents, 'document'),
    of(tally.contradicts, 'contradiction'),
    of(tally.remark, 'remark'),
    `${tally.holds} hold`,
    `${tally.open} open`,
  ];
  if (tally.dismissed > 0) parts.push(`${tally.dismissed} dismissed`);
  return `${parts.join(', ')}\n`;
}
