import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Direction } from '../contract.ts';
import { Dialogue, fieldAt, kindsOf, summariesOf } from '../dialogue.fixture.ts';
import { pusher } from './decoder.ts';

const dialogue = () => new Dialogue(pusher);

describe('recognition', () => {
  it.each([
    ['wss://ws-eu.pusher.com/app/abc123?protocol=7&client=js', 'url'],
    ['ws://h:6001/app/key?client=js&protocol=7', 'url'],
    ['ws://h/app/key', undefined],
    ['ws://h/app/key/x?protocol=7', undefined],
    ['ws://h/app/key?x=protocol=7', undefined],
  ])('of %s: %s', (url, by) => {
    expect(pusher.claims({ transport: 'websocket', url })?.by).toBe(by);
  });

  it.each<[unknown, boolean]>([
    [{ event: 'pusher:connection_established', data: '{"socket_id":"1.2"}' }, true],
    [{ event: 'pusher:subscribe', data: { channel: 'a' } }, true],
    [{ event: 'pusher_internal:subscription_succeeded', channel: 'a', data: '{}' }, true],
    [{ event: 'price', channel: 'a', data: '{}' }, false],
    [{ event: 'pusher:ping', more: 1 }, false],
    [{ name: 'x', data: '"event":"pusher:ping"' }, false],
    [['pusher:ping'], false],
    [42, false],
    [12345678, false],
  ])('by content of %j: %s', (message, isPusher) => {
    const payload = Payload.ofText(JSON.stringify(message));
    expect(pusher.sniffs(payload, 'received') !== undefined).toBe(isPusher);
  });
});

describe('a connection', () => {
  it('has the channels that it subscribes to', () => {
    const talk = dialogue();
    const units = [
      talk.received({ event: 'pusher:connection_established', data: '{"socket_id":"1.2"}' }),
      talk.sent({
        event: 'pusher:subscribe',
        data: { channel: 'private-a', auth: 'key:0123456789abcdef' },
      }),
      talk.received({
        event: 'pusher_internal:subscription_succeeded',
        channel: 'private-a',
        data: '{}',
      }),
      talk.received({ event: 'price', channel: 'private-a', data: '{"bid":1}' }),
      talk.sent({ event: 'client-typing', channel: 'private-a', data: { is: true } }),
      talk.sent({ event: 'pusher:unsubscribe', data: { channel: 'private-a' } }),
    ].flat();
    expect(units.map(({ layer, channel }) => [layer.summary, channel?.id])).toEqual([
      ['pusher:connection_established', undefined],
      ['pusher:subscribe private-a', 'private-a'],
      ['pusher_internal:subscription_succeeded private-a', 'private-a'],
      ['price private-a', 'private-a'],
      ['client-typing private-a', 'private-a'],
      ['pusher:unsubscribe private-a', 'private-a'],
    ]);
    expect(fieldAt(units.slice(2), 'event')?.note).toBe('answers pusher:subscribe, 10 ms later');
    expect(kindsOf(units)).toEqual([]);
  });

  it('may be refused a channel, and signs in', () => {
    const talk = dialogue();
    talk.sent({ event: 'pusher:subscribe', data: { channel: 'private-a', auth: 'k:0123456789' } });
    talk.sent({ event: 'pusher:signin', data: { auth: 'k:0123456789', user_data: '{"id":"7"}' } });
    const units = [
      talk.received({ event: 'pusher:subscription_error', channel: 'private-a', data: '{}' }),
      talk.received({ event: 'pusher:signin_success', data: '{"user_data":"{}"}' }),
    ];
    expect(units.map((unit) => fieldAt(unit, 'event')?.note)).toEqual([
      'answers pusher:subscribe, 20 ms later',
      'answers pusher:signin, 20 ms later',
    ]);
  });

  it.each([
    [
      { code: 4001, message: 'No app' },
      '4001 No app',
      'application does not exist; do not connect again without a change',
    ],
    [{ code: 4000, message: 'TLS' }, '4000 TLS', 'TLS only; connect again with wss://'],
    [{ code: 4002, message: 'Odd' }, '4002 Odd', 'do not connect again without a change'],
    [
      { code: 4100, message: 'Busy' },
      '4100 Busy',
      'over capacity; connect again after a second or more',
    ],
    ['{"code":4200,"message":"Restart"}', '4200 Restart', 'connect again at once'],
    ['{"code":4201}', '4201', 'a ping was not answered; connect again at once'],
    [
      { code: 4301, message: 'Limit' },
      '4301 Limit',
      'client event refused by the rate limit; the connection stays open',
    ],
    [{ code: null, message: 'Odd' }, 'Odd', undefined],
  ])('says of the error %j what it is, and what to do', (data, text, remedy) => {
    const units = dialogue().received({ event: 'pusher:error', data });
    expect(summariesOf(units)).toEqual([`pusher:error: ${text}`]);
    expect([kindsOf(units), fieldAt(units, 'event')?.note]).toEqual([[], remedy]);
  });

  it.each([
    ['pusher_internal:member_added', 'presence-a', '{"user_id":"7"}'],
    ['pusher_internal:member_removed', 'presence-a', '{"user_id":"7"}'],
    ['pusher_internal:subscription_count', 'a', '{"subscription_count":2}'],
    ['pusher_internal:watchlist_events', undefined, '{"events":[]}'],
    ['pusher:cache_miss', 'cache-a', undefined],
    ['notice', '#server-to-user-7', '{}'],
  ])('has the event %s', (event, channel, data) => {
    const units = dialogue().received({ event, channel, data });
    expect([kindsOf(units), units[0]?.channel?.id]).toEqual([[], channel]);
  });

  it('is kept alive by ping and pong', () => {
    const talk = dialogue();
    const units = [
      ...talk.received({ event: 'pusher:ping', data: {} }),
      ...talk.sent({ event: 'pusher:pong' }),
    ];
    expect(units.map((unit) => unit.isHeartbeat)).toEqual([true, true]);
  });
});

