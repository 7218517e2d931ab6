import { beforeEach, describe, expect, it } from 'vitest';
import type { CaptureEvent } from '../../contract/capture.ts';
import type { TappedTransport } from '../../contract/words.ts';
import { type Tracked, track } from '../tracked.ts';
import { LogWitness } from './log-witness.ts';

const NOON = Date.UTC(2026, 0, 1, 12);
const TAPPED = NOON + 10_000;
const OURS = 'chrome-extension://us/';

let events: CaptureEvent[];
let log: LogWitness;
let ids: number;

beforeEach(() => {
  events = [];
  ids = 0;
  log = new LogWitness({
    emit: (event) => events.push(event),
    nextId,
    tappedSince: () => TAPPED,
    ourScripts: OURS,
  });
});

function nextId(): string {
  ids += 1;
  return `c${ids}`;
}

interface Wishes {
  readonly type?: string;
  readonly url?: string;
  readonly at: number;
  readonly status?: number;
  readonly error?: string;
  readonly redirect?: string;
  readonly size?: number;
  /** Script on top of the call stack. */
  readonly script?: string;
  readonly etag?: string;
  readonly sockets?: readonly object[];
  readonly events?: readonly object[];
}

function entry(wishes: Wishes): object {
  return {
    _resourceType: wishes.type ?? 'fetch',
    startedDateTime: new Date(wishes.at).toISOString(),
    time: 20,
    _initiator: { stack: wishes.script && { callFrames: [{ url: wishes.script }] } },
    request: {
      method: 'GET',
      url: wishes.url ?? 'http://a.test/poll',
      headers: [{ name: 'Accept', value: '*/*' }],
      headersSize: 500,
    },
    response: {
      status: wishes.status ?? 200,
      statusText: 'OK',
      headers: [
        { name: 'Content-Type', value: 'application/json' },
        ...(wishes.etag ? [{ name: 'ETag', value: wishes.etag }] : []),
      ],
      headersSize: 160,
      content: { size: wishes.size ?? 7 },
      redirectURL: wishes.redirect ?? '',
      _error: wishes.error ?? null,
    },
    _webSocketMessages: wishes.sockets,
    _eventSourceMessages: wishes.events,
  };
}

const answer = async () => ({ content: '{"a":1}', encoding: '' });
const never = () => new Promise<undefined>(() => undefined);
const settled = () => new Promise((done) => setTimeout(done));
const seen = () => events.filter((event) => event.kind === 'seen');
const messages = () => events.filter((event) => event.kind === 'message');
const changes = (id: string) =>
  Object.assign(
    {},
    ...events.flatMap((event) =>
      event.kind === 'changed' && event.connection === id ? [event.change] : [],
    ),
  );

function ofPage(at: number, wishes: { url?: string; transport?: TappedTransport } = {}): Tracked {
  const { url = 'http://a.test/poll', transport = 'fetch' } = wishes;
  const tracked = track({ id: nextId(), transport, url, openedAt: at });
  log.expect(tracked, at);
  return tracked;
}

