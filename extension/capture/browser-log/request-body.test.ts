import { describe, expect, it } from 'vitest';
import { readEntry } from './entry.ts';
import { requestBody } from './request-body.ts';

/** Body of an entry as Chrome writes it; `declared` is the Content-Length, where it knows it. */
function bodyOf(text: string, declared?: number) {
  const headers =
    declared === undefined ? [] : [{ name: 'Content-Length', value: String(declared) }];
  const request = { method: 'POST', url: 'http://a.test/', headers, postData: { text } };
  const entry = readEntry({ _resourceType: 'fetch', request });
  return entry && requestBody(entry);
}

describe('a request body in the browser’s log', () => {
  it.each([
    ['plain text', 'hi', 2],
    ['UTF-8', 'é 👋', 7],
    ['UTF-8, its length not known', 'é', undefined],
    ['U+FFFD itself', 'a\ufffdb', 5],
    ['nothing', '', 0],
  ])('is text: %s', (_, text, declared) => {
    const size = new TextEncoder().encode(text).length;
    expect(bodyOf(text, declared)).toEqual({ size, content: { kind: 'text', text } });
  });

  it.each([
    ['its length told', 'ÿé', 2, [0xff, 0xe9]],
    ['no text, its length not known', '\u0001ÿé', undefined, [1, 0xff, 0xe9]],
  ])('is bytes that were taken for Latin-1: %s', (_, text, declared, bytes) => {
    const content = { kind: 'binary', bytes: Uint8Array.from(bytes) };
    expect(bodyOf(text, declared)).toEqual({ size: bytes.length, content });
  });

  it.each([
    ['its length told', 4, 4],
    ['its length not known', undefined, 8],
  ])('is out of reach where bytes were lost: %s', (_, declared, size) => {
    expect(bodyOf('\u0001\ufffd\ufffd\0', declared)).toMatchObject({
      size,
      content: { kind: 'missing' },
    });
  });
});
