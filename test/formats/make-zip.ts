import { deflateRawSync } from 'node:zlib';

export interface ZipPart {
  /** Text is written as UTF-8 and marked so; bytes are written as they are. */
  readonly name: string | Uint8Array;
  readonly bytes: Uint8Array;
  /** Size that the archive says the file has when unpacked. */
  readonly declared?: number;
  readonly locked?: boolean;
}

/** A zip archive, also a false one. */
export function makeZip(parts: readonly ZipPart[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let place = 0;
  for (const { name, bytes, declared = bytes.length, locked = false } of parts) {
    const label = Buffer.from(name as string);
    const packed = deflateRawSync(bytes);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE((typeof name === 'string' ? 0x800 : 0) + (locked ? 1 : 0), 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(declared, 18);
    head.writeUInt16LE(label.length, 22);
    files.push(Buffer.from('PK\x03\x04', 'latin1'), head, label, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(place, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), head, tail, label);
    place += 30 + label.length + packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(place, 12);
  return Buffer.concat([...files, ...directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
