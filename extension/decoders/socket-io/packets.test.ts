import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Unit } from '../contract.ts';
import { socketIo } from './decoder.ts';
import { fieldsOf, type Said, told, whole } from './sessions.fixture.ts';

const JSON_MIME = 'application/json';

describe('packets, protocol "Packet encoding"', () => {
  const rows: readonly [wire: string, summary: string, channel: string, inner?: string][] = [
    ['0', 'CONNECT /', '/'],
    ['0{"sid":"oSO0"}', 'CONNECT /', '/', '{"sid":"oSO0"}'],
    ['0/admin,{"sid":"oSO0"}', 'CONNECT /admin', '/admin', '{"sid":"oSO0"}'],
    ['0/admin?token=1,', 'CONNECT /admin', '/admin'],
    ['0/admin', 'CONNECT /admin', '/admin'],
    ['1', 'DISCONNECT /', '/'],
    ['1/admin,', 'DISCONNECT /admin', '/admin'],
    ['1/admin', 'DISCONNECT /admin', '/admin'],
    ['2["foo"]', 'EVENT foo', '/', '["foo"]'],
    ['2/admin,["bar",{"a":1}]', 'EVENT bar', '/admin', '["bar",{"a":1}]'],
    ['212["foo"]', 'EVENT foo, ack 12', '/', '["foo"]'],
    ['2/é,1["caf\\u00e9"]', 'EVENT café, ack 1', '/é', '["caf\\u00e9"]'],
    ['2[ "x" ]', 'EVENT x', '/', '[ "x" ]'],
    ['312[]', 'ACK 12', '/', '[]'],
    ['3/admin,13["bar"]', 'ACK 13', '/admin', '["bar"]'],
    [
      '4{"message":"Not authorized"}',
      'CONNECT_ERROR Not authorized',
      '/',
      '{"message":"Not authorized"}',
    ],
    ['4/admin,"Not authorized"', 'CONNECT_ERROR Not authorized', '/admin', '"Not authorized"'],
  ];

  it.each(rows)('%s is %s', (wire, summary, channel, inner) => {
    const [unit, ...more] = whole(['sent', wire]);
    expect(more).toEqual([]);
    expect(unit?.layer.problems).toEqual([]);
    expect(unit?.layer.summary).toBe(summary);
    expect(unit?.channel).toEqual({ id: channel, name: channel, type: 'socket-io-namespace' });
    expect(unit?.layer.inner?.payload.text).toBe(inner);
    expect(unit?.layer.inner?.mime).toBe(inner === undefined ? undefined : JSON_MIME);
  });

  it('have every field with its bytes', () => {
    const [unit] = whole(['sent', '2/admin,9007199254740993["tell",{"é":[7]},"x"]']);
    expect(fieldsOf(unit)).toEqual([
      ['type', 'EVENT', '2'],
      ['namespace', '/admin', '/admin'],
      ['id', 9007199254740993n, '9007199254740993'],
      ['event', 'tell', '"tell"'],
      ['argument 0', undefined, '{"é":[7]}'],
      ['argument 1', 'x', '"x"'],
    ]);
    expect(fieldsOf(whole(['received', '4"no"'])[0])).toEqual([
      ['type', 'CONNECT_ERROR', '4'],
      ['message', 'no', '"no"'],
    ]);
    expect(fieldsOf(whole(['received', '0{"sid":"s"}'])[0])).toEqual([
      ['type', 'CONNECT', '0'],
      ['sid', 's', '"sid":"s"'],
    ]);
  });

  it.each([
    ['2["foo"', ['truncated']],
    ['2[]', ['missing-event']],
    ['2[{}]', ['missing-event']],
    ['2["disconnect"]', ['reserved-event']],
    ['2["a"]]', ['trailing-data']],
    ['5["a"]', ['missing-count']],
    ['50-["a"]', ['no-attachments']],
    ['2[7]', []],
  ])('damaged: %s', (wire, kinds) => {
    const [unit] = whole(['sent', wire]);
    expect(unit?.layer.problems.map(({ kind }) => kind)).toEqual(kinds);
    expect(unit?.isForeign).toBeUndefined();
  });

  it.each([
    '2',
    '3',
    '4',
    '42',
    '12345678',
    '7["x"]',
    '2hello',
    '2{"a":1}',
    '3["x"]',
    '1["x"]',
    '012{"a":1}',
    '4 users',
    '4[1]',
    '0 items',
    '{"a":1}',
    '["x"]',
    'hello',
    '51-',
    '5/x,1-["a"]',
  ])('%j is none', (wire) => {
    const foreign = ['not a Socket.IO packet', wire, 'not-a-packet', 'foreign'];
    expect(whole(['sent', wire]).map(told)).toEqual([foreign]);
  });
});

