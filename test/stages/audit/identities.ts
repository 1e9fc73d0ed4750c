import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A figure of an identity: its place in the text of its file. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface Identity {
  readonly file: string;
  readonly kind: string;
  readonly days: number;
  readonly places: readonly Place[];
}

export const fixture = (path: string): URL => new URL(`../../../${path}`, import.meta.url);

/** The identities that stand in the fixtures, with the places of their figures. @throws Error where a text is not found once. */
export function identities(): { readonly list: readonly Identity[]; readonly texts: ReadonlyMap<string, string> } {
  const raw: Record<string, { kind: string; text: string; days?: number }[]> = parse(
    readFileSync(fixture('fixtures/audit/identities.yaml'), 'utf8'),
  );
  const texts = new Map<string, string>();
  const list = Object.entries(raw).flatMap(([file, entries]) => {
    const text = readFileSync(fixture(file), 'utf8');
    texts.set(file, text);
    return entries.map(({ kind, text: marked, days = 0 }): Identity => {
      const plain = marked.replace(/[{}]/g, '');
      const at = text.indexOf(plain);
      if (at < 0 || text.indexOf(plain, at + 1) >= 0) throw new Error(`${file}: not there once: ${plain}`);
      return { file, kind, days, places: placesIn(marked, at) };
    });
  });
  return { list, texts };
}

function placesIn(marked: string, at: number): Place[] {
  const places: Place[] = [];
  let braces = 0;
  for (const match of marked.matchAll(/\{([\d.]+)\}/g)) {
    const start = at + match.index - braces;
    places.push({ start, end: start + match[1]!.length });
    braces += 2;
  }
  return places;
}

/** A printed number and how far off it may be by its rounding; in floats, as a reader with a pocket calculator has it. */
interface Printed {
  readonly value: number;
  readonly slack: number;
}

function printedAt(text: string, { start, end }: Place): Printed {
  const digits = text.slice(start, end);
  const scale = text[end] === '万' ? 10_000 : 1;
  const last = 10 ** -(digits.split('.')[1]?.length ?? 0) * scale;
  const rounded = scale > 1 || digits.includes('.') || '%％'.includes(text[end] ?? '');
  return { value: Number(digits) * scale, slack: rounded ? last / 2 : 0 };
}

/** Whether a function of printed numbers can give the last of them, each taken at both ends of its rounding. */
function gives(inputs: readonly Printed[], of: (values: readonly number[]) => number, result: Printed): boolean {
  const corners = inputs.reduce<number[][]>(
    (rows, { value, slack }) =>
      rows.flatMap((row) =>
        slack === 0
          ? [[...row, value]]
          : [
              [...row, value - slack],
              [...row, value + slack],
            ],
      ),
    [[]],
  );
  const values = corners.map(of);
  const tiny = 1e-9 * Math.max(1, Math.abs(result.value));
  return (
    Math.max(...values) >= result.value - result.slack - tiny &&
    Math.min(...values) <= result.value + result.slack + tiny
  );
}

const added = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const grown = ([from = 0, to = 0]: readonly number[]): number => Math.abs(((to - from) / from) * 100);

/** Whether the figures of an identity agree as printed in `text`: an oracle that knows nothing of the audit. */
export function agrees(text: string, { kind, days, places }: Identity): boolean {
  const all = places.map((place) => printedAt(text, place));
  const [first, last] = [all[0]!, all.at(-1)!];
  const middle = all.slice(1, -1);
  const before = all.slice(0, -1);
  switch (kind) {
    case 'sum':
      return gives(all.slice(1), added, first);
    case 'total':
      return gives(before, added, last);
    case 'rate':
      return gives([first, ...middle], ([whole = 0, ...parts]) => (added(parts) / whole) * 100, last);
    case 'shorter':
      return gives(before, grown, last);
    case 'last':
      return gives([all[1]!, first], grown, last);
    case 'change':
      return (
        gives(before, ([now = 0, more = 0]) => (more / (now - more)) * 100, last) ||
        gives(before, ([now = 0, less = 0]) => (less / (now + less)) * 100, last)
      );
    case 'moved':
      return gives(before, ([from = 0, to = 0]) => Math.abs(to - from), last);
    case 'each':
      return gives(before, ([count = 0, each = 0]) => count * each, last);
    case 'mean':
      return gives([first], ([total = 0]) => total / days, { ...last, slack: last.slack || 0.5 });
    default:
      throw new Error(`no such kind: ${kind}`);
  }
}
