import { describe, expect, it } from 'vitest';
import { readDuration } from './duration.ts';
import { Failure } from './failure.ts';

describe('a length of time', () => {
  it.each([
    ['500ms', 500],
    ['10s', 10_000],
    ['10', 10_000],
    ['2m', 120_000],
    ['1.5h', 5_400_000],
  ])('%s is %d ms', (text, milliseconds) => {
    expect(readDuration(text)).toBe(milliseconds);
  });

  it.each(['', 's', '10 s', '-1s', '1d', '1e3', 'ten'])('refuses %j', (text) => {
    expect(() => readDuration(text)).toThrow(Failure);
  });
});
