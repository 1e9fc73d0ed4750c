import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { TEMPLATE } from './writer.js';

/** The modules of the page, each after those that it imports. */
const MODULES = [
  'dom',
  'words',
  'model',
  'csv',
  'text',
  'table',
  'detail',
  'documents',
  'recode',
  'scale',
  'plots',
  'summary',
  'main',
];

const source = new URL('../../src/review/page/', import.meta.url);
const compiled = new URL('../../dist/review/page/', import.meta.url);

/**
 * Makes one classic script of the compiled modules: imports fall away, and what was exported stands in one scope.
 * @throws Error where a module holds what this cannot do, such as a renamed import or a name used twice.
 */
export function bundle(modules: readonly string[]): string {
  const bodies = modules.map((text) => text.replace(/^import [^;]*;\n/gm, '').replace(/^export (?:\{\};\n)?/gm, ''));
  const script = `(() => {\n'use strict';\n${bodies.join('')}})();\n`;
  const left = /^(?:import|export)\b.*$|<\/script|<!--/m.exec(script);
  if (left) throw new Error(`the script of the review page may not hold "${left[0]}"`);
  new Script(script);
  return script;
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Puts style and script into the page. Only they, known by their hashes, may run or apply, and nothing may be loaded: the page
 * works from disk and speaks to no one.
 */
export function assemble(html: string, style: string, script: string): string {
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return html
    .replace('%POLICY%', () => policy)
    .replace('%STYLE%', () => style)
    .replace('%SCRIPT%', () => script);
}

/** Makes the page of what the compiler made of its modules. */
export function buildPage(): void {
  const read = (file: URL): string => readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  const script = bundle(MODULES.map((name) => read(new URL(`${name}.js`, compiled))));
  const page = assemble(read(new URL('page.html', source)), read(new URL('page.css', source)), script);
  mkdirSync(new URL('.', TEMPLATE), { recursive: true });
  const beside = new URL(`${TEMPLATE.href}.${process.pid}`);
  writeFileSync(beside, page);
  renameSync(beside, TEMPLATE);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildPage();
