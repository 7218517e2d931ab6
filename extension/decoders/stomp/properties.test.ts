import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Unit } from '../contract.ts';
import { Dialogue, headersOf, kindsOf } from './dialogue.fixture.ts';

// The package's exports hide its parser.
const { Parser } = await import('../../../node_modules/@stomp/stompjs/esm6/parser.js');
const encoder = new TextEncoder();

interface Wire {
  readonly command: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

function escapeHeader(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n')
    .replaceAll(':', '\\c');
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** STOMP 1.2, "STOMP Frames", written down. */
function write({ command, headers, body }: Wire, eol: string): Uint8Array {
  const lines = headers.map(
    ([name, value]) => `${escapeHeader(name)}:${escapeHeader(value)}${eol}`,
  );
  return concat([
    encoder.encode(`${command}${eol}${lines.join('')}${eol}`),
    body,
    Uint8Array.of(0),
  ]);
}

// A NUL in a header is what a frame without blank line looks like: see the tables.
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }).map((value) => value.replaceAll('\0', '')),
  fc.constantFrom('', 'a:b', 'x\\ny', '\r\n', ' padded ', '__proto__', 'é€😀'),
);
const name = text.filter((value) => value !== '' && value !== 'content-length');
const headers = fc.array(fc.tuple(name, text), { maxLength: 4 });
const bare = fc.record({
  command: fc.constantFrom('SUBSCRIBE', 'UNSUBSCRIBE', 'ACK', 'BEGIN', 'DISCONNECT', 'RECEIPT'),
  headers,
  body: fc.constant(new Uint8Array(0)),
});
const withNulFreeBody = fc.record({
  command: fc.constantFrom('SEND', 'MESSAGE', 'ERROR'),
  headers,
  body: fc.uint8Array({ min: 1, maxLength: 20 }),
});
const withLength = fc
  .record({
    command: fc.constantFrom('SEND', 'MESSAGE', 'ERROR'),
    headers,
    body: fc.uint8Array({ maxLength: 20 }),
  })
  .map((wire) => ({
    ...wire,
    headers: [...wire.headers, ['content-length', `${wire.body.length}`] as const],
  }));
const frames = fc.array(fc.oneof(bare, withNulFreeBody, withLength), {
  minLength: 1,
  maxLength: 5,
});
const eol = fc.constantFrom('\n', '\r\n');
const cuts = fc.array(fc.nat(), { maxLength: 8 });

function feed(bytes: Uint8Array, places: readonly number[]): readonly Unit[] {
  const dialogue = new Dialogue('v12.stomp');
  const borders = [
    0,
    ...places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b),
    bytes.length,
  ];
  const units = borders
    .slice(1)
    .flatMap((end, index) =>
      dialogue.feed('sent', Payload.ofBytes(bytes.slice(borders[index], end))),
    );
  return [...units, ...dialogue.end()];
}

function told(unit: Unit): unknown {
  return [
    unit.layer.summary.split(' ')[0],
    headersOf(unit),
    [...(unit.layer.inner?.payload.bytes ?? [])],
  ];
}

