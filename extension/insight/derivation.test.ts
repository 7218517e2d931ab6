import { beforeEach, describe, expect, test } from 'vitest';
import type {
  CaptureEvent,
  ConnectionChange,
  Content,
  MessageCaptured,
} from '../contract/capture.ts';
import type { OpenChain } from '../decoders/chain.ts';
import type { DecodedRecord, DecoderInput } from '../decoders/contract.ts';
import { Journal } from '../journal/journal.ts';
import { Derivation } from './derivation.ts';

const NOW = 1795160000000;
const AGES = NOW + 1_000_000;

let journal: Journal;
let derivation: Derivation;

/** What the chains were asked, in order: `open json`, `feed 0 hello`, `end`. */
let asked: string[];

/** Makes one record of each message, and one more at the end; `#name` puts it into a channel. */
const openFake: OpenChain = ({ mime = 'unknown', protocol = mime }) => {
  asked.push(`open ${protocol}`);
  const record = ({ message, direction, time, payload }: DecoderInput): DecodedRecord => {
    const name = /#(\w+)/.exec(payload.text)?.[1];
    const layer = { summary: payload.text, payload, fields: () => [], problems: [] };
    return {
      sources: [{ message, range: [0, payload.byteLength] }],
      direction,
      time,
      layers: [{ protocol, ...layer }],
      isHeartbeat: false,
      recognitions: [{ by: 'mime', reason: protocol }],
      ...(name !== undefined && { channel: { id: name, name, type: 'topic' } }),
    };
  };
  let last: DecoderInput | undefined;
  return {
    recognition: { protocol, title: protocol.toUpperCase(), by: 'mime', reason: protocol },
    learn: (facts) => asked.push(`learn ${facts.mime}`),
    feed(input) {
      asked.push(`feed ${input.message} ${input.payload.text}`);
      last = input;
      return [record(input)];
    },
    end() {
      asked.push('end');
      return last?.payload.text.endsWith('…') ? [record(last)] : [];
    },
  };
};

beforeEach(() => {
  asked = [];
  journal = new Journal();
  derivation = new Derivation(journal, { openChain: openFake });
});

const take = (...events: readonly CaptureEvent[]): void => {
  for (const event of events) journal.take(event);
};

const seen = (connection: string, more: object = {}): CaptureEvent => ({
  kind: 'seen',
  connection,
  transport: 'websocket',
  url: `ws://localhost/${connection}`,
  openedAt: NOW,
  witness: 'page',
  ...more,
});

const changed = (connection: string, change: ConnectionChange): CaptureEvent => ({
  kind: 'changed',
  connection,
  change,
});

const text = (value: string): Content => ({ kind: 'text', text: value });

const message = (
  connection: string,
  position: number,
  content: Content | string,
  more: Partial<MessageCaptured> = {},
): CaptureEvent => ({
  kind: 'message',
  connection,
  position,
  time: NOW + position,
  direction: 'received',
  type: 'text',
  size: 1,
  content: typeof content === 'string' ? text(content) : content,
  ...more,
});

const payload = (connection: string, position: number, value: string): CaptureEvent => ({
  kind: 'payload',
  connection,
  position,
  size: value.length,
  content: text(value),
});

const summaries = () => derivation.records.all.map(({ layers }) => layers[0]?.summary);

