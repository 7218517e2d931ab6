import { Inflater } from '../../bytes/deflate/inflater.ts';
import { JoinedBytes } from '../../bytes/joined-bytes.ts';
import { Payload } from '../../bytes/payload.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { Decoder, DecoderInput, Direction, Problem, Session, Unit } from '../contract.ts';
import { mostInflated } from '../inflate-limit.ts';
import { foreign } from '../whole-body.ts';
import { beginsZlib } from '../zlib-head.ts';
import { HEAD, StreamLayer } from './layer.ts';

const URL_OPTION = /[?&]compress=zlib-stream(?:&|$)/;

/**
 * One zlib stream over all messages of a connection, flushed behind each of them: a message can only
 * be read by what came before it.
 */
export const zlibStream: Decoder = {
  protocol: 'zlib-stream',
  title: 'zlib stream',
  specification: 'https://www.rfc-editor.org/rfc/rfc1950',
  versions: 'over the messages of a connection, with sync flushes',
  recognisedBy: 'URL, first message',
  channels: '',
  isBytesOnly: true,
  claims: ({ url }) =>
    URL_OPTION.test(url) ? { by: 'url', reason: 'compress=zlib-stream in the URL' } : undefined,
  textStarts: '',
  sniffs: ({ isText, bytes }) =>
    !isText && beginsStream(bytes)
      ? { by: 'content', reason: 'begins as zlib, inflates, and ends in a flush' }
      : undefined,
  open: () => new ZlibStreamSession(),
};

/** Whether a message ends in an empty stored block, as a sync flush leaves one. */
function endsInFlush(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes.subarray(-4);
  return a === 0 && b === 0 && c === 0xff && d === 0xff;
}

function beginsStream(bytes: Uint8Array): boolean {
  if (!beginsZlib(bytes) || !endsInFlush(bytes)) return false;
  const inflater = new Inflater();
  inflater.feed(bytes.subarray(HEAD), mostInflated(bytes.length));
  const isSound = inflater.fault === undefined && !inflater.isDone;
  return isSound && HEAD + inflater.consumed === bytes.length && inflater.take().length > 0;
}

class ZlibStreamSession implements Session {
  readonly #lanes: Readonly<Record<Direction, Lane>> = { sent: new Lane(), received: new Lane() };

  feed(input: DecoderInput): readonly Unit[] {
    return this.#lanes[input.direction].feed(input);
  }

  end(): readonly Unit[] {
    return [...this.#lanes.sent.end(), ...this.#lanes.received.end()];
  }
}

/** The stream of one direction. */
class Lane {
  readonly #pending = new JoinedBytes();
  #inflater: Inflater | undefined;
  #isBroken = false;
  #last: DecoderInput | undefined;

  feed(input: DecoderInput): readonly Unit[] {
    const { message, payload } = input;
    if (payload.isText) return [...this.end(), this.#foreign(input, payload)];
    this.#pending.append(message, payload.bytes);
    this.#last = input;
    const { bytes } = this.#pending;
    const isNone = !this.#inflater && !this.#isBroken && bytes.length >= HEAD && !beginsZlib(bytes);
    if (isNone) return [this.#none(input)];
    const isOver = endsInFlush(bytes) || bytes.length > LIMITS.decoderPending;
    return isOver ? [this.#take(input)] : [];
  }

  end(): readonly Unit[] {
    return this.#last && this.#pending.length > 0 ? [this.#take(this.#last)] : [];
  }

  #take({ direction, time }: DecoderInput): Unit {
    const { bytes, sources } = this.#pending.take(this.#pending.length);
    const layer = this.#layer(bytes);
    return { sources, direction, time, layer };
  }

  #layer(bytes: Uint8Array): StreamLayer {
    if (this.#isBroken) return new StreamLayer(bytes, 0, new Uint8Array(0), [BROKEN]);
    const head = this.#inflater ? 0 : Math.min(HEAD, bytes.length);
    const inflater = this.#inflater ?? new Inflater();
    const before = inflater.consumed;
    inflater.feed(bytes.subarray(head), mostInflated(bytes.length));
    const problem = problemOf(inflater, bytes, head - before);
    this.#isBroken = inflater.fault !== undefined;
    // What comes behind the end of a stream is another one.
    this.#inflater = inflater.isDone ? undefined : inflater;
    return new StreamLayer(bytes, head, inflater.take(), problem ? [problem] : []);
  }

  #none(input: DecoderInput): Unit {
    const { bytes, sources } = this.#pending.take(this.#pending.length);
    return { ...this.#foreign(input, Payload.ofBytes(bytes)), sources };
  }

  #foreign({ message, direction, time }: DecoderInput, payload: Payload): Unit {
    const reason = 'A zlib stream does not begin like this.';
    const verdict = foreign(zlibStream, payload, { kind: 'no-stream', offset: 0, reason });
    return { sources: [{ message, range: [0, payload.byteLength] }], direction, time, ...verdict };
  }
}

const BROKEN: Problem = {
  kind: 'stream-broken',
  offset: 0,
  reason: 'An earlier message could not be inflated, and this one builds upon it.',
};

/** `start` leads from offsets of the stream to those of the message. */
function problemOf(inflater: Inflater, bytes: Uint8Array, start: number): Problem | undefined {
  const { fault, isDone } = inflater;
  if (fault) return { ...fault, offset: Math.min(Math.max(fault.offset + start, 0), bytes.length) };
  if (isDone || endsInFlush(bytes)) return undefined;
  const reason = 'The messages end before the flush that would complete this one.';
  return { kind: 'truncated', offset: bytes.length, reason };
}
