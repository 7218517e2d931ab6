import { Payload } from '../../bytes/payload.ts';
import { mimeOfBody } from '../content-encoding.ts';
import type { Field, Inner, Layer, Problem } from '../contract.ts';
import type { Meaning } from './conversation.ts';
import type { Packet } from './packet.ts';
import type { Level } from './packet-types.ts';
import { readPacket } from './read-packet.ts';

/** What a layer remembers of its packet; the rest is read again from the bytes when asked for. */
export interface PacketMemory {
  readonly level: Level;
  /** Said of the first field: how it is known which version this is, where CONNECT was not seen. */
  readonly versionNote: string | undefined;
  readonly meaning: Meaning;
  /** Why the packet is not whole. */
  readonly failures: readonly Problem[];
}

/** One control packet. */
export class PacketLayer implements Layer {
  readonly protocol = 'mqtt';
  readonly payload: Payload;
  readonly inner: Inner | undefined;
  readonly #memory: PacketMemory;

  constructor(bytes: Uint8Array, packet: Packet | undefined, memory: PacketMemory) {
    this.payload = Payload.ofBytes(bytes);
    this.#memory = memory;
    this.inner = packet && innerPayload(bytes, packet);
  }

  get summary(): string {
    return this.#memory.meaning.summary;
  }

  get problems(): readonly Problem[] {
    const { level, meaning, failures } = this.#memory;
    const own = readPacket(this.payload.bytes, level).problems;
    return [...meaning.problems, ...own, ...failures];
  }

  fields(): readonly Field[] {
    const { level, meaning, versionNote } = this.#memory;
    const [first, ...others] = readPacket(this.payload.bytes, level).fields;
    if (!first) return [];
    const notes = versionNote === undefined ? first.note : `${first.note}; ${versionNote}`;
    const noted = notes === undefined ? first : { ...first, note: notes };
    return [noted, ...others].map((field) => withNotes(field, meaning.notes));
  }
}

function withNotes(field: Field, notes: Meaning['notes']): Field {
  if (notes.size === 0) return field;
  const note = notes.get(field.name);
  const children = field.children?.map((child) => withNotes(child, notes));
  return {
    ...field,
    ...(children && { children }),
    ...(note !== undefined && { note: field.note === undefined ? note : `${note}; ${field.note}` }),
  };
}

function innerPayload(bytes: Uint8Array, packet: Packet): Inner | undefined {
  if (packet.type !== 'PUBLISH' || packet.payload[0] === packet.payload[1]) return undefined;
  const payload = Payload.ofBytes(bytes.subarray(packet.payload[0], packet.payload[1]));
  const mime = mimeOfBody(packet.contentType, packet.contentEncoding);
  return { payload, mime, range: packet.payload };
}

/** Bytes among the packets that are none; what they are is for other decoders to say. */
export function foreignLayer(payload: Payload, problem: Problem): Layer {
  return {
    protocol: 'mqtt',
    summary: 'not an MQTT packet',
    payload,
    problems: [problem],
    fields: () => [],
    inner: { payload, range: [0, payload.byteLength] },
  };
}

/** Bytes of a packet that is too long to be kept as one. */
export function continuedLayer(bytes: Uint8Array, problem: Problem): Layer {
  return {
    protocol: 'mqtt',
    summary: 'rest of a packet',
    payload: Payload.ofBytes(bytes),
    problems: [problem],
    fields: () => [],
  };
}
