import fc from 'fast-check';
import { generate, type Packet as Library, parser } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import type { ByteRange, Field } from '../contract.ts';
import { damaged } from '../damage.fixture.ts';
import { agreesButFor, type Difference, type Ours } from '../differential.fixture.ts';
import { hex } from './dialogue.fixture.ts';
import { PROPERTIES, packets } from './library-packets.fixture.ts';
import { readPacket } from './read-packet.ts';
import { Versions } from './versions.ts';

/** What the library makes of exactly one packet; throws where it makes something else of it. */
function packetOf(wire: Uint8Array, protocolVersion: 4 | 5): Library {
  const found: Library[] = [];
  const reader = parser({ protocolVersion });
  reader.on('packet', (packet) => found.push(packet));
  reader.on('error', (error: Error) => {
    throw error;
  });
  const left = reader.parse(Buffer.from(wire));
  const [packet, ...others] = found;
  if (!packet || others.length > 0 || left > 0) throw new Error(`${found.length} packets, ${left}`);
  return packet;
}

/** Names and values that both can tell of a packet. */
function theirs(packet: Library): readonly string[] {
  const given = 'properties' in packet ? (packet.properties ?? {}) : {};
  return [...headOf(packet), ...contentOf(packet), ...propertiesOf(given)];
}

function headOf(packet: Library): readonly string[] {
  const said: string[] = [packet.cmd.toUpperCase()];
  if ('messageId' in packet && packet.messageId !== undefined) said.push(`id ${packet.messageId}`);
  const granted = 'granted' in packet ? packet.granted : [];
  const code = 'reasonCode' in packet ? packet.reasonCode : undefined;
  const codes = 'returnCode' in packet ? [packet.returnCode ?? code] : [code, ...granted];
  return [...said, ...codes.flatMap((one) => (one ? [`code ${one}`] : []))];
}

function contentOf(packet: Library): readonly string[] {
  switch (packet.cmd) {
    case 'publish':
      return [packet.topic, `${packet.qos}${packet.retain}`, digits(packet.payload)];
    case 'connect': {
      const { topic, payload, properties = {} } = packet.will ?? {};
      const will = [...propertiesOf(properties), topic ?? '', payload ? digits(payload) : ''];
      return [packet.clientId, ...(packet.will ? will : [])];
    }
    case 'subscribe':
      return packet.subscriptions.flatMap(({ topic, qos, nl, rap, rh }) => {
        const bits = qos | (nl ? 4 : 0) | (rap ? 8 : 0) | ((rh ?? 0) << 4);
        return [topic, `options ${bits}`];
      });
    case 'unsubscribe':
      return packet.unsubscriptions;
    default:
      return [];
  }
}

function digits(content: Uint8Array | string): string {
  return Buffer.from(content).toString('hex');
}

/** The property that we do not show. */
const SECRET = 'authentication data';

/** Each property as `name: value`, sorted, for the library does not keep their order. */
function propertiesOf(given: object): readonly string[] {
  const said = Object.entries(given).flatMap(([key, value]: [string, unknown]) => {
    const [, [ours]] = Object.entries(PROPERTIES).find(([one]) => one === key) ?? ['', [key]];
    if (key === 'authenticationData') return [];
    return valuesOf(value).map((one) => `${ours}: ${one}`);
  });
  return said.toSorted();
}

function valuesOf(value: unknown): readonly unknown[] {
  if (value instanceof Uint8Array) return [digits(value)];
  if (typeof value === 'boolean') return [Number(value)];
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return [value];
  return Object.entries(value).flatMap(([key, one]) =>
    valuesOf(one).map((text) => `${key}: ${text}`),
  );
}

