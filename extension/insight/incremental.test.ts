import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaptureEvent, Content } from '../contract/capture.ts';
import { TRANSPORTS } from '../contract/words.ts';
import { Journal } from '../journal/journal.ts';
import { Derivation } from './derivation.ts';

const NOW = 1795160000000;

const TEXTS = [
  'CONNECTED\nversion:1.2\n\n\0',
  'SUBSCRIBE\nid:0\ndestination:/topic/a\n\n\0',
  'MESSAGE\nsubscription:0\nmessage-id:1\ndestination:/topic/a\n\n{"n":1}\0',
  'MESSAGE\nsubscription:0\nmess',
  'age-id:2\ndestination:/topic/a\n\nhalf\0',
  'id: 1\ndata: one\n\nda',
  'ta: two\n\n',
  '{"n":1}',
  '\n',
];

const id = fc.nat(2).map((number) => `c${number}`);
const position = fc.nat(16).map((half) => half / 2);
const content: fc.Arbitrary<Content> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(...TEXTS).map((text): Content => ({ kind: 'text', text })),
  },
  { weight: 1, arbitrary: fc.constant<Content>({ kind: 'pending' }) },
  { weight: 1, arbitrary: fc.constant<Content>({ kind: 'missing', reason: 'stream' }) },
);
const seen = fc.record({
  kind: fc.constant('seen' as const),
  connection: id,
  transport: fc.constantFrom(...TRANSPORTS),
  url: fc.constantFrom('ws://localhost/a', 'http://localhost/b'),
  openedAt: fc.constant(NOW),
  witness: fc.constant('page' as const),
});
const message = fc.record({
  kind: fc.constant('message' as const),
  connection: id,
  position,
  time: fc.nat(50).map((after) => NOW + after),
  direction: fc.constantFrom('sent' as const, 'received' as const),
  type: fc.constantFrom('text' as const, 'chunk' as const),
  size: fc.constant(1),
  content,
});
const payload = fc.record({
  kind: fc.constant('payload' as const),
  connection: id,
  position,
  size: fc.constant(1),
  content: content.filter(({ kind }) => kind !== 'pending'),
});
const changed = fc.record({
  kind: fc.constant('changed' as const),
  connection: id,
  change: fc.constantFrom(
    { state: 'closed' as const },
    { state: 'open' as const },
    { protocol: 'v12.stomp' },
    { responseHeaders: [['content-type', 'text/event-stream'] as const] },
  ),
});
type Step = CaptureEvent | 'advance';
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: message },
  { weight: 2, arbitrary: payload },
  { weight: 2, arbitrary: changed },
  { weight: 3, arbitrary: fc.constant('advance' as const) },
);

/** What a person sees of the records, without the running numbers. */
function view({ records, channels }: Derivation): unknown {
  return {
    records: records.all.map(({ connection, time, direction, sources, layers, channelId }) => ({
      connection,
      time,
      direction,
      sources,
      channelId,
      layers: layers.map(({ protocol, summary }) => `${protocol}: ${summary}`),
    })),
    channels: [...channels.values()]
      .map(({ id, name, type, records: count, lastTime }) => ({ id, name, type, count, lastTime }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

test('what is derived bit by bit is what is derived at once', () => {
  fc.assert(
    fc.property(fc.array(seen, { minLength: 2, maxLength: 4 }), fc.array(step), (first, steps) => {
      const journal = new Journal({ messages: 1000 });
      const bitByBit = new Derivation(journal);
      for (const event of first) journal.take(event);
      for (const one of steps) {
        if (one === 'advance') bitByBit.advance(NOW, 3);
        else journal.take(one);
      }
      while (!bitByBit.advance(NOW, 3));
      const atOnce = new Derivation(journal);
      atOnce.advance(NOW);
      expect(view(bitByBit)).toEqual(view(atOnce));
    }),
    { numRuns: 200 },
  );
});
