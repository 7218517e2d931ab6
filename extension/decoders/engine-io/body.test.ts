import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../../bytes/base64.ts';
import type { ConnectionFacts, Direction, Unit } from '../contract.ts';
import { bytesOf, cut, joined, polling, type Said, told, whole } from './sessions.fixture.ts';

const HELLO = ['message', 'hello'];
const EURO = ['message', '€'];
const BUFFER = ['binary message', [1, 2, 3, 4]];
const PING = ['ping', undefined, 'heart-beat'];
const OK = ['ok', undefined, 'heart-beat'];
const JSONP = '&j=0&sid=s1';

const bodies: readonly [ConnectionFacts, Direction, Said[1], readonly unknown[]][] = [
  [polling(4), 'received', '4hello\x1e2\x1e4world', [HELLO, PING, ['message', 'world']]],
  [polling(4), 'sent', '4hello\x1ebAQIDBA==', [HELLO, BUFFER]],
  [
    polling(4),
    'received',
    '4€😀\x1e6',
    [
      ['message', '€😀'],
      ['noop', undefined, 'heart-beat'],
    ],
  ],
  [polling(4), 'received', 'ok', [OK]],
  [polling(3), 'sent', '6:4hello2:4€', [HELLO, EURO]],
  [
    polling(3),
    'received',
    '3:4😀2:4€1:2',
    [['message', '😀'], EURO, ['ping', undefined, 'wrong-direction', 'heart-beat']],
  ],
  [polling(3), 'sent', '2:4€10:b4AQIDBA==', [EURO, BUFFER]],
  [
    polling(3),
    'received',
    [0, 4, 0xff, 0x34, 0xe2, 0x82, 0xac, 1, 5, 0xff, 4, 1, 2, 3, 4],
    [EURO, BUFFER],
  ],
  [
    polling(3),
    'received',
    [0, 4, 0xff, 0x34, 0xef, 0xbf, 0xbd, 0, 2, 0xff, 0x34, 0xef],
    [
      ['message', '\ufffd'],
      ['message', [0xef]],
    ],
  ],
  [polling(3), 'received', 'ok', [OK]],
  [polling(3, JSONP), 'received', '___eio[0]("6:4hello2:4€");', [HELLO, EURO]],
  [
    polling(3, JSONP),
    'received',
    '___eio[12]("5:4\\"\\u20ac\\nx2:4\\u20ac");',
    [['message', '"€\nx'], EURO],
  ],
  [polling(3, JSONP), 'sent', 'd=6%3A4hello2%3A4%E2%82%AC', [HELLO, EURO]],
  [polling(3, JSONP), 'received', 'ok', [OK]],
];

describe('a polling body, protocol "Payload"', () => {
  it.each(bodies)('of %o, %s: %j', (facts, direction, body, expected) => {
    expect(whole(facts, [direction, body]).map(told)).toEqual(expected);
  });

  it.each(bodies)(
    'of %o, %s says the same when cut anywhere: %j',
    (facts, direction, body, expected) => {
      const bytes = bytesOf(body);
      for (let place = 0; place <= bytes.length; place += 1) {
        const units = cut(facts, direction, bytes, [place]);
        expect(units.map(told)).toEqual(expected);
        expect(joined(bytes, [place], units)).toEqual(bytes);
      }
      const everywhere = Array.from({ length: bytes.length }, (_, place) => place);
      expect(cut(facts, direction, bytes, everywhere).map(told)).toEqual(expected);
    },
  );
});

describe('a damaged body', () => {
  it.each([
    [polling(3), '9:4hello', [['message', 'hello', 'truncated']]],
    [
      polling(3),
      '6:4hellox:4',
      [HELLO, ['not an Engine.IO packet', 'x:4', 'not-a-packet', 'bad-length', 'foreign']],
    ],
    [
      polling(3),
      '6:4hello12',
      [HELLO, ['not an Engine.IO packet', '12', 'not-a-packet', 'truncated', 'foreign']],
    ],
    [
      polling(3),
      'hello',
      [['not an Engine.IO packet', 'hello', 'not-a-packet', 'bad-length', 'foreign']],
    ],
    [
      polling(4),
      '4hello\x1ewhat\x1e2',
      [HELLO, ['not an Engine.IO packet', 'what\x1e', 'not-a-packet', 'foreign'], PING],
    ],
    [
      polling(4),
      '<html>\x1e2',
      [['not an Engine.IO packet', '<html>\x1e2', 'not-a-packet', 'foreign']],
    ],
    [
      polling(3, JSONP),
      'alert(1)',
      [['not an Engine.IO packet', 'alert(1)', 'not-a-packet', 'foreign']],
    ],
    [polling(3, JSONP), '___eio[0]("6:4hel', [['message', 'hel', 'truncated']]],
  ] as const)('of %o: %j', (facts, body, expected) => {
    // What is foreign is handed on as the bytes it is.
    const said = whole(facts, ['received', body]).map((unit) => told(unit).with(1, textOf(unit)));
    expect(said).toEqual(expected);
  });

  function textOf({ layer }: Unit): string | undefined {
    return layer.inner?.payload.text;
  }

  it('never throws, never loses a byte, and keeps every offset inside', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.constantFrom(...bodies), damage, fc.nat(), (row, hits, at) => {
        const [facts, direction, body] = row;
        const bytes = bytesOf(body).slice();
        for (const [spot, byte] of hits) bytes[spot % bytes.length] = byte;
        const places = [at % (bytes.length + 1)];
        const units = cut(facts, direction, bytes, places);
        expect(joined(bytes, places, units)).toEqual(bytes);
        for (const { layer } of units) {
          layer.fields();
          for (const { offset } of layer.problems) {
            expect(offset).toBeLessThanOrEqual(layer.payload.byteLength);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('any packets', () => {
  const content = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !text.includes('\x1e')),
    fc.uint8Array({ maxLength: 8 }),
  );
  const list = fc.array(content, { minLength: 1, maxLength: 5 });
  const expected = (contents: readonly (string | Uint8Array)[]) =>
    contents.map((one) =>
      typeof one === 'string' ? ['message', one] : ['binary message', [...one]],
    );

  it('come through revision 4 as they are', () => {
    fc.assert(
      fc.property(list, (contents) => {
        const packets = contents.map((one) =>
          typeof one === 'string' ? `4${one}` : `b${encodeBase64(one)}`,
        );
        expect(whole(polling(4), ['sent', packets.join('\x1e')]).map(told)).toEqual(
          expected(contents),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('come through revision 3 as they are, as text and as bytes', () => {
    fc.assert(
      fc.property(list, (contents) => {
        const packets = contents.map((one) =>
          typeof one === 'string' ? `4${one}` : `b4${encodeBase64(one)}`,
        );
        const text = packets.map((packet) => `${packet.length}:${packet}`).join('');
        expect(whole(polling(3), ['sent', text]).map(told)).toEqual(expected(contents));
        expect(whole(polling(3), ['received', contents.flatMap(framed)]).map(told)).toEqual(
          expected(contents),
        );
      }),
      { numRuns: 300 },
    );
  });

  /** 00 or 01, the digits of the length, ff, the packet. */
  function framed(one: string | Uint8Array): readonly number[] {
    const isText = typeof one === 'string';
    const packet = isText ? [...bytesOf(`4${one}`)] : [4, ...one];
    return [isText ? 0 : 1, ...Array.from(String(packet.length), Number), 0xff, ...packet];
  }
});
