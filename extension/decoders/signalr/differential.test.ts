import { JsonHubProtocol, MessageType, NullLogger } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import { decode, encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Unit } from '../contract.ts';
import { damaged } from '../damage.fixture.ts';
import { Dialogue, kindsOf } from '../dialogue.fixture.ts';
import { agreesButFor, type Difference, type Ours } from '../differential.fixture.ts';
import { signalr } from './decoder.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const json = new JsonHubProtocol();
const packed = new MessagePackHubProtocol();

/** Messages as objects, by the names that they have in JSON. */
type Said = readonly Readonly<Record<string, unknown>>[];

/** Reads a member of this name from its bytes. */
type Reader = (part: Uint8Array, name: string) => unknown;

/** What was said before, or in the same text, is another matter. */
const STATE: ReadonlySet<string> = new Set([
  'after-completion',
  'repeated-id',
  'result-after-items',
]);
/** Types that a client does not read. */
const CALLS: readonly unknown[] = [MessageType.StreamInvocation, MessageType.CancelInvocation];

function read(payload: Payload, protocol: string, reader: Reader): Ours {
  const dialogue = new Dialogue(signalr);
  dialogue.sent(`{"protocol":"${protocol}","version":1}\x1e`);
  dialogue.received('{}\x1e');
  const units = [...dialogue.feed('received', payload), ...dialogue.end()];
  const kinds = kindsOf(units).filter((kind) => !STATE.has(kind));
  const said = kinds.length === 0 ? units.map((unit) => objectOf(unit, reader)) : [];
  return { said: said.filter(({ type }) => !CALLS.includes(type)), kinds };
}

/** The members of a message, each read again from the bytes that its field names. */
function objectOf({ layer }: Unit, reader: Reader): Said[number] {
  const members = layer.fields().filter(({ name }) => name !== 'length');
  const named = members.map(({ name, range }) => {
    const part = layer.payload.bytes.subarray(...range);
    return [name, reader(part, name)] as const;
  });
  return plain(Object.fromEntries(named));
}

/** Without what is not there, in any of the ways to say so. */
function plain(message: object): Said[number] {
  const members = Object.entries(message).filter(([name, value]) => !isNothing(name, value));
  return Object.fromEntries(members);
}

function isNothing(name: string, value: unknown): boolean {
  if (name === 'streamIds' || name === 'resultKind') return true;
  const isEmpty = typeof value === 'object' && Object.keys(Object(value)).length === 0;
  return value === undefined || value === null || isEmpty;
}

const id = fc.stringMatching(/^[a-z0-9]{1,4}$/);
const target = fc.stringMatching(/^[A-Za-z]{1,8}$/);
const value = fc.jsonValue({ maxDepth: 1 });
const type = <T extends MessageType>(one: T) => fc.constant(one);
const headers = fc.dictionary(target, target, { maxKeys: 1 });
const message = fc.oneof(
  fc.record({
    type: type(MessageType.Invocation),
    target,
    arguments: fc.array(value, { maxLength: 3 }),
    streamIds: fc.array(id, { maxLength: 0 }),
    headers,
  }),
  fc.record({ type: type(MessageType.StreamItem), invocationId: id, item: value, headers }),
  fc.record({ type: type(MessageType.Completion), invocationId: id, result: fc.string(), headers }),
  fc.record({ type: type(MessageType.Completion), invocationId: id, error: target, headers }),
  fc.record({ type: type(MessageType.Completion), invocationId: id, headers }),
  fc.record({ type: type(MessageType.Ping) }),
  fc.record({ type: type(MessageType.Close), allowReconnect: fc.boolean() }),
  fc.record({ type: fc.constantFrom(MessageType.Ack, MessageType.Sequence), sequenceId: fc.nat() }),
);
const messages = fc.array(message, { minLength: 1, maxLength: 3 });

/** Chapters of the hub protocol. */
const IN_JSON: readonly Difference<string>[] = [
  [
    '"JSON Encoding": Ping has no such field',
    '{"type":6,"x":1}\x1e',
    { marked: ['unrecognized-field'] },
  ],
  [
    '"JSON Encoding": an Invocation has arguments',
    '{"type":1,"target":"a"}\x1e',
    { marked: ['missing-field'] },
  ],
  [
    '"JSON Encoding": which are an array',
    '{"type":1,"target":"a","arguments":{}}\x1e',
    { marked: ['bad-field'] },
  ],
  [
    '"JSON Encoding": a result or an error',
    '{"type":3,"invocationId":"1","result":0,"error":"x"}\x1e',
    { marked: ['result-and-error'] },
  ],
  [
    '"Overview": types 1 to 9; clients ignore others',
    '{"type":77}\x1e',
    { marked: ['unknown-type'] },
  ],
  ['RFC 8259 §4: names should be unique', '{"type":6,"type":6}\x1e', { marked: ['repeated-name'] }],
];