describe('what happened before the taps', () => {
  it('is shown at once: a finished poll with its body, heads and sizes', async () => {
    log.snapshot([{ entry: entry({ at: NOON }), ask: answer }], TAPPED);
    await settled();
    expect(seen()).toMatchObject([
      { connection: 'c1', witness: 'browser', transport: 'fetch', openedAt: NOON },
    ]);
    expect(messages()).toMatchObject([
      { type: 'response', time: NOON + 20, content: { text: '{"a":1}' }, size: 7 },
    ]);
    expect(changes('c1')).toMatchObject({
      state: 'closed',
      status: 200,
      headerBytes: { sent: 500, received: 160 },
    });
  });

  it('is shown as open while it is: a socket with its messages, each once', () => {
    const first = { type: 'send', time: NOON / 1000, opcode: 1, data: 'hi' };
    const second = { type: 'receive', time: NOON / 1000 + 1, opcode: 2, data: 'AQID' };
    const url = 'ws://a.test/ws';
    log.snapshot(
      [
        {
          entry: entry({ at: NOON, type: 'websocket', url, status: 101, sockets: [first] }),
          ask: never,
        },
      ],
      TAPPED,
    );
    log.snapshot(
      [
        {
          entry: entry({ at: NOON, type: 'websocket', url, status: 101, sockets: [first, second] }),
          ask: never,
        },
      ],
      TAPPED + 1_000,
    );
    expect(messages()).toMatchObject([
      { direction: 'sent', type: 'text', content: { text: 'hi' }, time: NOON },
      {
        direction: 'received',
        type: 'binary',
        content: { bytes: new Uint8Array([1, 2, 3]) },
        time: NOON + 1_000,
      },
    ]);
    expect(changes('c1').state).toBe('open');
  });

  it('does not end while it is held', async () => {
    log.snapshot([{ entry: entry({ at: NOON, status: 0 }), ask: never }], TAPPED);
    await settled();
    expect(seen()).toHaveLength(1);
    expect(messages()).toEqual([]);
    expect(log.isWatching).toBe(true);
  });

  it('goes on where it is an event stream, for which the log has no body yet', async () => {
    const none = async () => undefined;
    const url = 'http://a.test/sse';
    const tick = { time: NOON / 1000, eventName: 'tick', eventId: '', data: 'x' };
    const one = entry({ at: NOON, type: 'eventsource', url, events: [tick] });
    log.snapshot([{ entry: one, ask: none }], TAPPED);
    await settled();
    const two = entry({ at: NOON, type: 'eventsource', url, events: [tick, tick] });
    log.snapshot([{ entry: two, ask: none }], TAPPED + 1_000);
    await settled();
    expect(messages()).toHaveLength(2);
    expect(changes('c1').state).toBe('open');
    log.finished(two, none, TAPPED + 2_000);
    expect(changes('c1').state).toBe('closed');
  });

  it.each([
    ['ended, as its body shows', { status: 200 }, answer, 'closed'],
    ['given up', { status: 200, error: 'net::ERR_ABORTED' }, async () => undefined, 'aborted'],
    ['refused', { status: 503, error: 'net::ERR_ABORTED' }, async () => undefined, 'failed'],
  ])('is over where it is an event stream that was %s', async (_, wishes, ask, state) => {
    const stream = entry({ at: NOON, type: 'eventsource', ...wishes });
    log.snapshot([{ entry: stream, ask }], TAPPED);
    await settled();
    expect(changes('c1').state).toBe(state);
    expect(messages()).toEqual([]);
  });

  it('is over when the page is left', () => {
    const socket = entry({ at: NOON, type: 'websocket', status: 101 });
    log.snapshot([{ entry: socket, ask: never }], TAPPED);
    log.left(TAPPED + 100);
    expect(changes('c1')).toMatchObject({ state: 'aborted', closedAt: TAPPED + 100 });
    log.snapshot([{ entry: socket, ask: never }], TAPPED + 5_000);
    expect(events.filter(({ kind }) => kind === 'changed')).toHaveLength(2);
  });

  it('is said to be lost when the log is cleared under it', () => {
    log.snapshot(
      [{ entry: entry({ at: NOON, type: 'websocket', status: 101 }), ask: never }],
      TAPPED,
    );
    log.snapshot([], TAPPED + 5_000);
    expect(changes('c1')).toMatchObject({ state: 'aborted' });
  });
});

