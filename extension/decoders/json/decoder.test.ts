import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { ConnectionFacts, DecoderInput, Unit } from '../contract.ts';
import { json } from './decoder.ts';

const facts: ConnectionFacts = { transport: 'websocket', url: 'ws://h/' };
const encoder = new TextEncoder();

function input(payload: Payload, more: Partial<DecoderInput> = {}): DecoderInput {
  return { message: 0, direction: 'received', time: 0, payload, ...more };
}

function layerOf(text: string) {
  const [unit] = json.open(facts).feed(input(Payload.ofText(text)));
  if (!unit) throw new Error('no unit');
  return unit.layer;
}

describe('recognition', () => {
  it.each(['application/json', 'text/json', 'application/problem+json', 'application/x-ndjson'])(
    'by MIME type %s',
    (mime) => {
      expect(json.claims({ ...facts, mime })?.by).toBe('mime');
    },
  );

  it.each(['text/plain', 'application/jsonp', 'application/javascript'])('not by %s', (mime) => {
    expect(json.claims({ ...facts, mime })).toBeUndefined();
  });

  it.each([
    '{}',
    ' {"a":1}',
    '{"a":',
    '[]',
    '[{"a":1}]',
    '["x"',
    '[1,2]',
    '[-1]',
    '[true]',
    '[ null ]',
  ])('by content %j, as text and as bytes', (text) => {
    expect(json.sniffs(Payload.ofText(text), 'received')).toBeDefined();
    expect(json.sniffs(Payload.ofBytes(encoder.encode(text)), 'received')).toBeDefined();
  });

  it.each(['', '1', '"x"', 'true', '{hello}', '[INFO] up', '[12:01] hi', '{', '[', 'a{}', '{{x}}'])(
    'not by content %j',
    (text) => {
      expect(json.sniffs(Payload.ofText(text), 'received')).toBeUndefined();
      expect(json.sniffs(Payload.ofBytes(encoder.encode(text)), 'received')).toBeUndefined();
    },
  );
});

describe('a summary', () => {
  it.each([
    ['{"from":"kim","text":"hi"}', '{from: "kim", text: "hi"}'],
    ['{"a":{"b":1},"c":{},"d":[1,2],"e":[]}', '{a: {b: 1}, c: {}, d: [1, 2], e: []}'],
    ['[]', '[]'],
    ['[1,"x",null]', '[3] 1, "x", null'],
    ['[{"id":1},{"id":2}]', '[2] {id: 1}, {id: 2}'],
    ['{"a b":1,"1":2}', '{"a b": 1, "1": 2}'],
    ['12345678901234567890', '12345678901234567890'],
    ['1.10', '1.10'],
    ['"x\\ny"', '"x\\ny"'],
    ['', '(no value)'],
    ['{"a":1,"b":', '{a: 1, b: …, …}'],
  ])('of %s is %s', (text, summary) => {
    expect(layerOf(text).summary).toBe(summary);
  });

  it('hints at what lies deeper where all of it would be too long', () => {
    const many = Array.from({ length: 30 }, (_, n) => `number ${n}`);
    const text = JSON.stringify({ a: { many }, b: many, c: ['x'], d: [] });
    expect(layerOf(text).summary).toBe('{a: {…}, b: [30 items], c: [1 item], d: []}');
  });

  it.each([
    [
      '{"id":"chatcmpl-cb5044af36ea484c8a0eaa2ed18e46","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":" the"}}]}',
      'content: " the" · {id: "chatcmpl-cb5044af36ea484c8a0eaa2ed18e46", object: ',
    ],
    [
      '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" poll"}}',
      'text: " poll" · {type: "content_block_delta", index: 0, ',
    ],
    [
      '{"id":4,"topic":"chat","type":"chat","time":1795173544881,"error":"no such room","text":"hi"}',
      'error: "no such room" · {id: 4, ',
    ],
    ['{"text":"first in a line that is longer than what is in view","id":1}', '{text: "first in a'],
    ['{"messages":[{"text":"one of many, so not the one"},{"text":"another one"}]}', '{messages: '],
  ])('of %s begins with what says most', (text, start) => {
    expect(layerOf(text).summary.startsWith(start)).toBe(true);
  });

  it('is one short line, however long the text', () => {
    const long = JSON.stringify({ a: 'x'.repeat(1e6), b: 'y' });
    expect(layerOf(long).summary).toBe(`{a: "${'x'.repeat(39)}…", …}`);
    const wide = JSON.stringify(Array.from({ length: 1e5 }, (_, n) => ({ n })));
    expect(layerOf(wide).summary).toMatch(/^\[\d+\+\] \{n: 0\}, .*…$/);
    expect(layerOf(wide).summary.length).toBe(120);
  });
});

