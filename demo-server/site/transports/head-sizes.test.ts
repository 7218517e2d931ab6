import { describe, expect, test } from 'vitest';
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
  const agent = { userAgent: 'Tester/1', languages: ['ko'], page: 'http://127.0.0.1:4400/' };
  const plain = requestHead('GET', '/a', [], agent);
  const tagged = requestHead('GET', '/a', [['If-None-Match', '"a-1"']], agent);
  expect(tagged - plain).toBe('If-None-Match: "a-1"\r\n'.length);
  expect(requestHead('GET', '/a?cursor=1', [], agent) - plain).toBe('?cursor=1'.length);
});

test('a chunk has its length in hexadecimal and two line ends', () => {
  expect(chunkFraming(255)).toBe('ff\r\n\r\n'.length);
});
