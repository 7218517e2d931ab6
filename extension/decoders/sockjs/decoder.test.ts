import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { ConnectionFacts, Direction } from '../contract.ts';
import { sockjs } from './decoder.ts';
import { fieldsOf, told, whole } from './sessions.fixture.ts';

describe('frames that a server sends, sockjs-protocol "Protocol and framing"', () => {
  it.each([
    ['o', [['open', undefined]]],
    ['h', [['heart-beat', undefined, 'heart-beat']]],
    ['a["x"]', [['message', 'x']]],
    ['a[]', [['no messages', undefined]]],
    ['a[""]', [['message', '']]],
    [
      'a["x", "é\\u2028\\n","\\ud83d\\ude00"]',
      [
        ['message 1 of 3', 'x'],
        ['message 2 of 3', 'é\u2028\n'],
        ['message 3 of 3', '😀'],
      ],
    ],
    ['m"x"', [['message', 'x']]],
    ['c[3000,"Go away!"]', [['close 3000 Go away!', undefined]]],
    [
      'c[2010,"Another connection still open"]',
      [['close 2010 Another connection still open', undefined]],
    ],
    ['hhhh', [['prelude, 4 × h', undefined]]],
  ])('%s', (wire, expected) => {
    expect(whole('websocket', 'received', wire).map(told)).toEqual(expected);
  });

  it.each([
    ['a["x"', [['message', 'x', 'truncated']]],
    [
      'a["x","y',
      [
        ['message 1 of 2', 'x'],
        ['message 2 of 2', 'y', 'truncated'],
      ],
    ],
    ['a["x"] ?', [['message', 'x', 'trailing-data']]],
    ['a["\\x"]', [['message', '\\x', 'bad-escape']]],
    ['a[{"n":1}]', [['message', '{"n":1}', 'not-a-string']]],
    [
      'a["x",7]',
      [
        ['message 1 of 2', 'x'],
        ['message 2 of 2', '7', 'not-a-string'],
      ],
    ],
    ['c[1000]', [['close 1000', undefined, 'bad-close']]],
  ])('damaged: %s', (wire, expected) => {
    expect(whole('websocket', 'received', wire).map(told)).toEqual(expected);
  });

  it('hand messages on as text, U+FFFD included', () => {
    const [unit] = whole('websocket', 'received', 'a["\uFFFD"]');
    expect(unit?.layer.inner?.payload).toMatchObject({ isText: true, text: '\uFFFD' });
  });

  it('have every field with its bytes', () => {
    const [first, second] = whole('websocket', 'received', 'a["x\\"" ,"é"]');
    expect(fieldsOf(first)).toEqual([
      ['type', 'a', 'a'],
      ['message', 'x"', '"x\\""'],
    ]);
    expect(first?.layer.inner?.range).toBeUndefined();
    expect(first?.sources).toEqual([{ message: 0, range: [0, 7] }]);
    expect(fieldsOf(second)).toEqual([['message', 'é', '"é"']]);
    expect(second?.layer.inner?.range).toEqual([3, 5]);
    expect(second?.sources).toEqual([{ message: 0, range: [7, 14] }]);
    const [close] = whole('websocket', 'received', 'c[3000,"Go away!"]');
    expect(fieldsOf(close)).toEqual([
      ['type', 'c', 'c'],
      ['code', 3000, '3000'],
      ['reason', 'Go away!', '"Go away!"'],
    ]);
  });

  it.each([
    'hello',
    'o!',
    'open',
    'a[1] is',
    'a[x]',
    'a{"x":1}',
    'c["x"]',
    'c[',
    'm42',
    '["x"]',
    '42',
    '',
  ])('are not %j', (wire) => {
    const units = whole('websocket', 'received', wire).map(told);
    const foreign = [['not a SockJS frame', wire, 'not-a-frame', 'foreign']];
    expect(units).toEqual(wire === '' ? [] : foreign);
  });
});

