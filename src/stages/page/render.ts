import { raised, type Shift } from '../../language/raised.js';
import { align } from './align.js';
import { linesOf, rowsOf } from './cells.js';
import { BREAKS, type DomNode, isStruck, shiftOf, walk } from './dom.js';
import type { Survey } from './survey.js';
import { gridOf } from './table.js';
import { Writer, type Written } from './writer.js';

/** What a rendering needs to know of the page. */
export interface Rendering {
  /** The source to map to; null when no map is wanted. */
  readonly source: string | null;
  readonly holds: Survey;
  /** Whether an element is left out. */
  readonly leaveOut: (node: DomNode) => boolean;
}

/**
 * Writes elements as text: a block a line, a data table's row a line with its cells set apart by tabs.
 * @param nodes the elements, one after the other
 */
export function render(nodes: readonly DomNode[], rendering: Rendering): Written {
  const writer = new Writer();
  for (const node of nodes) {
    renderInto(writer, node, rendering);
    writer.break(2);
  }
  return writer.written();
}

function renderInto(writer: Writer, root: DomNode, rendering: Rendering): void {
  let preformatted = 0;
  let shifted: { readonly node: DomNode; readonly shift: Shift } | null = null;
  walk(
    root,
    (node) => {
      if (node.type === 'text') {
        if (node !== root && rendering.leaveOut(node)) return false;
        if (shifted) return addRaised(writer, node, shifted.shift, rendering.source);
        writer.add(node.data!, placesOf(node, rendering.source), preformatted > 0);
        return true;
      }
      if (!node.children) return false;
      if (node !== root && (rendering.leaveOut(node) || isStruck(node))) return false;
      const shift = shifted ? null : shiftOf(node);
      if (shift) shifted = { node, shift };
      if (node.name === 'br') writer.lineBreak();
      if (node.name === 'pre') preformatted++;
      const breaks = BREAKS[node.name ?? ''];
      if (breaks) writer.break(breaks);
      if (node.name !== 'table') return true;
      const grid = gridOf(node, rendering.holds);
      if (!grid) return true;
      for (const row of grid) {
        const cells = row.map(
          (cell) => cell && linesOf(render([cell], rendering), (rendering.holds.get(cell)?.lists ?? 0) > 0),
        );
        for (const line of rowsOf(cells)) writer.row(line);
      }
      writer.break(2);
      return false;
    },
    (node) => {
      if (node === shifted?.node) shifted = null;
      if (node.name === 'pre') preformatted--;
      const breaks = BREAKS[node.name ?? ''];
      if (breaks) writer.break(breaks);
    },
  );
}

/** As much of a line before a raised text as tells what it is. */
const BEFORE = 6;

function addRaised(writer: Writer, node: DomNode, shift: Shift, source: string | null): true {
  const text = raised(node.data!, shift, writer.tail(BEFORE));
  if (text !== '') writer.add(text, placesOf(node, source), false);
  return true;
}

/** Places of a text in the source, -1 where none are known. */
function placesOf(node: DomNode, source: string | null): Int32Array {
  const location = node.sourceCodeLocation;
  if (source === null || !location) return new Int32Array(node.data!.length).fill(-1);
  return align(source, location.startOffset, location.endOffset, node.data!);
}

/** Writes an element as one line: a title. */
export function renderLine(node: DomNode, rendering: Rendering): Written {
  const writer = new Writer(true);
  renderInto(writer, node, rendering);
  return writer.written();
}
