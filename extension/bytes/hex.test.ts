import { describe, expect, it } from 'vitest';
import { hexRowCount, hexRows, hexText } from './hex.ts';

const bytes = Uint8Array.from({ length: 40 }, (_, index) => 0x1f + index);

describe('a hex dump', () => {
  it('has the offset, the digits and the printable characters of each row', () => {
    expect(hexRows(Uint8Array.of(0x00, 0x20, 0x7e, 0x7f, 0xff))).toEqual([
      { label: '00000000', offset: 0, hex: ['00', '20', '7e', '7f', 'ff'], ascii: '. ~..' },
    ]);
  });

  it('makes only the rows that are asked for', () => {
    expect(hexRows(bytes, 1, 2).map((row) => row.label)).toEqual(['00000010']);
    expect(hexRows(bytes, 2, 99).map((row) => row.hex.length)).toEqual([8]);
    expect(hexRows(bytes, -5, 0)).toEqual([]);
  });

  it.each([
    [0, 0],
    [1, 1],
    [16, 1],
    [17, 2],
  ])('of %d bytes has %d rows', (length, rows) => {
    expect(hexRowCount(length)).toBe(rows);
    expect(hexRows(new Uint8Array(length)).length).toBe(rows);
  });

  it('can be one line', () => {
    expect(hexText(Uint8Array.of(0x61, 0x5b, 0x00))).toBe('61 5b 00');
  });
});
