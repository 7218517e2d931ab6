import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../../bytes/base64.ts';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { ConnectionFacts, Unit } from '../contract.ts';
import { grpcWeb } from './decoder.ts';

const url = 'https://h/api/chat.Rooms/Join?x=1';
const facts: ConnectionFacts = { transport: 'fetch', url, mime: 'application/grpc-web+proto' };
const textFacts: ConnectionFacts = { ...facts, mime: 'application/grpc-web-text' };
const encoder = new TextEncoder();

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[\da-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function frame(flags: number, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(5 + content.length);
  new DataView(bytes.buffer).setUint32(1, content.length);
  bytes[0] = flags;
  bytes.set(content, 5);
  return bytes;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => Array.from(part)));
}

/** Units of a body that came in parts. */
function unitsOf(about: ConnectionFacts, parts: readonly Uint8Array[]): readonly Unit[] {
  const session = grpcWeb.open(about);
  const units = parts.flatMap((part, message) => {
    const payload = Payload.ofBytes(part);
    return session.feed({ message, direction: 'received', time: 0, payload, isPart: true });
  });
  return [...units, ...session.end()];
}

const message = frame(0, bytesOf('08 9601'));
const trailers = frame(0x80, encoder.encode('grpc-status: 5\r\ngrpc-message:no%20such%20room\r\n'));
const body = joined(message, trailers);
const SUMMARIES = ['message, 3 bytes', 'trailers: 5 NOT_FOUND "no such room"'];

describe('recognition', () => {
  it.each([
    'application/grpc-web',
    'application/grpc-web+proto',
    'application/grpc-web-text',
    'application/grpc-web-text+proto',
    'application/grpc-web-text-base64',
    'application/grpc-web+json',
  ])('by MIME type %s', (mime) => {
    expect(grpcWeb.claims({ ...facts, mime })?.by).toBe('mime');
  });

  it.each(['application/grpc', 'application/x-protobuf', 'application/grpc-website'])(
    'not by %s',
    (mime) => {
      expect(grpcWeb.claims({ ...facts, mime })).toBeUndefined();
    },
  );

  it('never by looks: five zeros are a frame as well', () => {
    expect(grpcWeb.sniffs(Payload.ofBytes(body), 'received')).toBeUndefined();
  });
});

describe('a body', () => {
  it('has messages, with Protobuf inside, and trailers', () => {
    const chain = openChain(facts);
    const payload = Payload.ofBytes(body);
    const records = chain.feed({ message: 0, direction: 'received', time: 0, payload });
    expect(records.map(({ layers }) => layers.map((layer) => layer.summary))).toEqual([
      ['message, 3 bytes', '1: varint 150'],
      ['trailers: 5 NOT_FOUND "no such room"'],
    ]);
    expect(records.map(({ channel }) => channel?.name)).toEqual([
      '/chat.Rooms/Join',
      '/chat.Rooms/Join',
    ]);
  });

  it('ends with its trailers: what follows is shown, and said to be late', () => {
    const units = unitsOf(facts, [body, message]);
    expect(units.map(({ layer }) => layer.problems.map(({ kind }) => kind))).toEqual([
      [],
      [],
      ['after-trailers'],
    ]);
    expect(units[2]?.layer.inner?.payload.bytes).toEqual(bytesOf('08 9601'));
  });

  it('may hold JSON messages', () => {
    const chain = openChain({ ...facts, mime: 'application/grpc-web+json' });
    const payload = Payload.ofBytes(frame(0, encoder.encode('{"a":1}')));
    const [record] = chain.feed({ message: 0, direction: 'received', time: 0, payload });
    expect(record?.layers.map(({ summary }) => summary)).toEqual(['message, 7 bytes', '{a: 1}']);
  });

  it('ties each field to its bytes', () => {
    const [first, last] = unitsOf(facts, [body]);
    expect(first?.layer.fields()).toEqual([
      { name: 'flags', value: 0, range: [0, 1], note: 'message' },
      { name: 'length', value: 3, range: [1, 5], note: 'bytes' },
      { name: 'content', value: 3, range: [5, 8], note: 'bytes' },
    ]);
    expect(last?.layer.fields().slice(2)).toEqual([
      { name: 'grpc-status', value: '5', range: [5, 21], note: 'NOT_FOUND' },
      { name: 'grpc-message', value: 'no such room', range: [21, 52], note: 'percent-decoded' },
    ]);
    expect(last?.sources).toEqual([{ message: 0, range: [8, 8 + trailers.length] }]);
  });

  it.each([
    ['an empty message', '00 00000000', 'message, 0 bytes'],
    ['a compressed message', '01 00000002 1f8b', 'compressed message, 2 bytes'],
    ['compressed trailers', '81 00000002 1f8b', 'compressed trailers, 2 bytes'],
    ['trailers without status', '80 00000000', 'trailers: without status'],
    ['an unknown status', '80 0000000e 677270632d7374617475733a3939', 'trailers: 99 unknown code'],
  ])('may hold %s', (_, hex, summary) => {
    const [unit] = unitsOf(facts, [bytesOf(hex)]);
    expect(unit?.layer.summary).toBe(summary);
    expect(unit?.layer.problems).toEqual([]);
    expect(unit?.layer.inner).toBeUndefined();
  });

  it.each(Array.from(body.keys()))('is the same when cut at byte %i', (cut) => {
    const units = unitsOf(facts, [body.subarray(0, cut), body.subarray(cut)]);
    expect(units.map(({ layer }) => layer.summary)).toEqual(SUMMARIES);
    expect(units.flatMap(({ layer }) => layer.problems)).toEqual([]);
  });

  it.each([
    ['00 0000', 3],
    ['00 00000005 0801', 7],
    ['00 ffffffff 00', 6],
  ])('that ends inside a frame (%s) says so', (hex, offset) => {
    const [unit] = unitsOf(facts, [bytesOf(hex)]);
    expect(unit?.layer.problems).toMatchObject([{ kind: 'truncated', offset }]);
  });

  it('that is something else is read as that', () => {
    const payload = Payload.ofText('{"error":"no"}');
    const [record] = openChain(facts).feed({ message: 0, direction: 'received', time: 0, payload });
    expect(record?.layers.map(({ protocol }) => protocol)).toEqual(['json']);
    expect(record?.recognitions[0]?.reason).toMatch(/although .* says gRPC-Web$/);
  });
});

