// Writes the generated parts of docs: `npm run docs`. A test fails where they are stale.
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { parse } from 'yaml';
import { codebookFiles } from '../src/codebook/data.js';
import { describeError, parseCodebook } from '../src/codebook/load.js';
import { entrySchema, FIELD_HELP } from '../src/codebook/schema.js';
import { ALL_PRIORITIES, CELL_FLAGS, CELL_STATES } from '../src/panel/table.js';
import type { Codebook, Indicator } from '../src/types.js';
import { outputSchema } from '../src/write/schema.js';

const root = new URL('../', import.meta.url);

/** Names of the domains, for the headings; one that is not here is headed by its id alone. */
const DOMAINS: Readonly<Record<string, string>> = {
  adjudication: '行政裁决, administrative adjudication',
  arbitration: '仲裁, arbitration',
  credit: '政务诚信与社会信用, credit',
  decisions: '行政决策, decisions',
  disclosure: '政务公开, disclosure',
  documents: '立法与规范性文件, rules and documents',
  emergency: '突发事件应对, emergencies',
  enforcement: '行政执法, enforcement',
  governance: '基层治理, local governance',
  leadership: '组织领导, leadership',
  legal_aid: '法律援助, legal aid',
  legal_services: '公共法律服务, legal services',
  litigation: '行政应诉, litigation',
  mediation: '调解, mediation',
  petition: '信访, petitions',
  policing: '公安与司法, policing and justice',
  prosecution: '检察, prosecution',
  publicity: '普法, publicity of law',
  reconsideration: '行政复议, reconsideration',
  services: '政务服务与营商环境, services and business climate',
  supervision: '监督, supervision',
};

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** A table in Markdown. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), `|${'---|'.repeat(head.length)}`, ...rows.map(row)].join('\n');
}

function indicatorTables(indicators: readonly Indicator[]): string {
  const domainOf = ({ id }: Indicator): string => id.slice(0, id.indexOf('.'));
  return [...new Set(indicators.map(domainOf))]
    .map((domain) => {
      const own = indicators.filter((indicator) => domainOf(indicator) === domain);
      const heading = `### ${domain}${DOMAINS[domain] ? `: ${DOMAINS[domain]}` : ''}`;
      const rows = own.map(({ id, name, unit, object, action, definition, source }) => [
        `\`${id}\``,
        name.zh,
        name.en,
        unit.join(', '),
        object ?? '',
        action ?? '',
        definition,
        source,
      ]);
      return `${heading}\n\n${table(['id', '名称', 'name', 'unit', 'object', 'action', '定义', 'source'], rows)}`;
    })
    .join('\n\n');
}

type Classes = Readonly<Record<string, readonly string[]>>;

const unitTable = (classes: Classes): string =>
  table(
    ['class', 'units'],
    Object.entries(classes).map(([name, units]) => [`\`${name}\``, units.join(' ')]),
  );

const setTable = ({ objects, actions, synonyms }: Codebook): string =>
  Object.entries({ object: objects, action: actions })
    .map(([kind, names]) =>
      table(
        [kind, 'words'],
        names.map((name) => [`\`${name}\``, synonyms[name]!.join(' ')]),
      ),
    )
    .join('\n\n');

/** A page with what stands between `<!-- name -->` and `<!-- /name -->` put anew. */
function filled(page: string, name: string, text: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [page.indexOf(open), page.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`the page has no ${open} … ${close}; put the two lines back`);
  return `${page.slice(0, from + open.length)}\n\n${text}\n\n${page.slice(to)}`;
}

type Schema = Record<string, unknown> & { properties?: Record<string, Schema> };

/** Puts what a field must hold to each property, for the editor to show. */
function described(schema: Schema): Schema {
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    if (FIELD_HELP[key]) property.description = FIELD_HELP[key];
    described(property);
  }
  return schema;
}

/** The JSON Schema of a file of entries, for completion in editors. */
function fileSchema(classes: Classes): unknown {
  const { $schema, ...entry } = described(toJsonSchema(entrySchema, { errorMode: 'ignore' }) as Schema);
  const unit = { enum: Object.keys(classes) };
  const printed = { type: 'string', pattern: '[^\\w-]' };
  const items = { anyOf: [unit, printed] };
  entry.properties!.unit = { description: FIELD_HELP.unit, anyOf: [unit, { type: 'array', items, minItems: 1 }] };
  const entries = { type: 'array', items: { $ref: '#/definitions/entry' } };
  const words = { type: 'array', items: { type: 'string' }, minItems: 1 };
  const sets = { type: 'object', additionalProperties: words };
  const sections = { synonyms: sets, objects: sets, actions: sets, indicators: entries };
  return {
    $schema,
    title: 'A file of indicators for baoshu --codebook',
    anyOf: [entries, { type: 'object', properties: sections, additionalProperties: false }],
    definitions: { entry },
  };
}

/** docs/tables.md with its tables of what the panel knows. */
function tablesPage(): string {
  const code = (text: string): string => (text === '' ? '(empty)' : `\`${text}\``);
  const priorities = ALL_PRIORITIES.map(({ id, about }, i) => [String(i + 1), code(id), about]);
  const states = CELL_STATES.map(({ state, shows, about }) => [code(state), about, shows]);
  const flags = Object.entries(CELL_FLAGS).map(([names, about]) => [names.split(', ').map(code).join(', '), about]);
  const page = readFileSync(new URL('docs/tables.md', root), 'utf8');
  const withPriorities = filled(page, 'priorities', table(['', 'priority', 'what comes first'], priorities));
  const withStates = filled(withPriorities, 'states', table(['state', 'meaning', 'the cell shows'], states));
  return filled(withStates, 'flags', table(['flag', 'meaning'], flags));
}

/** The files that this makes: paths from the root of the repository, and their texts. */
export function generated(): { readonly path: string; readonly text: string }[] {
  const files = codebookFiles(new URL('src/data/', root));
  const { codebook, errors } = parseCodebook(files);
  if (errors.length > 0) throw new Error(errors.map(describeError).join('\n'));
  const { classes } = parse(files.find(({ path }) => path === 'units.yaml')!.text) as { classes: Classes };
  const page = readFileSync(new URL('docs/codebook.md', root), 'utf8');
  const withSets = filled(page, 'sets', setTable(codebook));
  const withUnits = filled(withSets, 'units', unitTable(classes));
  return [
    { path: 'docs/codebook.md', text: filled(withUnits, 'indicators', indicatorTables(codebook.indicators)) },
    { path: 'docs/codebook.schema.json', text: `${JSON.stringify(fileSchema(classes), null, 2)}\n` },
    { path: 'docs/tables.md', text: tablesPage() },
    { path: 'docs/output.schema.json', text: `${JSON.stringify(outputSchema(), null, 2)}\n` },
  ];
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  for (const { path, text } of generated()) writeFileSync(new URL(path, root), text);
