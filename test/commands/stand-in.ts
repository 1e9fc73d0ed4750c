// A stand-in for the mining core: every number of the text is a figure, those followed by 件 are coded.
// It lets the edges be tested for what they promise, whatever the codebook says.
import { Writable } from 'node:stream';
import type { Engine, OpenEngine } from '../../src/batch/engine.js';
import { run } from '../../src/cli.js';
import type { Openers } from '../../src/commands/context.js';
import type {
  Binding,
  Codebook,
  Coverage,
  DocumentFacts,
  Figure,
  Indicator,
  Mined,
  Observation,
} from '../../src/types.js';

const indicator = (id: string, zh: string, en: string): Indicator => ({
  id,
  name: { zh, en },
  definition: `${zh}的件数`,
  source: '',
  unit: ['cases'],
  topic: ['案件'],
  measure: [zh],
  unless: [],
  inherit: 'heading',
  object: null,
  action: null,
  part_of: null,
  part_as: null,
  kind_of: null,
  rate: null,
  examples: { yes: [`${zh}{5}件。`], no: [`${zh}5人。`] },
  at: 'cases.yaml:1',
});

export const codebook: Codebook = {
  indicators: [
    indicator('cases.closed', '办结案件', 'Cases closed'),
    indicator('cases.opened', '受理案件', 'Cases opened'),
  ],
  synonyms: {},
  objects: [],
  actions: [],
  sha256: 'f00d',
};

const facts = (file: string): DocumentFacts => ({
  file,
  format: 'text',
  encoding: 'utf-8',
  title: '报告',
  kind: 'report',
  region: { name: '某县', code: '610000', level: 'county', candidates: [], note: '' },
  year: 2021,
  yearCandidates: [],
  period: '2021',
  issuer: '',
  scope: '',
  source: '',
  published: '',
  documentNumber: '',
  indexNumber: '',
  sha256: '',
});

function observe(file: string, text: string, match: RegExpMatchArray): Observation {
  const start = match.index!;
  const from = text.lastIndexOf('\n', start) + 1;
  const to = text.indexOf('\n', start);
  const coded = match[2] === '件';
  return {
    file,
    title: '报告',
    doc_kind: 'report',
    issuer: '',
    scope: '',
    region: '某县',
    region_code: '610000',
    region_level: 'county',
    year: 2021,
    indicator: coded ? 'cases.closed' : '',
    indicator_name: coded ? '办结案件' : '',
    label: text.slice(from, start),
    aspect: 'level',
    status: 'achieved',
    value: match[1]!,
    value_max: '',
    unit: match[2]!,
    qualifier: 'exact',
    period: '2021',
    basis: 'year',
    breakdown: '',
    section: '',
    sentence: text.slice(from, to < 0 ? undefined : to),
    line: text.slice(0, start).split('\n').length,
    start,
    end: start + match[1]!.length,
    derived: false,
    rule: 'fake',
    flags: '',
  };
}

const bind = (observation: Observation, figure: number): Binding => ({
  figure,
  indicator: observation.indicator || null,
  label: observation.label,
  breakdown: {},
  rule: 'fake',
  of: figure === 1 ? 0 : null,
  flags: [],
  candidates: [
    {
      indicator: 'cases.opened',
      score: 1,
      evidence: [],
      verdict: 'weak',
      why: 'its words stand too far off',
    },
  ],
});

function cover(observations: readonly Observation[]): Coverage {
  const closed = observations.filter(({ indicator }) => indicator !== '');
  const [first] = closed;
  const reported = { indicator: 'cases.closed', state: 'reported', figures: closed.length, targets: 0 } as const;
  return {
    figures: observations.length,
    coded: closed.length,
    uncoded: observations.length - closed.length,
    uncoded_aspects: { level: observations.length - closed.length },
    uncoded_statuses: {},
    indicators: first ? [{ ...reported, line: first.line }] : [],
  };
}

export const mine = (bytes: Uint8Array, file: string): Mined => {
  const text = Buffer.from(bytes).toString('utf8');
  if (text.includes('BOOM')) throw new Error('boom');
  const observations = [...text.matchAll(/(\d+)([件人])/g)].map((match) => observe(file, text, match));
  const empty = { file, severity: 'error', code: 'empty', message: 'is empty; save the page again' } as const;
  return {
    document: facts(file),
    text,
    observations,
    findings: [],
    problems: text === '' ? [empty] : [],
    coverage: text === '' ? null : cover(observations),
    figures: observations.map((one) => ({ start: one.start, end: one.end }) as Figure),
    bindings: observations.map(bind),
  };
};

const engine: Engine = {
  segmenter: 'stand-in',
  codebook,
  mine,
  open: async (bytes, file) => [
    { file, text: Buffer.from(bytes).toString('utf8'), encoding: 'utf-8', replaced: 0, problems: [] },
  ],
  mineSource: (source) => mine(Buffer.from('text' in source ? source.text : ''), source.file),
};
export const openStandIn: OpenEngine = async () => engine;
const standIns: Openers = { openEngine: openStandIn, openCodebook: async () => codebook };

class Capture extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in a folder and gives what came of it. */
export async function start(
  argv: readonly string[],
  {
    cwd,
    stdin = '',
    colour = false,
    openers = {},
  }: { cwd: string; stdin?: string; colour?: boolean; openers?: Partial<Openers> },
): Promise<Ended> {
  const stdout = new Capture();
  const stderr = new Capture();
  const input = (async function* () {
    yield Buffer.from(stdin);
  })();
  const code = await run(argv, { stdin: input, stdout, stderr, cwd, colour }, { ...standIns, ...openers });
  return { code, out: stdout.text, err: stderr.text };
}
