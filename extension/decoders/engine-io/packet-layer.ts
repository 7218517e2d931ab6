import { readJson } from '../../bytes/json/reader.ts';
import { Payload } from '../../bytes/payload.ts';
import { oneLine } from '../../bytes/shorten.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { ByteRange, Field, Inner, Layer, Problem } from '../contract.ts';
import { moved } from '../moved.ts';
import { binaryData, type Packet, TYPES } from './packet.ts';

/** What the messages of this connection may be; the chain's hint to whoever reads them. */
export const SOCKET_IO = 'application/vnd.socket.io';

/** What is known of a packet beside its bytes. */
export interface Circumstances {
  /** Session id that an open packet gives. */
  readonly sid?: string | undefined;
  readonly failures: readonly Problem[];
  /** What a pong answers. */
  readonly note?: string | undefined;
  readonly mime?: string | undefined;
}

/** One packet; its payload is the packet alone, without what a polling body puts around it. */
export class PacketLayer implements Layer {
  readonly protocol = 'engine-io';
  readonly payload: Payload;
  readonly inner: Inner | undefined;
  readonly #packet: Packet;
  readonly #about: Circumstances;

  constructor(payload: Payload, packet: Packet, about: Circumstances) {
    this.payload = payload;
    this.inner = packet.type === 'message' ? innerOf(payload, packet, about.mime) : undefined;
    this.#packet = packet;
    this.#about = about;
  }

  get summary(): string {
    return summarize(this.payload, this.#packet, this.#about.sid);
  }

  get problems(): readonly Problem[] {
    return [...checkPacket(this.payload, this.#packet), ...this.#about.failures];
  }

  fields(): readonly Field[] {
    return packetFields(this.payload, this.#packet, this.#about.note);
  }
}

/** What a server answers to a body that it took. */
export function okLayer(payload: Payload): Layer {
  return {
    ...plain(payload, 'ok'),
    fields: () => [{ name: 'answer', value: 'ok', range: [0, 2] }],
  };
}

/** Bytes that are no packet; what they are is for other decoders to say. */
export function foreignLayer(payload: Payload, failures: readonly Problem[]): Layer {
  const problems = [NOT_A_PACKET, ...failures];
  const inner: Inner = { payload, range: [0, payload.byteLength] };
  return { ...plain(payload, 'not an Engine.IO packet'), problems, inner };
}

function plain(payload: Payload, summary: string): Layer {
  return { protocol: 'engine-io', summary, payload, problems: [], fields: () => [] };
}

/** The session id in an open packet. */
export function sidOf({ bytes }: Payload, { data }: Packet): string | undefined {
  const { root } = readJson(bytes.subarray(...data), LIMITS.decoderDepth);
  const sid = root?.children?.find(({ name }) => name === 'sid')?.value;
  return typeof sid === 'string' ? sid : undefined;
}

function summarize(
  payload: Payload,
  { type, data, form }: Packet,
  sid: string | undefined,
): string {
  const [start, end] = data;
  switch (type) {
    case 'open':
      return oneLine(sid === undefined ? type : `${type} ${sid}`);
    case 'message':
      return form === 'text' ? type : `binary ${type}`;
    case 'ping':
    case 'pong':
      return oneLine(
        `${type} ${decodeUtf8(payload.bytes.subarray(start, Math.min(end, start + 200)))}`,
      );
    case 'close':
    case 'upgrade':
    case 'noop':
      return type;
    default:
      return type satisfies never;
  }
}

function packetFields(
  payload: Payload,
  packet: Packet,
  note: string | undefined,
): readonly Field[] {
  const { type, typeRange, data, form } = packet;
  const number = String(TYPES.indexOf(type));
  const meaning = note ?? NOTES.get(type);
  const first: Field = {
    name: 'type',
    value: type,
    range: typeRange,
    note: meaning === undefined ? number : `${number}: ${meaning}`,
  };
  if (data[0] === data[1]) return [first];
  if (type === 'open') return [first, ...openFields(payload, data)];
  const value = form === 'text' ? textIn(payload, data).text : data[1] - data[0];
  const unit = form === 'base64' ? 'characters of base64' : 'bytes';
  return [first, { name: 'data', value, range: data, ...(form !== 'text' && { note: unit }) }];
}

function openFields({ bytes }: Payload, [start, end]: ByteRange): readonly Field[] {
  const { root } = readJson(bytes.subarray(start, end), LIMITS.decoderDepth);
  return (root?.children ?? []).map((value) => {
    const note = OPEN_NOTES.get(value.name);
    return { ...moved(value, start), ...(note !== undefined && { note }) };
  });
}

function checkPacket(payload: Payload, packet: Packet): readonly Problem[] {
  const [start] = packet.data;
  if (packet.type === 'open') {
    const { problems } = readJson(payload.bytes.subarray(...packet.data), LIMITS.decoderDepth);
    const found = problems.map((problem) => ({ ...problem, offset: problem.offset + start }));
    return sidOf(payload, packet) === undefined
      ? [...found, { ...MISSING_SID, offset: start }]
      : found;
  }
  if (packet.form !== 'base64' || binaryData(payload.bytes, packet)) return [];
  return [{ kind: 'bad-base64', offset: start, reason: 'This is not base64 (RFC 4648).' }];
}

function innerOf(payload: Payload, packet: Packet, mime: string | undefined): Inner | undefined {
  const { data, form } = packet;
  if (form === 'text') return { payload: textIn(payload, data), mime, range: data };
  const said = binaryData(payload.bytes, packet);
  if (!said) return undefined;
  return { payload: Payload.ofBytes(said), mime, range: form === 'binary' ? data : undefined };
}

/** Where a text was the message there is no need of its bytes. */
function textIn(payload: Payload, [start, end]: ByteRange): Payload {
  return payload.isText
    ? payload.behind(start)
    : Payload.ofUtf8(payload.bytes.subarray(start, end));
}

const NOT_A_PACKET: Problem = {
  kind: 'not-a-packet',
  offset: 0,
  reason: 'A packet begins with its type, 0 to 6.',
};

const MISSING_SID: Problem = {
  kind: 'missing-sid',
  offset: 0,
  reason: 'An open packet gives the session its id.',
};

const NOTES: ReadonlyMap<string, string> = new Map([
  ['open', 'the handshake'],
  ['close', 'the transport may be closed'],
  ['upgrade', 'the session goes on over this transport'],
  ['noop', 'ends a poll that is being held'],
]);

const OPEN_NOTES: ReadonlyMap<string, string> = new Map([
  ['sid', 'session id, in the URL of every request from now on'],
  ['upgrades', 'transports that the session may change to'],
  ['pingInterval', 'milliseconds between pings'],
  ['pingTimeout', 'milliseconds to wait for the answer'],
  ['maxPayload', 'bytes that a polling body may have'],
]);
