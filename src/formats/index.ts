import { gunzipSync } from 'node:zlib';
import { openText, type Source } from '../mine.js';
import { checkSize, ENTRY_LIMIT, type Entry, openArchive, reason } from './archive.js';
import { kindOf } from './detect.js';
import { endingOf, INSIDE, READABLE_ENDINGS } from './endings.js';
import { type Reading, Unreadable } from './reading.js';

export interface OpenOptions {
  /** Encoding of texts and pages; detected when absent. */
  readonly encoding?: string | undefined;
  /** Whether a file of an archive, by the name its document gets, is to be read. */
  readonly wanted?: (name: string) => boolean;
}

/** An archive in an archive is opened, no deeper one. */
const DEEPEST = 1;
/** All of an archive's files together, unpacked, in bytes. */
const ARCHIVE_LIMIT = 1024 * 2 ** 20;

/**
 * Opens one input: text, HTML, Word, PDF, OFD, a web archive, or a zip or gzip file of these. What it is its content tells.
 * A library is loaded only when a file needs it.
 * @param file its name; the files of an archive are named `archive.zip!/inner/name.html`
 * @returns one source a document, those of an archive in its order. Never rejects for what a file holds: a file that cannot be
 * read gives a source with a problem.
 */
export async function openSources(bytes: Uint8Array, file: string, options: OpenOptions = {}): Promise<Source[]> {
  return open(bytes, file, options, 0);
}

async function open(bytes: Uint8Array, file: string, options: OpenOptions, depth: number): Promise<Source[]> {
  try {
    const content = kindOf(bytes) === 'gzip' ? gunzip(bytes) : bytes;
    const kind = kindOf(content);
    if (kind === 'gzip') throw new Unreadable('nested', 'it is gzip in gzip; unpack the outer one');
    if (kind === 'zip') return await openZip(content, file, options, depth);
    if (kind === 'text') return [openText(content, file, encodingOf(options))];
    return [sourceOf(file, await read(kind, content, options))];
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [failed(file, error.code, error.message)];
  }
}

const encodingOf = ({ encoding }: OpenOptions) => (encoding === undefined ? {} : { encoding });

async function read(kind: 'pdf' | 'ole' | 'mhtml', bytes: Uint8Array, { encoding }: OpenOptions): Promise<Reading> {
  if (kind === 'pdf') return (await import('./pdf/index.js')).readPdf(bytes);
  if (kind === 'ole') return (await import('./doc.js')).readDoc(bytes);
  return (await import('./mhtml.js')).readMhtml(bytes, encoding);
}

const failed = (file: string, code: string, message: string): Source => ({
  file,
  problem: { file, severity: 'error', code, message: `${file}: ${message}` },
});

const sourceOf = (file: string, { format, text, encoding = '', replaced = 0, warnings = [] }: Reading): Source => ({
  file,
  format,
  text,
  encoding,
  replaced,
  problems: warnings.map(({ code, message }) => ({ file, severity: 'warning', code, message: `${file}: ${message}` })),
});

function gunzip(bytes: Uint8Array): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: ENTRY_LIMIT });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') checkSize(ENTRY_LIMIT + 1);
    throw new Unreadable('damaged', `the gzip file is broken or cut off (${reason(error)}); download or copy it again`);
  }
}

/** A Word or OFD document, or an archive of files. */
async function openZip(bytes: Uint8Array, file: string, options: OpenOptions, depth: number): Promise<Source[]> {
  const entries = await openArchive(bytes);
  const docx = await import('./docx.js');
  if (docx.isDocx(entries)) return [sourceOf(file, await docx.readDocx(entries))];
  if (entries.some(({ name }) => name === 'OFD.xml'))
    return [sourceOf(file, await (await import('./ofd.js')).readOfd(entries))];
  const other = OTHER_CONTAINERS.find(([part]) => entries.some(({ name }) => name.startsWith(part)));
  if (other) throw new Unreadable('other-document', `this is ${other[1]}`);
  if (depth > DEEPEST) throw new Unreadable('nested', 'it is an archive in too many others; unpack the outer ones');
  return openEntries(entries, file, options, depth);
}

const OTHER_CONTAINERS: readonly (readonly [part: string, what: string])[] = [
  ['xl/', 'an Excel workbook; save its sheet as text (.txt) or its report as .docx'],
  ['ppt/', 'a PowerPoint presentation; save its text as .docx'],
  ['mimetype', 'an OpenDocument file or an e-book; save it as .docx'],
];

async function openEntries(
  entries: readonly Entry[],
  file: string,
  options: OpenOptions,
  depth: number,
): Promise<Source[]> {
  const reports = entries.filter(({ name }) => !isHidden(name) && READABLE_ENDINGS.has(endingOf(name)));
  if (reports.length === 0)
    throw new Unreadable('no-reports', `there is no file to read in this archive (${[...READABLE_ENDINGS].join(' ')})`);
  if (reports.reduce((sum, { size }) => sum + size, 0) > ARCHIVE_LIMIT)
    throw new Unreadable(
      'too-large',
      `its files would unpack to more than ${ARCHIVE_LIMIT / 2 ** 20} MiB; unpack it, if you trust it, and give the folder`,
    );
  const { wanted = () => true } = options;
  const sources: Source[] = [];
  for (const entry of reports) {
    const name = `${file}${INSIDE}${entry.name}`;
    if (endingOf(name) !== '.zip' && !wanted(name)) continue;
    sources.push(...(await openEntry(entry, name, options, depth + 1)));
  }
  return sources;
}

async function openEntry(entry: Entry, name: string, options: OpenOptions, depth: number): Promise<Source[]> {
  try {
    return await open(await entry.read(), name, options, depth);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [failed(name, error.code, error.message)];
  }
}

/** Files that are not the user's: of a folder's or an archive's own making. */
const isHidden = (name: string): boolean => name.split('/').some((part) => /^(?:\.|__MACOSX$)/.test(part));
