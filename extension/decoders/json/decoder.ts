import { JoinedBytes } from '../../bytes/joined-bytes.ts';
import { Payload } from '../../bytes/payload.ts';
import { LIMITS } from '../../contract/limits.ts';
import type {
  Decoder,
  DecoderInput,
  Layer,
  Recognition,
  Session,
  Source,
  Unit,
} from '../contract.ts';
import { JsonLayer } from './layer.ts';
import { looksLikeJson } from './sniff.ts';
import { JsonSplitter } from './splitter.ts';

const MIME =
  /^(?:application|text)\/(?:json|x-json|jsonl|json-seq|x-ndjson|ndjson|x-jsonlines)$|\+json(?:-seq)?$/;
/** MIME types whose values each take one line. */
const LINES = /\b(?:x-)?(?:ndjson|jsonl|jsonlines)$/;
/** Begins each text of a JSON sequence (RFC 7464). */
const RECORD_SEPARATOR = 0x1e;
const CONTENT: Recognition = { by: 'content', reason: 'begins as a JSON object or array' };

/** JSON texts, one per message, or one after the other in a streamed body. */
export const json: Decoder = {
  protocol: 'json',
  title: 'JSON',
  specification: 'https://www.rfc-editor.org/rfc/rfc8259',
  versions: 'also NDJSON and JSON sequences',
  recognisedBy: 'MIME type, first bytes',
  channels: '',
  isStateless: true,
  claims: ({ mime }) =>
    mime !== undefined && MIME.test(mime) ? { by: 'mime', reason: `MIME type ${mime}` } : undefined,
  textStarts: '{[',
  sniffs: (payload) => (looksLikeJson(payload) ? CONTENT : undefined),
  open: ({ mime }) => new JsonSession(mime !== undefined && LINES.test(mime)),
};

class JsonSession implements Session {
  readonly #isLineDelimited: boolean;
  readonly #splitter: JsonSplitter;
  readonly #pending = new JoinedBytes();
  #last: DecoderInput | undefined;

  constructor(isLineDelimited: boolean) {
    this.#isLineDelimited = isLineDelimited;
    this.#splitter = new JsonSplitter(isLineDelimited);
  }

  feed(input: DecoderInput): readonly Unit[] {
    if (!input.isPart && !this.#isLineDelimited && this.#pending.length === 0) {
      const range = [0, input.payload.byteLength] as const;
      return [unit(input, [{ message: input.message, range }], new JsonLayer(input.payload))];
    }
    this.#last = input;
    this.#pending.append(input.message, input.payload.bytes);
    const units: Unit[] = [];
    for (;;) {
      const length = this.#splitter.next(this.#pending.bytes);
      if (length === undefined) break;
      units.push(this.#take(input, length));
    }
    const isOver = !input.isPart || this.#pending.length > LIMITS.decoderPending;
    return isOver ? [...units, ...this.end()] : units;
  }

  end(): readonly Unit[] {
    this.#splitter.reset();
    if (!this.#last || this.#pending.length === 0) return [];
    return [this.#take(this.#last, this.#pending.length)];
  }

  #take(input: DecoderInput, length: number): Unit {
    const { bytes, sources } = this.#pending.take(length);
    // The line end of the value before may come late, and is then in front of this one.
    const first = bytes.findIndex((byte) => !isSpace(byte));
    if (first < 0) return blank(input, sources, bytes);
    const text = bytes[first] === RECORD_SEPARATOR ? bytes.subarray(first + 1) : bytes;
    return unit(input, sources, new JsonLayer(Payload.ofBytes(text), true));
  }
}

/** Servers keep a stream alive with empty lines. */
function blank(input: DecoderInput, sources: readonly Source[], bytes: Uint8Array): Unit {
  const layer: Layer = {
    protocol: 'json',
    summary: '(blank line)',
    payload: Payload.ofBytes(bytes),
    problems: [],
    fields: () => [],
  };
  return { ...unit(input, sources, layer), isHeartbeat: true };
}

function unit(input: DecoderInput, sources: readonly Source[], layer: Layer): Unit {
  return { sources, direction: input.direction, time: input.time, layer };
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
