import type { Payload } from '../bytes/payload.ts';
import type { Field, Layer, Problem } from './contract.ts';
import type { PackedTree } from './packed-tree.ts';

/** Bytes of the beginning that a summary is made from. */
const START = 1024;

/** How the values of a binary format are shown. */
export interface PackedReader {
  readonly protocol: string;
  /** Values as one line; with `isCut` the bytes are only the beginning. */
  line(bytes: Uint8Array, isCut: boolean): string;
  tree(bytes: Uint8Array): PackedTree;
}

/** One value, or several that came together; read when first looked at. */
export class PackedLayer implements Layer {
  readonly protocol: string;
  readonly payload: Payload;
  readonly #reader: PackedReader;
  #summary: string | undefined;
  #problems: readonly Problem[] | undefined;

  constructor(reader: PackedReader, payload: Payload) {
    this.protocol = reader.protocol;
    this.payload = payload;
    this.#reader = reader;
  }

  get summary(): string {
    this.#summary ??= this.#summarize();
    return this.#summary;
  }

  get problems(): readonly Problem[] {
    if (!this.#problems) this.fields();
    return this.#problems ?? [];
  }

  fields(): readonly Field[] {
    const tree = this.#reader.tree(this.payload.bytes);
    const fields = tree.all();
    this.#problems = tree.problems;
    return fields;
  }

  #summarize(): string {
    const { bytes } = this.payload;
    const isCut = bytes.length > START;
    return this.#reader.line(isCut ? bytes.subarray(0, START) : bytes, isCut);
  }
}
