import { Payload } from '../../bytes/payload.ts';
import type { Field, Inner, Layer, Problem } from '../contract.ts';
import { zlibFields } from '../zlib-head.ts';

/** Bytes before the compressed data, once in a stream (RFC 1950 §2.2). */
export const HEAD = 2;

/** A stretch of the stream, from one flush to the next. */
export class StreamLayer implements Layer {
  readonly protocol = 'zlib-stream';
  readonly payload: Payload;
  readonly problems: readonly Problem[];
  readonly inner?: Inner;
  readonly #head: number;
  readonly #size: number;

  /** `head` bytes belong to the stream's header; `content` is what the stretch holds. */
  constructor(bytes: Uint8Array, head: number, content: Uint8Array, problems: readonly Problem[]) {
    this.payload = Payload.ofBytes(bytes);
    this.problems = problems;
    this.#head = head;
    this.#size = content.length;
    if (content.length > 0) this.inner = { payload: Payload.ofBytes(content) };
  }

  /** `57 bytes hold 1024` */
  get summary(): string {
    const most = this.problems.length > 0 ? ' so far' : '';
    return `${this.payload.byteLength} bytes hold ${this.#size}${most}`;
  }

  fields(): readonly Field[] {
    const { bytes } = this.payload;
    const head = this.#head === HEAD ? zlibFields(bytes) : [];
    if (bytes.length <= this.#head) return head;
    const range = [this.#head, bytes.length] as const;
    const note = `${this.#size} bytes when inflated`;
    return [...head, { name: 'data', value: bytes.length - this.#head, range, note }];
  }
}
