import fc from 'fast-check';
import type { Packet } from 'mqtt-packet';

const text = fc.string({ unit: 'grapheme', maxLength: 6 }).filter((one) => !one.includes('\0'));
const name = text.filter((one) => one !== '' && !/[+#]/.test(one));
const u16 = fc.integer({ min: 1, max: 0xffff });
const u32 = fc.integer({ min: 1, max: 0xffff_ffff });
const bytes = fc.uint8Array({ maxLength: 6 }).map((one) => Buffer.from(one));
const pairs = fc.dictionary(
  text.filter((one) => one !== ''),
  text.filter((one) => one !== ''),
  { minKeys: 1, maxKeys: 2 },
);

/** Properties by the library's names: ours, and the values they take. */
export const PROPERTIES = {
  payloadFormatIndicator: ['payload format indicator', fc.boolean()],
  messageExpiryInterval: ['message expiry interval', u32],
  contentType: ['content type', text],
  responseTopic: ['response topic', name],
  correlationData: ['correlation data', bytes],
  subscriptionIdentifier: ['subscription identifier', fc.integer({ min: 1, max: 268_435_455 })],
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
  willDelayInterval: ['will delay interval', u32],
  retainAvailable: ['retain available', fc.boolean()],
  wildcardSubscriptionAvailable: ['wildcard subscription available', fc.boolean()],
  subscriptionIdentifiersAvailable: ['subscription identifiers available', fc.boolean()],
  sharedSubscriptionAvailable: ['shared subscription available', fc.boolean()],
  requestResponseInformation: ['request response information', fc.boolean()],
  requestProblemInformation: ['request problem information', fc.boolean()],
  maximumQoS: ['maximum QoS', fc.constantFrom(0, 1)],
  userProperties: ['user property', pairs],
} as const;

type PropertyName = keyof typeof PROPERTIES;

const MESSAGE: readonly PropertyName[] = [
  'payloadFormatIndicator',
  'messageExpiryInterval',
  'contentType',
  'responseTopic',
  'correlationData',
  'userProperties',
];
const START: readonly PropertyName[] = [
  'sessionExpiryInterval',
  'receiveMaximum',
  'topicAliasMaximum',
  'maximumPacketSize',
  'authenticationMethod',
  'userProperties',
];
const qos = fc.constantFrom(0 as const, 1 as const, 2 as const);
const code = fc.constantFrom(0, 0x80, 0x83, 0x87);
const released = fc.constantFrom(0, 0x92);

/** Every packet of MQTT 3.1.1 (level 4) or 5, as the library wants them. */
export function packets(version: 4 | 5): fc.Arbitrary<Packet> {
  const properties = (...names: readonly PropertyName[]): fc.Arbitrary<object> => {
    const model = Object.fromEntries(names.map((one) => [one, PROPERTIES[one][1]]));
    const given = fc.record<Record<string, unknown>>(model, { requiredKeys: [] });
    return version === 5 ? given : fc.constant({});
  };
  const since5 = <T>(one: fc.Arbitrary<T>, before: T) =>
    version === 5 ? one : fc.constant(before);
  const cmd = <C extends string>(one: C) => fc.constant(one);
  const answered = properties('reasonString', 'userProperties');
  const answer = <C extends string>(one: C, reasonCode: fc.Arbitrary<number>) =>
    fc.record({ cmd: cmd(one), messageId: u16, reasonCode, properties: answered });
  const will = fc.record({
    topic: name,
    payload: bytes,
    qos,
    retain: fc.boolean(),
    properties: properties(...MESSAGE, 'willDelayInterval'),
  });
  const subscription = fc.record({
    topic: name,
    qos,
    nl: since5(fc.boolean(), false),
    rap: since5(fc.boolean(), false),
    rh: since5(fc.constantFrom(0, 1, 2), 0),
  });
  const both: readonly fc.Arbitrary<Packet>[] = [
    fc.record(
      {
        cmd: cmd('connect' as const),
        clientId: name,
        protocolId: fc.constant('MQTT' as const),
        protocolVersion: fc.constant(version),
        clean: fc.constant(true),
        keepalive: u16,
        will,
        username: name,
        password: bytes.filter(({ length }) => length > 0),
        properties: properties(...START, 'requestResponseInformation', 'requestProblemInformation'),
      },
      {
        requiredKeys: [
          'cmd',
          'clientId',
          'protocolId',
          'protocolVersion',
          'clean',
          'keepalive',
          'username',
        ],
      },
    ),
    fc.record({
      cmd: cmd('connack' as const),
      returnCode: fc.constantFrom(0, 5),
      reasonCode: code,
      sessionPresent: fc.boolean(),
      properties: properties(
        ...START,
        'assignedClientIdentifier',
        'serverKeepAlive',
        'responseInformation',
        'serverReference',
        'reasonString',
        'maximumQoS',
        'retainAvailable',
        'wildcardSubscriptionAvailable',
        'subscriptionIdentifiersAvailable',
        'sharedSubscriptionAvailable',
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
      properties: properties(...MESSAGE, 'topicAlias', 'subscriptionIdentifier'),
    }),
    answer('puback' as const, code),
    answer('pubrec' as const, code),
    answer('pubrel' as const, released),
    answer('pubcomp' as const, released),
    fc.record({
      cmd: cmd('subscribe' as const),
      messageId: u16,
      subscriptions: fc.array(subscription, { minLength: 1, maxLength: 3 }),
      properties: properties('subscriptionIdentifier', 'userProperties'),
    }),
    fc.record({
      cmd: cmd('suback' as const),
      messageId: u16,
      granted: fc.array(fc.constantFrom(0, 1, 2, 128), { minLength: 1, maxLength: 3 }),
      properties: answered,
    }),
    fc.record({
      cmd: cmd('unsubscribe' as const),
      messageId: u16,
      unsubscriptions: fc.array(name, { minLength: 1, maxLength: 3 }),
      properties: properties('userProperties'),
    }),
    fc.record({
      cmd: cmd('unsuback' as const),
      messageId: u16,
      granted: since5(fc.array(fc.constantFrom(0, 17, 128), { minLength: 1, maxLength: 3 }), []),
      properties: answered,
    }),
    fc.record({ cmd: fc.constantFrom('pingreq' as const, 'pingresp' as const) }),
    fc.record({
      cmd: cmd('disconnect' as const),
      reasonCode: since5(fc.constantFrom(0, 4, 0x8e), 0),
      properties: properties('sessionExpiryInterval', 'serverReference', 'reasonString'),
    }),
  ];
  const auth = fc.record({
    cmd: cmd('auth' as const),
    reasonCode: fc.constantFrom(0, 0x18, 0x19),
    properties: properties('authenticationMethod', 'reasonString', 'userProperties'),
  });
  return version === 5 ? fc.oneof(...both, auth) : fc.oneof(...both);
}
