import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { protobufFormat } from '../../wire/topic/protobuf.ts';
import type { Command, News } from '../../wire/topic/vocabulary.ts';
import { readNews, writeCommand } from './topic-protobuf.ts';

const proto = readFileSync(new URL('../../wire/topic/topic.proto', import.meta.url), 'utf8');
const server = protobufFormat(proto);
const type = protobuf.parse(proto).root.lookupType('News');

const text = fc.string({ unit: 'grapheme' });
const number = fc.double({ noNaN: true });
const COMMAND: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ kind: fc.constant('publish'), topic: text, from: text, text }),
  fc.record({ kind: fc.constantFrom('subscribe', 'unsubscribe'), topic: text }),
  fc.record({ kind: fc.constant('ping'), at: number }),
);
const MESSAGE = fc.record(
  {
    ...{ id: fc.maxSafeNat(), topic: text, type: text, time: number, from: text, text },
    quote: fc.record({ symbol: text, price: number, change: number }),
    server: text.filter((name) => name !== ''),
  },
  { requiredKeys: ['id', 'topic', 'type', 'time', 'from', 'text'] },
);
const NEWS: fc.Arbitrary<News> = fc.oneof(
  fc.record({ kind: fc.constant('message'), message: MESSAGE }),
  fc.record({ kind: fc.constant('welcome'), topics: fc.array(text) }),
  fc.record({ kind: fc.constant('pong'), at: number }),
  fc.record({ kind: fc.constant('error'), error: text, whatToDo: text }),
);

describe('topic.proto on the page', () => {
  test('is written so that the server reads it', () => {
    fc.assert(
      fc.property(COMMAND, (command) => {
        expect(server.decode(writeCommand(command))).toEqual(command);
      }),
    );
  });

  test('is read as the server wrote it', () => {
    fc.assert(
      fc.property(NEWS, (news) => {
        expect(readNews(new Uint8Array(Buffer.from(server.encode(news))))).toEqual(news);
      }),
    );
  });

  test('passes over fields that it does not know', () => {
    const known = type.encode(type.fromObject({ pong: { at: 7 } })).finish();
    const unknown = [0x78, 0x96, 0x01, 0x7d, 0, 0, 0x80, 0x3f, 0x7a, 1, 0x41];
    expect(readNews(Uint8Array.from([...unknown, ...known]))).toEqual({ kind: 'pong', at: 7 });
  });

  test('says where the bytes are no message', () => {
    expect(() => readNews(Uint8Array.from([0x1a, 9, 9]))).toThrow('ends within a field');
    expect(() => readNews(Uint8Array.from([0x1b]))).toThrow('no wire type 3');
  });
});
