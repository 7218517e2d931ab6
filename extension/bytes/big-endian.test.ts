import { expect, it } from 'vitest';
import { bigEndian } from './big-endian.ts';

it.each([
  [[], 0],
  [[0x7f], 127],
  [[0x01, 0x00], 256],
  [[0xff, 0xff, 0xff, 0xff], 4294967295],
  [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff], 2 ** 48 - 1],
])('%j is %d', (bytes, value) => {
  const around = Uint8Array.of(9, ...bytes, 9);
  expect(bigEndian(around, 1, 1 + bytes.length)).toBe(value);
});
