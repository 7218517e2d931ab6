import { JoinedBytes } from '../../bytes/joined-bytes.ts';
import { Payload } from '../../bytes/payload.ts';
import { LIMITS } from '../../contract/limits.ts';
import type {
  Decoder,
  DecoderInput,
  Layer,
  Problem,
  Recognition,
  Session,
  Source,
  Unit,
} from '../contract.ts';
import { JsonLayer } from './layer.ts';
import { mayBeCutOff, RECORD_SEPARATOR, SequenceSplitter } from './sequence-splitter.ts';
import { looksLikeJson } from './sniff.ts';
import { JsonSplitter } from './splitter.ts';

const MIME =
  /^(?:application|text)\/(?:json|x-json|jsonl|json-seq|x-ndjson|ndjson|x-jsonlines)$|\+json(?:-seq)?$/;
/** MIME types whose values each take one line. */
const LINES = /\b(?:x-)?(?:ndjson|jsonl|jsonlines)$/;
const SEQUENCE = /\bjson-seq$/;
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
  open: ({ mime = '' }) => new JsonSession(framingOf(mime)),
};

/** How the values of a stream are told apart. */
type Framing = 'values' | 'lines' | 'sequence';

function framingOf(mime: string): Framing {
  if (SEQUENCE.test(mime)) return 'sequence';
  return LINES.test(mime) ? 'lines' : 'values';
}

class JsonSession implements Session {
  readonly #framing: Framing;
  readonly #splitter: JsonSplitter | SequenceSplitter;
  readonly #pending = new JoinedBytes();
  #last: DecoderInput | undefined;

  constructor(framing: Framing) {
    this.#framing = framing;
    this.#splitter =
      framing === 'sequence' ? new SequenceSplitter() : new JsonSplitter(framing === 'lines');
  }

  feed(input: DecoderInput): readonly Unit[] {
    if (!input.isPart && this.#framing === 'values' && this.#pending.length === 0) {
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
    const start = bytes.findIndex((byte) => !isSpace(byte) && byte !== RECORD_SEPARATOR);
    if (start < 0) return blank(input, sources, bytes);
    const separator = bytes.lastIndexOf(RECORD_SEPARATOR, start);
    const text = bytes.subarray(separator + 1);
    const isCut = this.#framing === 'sequence' && mayBeCutOff(text);
    const layer = new JsonLayer(Payload.ofBytes(text), true, isCut ? [CUT_OFF] : []);
    return unit(input, sources, layer);
  }
}

const CUT_OFF: Problem = {
  kind: 'maybe-truncated',
  offset: 0,
  reason: 'No white space follows, so that the rest of it may be missing (RFC 7464 §2.4).',
};

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
