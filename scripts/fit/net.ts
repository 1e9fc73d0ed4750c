import { readFileSync } from 'node:fs';
import wabt from 'wabt';
import { FIELD_COUNT } from '../../src/stages/bind/grams.js';
import type { Classes } from '../../src/stages/bind/lexicon.js';
import { SLOPE } from '../../src/stages/bind/parts.js';
import type { Chance } from './chance.js';

/** What net.wat gives. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly slope: { value: number };
  readonly drop: { value: number };
  readonly chance: { value: bigint };
  read(row: number, classes: number, n: number, scores: number): void;
  teach(row: number, classes: number, n: number, gradients: number, rate: number): void;
}
const PLACES = [
  ...['size', 'vectors', 'vectors2', 'gates', 'gates2', 'weights', 'weights2', 'rest', 'rest2', 'bias', 'bias2'],
  ...['said', 'sum', 'meaning', 'back', 'through', 'kept', 'left'],
] as const;
type Places = Readonly<Record<(typeof PLACES)[number], { value: number }>>;

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Exports & Places };
};

const { parseWat } = await wabt();
const source = readFileSync(new URL('net.wat', import.meta.url), 'utf8');
const compiled = new WebAssembly.Module(
  parseWat('net.wat', source, { simd: true, bulk_memory: true }).toBinary({}).buffer,
);

const PAGE = 0x10000;

/** Known grams of a lesson: the numbers of their vectors and their weights; and where its fields begin and end among them. */
export interface Row {
  readonly vectors: readonly number[];
  readonly weights: readonly number[];
  readonly fields: readonly { readonly field: number; readonly from: number; readonly to: number }[];
}

/** Where what a lesson needs lies in memory. */
export interface Placed {
  readonly row: number;
  readonly classes: number;
  /** How many classes it may be, and the places among them of those that are right. */
  readonly n: number;
  readonly right: readonly number[];
}

export interface NetOptions {
  /** Length of a vector. */
  readonly width: number;
  /** The share of grams, and of the numbers of a meaning, that are left out of each lesson, so that none is relied on alone. */
  readonly drop: number;
  /** How slow a vector is to move from nothing: what few lessons hold stays small. */
  readonly slow: number;
}

/** A lexicon while it is fitted, by AdaGrad. */
export class Net {
  readonly #run = new WebAssembly.Instance(compiled).exports;
  readonly #width: number;
  #end = 0;
  readonly #scores: number;
  #left = 0;
  readonly #vectors: number;
  readonly #classes: number;

  constructor(vectors: number, classes: number, { width, drop, slow }: NetOptions, chance: Chance) {
    const run = this.#run;
    this.#width = width;
    this.#vectors = vectors;
    this.#classes = classes;
    run.size.value = width * 4;
    run.slope.value = SLOPE;
    run.drop.value = drop;
    run.chance.value = BigInt(Math.floor(chance.next() * 2 ** 32)) + 1n;
    run.vectors.value = this.#floats(vectors * width, () => chance.near(0.08));
    run.vectors2.value = this.#floats(vectors, () => slow);
    run.gates.value = this.#floats(FIELD_COUNT * width, () => 1);
    run.gates2.value = this.#floats(FIELD_COUNT * width, () => 0.1);
    run.weights.value = this.#floats(classes * width, () => chance.near(0.17));
    run.weights2.value = this.#floats(classes * width, () => 1e-2);
    run.rest.value = this.#floats(width, () => 0.1);
    run.rest2.value = this.#floats(width, () => 1e-2);
    run.bias.value = this.#floats(classes, () => 0);
    run.bias2.value = this.#floats(classes, () => 1e-2);
    run.said.value = this.#floats(FIELD_COUNT * width, () => 0);
    for (const place of ['sum', 'meaning', 'back', 'through', 'kept'] as const)
      run[place].value = this.#floats(width, () => 0);
    this.#scores = this.#floats(classes, () => 0);
  }

  #room(bytes: number): number {
    const at = this.#end;
    this.#end = (at + bytes + 15) & ~15;
    const missing = this.#end - this.#run.memory.buffer.byteLength;
    // Much at a time: each growth copies all.
    if (missing > 0) this.#run.memory.grow(Math.ceil(missing / PAGE) + 512);
    return at;
  }

  #floats(n: number, fill: () => number): number {
    const at = this.#room(n * 4);
    const view = new Float32Array(this.#run.memory.buffer, at, n);
    for (let k = 0; k < n; k++) view[k] = fill();
    return at;
  }

  /** Puts the known grams of a lesson into memory. */
  row({ vectors, weights, fields }: Row): number {
    const size = this.#width * 4;
    const head = [vectors.length, fields.length, ...fields.flatMap(({ field, from, to }) => [field * size, from, to])];
    const at = this.#room((head.length + 2 * vectors.length) * 4);
    const ints = new Int32Array(this.#run.memory.buffer, at, head.length + vectors.length);
    ints.set(head);
    ints.set(
      vectors.map((vector) => vector * size),
      head.length,
    );
    new Float32Array(this.#run.memory.buffer, at + ints.byteLength, weights.length).set(weights);
    this.#left = Math.max(this.#left, vectors.length);
    return at;
  }

  /** Puts classes that lessons may be into memory. */
  classes(may: Classes): number {
    const at = this.#room(may.length * 4);
    new Int32Array(this.#run.memory.buffer, at, may.length).set(may);
    return at;
  }

  /** All rows are there: makes room for what is left of one. */
  ready(): void {
    this.#run.left.value = this.#room(this.#left * 4);
  }

  /** One step on one lesson. Where several classes are right, it learns that one of them is. */
  learn({ row, classes, n, right }: Placed, rate: number): void {
    this.#run.read(row, classes, n, this.#scores);
    const p = new Float32Array(this.#run.memory.buffer, this.#scores, n);
    let most = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < n; k++) if (p[k]! > most) most = p[k]!;
    let all = 0;
    for (let k = 0; k < n; k++) all += p[k] = Math.exp(p[k]! - most);
    for (let k = 0; k < n; k++) p[k]! /= all;
    let good = 0;
    for (const k of right) good += p[k]!;
    for (const k of right) p[k] = -p[k]! * (1 / Math.max(good, 1e-9) - 1);
    this.#run.teach(row, classes, n, this.#scores, rate);
  }

  #copy(at: number, n: number): Float32Array {
    return new Float32Array(this.#run.memory.buffer, at, n).slice();
  }

  /** What was learnt. */
  learnt() {
    const width = this.#width;
    return {
      vectors: this.#copy(this.#run.vectors.value, this.#vectors * width),
      gates: this.#copy(this.#run.gates.value, FIELD_COUNT * width),
      weights: this.#copy(this.#run.weights.value, this.#classes * width),
      rest: this.#copy(this.#run.rest.value, width),
      bias: this.#copy(this.#run.bias.value, this.#classes),
    };
  }
}
