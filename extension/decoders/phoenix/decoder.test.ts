import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { ConnectionFacts, Direction } from '../contract.ts';
import { Dialogue, fieldAt, kindsOf, summariesOf } from '../dialogue.fixture.ts';
import { phoenix } from './decoder.ts';

const dialogue = () => new Dialogue(phoenix);

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
}

describe('recognition', () => {
  const facts = (more: Partial<ConnectionFacts>): ConnectionFacts => ({
    transport: 'websocket',
    url: 'ws://h/',
    ...more,
  });

  it.each<[Partial<ConnectionFacts>, string | undefined]>([
    [{ protocol: 'phoenix' }, 'subprotocol'],
    [{ url: 'ws://h/socket/websocket?vsn=2.0.0' }, 'url'],
    [{ url: 'wss://h/live/websocket?_csrf_token=a&vsn=2.0.0&x=1' }, 'url'],
    [{ url: 'wss://h/socket/websocket?vsn=1.0.0' }, 'url'],
    [{ url: 'ws://h/echo/123/abc/websocket' }, undefined],
    [{ url: 'ws://h/websocket?vsn=9.0.0' }, undefined],
    [{ url: 'ws://h/chat?vsn=2.0.0' }, undefined],
    [{ transport: 'fetch', url: 'http://h/websocket?vsn=2.0.0' }, undefined],
  ])('by %j: %s', (declared, by) => {
    expect(phoenix.claims(facts(declared))?.by).toBe(by);
  });

  it.each<[unknown, boolean]>([
    [['1', '1', 'room:1', 'phx_join', {}], true],
    [[null, '7', 'phoenix', 'heartbeat', {}], true],
    [['1', '1', 'room:1', 'phx_reply', { status: 'ok', response: {} }], true],
    [{ topic: 'room:1', event: 'phx_join', payload: {}, ref: '1' }, true],
    [['1', '1', 'room:1', 'new_msg', {}], false],
    [[null, null, 'x', 'heartbeat', {}], false],
    [['phx_join', 'phx_reply'], false],
    [['1', '1', 'room:1', 'phx_join', {}, 1], false],
    [{ topic: 'a', event: 'phx_join', payload: {}, ref: '1', more: 1 }, false],
    [{ text: 'about "phx_join"' }, false],
    [42, false],
    [12345678, false],
  ])('by content of %j: %s', (message, isPhoenix) => {
    const payload = Payload.ofText(JSON.stringify(message));
    expect(phoenix.sniffs(payload, 'sent') !== undefined).toBe(isPhoenix);
  });
});

describe.each<[string, (...fields: readonly unknown[]) => unknown]>([
  ['2.0.0 (arrays)', (...fields) => fields],
  [
    '1.0.0 (objects)',
    (join_ref, ref, topic, event, payload) => ({ topic, event, payload, ref, join_ref }),
  ],
])('version %s', (_, write) => {
  it('has a channel per topic, and ties replies to pushes', () => {
    const talk = dialogue();
    const reply = { status: 'ok', response: {} };
    const units = [
      talk.sent(write('3', '3', 'room:1', 'phx_join', {})),
      talk.received(write('3', '3', 'room:1', 'phx_reply', reply)),
      talk.sent(write('3', '4', 'room:1', 'new_msg', { body: 'hi' })),
      talk.received(write(null, null, 'room:1', 'new_msg', { body: 'hi' })),
      talk.received(write('3', '4', 'room:1', 'phx_reply', { status: 'error', response: {} })),
      talk.received(write('3', '3', 'room:1', 'phx_close', {})),
    ].flat();
    expect(summariesOf(units)).toEqual([
      'phx_join room:1',
      'reply ok to phx_join room:1',
      'new_msg room:1',
      'new_msg room:1',
      'reply error to new_msg room:1',
      'phx_close room:1',
    ]);
    expect(new Set(units.map((unit) => unit.channel?.id))).toEqual(new Set(['room:1']));
    expect(fieldAt(units.slice(1), 'ref')?.note).toBe('answers phx_join, 10 ms later');
    expect(units[2]?.layer.inner?.payload.text).toBe('{"body":"hi"}');
    expect(kindsOf(units)).toEqual([]);
  });

  it('is kept alive by heart-beats and their replies', () => {
    const talk = dialogue();
    const units = [
      talk.sent(write(null, '9', 'phoenix', 'heartbeat', {})),
      talk.received(write(null, '9', 'phoenix', 'phx_reply', { status: 'ok', response: {} })),
    ].flat();
    expect(units.map(({ isHeartbeat, channel }) => [isHeartbeat, channel])).toEqual([
      [true, undefined],
      [true, undefined],
    ]);
    expect(summariesOf(units)).toEqual(['heartbeat', 'reply ok to heartbeat']);
  });

  it.each<[Direction, unknown, readonly string[]]>([
    ['sent', write('1', '1', 'a', 'phx_reply', { status: 'ok' }), ['wrong-direction']],
    ['received', write('1', null, 'a', 'phx_reply', { status: 'ok' }), ['missing-ref']],
    ['received', write('1', '1', 'a', 'phx_join', {}), ['wrong-direction']],
    ['received', write('1', '1', 'a', 7, {}), ['foreign']],
  ])('%s %j: %j', (direction, message, kinds) => {
    const units = dialogue().feed(direction, Payload.ofText(JSON.stringify(message)));
    expect(kindsOf(units)).toEqual(kinds);
  });
});