describe('records', () => {
  test('come in the order of time, whichever connection they are of', () => {
    take(seen('c1'), seen('c2'), message('c1', 0, 'a'), message('c1', 2, 'c'));
    derivation.advance(NOW);
    take(message('c2', 1, 'b'), message('c1', 3, 'd'));
    derivation.advance(NOW);
    expect(summaries()).toEqual(['a', 'b', 'c', 'd']);
    expect(derivation.records.all.map(({ connection }) => connection)).toEqual([
      'c1',
      'c2',
      'c1',
      'c1',
    ]);
  });

  test('name their messages by the numbers of the journal', () => {
    take(seen('c1'), seen('c2'), message('c1', 0, 'a'), message('c2', 0, 'b'));
    derivation.advance(NOW);
    const [, second] = derivation.records.all;
    expect(journal.message(second?.sources[0]?.message ?? -1)?.connection).toBe('c2');
  });

  test('are made once, and nothing is done where nothing is new', () => {
    take(seen('c1'), message('c1', 0, 'a'));
    derivation.advance(NOW);
    const { revision } = derivation.records;
    asked = [];
    derivation.advance(NOW + 1);
    expect(asked).toEqual([]);
    expect(derivation.records.revision).toBe(revision);
  });

  test('can be made a few at a time', () => {
    take(seen('c1'), ...[0, 1, 2].map((position) => message('c1', position, `m${position}…`)));
    take(changed('c1', { state: 'closed' }));
    expect(derivation.advance(NOW, 2)).toBe(false);
    expect(summaries()).toEqual(['m0…', 'm1…']);
    expect(derivation.advance(NOW, 2)).toBe(true);
    expect(summaries()).toEqual(['m0…', 'm1…', 'm2…', 'm2…']);
  });

  test('that were left incomplete come when the connection is over', () => {
    take(seen('c1'), message('c1', 0, 'half…'));
    derivation.advance(NOW);
    expect(summaries()).toEqual(['half…']);
    take(changed('c1', { state: 'closed' }));
    derivation.advance(NOW);
    derivation.advance(NOW);
    expect(summaries()).toEqual(['half…', 'half…']);
  });

  test('are there for messages that could not be captured', () => {
    take(seen('c1'), message('c1', 0, { kind: 'missing', reason: 'FormData' }));
    derivation.advance(NOW);
    expect(summaries()).toEqual(['not captured: FormData']);
    expect(derivation.records.all[0]?.layers[0]?.problems).toHaveLength(1);
  });

  test('go when the journal has dropped their messages', () => {
    journal = new Journal({ messages: 2 });
    derivation = new Derivation(journal, { openChain: openFake });
    take(seen('c1'), message('c1', 0, 'a'), message('c1', 1, 'b'));
    derivation.advance(NOW);
    take(message('c1', 2, 'c'));
    derivation.advance(NOW);
    expect(summaries()).toEqual(['b', 'c']);
    expect(derivation.records.dropped).toBe(1);
  });
});

describe('a payload still on its way', () => {
  test('holds up its own connection alone', () => {
    take(seen('c1'), seen('c2'), message('c1', 0, { kind: 'pending' }), message('c1', 1, 'after'));
    take(message('c2', 0, 'other'));
    derivation.advance(NOW);
    expect(summaries()).toEqual(['other']);
    take(payload('c1', 0, 'blob'));
    derivation.advance(NOW);
    expect(summaries()).toEqual(['blob', 'other', 'after']);
  });

  test('is not waited for without end, and is still welcome later', () => {
    take(seen('c1'), message('c1', 0, { kind: 'pending' }), message('c1', 1, 'after'));
    derivation.advance(NOW);
    derivation.advance(AGES);
    expect(summaries()).toEqual(['not captured: its bytes never followed', 'after']);
    take(payload('c1', 0, 'blob'));
    derivation.advance(AGES);
    expect(summaries()).toEqual(['blob', 'after']);
  });

  test('does not keep an unfinished connection from its end', () => {
    take(seen('c1'), message('c1', 0, { kind: 'pending' }), changed('c1', { state: 'closed' }));
    derivation.advance(NOW);
    expect(asked).not.toContain('end');
    take(payload('c1', 0, 'blob'));
    derivation.advance(NOW);
    expect(asked.slice(-2)).toEqual(['feed 0 blob', 'end']);
  });
});

