import { knowledgeWithout } from '../../src/knowledge.js';
import { aspectOf } from '../../src/stages/observe.js';
import { annotate, ofMarked } from './corpus.js';
import { readdirSync } from 'node:fs';
const knowledge = knowledgeWithout();
const re = new RegExp(process.argv[2] ?? '^T');
let all = 0; const diff = new Map<string, string[]>(); const tot = new Map<string, number>(); let right = 0, non = 0, nonRight = 0, said2 = 0;
for (const f of readdirSync('fixtures/examples').filter((f) => re.test(f))) for (const raw of ofMarked('fixtures/examples/' + f)) {
  const t = annotate(raw, knowledge);
  t.figures.forEach((fig, i) => {
    const r = t.right[i];
    if (!r || !r[0]) return;
    const said = t.aspects[i] ?? 'level';
    const read = aspectOf(fig, { indicator: r[0], label: t.text.slice(Math.max(0, fig.extent.start - 12), fig.extent.start).split(/[,，。;；]/).at(-1)! }, knowledge.codebook);
    all++; tot.set(said, (tot.get(said) ?? 0) + 1);
    if (said !== 'level') { non++; if (read === said) nonRight++; }
    if (read !== 'level') said2++;
    if (said === read) right++;
    else {
      const k = `${said} read as ${read}`;
      const l = diff.get(k) ?? []; diff.set(k, l);
      l.push(`${t.name.replace('.marked','')}: ${t.text.slice(Math.max(0, fig.start - 45), fig.start).replace(/\n/g, '⏎')}【${t.text.slice(fig.start, fig.end)}】${t.text.slice(fig.end, fig.end + 8).replace(/\n/g, '⏎')} ${r}`);
    }
  });
}
console.log(all, right, `nonlevel recall ${(100 * nonRight / non).toFixed(1)} precision ${(100 * nonRight / said2).toFixed(1)}`, JSON.stringify([...tot]));
for (const [k, l] of [...diff].sort((a, b) => b[1].length - a[1].length)) { console.log('##', k, l.length); for (const x of l) console.log('  ' + x); }
