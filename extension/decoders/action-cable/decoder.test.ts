import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Direction } from '../contract.ts';
import { Dialogue, fieldAt, kindsOf, summariesOf } from '../dialogue.fixture.ts';
import { actionCable } from './decoder.ts';

const CHAT = JSON.stringify({ channel: 'ChatChannel', room: 1 });
const dialogue = (protocol = 'actioncable-v1-json') => new Dialogue(actionCable, { protocol });

describe('recognition', () => {
  it.each([
    ['actioncable-v1-json', 'subprotocol'],
    ['actioncable-v1-ext-json', 'subprotocol'],
    ['actioncable-unsupported', undefined],
    ['actioncable-v1.1-json', 'subprotocol'],
    ['actioncable-v1-msgpack', 'subprotocol'],
    ['actioncable-v1-ext-msgpack', 'subprotocol'],
    ['actioncable-v1-protobuf', undefined],
  ])('by subprotocol %s: %s', (protocol, by) => {
    const facts = { transport: 'websocket', url: 'ws://h/cable', protocol } as const;
    expect(actionCable.claims(facts)?.by).toBe(by);
  });

  it.each<[Direction, unknown, boolean]>([
    ['received', { type: 'welcome' }, true],
    ['received', { type: 'welcome', sid: 'x' }, true],
    ['sent', { command: 'subscribe', identifier: CHAT }, true],
    ['sent', { command: 'message', identifier: CHAT, data: '{}' }, true],
    ['received', { identifier: CHAT, type: 'confirm_subscription' }, true],
    ['received', { identifier: CHAT, message: {} }, true],
    ['sent', { type: 'welcome' }, false],
    ['received', { type: 'ping', message: 1 }, false],
    ['received', { identifier: 'room-1', message: {} }, false],
    ['received', { identifier: '{"room":1}', message: {} }, false],
    ['received', { identifier: CHAT, message: {}, more: 1 }, false],
    ['sent', { command: 'subscribe', identifier: 'room' }, false],
    ['sent', { command: 'dance', identifier: CHAT }, false],
    ['received', ['welcome'], false],
    ['received', 42, false],
    ['received', 12345678, false],
  ])('by content of %s %j: %s', (direction, message, isCable) => {
    const payload = Payload.ofText(JSON.stringify(message));
    expect(actionCable.sniffs(payload, direction) !== undefined).toBe(isCable);
  });
});

