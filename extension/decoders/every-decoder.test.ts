import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../bytes/payload.ts';
import { openChain } from './chain.ts';
import type { ConnectionFacts, DecoderInput, Field, Layer, Source } from './contract.ts';
import { DECODERS } from './list.ts';

/** Pieces of every protocol, so that random input is often nearly right. */
const piece = fc.oneof(
  fc.constantFrom(
    'data: ',
    'event:x',
    'id: 1',
    'retry: 5',
    ':',
    '\n',
    '\r\n',
    '\r',
    '\n\n',
    '\uFEFF',
  ),
  fc.constantFrom('cb(', '{"a":1}', '"x', ')', ');', '/**/'),
  fc.constantFrom(
    'CONNECT\n',
    'CONNECTED\nversion:1.1\n\n\0',
    'SEND\n',
    'MESSAGE\n',
    'ACK\nid:1\n\n\0',
  ),
  fc.constantFrom(
    'destination:/é\n',
    'content-length:3\n',
    'a\\cb:\\t\n',
    'receipt:1\n',
    '\0',
    '\0\n',
  ),
  fc.constantFrom(
    '{"a":',
    '[1,2]',
    '{"é":"€😀"}',
    '"',
    '1e5',
    ',',
    '}',
    ']',
    'null',
    '\\u00e9',
    '__proto__',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const content = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(piece, { maxLength: 6 }).map((parts) => Payload.ofText(parts.join(''))),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(piece, { maxLength: 6 })
      .map((parts) => Payload.ofBytes(new TextEncoder().encode(parts.join('')))),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }).map(Payload.ofBytes) },
);
const messages = fc.array(
  fc.record({ payload: content, direction: fc.constantFrom('sent' as const, 'received' as const) }),
  { maxLength: 8 },
);
const facts: fc.Arbitrary<ConnectionFacts> = fc.record(
  {
    transport: fc.constantFrom(
      'websocket' as const,
      'fetch' as const,
      'xhr' as const,
      'script' as const,
    ),
    url: fc.constantFrom('http://h/', 'http://h/?callback=cb'),
    protocol: fc.constantFrom(
      'v10.stomp',
      'v11.stomp',
      'v12.stomp',
      'wamp.2.msgpack',
      'wamp.2.cbor.batched',
      'other',
    ),
    mime: fc.constantFrom(
      'text/event-stream',
      'application/json',
      'application/x-ndjson',
      'text/plain',
    ),
    requestMime: fc.constantFrom('application/json', 'text/plain'),
  },
  { requiredKeys: ['transport', 'url'] },
);

type Messages = readonly Pick<DecoderInput, 'payload' | 'direction'>[];

function inputs(list: Messages, isPart: boolean): readonly DecoderInput[] {
  return list.map((one, message) => ({ ...one, message, time: message, isPart }));
}

/** How often each byte of each message is named as a source. */
function coverage(list: Messages, sources: readonly Source[]): readonly (readonly number[])[] {
  const counts = list.map(({ payload }) => new Array<number>(payload.byteLength).fill(0));
  for (const { message, range } of sources) {
    const bytes = counts[message];
    if (!bytes) throw new Error(`no message ${message}`);
    expect(range[0]).toBeGreaterThanOrEqual(0);
    expect(range[1]).toBeLessThanOrEqual(bytes.length);
    for (let at = range[0]; at < range[1]; at += 1) bytes[at] = (bytes[at] ?? 0) + 1;
  }
  return counts;
}

function checkFields(fields: readonly Field[], start: number, end: number): void {
  let reached = start;
  for (const { range, children } of fields) {
    expect(range[0]).toBeLessThanOrEqual(range[1]);
    if (range[0] === range[1] && range[0] === 0) continue;
    expect(range[0]).toBeGreaterThanOrEqual(reached);
    expect(range[1]).toBeLessThanOrEqual(end);
    reached = range[1];
    if (children) checkFields(children, range[0], range[1]);
  }
}

function checkLayer({ summary, payload, problems, inner, fields }: Layer, layer: Layer): void {
  expect(summary.length).toBeLessThanOrEqual(130);
  expect(summary).not.toMatch(/[\r\n]/);
  checkFields(fields.call(layer), 0, payload.byteLength);
  for (const { offset, reason } of problems) {
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(offset).toBeLessThanOrEqual(payload.byteLength);
    expect(reason).toMatch(/\.$/);
  }
  if (inner?.range) {
    expect(inner.payload.bytes).toEqual(payload.bytes.subarray(...inner.range));
  }
}

describe.each(DECODERS.map((decoder) => [decoder.protocol, decoder] as const))(
  '%s',
  (_, decoder) => {
    it('reads anything: every byte once, every range in its place', () => {
      fc.assert(
        fc.property(facts, messages, fc.boolean(), (about, list, isPart) => {
          const session = decoder.open(about);
          const units = inputs(list, isPart).flatMap((input) => session.feed(input));
          units.push(...session.end());
          for (const { layer } of units) checkLayer(layer, layer);
          const counts = coverage(
            list,
            units.flatMap((unit) => unit.sources),
          );
          expect(counts).toEqual(counts.map((bytes) => bytes.map(() => 1)));
          expect(session.end()).toEqual([]);
        }),
        { numRuns: 400 },
      );
    });

    it('says of anything whether it looks like its own, without throwing', () => {
      fc.assert(
        fc.property(facts, content, (about, payload) => {
          decoder.claims(about);
          const recognition = decoder.sniffs(payload, 'received');
          expect([undefined, 'content', 'fallback']).toContain(recognition?.by);
          if (!payload.isText || !recognition || decoder.textStarts === undefined) return;
          expect(decoder.textStarts).toContain(payload.text.trimStart().charAt(0));
        }),
        { numRuns: 400 },
      );
    });
  },
);

describe('the chain', () => {
  it('reads anything: no byte is missing, every layer has its reason', () => {
    fc.assert(
      fc.property(facts, messages, fc.boolean(), (about, list, isPart) => {
        const chain = openChain(about);
        const records = inputs(list, isPart).flatMap((input) => chain.feed(input));
        records.push(...chain.end());
        for (const record of records) {
          expect(record.recognitions.length).toBe(record.layers.length);
          for (const layer of record.layers) checkLayer(layer, layer);
        }
        const counts = coverage(
          list,
          records.flatMap((record) => record.sources),
        );
        expect(counts.flat().filter((count) => count === 0)).toEqual([]);
        const seen = new Set(
          records.flatMap(({ sources }) => sources.map(({ message }) => message)),
        );
        expect(seen.size).toBe(list.length);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the list of decoders', () => {
  it('has every folder once, and what refuses nothing at the end', () => {
    const folders = readdirSync(fileURLToPath(new URL('.', import.meta.url)), {
      withFileTypes: true,
    })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    const protocols = DECODERS.map((decoder) => decoder.protocol);
    expect(protocols.toSorted()).toEqual(folders.toSorted());
    expect(protocols.slice(-2)).toEqual(['text', 'bytes']);
  });
});
