import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaptureEvent, ConnectionChange, Content } from '../../contract/capture.ts';
import { END_STATES, MESSAGE_TYPES, TRANSPORTS } from '../../contract/words.ts';
import { readLog } from './read.ts';
import { fits, rewritten, seen, text, written } from './recording.fixture.ts';

describe('any recording', () => {
  const label = fc.string({ maxLength: 12 });
  const wild = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 });
  const time = fc.double({ min: 1.7e12, max: 1.9e12, noNaN: true });
  const count = fc.nat(100_000);
  const headers = fc.array(fc.tuple(label, label), { maxLength: 3 });
  const content: fc.Arbitrary<Content> = fc.oneof(
    // Any UTF-16 units, lone surrogates among them.
    wild.map((units) => text(String.fromCharCode(...units))),
    fc.json().map(text),
    fc.uint8Array().map((bytes): Content => ({ kind: 'binary', bytes })),
    label.map((reason): Content => ({ kind: 'missing', reason })),
    fc.constant<Content>({ kind: 'pending' }),
  );
  const change: fc.Arbitrary<ConnectionChange> = fc.record(
    {
      state: fc.constantFrom('connecting', 'open', ...END_STATES),
      protocol: fc.constantFrom('v12.stomp', 'odd'),
      respondedAt: time,
      closedAt: time,
      status: fc.constantFrom(200, 204, 304, 500),
      statusText: label,
      requestHeaders: headers,
      responseHeaders: fc.oneof(
        headers,
        fc.constantFrom([['content-type', 'text/event-stream']] as const),
      ),
      headerBytes: fc.record({ sent: count, received: count }, { noNullPrototype: true }),
      attempt: count,
      close: fc.record(
        { code: fc.constantFrom(1000, 1006), reason: label, wasClean: fc.boolean() },
        { noNullPrototype: true },
      ),
      closedByPage: fc.boolean(),
      error: label,
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const id = fc.nat(3).map((number) => `c${number}`);
  const event: fc.Arbitrary<CaptureEvent> = fc.oneof(
    fc.record({
      kind: fc.constant('changed' as const),
      connection: id,
      change,
    }),
    fc.record({
      kind: fc.constant('message' as const),
      connection: id,
      position: fc.nat(20).map((half) => half / 2),
      time,
      direction: fc.constantFrom('sent', 'received'),
      type: fc.constantFrom(...MESSAGE_TYPES),
      size: count,
      content,
      truncated: fc.boolean(),
      discarded: fc.boolean(),
    }),
  );
  const opening = fc.tuple(
    ...[0, 1, 2, 3].map((number) =>
      fc.constantFrom(...TRANSPORTS).map((transport) => seen(`c${number}`, { transport })),
    ),
  );
  const recording = fc
    .tuple(opening, fc.array(event, { maxLength: 30 }))
    .map(([first, rest]): CaptureEvent[] => [...first, ...rest]);

  test('gives lines that fit the schema, by two validators', async () => {
    await fc.assert(
      fc.asyncProperty(recording, async (events) => {
        const lines = written(events);
        for (const line of lines) expect(fits(JSON.parse(line)), line).toBe(true);
        expect((await readLog(lines)).problems).toEqual([]);
      }),
    );
  });

  test('is the same when it was written, read and written again', async () => {
    await fc.assert(
      fc.asyncProperty(recording, async (events) => {
        const lines = written(events);
        expect(await rewritten(lines)).toEqual(lines);
      }),
    );
  });
});
