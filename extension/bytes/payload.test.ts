import { describe, expect, it } from 'vitest';
import { Payload } from './payload.ts';

describe('a payload', () => {
  it('knows both forms and its size, whichever it was', () => {
    const text = Payload.ofText('é😀');
    const bytes = Payload.ofBytes(text.bytes);
    expect(text.isText).toBe(true);
    expect(bytes.isText).toBe(false);
    expect(bytes.text).toBe('é😀');
    expect([Payload.ofText('é😀').byteLength, text.byteLength, bytes.byteLength]).toEqual([
      6, 6, 6,
    ]);
  });

  it('keeps a byte order mark, and marks what is not UTF-8', () => {
    expect(Payload.ofBytes(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0xff)).text).toBe('\uFEFFa\uFFFD');
  });
});
