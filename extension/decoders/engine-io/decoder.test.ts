import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { ConnectionFacts } from '../contract.ts';
import { engineIo } from './decoder.ts';
import { fieldsOf, polling, type Said, socket, told, whole } from './sessions.fixture.ts';

const OPEN =
  '0{"sid":"lv_VI97","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":9007199254740993}';

describe('packets over WebSocket, protocol "Packet encoding"', () => {
  const rows: readonly [version: 3 | 4, content: Said[1], expected: readonly unknown[]][] = [
    [4, OPEN, ['open lv_VI97', undefined]],
    [4, '1', ['close', undefined]],
    [4, '2', ['ping', undefined, 'heart-beat']],
    [4, '2probe', ['ping probe', undefined]],
    [4, '3probe', ['pong probe', undefined]],
    [4, '3', ['pong', undefined, 'heart-beat']],
    [4, '4', ['message', '']],
    [4, '4hello €', ['message', 'hello €']],
    [4, '5', ['upgrade', undefined]],
    [4, '6', ['noop', undefined, 'heart-beat']],
    [4, [1, 2, 3, 4], ['binary message', [1, 2, 3, 4]]],
    [4, 'bAQIDBA==', ['binary message', [1, 2, 3, 4]]],
    [4, 'b!', ['binary message', undefined, 'bad-base64']],
    [3, [4, 0, 1, 2], ['binary message', [0, 1, 2]]],
    [3, 'b4AQIDBA==', ['binary message', [1, 2, 3, 4]]],
    [3, [9, 1], ['not an Engine.IO packet', [9, 1], 'not-a-packet', 'foreign']],
    [4, '7', ['not an Engine.IO packet', '7', 'not-a-packet', 'foreign']],
    [4, 'hello', ['not an Engine.IO packet', 'hello', 'not-a-packet', 'foreign']],
    [
      4,
      '502 Bad Gateway',
      ['not an Engine.IO packet', '502 Bad Gateway', 'not-a-packet', 'foreign'],
    ],
    [4, '0 items', ['not an Engine.IO packet', '0 items', 'not-a-packet', 'foreign']],
    [4, '0{"pingInterval":1}', ['open', undefined, 'missing-sid']],
    [4, '0{"sid":"x"', ['open x', undefined, 'truncated']],
  ];

  it.each(rows)('EIO=%s %j', (version, content, expected) => {
    expect(whole(socket(version), ['received', content]).map(told)).toEqual([expected]);
  });

  it('have every field with its bytes, big numbers exact', () => {
    expect(fieldsOf(whole(socket(4), ['received', OPEN])[0])).toEqual([
      ['type', 'open', '0'],
      ['sid', 'lv_VI97', '"sid":"lv_VI97"'],
      ['upgrades', undefined, '"upgrades":["websocket"]'],
      ['pingInterval', 25000, '"pingInterval":25000'],
      ['pingTimeout', 20000, '"pingTimeout":20000'],
      ['maxPayload', 9007199254740993n, '"maxPayload":9007199254740993'],
    ]);
    expect(fieldsOf(whole(socket(4), ['sent', '4é'])[0])).toEqual([
      ['type', 'message', '4'],
      ['data', 'é', 'é'],
    ]);
    expect(fieldsOf(whole(socket(3), ['sent', 'b4AQID'])[0])).toEqual([
      ['type', 'message', '4'],
      ['data', 4, 'AQID'],
    ]);
  });
});

