import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCommand, decodeNews, encodeCommand, encodeNews } from './binary.ts';
import type { TopicMessage } from './message.ts';
import type { Command, News } from './vocabulary.ts';

const text = fc.string({ unit: 'grapheme' });

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ kind: fc.constant('publish'), topic: text, from: text, text }),
  fc.record({ kind: fc.constantFrom('subscribe', 'unsubscribe'), topic: text }),
  fc.record({ kind: fc.constant('ping'), at: fc.double({ noNaN: true }) }),
);

const message: fc.Arbitrary<TopicMessage> = fc.record(
  {
    id: fc.nat(),
    topic: text,
    type: text,
    time: fc.double({ noNaN: true }),
    from: text,
    text,
    quote: fc.record({ symbol: text, price: fc.float({ noNaN: true }), change: fc.integer() }),
  },
  { requiredKeys: ['id', 'topic', 'type', 'time', 'from', 'text'] },
);

const news: fc.Arbitrary<News> = fc.oneof(
  fc.record({ kind: fc.constant('welcome'), topics: fc.array(text) }),
  fc.record({ kind: fc.constant('message'), message }),
  fc.record({ kind: fc.constant('pong'), at: fc.double({ noNaN: true }) }),
  fc.record({ kind: fc.constant('error'), error: text, whatToDo: text }),
);

describe('compact binary layout', () => {
  test.each<[string, Command, string]>([
    ['subscribe', { kind: 'subscribe', topic: 'chat' }, '02 00000004 63686174'],
    ['ping', { kind: 'ping', at: 1 }, '04 3ff0000000000000'],
    [
      'publish',
      { kind: 'publish', topic: 'c', from: 'k', text: '안' },
      '01 00000001 63 00000001 6b 00000003 ec9588',
    ],
  ])('lays out %s as documented', (_name, value, hex) => {
    expect(Buffer.from(encodeCommand(value)).toString('hex')).toBe(hex.replaceAll(' ', ''));
  });

  test('gives commands back as they were', () => {
    fc.assert(
      fc.property(
        command,
        (value) => void expect(decodeCommand(encodeCommand(value))).toEqual(value),
      ),
    );
  });

  test('gives news back as they were', () => {
    fc.assert(
      fc.property(news, (value) => void expect(decodeNews(encodeNews(value))).toEqual(value)),
    );
  });

  test('calls a message malformed when a byte is missing or one too many', () => {
    fc.assert(
      fc.property(command, (value) => {
        const bytes = encodeCommand(value);
        expect(decodeCommand(bytes.slice(0, -1)).kind).toBe('malformed');
        expect(decodeCommand(new Uint8Array([...bytes, 0])).kind).toBe('malformed');
      }),
    );
  });

  test('reads any bytes without an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeCommand(bytes)).toHaveProperty('kind');
        expect(decodeNews(bytes)).toHaveProperty('kind');
      }),
    );
  });
});