describe('a connection that both witnesses saw', () => {
  it('is one connection, and gets what only the log can measure', () => {
    const tracked = ofPage(TAPPED + 100);
    tracked.bodyFrom = 'page';
    tracked.ended = true;
    log.finished(entry({ at: TAPPED + 103 }), answer, TAPPED + 130);
    expect(seen()).toEqual([]);
    expect(changes('c1')).toMatchObject({ headerBytes: { sent: 500, received: 160 } });
    expect(messages()).toEqual([]);
    expect(log.isWatching).toBe(false);
  });

  it('is one connection when the log was first', () => {
    log.finished(entry({ at: TAPPED + 103 }), answer, TAPPED + 120);
    const tracked = ofPage(TAPPED + 100);
    log.snapshot([{ entry: entry({ at: TAPPED + 103 }), ask: answer }], TAPPED + 5_000);
    expect(seen()).toEqual([]);
    expect(changes(tracked.id)).toHaveProperty('headerBytes');
  });

  it('keeps many at the same address apart, in their order', () => {
    const all = [0, 1, 2, 3].map((index) => ofPage(TAPPED + index * 50));
    const entries = [0, 1, 2, 3].map((index) => ({
      entry: entry({ at: TAPPED + index * 50 + 2, status: 200 + index }),
      ask: answer,
    }));
    for (const one of entries) log.finished(one.entry, one.ask, TAPPED + 500);
    log.snapshot(entries, TAPPED + 600);
    expect(all.map((tracked) => changes(tracked.id).status)).toEqual([200, 201, 202, 203]);
    expect(seen()).toEqual([]);
  });

  it('is not taken for a worker’s, which asks for the same at the same time', async () => {
    const tracked = ofPage(TAPPED);
    const worker = entry({ at: TAPPED, script: 'http://a.test/worker.js', etag: 'w' });
    const page = entry({ at: TAPPED + 3, script: `${OURS}taps.js`, etag: 'p' });
    log.finished(worker, answer, TAPPED + 30);
    tracked.bodyFrom = 'page';
    tracked.ended = true;
    log.finished(page, answer, TAPPED + 40);
    log.snapshot(
      [worker, page].map((one) => ({ entry: one, ask: answer })),
      TAPPED + 2_000,
    );
    await settled();
    expect(changes(tracked.id).responseHeaders).toContainEqual(['ETag', 'p']);
    expect(seen()).toMatchObject([{ connection: 'c2', witness: 'browser' }]);
    expect(messages()).toMatchObject([{ connection: 'c2', content: { text: '{"a":1}' } }]);
  });

  it('is told from others that began with it by the response that the page was shown', () => {
    const [one, other] = [ofPage(TAPPED), ofPage(TAPPED + 1)];
    const later = entry({ at: TAPPED + 2, etag: 'one' });
    const sooner = entry({ at: TAPPED + 2, etag: 'other' });
    log.finished(sooner, answer, TAPPED + 30);
    log.finished(later, answer, TAPPED + 31);
    expect(changes(one.id)).toEqual({});
    one.head = [['etag', 'one']];
    other.head = [['etag', 'other']];
    log.snapshot(
      [later, sooner].map((each) => ({ entry: each, ask: answer })),
      TAPPED + 500,
    );
    expect(changes(one.id).responseHeaders).toContainEqual(['ETag', 'one']);
    expect(changes(other.id).responseHeaders).toContainEqual(['ETag', 'other']);
  });

  it('gets the body from the log when the page did not read it', async () => {
    const tracked = ofPage(TAPPED);
    log.finished(entry({ at: TAPPED + 1 }), answer, TAPPED + 30);
    log.snapshot([{ entry: entry({ at: TAPPED + 1 }), ask: answer }], TAPPED + 2_000);
    await settled();
    expect(messages()).toMatchObject([
      { connection: tracked.id, type: 'response', content: { text: '{"a":1}' } },
    ]);
    expect(changes(tracked.id).state).toBe('closed');
  });

  it('gets content that the page could not give', async () => {
    const tracked = ofPage(TAPPED, { transport: 'xhr' });
    tracked.bodyFrom = 'page';
    tracked.missing.set(0, 'response');
    log.finished(entry({ at: TAPPED + 1, type: 'xhr' }), answer, TAPPED + 30);
    await settled();
    expect(events.filter((event) => event.kind === 'payload')).toMatchObject([
      { position: 0, size: 7 },
    ]);
  });

  it('gets such content also when the log was first', async () => {
    log.finished(entry({ at: TAPPED + 1, type: 'xhr' }), answer, TAPPED + 30);
    const tracked = ofPage(TAPPED, { transport: 'xhr' });
    tracked.bodyFrom = 'page';
    tracked.missing.set(0, 'response');
    tracked.ended = true;
    log.snapshot([{ entry: entry({ at: TAPPED + 1, type: 'xhr' }), ask: answer }], TAPPED + 500);
    await settled();
    expect(events.filter((event) => event.kind === 'payload')).toMatchObject([{ size: 7 }]);
  });

  it('follows a redirect', () => {
    ofPage(TAPPED, { url: 'http://a.test/old' });
    log.finished(
      entry({ at: TAPPED + 1, url: 'http://a.test/old', status: 302, redirect: '/new' }),
      answer,
      TAPPED + 20,
    );
    log.finished(entry({ at: TAPPED + 20, url: 'http://a.test/new' }), answer, TAPPED + 40);
    log.snapshot([], TAPPED + 9_000);
    expect(seen()).toEqual([]);
    expect(changes('c1').status).toBe(200);
  });

  it('waits for the answer at the address that it was redirected to', async () => {
    const tracked = ofPage(TAPPED, { url: 'http://a.test/old' });
    const away = entry({ at: TAPPED, url: 'http://a.test/old', status: 302, redirect: '/held' });
    log.finished(away, answer, TAPPED + 5);
    log.snapshot([{ entry: away, ask: answer }], TAPPED + 3_000);
    await settled();
    expect(messages()).toEqual([]);
    expect(tracked.ended).toBe(false);
    const held = entry({ at: TAPPED + 4, url: 'http://a.test/held' });
    log.finished(held, answer, TAPPED + 4_000);
    log.snapshot(
      [away, held].map((one) => ({ entry: one, ask: answer })),
      TAPPED + 6_000,
    );
    await settled();
    expect(messages()).toMatchObject([{ connection: tracked.id, content: { text: '{"a":1}' } }]);
    expect(changes(tracked.id)).toMatchObject({ state: 'closed', status: 200 });
  });

  it('costs the heads of all its requests: redirects and reconnects', () => {
    const url = 'http://a.test/old';
    const tracked = ofPage(TAPPED, { url });
    log.finished(entry({ at: TAPPED, url, status: 307, redirect: '/new' }), answer, TAPPED + 5);
    log.finished(entry({ at: TAPPED + 5, url: 'http://a.test/new' }), answer, TAPPED + 9);
    expect(changes(tracked.id).headerBytes).toEqual({ sent: 1_000, received: 320 });
    const stream = ofPage(TAPPED, { transport: 'eventsource', url: 'http://a.test/sse' });
    for (const at of [0, 3_000, 6_000]) {
      const again = entry({ at: TAPPED + at, type: 'eventsource', url: 'http://a.test/sse' });
      log.finished(again, never, TAPPED + at + 100);
    }
    expect(changes(stream.id).headerBytes).toEqual({ sent: 1_500, received: 480 });
  });

  it('tells of a redirect that the page did not follow', () => {
    const url = 'http://a.test/old';
    const tracked = ofPage(TAPPED, { url });
    tracked.ended = true;
    log.finished(entry({ at: TAPPED, url, status: 302, redirect: '/new' }), answer, TAPPED + 5);
    const nothing = { url: 'http://a.test/new', status: 0, error: 'net::ERR_ABORTED', size: 0 };
    log.finished(entry({ at: TAPPED + 5, ...nothing }), answer, TAPPED + 9);
    expect(changes(tracked.id)).toMatchObject({ status: 302, responseHeaders: expect.any(Array) });
    expect(changes(tracked.id)).not.toHaveProperty('error');
    expect(messages()).toEqual([]);
  });

  it('has bytes, of which only the size is known, when the page gave up the body', async () => {
    const tracked = ofPage(TAPPED);
    tracked.ended = true;
    const gone = async () => undefined;
    log.finished(entry({ at: TAPPED, error: 'net::ERR_ABORTED', size: 24 }), gone, TAPPED + 50);
    await settled();
    expect(messages()).toMatchObject([
      { connection: tracked.id, type: 'response', size: 24, content: { kind: 'missing' } },
    ]);
  });

  it('is complete when the page is left before it was read', async () => {
    const tracked = ofPage(TAPPED);
    log.finished(entry({ at: TAPPED }), answer, TAPPED + 20);
    log.left(TAPPED + 30);
    expect(tracked.ended).toBe(true);
    expect(changes(tracked.id).state).toBe('closed');
    await settled();
    expect(messages()).toMatchObject([{ connection: tracked.id, content: { text: '{"a":1}' } }]);
  });

  it('gets from the log what the page left unread', async () => {
    const tracked = ofPage(TAPPED);
    Object.assign(tracked, { bodyFrom: 'page', bodySize: 5, nextPosition: 1 });
    const one = entry({ at: TAPPED });
    log.finished(one, answer, TAPPED + 20);
    log.snapshot([{ entry: one, ask: answer }], TAPPED + 1_500);
    await settled();
    const content = { kind: 'binary', bytes: new TextEncoder().encode('1}') };
    expect(messages()).toMatchObject([{ type: 'chunk', position: 1, size: 2, content }]);
    expect(tracked.bodyFrom).toBe('browser');
  });

  it.each([
    ['ended with nothing in it, whatever Chrome calls that', 7, 'closed'],
    ['was given up while nothing came', 900, 'aborted'],
  ])('that nobody reads %s', (_, receiving, state) => {
    const tracked = ofPage(TAPPED);
    const facts = { timings: { receive: receiving } };
    const one = entry({ at: TAPPED, error: 'net::ERR_ABORTED', size: 0 });
    log.finished({ ...one, ...facts }, answer, TAPPED + 20);
    log.snapshot([{ entry: { ...one, ...facts }, ask: answer }], TAPPED + 1_500);
    expect(changes(tracked.id).state).toBe(state);
  });

  it('is over when the log says so, though the page reads no further', () => {
    const tracked = ofPage(TAPPED);
    Object.assign(tracked, { bodyFrom: 'page', bodySize: 7 });
    const one = entry({ at: TAPPED });
    log.finished(one, answer, TAPPED + 20);
    expect(changes(tracked.id)).not.toHaveProperty('state');
    log.snapshot([{ entry: one, ask: answer }], TAPPED + 1_500);
    expect(changes(tracked.id)).toMatchObject({ state: 'closed', closedAt: TAPPED + 20 });
    expect(messages()).toEqual([]);
  });

  it('tells events that the page does not listen to', () => {
    const tracked = ofPage(TAPPED, { transport: 'eventsource', url: 'http://a.test/sse' });
    const quiet = { time: TAPPED / 1000 + 1, eventName: 'quiet', eventId: '9', data: 'x' };
    const live = entry({
      at: TAPPED + 1,
      type: 'eventsource',
      url: 'http://a.test/sse',
      events: [quiet],
    });
    log.snapshot([{ entry: live, ask: never }], TAPPED + 1_000);
    log.snapshot([{ entry: live, ask: never }], TAPPED + 2_000);
    expect(messages()).toMatchObject([
      { connection: tracked.id, event: { type: 'quiet', id: '9' }, content: { text: 'x' } },
    ]);
  });
});

