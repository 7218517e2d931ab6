import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrameReader } from './decode.ts';
import type { Decoded } from './decoded.ts';
import { encodeFrame } from './encode.ts';
import { frame, headerOf, STOMP_VERSIONS, type StompFrame, type StompVersion } from './frame.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function readAll(pieces: readonly Uint8Array[], version: StompVersion = '1.2'): Decoded[] {
  const reader = new FrameReader({ head: 200, headers: 5, body: 100 });
  reader.version = version;
  const found: Decoded[] = [];
  for (const piece of pieces) {
    reader.push(piece);
    for (let next = reader.next(); next; next = reader.next()) found.push(next);
  }
  return found;
}

const asFrame = (command: string, headers: StompFrame['headers'], body = ''): Decoded => ({
  kind: 'frame',
  frame: frame(command, headers, body),
});

const BEAT: Decoded = { kind: 'heart-beat' };

describe('STOMP frame reader', () => {
  test.each<[string, StompVersion, string, Decoded[]]>([
    ['a frame', '1.2', 'SEND\na:b\n\nhi\0', [asFrame('SEND', [['a', 'b']], 'hi')]],
    ['no headers', '1.2', 'SEND\n\n\0', [asFrame('SEND', [])]],
    ['CRLF in 1.2', '1.2', 'SEND\r\na:b\r\n\r\nhi\0', [asFrame('SEND', [['a', 'b']], 'hi')]],
    ['a heart-beat', '1.2', '\n', [BEAT]],
    ['CRLF as a heart-beat', '1.2', '\r\n\n', [BEAT, BEAT]],
    [
      'two frames and a beat between',
      '1.2',
      'A\n\n\0\nB\n\n\0',
      [asFrame('A', []), BEAT, asFrame('B', [])],
    ],
    [
      'a body with NULs',
      '1.2',
      'SEND\ncontent-length:3\n\n\0x\0\0',
      [asFrame('SEND', [['content-length', '3']], '\0x\0')],
    ],
    [
      'octets, not characters',
      '1.2',
      'SEND\ncontent-length:3\n\n안\0',
      [asFrame('SEND', [['content-length', '3']], '안')],
    ],
    ['escaped names', '1.1', 'SEND\na\\cb:c\\nd\n\n\0', [asFrame('SEND', [['a:b', 'c\nd']])]],
    ['no escapes in 1.0', '1.0', 'SEND\na:b\\nc\n\n\0', [asFrame('SEND', [['a', 'b\\nc']])]],
    ['spaces of 1.0', '1.0', 'SEND\na: b \n\n\0', [asFrame('SEND', [['a', 'b']])]],
    ['spaces kept since 1.1', '1.1', 'SEND\na: b \n\n\0', [asFrame('SEND', [['a', ' b ']])]],
    ['colons in a value', '1.2', 'SEND\na:b:c\n\n\0', [asFrame('SEND', [['a', 'b:c']])]],
    [
      'no escapes in CONNECT',
      '1.2',
      'CONNECT\nlogin:a\\tb\n\n\0',
      [asFrame('CONNECT', [['login', 'a\\tb']])],
    ],
    ['an empty value', '1.2', 'SEND\na:\n\n\0', [asFrame('SEND', [['a', '']])]],
    ['a dangerous name', '1.2', 'SEND\n__proto__:x\n\n\0', [asFrame('SEND', [['__proto__', 'x']])]],
  ])('reads %s', (_case, version, wire, expected) => {
    expect(readAll([bytes(wire)], version)).toEqual(expected);
  });

  test.each<[string, StompVersion, string, string]>([
    ['a header without a colon', '1.2', 'SEND\nabc\n\n\0', 'no colon'],
    ['a header without a name', '1.2', 'SEND\n:x\n\n\0', 'no name'],
    ['an unknown escape', '1.2', 'SEND\na:\\t\n\n\0', 'escape'],
    ['\\r in 1.1', '1.1', 'SEND\na:\\r\n\n\0', 'escape'],
    ['a content-length that is no number', '1.2', 'SEND\ncontent-length:zz\n\n\0', 'not a number'],
    ['a negative content-length', '1.2', 'SEND\ncontent-length:-1\n\n\0', 'not a number'],
    ['a content-length that is too small', '1.2', 'SEND\ncontent-length:1\n\nabc\0', 'No NUL'],
    ['a NUL in the head', '1.2', 'SEND\0\n\n\0', 'blank line'],
    ['a head that never ends', '1.2', 'x'.repeat(201), 'head'],
    ['too many headers', '1.2', `SEND\n${'a:b\n'.repeat(6)}\n\0`, 'headers'],
    ['a body that never ends', '1.2', `SEND\n\n${'x'.repeat(101)}`, 'body'],
    ['a body announced too long', '1.2', 'SEND\ncontent-length:101\n\n', 'body'],
  ])('stops at %s, for good', (_case, version, wire, reason) => {
    const found = readAll([bytes(wire), bytes('SEND\n\n\0')], version);
    expect(found).toEqual([{ kind: 'malformed', reason: expect.stringContaining(reason) }]);
  });

  test('stops at a head that is not UTF-8', () => {
    expect(readAll([Uint8Array.of(0xff, 10, 10, 0)])).toEqual([
      { kind: 'malformed', reason: expect.stringContaining('UTF-8') },
    ]);
  });

  test('takes the first of repeated headers', () => {
    const [found] = readAll([bytes('SEND\nfoo:1\nfoo:2\n\n\0')]);
    expect(found?.kind === 'frame' && headerOf(found.frame, 'foo')).toBe('1');
  });

  test('reads the frames behind CONNECT in the version that CONNECT brought', () => {
    const reader = new FrameReader();
    reader.push(bytes('CONNECT\r\n\r\n\0SEND\na: b\n\n\0'));
    expect(reader.next()).toEqual(asFrame('CONNECT', []));
    reader.version = '1.0';
    expect(reader.next()).toEqual(asFrame('SEND', [['a', 'b']]));
  });

  test('finds the same in any pieces', () => {
    const wire = bytes('\nSEND\r\na\\c:b\r\ncontent-length:4\r\n\r\n안\0\0\r\nACK\nid:1\n\n\0\n');
    const whole = readAll([wire]);
    expect(whole).toHaveLength(5);
    for (let at = 0; at <= wire.length; at += 1)
      expect(readAll([wire.subarray(0, at), wire.subarray(at)])).toEqual(whole);
    expect(readAll(Array.from(wire, (byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  test('reads back every frame that can be written, in each version', () => {
    const word = fc.string({ unit: fc.constantFrom('a', '\\', 'n', ':', '\n', '\r', 'é') });
    const name = word.map((text) => `h${text.replaceAll(/[:\n\r]/g, '')}`);
    const value = word.map((text) => text.replaceAll(/[\n\r]/g, ''));
    const headers = fc.uniqueArray(fc.tuple(name, value), { maxLength: 4 });
    fc.assert(
      fc.property(
        fc.constantFrom(...STOMP_VERSIONS),
        headers,
        fc.uint8Array(),
        (version, h, body) => {
          const wire = encodeFrame(frame('SEND', h, body), version);
          const length = body.length > 0 ? [['content-length', String(body.length)] as const] : [];
          const found = readAll([wire], version);
          expect(found).toEqual([{ kind: 'frame', frame: frame('SEND', [...h, ...length], body) }]);
        },
      ),
    );
  });

  test('reads any bytes without an exception', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), (pieces) => {
        const found = readAll(pieces);
        const firstError = found.findIndex(({ kind }) => kind === 'malformed');
        expect(firstError === -1 || firstError === found.length - 1).toBe(true);
      }),
    );
  });

  test('takes a megabyte in single bytes in reasonable time', () => {
    const reader = new FrameReader();
    const body = new Uint8Array(1_000_000).fill(120);
    const wire = encodeFrame(frame('SEND', [], body), '1.2');
    const found: Decoded[] = [];
    for (let at = 0; at < wire.length; at += 10) {
      reader.push(wire.subarray(at, at + 10));
      const next = reader.next();
      if (next) found.push(next);
    }
    expect(found).toHaveLength(1);
  });
});
