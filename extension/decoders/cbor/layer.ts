import type { Payload } from '../../bytes/payload.ts';
import type { Field, Layer, Problem } from '../contract.ts';
import { diagnostic } from './diagnostic.ts';
import { fieldsOf } from './fields.ts';
import { readItems } from './reader.ts';

/** Bytes of the beginning that a summary is made from. */
const START = 1024;

/** One data item, or several that came together; read when first looked at. */
export class CborLayer implements Layer {
  readonly protocol = 'cbor';
  readonly payload: Payload;
  #summary: string | undefined;
  #problems: readonly Problem[] | undefined;

  constructor(payload: Payload) {
    this.payload = payload;
  }

  get summary(): string {
    this.#summary ??= this.#summarize();
    return this.#summary;
  }

  get problems(): readonly Problem[] {
    this.#problems ??= readItems(this.payload.bytes).problems;
    return this.#problems;
  }

  fields(): readonly Field[] {
    return fieldsOf(readItems(this.payload.bytes).items);
  }

  #summarize(): string {
    const { bytes } = this.payload;
    return diagnostic(readItems(bytes.subarray(0, START)).items, bytes.length > START);
  }
}
