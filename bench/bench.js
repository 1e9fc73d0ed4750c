// What must stay fast, measured side by side in one run so that the ratios hold on any machine:
// - `baoshu extract` of one report, process start to end, against loading nodejieba with its own dictionary;
// - the time to mine a text against its length: four times the text should take four times as long;
// - the CPU time of one reading of the lexicon, for each figure;
// - where BASE names the folder of another build, the CPU time of one report and of all annotated documents against that build's.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
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
  return names.sort().map((name) => ({ at: fileURLToPath(new URL(name, at)), bytes: readFileSync(new URL(name, at)) }));
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

/** A page nested 20,000 deep against one with the same tags side by side. */
async function nested() {
  const engine = await openEngine({});
  const depth = 20_000;
  const pages = [
    `${'<div>'.repeat(depth)}受理213件${'</div>'.repeat(depth)}`,
    `${'<div></div>'.repeat(depth)}<div>受理213件</div>`,
  ].map((html) => Buffer.from(`<html><body>${html}<p>审结120件。</p></body></html>`));
  const mined = (bytes) => timed(() => engine.mine(bytes, 'page.html', {}));
  for (const page of pages) mined(page);
  const rounds = Array.from({ length: 5 }, () => pages.map(mined));
  const [deep, flat] = [0, 1].map((k) => median(rounds.map((round) => round[k])));
  console.log(`page nested ${depth} deep: ${(deep / flat).toFixed(1)} times one with as many tags side by side`);
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

/** CPU time in milliseconds of one run of a build's `extract`, all threads of it, from start to end. */
function run(folder, paths) {
  const told =
    'data:text/javascript,import{writeSync}from"node:fs";process.on("exit",()=>writeSync(3,JSON.stringify(process.cpuUsage())))';
  const args = ['--import', told, resolve(folder, 'bin/baoshu.js'), 'extract', ...paths, '-j', '1'];
  const { status, output } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  const { user, system } = JSON.parse(output[3].toString());
  return (user + system) / 1000;
}

/** Both builds read the same documents in turn, each in a process of its own, so that whatever else the machine does slows both. */
function against(base) {
  for (const [what, paths, rounds] of [
    ['one report', [path], 15],
    [`${documents.length} documents`, documents.map(({ at }) => at), 9],
  ]) {
    const pairs = Array.from({ length: rounds }, (_, turn) => {
      const both = [root, base];
      const times = (turn % 2 ? both : both.toReversed()).map((folder) => run(folder, paths));
      return turn % 2 ? times : times.toReversed();
    });
    const [ours, theirs] = [0, 1].map((one) => median(pairs.map((pair) => pair[one])));
    const ratio = median(pairs.map(([a, b]) => a / b));
    console.log(
      `extract of ${what}, CPU time: ${ours.toFixed(0)} ms; the build in BASE: ${theirs.toFixed(0)} ms; ${ratio.toFixed(2)} times it`,
    );
  }
}

startToEnd();
await growth();
await nested();
lexicon();
if (process.env.BASE) against(process.env.BASE);
