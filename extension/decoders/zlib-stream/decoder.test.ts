import { constants, createDeflate, deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { ConnectionFacts, DecodedRecord } from '../contract.ts';
import { zlibStream } from './decoder.ts';

const TEXTS = ['{"op":10,"d":{"interval":41250}}', '{"op":11}', '{"op":10,"d":{"interval":41250}}'];
const facts: ConnectionFacts = { transport: 'websocket', url: 'wss://h/' };
const declared: ConnectionFacts = { ...facts, url: 'wss://h/?v=10&compress=zlib-stream' };

/** The texts in one stream, flushed behind each. */
let messages: readonly Uint8Array[];

beforeAll(async () => {
  const stream = createDeflate();
  const parts: Buffer[] = [];
  stream.on('data', (part) => parts.push(part));
  const flushed: Uint8Array[] = [];
  for (const text of TEXTS) {
    stream.write(text);
    await new Promise((done) => stream.flush(constants.Z_SYNC_FLUSH, () => done(undefined)));
    flushed.push(Uint8Array.from(Buffer.concat(parts.splice(0))));
  }
  messages = flushed;
});

function records(payloads: readonly Payload[], about = facts): readonly DecodedRecord[] {
  const chain = openChain(about);
  const said = payloads.flatMap((payload, message) =>
    chain.feed({ message, direction: payload.isText ? 'sent' : 'received', time: 0, payload }),
  );
  return [...said, ...chain.end()];
}

const told = (all: readonly DecodedRecord[]) =>
  all.map(({ layers }) => layers.map(({ protocol }) => protocol).join(' > '));
const texts = (all: readonly DecodedRecord[]) =>
  all.map(({ layers }) => layers.at(-1)?.payload.text);

describe('a zlib stream', () => {
  it('is known by its first message, and goes on over those that follow', () => {
    const all = records(messages.map(Payload.ofBytes));
    expect(told(all)).toEqual(new Array(3).fill('zlib-stream > json'));
    expect(texts(all)).toEqual(TEXTS);
    // The third text repeats the first, which lies in an earlier message.
    expect(messages[2]?.length).toBeLessThan(20);
  });

  it('leaves the texts that a page sends meanwhile as they are', () => {
    const [first, ...more] = messages.map(Payload.ofBytes);
    const all = records(first ? [first, Payload.ofText('{"op":1}'), ...more] : []);
    expect(told(all)).toEqual([
      'zlib-stream > json',
      'json',
      'zlib-stream > json',
      'zlib-stream > json',
    ]);
  });

  it('may be cut anywhere: what is between two flushes is one record', () => {
    const all = Uint8Array.from(messages.flatMap((message) => [...message]));
    const cut = Array.from(all, (byte) => Payload.ofBytes(Uint8Array.of(byte)));
    expect(texts(records(cut, declared))).toEqual(TEXTS);
  });

  it('is declared by the URL', () => {
    expect(zlibStream.claims(declared)?.by).toBe('url');
    expect(zlibStream.claims(facts)).toBeUndefined();
  });

  it('has its header in the first message alone', () => {
    const names = records(messages.map(Payload.ofBytes)).map(({ layers }) =>
      layers[0]?.fields().map(({ name }) => name),
    );
    expect(names).toEqual([['CMF', 'FLG', 'data'], ['data'], ['data']]);
  });
});

describe('what is no zlib stream', () => {
  it.each([
    ['a whole zlib message', () => Uint8Array.from(deflateSync(TEXTS[0] ?? ''))],
    ['a stream from its middle', () => messages[1] ?? new Uint8Array()],
    ['a flush alone', () => Uint8Array.of(0x78, 0x9c, 0, 0, 0, 0xff, 0xff)],
    ['text that begins and ends so', () => Uint8Array.of(0x78, 0x01, 0x68, 0x69, 0, 0, 0xff, 0xff)],
  ])('%s', (_, message) => {
    expect(zlibStream.sniffs(Payload.ofBytes(message()), 'received')).toBeUndefined();
  });
});

describe('damage', () => {
  it('is said, and what builds upon it is not read', () => {
    const [first = new Uint8Array(), second = new Uint8Array(), third = new Uint8Array()] =
      messages;
    const broken = Uint8Array.of(0x07, ...second.subarray(1));
    const all = records([first, broken, third].map(Payload.ofBytes));
    expect(all.map(({ layers }) => layers[0]?.problems.map(({ kind }) => kind))).toEqual([
      [],
      ['bad-deflate'],
      ['stream-broken'],
    ]);
  });

  it('is also an end without a flush, before which something was readable', () => {
    const [first = new Uint8Array()] = messages;
    const all = records([Payload.ofBytes(first.subarray(0, -6))], declared);
    expect(all[0]?.layers[0]?.problems).toMatchObject([{ kind: 'truncated' }]);
    expect(TEXTS[0]?.startsWith(all[0]?.layers[1]?.payload.text ?? '-')).toBe(true);
  });
});
