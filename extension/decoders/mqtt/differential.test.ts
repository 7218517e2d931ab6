import fc from 'fast-check';
import { generate, type Packet as Library, parser } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import type { Field } from '../contract.ts';
import { damaged } from '../damage.fixture.ts';
import { readPacket } from './read-packet.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 6 }).filter((one) => !one.includes('\0'));
const name = text.filter((one) => one !== '' && !/[+#]/.test(one));
const u16 = fc.integer({ min: 1, max: 0xffff });
const u32 = fc.integer({ min: 1, max: 0xffff_ffff });
const bytes = fc.uint8Array({ maxLength: 6 }).map((one) => Buffer.from(one));

/** Properties by the library's names: ours, and the values they take. */
const PROPERTIES = {
  payloadFormatIndicator: ['payload format indicator', fc.boolean()],
  messageExpiryInterval: ['message expiry interval', u32],
  contentType: ['content type', text],
  responseTopic: ['response topic', name],
  correlationData: ['correlation data', bytes],
  sessionExpiryInterval: ['session expiry interval', u32],
  assignedClientIdentifier: ['assigned client identifier', text],
  serverKeepAlive: ['server keep alive', u16],
  authenticationMethod: ['authentication method', text],
  reasonString: ['reason string', text],
  receiveMaximum: ['receive maximum', u16],
  topicAliasMaximum: ['topic alias maximum', u16],
  maximumPacketSize: ['maximum packet size', u32],
  topicAlias: ['topic alias', u16],
  responseInformation: ['response information', text],
  serverReference: ['server reference', text],
  retainAvailable: ['retain available', fc.boolean()],
  wildcardSubscriptionAvailable: ['wildcard subscription available', fc.boolean()],
  subscriptionIdentifiersAvailable: ['subscription identifiers available', fc.boolean()],
  sharedSubscriptionAvailable: ['shared subscription available', fc.boolean()],
  requestResponseInformation: ['request response information', fc.boolean()],
  requestProblemInformation: ['request problem information', fc.boolean()],
} as const;

type PropertyName = keyof typeof PROPERTIES;

function properties(...names: readonly PropertyName[]) {
  const model = Object.fromEntries(names.map((one) => [one, PROPERTIES[one][1]]));
  return fc.record<Record<string, unknown>>(model, { requiredKeys: [] });
}

const MESSAGE: readonly PropertyName[] = [
  'payloadFormatIndicator',
  'messageExpiryInterval',
  'contentType',
  'responseTopic',
  'correlationData',
];
const START: readonly PropertyName[] = [
  'sessionExpiryInterval',
  'receiveMaximum',
  'topicAliasMaximum',
  'maximumPacketSize',
  'authenticationMethod',
];
const answered = properties('reasonString');
const qos = fc.constantFrom(0 as const, 1 as const, 2 as const);
const code = fc.constantFrom(0, 0x80, 0x83, 0x87);
const released = fc.constantFrom(0, 0x92);

function packets(version: 4 | 5): fc.Arbitrary<Library> {
  const with5 = (one: fc.Arbitrary<object>) => (version === 5 ? one : fc.constant({}));
  const cmd = <C extends string>(one: C) => fc.constant(one);
  const answer = <C extends string>(one: C, reasonCode: fc.Arbitrary<number>) =>
    fc.record({ cmd: cmd(one), messageId: u16, reasonCode, properties: with5(answered) });
  return fc.oneof(
    fc.record({
      cmd: cmd('connect' as const),
      clientId: name,
      protocolId: fc.constant('MQTT' as const),
      protocolVersion: fc.constant(version),
      clean: fc.constant(true),
      keepalive: u16,
      properties: with5(
        properties(...START, 'requestResponseInformation', 'requestProblemInformation'),
      ),
    }),
    fc.record({
      cmd: cmd('connack' as const),
      returnCode: fc.constantFrom(0, 5),
      reasonCode: code,
      sessionPresent: fc.constant(false),
      properties: with5(
        properties(
          ...START,
          'assignedClientIdentifier',
          'serverKeepAlive',
          'responseInformation',
          'serverReference',
          'reasonString',
          'retainAvailable',
          'wildcardSubscriptionAvailable',
          'subscriptionIdentifiersAvailable',
          'sharedSubscriptionAvailable',
        ),
      ),
    }),
    fc.record({
      cmd: cmd('publish' as const),
      topic: name,
      qos,
      dup: fc.constant(false),
      retain: fc.boolean(),
      messageId: u16,
      payload: bytes,
      properties: with5(properties(...MESSAGE, 'topicAlias')),
    }),
    answer('puback' as const, code),
    answer('pubrec' as const, code),
    answer('pubrel' as const, released),
    answer('pubcomp' as const, released),
    fc.record({
      cmd: cmd('subscribe' as const),
      messageId: u16,
      subscriptions: fc.array(fc.record({ topic: name, qos }), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      cmd: cmd('suback' as const),
      messageId: u16,
      granted: fc.array(fc.constantFrom(0, 1, 2, 128), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      cmd: cmd('unsubscribe' as const),
      messageId: u16,
      unsubscriptions: fc.array(name, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ cmd: fc.constantFrom('pingreq' as const, 'pingresp' as const) }),
  );
}

/** What the library makes of exactly one packet. */
function theirs(wire: Uint8Array, protocolVersion: 4 | 5): Library | string {
  const found: (Library | string)[] = [];
  const reader = parser({ protocolVersion });
  reader.on('packet', (packet) => found.push(packet));
  reader.on('error', (error: Error) => found.push(error.message));
  try {
    const left = reader.parse(Buffer.from(wire));
    return found.length === 1 && left === 0 ? (found[0] ?? '') : `${found.length} packets, ${left}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Names and values that both can tell of a packet. */
function saidByThem(packet: Library): readonly string[] {
  const said: string[] = [packet.cmd.toUpperCase()];
  if ('messageId' in packet && packet.messageId !== undefined) said.push(`id ${packet.messageId}`);
  if (packet.cmd === 'publish')
    said.push(
      packet.topic,
      `${packet.qos}${packet.retain}`,
      Buffer.from(packet.payload).toString('hex'),
    );
  if (packet.cmd === 'connect') said.push(packet.clientId);
  if (packet.cmd === 'subscribe') said.push(...packet.subscriptions.map(({ topic }) => topic));
  if (packet.cmd === 'unsubscribe') said.push(...packet.unsubscriptions);
  if (packet.cmd === 'suback') said.push(packet.granted.join());
  const given = 'properties' in packet ? (packet.properties ?? {}) : {};
  return [...said, ...propertiesOf(given).toSorted()];
}

function propertiesOf(given: object): readonly string[] {
  return Object.entries(given).map(([key, value]) => {
    const [, [ours]] = Object.entries(PROPERTIES).find(([one]) => one === key) ?? ['', [key]];
    if (value instanceof Uint8Array) return `${ours}: ${Buffer.from(value).toString('hex')}`;
    return `${ours}: ${typeof value === 'boolean' ? Number(value) : value}`;
  });
}

function saidByUs(wire: Uint8Array, version: 4 | 5): readonly string[] {
  const { packet, fields } = readPacket(wire, version);
  if (!packet) return [];
  const said: string[] = [packet.type];
  if ('id' in packet && packet.id !== undefined) said.push(`id ${packet.id}`);
  if (packet.type === 'PUBLISH') {
    const payload = Buffer.from(wire.subarray(...packet.payload)).toString('hex');
    said.push(packet.topic, `${packet.qos}${packet.isRetained}`, payload);
  }
  if (packet.type === 'CONNECT') said.push(packet.clientId);
  if ('filters' in packet) said.push(...packet.filters);
  if (packet.type === 'SUBACK') said.push(packet.codes.join());
  const list = fields.find((field) => field.name === 'properties')?.children ?? [];
  return [...said, ...list.map(propertyOf).toSorted()];
}

function propertyOf({ name: title, value }: Field): string {
  const isData = title === 'correlation data';
  return `${title}: ${isData ? String(value).replaceAll(' ', '') : value}`;
}

describe.each([4, 5] as const)('beside mqtt-packet 9, protocol level %i', (version) => {
  const wire = packets(version).map((one) => generate(one, { protocolVersion: version }));

  it('says the same of every packet', () => {
    fc.assert(
      fc.property(wire, (one) => {
        const their = theirs(one, version);
        expect(typeof their).toBe('object');
        expect(saidByUs(one, version)).toEqual(typeof their === 'object' ? saidByThem(their) : []);
        expect(readPacket(one, version).problems).toEqual([]);
      }),
      { numRuns: 2000, seed: 1883 },
    );
  });

  it('refuses every damaged packet that the library refuses', () => {
    let refused = 0;
    fc.assert(
      fc.property(wire, damaged(wire), (sound, body) => {
        // The length is put right again: where a packet ends is for the stream to say.
        const rest = body.subarray(2, 129);
        const one = Uint8Array.from([sound[0] ?? 0, rest.length, ...rest]);
        if (typeof theirs(one, version) === 'object') return;
        expect([readPacket(one, version).problems.length > 0, one]).toEqual([true, one]);
        refused += 1;
      }),
      { numRuns: 5000, seed: 1883 },
    );
    expect(refused).toBeGreaterThan(500);
  });
});

/** What the library takes although the specification does not. */
describe('a packet that mqtt-packet takes', () => {
  it.each([
    ['5 §2.1.4: the remaining length covers the packet', 5, 'd001b4', ['trailing-bytes']],
    ['3.1.1 §3.5: a packet identifier has two bytes', 4, '5000', ['truncated']],
    ['3.1.1 §2.3.1: a packet identifier is not 0', 4, '62020000', ['zero-identifier']],
    ['3.1.1 §1.5.3: text is UTF-8', 4, '3003 0001 ff', ['invalid-utf-8']],
    ['3.1.1 §1.5.3: without U+0000', 4, '3003 0001 00', ['nul-in-text']],
    ['3.1.1 §3.3.2.1: a topic name has no wildcard', 4, '3003 0001 2b', ['wildcard-in-topic']],
    ['3.1.1 §4.7.3: a topic name has a character', 4, '3002 0000', ['no-topic']],
    ['3.1.1 §3.10.3: at least one topic filter', 4, 'a202fff1', ['no-filter']],
    ['5 §1.5.5: an integer takes the fewest bytes', 5, '90046e008000', ['overlong-integer']],
  ] as const)('is wrong by %s', (_, version, hex, kinds) => {
    const wire = Uint8Array.from(hex.replaceAll(' ', '').match(/../g) ?? [], (pair) =>
      Number.parseInt(pair, 16),
    );
    const found = readPacket(wire, version).problems.map(({ kind }) => kind);
    expect(found).toEqual(kinds);
    expect(typeof theirs(wire, version)).toBe('object');
  });
});
