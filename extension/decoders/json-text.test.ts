import { describe, expect, it } from 'vitest';
import { Payload } from '../bytes/payload.ts';
import { innerOf, outlineForSniffing } from './json-text.ts';

const encoder = new TextEncoder();

/** What a member `data` of a JSON text hands on. */
function inner(bytes: Uint8Array) {
  const outline = outlineForSniffing(Payload.ofBytes(bytes), /data/);
  const found = outline && innerOf(outline, 'data');
  return [found?.payload.text, found?.range];
}

describe('the text in a string of JSON', () => {
  it.each([
    ['as it is', '{"data":"é"}', 'é', [9, 11]],
    ['with U+FFFD in it', '{"data":"\uFFFD"}', '\uFFFD', [9, 12]],
    ['written with escapes, without a place of its own', '{"data":"\\u00e9"}', 'é', undefined],
  ])('is handed on %s', (_, json, text, range) => {
    expect(inner(encoder.encode(json))).toEqual([text, range]);
  });

  it('has no place of its own where its bytes are not UTF-8', () => {
    const bytes = encoder.encode('{"data":"?"}');
    bytes[9] = 0xff;
    expect(inner(bytes)).toEqual(['\uFFFD', undefined]);
  });
});