describe('data', () => {
  it('may be JSON in a string: it has no place of its own where it was escaped', () => {
    const [unit] = dialogue().received('{"event":"e","channel":"c","data":"{\\"bid\\":\\"é\\"}"}');
    expect(unit?.layer.inner?.payload.text).toBe('{"bid":"é"}');
    expect(unit?.layer.inner?.range).toBeUndefined();
    expect(fieldAt(unit ? [unit] : [], 'data')?.note).toContain('JSON in a string');
  });

  it('may be an object, or plain text, in its place', () => {
    const [object] = dialogue().received('{"event":"e","channel":"c","data":{"a":1}}');
    expect(object?.layer.inner).toMatchObject({ mime: 'application/json', range: [34, 41] });
    const [text] = dialogue().received('{"event":"e","channel":"c","data":"hi"}');
    expect(text?.layer.inner?.range).toEqual([35, 37]);
  });

  it.each([
    { event: 'pusher:subscribe', data: { channel: 'private-a', auth: 'key:0123456789abcdef' } },
    { event: 'pusher:signin', data: { auth: 'key:0123456789abcdef', user_data: '{"id":"7"}' } },
    { event: 'pusher:signin', data: JSON.stringify({ auth: 'key:0123456789abcdef' }) },
  ])('that proves who the client is, is not shown whole: %j', (message) => {
    const [unit] = dialogue().sent(message);
    expect(JSON.stringify(unit?.layer.fields())).not.toContain('0123');
    expect(unit?.layer.inner).toBeUndefined();
  });
});

describe('what is wrong', () => {
  it.each<[Direction, unknown, readonly string[]]>([
    ['sent', { event: 'hello', channel: 'a' }, ['bad-client-event']],
    ['sent', { event: 'client-x', channel: 'public' }, ['bad-client-event']],
    ['sent', { event: 'client-x', channel: 'private-encrypted-a' }, []],
    ['sent', { event: 'pusher:connection_established', data: '{}' }, ['wrong-direction']],
    ['sent', { event: 'pusher:error', data: { message: 'x' } }, ['wrong-direction']],
    ['sent', { event: 'pusher:signin_success', data: '{}' }, ['wrong-direction']],
    ['sent', { event: 'client-x', channel: 'private-cache-a' }, []],
    ['sent', { event: 'pusher_internal:subscription_succeeded' }, ['wrong-direction']],
    ['received', { event: 'pusher:subscribe', data: { channel: 'a' } }, ['wrong-direction']],
    ['sent', { event: 'pusher:subscribe', data: {} }, ['missing-channel']],
    ['received', { event: 'price', data: '1' }, ['missing-channel']],
    ['received', '{"event":"a","channel":"b","data":"{', ['truncated']],
    ['received', { type: 'x' }, ['foreign']],
    ['received', { event: 7 }, ['foreign']],
  ])('%s %j: %j', (direction, message, kinds) => {
    const talk = dialogue();
    const units = direction === 'sent' ? talk.sent(message) : talk.received(message);
    expect(kindsOf(units)).toEqual(kinds);
  });

  it('never makes it throw', () => {
    const valid = JSON.stringify({ event: 'é', channel: 'a', data: '{"a":"\\u00e9"}' });
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 });
    fc.assert(
      fc.property(damage, fc.boolean(), (hits, isSent) => {
        const bytes = new TextEncoder().encode(valid);
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
