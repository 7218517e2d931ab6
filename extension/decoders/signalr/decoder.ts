import { Payload } from '../../bytes/payload.ts';
import type { Decoder, DecoderInput, Direction, Recognition, Session, Unit } from '../contract.ts';
import { type JsonProtocol, readPiece } from '../json-session.ts';
import { Conversation } from './conversation.ts';
import { RecordStream, type StreamRecord } from './record-stream.ts';
import { looksLikeHub } from './sniff.ts';

const CONTENT: Recognition = { by: 'content', reason: 'a SignalR record, ended by 0x1E' };

/** The hub protocol of SignalR in its JSON encoding. It declares nothing, so its records tell. */
export const signalr: Decoder = {
  protocol: 'signalr',
  title: 'SignalR',
  specification:
    'https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md',
  versions: 'JSON',
  recognisedBy: 'first records',
  channels: 'targets',
  claims: () => undefined,
  textStarts: '{',
  sniffs: (payload, direction) => (looksLikeHub(payload, direction) ? CONTENT : undefined),
  open: () => new HubSession(),
};

class HubSession implements Session {
  readonly #streams: Readonly<Record<Direction, RecordStream>> = {
    sent: new RecordStream(),
    received: new RecordStream(),
  };
  readonly #last: Partial<Record<Direction, DecoderInput>> = {};
  readonly #protocol: JsonProtocol;

  constructor() {
    const conversation = new Conversation();
    this.#protocol = {
      protocol: 'signalr',
      unit: 'a SignalR message',
      read: (text) => conversation.read(text),
    };
  }

  feed(input: DecoderInput): readonly Unit[] {
    this.#last[input.direction] = input;
    const records = this.#streams[input.direction].feed(input.message, input.payload.bytes);
    return records.map((record) => this.#unit(record, input));
  }

  end(): readonly Unit[] {
    return Object.values(this.#last).flatMap((input) =>
      this.#streams[input.direction].end().map((record) => this.#unit(record, input)),
    );
  }

  #unit({ bytes, sources, isWhole }: StreamRecord, { direction, time }: DecoderInput): Unit {
    const payload = Payload.ofBytes(bytes);
    const problems = isWhole ? [] : [{ ...NO_SEPARATOR, offset: bytes.length }];
    const read = readPiece(this.#protocol, { payload, problems }, direction, time);
    return { sources, direction, time, ...read };
  }
}

const NO_SEPARATOR = {
  kind: 'missing-separator',
  reason: 'Every record ends with 0x1E; this one does not.',
};
