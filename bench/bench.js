// What must stay fast, measured side by side in one run so that the ratios hold on any machine:
// - `baoshu extract` of one report, process start to end, against loading nodejieba with its own dictionary;
// - the time to mine a text against its length: four times the text should take four times as long;
// - the CPU time of one reading of the lexicon, for each figure;
// - where BASE names the folder of another build, the CPU time of a character against that build's, document by document.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openEngine } from '../dist/batch/engine.js';
import { openKnowledge } from '../dist/knowledge.js';
import { linked } from '../dist/mine.js';
import { numbersOf, readerOf } from '../dist/stages/bind/index.js';
import { Listener } from '../dist/stages/bind/listen.js';
import { Possible } from '../dist/stages/bind/may.js';
import { normalize } from '../dist/stages/normalize.js';
import { structure } from '../dist/stages/structure/index.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = new URL('../fixtures/reports/', import.meta.url);
const report = readdirSync(reports).find((name) => name.endsWith('.txt'));
const path = fileURLToPath(new URL(report, reports));

/** The reports and the annotated texts. */
const documents = ['reports', 'gold/five', 'gold/model', 'gold/whole', 'gold/written'].flatMap((folder) => {
  const at = new URL(`../fixtures/${folder}/`, import.meta.url);
  const names = readdirSync(at).filter((name) => name.endsWith('.txt'));
  return names.sort().map((name) => ({ name, bytes: readFileSync(new URL(name, at)) }));
});

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** CPU time in microseconds. */
function spent(work) {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

function node(...args) {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root });
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed: ${stderr}`);
}

function startToEnd() {
  const runs = Array.from({ length: 9 }, () => [
    timed(() => node('bin/baoshu.js', 'extract', path)),
    timed(() => node('-e', "require('nodejieba').load()")),
  ]);
  const ours = median(runs.map(([a]) => a));
  const theirs = median(runs.map(([, b]) => b));
  const share = (100 * ours) / theirs;
  console.log(
    `extract of one report: ${ours.toFixed(0)} ms; nodejieba alone: ${theirs.toFixed(0)} ms; ${share.toFixed(0)} % of it`,
  );
}

async function growth() {
  const engine = await openEngine({});
  const text = readFileSync(path, 'utf8');
  const mined = (times) => {
    const bytes = Buffer.from(`${text}\n`.repeat(times));
    return timed(() => engine.mine(bytes, 'report.txt', {}));
  };
  // The first texts compile the program.
  mined(16);
  const sizes = [1, 4, 16];
  const rounds = Array.from({ length: 5 }, () => sizes.map(mined));
  const times = sizes.map((_, i) => median(rounds.map((round) => round[i])));
  sizes.forEach((size, i) => {
    const ratio = times[i] / times[0];
    const speed = (text.length * size) / times[i];
    console.log(
      `text x ${size}: ${times[i].toFixed(1)} ms, ${ratio.toFixed(1)} times the first, ${speed.toFixed(0)} characters/ms`,
    );
  });
}

function lexicon() {
  const knowledge = openKnowledge();
  const facts = { kind: 'report', year: null, period: '' };
  const page = { furniture: [] };
  const texts = documents.map(({ bytes }) => {
    const norm = normalize(bytes.toString());
    return linked(norm, structure(norm, page, knowledge.forms), facts, page, knowledge);
  });
  const { lexicon } = knowledge.learnt;
  const may = new Possible(knowledge.matcher, numbersOf(lexicon.classes, knowledge.matcher));
  const total = texts.reduce((sum, { graph }) => sum + graph.mentions.length, 0);
  const readers = texts.map(readerOf);
  const read = () => {
    for (const [k, { graph, figures }] of texts.entries()) {
      const listener = new Listener(lexicon, readers[k]);
      for (const mention of graph.mentions) listener.ask(mention, may.of(figures[mention.figure]), () => {});
    }
  };
  // The first readings compile the program.
  for (let k = 0; k < 5; k++) read();
  const time = median(Array.from({ length: 9 }, () => spent(read)));
  console.log(`reading of the lexicon: ${(time / total).toFixed(1)} µs for each of ${total} figures`);
}

/** Both builds mine the same documents in turn, so that whatever else the machine does slows both. */
async function against(base) {
  const other = await import(pathToFileURL(resolve(base, 'dist/batch/engine.js')).href);
  const engines = [await openEngine({}), await other.openEngine({})];
  const mined = (engine, { bytes, name }) => spent(() => engine.mine(bytes, name, { coverage: false }));
  const round = (turn) => {
    const sums = [0, 0];
    documents.forEach((document, k) => {
      for (const one of (turn + k) % 2 ? [0, 1] : [1, 0]) sums[one] += mined(engines[one], document);
    });
    return sums;
  };
  for (let turn = 0; turn < 3; turn++) round(turn);
  const rounds = Array.from({ length: 8 }, (_, turn) => round(turn));
  const characters = documents.reduce((sum, { bytes }) => sum + bytes.toString().length, 0);
  const [ours, theirs] = [0, 1].map((one) => median(rounds.map((sums) => sums[one])) / characters);
  const ratio = median(rounds.map(([a, b]) => a / b));
  console.log(
    `mining: ${ours.toFixed(2)} µs a character; the build in BASE: ${theirs.toFixed(2)} µs; ${ratio.toFixed(2)} times it`,
  );
}

startToEnd();
await growth();
lexicon();
if (process.env.BASE) await against(process.env.BASE);