describe('a connection that only the log saw', () => {
  it('waits for the page to claim it, then is one of its own', () => {
    const worker = entry({
      at: TAPPED + 50,
      type: 'websocket',
      url: 'ws://a.test/worker',
      status: 101,
    });
    log.snapshot([{ entry: worker, ask: never }], TAPPED + 100);
    expect(seen()).toEqual([]);
    log.snapshot([{ entry: worker, ask: never }], TAPPED + 1_200);
    expect(seen()).toMatchObject([{ url: 'ws://a.test/worker', witness: 'browser' }]);
  });

  it('is not lost when the page is left before it could be one of its own', () => {
    const worker = entry({ at: TAPPED + 50, script: 'http://a.test/worker.js' });
    log.finished(worker, never, TAPPED + 70);
    log.left(TAPPED + 100);
    expect(seen()).toMatchObject([{ connection: 'c1', witness: 'browser' }]);
    expect(changes('c1').state).toBe('closed');
  });

  it('is asked for its body at once: a worker may not live for long', async () => {
    let isAlive = true;
    const ask = async () => (isAlive ? { content: 'x', encoding: '' } : undefined);
    const worker = entry({ at: TAPPED + 50, script: 'http://a.test/worker.js' });
    let asked: ReturnType<typeof ask> | undefined;
    const once = () => {
      asked ??= ask();
      return asked;
    };
    log.finished(worker, once, TAPPED + 70);
    isAlive = false;
    log.snapshot([{ entry: worker, ask }], TAPPED + 2_000);
    await settled();
    expect(messages()).toMatchObject([{ content: { text: 'x' } }]);
  });

  it('fails with the log’s reason', () => {
    log.finished(
      entry({ at: NOON, status: 0, error: 'net::ERR_CONNECTION_REFUSED' }),
      never,
      TAPPED,
    );
    expect(changes('c1')).toMatchObject({ state: 'failed', error: 'net::ERR_CONNECTION_REFUSED' });
  });

  it.each(['document', 'image', 'preflight', 'script'])('is left out when it is a %s', (type) => {
    log.snapshot([{ entry: entry({ at: NOON, type }), ask: answer }], TAPPED);
    expect(events).toEqual([]);
  });

  it('survives garbage in the log', () => {
    const garbage = [
      null,
      7,
      {},
      { _resourceType: 'fetch' },
      { _resourceType: 'fetch', request: 3, response: [] },
    ];
    log.snapshot(
      garbage.map((one) => ({ entry: one, ask: never })),
      TAPPED,
    );
    expect(() => log.snapshot([], TAPPED + 9_000)).not.toThrow();
  });
});