describe('any frames, cut anywhere,', () => {
  it('say what was written', () => {
    fc.assert(
      fc.property(frames, eol, cuts, (list, lineEnd, places) => {
        const units = feed(concat(list.map((wire) => write(wire, lineEnd))), places);
        expect(units.map(told)).toEqual(
          list.map(({ command, headers: pairs, body }) => [command, pairs, [...body]]),
        );
        const kinds = new Set(units.flatMap(kindsOf));
        kinds.delete('missing-header');
        expect([...kinds]).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('say the same at every single place', () => {
    const list: readonly Wire[] = [
      { command: 'SEND', headers: [['é', '€\r\n']], body: encoder.encode('hello €') },
      { command: 'MESSAGE', headers: [['content-length', '3']], body: Uint8Array.of(0, 10, 0) },
      { command: 'ACK', headers: [['id', 'x:y']], body: new Uint8Array(0) },
    ];
    for (const lineEnd of ['\n', '\r\n']) {
      const bytes = concat(list.map((wire) => write(wire, lineEnd)));
      const whole = feed(bytes, []).map(told);
      expect(whole).toHaveLength(3);
      for (let place = 0; place < bytes.length; place += 1) {
        expect(feed(bytes, [place]).map(told)).toEqual(whole);
      }
      const everywhere = Array.from({ length: bytes.length }, (_, place) => place);
      expect(feed(bytes, everywhere).map(told)).toEqual(whole);
    }
  });
});

describe('a body that holds a frame', () => {
  it('is one body, cut once at any place', () => {
    const body = encoder.encode('x\0SEND\ndestination:/b\n\n\0');
    const headers = [['content-length', `${body.length}`]] as const;
    const bytes = write({ command: 'SEND', headers, body }, '\n');
    for (let place = 0; place < bytes.length; place += 1) {
      expect(feed(bytes, [place]).map(told)).toEqual([['SEND', headers, [...body]]]);
    }
  });
});

describe('damaged frames', () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });

  it('never throw, never lose a byte, and keep every offset within its frame', () => {
    fc.assert(
      fc.property(frames, eol, cuts, damage, (list, lineEnd, places, hits) => {
        const bytes = concat(list.map((wire) => write(wire, lineEnd)));
        for (const [place, byte] of hits) bytes[place % bytes.length] = byte;
        const units = feed(bytes, places);
        expect(concat(units.map((unit) => unit.layer.payload.bytes))).toEqual(bytes);
        for (const { layer } of units) {
          for (const { offset } of layer.problems) {
            expect(offset).toBeGreaterThanOrEqual(0);
            expect(offset).toBeLessThanOrEqual(layer.payload.byteLength);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('do not harm the frames of later messages', () => {
    const good = 'SEND\ndestination:/good\n\nx\0';
    fc.assert(
      fc.property(frames, damage, (list, hits) => {
        const bytes = concat(list.map((wire) => write(wire, '\n')));
        for (const [place, byte] of hits) bytes[place % bytes.length] = byte;
        const dialogue = new Dialogue('v12.stomp');
        const units = [...dialogue.feed('sent', Payload.ofBytes(bytes)), ...dialogue.sent(good)];
        units.push(...dialogue.sent(good), ...dialogue.end());
        expect(units.at(-1)?.layer.summary).toBe('SEND /good');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('beside the parser of @stomp/stompjs 7.5.0', () => {
  function oracle(bytes: Uint8Array): readonly unknown[] {
    const found: unknown[] = [];
    const parser = new Parser(
      (frame) => found.push([frame.command, frame.headers, [...(frame.binaryBody ?? [])]]),
      () => found.push('heart-beat'),
    );
    parser.parseChunk(bytes.slice().buffer);
    return found;
  }

  /** 1.0, where our reading leaves escapes alone as that parser does. */
  function ours(bytes: Uint8Array): readonly unknown[] {
    const dialogue = new Dialogue('v10.stomp');
    const units = [...dialogue.feed('sent', Payload.ofBytes(bytes)), ...dialogue.end()];
    return units.map((unit) => (unit.isHeartbeat ? 'heart-beat' : told(unit)));
  }

  it('finds the same frames', () => {
    const plainText = fc.stringMatching(/^[!-9;-~]{1,8}$/);
    const plain = fc.oneof(bare, withNulFreeBody, withLength).chain((wire) =>
      fc.array(fc.tuple(plainText, plainText), { maxLength: 3 }).map((pairs) => ({
        ...wire,
        headers: [...pairs, ...wire.headers.filter(([key]) => key === 'content-length')],
      })),
    );
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 4 }), (list) => {
        const lines = list.map(({ command, headers: pairs, body }) =>
          concat([
            encoder.encode(
              `${command}\n${pairs.map(([key, value]) => `${key}:${value}\n`).join('')}\n`,
            ),
            body,
            Uint8Array.of(0),
          ]),
        );
        expect(ours(concat(lines))).toEqual(oracle(concat(lines)));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [
      'a line end after a frame belongs to it (1.2, "STOMP Frames": optionally followed by EOLs)',
      'SEND\n\nx\0\n',
      [['SEND', [], [120]]],
      [['SEND', [], [120]], 'heart-beat'],
    ],
    [
      'a header line without colon does not run into the next (1.2, "Augmented BNF")',
      'SEND\noops\na:b\n\n\0',
      [
        [
          'SEND',
          [
            ['oops', ''],
            ['a', 'b'],
          ],
          [],
        ],
      ],
      [['SEND', [['oops\na', 'b']], []]],
    ],
    [
      'a NUL ends the frame, also before the blank line (1.2, "Augmented BNF")',
      'SEND\na:b\0SEND\n\n\0',
      [
        ['SEND', [['a', 'b']], []],
        ['SEND', [], []],
      ],
      [['SEND', [['a', 'b\0SEND']], []]],
    ],
    [
      'content-length that is no number leaves it to the NUL (1.2, "Header content-length")',
      'SEND\ncontent-length:zz\n\nx\0',
      [['SEND', [['content-length', 'zz']], [120]]],
      [],
    ],
    [
      'content-length too big does not swallow the next frame (1.2, "Body": followed by the NULL octet)',
      'SEND\ncontent-length:5\n\nx\0SEND\n\ny\0',
      [
        ['SEND', [['content-length', '5']], [120]],
        ['SEND', [], [121]],
      ],
      [
        ['SEND', [['content-length', '5']], [...encoder.encode('x\0SEN')]],
        'heart-beat',
        'heart-beat',
      ],
    ],
    [
      'content-length too small does not make a frame of the rest (1.2, "Body")',
      'SEND\ncontent-length:1\n\nxyz\0SEND\n\n\0',
      [
        ['SEND', [['content-length', '1']], [120, 121, 122]],
        ['SEND', [], []],
      ],
      [
        ['SEND', [['content-length', '1']], [120]],
        ['z\0SEND', [], []],
      ],
    ],
    [
      'a CR within a line stays (1.2, "Augmented BNF": only CR LF is a line end)',
      'SEND\na:b\rc\n\n\0',
      [['SEND', [['a', 'b\rc']], []]],
      [['SEND', [['a', 'bc']], []]],
    ],
  ])('differs because %s', (_, wire, our, their) => {
    expect(ours(encoder.encode(wire))).toEqual(our);
    expect(oracle(encoder.encode(wire))).toEqual(their);
  });
});
