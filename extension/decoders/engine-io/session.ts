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
import { type Address, addressOf, type Version } from './address.ts';
import { Body, type Piece } from './body.ts';
import { Heartbeat, isPlain } from './heartbeat.ts';
import { type Packet, readBinaryPacket, readTextPacket } from './packet.ts';
import { foreignLayer, okLayer, packetLayer, SOCKET_IO, sidOf } from './packet-layer.ts';
import { hasLength } from './sniff.ts';

/** One connection of an Engine.IO session. */
export class EngineIoSession implements Session {
  readonly #address: Address | undefined;
  readonly #isSocket: boolean;
  readonly #heartbeat: Heartbeat;
  readonly #bodies: Partial<Record<Direction, Body>> = {};
  readonly #last: Partial<Record<Direction, DecoderInput>> = {};
  #channel: ChannelName | undefined;

  constructor(facts: ConnectionFacts) {
    this.#address = addressOf(facts);
    this.#isSocket = facts.transport === 'websocket';
    this.#heartbeat = new Heartbeat(this.#address?.version);
    if (this.#address?.sid !== undefined) this.#channel = channelOf(this.#address.sid);
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

  /** A WebSocket message is one packet. */
  #message(input: DecoderInput): Unit {
    const { payload, message } = input;
    const sources = [{ message, range: [0, payload.byteLength] as const }];
    const version = this.#address?.version ?? 4;
    const packet = payload.isText
      ? readTextPacket(payload.bytes, version)
      : readBinaryPacket(payload.bytes, version);
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
    if (kind === 'ok')
      return this.#named({ sources, direction, time, layer: okLayer(payload), isHeartbeat: true });
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
    const sid = packet.type === 'open' ? sidOf(payload.bytes, packet) : undefined;
    if (sid !== undefined) this.#channel ??= channelOf(sid);
    const { note, problem } = this.#heartbeat.follow(packet, direction, time);
    const mime = this.#address?.hintsSocketIo ? SOCKET_IO : undefined;
    const about = { sid, note, mime, failures: problem ? [...failures, problem] : failures };
    const layer = packetLayer(payload, packet, about);
    const isHeartbeat = isPlain(packet) || packet.type === 'noop';
    return this.#named({ sources, direction, time, layer, ...(isHeartbeat && { isHeartbeat }) });
  }

  #named(unit: Unit): Unit {
    return this.#channel ? { ...unit, channel: this.#channel } : unit;
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

function channelOf(sid: string): ChannelName {
  return { id: sid, name: sid, type: 'engine-io-session' };
}

const FAILURES: Readonly<Record<'truncated' | 'bad-length', Omit<Problem, 'offset'>>> = {
  truncated: { kind: 'truncated', reason: 'The body ends before the packet does.' },
  'bad-length': {
    kind: 'bad-length',
    reason: 'Each packet of revision 3 has its length before it, and a colon.',
  },
};