describe('a connection is read again from the start', () => {
  const reads = () => asked.filter((call) => call.startsWith('open')).length;

  test('when a message turns out to have come before others', () => {
    take(seen('c1'), message('c1', 0, 'a #t'), message('c1', 2, 'c #t'));
    derivation.advance(NOW);
    take(message('c1', 1, 'b #t'));
    derivation.advance(NOW);
    expect(summaries()).toEqual(['a #t', 'b #t', 'c #t']);
    expect(reads()).toBe(2);
    expect(derivation.channels.get('c1/t')?.records).toBe(3);
  });

  test('when what its decoder went by becomes known afterwards', () => {
    take(seen('c1', { transport: 'fetch' }), message('c1', 0, '{}', { type: 'response' }));
    derivation.advance(NOW);
    take(changed('c1', { responseHeaders: [['Content-Type', 'Application/JSON; charset=utf-8']] }));
    derivation.advance(NOW);
    expect(derivation.records.all[0]?.layers[0]?.protocol).toBe('application/json');
  });

  test('when it seemed to be over', () => {
    take(seen('c1'), changed('c1', { state: 'closed' }), message('c1', 0, 'a'));
    derivation.advance(NOW);
    take(message('c1', 1, 'b'));
    derivation.advance(NOW);
    expect(summaries()).toEqual(['a', 'b']);
    expect(asked.slice(-4)).toEqual(['open unknown', 'feed 0 a', 'feed 1 b', 'end']);
  });

  test('but not for a late server-sent event, which stands alone', () => {
    const event = { event: { type: 'tick', id: '' }, type: 'event' } as const;
    take(seen('c1', { transport: 'eventsource' }), message('c1', 1, 'late', event));
    derivation.advance(NOW);
    take(message('c1', 0.5, 'early', event));
    derivation.advance(NOW);
    expect(summaries()).toEqual(['early', 'late']);
    expect(reads()).toBe(1);
  });

  test('but not for a response head that comes after the request body', () => {
    take(seen('c1', { transport: 'fetch' }));
    take(message('c1', 0, 'question', { direction: 'sent', type: 'request' }));
    derivation.advance(NOW);
    take(changed('c1', { responseHeaders: [['content-type', 'text/plain']] }));
    take(message('c1', 1, 'answer', { type: 'response' }));
    derivation.advance(NOW);
    expect(asked).toEqual(['open unknown', 'feed 0 question', 'learn text/plain', 'feed 1 answer']);
  });
});

describe('channels', () => {
  test('that a decoder names count their records', () => {
    take(seen('c1'), message('c1', 0, 'a #room1'), message('c1', 1, 'b #room2'));
    take(message('c1', 2, 'c #room1'), message('c1', 3, 'no channel'));
    derivation.advance(NOW);
    expect([...derivation.channels.values()]).toMatchObject([
      { id: 'c1/room1', name: 'room1', type: 'topic', records: 2, lastTime: NOW + 2 },
      { id: 'c1/room2', connections: ['c1'], records: 1 },
    ]);
    expect(derivation.connectionInsight('c1')).toEqual({
      channelIds: ['c1/room1', 'c1/room2'],
      decoder: {
        protocol: 'unknown',
        title: 'UNKNOWN',
        recognition: { by: 'mime', reason: 'unknown' },
      },
    });
    expect(derivation.records.all.map(({ channelId }) => channelId)).toEqual([
      'c1/room1',
      'c1/room2',
      'c1/room1',
      undefined,
    ]);
  });
});