describe('acknowledgements', () => {
  const note = (unit: Unit | undefined) =>
    unit?.layer.fields().find(({ name }) => name === 'id')?.note;

  it('are matched with the event that asked', () => {
    const units = whole(
      ['sent', '212["foo"]'],
      ['received', '2["x"]'],
      ['received', '312["ok"]'],
      ['received', '312[]'],
    );
    expect(units.map(note)).toEqual([
      'acknowledgement id',
      undefined,
      'answers EVENT foo, ack 12, 20 ms later',
      'acknowledgement id',
    ]);
  });

  it('are counted by each side and namespace', () => {
    const units = whole(
      ['sent', '21["mine"]'],
      ['received', '21["theirs"]'],
      ['sent', '2/a,1["other"]'],
      ['sent', '31[]'],
      ['received', '3/a,1[]'],
      ['received', '31[]'],
    );
    expect(units.slice(3).map(note)).toEqual([
      'answers EVENT theirs, ack 1, 20 ms later',
      'answers EVENT other, ack 1, 20 ms later',
      'answers EVENT mine, ack 1, 50 ms later',
    ]);
  });

  it('may have attachments', () => {
    const units = whole(
      ['sent', '215["foo"]'],
      ['received', '61-15["bar",{"_placeholder":true,"num":0}]'],
      ['received', [1, 2]],
    );
    expect(units.map(({ layer }) => layer.summary)).toEqual([
      'EVENT foo, ack 15',
      'BINARY_ACK 15, 1 attachment',
    ]);
    expect(note(units[1])).toBe('answers EVENT foo, ack 15, 10 ms later');
  });
});

describe('recognition', () => {
  const sniffs = (text: string) => socketIo.sniffs(Payload.ofText(text), 'received')?.by;

  it('goes by the hint of Engine.IO', () => {
    const facts = { transport: 'websocket', url: '' } as const;
    expect(socketIo.claims({ ...facts, mime: 'application/vnd.socket.io' })?.by).toBe('hint');
    expect(socketIo.claims({ ...facts, mime: 'application/json' })).toBeUndefined();
    expect(socketIo.claims(facts)).toBeUndefined();
  });

  it.each(['2["x"]', '2/n,["x",{"a":1}]', '212["x"]', '51-["x",{"_placeholder":true,"num":0}]'])(
    'goes by the content %s',
    (text) => {
      expect(sniffs(text)).toBe('content');
    },
  );

  it.each([
    '',
    '0',
    '1',
    '2',
    '40',
    '42',
    '12345678',
    '2["x"',
    '2["x"]x',
    '2[1]',
    '2[]',
    '42["x"]',
    '3["x"]',
    '["x"]',
    '{"a":1}',
    '2 ["x"]',
    '23',
    '5["x"]',
  ])('leaves %j alone', (text) => {
    expect(sniffs(text)).toBeUndefined();
    expect(
      socketIo.sniffs(Payload.ofBytes(new TextEncoder().encode(text)), 'sent'),
    ).toBeUndefined();
  });
});

describe('text among what is no packet', () => {
  it('is read again as soon as it is one', () => {
    const said: readonly Said[] = [
      ['sent', '2["a"]'],
      ['sent', 'x'],
      ['sent', [1]],
      ['sent', [0x31]],
      ['sent', '2["b"]'],
    ];
    expect(whole(...said).map(told)).toEqual([
      ['EVENT a', '["a"]'],
      ['not a Socket.IO packet', 'x', 'not-a-packet', 'foreign'],
      ['not a Socket.IO packet', '\x01', 'unexpected-attachment', 'foreign'],
      ['not a Socket.IO packet', '1', 'unexpected-attachment', 'foreign'],
      ['EVENT b', '["b"]'],
    ]);
  });

  it('is a packet also where a polling body has bytes in it that are no UTF-8', () => {
    const bytes = [...new TextEncoder().encode('2["a'), 0xff, ...new TextEncoder().encode('"]')];
    expect(whole(['sent', bytes]).map(told)).toEqual([['EVENT a\uFFFD', '["a\uFFFD"]']]);
  });
});
