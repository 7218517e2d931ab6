import { describe, expect, it } from 'vitest';
import type { Direction } from '../contract.ts';
import { CONNECT_3, CONNECT_4, CONNECT_5, Dialogue, fieldsOf } from './dialogue.fixture.ts';

/** Clause, bytes, summary, and the fields behind the fixed header. */
type Row = readonly [
  clause: string,
  direction: Direction,
  bytes: string,
  summary: string,
  fields: readonly string[],
];

function read(connect: string, [, direction, bytes]: Row): readonly [string, readonly string[]] {
  const dialogue = Dialogue.after(connect);
  const [unit] = direction === 'sent' ? dialogue.sent(bytes) : dialogue.received(bytes);
  expect(unit?.layer.problems).toEqual([]);
  return [unit?.layer.summary ?? '', fieldsOf(unit).slice(2)];
}

const V4: readonly Row[] = [
  [
    '3.1',
    'sent',
    '1023 0004 4d515454 04 ee 000a 0002 6964 0001 77 0003 627965 0006 6d6172696e61 0003 70 77 64',
    'CONNECT id',
    [
      'protocol name: MQTT',
      'protocol level: 4 (MQTT 3.1.1)',
      'connect flags: user name, password, will QoS 1, will retain, clean start',
      'keep alive: 10',
      'client identifier: id',
      'will topic: w',
      'will payload: 62 79 65',
      'user name: ma…',
      'password: •••',
    ],
  ],
  [
    '3.2',
    'received',
    '2002 0100',
    'CONNACK Connection accepted',
    ['acknowledge flags: session present', 'return code: Connection accepted (0x00)'],
  ],
  [
    '3.2.2.3',
    'received',
    '2002 0005',
    'CONNACK Not authorized',
    ['acknowledge flags: none', 'return code: Not authorized (0x05)'],
  ],
  ['3.3', 'received', '3008 0003 612f62 006869', 'PUBLISH a/b', ['topic: a/b', 'payload: 3']],
  [
    '3.3.1',
    'sent',
    '3d07 0003 612f62 000a',
    'PUBLISH a/b, QoS 2, retain, duplicate',
    ['topic: a/b', 'packet identifier: 10'],
  ],
  ['3.4', 'received', '4002 000a', 'PUBACK 10', ['packet identifier: 10']],
  ['3.5', 'received', '5002 000a', 'PUBREC 10', ['packet identifier: 10']],
  ['3.6', 'sent', '6202 000a', 'PUBREL 10', ['packet identifier: 10']],
  ['3.7', 'received', '7002 000a', 'PUBCOMP 10', ['packet identifier: 10']],
  [
    '3.8',
    'sent',
    '820e 000a 0003 612f62 01 0003 632f23 02',
    'SUBSCRIBE a/b, c/#',
    [
      'packet identifier: 10',
      'subscription',
      'topic filter: a/b',
      'options: QoS 1',
      'subscription',
      'topic filter: c/#',
      'options: QoS 2',
    ],
  ],
  [
    '3.9',
    'received',
    '9005 000a 00 02 80',
    'SUBACK Granted QoS 0, Granted QoS 2, Failure',
    [
      'packet identifier: 10',
      'reason code: Granted QoS 0 (0x00)',
      'reason code: Granted QoS 2 (0x02)',
      'reason code: Failure (0x80)',
    ],
  ],
  [
    '3.10',
    'sent',
    'a207 000a 0003 612f62',
    'UNSUBSCRIBE a/b',
    ['packet identifier: 10', 'subscription', 'topic filter: a/b'],
  ],
  ['3.11', 'received', 'b002 000a', 'UNSUBACK 10', ['packet identifier: 10']],
  ['3.12', 'sent', 'c000', 'PINGREQ', []],
  ['3.13', 'received', 'd000', 'PINGRESP', []],
  ['3.14', 'sent', 'e000', 'DISCONNECT', []],
];

