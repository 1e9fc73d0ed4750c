// Writes what is reached on each annotated document to fixtures/floor.json, below which no later change may fall: `npm run floor`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { openKnowledge } from '../src/knowledge.js';
import { mine } from '../src/mine.js';
import { score } from '../test/gold/score.js';

const at = (path: string): URL => new URL(`../fixtures/${path}`, import.meta.url);
const LISTED = 'gold/codebook.csv';
const listed = new Set(
  readFileSync(at(LISTED), 'utf8')
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',')[0]!),
);
const knowledge = openKnowledge();
const documents = ['five', 'written', 'whole', 'model'].flatMap((set) => {
  const folder = `gold/${set}`;
  const texts = set === 'five' ? 'reports' : folder;
  const tables = readdirSync(at(folder)).filter((file) => file.endsWith('.csv') && !file.includes('.expected.'));
  return tables.sort().map((file) => {
    const name = file.slice(0, -'.csv'.length);
    const text = readdirSync(at(texts)).find((other) => other.startsWith(name) && other.endsWith('.txt'))!;
    const gold = `${folder}/${file}`;
    const mined = mine(readFileSync(at(`${texts}/${text}`)), name, knowledge);
    const floor = score(readFileSync(at(gold), 'utf8'), mined.observations, listed);
    return [`${set}/${name}`, { text: `${texts}/${text}`, gold, floor }] as const;
  });
});
const written = { listed: LISTED, documents: Object.fromEntries(documents) };
writeFileSync(at('floor.json'), `${JSON.stringify(written, null, 2)}\n`);
