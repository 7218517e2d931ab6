import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Unit } from '../contract.ts';
import { json } from './decoder.ts';

const encoder = new TextEncoder();

/** The units of a body whose bytes came cut at these places. */
function feed(mime: string, bytes: Uint8Array, cuts: readonly number[] = []): readonly Unit[] {
  const session = json.open({ transport: 'fetch', url: 'http://h/', mime });
  const places = [0, ...cuts, bytes.length];
  const units = places.slice(1).flatMap((end, message) => {
    const payload = Payload.ofBytes(bytes.slice(places[message], end));
    return session.feed({ message, direction: 'received', time: 0, payload, isPart: true });
  });
  return [...units, ...session.end()];
}

/** Summary, offset in the body of its first and last byte, and problems. */
type Told = readonly [summary: string, start: number, end: number, ...problems: string[]];

function told(units: readonly Unit[], cuts: readonly number[] = []): readonly Told[] {
  const starts = [0, ...cuts];
  return units.map(({ layer, sources }) => {
    const first = sources[0];
    const last = sources.at(-1);
    const start = (starts[first?.message ?? 0] ?? 0) + (first?.range[0] ?? 0);
    const end = (starts[last?.message ?? 0] ?? 0) + (last?.range[1] ?? 0);
    return [layer.summary, start, end, ...layer.problems.map(({ kind }) => kind)];
  });
}

const rows: readonly (readonly [
  mime: string,
  clause: string,
  body: string,
  expected: readonly Told[],
])[] = [
  [
    'application/json-seq',
    '§2.1: each text stands between RS and LF',
    '\x1e{"a":1}\n\x1e"é"\n\x1e[1,\n2]\n',
    [
      ['{a: 1}', 0, 9],
      ['"é"', 9, 15],
      ['[2] 1, 2', 15, 23],
    ],
  ],
  [
    'application/json-seq',
    '§2.1: RS in a row have nothing between them',
    '\x1e\x1e\x1e{"a":1}\n\x1e\n',
    [
      ['{a: 1}', 0, 11],
      ['(blank line)', 11, 13],
    ],
  ],
  [
    'application/json-seq',
    '§2.3: a text that was cut off costs only itself',
    '\x1e{"a":\x1e{"b":"x\x1e[[1\x1e{"c":3}\n',
    [
      ['{a: …, …}', 0, 6, 'truncated'],
      ['{b: "x", …}', 6, 14, 'truncated'],
      ['[1+] [1+ items]', 14, 18, 'truncated'],
      ['{c: 3}', 18, 27],
    ],
  ],
  [
    'application/geo+json-seq',
    '§2.4: a number or word without white space behind it may be cut off',
    '\x1e12\x1e12 \x1etrue\x1e"s"\x1enul\x1e4',
    [
      ['12', 0, 3, 'maybe-truncated'],
      ['12', 3, 7],
      ['true', 7, 12, 'maybe-truncated'],
      ['"s"', 12, 16],
      ['(no value)', 16, 20, 'maybe-truncated', 'unexpected-character'],
      ['4', 20, 22, 'maybe-truncated'],
    ],
  ],
  [
    'application/x-ndjson',
    'lines end with LF or CR LF, and a broken one costs only itself',
    '{"a":1}\r\n{"b":\n\n"\\n"\n{"c":3}',
    [
      ['{a: 1}', 0, 9],
      ['{b: …, …}', 9, 15, 'truncated'],
      ['(blank line)', 15, 16],
      ['"\\n"', 16, 21],
      ['{c: 3}', 21, 28],
    ],
  ],
];

describe.each(rows)('%s, %s', (mime, _, body, expected) => {
  const bytes = encoder.encode(body);

  it('is read so', () => {
    expect(told(feed(mime, bytes))).toEqual(expected);
  });

  it('wherever it is cut', () => {
    for (let cut = 1; cut < bytes.length; cut += 1)
      expect(told(feed(mime, bytes, [cut]), [cut])).toEqual(expected);
    const everywhere = Array.from({ length: bytes.length - 1 }, (_one, at) => at + 1);
    expect(told(feed(mime, bytes, everywhere), everywhere)).toEqual(expected);
  });
});

it('any values come back from a sequence, however it is cut', () => {
  const values = fc.array(fc.jsonValue(), { maxLength: 5 });
  fc.assert(
    fc.property(values, fc.array(fc.nat(), { maxLength: 5 }), (list, cuts) => {
      const bytes = encoder.encode(list.map((value) => `\x1e${JSON.stringify(value)}\n`).join(''));
      const places = cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b);
      const units = feed('application/json-seq', bytes, places);
      const found = units.map(({ layer }) => JSON.parse(layer.payload.text));
      expect(found).toEqual(list.map((value) => JSON.parse(JSON.stringify(value))));
    }),
  );
});
