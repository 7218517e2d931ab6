import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { ConnectionFacts, Unit } from '../contract.ts';
import { multipart } from './decoder.ts';

const encoder = new TextEncoder();
const facts: ConnectionFacts = { transport: 'fetch', url: 'http://h/', mime: 'multipart/mixed' };

function feed(body: string | Uint8Array, cuts: readonly number[] = []): readonly Unit[] {
  const bytes = typeof body === 'string' ? encoder.encode(body) : body;
  const session = multipart.open(facts);
  const places = [0, ...cuts, bytes.length];
  const units = places.slice(1).flatMap((end, message) => {
    const payload = Payload.ofBytes(bytes.slice(places[message], end));
    return session.feed({ message, direction: 'received', time: 0, payload, isPart: true });
  });
  return [...units, ...session.end()];
}

const told = (units: readonly Unit[]) =>
  units.map(({ layer }) => [layer.summary, layer.payload.text, layer.fields(), layer.problems]);
const inside = (units: readonly Unit[]) =>
  units.map(({ layer }) => [layer.summary, layer.inner?.payload.text]);

/** The example of the GraphQL over HTTP draft on incremental delivery. */
const GRAPHQL = [
  '',
  '---',
  'Content-Type: application/json; charset=utf-8',
  '',
  '{"data":{"hello":"Hello Rob"},"hasNext":true}',
  '---',
  'Content-Type: application/json; charset=utf-8',
  '',
  '{"data":{"test":"Hello World"},"path":[],"hasNext":false}',
  '-----',
  '',
].join('\r\n');

describe('parts, RFC 2046 §5.1.1', () => {
  it.each([
    [
      'with the shortest boundary there is',
      GRAPHQL,
      [
        ['part 1 application/json', '{"data":{"hello":"Hello Rob"},"hasNext":true}'],
        ['part 2 application/json', '{"data":{"test":"Hello World"},"path":[],"hasNext":false}'],
        ['end of parts', undefined],
      ],
    ],
    [
      'with a preamble, an epilogue, no headers, and padding behind a delimiter',
      'This is the preamble.\r\n--simple boundary \t\r\n\r\nimplicit\r\n--simple boundary\r\nContent-type: text/plain; charset=us-ascii\r\n\r\nends with a line end\r\n\r\n--simple boundary--\r\n\r\nThis is the epilogue.',
      [
        ['preamble', undefined],
        ['part 1', 'implicit'],
        ['part 2 text/plain', 'ends with a line end\r\n'],
        ['end of parts', undefined],
      ],
    ],
    [
      'with line ends of LF alone',
      '--b\nContent-Type: a/b\n\nx\ny\n--b--\n',
      [
        ['part 1 a/b', 'x\ny'],
        ['end of parts', undefined],
      ],
    ],
    [
      'of a form, with names',
      '--b\r\nContent-Disposition: form-data; name="a \\"b\\""; filename="c"\r\n\r\n1\r\n--b--',
      [
        ['part 1 "a \\\\\\"b\\\\\\""', '1'],
        ['end of parts', undefined],
      ],
    ],
    [
      'that are empty, or hold hyphens',
      '--b\r\n\r\n\r\n--b\r\n\r\n--\r\n-b\r\nx--b\r\n--b--',
      [
        ['part 1', ''],
        ['part 2', '--\r\n-b\r\nx--b'],
        ['end of parts', undefined],
      ],
    ],
  ])('%s', (_, body, expected) => {
    expect(inside(feed(body))).toEqual(expected);
    const bytes = encoder.encode(body);
    const whole = told(feed(body));
    for (let first = 0; first <= bytes.length; first += 1) {
      expect(told(feed(body, [first]))).toEqual(whole);
      expect(told(feed(body, [first, Math.min(first + 5, bytes.length)]))).toEqual(whole);
    }
    expect(
      told(
        feed(
          body,
          Array.from({ length: bytes.length }, (_, at) => at),
        ),
      ),
    ).toEqual(whole);
  });

  it('come as soon as the next delimiter has begun', () => {
    const session = multipart.open(facts);
    const payload = Payload.ofText('---\r\nContent-Type: application/json\r\n\r\n{}\r\n---');
    const input = { message: 0, direction: 'received', time: 0, payload, isPart: true } as const;
    expect(session.feed(input)).toHaveLength(1);
  });

  it('have every byte in a field or between fields, and JSON without its MIME type', () => {
    const [part] = feed(
      '--b\r\nContent-Type: application/json\r\nX-A:  1 \r\n\r\n{"a":1}\r\n--b--',
    );
    const bytes = part?.layer.payload.bytes;
    const text = (range: readonly [number, number]) =>
      new TextDecoder().decode(bytes?.subarray(...range));
    expect(
      part?.layer.fields().map(({ name, value, range }) => [name, value, text(range)]),
    ).toEqual([
      ['delimiter', '--b', '--b'],
      ['Content-Type', 'application/json', 'Content-Type: application/json'],
      ['X-A', '1', 'X-A:  1'],
      ['body', 7, '{"a":1}'],
    ]);
    expect(part?.layer.inner?.mime).toBeUndefined();
    expect(feed('--b\r\nContent-Type: IMAGE/PNG; x=y\r\n\r\nx')[0]?.layer.inner?.mime).toBe(
      'image/png',
    );
  });
});

