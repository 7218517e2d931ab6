import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaptureEvent, Content } from '../contract/capture.ts';
import { TRANSPORTS, type Transport } from '../contract/words.ts';
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
type Step = CaptureEvent | { readonly kind: 'advance'; readonly now: number };
const advance = fc.record({
  kind: fc.constant('advance' as const),
  now: fc.constantFrom(NOW, NOW + 20_000, NOW + 60_000),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: message },
  { weight: 2, arbitrary: payload },
  { weight: 2, arbitrary: changed },
  { weight: 3, arbitrary: advance },
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
      .map(({ id, name, type, connections, session, records: count, lastTime }) => {
        const about = {
          id,
          name,
          type,
          session: session?.key,
          connections: [...connections].sort(),
        };
        return { ...about, count, lastTime };
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** Derives what the events say bit by bit, and at once; each a person sees. */
function bothWays(events: readonly CaptureEvent[], steps: readonly Step[]): [unknown, unknown] {
  const journal = new Journal({ messages: 1000 });
  const bitByBit = new Derivation(journal);
  let now = NOW;
  for (const one of [...events, ...steps]) {
    if (one.kind !== 'advance') journal.take(one);
    else {
      now = Math.max(now, one.now);
      bitByBit.advance(now, 3);
    }
  }
  while (!bitByBit.advance(now, 3));
  const atOnce = new Derivation(journal);
  atOnce.advance(now);
  return [view(bitByBit), view(atOnce)];
}

test('what is derived bit by bit is what is derived at once', () => {
  fc.assert(
    fc.property(fc.array(seen, { minLength: 2, maxLength: 4 }), fc.array(step), (first, steps) => {
      const [bitByBit, atOnce] = bothWays(first, steps);
      expect(bitByBit).toEqual(atOnce);
    }),
    { numRuns: 200 },
  );
});

describe('a session over several connections, derived bit by bit as at once', () => {
  const POLL = 'http://h/socket.io/?EIO=4&transport=polling';
  const OPENING = '0{"sid":"s1","upgrades":[],"pingInterval":1,"pingTimeout":1}';
  const connections: Readonly<Record<string, readonly [transport: Transport, urls: string[]]>> = {
    socketIo: ['xhr', [POLL, `${POLL}&sid=s1`, `${POLL}&sid=s1`, `${POLL}&sid=s2`]],
    sockjs: ['xhr', ['xhr', 'xhr_send', 'xhr_streaming'].map((last) => `http://h/e/0/a/${last}`)],
  };
  const said: Readonly<Record<string, readonly string[]>> = {
    socketIo: [
      OPENING,
      `${OPENING}\x1e40`,
      OPENING.replace('s1', 's2'),
      '40',
      '452-["both",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]',
      'bAQID',
      'b',
      '42/admin,7["ask"]',
      '43/admin,7["answer"]',
      '2\x1e3',
      'ok',
    ],
    sockjs: [
      'o\n',
      'a["CONNECTED\\nversion:1.2\\n\\n\\u0000"]\n',
      '["SUBSCRIBE\\nid:0\\ndestination:/topic/a\\nreceipt:r\\n\\n\\u0000"]',
      'a["RECEIPT\\nreceipt-id:r\\n\\n\\u0000","MESSAGE\\nsubscription:0\\n"]\n',
      'a["message-id:1\\ndestination:/topic/a\\n\\nhi\\u0000"]\n',
      'a["MESSAGE\\nsubscr',
      '["plain"]',
      'c[3000,"Go away!"]\n',
    ],
  };

  test.each(['socketIo', 'sockjs'])('%s', (protocol) => {
    const [transport, urls] = connections[protocol] ?? ['xhr', []];
    const opened = urls.map((url, index) => {
      const about = { transport, url, openedAt: NOW, witness: 'page' } as const;
      return { kind: 'seen', connection: `c${index}`, ...about } as const;
    });
    const text = fc
      .constantFrom(...(said[protocol] ?? []))
      .map((one) => ({ kind: 'text' as const, text: one }));
    const some = fc.oneof({ weight: 8, arbitrary: text }, { weight: 2, arbitrary: content });
    const one = fc.nat(urls.length - 1).map((number) => `c${number}`);
    const sayings = fc
      .record({ message, content: some, connection: one })
      .map(({ message: about, ...more }) => ({ ...about, ...more }));
    const fillings = fc
      .record({ payload, content: text, connection: one })
      .map(({ payload: about, ...more }) => ({ ...about, ...more }));
    const endings = fc
      .record({
        connection: one,
        change: fc.oneof(
          fc.record({
            state: fc.constant('closed' as const),
            closedAt: fc.nat(60).map((after) => NOW + after),
          }),
          fc.constantFrom(
            { state: 'open' as const },
            { finalUrl: 'http://h/else' },
            { finalUrl: urls.at(-1) ?? '' },
          ),
        ),
      })
      .map((about) => ({ kind: 'changed' as const, ...about }));
    const steps: fc.Arbitrary<Step> = fc.oneof(
      { weight: 8, arbitrary: sayings },
      { weight: 1, arbitrary: fillings },
      { weight: 2, arbitrary: endings },
      { weight: 3, arbitrary: advance },
    );
    fc.assert(
      fc.property(fc.array(steps, { minLength: 12, maxLength: 60 }), (some) => {
        const [bitByBit, atOnce] = bothWays(opened, some);
        expect(bitByBit).toEqual(atOnce);
      }),
      { numRuns: 300 },
    );
  });
});