describe('a layer', () => {
  it('has the members of an object or array as fields, and a scalar as one', () => {
    expect(layerOf('{"a":1}').fields()).toEqual([{ name: 'a', value: 1, range: [1, 6] }]);
    expect(layerOf('[7]').fields()).toEqual([{ name: '0', value: 7, range: [1, 2] }]);
    expect(layerOf(' "x"').fields()).toEqual([{ name: 'value', value: 'x', range: [1, 4] }]);
    expect(layerOf('').fields()).toEqual([]);
  });

  it('says that bytes are not UTF-8, and keeps the offsets of the real bytes', () => {
    const bytes = Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d);
    const [unit] = json.open(facts).feed(input(Payload.ofBytes(bytes)));
    expect(unit?.layer.fields()).toEqual([{ name: '\uFFFD', value: 1, range: [1, 6] }]);
    expect(unit?.layer.problems).toMatchObject([{ kind: 'invalid-utf-8', offset: 2 }]);
  });
});

describe('a body in parts', () => {
  const values = fc.array(
    fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.string({ unit: 'binary' }))),
    { maxLength: 6 },
  );

  /** Feeds the bytes cut at these places; gives each unit's text. */
  function split(mime: string, bytes: Uint8Array, cuts: readonly number[]): readonly Unit[] {
    const session = json.open({ ...facts, mime });
    const places = [0, ...cuts, bytes.length];
    const units = places.slice(1).flatMap((end, message) => {
      const part = Payload.ofBytes(bytes.subarray(places[message], end));
      return session.feed(input(part, { message, isPart: true }));
    });
    return [...units, ...session.end()];
  }

  function valuesOf(units: readonly Unit[]): readonly unknown[] {
    return units
      .filter((unit) => !unit.isHeartbeat)
      .map((unit) => JSON.parse(unit.layer.payload.text));
  }

  it.each([
    ['application/x-ndjson', '\n'],
    ['application/json', ' '],
    ['application/json', '\r\n'],
  ])('of %s gives one unit per value, wherever it is cut', (mime, separator) => {
    fc.assert(
      fc.property(values, fc.array(fc.nat(), { maxLength: 8 }), (list, cuts) => {
        const bytes = encoder.encode(list.map((one) => JSON.stringify(one) + separator).join(''));
        const places = cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b);
        const units = split(mime, bytes, places);
        expect(valuesOf(units)).toEqual(list.map((one) => JSON.parse(JSON.stringify(one))));
        expect(units.flatMap((unit) => unit.layer.problems)).toEqual([]);
      }),
    );
  });

  it('may be a JSON sequence (RFC 7464)', () => {
    const bytes = encoder.encode('\x1e{"a":1}\n\x1e[2]\n');
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const units = split('application/json-seq', bytes, [cut]).filter((unit) => !unit.isHeartbeat);
      expect(valuesOf(units)).toEqual([{ a: 1 }, [2]]);
      expect(units.flatMap(({ layer }) => layer.problems)).toEqual([]);
    }
  });

  it('loses one line only where a line is broken', () => {
    const bytes = encoder.encode('{"a":1}\n{"b\n{"c":3}\n');
    const units = split('application/x-ndjson', bytes, []);
    expect(units.map((unit) => unit.layer.problems.length > 0)).toEqual([false, true, false]);
  });

  it('may be kept alive by empty lines', () => {
    const units = split('application/x-ndjson', encoder.encode('\n{"a":1}\n\n'), []);
    expect(units.map((unit) => unit.isHeartbeat ?? false)).toEqual([true, false, true]);
  });

  it('shows at the end what is incomplete', () => {
    const [unit] = split('application/json', encoder.encode('{"a":[1'), [2]);
    expect(unit?.sources.map((source) => source.range)).toEqual([
      [0, 2],
      [0, 5],
    ]);
    expect(unit?.layer.problems).toMatchObject([{ kind: 'truncated', offset: 7 }]);
  });

  it('that came whole is split into lines all the same', () => {
    const session = json.open({ ...facts, mime: 'application/x-ndjson' });
    expect(session.feed(input(Payload.ofText('{"a":1}\n{"b":2}')))).toHaveLength(2);
  });
});
