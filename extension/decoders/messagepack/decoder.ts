import { JoinedBytes } from '../../bytes/joined-bytes.ts';
import { Payload } from '../../bytes/payload.ts';
import { LIMITS } from '../../contract/limits.ts';
import type {
  ConnectionFacts,
  Decoder,
  DecoderInput,
  Direction,
  Layer,
  Problem,
  Recognition,
  Session,
  Source,
  Unit,
} from '../contract.ts';
import { headAt } from './head.ts';
import { foreignLayer, MessagePackLayer } from './layer.ts';
import { looksLikeMessagePack } from './sniff.ts';
import { ValueScanner } from './value-scanner.ts';

const MIME = /^application\/(?:(?:x-|vnd\.|x\+)?msgpack|x-messagepack)$|\+msgpack$/;
const SUBPROTOCOL = /msgpack|messagepack/i;
const CONTENT: Recognition = {
  by: 'content',
  reason: 'the whole message is one MessagePack value',
};

/** Units made of one message; what follows comes as one more. */
const MOST_UNITS = 1000;
/** So many values that are all letters are text. */
const LETTERS = 4;

/** MessagePack: values one after the other, each message whole or a body in parts. */
export const messagepack: Decoder = {
  protocol: 'messagepack',
  title: 'MessagePack',
  specification: 'https://github.com/msgpack/msgpack/blob/master/spec.md',
  isStateless: true,
  claims,
  sniffs: (payload) => (looksLikeMessagePack(payload) ? CONTENT : undefined),
  open: () => new MessagePackSession(),
};

function claims({ protocol, mime }: ConnectionFacts): Recognition | undefined {
  if (protocol !== undefined && SUBPROTOCOL.test(protocol))
    return { by: 'subprotocol', reason: `subprotocol ${protocol}` };
  if (mime !== undefined && MIME.test(mime)) return { by: 'mime', reason: `MIME type ${mime}` };
  return undefined;
}

class MessagePackSession implements Session {
  readonly #lanes: Readonly<Record<Direction, Lane>> = { sent: new Lane(), received: new Lane() };

  feed(input: DecoderInput): readonly Unit[] {
    return this.#lanes[input.direction].feed(input);
  }

  end(): readonly Unit[] {
    return [...this.#lanes.sent.end(), ...this.#lanes.received.end()];
  }
}

/** The bytes of one direction. */
class Lane {
  readonly #pending = new JoinedBytes();
  readonly #scanner = new ValueScanner();
  #last: DecoderInput | undefined;

  feed(input: DecoderInput): readonly Unit[] {
    if (input.payload.isText) return [...this.end(), foreignText(input)];
    this.#last = input;
    this.#pending.append(input.message, input.payload.bytes);
    const units = this.#complete(input);
    const isOver = !input.isPart || this.#pending.length > LIMITS.decoderPending;
    return isOver ? [...units, ...this.end()] : units;
  }

  end(): readonly Unit[] {
    this.#scanner.reset();
    if (!this.#last || this.#pending.length === 0) return [];
    return [this.#take(this.#last, this.#pending.length)];
  }

  /** A unit for each map and array, and one for plain values that stand together. */
  #complete(input: DecoderInput): readonly Unit[] {
    const units: Unit[] = [];
    let plain = 0;
    while (units.length < MOST_UNITS) {
      const rest = this.#pending.bytes.subarray(plain);
      const length = this.#scanner.next(rest);
      if (length === undefined) break;
      if (isPlain(rest)) {
        plain += length;
        continue;
      }
      if (plain > 0) units.push(this.#take(input, plain));
      units.push(this.#take(input, length));
      plain = 0;
    }
    if (plain > 0) units.push(this.#take(input, plain));
    return units;
  }

  #take(input: DecoderInput, length: number): Unit {
    const { bytes, sources } = this.#pending.take(length);
    const payload = Payload.ofBytes(bytes);
    const problem = foreignness(bytes);
    return problem
      ? { ...unit(input, sources, foreignLayer(payload, problem)), isForeign: true }
      : unit(input, sources, new MessagePackLayer(payload));
  }
}

function unit({ direction, time }: DecoderInput, sources: readonly Source[], layer: Layer): Unit {
  return { sources, direction, time, layer };
}

function foreignText(input: DecoderInput): Unit {
  const { message, payload } = input;
  const reason = 'MessagePack is sent as bytes, and this is a text message.';
  const layer = foreignLayer(payload, { kind: 'text-message', offset: 0, reason });
  const sources = [{ message, range: [0, payload.byteLength] }] as const;
  return { ...unit(input, sources, layer), isForeign: true };
}

/** Why bytes are not MessagePack at all. Every letter is a small number: a few of them prove nothing. */
function foreignness(bytes: Uint8Array): Problem | undefined {
  if (headAt(bytes, 0)?.kind === 'never-used') {
    return { kind: 'never-used', offset: 0, reason: 'No value begins with the byte 0xc1.' };
  }
  if (bytes.length < LETTERS || !bytes.every(isLetter)) return undefined;
  return { kind: 'plain-text', offset: 0, reason: 'Every byte is a letter: this is text.' };
}

function isPlain(bytes: Uint8Array): boolean {
  const kind = headAt(bytes, 0)?.kind;
  return kind !== 'map' && kind !== 'array';
}

/** Printable ASCII, line ends and tabs. */
function isLetter(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
