import type { ByteRange, DecoderInput, Problem, Source } from '../contract.ts';
import type { Packet } from './packet.ts';

/** A packet whose attachments follow in messages of their own. */
export class Attachments {
  readonly packet: Packet;
  /** The message that the packet came in. */
  readonly input: DecoderInput;
  readonly #messages: DecoderInput[] = [];
  readonly #wanted: number;
  #length: number;

  constructor(packet: Packet, input: DecoderInput) {
    this.packet = packet;
    this.input = input;
    this.#wanted = Number(packet.attachments?.text ?? 0);
    this.#length = input.payload.byteLength;
  }

  get isComplete(): boolean {
    return this.#messages.length >= this.#wanted;
  }

  /** Bytes held. */
  get length(): number {
    return this.#length;
  }

  get last(): DecoderInput {
    return this.#messages.at(-1) ?? this.input;
  }

  get sources(): readonly Source[] {
    const own = sourceOf(this.input);
    return this.#messages.length === 0 ? [own] : [own, ...this.#messages.map(sourceOf)];
  }

  /** Where each attachment lies behind the packet. */
  get ranges(): readonly ByteRange[] {
    if (this.#messages.length === 0) return NONE;
    let at = this.input.payload.byteLength;
    return this.#messages.map(({ payload }) => {
      at += payload.byteLength;
      return [at - payload.byteLength, at];
    });
  }

  add(input: DecoderInput): void {
    this.#messages.push(input);
    this.#length += input.payload.byteLength;
  }

  /** The packet's bytes, and those of its attachments behind it. */
  join(): Uint8Array {
    const bytes = new Uint8Array(this.#length);
    let at = 0;
    for (const { payload } of [this.input, ...this.#messages]) {
      bytes.set(payload.bytes, at);
      at += payload.byteLength;
    }
    return bytes;
  }

  /** What is wrong if nothing more comes. */
  missing(reason: string): readonly Problem[] {
    if (this.isComplete) return [];
    const offset = this.packet.attachments?.range[0] ?? 0;
    const came = `${this.#messages.length} of ${this.#wanted} attachments came`;
    return [{ kind: 'missing-attachments', offset, reason: `${came}${reason}.` }];
  }
}

const NONE: readonly never[] = [];

function sourceOf({ message, payload }: DecoderInput): Source {
  return { message, range: [0, payload.byteLength] };
}
