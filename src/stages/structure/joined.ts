import { lineMark } from '../../language/marks.js';
import type { Span } from '../../types.js';
import { BARE } from './items.js';
import type { Line } from './lines.js';
import type { Table } from './tables.js';
import { isUnit, UNIT_SOURCE } from './unit.js';

/** A line that cannot begin a sentence: it starts with a mark that closes or goes on. */
const GOES_ON = /^[,、。;)%‰]/;
/** The unit of a number that the line before ended with: 件,其中…, 多件增长到…, 万元。 */
const UNIT_ON = new RegExp(`^${UNIT_SOURCE}(?:[,、。;)]|$|(?![数量别型级])\\p{sc=Han})`, 'u');
const UNIT_STOPS = new RegExp(`^${UNIT_SOURCE}(?:[,、。;)]|$)`);
const NUMBER_ON = new RegExp(`^\\d[\\d,.]*(?:${UNIT_SOURCE}|[%‰])`);
const DATE_ON = /^\d{1,4} ?[年月日]/;
const ENDS = /[。;:!?.]$/;
/** A word that wants a number or a time after it. */
const OPEN = /(?:截至|截止|自|从|由|到|至|于|为|达|达到|共|有|约|近|超|超过)$/;

/** Whether `next` is the rest of the sentence that `text` broke off; `after` is the line after it. */
function goesOn(text: string, next: string, after: string, isJoined: boolean, isIndented: boolean): boolean {
  if (ENDS.test(text)) return false;
  if (GOES_ON.test(next)) return true;
  const isProse = isJoined || (/[,。、](?!\d)/.test(text) && text.length > 8 && !lineMark(text));
  if (/\d$/.test(text)) return (isProse || BARE.test(text)) && UNIT_ON.test(next);
  if (/[\dX*×]$/.test(text)) return /^[年月日](?=[\d,]|\p{sc=Han})/u.test(next);
  if (BARE.test(next))
    return (
      (isProse ? UNIT_ON : UNIT_STOPS).test(after) && !isUnit(text) && !lineMark(text) && /[\p{sc=Han},]$/u.test(text)
    );
  if (NUMBER_ON.test(next)) return isProse && !isIndented && !lineMark(next);
  return DATE_ON.test(next) && OPEN.test(text);
}

/**
 * Joins lines that break a sentence at its numbers (大厅受理业务⏎52000⏎件,按时办结率⏎100%⏎。) where their form is unmistakable.
 * In: lines; those of tables and the title stay as they are. Out: lines that may hold line feeds, in text order.
 */
export function joinBroken(norm: string, lines: readonly Line[], tables: readonly Table[], title: Span | null): Line[] {
  const rows = tables.flatMap((table) => table.rows).sort((a, b) => a.start - b.start);
  let r = 0;
  const isFixed = (line: Line): boolean => {
    while (r < rows.length && rows[r]!.end <= line.start) r++;
    return line === title || (r < rows.length && rows[r]!.start <= line.start);
  };
  const out: Line[] = [];
  let last: { text: string; joined: boolean } | null = null;
  lines.forEach((line, i) => {
    const text = norm.slice(line.start, line.end);
    if (isFixed(line)) {
      last = null;
      out.push(line);
      return;
    }
    const before = out.at(-1);
    const after = lines[i + 1] ? norm.slice(lines[i + 1]!.start, lines[i + 1]!.end) : '';
    const gap = before ? norm.slice(before.end, line.start) : '.';
    const joins = last !== null && !/\S/.test(gap) && goesOn(last.text, text, after, last.joined, / $/.test(gap));
    if (joins) out[out.length - 1] = { start: before!.start, end: line.end };
    else out.push(line);
    last = { text, joined: joins };
  });
  return out;
}