describe('a connection', () => {
  it('has a channel per identifier, called by its class and parameters', () => {
    const talk = dialogue();
    const data = JSON.stringify({ action: 'speak', text: 'hi' });
    const units = [
      talk.received({ type: 'welcome' }),
      talk.sent({ command: 'subscribe', identifier: CHAT }),
      talk.received({ identifier: CHAT, type: 'confirm_subscription' }),
      talk.sent({ command: 'message', identifier: CHAT, data }),
      talk.received({ identifier: CHAT, message: { text: 'hi' } }),
      talk.sent({ command: 'unsubscribe', identifier: CHAT }),
      talk.received({ type: 'disconnect', reason: 'server_restart', reconnect: true }),
    ].flat();
    expect(units.map(({ layer, channel }) => [layer.summary, channel?.id])).toEqual([
      ['welcome', undefined],
      ['subscribe ChatChannel {"room":1}', CHAT],
      ['confirm_subscription ChatChannel {"room":1}', CHAT],
      ['message ChatChannel {"room":1} #speak', CHAT],
      ['message ChatChannel {"room":1}', CHAT],
      ['unsubscribe ChatChannel {"room":1}', CHAT],
      ['disconnect: server_restart', undefined],
    ]);
    expect(fieldAt(units.slice(2), 'type')?.note).toBe('answers subscribe, 10 ms later');
    expect(units[3]?.layer.inner?.payload.text).toBe(data);
    expect(units[4]?.layer.inner?.mime).toBe('application/json');
    expect(kindsOf(units)).toEqual([]);
  });

  it('is kept alive by pings that carry the time', () => {
    const units = dialogue().received({ type: 'ping', message: 1795160000 });
    expect(units[0]?.isHeartbeat).toBe(true);
    expect(fieldAt(units, 'message')?.note).toBe("the server's time, in seconds");
  });

  it('may speak the extended protocol', () => {
    const talk = dialogue('actioncable-v1-ext-json');
    const pong = talk.sent({ command: 'pong' });
    const history = talk.received({ type: 'confirm_history', identifier: CHAT });
    expect([pong[0]?.isHeartbeat, ...kindsOf(history)]).toEqual([true]);
    expect(kindsOf(dialogue().received({ type: 'confirm_history', identifier: CHAT }))).toEqual([
      'unknown-type',
    ]);
  });

  /** The client answers in version 1.1 (rails, actioncable: "Detect half-open connections"). */
  it('answers pings where the subprotocol is of version 1.1', () => {
    const pong = { type: 'pong', message: 1795160000.25 };
    const units = dialogue('actioncable-v1.1-json').sent(pong);
    expect([summariesOf(units), kindsOf(units), units[0]?.isHeartbeat]).toEqual([
      ['pong'],
      [],
      true,
    ]);
    expect(kindsOf(dialogue('actioncable-v1-json').sent(pong))).toEqual(['unknown-type']);
  });

  it('may take up a session again, whose id is not shown whole', () => {
    const units = dialogue('actioncable-v1-ext-json').received({
      type: 'welcome',
      sid: 'h5420123456789abcdef',
      restored: true,
      restored_ids: [CHAT],
    });
    expect(summariesOf(units)).toEqual(['welcome: session restored, 1 subscriptions']);
    expect(JSON.stringify(units[0]?.layer.fields())).not.toContain('0123');
  });

  it('says of a disconnect whether the client may come back', () => {
    const note = (reconnect: boolean) => {
      const reason = 'unauthorized';
      const units = dialogue().received({ type: 'disconnect', reason, reconnect });
      return fieldAt(units, 'reconnect')?.note;
    };
    expect([true, false].map(note)).toEqual([
      'the client may connect again',
      'the client is to stay away',
    ]);
  });

  it('reads the same in MessagePack', () => {
    const talk = dialogue('actioncable-v1-ext-msgpack');
    const pack = (message: unknown) => Payload.ofBytes(new Uint8Array(encode(message)));
    const data = JSON.stringify({ action: 'speak' });
    const units = [
      talk.feed('sent', pack({ command: 'subscribe', identifier: CHAT })),
      talk.feed('received', pack({ identifier: CHAT, type: 'confirm_subscription' })),
      talk.feed('sent', pack({ command: 'message', identifier: CHAT, data })),
      talk.feed('received', pack({ identifier: CHAT, message: { text: 'hi' }, offset: 1 })),
    ].flat();
    expect(summariesOf(units)).toEqual([
      'subscribe ChatChannel {"room":1}',
      'confirm_subscription ChatChannel {"room":1}',
      'message ChatChannel {"room":1} #speak',
      'message ChatChannel {"room":1}',
    ]);
    expect(kindsOf(units)).toEqual([]);
    expect(units[2]?.layer.inner?.payload.text).toBe(data);
    expect(units[3]?.layer.inner?.mime).toBe('application/msgpack');
  });

  it('keeps an identifier that is not JSON for what it is', () => {
    const [unit] = dialogue().received({ identifier: 'x'.repeat(100), message: 'plain' });
    expect(unit?.channel?.name).toBe(`${'x'.repeat(59)}…`);
    expect(unit?.layer.inner?.payload.text).toBe('plain');
  });
});

describe('what is wrong', () => {
  it.each<[Direction, unknown, readonly string[]]>([
    ['sent', { command: 'dance', identifier: CHAT }, ['unknown-command']],
    ['sent', { command: 'subscribe' }, ['missing-identifier']],
    ['sent', { command: 'subscribe', identifier: { channel: 'X' } }, ['missing-identifier']],
    ['sent', { command: 'message', identifier: CHAT, data: {} }, ['bad-data']],
    ['received', { type: 'hello' }, ['unknown-type']],
    ['received', { type: 'reject_subscription' }, ['missing-identifier']],
    ['received', '{"type":"ping","message":', ['truncated']],
    ['received', { a: 1 }, ['foreign']],
    ['sent', [1], ['foreign']],
  ])('%s %j: %j', (direction, message, kinds) => {
    const talk = dialogue();
    const units = direction === 'sent' ? talk.sent(message) : talk.received(message);
    expect(kindsOf(units)).toEqual(kinds);
  });

  it('never makes it throw', () => {
    const valid = fc.constantFrom(
      JSON.stringify({ command: 'message', identifier: CHAT, data: '{"action":"é"}' }),
      JSON.stringify({ identifier: CHAT, message: { text: 'hi' } }),
    );
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 });
    fc.assert(
      fc.property(valid, damage, fc.boolean(), (text, hits, isSent) => {
        const bytes = new TextEncoder().encode(text);
        for (const [place, byte] of hits) bytes[place % bytes.length] = byte;
        const units = dialogue().feed(isSent ? 'sent' : 'received', Payload.ofBytes(bytes));
        expect(summariesOf(units)).toHaveLength(1);
        expect(units[0]?.layer.fields()).toBeInstanceOf(Array);
        expect(units[0]?.layer.problems).toBeInstanceOf(Array);
      }),
      { numRuns: 500 },
    );
  });
});
