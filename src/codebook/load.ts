import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import * as v from 'valibot';
import type { Node, YAMLMap, YAMLSeq } from 'yaml';
import type { Codebook, Indicator } from '../types.js';
import { checkEntries } from './check.js';
import { type Entry, entrySchema, FIELD_HELP, KNOWN_KEYS, setsSchema, unitClassesSchema } from './schema.js';
import { nearest } from './terms.js';

const require = createRequire(import.meta.url);

/** The YAML reader, brought only when there is a file to read: it takes longer to start than a report to mine. */
const yaml = () => require('yaml') as typeof import('yaml');

/** One YAML file of the codebook. `path` is used in messages, and says by its name what the file holds. */
export interface CodebookFile {
  readonly path: string;
  readonly text: string;
}

/** A mistake in the codebook: where it stands and what to do about it. */
export interface CodebookError {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** The entry's id; '' where there is none. */
  readonly entry: string;
  readonly message: string;
}

export interface ParseOptions {
  /** A codebook that these files add to: its ids and sets may be referred to, its ids not be given again. */
  readonly base?: Codebook;
  /** Names of unit classes, where no units.yaml is among the files. */
  readonly unitClasses?: readonly string[];
}

/** An entry with the places of its parts. */
export interface ReadEntry {
  /** The fields that passed the schema, so that a mistake in one does not hide those in others. */
  readonly entry: Partial<Entry>;
  /** The entry, where all of it passed. */
  readonly whole: Entry | null;
  readonly file: string;
  readonly line: number;
  /** Line of the node at the path inside the entry; of the entry where there is no such node. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

/** What a set of words may be named by: terms alone, or as an entry's object or action too. */
const SET_KINDS = ['synonyms', 'objects', 'actions'] as const;
type SetKind = (typeof SET_KINDS)[number];
const setKind = (name: string): SetKind | undefined => SET_KINDS.find((kind) => kind === name);

interface Reading {
  readonly entries: ReadEntry[];
  /** All sets, whatever their kind. */
  readonly synonyms: Record<string, readonly string[]>;
  readonly objects: string[];
  readonly actions: string[];
  readonly unitClasses: Set<string>;
  readonly errors: CodebookError[];
}

/**
 * Reads and validates the codebook's files: `objects.yaml`, `actions.yaml`, `synonyms.yaml` (sets), `units.yaml` (classes), every
 * other file a list of entries, or a map with the sets in sections of these names and `indicators:`. Never throws on bad content: all mistakes of all files come back at
 * once, in order of file and line, and the codebook holds the entries that had none.
 */
export function parseCodebook(
  files: readonly CodebookFile[],
  options: ParseOptions = {},
): { codebook: Codebook; errors: CodebookError[] } {
  const reading: Reading = {
    entries: [],
    synonyms: { ...options.base?.synonyms },
    objects: [...(options.base?.objects ?? [])],
    actions: [...(options.base?.actions ?? [])],
    unitClasses: new Set(options.unitClasses),
    errors: [],
  };
  for (const file of files) readFile(file, reading);
  const errors = [...reading.errors, ...checkEntries(reading, options.base?.indicators ?? [])];
  const rank = new Map(files.map((file, i) => [file.path, i]));
  errors.sort((a, b) => rank.get(a.file)! - rank.get(b.file)! || a.line - b.line);
  const bad = new Set(errors.map((error) => `${error.file}\n${error.entry}`));
  const own = reading.entries.flatMap(({ whole, file, line }) =>
    whole && !bad.has(`${file}\n${whole.id}`) ? [indicator(whole, `${file}:${line}`)] : [],
  );
  return { codebook: makeCodebook([...(options.base?.indicators ?? []), ...own], reading), errors };
}

/** `file:line id: message`, as one prints it. */
export function describeError(error: CodebookError): string {
  return `${error.file}:${error.line} ${error.entry ? `${error.entry}: ` : ''}${error.message}`;
}

/** A codebook of these indicators and sets, with the hash over everything in them but their places and examples. */
export function makeCodebook(
  indicators: readonly Indicator[],
  { synonyms, objects, actions }: Pick<Codebook, 'synonyms' | 'objects' | 'actions'>,
): Codebook {
  const said = indicators.map(({ at: _at, examples: _examples, ...rest }) => rest);
  const sha256 = createHash('sha256')
    .update(JSON.stringify([said, synonyms, objects, actions]))
    .digest('hex');
  return { indicators, synonyms, objects, actions, sha256 };
}

function indicator(entry: Entry, at: string): Indicator {
  const whole = typeof entry.part_of === 'string' ? { id: entry.part_of, as: null } : entry.part_of;
  return {
    id: entry.id,
    name: entry.name,
    definition: entry.definition,
    source: entry.source,
    unit: typeof entry.unit === 'string' ? [entry.unit] : entry.unit,
    object: entry.object ?? null,
    action: entry.action ?? null,
    topic: entry.topic ?? [],
    measure: entry.measure,
    unless: entry.unless ?? [],
    inherit: entry.inherit ?? 'heading',
    part_of: whole?.id ?? null,
    part_as: whole?.as ?? null,
    kind_of: entry.kind_of ?? null,
    rate: entry.rate ? { numerator: entry.rate.numerator ?? null, denominators: entry.rate.denominators ?? [] } : null,
    examples: { yes: entry.examples.yes, no: entry.examples.no ?? [] },
    at,
  };
}

function readFile(file: CodebookFile, reading: Reading): void {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines });
  const fault = (line: number, message: string, entry = '') =>
    reading.errors.push({ file: file.path, line, entry, message });
  for (const error of document.errors)
    fault(
      lines.linePos(error.pos[0]).line,
      `not valid YAML: ${error.message.split('\n')[0]}; check indentation and quotes`,
    );
  if (document.contents === null) return;
  const lineAt = (node: unknown): number => lines.linePos((node as Node | null)?.range?.[0] ?? 0).line;
  const broken = document.errors.filter((error) => error.code !== 'DUPLICATE_KEY').map((error) => error.pos[0]);
  const content = document.contents as Node;
  if (broken.length > 0) {
    // What stands around the break cannot be trusted; the other entries are read, so that their mistakes are told too.
    const sound = ({ range }: Node) => range && !broken.some((at) => range[0] <= at && at <= range[2]);
    for (const item of entriesIn(content)) if (sound(item)) readEntry(item, file.path, lineAt, fault, reading);
    return;
  }
  const base = file.path.replace(/^.*[\\/]|\.yaml$/g, '');
  const kind = setKind(base);
  if (base === 'units') readUnits(document.toJS(), fault, reading);
  else if (kind) readSets(kind, content, lineAt, fault, reading);
  else if (isSeq(content)) for (const item of content.items) readEntry(item, file.path, lineAt, fault, reading);
  else if (isMap(content)) readSections(content, file.path, lineAt, fault, reading);
  else fault(1, 'must be a list of entries, each beginning with "- id: …"');
}