function ours(wire: Uint8Array, version: 4 | 5): Ours {
  const level = (wire[0] ?? 0) >> 4 === 1 ? new Versions(undefined).seemsLevel(wire) : version;
  const { packet, fields, problems } = readPacket(wire, level);
  if (!packet) return { said: [], kinds: ['not-a-packet'] };
  const said: string[] = [packet.type];
  if ('id' in packet && packet.id !== undefined) said.push(`id ${packet.id}`);
  const codes = 'codes' in packet ? packet.codes : 'code' in packet ? [packet.code] : [];
  said.push(...codes.flatMap((code) => (code ? [`code ${code}`] : [])));
  if (packet.type === 'PUBLISH') {
    said.push(packet.topic, `${packet.qos}${packet.isRetained}`);
    said.push(digits(wire.subarray(...packet.payload)));
  }
  if (packet.type === 'CONNECT') said.push(packet.clientId);
  // As the library has it, properties come last.
  const isLast = ({ name }: Field) => Number(name === 'properties');
  const parts = fields
    .toSorted((first, second) => isLast(first) - isLast(second))
    .flatMap((field) => partsOf(field, wire));
  return { said: [...said, ...parts], kinds: problems.map(({ kind }) => kind) };
}

/** The will, topic filters with their options, and properties. */
function partsOf(
  { name, value, range, children = [] }: Field,
  wire: Uint8Array,
): readonly string[] {
  switch (name) {
    case 'properties':
    case 'will properties':
      return children.flatMap((child) => propertyOf(child, wire)).toSorted();
    case 'subscription':
      return children.flatMap((child) => partsOf(child, wire));
    case 'options':
      return [`options ${wire[range[0]]}`];
    case 'topic filter':
    case 'will topic':
      return [String(value)];
    case 'will payload':
      return [blobAt(range, wire)];
    default:
      return [];
  }
}

function propertyOf({ name, value, range }: Field, wire: Uint8Array): readonly string[] {
  if (name === SECRET) return [];
  return [`${name}: ${name === 'correlation data' ? blobAt(range, wire) : value}`];
}

/** Bytes behind their length. */
function blobAt([start, end]: ByteRange, wire: Uint8Array): string {
  return digits(wire.subarray(start + 2, end));
}

/** The length is put right again: where a packet ends is for the stream to say. */
function withLength(wire: Uint8Array): Uint8Array {
  const rest = wire.subarray(2, 129);
  return Uint8Array.from([wire[0] ?? 0, rest.length, ...rest]);
}

const IN_BOTH: readonly Difference<Uint8Array>[] = [
  [
    '3.1.1 §2.2.3, 5 §2.1.4: the remaining length covers the packet',
    hex('d001b4'),
    { marked: ['trailing-bytes'] },
  ],
  [
    '3.1.1 §2.3.1, 5 §2.2.1: a packet identifier has two bytes',
    hex('500100'),
    { marked: ['truncated'] },
  ],
  [
    '3.1.1 §2.3.1, 5 §2.2.1: a packet identifier is not 0',
    hex('50020000'),
    { marked: ['zero-identifier'] },
  ],
  [
    '3.1.1 §3.1.2.6, 5 §3.1.2.6: a will has no QoS 3',
    hex('1012 0004 4d515454 04 1e 003c 0002 6964 0000 0000'),
    { marked: ['bad-qos'] },
  ],
  [
    '3.1.1 §3.3.1.1, 5 §3.3.1.1: a message of QoS 0 is never sent again',
    hex('3804 0001 74 00'),
    { marked: ['bad-duplicate'] },
  ],
];

const IN_4: readonly Difference<Uint8Array>[] = [
  ['3.1.1 §1.5.3: text is UTF-8', hex('30030001ff'), { marked: ['invalid-utf-8'] }],
  ['3.1.1 §1.5.3: without U+0000', hex('3003000100'), { marked: ['nul-in-text'] }],
  [
    '3.1.1 §3.1.2.9: no password without a user name',
    hex('1011 0004 4d515454 04 42 003c 0002 6964 0001 70'),
    { marked: ['password-alone'] },
  ],
  ['3.1.1 §3.2.2.3: return codes up to 5', hex('20020006'), { marked: ['unknown-code'] }],
  [
    '3.1.1 §3.3.2.1: a topic name has no wildcard',
    hex('300300012b'),
    { marked: ['wildcard-in-topic'] },
  ],
  ['3.1.1 §4.7.3: a topic name has a character', hex('30020000'), { marked: ['no-topic'] }],
  ['3.1.1 §3.8.3: at least one topic filter', hex('a202fff1'), { marked: ['no-filter'] }],
  [
    '3.1.1 §4.7.1: a wildcard takes a whole level',
    hex('a206 0001 0002 6123'),
    { marked: ['bad-filter'] },
  ],
  ['3.1.1 §3.9.3: a code for each topic filter', hex('90020001'), { marked: ['no-code'] }],
];

