import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { ConnectionFacts, Unit } from '../contract.ts';
import { text } from './decoder.ts';

const facts: ConnectionFacts = { transport: 'fetch', url: 'http://h/' };

/** Units of a body that came in parts. */
function parts(list: readonly Uint8Array[]): readonly Unit[] {
  const session = text.open(facts);
  const units = list.flatMap((bytes, message) => {
    const payload = Payload.ofBytes(bytes);
    return session.feed({ message, direction: 'received', time: 0, payload, isPart: true });
  });
  return [...units, ...session.end()];
}

function whole(payload: Payload): Unit | undefined {
  return text.open(facts).feed({ message: 0, direction: 'sent', time: 0, payload })[0];
}

describe('recognition', () => {
  it.each([
    ['any text message', Payload.ofText('\0'), 'fallback'],
    ['printable bytes', Payload.ofBytes(Uint8Array.from([0xc3, 0xa9, 0x0a])), 'content'],
    ['bytes that end inside a character', Payload.ofBytes(Uint8Array.of(0x61, 0xc3)), 'content'],
    ['control characters', Payload.ofBytes(Uint8Array.of(0x61, 0)), undefined],
    ['what is not UTF-8', Payload.ofBytes(Uint8Array.of(0x61, 0xff)), undefined],
    ['no bytes at all', Payload.ofBytes(Uint8Array.of()), undefined],
  ])('of %s', (_, payload, by) => {
    expect(text.sniffs(payload, 'received')?.by).toBe(by);
  });
});

describe('a message', () => {
  it('is shown on one line, and whole in its field', () => {
    const unit = whole(Payload.ofText('a\n b é'));
    expect(unit?.layer.summary).toBe('a b é');
    expect(unit?.layer.fields()).toEqual([{ name: 'text', value: 'a\n b é', range: [0, 7] }]);
    expect(unit?.layer.problems).toEqual([]);
    expect(unit?.sources).toEqual([{ message: 0, range: [0, 7] }]);
  });

  it('says where it is not UTF-8', () => {
    const unit = whole(Payload.ofBytes(Uint8Array.of(0x61, 0xff)));
    expect(unit?.layer.problems).toMatchObject([{ kind: 'invalid-utf-8', offset: 1 }]);
  });

  it('may be empty', () => {
    expect(whole(Payload.ofText(''))?.layer.summary).toBe('(empty)');
  });
});

describe('a body in parts', () => {
  it('never shows half a character, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat()), (content, cuts) => {
        const bytes = new TextEncoder().encode(content);
        const places = cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b);
        const borders = [0, ...places, bytes.length];
        const list = borders.slice(1).map((end, index) => bytes.subarray(borders[index], end));
        const units = parts(list);
        expect(units.map((unit) => unit.layer.payload.text).join('')).toBe(content);
        expect(units.flatMap((unit) => unit.layer.problems)).toEqual([]);
      }),
    );
  });

  it('gives a cut character to the part that completes it', () => {
    const units = parts([Uint8Array.of(0x61, 0xe2, 0x82), Uint8Array.of(0xac, 0x62)]);
    expect(units.map((unit) => unit.layer.payload.text)).toEqual(['a', '€b']);
    expect(units[1]?.sources).toEqual([
      { message: 0, range: [1, 3] },
      { message: 1, range: [0, 2] },
    ]);
  });

  it('shows at the end a character that was never completed', () => {
    const units = parts([Uint8Array.of(0x61, 0xe2, 0x82)]);
    expect(units.map((unit) => unit.layer.problems.length)).toEqual([0, 1]);
  });
});
