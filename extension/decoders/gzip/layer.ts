import type { Decoded } from '../../bytes/base64-segment.ts';
import { Payload } from '../../bytes/payload.ts';
import { oneLine } from '../../bytes/shorten.ts';
import type { Field, Inner, Layer, Problem } from '../contract.ts';
import type { Unpacked } from '../unpack.ts';

/** Compressed bytes, or base64 of them: what they are wrapped in, and what they hold. */
export class GzipLayer implements Layer {
  readonly protocol = 'gzip';
  readonly payload: Payload;
  readonly inner?: Inner;
  readonly #unpacked: Unpacked;
  readonly #placeOf: Decoded['placeOf'] | undefined;
  readonly #size: readonly [packed: number, unpacked: number];

  /** `placeOf` says where bytes stand in a text; absent where the payload is the bytes. */
  constructor(payload: Payload, size: number, unpacked: Unpacked, placeOf?: Decoded['placeOf']) {
    this.payload = payload;
    this.#unpacked = unpacked;
    this.#placeOf = placeOf;
    this.#size = [size, unpacked.content.length];
    if (unpacked.content.length > 0) this.inner = { payload: Payload.ofBytes(unpacked.content) };
  }

  /** `gzip, 57 bytes hold 1024` */
  get summary(): string {
    const { wrapping, name, problems } = this.#unpacked;
    const [packed, unpacked] = this.#size;
    const called = name === undefined ? '' : ` ${JSON.stringify(name)}`;
    const form = this.#placeOf ? 'base64 of ' : '';
    const most = problems.length > 0 ? ' so far' : '';
    return oneLine(`${form}${wrapping}${called}, ${packed} bytes hold ${unpacked}${most}`);
  }

  get problems(): readonly Problem[] {
    const placeOf = this.#placeOf;
    if (!placeOf) return this.#unpacked.problems;
    const last = this.payload.byteLength;
    return this.#unpacked.problems.map((problem) => {
      const [offset] = placeOf([problem.offset, problem.offset]);
      return { ...problem, offset: Math.min(offset, last) };
    });
  }

  fields(): readonly Field[] {
    const placeOf = this.#placeOf;
    if (!placeOf) return this.#unpacked.fields;
    // Neighbours share a character where a byte ends within it: it belongs to the first.
    let reached = 0;
    return this.#unpacked.fields.map((field) => {
      const [start, end] = placeOf(field.range);
      const range = [Math.max(start, reached), Math.max(end, reached)] as const;
      reached = range[1];
      return { ...field, range };
    });
  }
}
