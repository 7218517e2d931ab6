import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { PageEvent } from '../contract/events.ts';
import { isPageEvent } from '../contract/guard.ts';
import { LIMITS } from '../contract/limits.ts';
import { base64Of } from './bytes.ts';
import { encodeEvent, encodeMessage } from './encode.ts';
import { encodeBytes, encodeText } from './payload.ts';
import { utf8Beginning, utf8Size } from './utf8.ts';

const HEAD = { kind: 'message', connection: 1, index: 0, time: 1.5 } as const;

afterEach(() => {
  Reflect.deleteProperty(Object.prototype, 'toJSON');
  Reflect.deleteProperty(String.prototype, 'toJSON');
});

test('an encoded event is the event, for every text there is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, id) => {
      const event: PageEvent = {
        ...HEAD,
        direction: 'received',
        type: 'event',
        event: { type: 'tick', id },
        ...encodeText(text),
      };
      const decoded: unknown = JSON.parse(encodeEvent(event));
      expect(decoded).toEqual(event);
      expect(isPageEvent(decoded)).toBe(true);
    }),
  );
});

test('an encoded event has its bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const encoded = encodeBytes(bytes);
      expect(encoded).toEqual({
        base64: Buffer.from(bytes).toString('base64'),
        size: bytes.length,
      });
    }),
  );
});

test('a message encoded in its parts is the message', () => {
  const facts = { direction: 'sent', type: 'text', discarded: true } as const;
  const body = { size: 3, missing: 'FormData' };
  const decoded: unknown = JSON.parse(encodeMessage(HEAD, facts, body));
  expect(decoded).toEqual({ ...HEAD, ...facts, ...body });
  expect(isPageEvent(decoded)).toBe(true);
});

test('base64 of more bytes than one piece holds', () => {
  const bytes = Uint8Array.from({ length: 100_001 }, (_, at) => at * 7);
  expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'));
});

test('a toJSON of the page is never asked', () => {
  const toJSON = () => 'forged';
  Object.defineProperty(Object.prototype, 'toJSON', { value: toJSON, configurable: true });
  Object.defineProperty(String.prototype, 'toJSON', { value: toJSON, configurable: true });
  const text = encodeEvent({
    kind: 'connecting',
    connection: 1,
    time: 2,
    transport: 'fetch',
    url: 'http://a/',
    headers: [['a', 'b']],
  });
  expect(text).toBe(
    '{"kind":"connecting","connection":1,"time":2,"transport":"fetch","url":"http://a/","headers":[["a","b"]]}',
  );
});

test('labels and lists are cut to their limits, payloads are not', () => {
  const long = 'x'.repeat(LIMITS.label + 1);
  const headers = Array.from({ length: LIMITS.headers + 5 }, () => ['a', long] as const);
  const event = { kind: 'connecting', connection: 1, time: 1, transport: 'xhr' } as const;
  const decoded: unknown = JSON.parse(encodeEvent({ ...event, url: long, headers }));
  expect(isPageEvent(decoded)).toBe(true);
  expect(decoded).toMatchObject({ url: `${'x'.repeat(LIMITS.label - 1)}…` });
  const message = encodeEvent({ ...HEAD, direction: 'sent', type: 'text', ...encodeText(long) });
  expect(JSON.parse(message)).toMatchObject({ text: long, size: long.length });
});

test('a payload over the limit keeps its beginning and says how long it was', () => {
  const text = `${'€'.repeat(LIMITS.payload / 3)}xyz`;
  const encoded = encodeText(text);
  expect(encoded).toMatchObject({ size: utf8Size(text), truncated: true });
  const event = { ...HEAD, direction: 'sent', type: 'text', ...encoded } as const;
  expect(isPageEvent(JSON.parse(encodeEvent(event)))).toBe(true);
  const bytes = encodeBytes(new Uint8Array(LIMITS.payload + 2));
  expect(bytes).toMatchObject({ size: LIMITS.payload + 2, truncated: true });
});

test('sizes are those of UTF-8, beginnings do not split a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 800 }), fc.nat(900), (text, limit) => {
      expect(utf8Size(text)).toBe(Buffer.byteLength(text));
      const beginning = utf8Beginning(text, limit);
      expect(text.startsWith(beginning)).toBe(true);
      expect(Buffer.byteLength(beginning)).toBeLessThanOrEqual(limit);
      expect(limit - Buffer.byteLength(beginning) < 4 || beginning === text).toBe(true);
    }),
  );
});
