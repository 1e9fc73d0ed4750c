import { describe, expect, it } from 'vitest';
import { loadDefaultCodebook } from '../../src/codebook/data.js';
import { checkExamples } from '../../src/codebook/examine.js';
import { openKnowledge } from '../../src/knowledge.js';
import { mine } from '../../src/mine.js';

const knowledge = openKnowledge();
const codebook = loadDefaultCodebook({ examples: true });

describe('every entry of the codebook claims the marked figures of its examples, and no others', () => {
  for (const entry of codebook.indicators) {
    it(entry.id, () => {
      const faults = checkExamples(entry, codebook, (text) =>
        mine(Buffer.from(text), 'example', knowledge, { year: 2022 }),
      );
      expect(faults).toEqual([]);
    });
  }
});
