// What must stay fast, measured side by side in one run so that the ratios hold on any machine:
// - `baoshu extract` of one report, process start to end, against loading nodejieba with its own dictionary;
// - the time to mine a text against its length: four times the text should take four times as long.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openEngine } from '../dist/batch/engine.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = new URL('../fixtures/reports/', import.meta.url);
const report = readdirSync(reports).find((name) => name.endsWith('.txt'));
const path = fileURLToPath(new URL(report, reports));

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
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

startToEnd();
await growth();
