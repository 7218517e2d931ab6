import { describe, expect, test } from 'vitest';
import { frameOf } from './websocket-frame.ts';

describe('a frame (RFC 6455 §5.7)', () => {
  test.each([
    ['text', 'Hello', '810548656c6c6f'],
    ['text beyond ASCII, by its bytes', 'é', '8102c3a9'],
    ['nothing', '', '8100'],
    ['bytes', Uint8Array.of(1, 2), '82020102'],
  ])('of %s', (_, message, hex) => {
    expect(frameOf(message).toString('hex')).toBe(hex);
  });

  test.each([
    [125, '817d'],
    [126, '817e007e'],
    [65_535, '817effff'],
    [65_536, '817f0000000000010000'],
  ])('of %d bytes begins with its length', (length, head) => {
    const frame = frameOf('x'.repeat(length));
    expect(frame.subarray(0, frame.length - length).toString('hex')).toBe(head);
  });
});
