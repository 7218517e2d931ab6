import { JoinedBytes } from '../../bytes/joined-bytes.ts';
import { Payload } from '../../bytes/payload.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { DecoderInput, Direction, Session, Unit } from '../contract.ts';
import { type JsonProtocol, JsonSession, readPiece } from '../json-session.ts';
import { separatedBy } from '../separated.ts';
import type { Conversation } from './conversation.ts';

const LINE_FEED = 0x0a;

/** Lines of JSON: all those of a message, or one at a time of a body that comes in parts. */
export class LineSession implements Session {
  readonly #protocol: JsonProtocol;
  readonly #whole: JsonSession;
  readonly #parts: Readonly<Record<Direction, JoinedBytes>> = {
    sent: new JoinedBytes(),
    received: new JoinedBytes(),
  };
  readonly #last: Partial<Record<Direction, DecoderInput>> = {};

  constructor(conversation: Conversation) {
    this.#protocol = {
      protocol: 'centrifugo',
      unit: 'a Centrifugo message',
      pieces: separatedBy(LINE_FEED),
      read: (text) => conversation.read(text),
    };
    this.#whole = new JsonSession(this.#protocol);
  }

  feed(input: DecoderInput): readonly Unit[] {
    const { direction, message, payload, isPart } = input;
    const parts = this.#parts[direction];
    if (!isPart && parts.length === 0) return this.#whole.feed(input);
    this.#last[direction] = input;
    parts.append(message, payload.bytes);
    const units: Unit[] = [];
    for (let end = endOfLine(parts.bytes); end > 0; end = endOfLine(parts.bytes)) {
      units.push(this.#line(end, input));
    }
    const isOver = !isPart || parts.length > LIMITS.decoderPending;
    return isOver ? [...units, ...this.#rest(input)] : units;
  }

  end(): readonly Unit[] {
    return Object.values(this.#last).flatMap((input) => this.#rest(input));
  }

  #rest(input: DecoderInput): readonly Unit[] {
    const { length } = this.#parts[input.direction];
    return length > 0 ? [this.#line(length, input)] : [];
  }

  #line(length: number, { direction, time }: DecoderInput): Unit {
    const { bytes, sources } = this.#parts[direction].take(length);
    const text = bytes.at(-1) === LINE_FEED ? bytes.subarray(0, -1) : bytes;
    const piece = { payload: Payload.ofBytes(text) };
    return { sources, direction, time, ...readPiece(this.#protocol, piece, direction, time) };
  }
}

/** Behind the first line that is not blank; 0 where it goes on. Blank ones come with the next. */
function endOfLine(bytes: Uint8Array): number {
  let start = 0;
  while (isBlank(bytes[start])) start += 1;
  return bytes.indexOf(LINE_FEED, start) + 1;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === LINE_FEED || byte === 0x0d || byte === 0x09;
}
