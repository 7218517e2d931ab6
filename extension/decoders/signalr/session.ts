import { Payload } from '../../bytes/payload.ts';
import type { DecoderInput, Direction, Session, Unit } from '../contract.ts';
import { JSON_NOTATION } from '../json-session.ts';
import { type MessageProtocol, type Notation, readMessage } from '../message-session.ts';
import type { Outline } from '../outline.ts';
import { Conversation } from './conversation.ts';
import type { Encoding } from './encoding.ts';
import { HUB_NOTATION } from './hub-notation.ts';
import { type HubRecord, HubStream } from './hub-stream.ts';

const NOTATIONS: Readonly<Record<Encoding, Notation<Outline>>> = {
  json: JSON_NOTATION,
  messagepack: HUB_NOTATION,
};

/** One connection of a hub: a handshake in JSON, then messages in the encoding that it names. */
export class HubSession implements Session {
  readonly #streams: Readonly<Record<Direction, HubStream>> = {
    sent: new HubStream(),
    received: new HubStream(),
  };
  readonly #last: Partial<Record<Direction, DecoderInput>> = {};
  readonly #conversation = new Conversation();
  readonly #protocol: MessageProtocol<Outline> = {
    protocol: 'signalr',
    unit: 'a SignalR message',
    read: (written) => this.#conversation.read(written),
  };

  feed(input: DecoderInput): readonly Unit[] {
    const { message, direction, payload } = input;
    this.#last[direction] = input;
    const stream = this.#streams[direction];
    stream.append(message, payload.bytes, payload.isText);
    const units: Unit[] = [];
    for (let record = stream.next(); record; record = stream.next()) {
      units.push(this.#unit(record, input));
      stream.encoding = this.#conversation.encoding;
    }
    return units;
  }

  end(): readonly Unit[] {
    return Object.values(this.#last).flatMap((input) => {
      const record = this.#streams[input.direction].end();
      return record ? [this.#unit(record, input)] : [];
    });
  }

  #unit(record: HubRecord, { direction, time }: DecoderInput): Unit {
    const { encoding, bytes, sources, problems } = record;
    const piece = { payload: Payload.ofBytes(bytes), problems };
    const read = readMessage(this.#protocol, NOTATIONS[encoding], piece, direction, time);
    return { sources, direction, time, ...read };
  }
}
