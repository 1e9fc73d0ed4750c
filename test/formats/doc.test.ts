import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readDoc } from '../../src/formats/doc.js';
import { Unreadable } from '../../src/formats/reading.js';
import { compileFurniture, pageOf } from '../../src/stages/page/index.js';

const rules = compileFurniture(parse(readFileSync(new URL('../../src/data/furniture.yaml', import.meta.url), 'utf8')));
const bytes = readFileSync(new URL('lists.doc', import.meta.url));

describe('a Word document of the old format', () => {
  it('has its automatic numbers, no struck or hidden text, no mark of a note, and cells with lines apart', async () => {
    const { text } = pageOf((await readDoc(bytes)).text, rules);
    expect(text.split('\n').filter(Boolean)).toEqual([
      '一、2023年工作',
      '(一)执法',
      '1. 2023年受理',
      '①甲',
      '②乙',
      '(二)普法',
      '1. 丙',
      '审结8件,占地30m²。',
      '项目\t数量\t说明',
      '受理案件数 审结案件数\t12；345\t见表',
      '其他\t\t无',
      '二、2024年工作打算',
      '(一)丁',
      '5. 戊',
      '1. 己',
    ]);
  });

  it('gives a problem or a text, never another error, wherever it is damaged', async () => {
    for (let at = 600; at < bytes.length; at += 97) {
      const broken = Buffer.from(bytes);
      broken.writeUInt32LE((at * 2654435761) >>> 0, Math.min(at, bytes.length - 4));
      await readDoc(broken).catch((error) => expect(error).toBeInstanceOf(Unreadable));
    }
  });
});