describe('what a client sends, sockjs-protocol "Framing accepted by the server"', () => {
  it.each([
    ['["x"]', [['message', 'x']]],
    ['[]', [['no messages', undefined]]],
    [
      '["x","y"]',
      [
        ['message 1 of 2', 'x'],
        ['message 2 of 2', 'y'],
      ],
    ],
    ['"x"', [['message', 'x']]],
    ['["x"', [['message', 'x', 'truncated']]],
    ['a["x"]', [['not a SockJS frame', 'a["x"]', 'not-a-frame', 'foreign']]],
    [
      '["1","1","room","join",{}]',
      [['not a SockJS frame', '["1","1","room","join",{}]', 'not-a-frame', 'foreign']],
    ],
  ])('%s', (wire, expected) => {
    expect(whole('websocket', 'sent', wire).map(told)).toEqual(expected);
    expect(whole('xhr_send', 'sent', wire).map(told)).toEqual(expected);
  });
});

describe('recognition by URL', () => {
  const claims = (transport: ConnectionFacts['transport'], url: string) =>
    sockjs.claims({ transport, url })?.reason;

  it.each([
    ['websocket', 'ws://h/echo/000/abc/websocket'],
    ['websocket', 'wss://h:8080/a/b/000/abc/websocket?token=1'],
    ['xhr', 'https://h/echo/a b/%20/xhr_streaming?t=1#x'],
    ['fetch', 'http://h/000/abc/xhr'],
    ['xhr', 'http://h//echo/000/abc/xhr_send'],
    ['eventsource', 'http://h/echo/000/abc/eventsource'],
    ['fetch', 'http://h/echo/000/abc/htmlfile?c=cb'],
    ['fetch', 'http://h/echo/000/abc/jsonp?c=cb'],
    ['fetch', 'http://h/echo/000/abc/jsonp_send'],
  ] as const)('%s %s', (transport, url) => {
    const name = /\/([a-z_]+)(?:[?#]|$)/.exec(url)?.[1];
    expect(claims(transport, url)).toBe(`URL ends as <server>/<session>/${name}`);
  });

  it.each([
    ['websocket', 'ws://h/echo/websocket'],
    ['websocket', 'ws://h/websocket'],
    ['websocket', 'ws://h/echo/000/a.b/websocket'],
    ['websocket', 'ws://h/echo//abc/websocket'],
    ['websocket', 'ws://h/echo/000/abc/xhr'],
    ['fetch', 'http://h/echo/000/abc/websocket'],
    ['fetch', 'http://h/echo/info'],
    ['fetch', 'http://h/echo/000/abc/xhr/'],
    ['fetch', 'http://h/echo/000/abc/XHR'],
    ['fetch', 'http://h/?u=/echo/000/abc/xhr'],
    ['fetch', ''],
  ] as const)('not %s %s', (transport, url) => {
    expect(claims(transport, url)).toBeUndefined();
  });

  it('names the channel by the session', () => {
    const [unit] = whole('websocket', 'received', 'o');
    expect(unit?.channel).toMatchObject({
      id: 's3ss10n1',
      name: 's3ss10n1',
      type: 'sockjs-session',
    });
    const [nowhere] = sockjs
      .open({ transport: 'websocket', url: 'ws://h/' })
      .feed({ message: 0, direction: 'received', time: 0, payload: Payload.ofText('a["x"]') });
    expect(nowhere?.layer.summary).toBe('message');
    expect(nowhere?.channel).toBeUndefined();
  });
});

describe('recognition by content', () => {
  const sniffs = (text: string, direction: Direction = 'received') => [
    sockjs.sniffs(Payload.ofText(text), direction)?.by,
    sockjs.sniffs(Payload.ofBytes(new TextEncoder().encode(text)), direction)?.by,
  ];

  it.each(['a["x"]', 'a["x","y"]\n', 'a["é"]\na["y"]\n', 'c[3000,"Go away!"]', 'c[1002,"x"]\n'])(
    '%j',
    (text) => {
      expect(sniffs(text)).toEqual(['content', 'content']);
    },
  );

  it.each([
    'o',
    'h',
    'hhh',
    'a[]',
    'a[1]',
    'a["x"',
    'a["x"]=1',
    'a["x",1]',
    'a["\\x"]',
    'c[1]',
    'c["x"]',
    'c[3000,1]',
    '["x"]',
    '42["x"]',
    '{"a":["x"]}',
    'm"x"',
    '',
    'arr["x"]',
    '12345678',
  ])('not %j', (text) => {
    expect(sniffs(text)).toEqual([undefined, undefined]);
  });

  it('not what a client sends, which plain JSON looks like', () => {
    expect(sniffs('["x"]', 'sent')).toEqual([undefined, undefined]);
    expect(sniffs('a["x"]', 'sent')).toEqual([undefined, undefined]);
  });
});
