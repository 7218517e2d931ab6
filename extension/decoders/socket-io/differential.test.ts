import fc from 'fast-check';
import { Decoder, Encoder, PacketType } from 'socket.io-parser';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Unit } from '../contract.ts';
import { damaged } from '../damage.fixture.ts';
import { agreesButFor, type Difference, type Ours } from '../differential.fixture.ts';
import { readPacket, TYPES } from './packet.ts';
import { type Said, whole } from './sessions.fixture.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Messages of one side: a packet, and its attachments. */
type Messages = readonly (string | Uint8Array)[];

/** What both can tell of a packet: type, namespace, id, data; attachments as hex in their places. */
type Told = readonly [type: string, namespace: string, id: number | undefined, data: unknown];

function theirs(messages: Messages): readonly Told[] {
  const found: Told[] = [];
  const reader = new Decoder();
  reader.on('decoded', ({ type, nsp, id, data }) =>
    found.push([PacketType[type] ?? '', nsp, id, plain(data)]),
  );
  for (const message of messages)
    reader.add(typeof message === 'string' ? message : Buffer.from(message));
  if (found.length === 0) throw new Error('waits for attachments');
  return found;
}

/** Bytes as hex. */
function plain(data: unknown): unknown {
  if (data instanceof Uint8Array) return Buffer.from(data).toString('hex');
  if (Array.isArray(data)) return data.map(plain);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, plain(value)]));
}

function ours(messages: Messages): Ours {
  const units = whole(
    ...messages.map((one): Said => ['sent', typeof one === 'string' ? one : [...one]]),
  );
  const kinds = units.flatMap(({ layer }) => layer.problems.map(({ kind }) => kind));
  const [text] = messages;
  const said = units.map((unit) => toldOf(unit, String(text)));
  return { said, kinds: kinds.filter((kind) => kind !== 'unknown-ack') };
}

function toldOf({ layer }: Unit, text: string): Told | undefined {
  const packet = readPacket(Payload.ofText(text));
  if (!packet) return undefined;
  const { type, namespace, id } = packet;
  const { bytes } = layer.payload;
  const parts = layer.fields().flatMap(({ name, range, note }) => {
    const isAttachment = /^attachment \d/.test(name) && note === 'bytes';
    return isAttachment ? [Buffer.from(bytes.subarray(...range)).toString('hex')] : [];
  });
  const data = layer.inner && filled(layer.inner.payload.text, parts);
  return [type.replace('BINARY_', ''), namespace?.text ?? '/', id && Number(id.text), data];
}

/** JSON with the attachments in their places; nothing where it is none. */
function filled(text: string, attachments: readonly string[]): unknown {
  try {
    return JSON.parse(text, (_, value) =>
      value?._placeholder === true ? attachments[value.num] : value,
    );
  } catch {
    return undefined;
  }
}

const text = fc.string({ unit: 'grapheme', maxLength: 6 });
const bytes = fc.uint8Array({ maxLength: 4 }).map((one) => Buffer.from(one));
const value = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  {
    weight: 1,
    arbitrary: fc.oneof(bytes, fc.array(bytes, { maxLength: 2 }), fc.record({ bytes })),
  },
);
const RESERVED = /^(?:(?:dis)?connect(?:ing|_error)?|newListener|removeListener)$/;
const event = fc.tuple(
  fc.oneof(
    text.filter((name) => !RESERVED.test(name)),
    fc.nat(),
  ),
  value,
);
const nsp = fc.constantFrom('/', '/admin', '/a/b', '/c?d=1');
const packet = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record(
      { type: fc.constant(PacketType.EVENT), nsp, id: fc.nat(), data: event },
      { requiredKeys: ['type', 'nsp', 'data'] },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant(PacketType.ACK),
      nsp,
      id: fc.nat(),
      data: fc.array(value, { maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constantFrom(PacketType.CONNECT, PacketType.CONNECT_ERROR),
      nsp,
      data: fc.dictionary(text, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant(PacketType.DISCONNECT), nsp }) },
);
const wire: fc.Arbitrary<Messages> = packet.map((one) => new Encoder().encode(one));

/** The text damaged, an attachment lost or doubled, or both. */
const harmed: fc.Arbitrary<Messages> = wire.chain(([first, ...attachments]) =>
  fc
    .tuple(
      damaged(fc.constant(encoder.encode(String(first)))),
      fc.constantFrom('text', 'text', 'text', 'lost', 'doubled', 'text and lost'),
    )
    .map(([harmedBytes, what]) => {
      const head = what.startsWith('text') ? decoder.decode(harmedBytes) : String(first);
      const behind = what.endsWith('lost') ? attachments.slice(1) : attachments;
      return [head, ...behind, ...(what === 'doubled' ? attachments.slice(0, 1) : [])];
    }),
);

const places = Array.from({ length: 11 }, (_, num) => ({ _placeholder: true, num }));
const ELEVEN = [
  `511-${JSON.stringify(['a', ...places])}`,
  ...places.map(({ num }) => Uint8Array.of(num)),
];

/** Sections of the Socket.IO protocol, revision 5. */
const DIFFERENCES: readonly Difference<Messages>[] = [
  ['"Packet encoding": a packet has a type', [''], { marked: ['not-a-packet'] }],
  ['"Packet encoding": an id has digits', ['2 ["a"]'], { marked: ['not-a-packet'] }],
  ['"Connection to a namespace": without an id', ['01{}'], { marked: ['not-a-packet'] }],
  ['"Sending and receiving data": an event has data', ['2'], { marked: ['not-a-packet'] }],
  ['"Acknowledgement": an answer has an id', ['3["a"]'], { marked: ['not-a-packet'] }],
  [
    '"BINARY_EVENT": so has one that attachments follow',
    ['51-', Uint8Array.of(1)],
    { marked: ['not-a-packet', 'unexpected-attachment'] },
  ],
  [
    '"BINARY_EVENT": each attachment has its place',
    ['51-["a"]', Uint8Array.of(1)],
    { marked: ['unused-attachment'] },
  ],
  [
    '"BINARY_EVENT": a place is for one that came',
    ['51-["a",{"_placeholder":true,"num":0},{"_placeholder":true,"num":0.5}]', Uint8Array.of(1)],
    { marked: ['bad-placeholder'] },
  ],
  [
    '"BINARY_EVENT": as many attachments as there are; their limit of 10 is an option',
    ELEVEN,
    { refused: /^too many attachments$/ },
  ],
  ['RFC 8259 §4: names should be unique', ['0{"a":1,"a":2}'], { marked: ['repeated-name'] }],
];

describe('beside socket.io-parser 4', () => {
  it('knows the same types', () => {
    expect(TYPES.map((type, code) => PacketType[code] === type)).toEqual(TYPES.map(() => true));
  });

  it('says the same of every packet', () => {
    fc.assert(
      fc.property(wire, (messages) => {
        expect(ours(messages)).toEqual({ said: theirs(messages), kinds: [] });
      }),
      { numRuns: 3000, seed: 5 },
    );
  });

  agreesButFor({
    inputs: harmed,
    theirs,
    ours,
    differences: DIFFERENCES,
    runs: 8000,
    seed: 5,
    atLeast: { refused: 2000, alike: 1000 },
  });
});
