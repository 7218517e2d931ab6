import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeFrame } from './decode.ts';
import { encodeFrame } from './encode.ts';
import { ERROR, type Frame, type Payload } from './frame.ts';
import { COMPOSITE_METADATA, ROUTING_METADATA, routeIn } from './metadata.ts';
import { Reassembly } from './reassembly.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const none = new Uint8Array();
const route = bytes('fe00000c0b71756f7465732e4141504c');
const composite = Buffer.from(COMPOSITE_METADATA).toString('hex');
const json = Buffer.from('application/json').toString('hex');

/** Frames as rsocket-core writes them. */
const GOLDEN: readonly (readonly [string, Frame])[] = [
  [
    `000000000400 0001 0000 0000ea60 000493e0 27 ${composite} 10 ${json} 7b7d`,
    {
      type: 'setup',
      ...{ major: 1, minor: 0, keepAlive: 60_000, maxLifetime: 300_000 },
      ...{ metadataMimeType: COMPOSITE_METADATA, dataMimeType: 'application/json' },
      ...{ resumes: false, leases: false, payload: { data: utf8('{}') } },
    },
  ],
  [
    '000000011900 00000003 000010 fe00000c0b71756f7465732e4141504c 6869',
    {
      ...{ type: 'request-stream', streamId: 1, follows: false, initialN: 3 },
      payload: { metadata: route, data: utf8('hi') },
    },
  ],
  [
    '000000011080 6869',
    {
      ...{ type: 'request-response', streamId: 1, follows: true },
      payload: { data: utf8('hi') },
    },
  ],
  [
    '000000031400 6869',
    { type: 'request-fnf', streamId: 3, follows: false, payload: { data: utf8('hi') } },
  ],
  [
    '000000051c40 00000001',
    {
      ...{ type: 'request-channel', streamId: 5, follows: false, initialN: 1, complete: true },
      payload: { data: none },
    },
  ],
  [
    '000000012860 686579',
    {
      ...{ type: 'payload', streamId: 1, follows: false, complete: true, next: true },
      payload: { data: utf8('hey') },
    },
  ],
  ['000000012000 7fffffff', { type: 'request-n', streamId: 1, n: 0x7fffffff }],
  ['000000012400', { type: 'cancel', streamId: 1 }],
  [
    '000000012c00 00000201 626f6f6d',
    { type: 'error', streamId: 1, code: ERROR.APPLICATION_ERROR, message: 'boom' },
  ],
  ['000000000800 00007530 00000005', { type: 'lease', timeToLive: 30_000, requests: 5 }],
  [
    '000000003400 0001 0000 0002 6162 0000000000000009 0000000000000003',
    {
      ...{ type: 'resume', major: 1, minor: 0, token: utf8('ab') },
      ...{ lastServer: 9n, firstClient: 3n },
    },
  ],
  ['000000003800 0000000000000007', { type: 'resume-ok', lastClient: 7n }],
  ['000000000c80 0000000000000000', { type: 'keepalive', respond: true, position: 0n, data: none }],
];

