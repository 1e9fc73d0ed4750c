import { KERNEL } from './kernel-bytes.js';
import type { Classes, Lexicon } from './lexicon.js';
import { SLOPE } from './parts.js';
import { scaleOf } from './rows.js';

/** What kernel.wat gives: its memory, where things lie in it, and what it does with them. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  index(hashes: number, n: number): void;
  add(hash: number): void;
  gram(start: number, end: number): void;
  span(start: number, end: number, least: number, most: number): number;
  close(sum: number, field: number, weight: number): void;
  copy(to: number, from: number): void;
  bend(sum: number, meaning: number, slope: number): void;
  scores(meaning: number, classes: number, n: number, scores: number): void;
}

type Place = 'width' | 'table' | 'mask' | 'rows' | 'scales' | 'gates' | 'weights' | 'bias' | 'field' | 'text' | 'marks';

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Exports & Record<Place, { value: number }> };
};

const PAGE = 0x10000;
/** Sums that a kernel holds. */
const SUMS = 5;

let compiled: object | undefined;

/** Adds up what grams say by a lexicon, in a memory of its own. Sums are known by their numbers; one field is open at a time. */
export class Kernel {
  readonly #run: Exports & Record<Place, { value: number }>;
  readonly #width: number;
  #end = 0;
  readonly #rest: number;
  readonly #sums: number;
  readonly #meaning: number;
  readonly #classes: number;
  readonly #scores: number;
  /** Classes that stand in memory: those of one unit come again and again. */
  #asked: Classes | null = null;

  constructor({ width, texts, rows, gates, weights, bias, rest }: Lexicon) {
    compiled ??= new WebAssembly.Module(Uint8Array.from(Buffer.from(KERNEL, 'base64')));
    this.#run = new WebAssembly.Instance(compiled).exports;
    const run = this.#run;
    this.#width = width;
    run.width.value = width;
    let slots = 16;
    while (slots < texts.length * 2) slots *= 2;
    run.mask.value = slots - 1;
    run.gates.value = this.#put(gates);
    run.weights.value = this.#put(weights);
    run.bias.value = this.#put(bias);
    run.scales.value = this.#put(Float32Array.from({ length: 256 }, (_, byte) => scaleOf(byte)));
    run.rows.value = this.#put(rows);
    const hashes = this.#put(texts);
    run.table.value = this.#room(slots * 8);
    run.index(hashes, texts.length);
    run.field.value = this.#room(width * 4);
    this.#sums = this.#room(SUMS * width * 4);
    this.#meaning = this.#room(width * 4);
    this.#classes = this.#room(bias.length * 2);
    this.#scores = this.#room(bias.length * 4);
    this.#rest = this.#put(rest);
    run.text.value = this.#room(0);
  }

  /** Room in memory, at a place that sixteen divides. */
  #room(bytes: number): number {
    const at = this.#end;
    this.#end = (at + bytes + 15) & ~15;
    // Vectors are read sixteen bytes at a time, the last one too.
    const missing = this.#end + 16 - this.#run.memory.buffer.byteLength;
    if (missing > 0) this.#run.memory.grow(Math.ceil(missing / PAGE));
    return at;
  }

  #put(values: Float32Array | Uint32Array | Int8Array): number {
    const at = this.#room(values.byteLength);
    new Uint8Array(this.#run.memory.buffer).set(
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
      at,
    );
    return at;
  }

  #floats(at: number, n: number): Float32Array {
    return new Float32Array(this.#run.memory.buffer, at, n);
  }

  /** Takes the text whose spans are read from now on. */
  read(text: string, isMark: (text: string, place: number) => boolean): void {
    const n = text.length;
    this.#end = this.#run.text.value;
    this.#room(n * 2);
    const marks = this.#room(n);
    this.#run.marks.value = marks;
    const units = new Uint16Array(this.#run.memory.buffer, this.#run.text.value, n);
    const bytes = new Uint8Array(this.#run.memory.buffer, marks, n);
    for (let i = 0; i < n; i++) {
      units[i] = text.charCodeAt(i);
      bytes[i] = isMark(text, i) ? 1 : 0;
    }
  }

  /** Adds all grams of a span of the text that cross no mark to the open field. Out: how many they are. */
  span(start: number, end: number, least: number, most: number): number {
    return this.#run.span(start, end, least, most);
  }

  /** Adds a span of the text as one gram. */
  gram(start: number, end: number): void {
    this.#run.gram(start, end);
  }

  /** Adds a gram by its hash. */
  add(hash: number): void {
    this.#run.add(hash);
  }

  /** Adds the open field to a sum, by its number and so much of it, and opens the next. */
  close(sum: number, field: number, weight: number): void {
    this.#run.close(this.#sum(sum), field, weight);
  }

  #sum(number: number): number {
    return this.#sums + number * this.#width * 4;
  }

  /** Lets a sum begin: at another, or with what is said whatever the words. */
  begin(sum: number, from?: number): void {
    this.#run.copy(this.#sum(sum), from === undefined ? this.#rest : this.#sum(from));
  }

  /** The meaning of a sum, in memory that is used again. */
  meaning(sum: number): Float32Array {
    this.#run.bend(this.#sum(sum), this.#meaning, SLOPE);
    return this.#floats(this.#meaning, this.#width);
  }

  /** The scores by a sum of the first `n` of some classes, in step with them, in memory that is used again. */
  scores(sum: number, classes: Classes, n: number): Float32Array {
    this.#run.bend(this.#sum(sum), this.#meaning, SLOPE);
    if (classes !== this.#asked) new Uint16Array(this.#run.memory.buffer, this.#classes, n).set(classes.subarray(0, n));
    this.#asked = classes;
    this.#run.scores(this.#meaning, this.#classes, n, this.#scores);
    return this.#floats(this.#scores, n);
  }
}
