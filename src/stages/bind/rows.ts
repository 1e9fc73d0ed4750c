/** What a step of a row is worth by the byte that tells it: an eighth of an octave each. */
export const scaleOf = (byte: number): number => 2 ** ((byte & 255) / 8 - 24);

/**
 * The bytes of a row: one that tells what a step of its vector is worth (`scaleOf`), then the vector in steps, two numbers to a byte:
 * sixteen bytes hold 32 numbers, the first 16 in their lower halves.
 */
export const rowSize = (width: number): number => 1 + width / 2;

/** Where a number of a vector stands in a row: its byte, and whether in the upper half of it. */
const placeOf = (d: number): { byte: number; upper: boolean } => ({
  byte: 1 + 16 * (d >> 5) + (d & 15),
  upper: (d & 16) !== 0,
});

/** The vector of a row. */
export function vectorOf(rows: Int8Array, width: number, row: number): Float32Array {
  const at = row * rowSize(width);
  const step = scaleOf(rows[at]!);
  return Float32Array.from({ length: width }, (_, d) => {
    const { byte, upper } = placeOf(d);
    const pair = rows[at + byte]!;
    return step * (upper ? pair >> 4 : (pair << 28) >> 28);
  });
}

/** The largest number that four bits hold either way. */
const TOP = 7;

/** The row of a vector, at the scale at which least of it is lost. */
export function rowOf(vector: Float32Array): Int8Array {
  const size = vector.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const widest = Math.min(255, Math.max(8, Math.ceil(8 * (Math.log2(size / TOP) + 24))));
  let best = { lost: Number.POSITIVE_INFINITY, scale: 0, steps: new Int8Array() };
  for (let scale = widest - 8; scale <= widest; scale++) {
    const step = scaleOf(scale);
    const steps = Int8Array.from(vector, (x) => Math.max(-TOP, Math.min(TOP, Math.round(x / step))));
    const lost = steps.reduce((sum, n, d) => sum + (n * step - vector[d]!) ** 2, 0);
    if (lost < best.lost) best = { lost, scale, steps };
  }
  const row = new Int8Array(rowSize(vector.length));
  row[0] = best.scale;
  for (const [d, n] of best.steps.entries()) {
    const { byte, upper } = placeOf(d);
    row[byte]! |= upper ? n << 4 : n & 15;
  }
  return row;
}