describe('a body in base64', () => {
  const whole = encoder.encode(encodeBase64(body));
  const pieces = encoder.encode(encodeBase64(message) + encodeBase64(trailers));

  it.each([
    ['as a whole', whole],
    ['frame by frame, with padding between', pieces],
  ])('%s is the same wherever it is cut', (_, text) => {
    for (let cut = 0; cut <= text.length; cut += 1) {
      const parts = [text.subarray(0, cut), text.subarray(cut)];
      const units = unitsOf(textFacts, parts);
      expect(units.map(({ layer }) => layer.summary)).toEqual(SUMMARIES);
      expect(units.flatMap(({ layer }) => layer.problems)).toEqual([]);
      const named = units.flatMap(({ sources }) => sources.map(({ range }) => range[1] - range[0]));
      expect(named.reduce((sum, size) => sum + size, 0)).toBe(text.length);
    }
  });

  it.each([
    ['is no base64', '{"error":"no"}', 'no-frame'],
    ['ends inside a group', encodeBase64(body).slice(0, 9), 'truncated'],
    ['holds no frame', btoa('hello!'), 'no-frame'],
  ])('that %s says so', (_, text, kind) => {
    const units = unitsOf(textFacts, [encoder.encode(text)]);
    expect(units.flatMap(({ layer }) => layer.problems)).toMatchObject([{ kind }]);
  });

  it.each(['\x01AAA', 'A===', '<html>'])('that goes on with %j shows the frames before', (rest) => {
    const text = encoder.encode(encodeBase64(message) + rest);
    const units = unitsOf(textFacts, [text]);
    expect(units.map(({ layer }) => layer.summary)).toEqual([SUMMARIES[0], 'not gRPC-Web']);
  });
});

describe('a great body', () => {
  it('is read as bytes and as base64', () => {
    const great = frame(0, new Uint8Array(1e6));
    expect(unitsOf(facts, [great])[0]?.layer.summary).toBe('message, 1000000 bytes');
    const text = encoder.encode(encodeBase64(great));
    expect(unitsOf(textFacts, [text])[0]?.layer.summary).toBe('message, 1000000 bytes');
  });

  it('of nothing but tiny frames has an end', () => {
    const units = unitsOf(facts, [new Uint8Array(1e6)]);
    expect(units).toHaveLength(100_001);
    expect(units.at(-1)?.layer.problems).toMatchObject([{ kind: 'too-many-frames' }]);
    expect(unitsOf(textFacts, [new Uint8Array(1e6).fill(0x41)])).toHaveLength(100_001);
  });
});

describe('any frames', () => {
  it('come out as they went in, as bytes and as base64', () => {
    const contents = fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 5 });
    fc.assert(
      fc.property(
        contents,
        fc.array(fc.nat(), { maxLength: 4 }),
        fc.boolean(),
        (list, cuts, isText) => {
          const frames = list.map((content) => frame(0, content));
          const bytes = joined(...frames);
          const wire = isText ? encoder.encode(encodeBase64(bytes)) : bytes;
          const places = cuts.map((cut) => cut % (wire.length + 1)).toSorted((a, b) => a - b);
          const borders = [0, ...places, wire.length];
          const parts = borders.slice(1).map((end, index) => wire.subarray(borders[index], end));
          const units = unitsOf(isText ? textFacts : facts, parts);
          expect(units.map(({ layer }) => layer.payload.bytes)).toEqual(frames);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('may be damaged in any way without harm', () => {
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), fc.boolean(), (changes, isText) => {
        const wire = isText ? encoder.encode(encodeBase64(body)) : body.slice();
        for (const { at, byte } of changes) wire[at % wire.length] = byte;
        for (const { layer } of unitsOf(isText ? textFacts : facts, [wire])) {
          layer.fields();
          expect(layer.summary.length).toBeLessThanOrEqual(120);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