describe('heart-beats', () => {
  const notes = (facts: ConnectionFacts, ...said: readonly Said[]) =>
    whole(facts, ...said).map(({ layer }) => layer.fields()[0]?.note);
  const kinds = (facts: ConnectionFacts, ...said: readonly Said[]) =>
    whole(facts, ...said).flatMap(({ layer }) => layer.problems.map(({ kind }) => kind));

  it('are sent by the server since revision 4, before it by the client', () => {
    expect(kinds(socket(4), ['received', '2'], ['sent', '3'])).toEqual([]);
    expect(kinds(socket(3), ['sent', '2'], ['received', '3'])).toEqual([]);
    expect(kinds(socket(4), ['sent', '2'])).toEqual(['wrong-direction']);
    expect(kinds(socket(3), ['received', '2'])).toEqual(['wrong-direction']);
  });

  it('are matched with their answers', () => {
    expect(
      notes(socket(4), ['received', '2'], ['sent', '4x'], ['sent', '3'], ['sent', '3']),
    ).toEqual(['2', '4', '3: answers the ping, 20 ms later', '3']);
  });

  it('are told from the probe of an upgrade, which the client begins', () => {
    const said: readonly Said[] = [
      ['sent', '2probe'],
      ['received', '3probe'],
      ['sent', '5'],
    ];
    expect(whole(socket(4), ...said).map(told)).toEqual([
      ['ping probe', undefined],
      ['pong probe', undefined],
      ['upgrade', undefined],
    ]);
    expect(notes(socket(4), ...said)[1]).toBe('3: answers the ping, 10 ms later');
  });
});

describe('the session', () => {
  const names = (facts: ConnectionFacts, ...said: readonly Said[]) =>
    whole(facts, ...said).map(({ channel }) => channel?.name);

  it('is named by the URL, or by the packet that opens it', () => {
    expect(names(socket(4), ['sent', '4x'])).toEqual(['s1']);
    expect(names(socket(4, ''), ['received', OPEN], ['sent', '4x'])).toEqual([
      'lv_VI97',
      'lv_VI97',
    ]);
    expect(names(socket(4, ''), ['sent', '4x'])).toEqual([undefined]);
    expect(whole(socket(4), ['sent', '4x'])[0]?.channel?.type).toBe('engine-io-session');
  });
});

describe('recognition', () => {
  const claims = (transport: ConnectionFacts['transport'], url: string) =>
    engineIo.claims({ transport, url })?.reason;

  it.each([
    [
      'websocket',
      'ws://h/socket.io/?EIO=4&transport=websocket',
      'EIO=4&transport=websocket in the URL',
    ],
    ['xhr', 'http://h/x?t=abc&transport=polling&EIO=3#y', 'EIO=3&transport=polling in the URL'],
    ['fetch', 'http://h/?EIO=4&transport=polling&sid=a', 'EIO=4&transport=polling in the URL'],
  ] as const)('goes by %s %s', (transport, url, reason) => {
    expect(claims(transport, url)).toBe(reason);
  });

  it.each([
    ['websocket', 'ws://h/socket.io/'],
    ['websocket', 'ws://h/socket.io/?EIO=5&transport=websocket'],
    ['websocket', 'ws://h/socket.io/?EIO=4'],
    ['websocket', 'ws://h/socket.io/?EIO=4&transport=polling'],
    ['fetch', 'http://h/#?EIO=4&transport=polling'],
    ['fetch', ''],
  ] as const)('leaves %s %s alone', (transport, url) => {
    expect(claims(transport, url)).toBeUndefined();
  });

  it.each([OPEN, `${OPEN.length}:${OPEN}`])('goes by the handshake %s', (text) => {
    expect(engineIo.sniffs(Payload.ofText(text), 'received')?.by).toBe('content');
    expect(engineIo.sniffs(Payload.ofText(text), 'sent')).toBeUndefined();
    const facts = { transport: 'xhr', url: 'http://h/' } as const;
    expect(whole(facts, ['received', text])[0]?.layer.summary).toBe('open lv_VI97');
  });

  it.each([
    '',
    '0',
    '40',
    '42',
    '42["x"]',
    '2',
    '12345678',
    '0{',
    '0{}',
    '0{"sid":"x"}',
    '4hello',
    '[1]',
    '{"sid":1}',
  ])('leaves %j alone', (text) => {
    expect(engineIo.sniffs(Payload.ofText(text), 'received')).toBeUndefined();
    const bytes = new TextEncoder().encode(text);
    expect(engineIo.sniffs(Payload.ofBytes(bytes), 'received')).toBeUndefined();
  });

  it('is corrected by an answer that is another thing', () => {
    const chain = openChain({ ...polling(4), mime: 'application/json' });
    const payload = Payload.ofText('{"code":1,"message":"Session ID unknown"}');
    const records = chain.feed({ message: 0, direction: 'received', time: 0, payload });
    expect(records[0]?.layers.map(({ protocol }) => protocol)).toEqual(['json']);
  });
});
