import type { Problem } from '../types.js';
import type { DocumentResult } from '../write/columns.js';

/** An error that concerns one input; the others go on. The message names the file, so that it can stand by itself. */
export const problem = (file: string, code: string, message: string): Problem => ({
  file,
  severity: 'error',
  code,
  message: `${file}: ${message}`,
});

const BY_ERRNO: Readonly<Record<string, readonly [code: string, message: string]>> = {
  ENOENT: ['missing', 'there is no such file or folder; check the path'],
  EACCES: ['unreadable', 'no permission to read it; change its permissions or copy it elsewhere'],
  EPERM: ['unreadable', 'no permission to read it; change its permissions or copy it elsewhere'],
  EISDIR: ['unreadable', 'is a folder, not a file'],
  EMFILE: ['unreadable', 'too many files are open; close other programs and run again'],
};

/** What a failed system call means to the user. */
export const fromErrno = (file: string, error: unknown): Problem => {
  const { code, message } = error as NodeJS.ErrnoException;
  const known = BY_ERRNO[code ?? ''];
  return known
    ? problem(file, known[0], known[1])
    : problem(file, 'unreadable', `cannot be read (${message}); check the file and its disk`);
};

/** The result of an input of which nothing could be had but the problem. */
export const failed = (reason: Problem): DocumentResult => ({
  document: {
    file: reason.file,
    format: 'text',
    encoding: '',
    title: '',
    kind: 'other',
    issuer: '',
    scope: '',
    region: { name: '', code: '', level: '', candidates: [], note: '' },
    year: null,
    yearCandidates: [],
    period: '',
    source: '',
    published: '',
    documentNumber: '',
    indexNumber: '',
    sha256: '',
  },
  observations: [],
  findings: [],
  problems: [reason],
  coverage: null,
});

/** The result of a document on which the program itself failed. */
export const crashed = (file: string, error: unknown): DocumentResult =>
  failed(
    problem(
      file,
      'crashed',
      `the program failed on it (${error instanceof Error ? error.message : String(error)}); please report this with the file`,
    ),
  );
