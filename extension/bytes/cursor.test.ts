import { describe, expect, it } from 'vitest';
import { Cursor } from './cursor.ts';

const bytes = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

describe('a cursor', () => {
  it('reads big-endian numbers in order', () => {
    const cursor = new Cursor(bytes);
    expect([cursor.u8(), cursor.u16(), cursor.u24(), cursor.u32()]).toEqual([
      0x01, 0x0203, 0x040506, 0x0708090a,
    ]);
    expect(cursor.remaining).toBe(0);
  });

  it('keeps 64 bits exact and the highest bit positive', () => {
    expect(new Cursor(new Uint8Array(8).fill(255)).u64()).toBe(0xffff_ffff_ffff_ffffn);
    expect(new Cursor(new Uint8Array(4).fill(255)).u32()).toBe(0xffff_ffff);
    expect(new Cursor(new Uint8Array(3).fill(255)).u24()).toBe(0xff_ffff);
  });

  it('refuses what does not fit, and then stands where it stood', () => {
    const cursor = new Cursor(bytes, 9);
    expect([cursor.u16(), cursor.u24(), cursor.u32(), cursor.u64(), cursor.take(2)]).toEqual(
      Array(5).fill(undefined),
    );
    expect(cursor.offset).toBe(9);
    expect(cursor.u8()).toBe(10);
    expect(cursor.u8()).toBeUndefined();
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('takes no stretch of %d bytes', (n) => {
    expect(new Cursor(bytes).take(n)).toBeUndefined();
  });

  it('reads within a view, not within the buffer behind it', () => {
    const cursor = new Cursor(bytes.subarray(2, 4));
    expect(cursor.u16()).toBe(0x0304);
    expect(cursor.u8()).toBeUndefined();
  });

  it('takes stretches and the rest as views', () => {
    const cursor = new Cursor(bytes, 6);
    expect(cursor.take(2)).toEqual(Uint8Array.of(7, 8));
    expect(cursor.rest()).toEqual(Uint8Array.of(9, 10));
    expect(cursor.rest()).toEqual(new Uint8Array(0));
  });
});
