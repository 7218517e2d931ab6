import { encode as encodeMessagePack } from '@msgpack/msgpack';
import { encode as encodeCbor } from 'cbor2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Field, Unit } from '../contract.ts';
import { Dialogue, fieldAt, kindsOf, summariesOf } from '../dialogue.fixture.ts';
import { wamp } from './decoder.ts';
import { MESSAGES } from './messages.fixture.ts';

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[\da-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Each message with its length in front. */
function batch(...messages: readonly Uint8Array[]): Uint8Array {
  const bytes = messages.flatMap(({ length }, index) => [
    0,
    0,
    length >> 8,
    length & 0xff,
    ...(messages[index] ?? []),
  ]);
  return Uint8Array.from(bytes);
}

/** Names and values, without what a notation says of its own types. */
function told(fields: readonly Field[]): readonly unknown[] {
  return fields.map(({ name, value, children }) => [
    name,
    value,
    children?.length ? told(children) : [],
  ]);
}

const SERIALIZATIONS = [
  ['msgpack', (message: unknown) => new Uint8Array(encodeMessagePack(message))],
  ['cbor', (message: unknown) => new Uint8Array(encodeCbor(message))],
] as const;

describe.each(SERIALIZATIONS)('wamp.2.%s', (name, encode) => {
  const dialogue = () => new Dialogue(wamp, { protocol: `wamp.2.${name}` });
  const batched = () => new Dialogue(wamp, { protocol: `wamp.2.${name}.batched` });

  it.each(MESSAGES)('reads like JSON: %s %j', (direction, message, summary) => {
    const json = new Dialogue(wamp, { protocol: 'wamp.2.json' });
    const [text] = json.feed(direction, Payload.ofText(JSON.stringify(message)));
    const units = dialogue().feed(direction, Payload.ofBytes(encode(message)));
    expect([summariesOf(units), kindsOf(units)]).toEqual([[summary], []]);
    expect(units[0]?.channel).toEqual(text?.channel);
    expect(told(units[0]?.layer.fields() ?? [])).toEqual(told(text?.layer.fields() ?? []));
  });

  it('follows a session: topics by their subscription, answers by their request', () => {
    const talk = dialogue();
    const say = (direction: 'sent' | 'received', message: unknown) =>
      talk.feed(direction, Payload.ofBytes(encode(message)));
    const units = [
      say('sent', [32, 7, {}, 'com.ticks']),
      say('received', [33, 7, 9007199254740991]),
      say('received', [36, 9007199254740991, 1, {}, [{ bid: 1 }]]),
      say('sent', [48, 8, {}, 'com.add', [1, 2]]),
      say('received', [8, 48, 8, {}, 'wamp.error.canceled']),
    ].flat();
    expect(units.map((unit) => unit.channel?.name)).toEqual([
      'com.ticks',
      'com.ticks',
      'com.ticks',
      'com.add',
      'com.add',
    ]);
    expect(fieldAt(units.slice(4), 'request')?.note).toBe('answers CALL com.add, 10 ms later');
    const mime = name === 'cbor' ? 'application/cbor' : 'application/msgpack';
    expect(units[2]?.layer.inner).toMatchObject({ mime });
    expect(units[2]?.layer.inner?.payload.bytes).toEqual(encode([{ bid: 1 }]));
  });

  it('does not show whole what clients prove themselves with', () => {
    const units = dialogue().feed('sent', Payload.ofBytes(encode([5, 'gir1mSx+deCDUV7wRM5', {}])));
    expect(JSON.stringify(units[0]?.layer.fields())).not.toMatch(/gir1m/);
  });

  it('hands on a payload that is passed through as bytes', () => {
    const secret = Uint8Array.of(0x83, 0xff, 0x1e);
    const units = dialogue().feed('received', Payload.ofBytes(encode([36, 5, 6, {}, secret])));
    expect(kindsOf(units)).toEqual([]);
    expect(units[0]?.layer.inner?.payload.bytes).toEqual(secret);
  });

  it('batched: each message with its length in front', () => {
    const messages = [encode([35, 1]), encode([50, 2, {}])];
    const units = batched().feed('received', Payload.ofBytes(batch(...messages)));
    const [first = 0, second = 0] = messages.map(({ length }) => length + 4);
    expect(units.map(({ layer, sources }) => [layer.summary, sources[0]?.range])).toEqual([
      ['UNSUBSCRIBED', [0, first]],
      ['RESULT', [first, first + second]],
    ]);
    expect(kindsOf(units)).toEqual([]);
    expect(units[1]?.layer.fields()).toMatchObject([
      { name: 'length', value: second - 4, range: [0, 4] },
      { name: 'code', value: 50, range: [5, 5 + (name === 'cbor' ? 2 : 1)] },
      { name: 'request', value: 2 },
      { name: 'details' },
    ]);
  });

  it.each([
    ['a length beyond the end', (bytes: Uint8Array) => bytes.subarray(0, -1), ['cut-batch']],
    ['half a length', (bytes: Uint8Array) => Uint8Array.of(...bytes, 0, 0), ['foreign']],
    ['a message of no bytes', (bytes: Uint8Array) => Uint8Array.of(...bytes, 0, 0, 0, 0), []],
  ])('batched: %s', (_, change, kinds) => {
    const units = batched().feed('received', Payload.ofBytes(change(batch(encode([35, 1])))));
    expect(kindsOf(units)).toEqual(expect.arrayContaining(kinds));
    expect(units.at(-1)?.layer.problems).not.toEqual([]);
  });

  it('says what is not the notation: text, bytes behind the value, values cut off', () => {
    const kinds = (payload: Payload) => kindsOf(dialogue().feed('received', payload));
    expect(kinds(Payload.ofText('[35,1]'))).toEqual(['foreign']);
    expect(kinds(Payload.ofBytes(Uint8Array.of(...encode([35, 1]), 0)))).toEqual(['trailing-data']);
    const cut = encode([36, 5, 6, {}, ['abc']]).subarray(0, -2);
    expect(kinds(Payload.ofBytes(cut))).toEqual(['truncated']);
  });

  it('is read after any damage, every byte once', () => {
    const valid = batch(encode([36, 1, 2, {}, ['é']]), encode([8, 48, 1, {}, 'e', [1], { a: 2 }]));
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 });
    fc.assert(
      fc.property(damage, fc.boolean(), (hits, isBatch) => {
        const bytes = valid.slice();
        for (const [place, byte] of hits) bytes[place % bytes.length] = byte;
        const talk = isBatch ? batched() : dialogue();
        const units = talk.feed('received', Payload.ofBytes(bytes));
        expect(reached(units)).toBe(bytes.length);
      }),
      { numRuns: 500 },
    );
  });
});