describe('damage', () => {
  const kinds = (body: string) =>
    feed(body).map(({ layer }) => layer.problems.map(({ kind, offset }) => `${kind}@${offset}`));

  it.each([
    ['--b\r\n\r\nhalf', [['truncated@11']]],
    ['--b\r\nContent-Ty', [['bad-header@5', 'truncated@15']]],
    ['--b\r\nno colon\r\n\r\nx\r\n--b--', [['bad-header@5'], []]],
    ['{"error":1}', [['foreign@0']]],
    ['--b', [['foreign@0']]],
    ['--\r\n\r\nno boundary', [['foreign@0']]],
  ])('in %j is told', (body, expected) => {
    expect(kinds(body)).toEqual(expected);
  });

  it('that never ends a part costs linear time', () => {
    const body = encoder.encode(`--b\r\n\r\n${'\n--a'.repeat(100_000)}`);
    const started = performance.now();
    feed(
      body,
      Array.from({ length: 4000 }, (_, at) => at * 100),
    );
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('recognition', () => {
  it.each(['multipart/mixed', 'multipart/form-data', 'multipart/x-mixed-replace'])(
    'by %s',
    (mime) => {
      expect(multipart.claims({ ...facts, mime })?.by).toBe('mime');
    },
  );

  it.each([GRAPHQL, '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n1'])(
    'by %j',
    (text) => {
      expect(multipart.sniffs(Payload.ofText(text), 'sent')?.by).toBe('content');
      expect(multipart.sniffs(Payload.ofBytes(encoder.encode(text)), 'sent')?.by).toBe('content');
    },
  );

  it.each(['', '--', '-- a comment\nSELECT 1', '---\ntitle: x\n---', '-1', '--b\r\n\r\nx'])(
    'not by %j',
    (text) => {
      expect(multipart.sniffs(Payload.ofText(text), 'sent')).toBeUndefined();
    },
  );
});

it('any bodies come back as they were, however they are cut', () => {
  const body = fc.string({ unit: fc.constantFrom('a', '-', '\r', '\n', 'é', '{', '\0') });
  fc.assert(
    fc.property(
      fc.array(body, { maxLength: 4 }),
      fc.array(fc.nat(), { maxLength: 4 }),
      (bodies, cuts) => {
        const parts = bodies.map((text) => `--frontier\r\nA: b\r\n\r\n${text}\r\n`).join('');
        const bytes = encoder.encode(`${parts}--frontier--`);
        const places = cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b);
        const found = inside(feed(bytes, places)).slice(0, bodies.length);
        if (bodies.length > 0) expect(found.map(([, text]) => text)).toEqual(bodies);
      },
    ),
    { numRuns: 300 },
  );
});
