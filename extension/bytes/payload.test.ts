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

  it('gives what follows its head in the forms that it has', () => {
    const text = Payload.ofText('42é😀');
    const counted = Payload.ofText('42é😀');
    expect(counted.byteLength).toBe(8);
    const bytes = Payload.ofBytes(text.bytes);
    for (const payload of [Payload.ofText('42é😀'), counted, text, bytes]) {
      const rest = payload.behind(2);
      expect([rest.isText, rest.text, rest.byteLength]).toEqual([payload.isText, 'é😀', 6]);
      expect([...rest.bytes]).toEqual([...text.bytes.subarray(2)]);
      expect(rest.behind(2, 1).text).toBe('😀');
    }
  });

  it.each([
    ['é', [0xc3, 0xa9], true],
    ['U+FFFD itself', [0x61, 0xef, 0xbf, 0xbd], true],
    ['half a character', [0xef, 0xbf], false],
    ['both', [0xef, 0xbf, 0xbd, 0xff], false],
  ])('is text where its bytes are UTF-8: %s', (_, bytes, isText) => {
    const payload = Payload.ofUtf8(Uint8Array.from(bytes));
    expect(payload.isText).toBe(isText);
    expect([...payload.bytes]).toEqual(bytes);
  });
});
