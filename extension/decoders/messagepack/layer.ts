import type { Payload } from '../../bytes/payload.ts';
import type { Field, Layer, Problem } from '../contract.ts';
import { fieldsOf } from './fields.ts';
import { lineOf } from './line.ts';
import { readForLine, readValues } from './reader.ts';

/** Bytes of the beginning that a summary is made from. */
const START = 1024;

/** One value, or several that came together; read when first looked at. */
export class MessagePackLayer implements Layer {
  readonly protocol = 'messagepack';
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
    this.#problems ??= readValues(this.payload.bytes).problems;
    return this.#problems;
  }

  fields(): readonly Field[] {
    return fieldsOf(readValues(this.payload.bytes).items);
  }

  #summarize(): string {
    const { bytes } = this.payload;
    const { items } = readForLine(bytes.subarray(0, START));
    return lineOf(items, bytes.length > START);
  }
}
