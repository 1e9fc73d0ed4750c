import { product } from './page.js';

/** What is used of a page's drawing, and the numbers of its instructions, as pdf.js gives them. */
export interface Drawing {
  readonly fnArray: ArrayLike<number>;
  readonly argsArray: ArrayLike<unknown>;
}

export type Instructions = Readonly<Record<string, number>>;

/** A straight line on the page, `[x, y, x, y]`. */
export type Stroke = readonly [number, number, number, number];

const UNMOVED: readonly number[] = [1, 0, 0, 1, 0, 0];
/** A filled shape that is no wider is a line. */
const THIN = 2.5;
/** A page with more is a drawing. */
const MOST = 20_000;
const PAINTS = [
  'stroke',
  'closeStroke',
  'fill',
  'eoFill',
  'fillStroke',
  'eoFillStroke',
  'closeFillStroke',
  'closeEOFillStroke',
];

/** The straight lines that a page draws: strokes along an axis, and thin filled boxes. */
export function strokesOf({ fnArray, argsArray }: Drawing, instructions: Instructions): Stroke[] {
  const paints = new Map(PAINTS.map((name) => [instructions[name], /stroke/i.test(name)]));
  const strokes: Stroke[] = [];
  const saved: (readonly number[])[] = [];
  let matrix = UNMOVED;
  for (let i = 0; i < fnArray.length && strokes.length < MOST; i++) {
    const instruction = fnArray[i];
    const args = argsArray[i] as readonly unknown[] | null;
    if (instruction === instructions.save) saved.push(matrix);
    else if (instruction === instructions.restore) matrix = saved.pop() ?? UNMOVED;
    else if (instruction === instructions.transform) matrix = product(matrix, args as readonly number[]);
    else if (instruction === instructions.paintFormXObjectBegin) {
      saved.push(matrix);
      if (args?.[0]) matrix = product(matrix, args[0] as readonly number[]);
    } else if (instruction === instructions.paintFormXObjectEnd) matrix = saved.pop() ?? UNMOVED;
    else if (instruction === instructions.constructPath) {
      const stroked = paints.get(args?.[0] as number);
      const data = (args?.[1] as readonly (ArrayLike<number> | null)[] | undefined)?.[0];
      if (stroked !== undefined && data) strokes.push(...linesIn(data, matrix, stroked));
    }
  }
  return strokes;
}

/** How many numbers follow an instruction of a path: move, line, curve, curve of second degree, close. */
const ARGUMENTS = [2, 2, 6, 4, 0];

function linesIn(data: ArrayLike<number>, matrix: readonly number[], stroked: boolean): Stroke[] {
  const lines: Stroke[] = [];
  let path: [number, number][] = [];
  const flush = () => {
    lines.push(...(stroked ? path.slice(1).map((to, i): Stroke => [...path[i]!, ...to]) : thin(path)));
    path = [];
  };
  for (let i = 0; i < data.length; ) {
    const instruction = data[i]!;
    const count = ARGUMENTS[instruction];
    if (count === undefined) break;
    if (instruction === 0) flush();
    if (instruction === 4 && path[0]) path.push(path[0]);
    if (count > 0) path.push(moved(matrix, data[i + count - 1]!, data[i + count]!));
    i += count + 1;
  }
  flush();
  return lines;
}

const moved = ([a, b, c, d, e, f]: readonly number[], x: number, y: number): [number, number] => [
  a! * x + c! * y + e!,
  b! * x + d! * y + f!,
];

/** The line that a thin filled box is. */
function thin(path: readonly (readonly [number, number])[]): Stroke[] {
  if (path.length < 3) return [];
  const xs = path.map(([x]) => x);
  const ys = path.map(([, y]) => y);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (high - low <= THIN && right - left > high - low) return [[left, (low + high) / 2, right, (low + high) / 2]];
  if (right - left <= THIN && high - low > right - left) return [[(left + right) / 2, low, (left + right) / 2, high]];
  return [];
}
