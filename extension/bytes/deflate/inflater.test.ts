import { constants, createDeflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { adler32, crc32 } from './checksums.ts';
import { Inflater } from './inflater.ts';

const MOST = 64 * 1024 * 1024;
const encoder = new TextEncoder();

function inflated(bytes: Uint8Array, most = MOST) {
  const inflater = new Inflater();
  inflater.feed(bytes, most);
  return { inflater, output: inflater.take() };
}

/** Text with repetitions near and far, noise, and runs. */
const content = fc
  .array(
    fc.oneof(
      fc.constantFrom('{"id":', 'the quick brown fox ', 'aaaaaaaaaaaaaaaa', 'x'.repeat(300)),
      fc.string({ maxLength: 20 }),
      fc.uint8Array({ maxLength: 400 }).map((bytes) => String.fromCharCode(...bytes)),
    ),
    { maxLength: 60 },
  )
  .map((parts) => encoder.encode(parts.join('')));

const compressor = fc.constantFrom(
  (bytes: Uint8Array) => deflateRawSync(bytes, { level: 0 }),
  (bytes: Uint8Array) => deflateRawSync(bytes, { level: 9 }),
  (bytes: Uint8Array) => deflateRawSync(bytes, { strategy: constants.Z_FIXED }),
  (bytes: Uint8Array) => deflateRawSync(bytes, { strategy: constants.Z_HUFFMAN_ONLY }),
  (bytes: Uint8Array) => deflateRawSync(bytes, { strategy: constants.Z_RLE }),
  (bytes: Uint8Array) => deflateSync(bytes),
);

describe('inflating', () => {
  it('gives back what any compressor was given, and knows where it ends', () => {
    fc.assert(
      fc.property(content, compressor, fc.uint8Array({ maxLength: 9 }), (bytes, compress, more) => {
        const compressed = compress(bytes);
        const { inflater, output } = inflated(Uint8Array.of(...compressed, ...more));
        expect(output).toEqual(bytes);
        expect(inflater.isDone).toBe(true);
        expect(inflater.consumed).toBe(compressed.length);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same however the stream is cut', () => {
    fc.assert(
      fc.property(content, compressor, fc.integer({ min: 1, max: 40 }), (bytes, compress, size) => {
        const compressed = compress(bytes);
        const inflater = new Inflater();
        const parts: number[] = [];
        for (let at = 0; at < compressed.length; at += size) {
          inflater.feed(compressed.subarray(at, at + size), MOST);
          for (const byte of inflater.take()) parts.push(byte);
        }
        expect(Uint8Array.from(parts)).toEqual(bytes);
        expect(inflater.isDone).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('reaches back over everything that was taken before', () => {
    const half = new Uint8Array(32_000).map((_, index) => (index * index * 7) >> 3);
    const compressed = deflateRawSync(Uint8Array.of(...half, ...half), { level: 9 });
    const { output } = inflated(compressed);
    expect(output.subarray(32_000)).toEqual(half);
  });

  it.each([
    ['whatever it is', undefined],
    ['that leaves codes incomplete', -689500635],
  ])(
    'agrees with zlib on damage %s: never more than is right, never a different end',
    (_, seed) => {
      const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });
      fc.assert(
        fc.property(content, compressor, change, (bytes, compress, { at, byte }) => {
          const damaged = Uint8Array.from(compress(bytes));
          damaged[at % damaged.length] = byte;
          const { inflater, output } = inflated(damaged);
          if (inflater.isDone) expect(output).toEqual(new Uint8Array(inflateRawSync(damaged)));
          else expect(() => inflateRawSync(damaged)).toThrow();
        }),
        { numRuns: 500, ...(seed !== undefined && { seed }) },
      );
    },
  );

  it('shows what was readable of a stream that was cut off', () => {
    const bytes = encoder.encode('one two three four five six seven eight nine ten');
    const compressed = deflateRawSync(bytes);
    const { inflater, output } = inflated(compressed.subarray(0, compressed.length - 8));
    expect(inflater.isDone).toBe(false);
    expect(inflater.fault).toBeUndefined();
    expect(new TextDecoder().decode(output)).toMatch(/^one two three/);
  });

  it('goes on from flush to flush', async () => {
    const stream = createDeflateRaw();
    const parts: Buffer[] = [];
    stream.on('data', (part) => parts.push(part));
    const inflater = new Inflater();
    for (const text of ['{"op":10}', '{"op":11}', '{"op":10}']) {
      stream.write(text);
      await new Promise((done) => stream.flush(constants.Z_SYNC_FLUSH, () => done(undefined)));
      inflater.feed(Uint8Array.from(Buffer.concat(parts.splice(0))), MOST);
      expect(new TextDecoder().decode(inflater.take())).toBe(text);
    }
  });
});

describe('what is wrong', () => {
  it.each([
    ['07', 'There is no block of type 3.', 0],
    ['01 0500 0000', 'The length of a stored block and its complement disagree.', 0],
    [
      'ed fd ff ff ff ff ff ff ff ff ff ff ff ff ff ff',
      'The codes of a block contradict one another.',
      0,
    ],
    ['63 04 42 00', 'A repetition begins before the stream does.', 1],
  ])('%s is said', (hex, reason, offset) => {
    const { inflater } = inflated(Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')));
    expect(inflater.fault?.reason).toBe(reason);
    expect(inflater.fault?.offset).toBeGreaterThanOrEqual(offset);
  });

  it('is too much of it: a bomb goes no further than its limit', () => {
    const bomb = deflateRawSync(new Uint8Array(8 * 1024 * 1024));
    const { inflater, output } = inflated(bomb, 100_000);
    expect(inflater.fault).toMatchObject({ kind: 'too-large' });
    expect(output.length).toBeLessThan(200_000);
  });

  it.each([
    ['blocks without content', [0x00, 0x00, 0x00, 0xff, 0xff]],
    [
      'codes as long as can be',
      [...deflateRawSync(encoder.encode('abcdefgh'.repeat(9)), { level: 9 })],
    ],
  ])('a million bytes of %s are no trouble', (_, unit) => {
    const bytes = new Uint8Array(1e6).map((__, index) => unit[index % unit.length] ?? 0);
    const { inflater, output } = inflated(bytes);
    expect(output.length).toBeLessThan(MOST);
    expect(inflater.consumed).toBeLessThanOrEqual(bytes.length);
  });
});

describe('a checksum', () => {
  it('is that of the specifications', () => {
    const text = encoder.encode('123456789');
    expect(crc32(text)).toBe(0xcbf43926);
    expect(adler32(text)).toBe(0x091e01de);
    expect(adler32(new Uint8Array(1e6).fill(255))).toBe(
      adler32(new Uint8Array(5e5).fill(255), adler32(new Uint8Array(5e5).fill(255))),
    );
  });
});
