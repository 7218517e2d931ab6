import { Payload } from '../../bytes/payload.ts';
import type {
  ChannelName,
  ConnectionFacts,
  DecoderInput,
  Direction,
  Problem,
  Session,
  Source,
  Unit,
} from '../contract.ts';
import { type Address, addressOf, sessionName, type Version } from './address.ts';
import { Body, type Piece } from './body.ts';
import { Heartbeat, isPlain } from './heartbeat.ts';
import { type Packet, readBinaryPacket, readTextPacket } from './packet.ts';
import { foreignLayer, okLayer, PacketLayer, SOCKET_IO, sidOf } from './packet-layer.ts';
import { hasLength } from './sniff.ts';

/** One connection of an Engine.IO session; those of one session share their memory of pings. */
export class EngineIoSession implements Session {
  readonly #address: Address | undefined;
  readonly #isSocket: boolean;
  readonly #heartbeat: Heartbeat;
  readonly #bodies: Partial<Record<Direction, Body>> = {};
  readonly #last: Partial<Record<Direction, DecoderInput>> = {};
  #channel: ChannelName | undefined;

  /** Pings may be answered over another connection of the session. */
  constructor(facts: ConnectionFacts, heartbeat?: Heartbeat) {
    this.#address = addressOf(facts);
    this.#isSocket = facts.transport === 'websocket';
    this.#heartbeat = heartbeat ?? new Heartbeat(this.#address?.version);
    if (this.#address?.sid !== undefined) this.#channel = this.#channelOf(this.#address.sid);
  }

  feed(input: DecoderInput): readonly Unit[] {
    if (this.#isSocket) return [this.#message(input)];
    const { message, direction, payload, isPart = false } = input;
    this.#last[direction] = input;
    const pieces = this.#body(input).feed(message, payload.bytes, isPart);
    return pieces.map((piece) => this.#piece(input, piece));
  }

  end(): readonly Unit[] {
    return Object.values(this.#last).flatMap((input) =>
      this.#body(input)
        .end()
        .map((piece) => this.#piece(input, piece)),
    );
  }

  /** In revision 4 bytes are a message by themselves, even if there are none. */
  awaitsEmpty({ payload }: DecoderInput): boolean {
    return this.#isSocket && !payload.isText && this.#version === 4;
  }

  join(facts: ConnectionFacts): Session {
    return new EngineIoSession(facts, this.#heartbeat);
  }

  get #version(): Version {
    return this.#address?.version ?? 4;
  }

  /** A WebSocket message is one packet. */
  #message(input: DecoderInput): Unit {
    const { payload, message } = input;
    const sources = [{ message, range: [0, payload.byteLength] as const }];
    const packet = payload.isText
      ? readTextPacket(payload, this.#version)
      : readBinaryPacket(payload.bytes, this.#version);
    return packet
      ? this.#packet(input, sources, payload, packet, [])
      : foreignUnit(input, sources, payload, []);
  }

  #piece(input: DecoderInput, { kind, sources, bytes, packet, failure }: Piece): Unit {
    const { direction, time } = input;
    const isWhole =
      input.payload.byteLength === bytes.length && sources[0]?.message === input.message;
    const payload = isWhole ? input.payload : Payload.ofBytes(bytes);
    const failures = failure ? [{ ...FAILURES[failure], offset: bytes.length }] : [];
    if (kind === 'ok') {
      const layer = okLayer(payload);
      return { sources, direction, time, layer, channel: this.#channel, isHeartbeat: true };
    }
    return packet
      ? this.#packet(input, sources, payload, packet, failures)
      : foreignUnit(input, sources, payload, failures);
  }

  #packet(
    { direction, time }: DecoderInput,
    sources: readonly Source[],
    payload: Payload,
    packet: Packet,
    failures: readonly Problem[],
  ): Unit {
    const sid = packet.type === 'open' ? sidOf(payload, packet) : undefined;
    if (sid !== undefined) this.#channel ??= this.#channelOf(sid);
    const { note, problem } = this.#heartbeat.follow(packet, direction, time);
    const mime = this.#address?.hintsSocketIo ? SOCKET_IO : undefined;
    const about = { sid, note, mime, failures: problem ? [...failures, problem] : failures };
    const layer = new PacketLayer(payload, packet, about);
    const isHeartbeat = isPlain(packet) || packet.type === 'noop' || undefined;
    const channel = this.#channel;
    return { sources, direction, time, layer, channel, isHeartbeat, isForeign: undefined };
  }

  #channelOf(sid: string): ChannelName {
    const name = { id: sid, name: sid, type: 'engine-io-session' };
    return this.#address ? { ...name, session: sessionName(this.#address.service, sid) } : name;
  }

  #body({ direction, payload }: DecoderInput): Body {
    const known = this.#bodies[direction];
    if (known) return known;
    const version: Version = this.#address?.version ?? (hasLength(payload) ? 3 : 4);
    const body = new Body(version, direction, this.#address?.isJsonp ?? false);
    this.#bodies[direction] = body;
    return body;
  }
}

function foreignUnit(
  { direction, time }: DecoderInput,
  sources: readonly Source[],
  payload: Payload,
  failures: readonly Problem[],
): Unit {
  return { sources, direction, time, layer: foreignLayer(payload, failures), isForeign: true };
}

const FAILURES: Readonly<Record<'truncated' | 'bad-length', Omit<Problem, 'offset'>>> = {
  truncated: { kind: 'truncated', reason: 'The body ends before the packet does.' },
  'bad-length': {
    kind: 'bad-length',
    reason: 'Each packet of revision 3 has its length before it, and a colon.',
  },
};
