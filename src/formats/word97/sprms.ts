/** Codes of properties that are read, with their names in [MS-DOC] 2.6. */
export const SPRM = {
  deleted: 0x0800, // sprmCFRMarkDel
  strike: 0x0837, // sprmCFStrike
  doubleStrike: 0x2a53, // sprmCFDStrike
  hidden: 0x083c, // sprmCFVanish
  shift: 0x2a48, // sprmCIss
  runStyle: 0x4a30, // sprmCIstd
  level: 0x260a, // sprmPIlvl
  list: 0x460b, // sprmPIlfo
  inTable: 0x2416, // sprmPFInTable
  rowEnd: 0x2417, // sprmPFTtp
} as const;

const TABLE_DEFINITION = 0xd608;
/** Bytes of an operand, by the upper three bits of its code; the sixth says its length itself. */
const LENGTHS = [1, 1, 2, 4, 2, 2, 0, 3];

/** Calls with each property of a list of them: its code and the operand's first bytes as a number. */
export function eachSprm(bytes: Buffer, each: (code: number, operand: number) => void): void {
  for (let at = 0; at + 3 <= bytes.length; ) {
    const code = bytes.readUInt16LE(at);
    at += 2;
    const kind = code >> 13;
    let length = LENGTHS[kind]!;
    if (kind === 6) length = code === TABLE_DEFINITION ? bytes.readUInt16LE(at) + 1 : bytes[at]! + 1;
    each(code, at + 2 <= bytes.length && length > 1 ? bytes.readUInt16LE(at) : bytes[at]!);
    at += length;
  }
}