describe('loops', () => {
  const poll = (number: number, at: number, took: number, body = '[]'): CaptureEvent[] => {
    const id = `p${number}`;
    const url = `http://localhost/api/poll?cursor=${number}`;
    return [
      seen(id, { transport: 'fetch', method: 'GET', url, openedAt: at }),
      changed(id, { respondedAt: at + took, status: 200, state: 'open' }),
      message(id, 0, body, { type: 'response', time: at + took, size: 2 }),
      changed(id, {
        closedAt: at + took,
        state: 'closed',
        headerBytes: { sent: 500, received: 160 },
      }),
    ];
  };

  test('of polls become a channel, with records that came before it was known', () => {
    for (let number = 0; number < 6; number += 1) {
      const before = derivation.records.revision;
      take(...poll(number, NOW + number * 2000, 20, number === 3 ? '[1]' : '[]'));
      derivation.advance(NOW + number * 2000);
      if (number === 2) expect(derivation.connectionInsight('p2').pattern).toBe('request');
      // All records show another channel once it is recognised: the change begins at the first.
      if (number === 3) expect(derivation.records.changedSince(before)).toBe(0);
    }
    const [channel] = derivation.channels.values();
    expect(channel).toMatchObject({
      type: 'polling',
      name: '/api/poll',
      connections: ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'],
      records: 6,
      lastTime: NOW + 10_020,
      polling: { period: 2000, jitter: 0, requests: 6, headerBytes: 3960, payloadBytes: 12 },
    });
    expect(channel?.polling?.emptyShare).toBeCloseTo(5 / 6);
    expect(derivation.connectionInsight('p0')).toMatchObject({
      pattern: 'polling',
      channelIds: [channel?.id],
    });
    expect(new Set(derivation.records.all.map(({ channelId }) => channelId))).toEqual(
      new Set([channel?.id]),
    );
  });

  test('of holds show which request is held, and since when', () => {
    let at = NOW;
    for (const [number, hold] of [2000, 5000, 3000, 7000].entries()) {
      take(...poll(number, at, hold, `[${number}]`));
      at += hold + 4;
    }
    const url = 'http://localhost/api/poll?cursor=99';
    take(seen('held', { transport: 'fetch', method: 'GET', url, openedAt: at }));
    derivation.advance(at + 1);
    expect(derivation.connectionInsight('held')).toMatchObject({
      pattern: 'long-polling',
      holdingSince: at,
    });
    const [channel] = derivation.channels.values();
    expect(channel).toMatchObject({
      type: 'long-polling',
      longPolling: { holds: 4, holdTime: 4000, answered: 4, timedOut: 0, holdingSince: at },
    });
  });

  test('are not needed to show a first request as held, once it has waited', () => {
    const request = { transport: 'fetch', url: 'http://localhost/api/first', openedAt: NOW };
    take(seen('get', { ...request, method: 'GET' }), seen('post', { ...request, method: 'POST' }));
    derivation.advance(NOW + 900);
    expect(derivation.connectionInsight('get')).toEqual({ pattern: 'request', channelIds: [] });
    derivation.advance(NOW + 1000);
    expect(derivation.connectionInsight('get').holdingSince).toBe(NOW);
    expect(derivation.connectionInsight('post').holdingSince).toBeUndefined();
    take(changed('get', { respondedAt: NOW + 1100, state: 'open' }));
    derivation.advance(NOW + 1200);
    expect(derivation.connectionInsight('get').holdingSince).toBeUndefined();
  });

  test('on a timer are slow, not held', () => {
    for (let number = 0; number < 6; number += 1) take(...poll(number, NOW + number * 2000, 1500));
    const url = 'http://localhost/api/poll?cursor=99';
    take(seen('slow', { transport: 'xhr', method: 'GET', url, openedAt: NOW + 12_000 }));
    derivation.advance(NOW + 13_400);
    expect(derivation.connectionInsight('slow')).toMatchObject({ pattern: 'polling' });
    expect(derivation.connectionInsight('slow').holdingSince).toBeUndefined();
  });

  test('leave streams alone', () => {
    take(seen('s1', { transport: 'fetch', method: 'POST', url: 'http://localhost/stream' }));
    take(changed('s1', { responseHeaders: [['content-type', 'text/event-stream']] }));
    take(seen('s2', { transport: 'fetch', method: 'GET', url: 'http://localhost/trickle' }));
    for (const position of [0, 1, 2])
      take(message('s2', position, 'x', { type: 'chunk', time: NOW + position * 600 }));
    take(seen('s3', { transport: 'eventsource' }), seen('s4'));
    derivation.advance(NOW);
    const patterns = ['s1', 's2', 's3', 's4'].map((id) => derivation.connectionInsight(id).pattern);
    expect(patterns).toEqual(['streaming', 'streaming', 'streaming', undefined]);
  });
});

describe('clearing the journal', () => {
  test('clears what was derived', () => {
    take(seen('c1'), message('c1', 0, 'a #t'), changed('c1', { state: 'closed' }));
    derivation.advance(NOW);
    journal.clear();
    expect(derivation.records.all).toEqual([]);
    expect(derivation.channels.size).toBe(0);
    derivation.advance(NOW);
    expect(derivation.connectionInsight('c1')).toEqual({ channelIds: [] });
  });

  test('keeps what decoders know of connections still open', () => {
    take(seen('c1'), message('c1', 0, 'a #t'));
    derivation.advance(NOW);
    journal.clear();
    take(message('c1', 1, 'b #t'));
    derivation.advance(NOW);
    expect(asked).toEqual(['open unknown', 'feed 0 a #t', 'feed 1 b #t']);
    expect(derivation.channels.get('c1/t')?.records).toBe(1);
  });
});

test('a connection that the journal gave up leaves nothing behind', () => {
  journal = new Journal({ connections: 1 });
  derivation = new Derivation(journal, { openChain: openFake });
  take(seen('c1'), message('c1', 0, 'a #t'));
  derivation.advance(NOW);
  take(seen('c2'), message('c2', 0, 'b'));
  derivation.advance(NOW);
  expect(summaries()).toEqual(['b']);
  expect(derivation.channels.size).toBe(0);
});
