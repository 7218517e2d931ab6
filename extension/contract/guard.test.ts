import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VERSION } from './channel.ts';
import type { PageEvent } from './events.ts';
import { isPageEvent, readBatch, readCommand } from './guard.ts';
import { LIMITS } from './limits.ts';

const EVENTS: readonly PageEvent[] = [
  {
    kind: 'connecting',
    connection: 1,
    time: 1795160000000.25,
    transport: 'websocket',
    url: 'ws://localhost/stomp',
    protocols: ['v12.stomp', 'v11.stomp'],
  },
  {
    kind: 'connecting',
    connection: 2,
    time: 1,
    transport: 'fetch',
    url: '',
    method: 'GET',
    headers: [
      ['accept', '*/*'],
      ['accept', 'text/plain'],
    ],
  },
  { kind: 'opened', connection: 1, time: 2, protocol: 'v12.stomp', extensions: '' },
  { kind: 'opened', connection: 2, time: 2, status: 200, statusText: 'OK', headers: [], url: 'u' },
  message({ text: 'é' }, { size: 2 }),
  message({ text: 'h' }, { size: 20, truncated: true }),
  message({ base64: 'AQIDBA==' }, { size: 4, type: 'binary' }),
  message({ base64: '' }, { size: 0, type: 'response' }),
  message({ pending: true }, { size: 7 }),
  message({ missing: 'FormData' }, { size: 0, discarded: true }),
  message({ text: '{}' }, { size: 2, type: 'event', event: { type: 'tick', id: '42' } }),
  { kind: 'payload', connection: 1, index: 4, size: 3, base64: 'AQID' },
  { kind: 'payload', connection: 1, index: 4, size: 9, base64: 'AQID', truncated: true },
  { kind: 'payload', connection: 1, index: 4, size: 0, missing: 'read failed' },
  { kind: 'reconnecting', connection: 1, time: 3, attempt: 1 },
  { kind: 'closing', connection: 1, time: 3, code: 1000, reason: 'bye' },
  {
    kind: 'closed',
    connection: 1,
    time: 4,
    state: 'closed',
    close: { code: 1000, reason: '', wasClean: true },
  },
  { kind: 'closed', connection: 1, time: 4, state: 'failed', error: 'Failed to fetch' },
  { kind: 'dropped', time: 5, count: 412 },
];

function message(body: object, more: object): PageEvent {
  const event = {
    kind: 'message',
    connection: 1,
    index: 0,
    time: 2,
    direction: 'received',
    type: 'text',
    ...body,
    ...more,
  };
  return event as PageEvent;
}

const batch = (first: unknown, events: unknown): string =>
  JSON.stringify({ version: VERSION, first, events });

describe('a batch', () => {
  test('of sound events passes unchanged', () => {
    const first = 17;
    expect(readBatch(batch(first, EVENTS))).toEqual({
      first,
      next: first + EVENTS.length,
      events: EVENTS,
      refused: 0,
    });
  });

  test('loses its bad events, which are counted and keep their running numbers', () => {
    const bad = { kind: 'dropped', time: 1, count: 'many' };
    const checked = readBatch(batch(3, [bad, ...EVENTS, null, 4]));
    expect(checked).toEqual({ first: 3, next: 6 + EVENTS.length, events: EVENTS, refused: 3 });
  });

  test.each([
    ['no text', { version: VERSION, first: 0, events: [] }],
    ['no JSON', '{"version":1,'],
    ['another version', JSON.stringify({ version: VERSION + 1, first: 0, events: [] })],
    ['a version as text', JSON.stringify({ version: String(VERSION), first: 0, events: [] })],
    ['a negative running number', batch(-1, [])],
    ['a fractional running number', batch(0.5, [])],
    ['a running number that runs over', batch(Number.MAX_SAFE_INTEGER, [null])],
    ['events that are no list', batch(0, { length: 1, 0: {} })],
    ['a list', '[]'],
    ['null', 'null'],
    ['nesting without end', `${'['.repeat(500_000)}`],
    ['closed deep nesting', `${'['.repeat(500_000)}${']'.repeat(500_000)}`],
    ['more than the limit', ' '.repeat(LIMITS.batchMaximum + 1)],
  ])('is refused as a whole when it is %s', (_, text) => {
    expect(readBatch(text)).toBeUndefined();
  });
});