describe('an array', () => {
  it('has named elements', () => {
    const units = dialogue().sent('["1","2","t","e",{"a":1}]');
    expect(units[0]?.layer.fields()).toEqual([
      { name: 'join_ref', value: '1', range: [1, 4] },
      { name: 'ref', value: '2', range: [5, 8] },
      { name: 'topic', value: 't', range: [9, 12] },
      { name: 'event', value: 'e', range: [13, 16] },
      { name: 'payload', range: [17, 24], note: 'read in the layer inside' },
    ]);
  });

  it.each([
    ['["1","2","t","e"]', ['bad-length', 'missing-payload']],
    ['["1","2","t","e",{},1]', ['bad-length']],
    ['["1","2","t","e",{"a":', ['truncated']],
  ])('%s: %j', (text, kinds) => {
    expect(kindsOf(dialogue().sent(text))).toEqual(kinds);
  });
});

/** The layout depends on who sends: assets/js/phoenix/serializer.js, binaryEncode and binaryDecode. */
describe('a binary message', () => {
  it.each<[string, Direction, string, string, readonly unknown[], string]>([
    // push by the client: four sizes
    [
      'push',
      'sent',
      '00 01 02 03 01 30 3132 746f70 65 ff00',
      'e top',
      [0, 1, 2, 3, 1, '0', '12', 'top', 'e', 2],
      'ff00',
    ],
    // push by the server: three sizes, no ref
    [
      'push',
      'received',
      '00 03 03 05 313233 746f70 6576656e74 0101',
      'event top',
      [0, 3, 3, 5, '123', 'top', 'event', 2],
      '0101',
    ],
    [
      'reply',
      'received',
      '01 01 02 03 02 30 3132 746f70 6f6b 01',
      'reply ok to ? top',
      [1, 1, 2, 3, 2, '0', '12', 'top', 'ok', 1],
      '01',
    ],
    [
      'broadcast',
      'received',
      '02 03 05 746f70 6576656e74 0a',
      'event top',
      [2, 3, 5, 'top', 'event', 1],
      '0a',
    ],
  ])('%s, %s', (kind, direction, hex, summary, values, body) => {
    const payload = Payload.ofBytes(bytesOf(hex));
    const [unit] = dialogue().feed(direction, payload);
    expect(unit?.layer.summary).toBe(summary);
    expect(unit?.layer.fields().map((field) => field.value)).toEqual(values);
    expect(unit?.layer.fields()[0]?.note).toBe(kind);
    expect(unit?.layer.inner?.payload.bytes).toEqual(bytesOf(body));
    expect(unit?.channel?.id).toBe('top');
  });

  it('answers a push like any reply', () => {
    const talk = dialogue();
    talk.feed('sent', Payload.ofBytes(bytesOf('00 01020301 30 3132 746f70 65 ff')));
    const reply = Payload.ofBytes(bytesOf('01 01020302 30 3132 746f70 6f6b 01'));
    const units = talk.feed('received', reply);
    expect(summariesOf(units)).toEqual(['reply ok to e top']);
    expect(fieldAt(units, 'ref')?.note).toBe('answers e, 10 ms later');
  });

  it.each<[Direction, string]>([
    ['sent', '03'],
    ['received', '03'],
    ['sent', '01 010203 02 30 3132 746f70 6f6b 01'],
    ['sent', '02 03 05 746f70 6576656e74 0a'],
    ['sent', '00 01020301 30 31'],
    ['received', '00 ff0000'],
    ['received', '01 01'],
  ])('of no kind that is %s, or that ends too soon, is foreign: %s', (direction, hex) => {
    const [unit] = dialogue().feed(direction, Payload.ofBytes(bytesOf(hex)));
    expect([unit?.isForeign, unit?.layer.inner?.payload.bytes]).toEqual([true, bytesOf(hex)]);
  });

  it('of any bytes is read within them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), fc.boolean(), (bytes, isSent) => {
        const start = bytes.slice();
        start[0] = (bytes[0] ?? 0) % 4;
        const [unit] = dialogue().feed(isSent ? 'sent' : 'received', Payload.ofBytes(start));
        for (const { range } of unit?.layer.fields() ?? []) {
          expect(range[1]).toBeLessThanOrEqual(start.length);
        }
        expect(unit?.layer.problems).toBeInstanceOf(Array);
      }),
      { numRuns: 500 },
    );
  });
});
