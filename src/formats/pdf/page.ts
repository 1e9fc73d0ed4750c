import type { Rule } from '../layout/grid.js';
import type { PageLayout, Run } from '../layout/rows.js';
import type { Stroke } from './paths.js';

/** A piece of text as pdf.js gives it: `transform` leads from the unit square to the page. */
export interface Item {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
}

export interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly transform: readonly number[];
}

/** Direction of a text, as a unit vector along an axis; null for slanted text, which is a watermark. */
type Direction = readonly [x: number, y: number];

/** Lines that are shorter rule nothing. */
const SHORTEST = 3;

interface Placed {
  readonly item: Item;
  readonly matrix: readonly number[];
  readonly direction: Direction | null;
}

/**
 * Lays out the text of a page that runs in the page's main direction: tables are often printed sideways. Slanted text is left
 * out.
 */
export function layoutOf(
  items: readonly Item[],
  { width, height, transform }: Viewport,
  strokes: readonly Stroke[] = [],
): PageLayout {
  const placed = items.map((item): Placed => {
    const matrix = product(transform, item.transform);
    return { item, matrix, direction: directionOf(matrix[0]!, matrix[1]!) };
  });
  const [ux, uy] = mainDirection(placed);
  const across = (x: number, y: number): readonly [number, number] => [x * ux + y * uy, y * ux - x * uy];
  const [endX, endY] = across(width, height);
  const runs = placed
    .filter(({ direction }) => direction?.[0] === ux && direction[1] === uy)
    .map(({ item, matrix }): Run => {
      const [x, y] = across(matrix[4]!, matrix[5]!);
      return {
        text: item.str,
        x: x - Math.min(0, endX),
        y: y - Math.min(0, endY),
        width: item.width,
        size: Math.hypot(matrix[2]!, matrix[3]!),
      };
    });
  const onPage = (x: number, y: number) => {
    const [, , , , e, f] = product(transform, [1, 0, 0, 1, x, y]);
    const [left, top] = across(e!, f!);
    return [left - Math.min(0, endX), top - Math.min(0, endY)] as const;
  };
  const rules = strokes.flatMap(([x1, y1, x2, y2]) => ruleOf(onPage(x1, y1), onPage(x2, y2)));
  return { width: Math.abs(endX), height: Math.abs(endY), runs, rules };
}

/** A line that lies straight; none for one that is slanted, or a dot. */
function ruleOf([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): Rule[] {
  const [width, height] = [Math.abs(x2 - x1), Math.abs(y2 - y1)];
  if (height < 1 && width > SHORTEST)
    return [{ level: true, at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2) }];
  if (width < 1 && height > SHORTEST)
    return [{ level: false, at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) }];
  return [];
}

/** First b, then a, as matrices of PDF. */
export function product(a: readonly number[], b: readonly number[]): number[] {
  const [a0, a1, a2, a3, a4, a5] = a as [number, number, number, number, number, number];
  const [b0, b1, b2, b3, b4, b5] = b as [number, number, number, number, number, number];
  return [
    a0 * b0 + a2 * b1,
    a1 * b0 + a3 * b1,
    a0 * b2 + a2 * b3,
    a1 * b2 + a3 * b3,
    a0 * b4 + a2 * b5 + a4,
    a1 * b4 + a3 * b5 + a5,
  ];
}

function directionOf(x: number, y: number): Direction | null {
  if (Math.abs(y) < 0.1 * Math.abs(x)) return x > 0 ? [1, 0] : [-1, 0];
  if (Math.abs(x) < 0.1 * Math.abs(y)) return y > 0 ? [0, 1] : [0, -1];
  return null;
}

function mainDirection(placed: readonly Placed[]): Direction {
  const weights = new Map<string, { readonly direction: Direction; weight: number }>();
  for (const { item, direction } of placed) {
    if (!direction) continue;
    const known = weights.get(direction.join()) ?? { direction, weight: 0 };
    known.weight += item.str.trim().length;
    weights.set(direction.join(), known);
  }
  let best: { readonly direction: Direction; weight: number } = { direction: [1, 0], weight: 0 };
  for (const one of weights.values()) if (one.weight > best.weight) best = one;
  return best.direction;
}
