import { JoinedBytes } from '../../bytes/joined-bytes.ts';
import { Payload } from '../../bytes/payload.ts';
import { cutUtf8Tail, invalidUtf8At } from '../../bytes/utf8.ts';
import type { Decoder, DecoderInput, Recognition, Session, Unit } from '../contract.ts';
import { TextLayer } from './layer.ts';

/** How much of a binary payload is looked at before it is called text. */
const SAMPLE = 1024;

const TEXT_MESSAGE: Recognition = { by: 'fallback', reason: 'a text message' };
const TEXT_BYTES: Recognition = { by: 'content', reason: 'bytes that are printable UTF-8' };

/** Plain text: what no other decoder claims and a person can read. */
export const text: Decoder = {
  protocol: 'text',
  title: 'Text',
  specification: 'https://encoding.spec.whatwg.org/#utf-8',
  versions: 'UTF-8',
  recognisedBy: 'everything else that is text',
  channels: '',
  isStateless: true,
  // `text/plain` is what servers say of anything, so it proves nothing.
  claims: () => undefined,
  sniffs(payload) {
    if (payload.isText) return TEXT_MESSAGE;
    return isPrintable(payload.bytes) ? TEXT_BYTES : undefined;
  },
  open: () => new TextSession(),
};

function isPrintable(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE);
  // A lone byte that may begin a character is no text.
  if (cutUtf8Tail(sample) === sample.length || sample.some(isControl)) return false;
  return invalidUtf8At(sample, 0, sample.length, true) < 0;
}

function isControl(byte: number): boolean {
  return (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) || byte === 0x7f;
}

/** One unit per message; a character cut by the border of two body parts goes to the second. */
class TextSession implements Session {
  readonly #pending = new JoinedBytes();
  #last: DecoderInput | undefined;

  feed(input: DecoderInput): readonly Unit[] {
    const { payload } = input;
    if (this.#pending.length === 0 && (!input.isPart || payload.isText)) {
      const sources = [{ message: input.message, range: [0, payload.byteLength] }] as const;
      return [unit(input, payload, sources)];
    }
    this.#pending.append(input.message, payload.bytes);
    this.#last = input;
    return this.#take(input, input.isPart ? cutUtf8Tail(this.#pending.bytes) : 0);
  }

  end(): readonly Unit[] {
    return this.#last ? this.#take(this.#last, 0) : [];
  }

  #take(input: DecoderInput, keep: number): readonly Unit[] {
    const size = this.#pending.length - keep;
    if (size <= 0) return [];
    const { bytes, sources } = this.#pending.take(size);
    return [unit(input, Payload.ofBytes(bytes), sources)];
  }
}

function unit(input: DecoderInput, payload: Payload, sources: Unit['sources']): Unit {
  return { sources, direction: input.direction, time: input.time, layer: new TextLayer(payload) };
}
