import { describe, expect, test } from 'vitest';
import { hintsOf } from './client-hints.ts';
import { answerHead, chunkFraming, frameHead, requestHead } from './head-sizes.ts';

describe('frames', () => {
  test.each([
    [0, 'received', 2],
    [125, 'received', 2],
    [126, 'received', 4],
    [65_535, 'received', 4],
    [65_536, 'received', 10],
    [0, 'sent', 6],
    [126, 'sent', 8],
    [65_536, 'sent', 14],
  ] as const)('of %d bytes, %s, begin with %d', (payload, direction, head) => {
    expect(frameHead(payload, direction)).toBe(head);
  });
});

test('the head of an answer is its status line, its headers and an empty line', () => {
  const text = 'HTTP/1.1 200 OK\r\nETag: "a"\r\nX-Cursor: 12\r\n\r\n';
  const headers = [['etag', '"a"'] as const, ['x-cursor', '12'] as const];
  expect(answerHead(200, 'OK', headers)).toBe(text.length);
});

test('the head of a request grows with what the page adds, byte by byte', () => {
  const agent = {
    userAgent: 'Tester/1',
    languages: ['ko'],
    hints: [],
    page: 'http://127.0.0.1:4400/',
  };
  const plain = requestHead('GET', '/a', [], agent);
  const tagged = requestHead('GET', '/a', [['If-None-Match', '"a-1"']], agent);
  expect(tagged - plain).toBe('If-None-Match: "a-1"\r\n'.length);
  expect(requestHead('GET', '/a?cursor=1', [], agent) - plain).toBe('?cursor=1'.length);
});

test('the head of a request is, to the byte, what Chromium sends', () => {
  const sent = [
    'GET /api/poll/chat HTTP/1.1',
    'Host: 127.0.0.1:4400',
    'Connection: keep-alive',
    'sec-ch-ua-platform: "Linux"',
    'User-Agent: Mozilla/5.0',
    'sec-ch-ua: "Chromium";v="156"',
    'sec-ch-ua-mobile: ?0',
    'Accept: */*',
    'Sec-Fetch-Site: same-origin',
    'Sec-Fetch-Mode: cors',
    'Sec-Fetch-Dest: empty',
    'Accept-Encoding: gzip, deflate, br, zstd',
    'Accept-Language: en-US,en;q=0.9,ko;q=0.8',
  ];
  const agent = {
    userAgent: 'Mozilla/5.0',
    languages: ['en-US', 'en', 'ko'],
    hints: hintsOf({
      brands: [{ brand: 'Chromium', version: '156' }],
      mobile: false,
      platform: 'Linux',
    }),
    page: 'http://127.0.0.1:4400/#/race',
  };
  const bytes = `${sent.join('\r\n')}\r\n\r\n`.length;
  expect(requestHead('GET', '/api/poll/chat', [], agent)).toBe(bytes);
});

test('a browser that tells nothing of itself sends no hints', () => {
  expect(hintsOf(undefined)).toEqual([]);
});

test('a chunk has its length in hexadecimal and two line ends', () => {
  expect(chunkFraming(255)).toBe('ff\r\n\r\n'.length);
});