/** The nodes of a file's entries, however much else is wrong. */
function entriesIn(content: Node): Node[] {
  const list = isMap(content) ? content.get('indicators', true) : content;
  return isSeq(list) ? (list.items as Node[]) : [];
}

type Fault = (line: number, message: string, entry?: string) => void;
type LineAt = (node: unknown) => number;

function readUnits(value: unknown, fault: Fault, reading: Reading): void {
  const result = v.safeParse(unitClassesSchema, value);
  if (result.success) for (const name of Object.keys(result.output.classes)) reading.unitClasses.add(name);
  else fault(1, 'must hold "classes:", a map from the name of a class to its list of units');
}

function readSets(kind: SetKind, node: Node, lineAt: LineAt, fault: Fault, reading: Reading): void {
  if (!isMap(node)) {
    fault(lineAt(node), 'must be a map from the name of a set to its list of words');
    return;
  }
  for (const pair of node.items) {
    const one = v.safeParse(setsSchema, { [String(pair.key)]: toJS(pair.value) });
    if (!one.success)
      fault(lineAt(pair.key), `set <${pair.key}> must be a list of words, at least one, in quotes if numbers`);
    else
      for (const [name, words] of Object.entries(one.output))
        addSet(kind, name, words, (message) => fault(lineAt(pair.key), message), reading);
  }
}

function addSet(
  kind: SetKind,
  name: string,
  words: readonly string[],
  fault: (message: string) => void,
  reading: Reading,
): void {
  const odd = words.find((word) => /[<>()|…\s]/.test(word));
  if (odd !== undefined) fault(`set <${name}>: "${odd}" must be a plain word without < > ( ) | … or blanks`);
  else if (Object.hasOwn(reading.synonyms, name)) fault(`set <${name}> is defined already; add the words there`);
  else {
    reading.synonyms[name] = words;
    if (kind !== 'synonyms') reading[kind].push(name);
  }
}