describe('an event', () => {
  const sound = (change: object): boolean => isPageEvent({ ...EVENTS[4], ...change });

  test.each([
    ['an unknown kind', { kind: 'opening' }],
    ['a kind of Object.prototype', { kind: 'constructor' }],
    ['an unknown field', { extra: 1 }],
    ['its own __proto__', JSON.parse('{"__proto__":{"kind":"message"}}')],
    ['connection 0', { connection: 0 }],
    ['a fractional index', { index: 1.5 }],
    ['an index beyond 2^53', { index: 2 ** 53 }],
    ['an infinite time', { time: Number.POSITIVE_INFINITY }],
    ['a time that is no number', { time: Number.NaN }],
    ['a time before 1970', { time: -1 }],
    ['a time that no Date can hold', { time: 8.64e15 + 1 }],
    ['an unknown direction', { direction: 'both' }],
    ['a transport for a type', { type: 'websocket' }],
    ['no size', { size: undefined }],
    ['a size too small for its text', { size: 0 }],
    ['a size too large for its text', { size: 4 }],
    ['two bodies', { missing: 'stream' }],
    ['no body', { text: undefined }],
    ['truncated: false', { truncated: false }],
    ['a truncated text of its full length', { truncated: true, size: 1 }],
    ['an id that is no text', { event: { type: 'tick', id: 42 } }],
    ['an event without id', { event: { type: 'tick' } }],
  ])('with %s is refused', (_, change) => {
    expect(sound({})).toBe(true);
    expect(sound(change)).toBe(false);
  });

  test.each([
    ['AQIDBA==', 4, true],
    ['AQIDBAU=', 5, true],
    ['AQIDBA', 4, false],
    ['AQID=A==', 4, false],
    ['=AQI', 2, false],
    ['A===', 0, false],
    ['AQI-', 3, false],
    ['AQI\n', 3, false],
    ['AQID', 2, false],
  ])('carries %j as %i bytes: %s', (base64, size, expected) => {
    const event = { kind: 'payload', connection: 1, index: 0, size, base64 };
    expect(isPageEvent(event)).toBe(expected);
  });

  test('may carry the longest payload, and not a byte more', () => {
    const payload = (length: number) => {
      const base64 = Buffer.alloc(length).toString('base64');
      return { kind: 'payload', connection: 1, index: 0, size: length, base64 };
    };
    expect(isPageEvent(payload(LIMITS.payload))).toBe(true);
    expect(isPageEvent(payload(LIMITS.payload + 1))).toBe(false);
  });

  test('has labels and header lists within their limits', () => {
    const opened = { kind: 'opened', connection: 1, time: 2 };
    const label = 'x'.repeat(LIMITS.label);
    const headers = Array.from({ length: LIMITS.headers }, () => ['a', 'b']);
    expect(isPageEvent({ ...opened, url: label, headers })).toBe(true);
    expect(isPageEvent({ ...opened, url: `${label}x` })).toBe(false);
    expect(isPageEvent({ ...opened, headers: [...headers, ['a', 'b']] })).toBe(false);
    expect(isPageEvent({ ...opened, headers: [['a', 'b', 'c']] })).toBe(false);
    expect(isPageEvent({ ...opened, headers: [['a', 1]] })).toBe(false);
  });
});

describe('whatever a page says', () => {
  const anything = fc.anything({ withBigInt: false, withNullPrototype: true });

  test('as text, the guard does not throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), anything), (text) => {
        expect(() => [readBatch(text), readCommand(text)]).not.toThrow();
      }),
    );
  });

  test('as events, each is taken or counted', () => {
    const events = fc.array(fc.oneof(anything, fc.constantFrom(...EVENTS)));
    fc.assert(
      fc.property(fc.nat(), events, (first, list) => {
        const checked = readBatch(batch(first, list));
        expect(checked?.next).toBe(first + list.length);
        expect((checked?.events.length ?? 0) + (checked?.refused ?? 0)).toBe(list.length);
      }),
    );
  });

  test('in place of one field, a value of the wrong type is refused', () => {
    const wrong = fc.oneof(
      fc.object(),
      fc.array(fc.nat()),
      fc.constant(null),
      fc.double({ max: -1 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...EVENTS), fc.nat(), wrong, (event, pick, value) => {
        const keys = Object.keys(event).filter((key) => key !== 'headers' && key !== 'protocols');
        const key = keys[pick % keys.length] ?? 'kind';
        expect(isPageEvent({ ...event, [key]: value })).toBe(false);
      }),
    );
  });
});

describe('a command', () => {
  test.each([
    ['{"kind":"welcome"}', { kind: 'welcome' }],
    ['{"kind":"stand-down","more":1}', { kind: 'stand-down' }],
    ['{"kind":"acknowledge","next":12}', { kind: 'acknowledge', next: 12 }],
    ['{"kind":"acknowledge","next":-1}', undefined],
    ['{"kind":"acknowledge","next":"12"}', undefined],
    ['{"kind":"toString"}', undefined],
    ['"welcome"', undefined],
    ['', undefined],
  ])('%s is read as %j', (text, expected) => {
    expect(readCommand(text)).toEqual(expected);
  });
});
