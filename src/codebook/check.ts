import type { Indicator } from '../types.js';
import { isPrinted } from './compile.js';
import { markedExample, markFault } from './examples.js';
import type { CodebookError, ReadEntry } from './load.js';
import { nearest, parseTerm, type Synonyms } from './terms.js';

interface Known {
  readonly entries: readonly ReadEntry[];
  readonly synonyms: Synonyms;
  readonly objects: readonly string[];
  readonly actions: readonly string[];
  readonly unitClasses: ReadonlySet<string>;
}

/** What the schema cannot see: ids given twice, names that refer to nothing, terms and examples that cannot be read. */
export function checkEntries(known: Known, base: readonly Indicator[]): CodebookError[] {
  const places = new Map(base.map((indicator) => [indicator.id, indicator.at]));
  const ids = new Set([...places.keys(), ...known.entries.flatMap((e) => e.entry.id ?? [])]);
  const above: Above = new Map<string | undefined, readonly (string | null | undefined)[]>([
    ...base.map(({ id, part_of, kind_of }) => [id, [part_of, kind_of]] as const),
    ...known.entries.map(({ entry }) => [entry.id, [wholeOf(entry), entry.kind_of]] as const),
  ]);
  const errors: CodebookError[] = [];
  for (const read of known.entries) {
    const fault: Fault = (path, message) =>
      errors.push({ file: read.file, line: read.lineOf(path), entry: read.entry.id ?? '', message });
    checkId(read, places, fault);
    checkReferences(read, ids, fault);
    checkCircle(read, above, fault);
    checkSets(read, known, fault);
    checkUnits(read, known.unitClasses, fault);
    checkTerms(read, known.synonyms, fault);
    checkExamples(read, fault);
  }
  return errors;
}

type Fault = (path: readonly (string | number)[], message: string) => void;

function checkId({ entry, file, line }: ReadEntry, places: Map<string, string>, fault: Fault): void {
  if (entry.id === undefined) return;
  const earlier = places.get(entry.id);
  if (earlier !== undefined) fault(['id'], `the id is taken by ${earlier}; choose another, or merge the two entries`);
  else places.set(entry.id, `${file}:${line}`);
  const domain = /(?:^|[\\/])indicators[\\/]([^\\/]+)\.yaml$/.exec(file)?.[1];
  if (domain !== undefined && !entry.id.startsWith(`${domain}.`))
    fault(['id'], `must begin with "${domain}." in this file; move the entry to ${entry.id.split('.')[0]}.yaml`);
}

function checkReferences({ entry }: ReadEntry, ids: ReadonlySet<string>, fault: Fault): void {
  const refer = (path: (string | number)[], id: string | null | undefined) => {
    if (id === null || id === undefined) return;
    if (id === entry.id) fault(path, `${path[0]} names the entry itself; name another indicator`);
    else if (!ids.has(id)) fault(path, `${path[0]} names the unknown indicator "${id}"; ${advice(id, [...ids])}`);
  };
  refer(['part_of'], wholeOf(entry));
  refer(['kind_of'], entry.kind_of);
  refer(['rate', 'numerator'], entry.rate?.numerator);
  entry.rate?.denominators?.forEach((id, i) => {
    refer(['rate', 'denominators', i], id);
  });
}

const wholeOf = ({ part_of }: ReadEntry['entry']): string | undefined =>
  typeof part_of === 'object' ? part_of.id : part_of;

type Above = ReadonlyMap<string | undefined, readonly (string | null | undefined)[]>;

/** A part of its own part, by however many steps. An entry that names itself is told by what it refers to. */
function checkCircle({ entry }: ReadEntry, above: Above, fault: Fault): void {
  const back = (id: string, way: readonly string[]): readonly string[] | null => {
    for (const next of above.get(id) ?? []) {
      if (next === entry.id && way.length > 0) return [...way, id, next!];
      const found = next && next !== id && !way.includes(next) ? back(next, [...way, id]) : null;
      if (found) return found;
    }
    return null;
  };
  const circle = entry.id === undefined ? null : back(entry.id, []);
  if (!circle) return;
  const key = circle[1] === wholeOf(entry) ? 'part_of' : 'kind_of';
  fault([key], `${key} leads back to the entry: ${circle.join(' → ')}; take out one step`);
}

function checkSets({ entry }: ReadEntry, { objects, actions }: Known, fault: Fault): void {
  for (const [key, names] of [
    ['object', objects],
    ['action', actions],
  ] as const) {
    const name = entry[key];
    if (name === undefined || names.includes(name)) continue;
    const near = nearest(name, names);
    const help = near ? `did you mean "${near}"?` : `take one of ${key}s.yaml, or add a set under "${key}s:"`;
    fault([key], `unknown ${key} "${name}"; ${help}`);
  }
}

function checkUnits({ entry }: ReadEntry, classes: ReadonlySet<string>, fault: Fault): void {
  // Without classes the file of units is broken, which is said there once.
  if (classes.size === 0) return;
  for (const unit of [entry.unit ?? []].flat())
    if (!classes.has(unit) && !isPrinted(unit))
      fault(
        ['unit'],
        `unknown unit class "${unit}"; ${advice(unit, [...classes], 'add the class to units.yaml, or take one of:')}`,
      );
}

function checkTerms({ entry }: ReadEntry, synonyms: Synonyms, fault: Fault): void {
  for (const key of ['topic', 'measure', 'unless'] as const)
    entry[key]?.forEach((term, i) => {
      try {
        parseTerm(term, synonyms);
      } catch (error) {
        fault([key, i], `${key} term "${term}" ${(error as Error).message}`);
      }
      if (entry[key]?.indexOf(term) !== i) fault([key, i], `${key} term "${term}" is given twice; take one out`);
    });
}

function checkExamples({ entry }: ReadEntry, fault: Fault): void {
  for (const kind of ['yes', 'no'] as const)
    entry.examples?.[kind]?.forEach((marked, i) => {
      const message = exampleFault(marked, kind);
      if (message) fault(['examples', kind, i], `example "${shorten(marked)}": ${message}`);
    });
}

function exampleFault(marked: string, kind: 'yes' | 'no'): string | null {
  try {
    const example = markedExample(marked);
    if (kind === 'no')
      return example.marks.length > 0 ? 'a "no" example has no { }; take the braces off or move it to yes' : null;
    if (example.marks.length === 0) return 'marks no figure; put { } around each number that this indicator must claim';
    return markFault(example);
  } catch (error) {
    return (error as Error).message;
  }
}

function shorten(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}

function advice(wrong: string, known: readonly string[], otherwise?: string): string {
  const near = nearest(wrong, known);
  if (near) return `did you mean "${near}"?`;
  return otherwise ? `${otherwise} ${known.join(', ')}` : 'add that entry, or correct the id';
}