describe('beside the JsonHubProtocol of @microsoft/signalr', () => {
  const wire = messages.map((list) => list.map((one) => json.writeMessage(one)).join(''));
  const theirs = (text: string): Said => json.parseMessages(text, NullLogger.instance).map(plain);
  const member: Reader = (part, name) => JSON.parse(`{${decoder.decode(part)}}`)[name];
  const ours = (text: string) => read(Payload.ofText(text), 'json', member);

  it('says the same of every message', () => {
    fc.assert(
      fc.property(wire, (text) => {
        expect(ours(text)).toEqual({ said: theirs(text), kinds: [] });
      }),
      { numRuns: 1000, seed: 9 },
    );
  });

  agreesButFor({
    inputs: damaged(wire.map((text) => encoder.encode(text))).map((bytes) => decoder.decode(bytes)),
    theirs,
    ours,
    differences: IN_JSON,
    runs: 5000,
    seed: 9,
    atLeast: { refused: 1000, alike: 200 },
  });
});

const IN_MESSAGEPACK: readonly Difference<Uint8Array>[] = [
  [
    '"MessagePack (MsgPack) encoding": a StreamItem has four items',
    framed([2, {}, '1', 2, 3]),
    { marked: ['unrecognized-field'] },
  ],
  [
    '"Invocation Message Encoding": the target is a string',
    framed([1, {}, null, 1, []]),
    { marked: ['bad-field'] },
  ],
  [
    '"Completion Message Encoding": a result of kind 1, 2 or 3',
    framed([3, {}, '1', 0, 0]),
    { marked: ['bad-result-kind'] },
  ],
  [
    '"Completion Message Encoding": a void result has no value',
    framed([3, {}, '1', 2, 0]),
    { marked: ['result-of-void'] },
  ],
  ['"Ack Message Encoding": it has a sequence id', framed([8]), { marked: ['missing-field'] }],
  ['"Overview": types 1 to 9; clients ignore others', framed([14]), { marked: ['unknown-type'] }],
  [
    'MessagePack, "str": text is UTF-8',
    Uint8Array.of(7, 0x94, 2, 0x80, 0xa1, 0x31, 0xa1, 0xff),
    { marked: ['invalid-utf-8'] },
  ],
  [
    'MessagePack, "map": a key may be any object',
    Uint8Array.of(8, 0x94, 2, 0x80, 0xa1, 0x31, 0x81, 0xc0, 1),
    { refused: /^The type of key must be/ },
  ],
];

/** A message behind its length. */
function framed(items: readonly unknown[]): Uint8Array {
  const body = encode(items);
  return Uint8Array.of(body.length, ...body);
}

/** The library has no value for a map with keys that JavaScript's objects cannot have. */
function packedValue(part: Uint8Array): unknown {
  try {
    return decode(part);
  } catch {
    return undefined;
  }
}

describe('beside the MessagePackHubProtocol of @microsoft/signalr-protocol-msgpack', () => {
  const wire = messages.map((list) => {
    const parts = list.map((one) => new Uint8Array(packed.writeMessage(one)));
    return Uint8Array.from(parts.flatMap((part) => [...part]));
  });
  const theirs = (bytes: Uint8Array): Said =>
    packed.parseMessages(Uint8Array.from(bytes).buffer, NullLogger.instance).map(plain);
  const ours = (bytes: Uint8Array) => read(Payload.ofBytes(bytes), 'messagepack', packedValue);

  it('says the same of every message', () => {
    fc.assert(
      fc.property(wire, (bytes) => {
        expect(ours(bytes)).toEqual({ said: theirs(bytes), kinds: [] });
      }),
      { numRuns: 1000, seed: 9 },
    );
  });

  agreesButFor({
    inputs: damaged(wire),
    theirs,
    ours,
    differences: IN_MESSAGEPACK,
    runs: 5000,
    seed: 9,
    atLeast: { refused: 1000, alike: 200 },
  });
});
