import { expect, test } from 'vitest';
import { bytesText, countText, durationText, secondsText } from './format.ts';

test.each([
  [countText(1204), '1,204'],
  [bytesText(999), '999 B'],
  [bytesText(12_340), '12.3 kB'],
  [bytesText(4_000_000), '4.0 MB'],
  [durationText(40.4), '40 ms'],
  [durationText(1000), '1 s'],
  [durationText(1250), '1.3 s'],
  [durationText(20_000), '20 s'],
  [durationText(120_000), '2 min'],
  [secondsText(399), '0.4 s'],
])('%s reads %s', (text, expected) => {
  expect(text).toBe(expected);
});