describe('a frame', () => {
  test.each(GOLDEN)('%s is written and read', (hex, frame) => {
    expect(Buffer.from(encodeFrame(frame)).toString('hex')).toBe(hex.replaceAll(' ', ''));
    expect(decodeFrame(bytes(hex))).toEqual(frame);
  });

  test.each([
    ['metadata-push', '000000003100 6162'],
    ['ignorable', '00000001fe00 00000001'],
    ['ignorable', '00000001c200'],
  ])('of type %s is known, and that is all: %s', (type, hex) => {
    expect(decodeFrame(bytes(hex))).toMatchObject({ type });
  });

  test.each([
    ['', 'ends too early'],
    ['00000001', 'ends too early'],
    ['000000011900 0000', 'ends too early'],
    ['000000011100 000010 fe', 'ends too early'],
    ['000000010400 0001 0000', 'stream 0'],
    ['000000000400 0001 0000 0000ea60 000493e0 ff 61', 'ends too early'],
    ['000000000800 00007530 0000', 'ends too early'],
    ['000000003400 0001 0000 0005 6162', 'ends too early'],
    ['000000013400 0001 0000 0000', 'stream 0'],
    ['00000001c000', 'no frame type 0x30'],
  ])('%j is malformed: %s', (hex, reason) => {
    expect(decodeFrame(bytes(hex))).toEqual({
      type: 'malformed',
      reason: expect.stringContaining(reason),
    });
  });

  test('with a resume token longer than 32,767 bytes is read: the length has no sign', () => {
    const token = '00'.repeat(0x9000);
    const hex = `000000000480 0001 0000 00000001 00000001 9000 ${token} 01 61 01 62`;
    expect(decodeFrame(bytes(hex))).toMatchObject({ resumes: true, metadataMimeType: 'a' });
  });

  test('that is complete does not go on, whatever flag F says', () => {
    expect(decodeFrame(bytes('0000000128e0'))).toMatchObject({ follows: false, complete: true });
  });

  test('is read from any bytes without an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (any) => {
        expect(decodeFrame(any)).toHaveProperty('type');
      }),
    );
  });
});

describe('routes', () => {
  const routing = `0b ${Buffer.from('quotes.AAPL').toString('hex')}`;
  test.each([
    ['by its number', `fe 00000c ${routing}`, COMPOSITE_METADATA],
    [
      'after others',
      `05 746578742f78 000002 6162 85 000000 fe 00000c ${routing}`,
      COMPOSITE_METADATA,
    ],
    [
      'by its name',
      `1b ${Buffer.from(ROUTING_METADATA).toString('hex')} 00000c ${routing}`,
      COMPOSITE_METADATA,
    ],
    ['alone, the first of two', `${routing} 01 61`, ROUTING_METADATA],
  ])('are found %s', (_how, hex, mimeType) => {
    expect(routeIn(bytes(hex), mimeType)).toBe('quotes.AAPL');
  });

  test.each(['', 'fe 000000', 'fe 0000ff 0b', '85 000000', 'fe 000002 01ff'])(
    'are not found in %j',
    (hex) => {
      expect(routeIn(bytes(hex), COMPOSITE_METADATA)).toBeUndefined();
    },
  );
});

describe('fragments', () => {
  const fragment = (payload: Payload, follows: boolean, complete = false): Frame =>
    ({ type: 'payload', streamId: 1, follows, complete, next: true, payload }) as const;
  const pieceOf = (frame: Frame) => {
    if (frame.type !== 'payload' && frame.type !== 'request-channel') throw new Error(frame.type);
    return frame;
  };

  test('become the frame that was cut', () => {
    const whole = new Reassembly(1000);
    const first: Frame = {
      ...{ type: 'request-channel', streamId: 1, follows: true, initialN: 2, complete: false },
      payload: { metadata: utf8('ro'), data: none },
    };
    expect(whole.add(pieceOf(first))).toBe('unfinished');
    expect(whole.isUnfinished(1)).toBe(true);
    const second = fragment({ metadata: utf8('ute'), data: utf8('he') }, true);
    expect(whole.add(pieceOf(second))).toBe('unfinished');
    expect(whole.add(pieceOf(fragment({ data: utf8('llo') }, false, true)))).toEqual({
      ...{ type: 'request-channel', streamId: 1, follows: false, initialN: 2, complete: true },
      payload: { metadata: utf8('route'), data: utf8('hello') },
    });
    expect(whole.isUnfinished(1)).toBe(false);
  });

  test('are forgotten when they are too many, or the stream is cancelled', () => {
    const whole = new Reassembly(100);
    const piece = pieceOf(fragment({ data: utf8('x'.repeat(40)) }, true));
    expect(whole.add(piece)).toBe('unfinished');
    expect(whole.add(piece)).toBe('too-large');
    expect(whole.isUnfinished(1)).toBe(false);
    for (let n = 0; n < 10; n += 1) {
      expect(whole.add(piece)).toBe('unfinished');
      whole.forget(1);
    }
  });
});