const V5: readonly Row[] = [
  [
    '3.1',
    'sent',
    '1039 0004 4d515454 05 c6 003c 11 11 0000000a 21 0014 22 000a 16 0003 736563' +
      '0002 6964 05 18 00000005 0001 77 0000 0004 6b696d21 0006 736563726574',
    'CONNECT id',
    [
      'protocol name: MQTT',
      'protocol level: 5 (MQTT 5)',
      'connect flags: user name, password, will QoS 0, clean start',
      'keep alive: 60',
      'properties length: 17',
      'properties',
      'session expiry interval: 10',
      'receive maximum: 20',
      'topic alias maximum: 10',
      'authentication data: •••',
      'client identifier: id',
      'will properties length: 5',
      'will properties',
      'will delay interval: 5',
      'will topic: w',
      'will payload: ',
      'user name: •••',
      'password: •••',
    ],
  ],
  [
    '3.2',
    'received',
    '2010 00 00 0d 12 0003 616263 13 001e 24 01 2a 00',
    'CONNACK Success',
    [
      'acknowledge flags: none',
      'reason code: Success (0x00)',
      'properties length: 13',
      'properties',
      'assigned client identifier: abc',
      'server keep alive: 30',
      'maximum QoS: 1',
      'shared subscription available: 0',
    ],
  ],
  [
    '3.2.2.2',
    'received',
    '2003 00 86 00',
    'CONNACK Bad User Name or Password',
    [
      'acknowledge flags: none',
      'reason code: Bad User Name or Password (0x86)',
      'properties length: 0',
    ],
  ],
  [
    '3.3',
    'received',
    '3008 0003 612f62 006869',
    'PUBLISH a/b',
    ['topic: a/b', 'properties length: 0', 'payload: 2'],
  ],
  [
    '3.3.2.3',
    'sent',
    '3224 0001 74 0007 1b 01 01 02 00000e10 03 0001 78 08 0001 72 09 0002 cafe 26 0001 6b 0001 76 7b7d 20',
    'PUBLISH t, QoS 1',
    [
      'topic: t',
      'packet identifier: 7',
      'properties length: 27',
      'properties',
      'payload format indicator: 1',
      'message expiry interval: 3600',
      'content type: x',
      'response topic: r',
      'correlation data: ca fe',
      'user property: k: v',
      'payload: 3',
    ],
  ],
  ['3.4', 'received', '4002 0007', 'PUBACK 7', ['packet identifier: 7']],
  [
    '3.4.2.1',
    'received',
    '4003 0007 10',
    'PUBACK 7',
    ['packet identifier: 7', 'reason code: No matching subscribers (0x10)'],
  ],
  [
    '3.5.2',
    'received',
    '5008 0007 97 04 1f 0001 78',
    'PUBREC 7, Quota exceeded',
    [
      'packet identifier: 7',
      'reason code: Quota exceeded (0x97)',
      'properties length: 4',
      'properties',
      'reason string: x',
    ],
  ],
  [
    '3.8',
    'sent',
    '820c 0009 03 0b 8002 0003 612f2b 2e',
    'SUBSCRIBE a/+',
    [
      'packet identifier: 9',
      'properties length: 3',
      'properties',
      'subscription identifier: 256',
      'subscription',
      'topic filter: a/+',
      'options: QoS 2, no local, retain as published, send none retained',
    ],
  ],
  [
    '3.9',
    'received',
    '9005 0009 00 01 87',
    'SUBACK Granted QoS 1, Not authorized',
    [
      'packet identifier: 9',
      'properties length: 0',
      'reason code: Granted QoS 1 (0x01)',
      'reason code: Not authorized (0x87)',
    ],
  ],
  [
    '3.11',
    'received',
    'b005 0009 00 00 11',
    'UNSUBACK Success, No subscription existed',
    [
      'packet identifier: 9',
      'properties length: 0',
      'reason code: Success (0x00)',
      'reason code: No subscription existed (0x11)',
    ],
  ],
  ['3.14', 'sent', 'e000', 'DISCONNECT', []],
  [
    '3.14.2.1',
    'received',
    'e001 8e',
    'DISCONNECT Session taken over',
    ['reason code: Session taken over (0x8e)'],
  ],
  [
    '3.15',
    'sent',
    'f00a 18 08 15 0001 53 16 0001 70',
    'AUTH Continue authentication',
    [
      'reason code: Continue authentication (0x18)',
      'properties length: 8',
      'properties',
      'authentication method: S',
      'authentication data: •••',
    ],
  ],
];

describe('packets of 3.1.1', () => {
  it.each(V4)('§%s %s %s is %s', (...row) => {
    expect(read(CONNECT_4, row)).toEqual([row[3], row[4]]);
  });
});

describe('packets of 5', () => {
  it.each(V5)('§%s %s %s is %s', (...row) => {
    expect(read(CONNECT_5, row)).toEqual([row[3], row[4]]);
  });
});

describe('packets of 3.1', () => {
  it('have another protocol name', () => {
    const [unit] = new Dialogue('mqttv3.1').sent(CONNECT_3);
    expect(fieldsOf(unit).slice(2, 4)).toEqual([
      'protocol name: MQIsdp',
      'protocol level: 3 (MQTT 3.1)',
    ]);
    expect(unit?.layer.problems).toEqual([]);
  });

  it('may be duplicates where later versions have reserved flags', () => {
    const [unit] = Dialogue.after(CONNECT_3).sent('8a08 000a 0003 612f62 01');
    expect(unit?.layer.problems).toEqual([]);
  });
});

describe('the fields of every packet', () => {
  const rows = [
    ...V4.map((row) => [CONNECT_4, row] as const),
    ...V5.map((row) => [CONNECT_5, row] as const),
  ];

  it.each(rows)('after %s, %j, have each byte once', (connect, [, direction, bytes]) => {
    const dialogue = Dialogue.after(connect);
    const [unit] = direction === 'sent' ? dialogue.sent(bytes) : dialogue.received(bytes);
    let reached = 0;
    for (const { range } of unit?.layer.fields() ?? []) {
      expect(range[0]).toBe(reached);
      reached = range[1];
    }
    expect(reached).toBe(unit?.layer.payload.byteLength);
  });
});
