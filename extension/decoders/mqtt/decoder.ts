import { Payload } from '../../bytes/payload.ts';
import type {
  ConnectionFacts,
  Decoder,
  DecoderInput,
  Direction,
  Layer,
  Session,
  Unit,
} from '../contract.ts';
import { Conversation, type Meaning } from './conversation.ts';
import { NOT_A_PACKET, NOT_BINARY } from './failures.ts';
import { continuedLayer, foreignLayer, PacketLayer } from './packet-layer.ts';
import { type Cut, PacketStream } from './packet-stream.ts';
import { versionName } from './packet-types.ts';
import { glance, readPacket } from './read-packet.ts';
import { versionOfConnect } from './sniff.ts';
import { Versions } from './versions.ts';

/** MQTT 3.1, 3.1.1 and 5 over WebSocket. */
export const mqtt: Decoder = {
  protocol: 'mqtt',
  title: 'MQTT',
  specification: 'https://docs.oasis-open.org/mqtt/mqtt/v5.0/mqtt-v5.0.html',
  versions: '3.1, 3.1.1, 5',
  recognisedBy: 'subprotocol, CONNECT',
  channels: 'topics',
  claims: ({ protocol }) =>
    /^mqtt(?:v3\.1)?$/i.test(protocol ?? '')
      ? { by: 'subprotocol', reason: `subprotocol ${protocol}` }
      : undefined,
  textStarts: '',
  sniffs: (payload) => {
    const version = versionOfConnect(payload);
    if (version === undefined) return undefined;
    return { by: 'content', reason: `begins with a CONNECT of MQTT ${version}` };
  },
  open: (facts) => new MqttSession(facts),
};

class MqttSession implements Session {
  readonly #versions: Versions;
  readonly #conversation = new Conversation();
  readonly #streams: Readonly<Record<Direction, PacketStream>>;
  readonly #last: Partial<Record<Direction, DecoderInput>> = {};

  constructor(facts: ConnectionFacts) {
    this.#versions = new Versions(facts.protocol);
    const isSound = (packet: Uint8Array) => this.#isSound(packet);
    this.#streams = { sent: new PacketStream(isSound), received: new PacketStream(isSound) };
  }

  feed(input: DecoderInput): readonly Unit[] {
    const { payload, message, direction, time } = input;
    if (payload.isText) {
      const sources = [{ message, range: [0, payload.byteLength] as const }];
      const layer = foreignLayer(payload, NOT_BINARY);
      return payload.byteLength === 0 ? [] : [{ sources, direction, time, layer, isForeign: true }];
    }
    this.#last[direction] = input;
    const cuts = this.#streams[direction].feed(message, payload.bytes);
    const [only] = cuts;
    if (only && cuts.length === 1) return [this.#unit(only, input)];
    return cuts.map((cut) => this.#unit(cut, input));
  }

  end(): readonly Unit[] {
    return Object.values(this.#last).flatMap((input) =>
      this.#streams[input.direction].end().map((cut) => this.#unit(cut, input)),
    );
  }

  #unit(cut: Cut, { direction, time }: DecoderInput): Unit {
    const { kind, bytes, sources, problem = NOT_A_PACKET } = cut;
    switch (kind) {
      case 'packet':
        return this.#packet(cut, direction, time);
      case 'foreign': {
        const layer = foreignLayer(Payload.ofBytes(bytes), problem);
        return { sources, direction, time, layer, isForeign: true };
      }
      case 'rest':
        return { sources, direction, time, layer: continuedLayer(bytes, problem) };
      default:
        return kind satisfies never;
    }
  }

  #packet({ bytes, sources, problem }: Cut, direction: Direction, time: number): Unit {
    const level = this.#versions.levelFor(bytes);
    const packet = glance(bytes, level);
    const meaning = packet ? this.#conversation.follow(packet, level, direction, time) : UNREADABLE;
    const layer: Layer = new PacketLayer(bytes, packet, {
      level,
      versionNote: this.#versions.isSaid
        ? undefined
        : `CONNECT was not captured: read as MQTT ${versionName(level)}`,
      meaning,
      failures: problem ? [{ ...problem, offset: bytes.length }] : NONE,
    });
    const { channel } = meaning;
    const isPing = packet?.type === 'PINGREQ' || packet?.type === 'PINGRESP';
    const isHeartbeat = isPing || undefined;
    return { sources, direction, time, layer, channel, isHeartbeat, isForeign: undefined };
  }

  #isSound(packet: Uint8Array): boolean {
    return readPacket(packet, this.#versions.seemsLevel(packet)).problems.length === 0;
  }
}

const NONE: readonly never[] = [];

const UNREADABLE: Meaning = { summary: 'part of a packet', notes: new Map(), problems: [] };
