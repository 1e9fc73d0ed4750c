import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

function filesUnder(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

interface Source {
  readonly path: string;
  readonly text: string;
  /** What it imports: paths from the root for our own files, else names. */
  readonly imports: readonly string[];
  /** The same without imports of types alone, which are gone when it runs. */
  readonly runs: readonly string[];
}

const sources: Source[] = filesUnder('src', /\.ts$/).map((path) => {
  const text = readFileSync(join(root, path), 'utf8');
  const importsIn = (code: string) =>
    [...code.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) =>
      name.startsWith('.') ? posix.join(dirname(path), name).replace(/\.js$/, '.ts') : name,
    );
  const erased = text.replaceAll(/^(?:import|export) type [^;]*;/gm, '');
  return { path, text, imports: importsIn(text), runs: importsIn(erased) };
});

/** The stage a file belongs to: its folder in src/stages, or its own name there; null for other files. */
function stageOf(path: string): string | null {
  return /^src\/stages\/([^/]+?)(?:\.ts|\/.*)$/.exec(path)?.[1] ?? null;
}

/** Own files that a file of this part of the sources may import, beside those of its own folder. */
const ALLOWED: readonly (readonly [part: RegExp, imports: RegExp])[] = [
  [/^src\/types\.ts$/, /^$/],
  [/^src\/(graph\.ts|arithmetic\/|language\/)/, /^src\/(types\.ts|arithmetic\/|language\/)/],
  [/^src\/stages\//, /^src\/(types\.ts|graph\.ts|arithmetic\/|language\/|codebook\/compile\.ts|data\/)/],
  [/^src\/data\//, /^src\/(types\.ts|data\/)/],
  [/^src\/panel\//, /^src\/(types\.ts|panel\/)/],
  [/^src\/write\//, /^src\/(types\.ts|write\/|panel\/)/],
  // The build's last step opens a segmenter, to see which words the dictionary lacks.
  [/^src\/codebook\/emit\.ts$/, /^src\/(types\.ts|codebook\/|batch\/segmenter\.ts)/],
  [/^src\/codebook\//, /^src\/(types\.ts|codebook\/)/],
  // The page runs in a browser: it has nothing of the program but the shape of its data.
  [/^src\/review\/page\//, /^src\/(types\.ts|review\/(payload\.ts|page\/))/],
  [/^src\/review\//, /^src\/(types\.ts|decisions\.ts|review\/)/],
  // Readers of files open what mine.ts takes; they know nothing of what is made of it,
  // but share what raised text is with the reader of pages.
  [/^src\/formats\//, /^src\/(types\.ts|mine\.ts|stages\/decode\.ts|language\/raised\.ts|formats\/)/],
  [/^src\/mine\.ts$/, /^src\/(types\.ts|graph\.ts|language\/|stages\/|codebook\/compile\.ts)/],
];

const PURE_PARTS = /^src\/(stages\/|panel\/|mine\.ts|types\.ts)/;
const EDGES = /^(node:)?(fs|child_process|worker_threads|http|https|net|os|process|readline|tty)(\/|$)/;

describe('the direction of imports', () => {
  it('is found at all: the sources import one another', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.filter((source) => source.imports.includes('src/types.ts')).length).toBeGreaterThan(5);
    for (const { imports } of sources)
      for (const name of imports)
        if (name.startsWith('src/')) expect(sources.map((source) => source.path)).toContain(name);
  });

  it('goes from the edges to the stages, and from no stage to another', () => {
    const wrong = sources.flatMap(({ path, imports }) => {
      const allowed = ALLOWED.find(([part]) => part.test(path))?.[1];
      if (!allowed) return [];
      const stage = stageOf(path);
      return imports
        .filter((name) => name.startsWith('src/') && !allowed.test(name))
        .filter((name) => stage === null || stageOf(name) !== stage)
        .map((name) => `${path} imports ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('leads from no pure file to files, processes or the terminal', () => {
    const pure = sources.filter(({ path }) => PURE_PARTS.test(path));
    const wrong = pure.flatMap(({ path, imports, text }) => [
      ...imports.filter((name) => EDGES.test(name)).map((name) => `${path} imports ${name}`),
      ...(/\b(process\.|console\.)/.test(text) ? [`${path} speaks to the process or the terminal`] : []),
    ]);
    expect(wrong).toEqual([]);
  });

  it('has no ring among files', () => {
    const edges = new Map(sources.map(({ path, runs }) => [path, runs.filter((name) => name.startsWith('src/'))]));
    const done = new Set<string>();
    const rings: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) rings.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (trail.includes(path) || done.has(path)) return;
      for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of edges.keys()) visit(path, []);
    expect(rings).toEqual([]);
  });
});

describe('links between figures', () => {
  /** What a finder of links makes; everyone else only reads a Graph. */
  const MAKES =
    /\b(?:Link|PartList|Run|Move|ShareRun|SharePair)\b[^;]*\[\]\s*=>|:\s*(?:Link|PartList|Run|Move|ShareRun|SharePair)\[\]\s*(?:=|\{)/;

  it('are found by one module', () => {
    const finders = sources
      .filter(({ path, text }) => path.startsWith('src/stages/') && MAKES.test(text))
      .map(({ path }) => path);
    expect(finders.length).toBeGreaterThan(2);
    expect(finders.filter((path) => !path.startsWith('src/stages/relate/'))).toEqual([]);
  });
  it('are what the binder and the audit go by: both are given the graph', () => {
    for (const stage of ['bind', 'audit'])
      expect(sources.find(({ path }) => path === `src/stages/${stage}/index.ts`)?.imports).toContain('src/graph.ts');
  });
});

describe('the files', () => {
  const code = [...sources.map(({ path }) => path), ...filesUnder('test', /\.ts$/)];

  it('hold at most 400 lines each', () => {
    const long = code
      .map((path) => [path, readFileSync(join(root, path), 'utf8').split('\n').length - 1] as const)
      .filter(([, lines]) => lines > 400);
    expect(long).toEqual([]);
  });

  it('stand one folder deep where they find a file beside themselves, as the bundle does', () => {
    const deep = sources
      .filter(({ path, text }) => /new URL\([^)]*import\.meta\.url/.test(text) && path.split('/').length !== 3)
      .map(({ path }) => path);
    expect(deep).toEqual([]);
  });

  it('are named after what they hold', () => {
    const dustbins = code.filter((path) => /(^|[/.-])(utils?|helpers?|misc|common)([/.-]|$)/.test(path));
    expect(dustbins).toEqual([]);
  });
});