function readSections(node: YAMLMap, path: string, lineAt: LineAt, fault: Fault, reading: Reading): void {
  for (const { key, value } of node.items) {
    const kind = setKind(String(key));
    if (kind) readSets(kind, value as Node, lineAt, fault, reading);
    else if (String(key) === 'indicators' && isSeq(value))
      for (const item of value.items) readEntry(item, path, lineAt, fault, reading);
    else
      fault(
        lineAt(key),
        `unknown key "${key}"; a codebook file is a list of entries, or has "indicators:" and sets under "synonyms:", "objects:" or "actions:"`,
      );
  }
}

function readEntry(node: unknown, file: string, lineAt: LineAt, fault: Fault, reading: Reading): void {
  const line = lineAt(node);
  if (!isMap(node)) {
    fault(line, 'an entry must be a map beginning with "id:"');
    return;
  }
  const lineOf = (path: readonly (string | number)[]): number => {
    for (let length = path.length; length > 0; length--) {
      const found = node.getIn(path.slice(0, length), true);
      if ((found as Node | undefined)?.range) return lineAt(found);
    }
    return line;
  };
  const value = toJS(node) as Record<string, unknown>;
  const id = typeof value.id === 'string' ? value.id : '';
  const { whole, issues } = parseEntry(value);
  for (const issue of issues) {
    const path = (issue.path ?? []).map((item) => item.key as string | number);
    fault(lineOf(path), explain(issue, path, (node.getIn(path) ?? null) === null), id);
  }
  reading.entries.push({ entry: whole ?? soundFields(value), whole, file, line, lineOf });
}

type Issue = v.BaseIssue<unknown>;

/** Of a complaint that none of several forms fits: what is wrong inside the form that was meant, where that can be told. */
function inside(issue: Issue): Issue[] {
  const deeper = issue.issues?.filter(({ path }) => path !== undefined) ?? [];
  if (deeper.length === 0) return [issue];
  return deeper.map((one) => ({ ...one, path: [...(issue.path ?? []), ...one.path!] as Issue['path'] }) as Issue);
}

/** All complaints of the schema; it names one unknown key of a map at a time, so that known ones are taken out. */
function parseEntry(value: Record<string, unknown>): { readonly whole: Entry | null; readonly issues: Issue[] } {
  const issues: Issue[] = [];
  for (;;) {
    const result = v.safeParse(entrySchema, value);
    const found = result.issues?.flatMap(inside) ?? [];
    const unknown = found.filter(({ expected }) => expected === 'never');
    if (unknown.length === 0)
      return {
        whole: result.success && issues.length === 0 ? result.output : null,
        issues: [...issues, ...found],
      };
    issues.push(...unknown);
    for (const { path } of unknown) {
      const { input, key } = path!.at(-1)! as { input: Record<string, unknown>; key: string };
      delete input[key];
    }
  }
}

/** The fields of a map that pass the schema by themselves. */
function soundFields(value: Readonly<Record<string, unknown>>): Partial<Entry> {
  const parsed = Object.entries(entrySchema.entries).map(
    ([key, schema]) => [key, v.safeParse(schema, value[key])] as const,
  );
  return Object.fromEntries(parsed.flatMap(([key, result]) => (result.success ? [[key, result.output]] : [])));
}

/** What to do about one complaint of the schema; `isBare` where the key in question has no value. */
function explain(issue: Issue, path: readonly (string | number)[], isBare: boolean): string {
  const key = String(path.filter((part) => typeof part === 'string').at(-1) ?? '');
  const where = path
    .map((part) => (typeof part === 'number' ? `[${part + 1}]` : part))
    .join('.')
    .replaceAll('.[', ' [');
  if (issue.expected === 'never' && path.length > 1 && isBare)
    return `"${where}" is a key without a value; put a text that holds a comma in quotes`;
  if (issue.expected === 'never') {
    const near = nearest(key, KNOWN_KEYS);
    return `unknown key "${where}"; ${near ? `did you mean "${near}"?` : `take it out (known: ${KNOWN_KEYS.join(', ')})`}`;
  }
  const help = FIELD_HELP[key] ?? 'a value';
  if (issue.received === 'undefined') return `"${where}" is missing; give ${help}`;
  if (issue.type === 'regex') return `"${where}" is ${issue.received}: ${issue.message}`;
  if (/^-?\d/.test(issue.received)) return `"${where}" is the number ${issue.received}; put it in quotes`;
  return `"${where}" is ${issue.received}, expected ${help}`;
}

function toJS(node: unknown): unknown {
  return isMap(node) || isSeq(node) ? JSON.parse(JSON.stringify(node)) : (node as { value?: unknown } | null)?.value;
}

function isMap(node: unknown): node is YAMLMap {
  return yaml().isMap(node);
}

function isSeq(node: unknown): node is YAMLSeq {
  return yaml().isSeq(node);
}
