import { readJsonPayload } from '../../bytes/json/reader.ts';
import type { Payload } from '../../bytes/payload.ts';
import { oneLine, shorten } from '../../bytes/shorten.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { ByteRange, Field, Inner, Layer, Problem } from '../contract.ts';
import { checkPacket } from './checks.ts';
import { packetFields } from './fields.ts';
import { namespaceOf, type Packet } from './packet.ts';

/** What is known of a packet beside its bytes. */
export interface Circumstances {
  /** Where its attachments lie, behind the packet in the same bytes. */
  readonly attachments: readonly ByteRange[];
  /** What an acknowledgement answers. */
  readonly note: string | undefined;
  readonly failures: readonly Problem[];
}

/** A packet with the attachments that came for it. */
export class PacketLayer implements Layer {
  readonly protocol = 'socket-io';
  readonly payload: Payload;
  readonly inner: Inner | undefined;
  readonly #packet: Packet;
  readonly #about: Circumstances;

  constructor(payload: Payload, packet: Packet, about: Circumstances) {
    this.payload = payload;
    this.inner = innerOf(packet);
    this.#packet = packet;
    this.#about = about;
  }

  get summary(): string {
    return summarize(this.#packet, this.#about.attachments.length);
  }

  get problems(): readonly Problem[] {
    return [...checkPacket(this.#packet), ...this.#about.failures];
  }

  fields(): readonly Field[] {
    return packetFields(this.#packet, this.#about);
  }
}

function innerOf({ content, data }: Packet): Inner | undefined {
  if (content.isEmpty) return undefined;
  return { payload: content, mime: 'application/json', range: data };
}

/** Bytes that are no packet, nor awaited; what they are is for other decoders to say. */
export function foreignLayer(payload: Payload): Layer {
  return {
    protocol: 'socket-io',
    summary: 'not a Socket.IO packet',
    payload,
    problems: [payload.isText ? NOT_A_PACKET : NOT_AWAITED],
    fields: () => [],
    inner: { payload, range: [0, payload.byteLength] },
  };
}

/** `EVENT chat, ack 12`, `CONNECT /admin`: the type with what it is about. */
export function summarize(packet: Packet, attachments = 0): string {
  const { type, id } = packet;
  switch (type) {
    case 'CONNECT':
    case 'DISCONNECT':
      return oneLine(`${type} ${namespaceOf(packet)}`);
    case 'CONNECT_ERROR':
      return oneLine(`${type} ${errorOf(packet) ?? namespaceOf(packet)}`);
    case 'EVENT':
    case 'BINARY_EVENT': {
      const name = shorten(packet.event ?? '?', LONGEST_NAME);
      return oneLine(`${type} ${name}${id ? `, ack ${id.text}` : ''}${withCount(attachments)}`);
    }
    case 'ACK':
    case 'BINARY_ACK':
      return oneLine(`${type} ${id?.text ?? ''}${withCount(attachments)}`);
    default:
      return type satisfies never;
  }
}

/** A string in Socket.IO 2; since 3 an object with a message. */
function errorOf({ content }: Packet): string | undefined {
  const { root } = readJsonPayload(content, LIMITS.decoderDepth);
  const value = root?.value ?? root?.children?.find(({ name }) => name === 'message')?.value;
  return typeof value === 'string' ? value : undefined;
}

function withCount(attachments: number): string {
  if (attachments === 0) return '';
  return `, ${attachments} ${attachments === 1 ? 'attachment' : 'attachments'}`;
}

/** Characters of an event's name in a summary. */
const LONGEST_NAME = 80;

const NOT_A_PACKET: Problem = {
  kind: 'not-a-packet',
  offset: 0,
  reason: 'A packet begins with its type, 0 to 6, and goes on as that type does.',
};

const NOT_AWAITED: Problem = {
  kind: 'unexpected-attachment',
  offset: 0,
  reason: 'No packet before this awaits an attachment.',
};