/** Where the units end, having checked that each begins where the one before ended. */
function reached(units: readonly Unit[]): number {
  let end = 0;
  for (const { layer, sources } of units) {
    expect(sources[0]?.range[0]).toBe(end);
    end = sources[0]?.range[1] ?? 0;
    for (const { range } of layer.fields()) {
      expect(range[1]).toBeLessThanOrEqual(layer.payload.byteLength);
    }
    expect(layer.problems).toBeInstanceOf(Array);
  }
  return end;
}

/** Encodings that the specification's own test suite has (testsuite/singlemessage). */
describe('bytes of other encoders', () => {
  it.each([
    ['wamp.2.msgpack', '92cd0151cf00000001488f41db', 'EVENT_RECEIVED', 'sent'],
    ['wamp.2.cbor', '821901511b00000001488f41db', 'EVENT_RECEIVED', 'sent'],
    [
      'wamp.2.msgpack',
      '9524ce0095e526cf0000001a21a278be8091ad48656c6c6f2c206576656e7421',
      'EVENT',
      'received',
    ],
    [
      'wamp.2.cbor',
      '8518241a0095e5261b0000001a21a278bea0816d48656c6c6f2c206576656e7421',
      'EVENT',
      'received',
    ],
  ] as const)('%s %s', (protocol, hex, summary, direction) => {
    const units = new Dialogue(wamp, { protocol }).feed(direction, Payload.ofBytes(bytesOf(hex)));
    expect([summariesOf(units), kindsOf(units)]).toEqual([[summary], []]);
  });

  it('that leave lengths open are read all the same', () => {
    const hex = '9f 18 24 01 02 bf ff 9f 7f 61 61 61 62 ff ff ff';
    const talk = new Dialogue(wamp, { protocol: 'wamp.2.cbor' });
    const units = talk.feed('received', Payload.ofBytes(bytesOf(hex)));
    expect([summariesOf(units), kindsOf(units)]).toEqual([['EVENT'], []]);
    expect(fieldAt(units, 'subscription')).toMatchObject({ value: 1, range: [3, 4] });
  });
});
