import { describe, expect, test } from 'vitest';
import { bytes, count, counted } from './bytes.ts';
import { dateAndTime, duration, timeOfDay } from './durations.ts';
import { pathOf, shortUrl } from './urls.ts';

test.each([
  [0, '0 B'],
  [142, '142 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [2149, '2.1 kB'],
  [9950, '10 kB'],
  [210_000, '210 kB'],
  [999_600, '1.0 MB'],
  [16_777_216, '17 MB'],
  [5e15, '5000 TB'],
])('%d bytes are written %s', (size, text) => {
  expect(bytes(size)).toBe(text);
});

test('counts have thousands separators and agree with their noun', () => {
  expect(count(1204)).toBe('1,204');
  expect(counted(1, 'message')).toBe('1 message');
  expect(counted(1204, 'message')).toBe('1,204 messages');
  expect(counted(2, 'reply', 'replies')).toBe('2 replies');
});

test.each([
  [0, '0 ms'],
  [0.04, '0 ms'],
  [0.42, '0.4 ms'],
  [9.96, '10 ms'],
  [250, '250 ms'],
  [999.6, '1.0 s'],
  [12_345, '12.3 s'],
  [59_960, '1 m 00 s'],
  [185_000, '3 m 05 s'],
  [7_620_000, '2 h 07 m'],
  [-250, '−250 ms'],
])('%d milliseconds are written %s', (span, text) => {
  expect(duration(span)).toBe(text);
});

test('times are of the local day, to the millisecond', () => {
  const noon = new Date(2026, 10, 20, 12, 1, 3, 42).getTime();
  expect(timeOfDay(noon + 0.9)).toBe('12:01:03.042');
  expect(dateAndTime(noon)).toBe('2026-11-20 12:01:03.042');
});

describe('URLs in narrow rows', () => {
  test.each([
    ['http://localhost:4400/api/poll/chat?cursor=4', '/api/poll/chat?cursor=4', '/api/poll/chat'],
    ['ws://localhost:4400/', 'localhost:4400', 'localhost:4400'],
    ['wss://host/?a=1', '/?a=1', 'host'],
    ['not a url', 'not a url', 'not a url'],
    ['data:text/plain,x', 'data:text/plain,x', 'data:text/plain,x'],
  ])('%s is %s, its path %s', (url, short, path) => {
    expect(shortUrl(url)).toBe(short);
    expect(pathOf(url)).toBe(path);
  });
});
