import type { Entry as ZipEntry, ZipFile } from 'yauzl';
import { Unreadable } from './reading.js';

/** One file of an archive. */
export interface Entry {
  /** With forward slashes. */
  readonly name: string;
  /** Size when unpacked, as the archive declares it. */
  readonly size: number;
  /** Unpacks it. Rejects when it is broken or does not have the size declared. */
  read(): Promise<Buffer>;
}

/** No report is greater than this when unpacked, in bytes. */
export const ENTRY_LIMIT = 64 * 2 ** 20;
const MIB = 2 ** 20;
/** Bit of an entry's flags: its name is UTF-8. */
const UTF8_NAME = 0x800;
/** Extra field with the name in UTF-8. */
const UNICODE_PATH = 0x7075;

/**
 * Lists the files of a zip archive. Nothing is unpacked yet.
 * @throws Unreadable when the archive is broken or cut off
 */
export async function openArchive(bytes: Uint8Array): Promise<Entry[]> {
  const { fromBufferPromise } = await import('yauzl');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const zip = await fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false });
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      if (!name.endsWith('/')) entries.push({ name, size: entry.uncompressedSize, read: () => unpack(zip, entry) });
    }
    return entries;
  } catch (error) {
    throw new Unreadable(
      'damaged',
      `the zip container is broken or cut off (${reason(error)}); download or copy the file again`,
    );
  }
}

async function unpack(zip: ZipFile, entry: ZipEntry): Promise<Buffer> {
  if (entry.isEncrypted())
    throw new Unreadable('encrypted', 'it is locked with a password; unpack the archive and give the folder');
  checkSize(entry.uncompressedSize);
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch (error) {
    throw new Unreadable('damaged', `it cannot be unpacked (${reason(error)}); download or copy the archive again`);
  }
}

/** @throws Unreadable for a size that no report has */
export function checkSize(size: number): void {
  if (size <= ENTRY_LIMIT) return;
  throw new Unreadable(
    'too-large',
    `it would unpack to ${Math.ceil(size / MIB)} MiB, more than the ${ENTRY_LIMIT / MIB} MiB that a report may have; ` +
      'if it is one, unpack it and split it',
  );
}

export const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** An entry's name: UTF-8 where the archive says so or the bytes are valid as such, else GBK as Chinese Windows writes it. */
function nameOf(entry: ZipEntry): string {
  // Undecoded, as asked for; the types know only the other case.
  const raw = entry.fileName as unknown as Buffer;
  const unicode = entry.extraFields.find(({ id }) => id === UNICODE_PATH)?.data;
  if (unicode && unicode.length > 5) return unicode.toString('utf8', 5).replaceAll('\\', '/');
  const name = (entry.generalPurposeBitFlag & UTF8_NAME) !== 0 ? raw.toString('utf8') : decodedName(raw);
  return name.replaceAll('\\', '/');
}

function decodedName(raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return new TextDecoder('gb18030').decode(raw);
  }
}