const IN_5: readonly Difference<Uint8Array>[] = [
  ['5 §1.5.4: text is UTF-8', hex('30040001ff00'), { marked: ['invalid-utf-8'] }],
  ['5 §1.5.4: without U+0000', hex('300400010000'), { marked: ['nul-in-text'] }],
  [
    '5 §1.5.5: an integer takes the fewest bytes',
    hex('90046e008000'),
    { marked: ['overlong-integer', 'no-code'] },
  ],
  [
    '5 §2.2.2.1: the properties lie within the packet',
    hex('6207 0001 92 03 1f 10 00'),
    { marked: ['truncated'] },
  ],
  [
    '5 §2.2.2.2: each property in its packets',
    hex('e007 04 05 02 00000001'),
    { marked: ['misplaced-property'] },
  ],
  [
    '5 §2.2.2.2: most of them once',
    hex('300a 0001 74 06 230001 230002'),
    { marked: ['repeated-property'] },
  ],
  ['5 §3.3.2.3.2: a byte of 0 or 1', hex('3006 0001 74 02 01 02'), { marked: ['bad-value'] }],
  [
    '5 §3.1.3.3: a user property may be empty, and come again',
    hex('e010 04 0e 26 0001 61 0000 26 0001 61 0002 6262'),
    { unlike: (their, our) => String(our).replace('user property: a: ,', '') === String(their) },
  ],
  ['5 §3.3.2.1: no wildcard in a topic', hex('300400012b00'), { marked: ['wildcard-in-topic'] }],
  ['5 §3.3.2.1: a topic, or an alias', hex('3003000000'), { marked: ['no-topic'] }],
  ['5 §3.8.3: at least one topic filter', hex('a203fff100'), { marked: ['no-filter'] }],
  [
    '5 §4.7.1: a wildcard takes a whole level',
    hex('a207 0001 00 0002 6123'),
    { marked: ['bad-filter'] },
  ],
  ['5 §3.9.3: a code for each topic filter', hex('9003000100'), { marked: ['no-code'] }],
  ['5 §3.2.2.2: of a CONNACK, not every code', hex('2003008e00'), { marked: ['unknown-code'] }],
  [
    '5 §3.15.2.1: AUTH may leave its code out',
    hex('f000'),
    { refused: /^Invalid auth reason code$/ },
  ],
  [
    '5 §2.4: DISCONNECT may tell of a bad authentication method',
    hex('e0018c'),
    { refused: /^Invalid disconnect reason code$/ },
  ],
];

const DIFFERENCES = { 4: [...IN_BOTH, ...IN_4], 5: [...IN_BOTH, ...IN_5] } as const;

describe.each([4, 5] as const)('beside mqtt-packet 9, protocol level %i', (version) => {
  const wire = packets(version).map((one) => generate(one, { protocolVersion: version }));

  it('says the same of every packet', () => {
    fc.assert(
      fc.property(wire, (one) => {
        expect(ours(one, version)).toEqual({ said: theirs(packetOf(one, version)), kinds: [] });
      }),
      { numRuns: 3000, seed: 1883 },
    );
  });

  agreesButFor({
    inputs: damaged(wire.filter(({ length }) => length < 129)).map(withLength),
    theirs: (one) => theirs(packetOf(one, version)),
    ours: (one) => ours(one, version),
    differences: DIFFERENCES[version],
    runs: 8000,
    seed: 1883,
    atLeast: { refused: 3000, alike: 500 },
  });
});
