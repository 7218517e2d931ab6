import { Payload } from '../../bytes/payload.ts';
import { oneLine } from '../../bytes/shorten.ts';
import type { Field, Inner, Layer, Problem } from '../contract.ts';
import { statusText, trailerFields } from './trailers.ts';

/** Flags and length in front of each message. */
export const PREFIX = 5;
const COMPRESSED = 0x01;
const TRAILERS = 0x80;

/** Whether a byte may be a frame's flags: no more than two bits are defined. */
export function isFlags(byte: number | undefined): boolean {
  return byte !== undefined && (byte & ~(COMPRESSED | TRAILERS)) === 0;
}

/** Bytes of the frame at the beginning; undefined while its prefix is incomplete. */
export function frameLength(bytes: Uint8Array): number | undefined {
  if (bytes.length < PREFIX) return undefined;
  return PREFIX + new DataView(bytes.buffer, bytes.byteOffset, PREFIX).getUint32(1);
}

/** What the messages of a call are. */
export type Content = Pick<Inner, 'mime' | 'messageType'>;

/** One frame: a message, or the trailers that end the call. */
export class FrameLayer implements Layer {
  readonly protocol = 'grpc-web';
  readonly payload: Payload;
  readonly problems: readonly Problem[];
  readonly inner?: Inner;
  readonly #flags: number;

  constructor(bytes: Uint8Array, content: Content, problems: readonly Problem[]) {
    this.payload = Payload.ofBytes(bytes);
    this.problems = problems;
    this.#flags = bytes[0] ?? 0;
    const isWhole = bytes.length > PREFIX && bytes.length === frameLength(bytes);
    if (isWhole && this.#flags === 0) {
      const payload = Payload.ofBytes(bytes.subarray(PREFIX));
      this.inner = { payload, ...content, range: [PREFIX, bytes.length] };
    }
  }

  get isTrailers(): boolean {
    return (this.#flags & TRAILERS) !== 0;
  }

  get summary(): string {
    const { bytes } = this.payload;
    const size = Math.max(bytes.length - PREFIX, 0);
    if ((this.#flags & COMPRESSED) !== 0) return `compressed ${this.#kind()}, ${size} bytes`;
    if (!this.isTrailers) return `message, ${size} bytes`;
    return oneLine(`trailers: ${statusText(trailerFields(bytes, PREFIX))}`);
  }

  fields(): readonly Field[] {
    const { bytes } = this.payload;
    const note = (this.#flags & COMPRESSED) !== 0 ? `${this.#kind()}, compressed` : this.#kind();
    const head: Field[] = [];
    if (bytes.length > 0) head.push({ name: 'flags', value: this.#flags, range: [0, 1], note });
    const length = frameLength(bytes);
    if (length === undefined) return head;
    head.push({ name: 'length', value: length - PREFIX, range: [1, PREFIX], note: 'bytes' });
    if (this.#flags === TRAILERS) return [...head, ...trailerFields(bytes, PREFIX)];
    const size = bytes.length - PREFIX;
    return [
      ...head,
      { name: 'content', value: size, range: [PREFIX, bytes.length], note: 'bytes' },
    ];
  }

  #kind(): string {
    return this.isTrailers ? 'trailers' : 'message';
  }
}
