import { beforeEach, describe, expect, it } from 'vitest';
import type { CaptureEvent } from '../../contract/capture.ts';
import { track } from '../tracked.ts';
import type { AskBody } from './body.ts';
import { LogWitness } from './log-witness.ts';

const TAPPED = Date.UTC(2026, 0, 1, 12);

let events: CaptureEvent[];
let log: LogWitness;

beforeEach(() => {
  events = [];
  let ids = 0;
  log = new LogWitness({
    emit: (event) => events.push(event),
    nextId: () => {
      ids += 1;
      return `c${ids}`;
    },
    tappedSince: () => TAPPED,
    ourScripts: 'chrome-extension://us/',
  });
});

interface Wishes {
  readonly type?: 'script' | 'document' | 'image';
  readonly method?: string;
  readonly at?: number;
  readonly status?: number;
  readonly error?: string;
  readonly size?: number;
  readonly sent?: string;
}

/** An entry as Chrome's log has it. */
function entry(url: string, wishes: Wishes = {}): object {
  const { type = 'script', method = 'GET', at = TAPPED + 10, status = 200, sent } = wishes;
  return {
    _resourceType: type,
    startedDateTime: new Date(at).toISOString(),
    time: 20,
    request: {
      method,
      url,
      headers: [],
      headersSize: 500,
      ...(sent && { postData: { mimeType: 'application/x-www-form-urlencoded', text: sent } }),
    },
    response: {
      status,
      headers: [],
      headersSize: 160,
      content: { size: wishes.size ?? 7 },
      _error: wishes.error ?? null,
    },
  };
}

const says =
  (content: string): AskBody =>
  async () => ({ content, encoding: '' });
const never = () => new Promise<undefined>(() => undefined);
const nothing = async () => undefined;
const settled = () => new Promise((done) => setTimeout(done));
const seen = () => events.filter((event) => event.kind === 'seen');
const messages = () => events.filter((event) => event.kind === 'message');
const changes = () => events.flatMap((event) => (event.kind === 'changed' ? [event.change] : []));

async function finish(url: string, body: AskBody, wishes: Wishes = {}): Promise<void> {
  log.finished(entry(url, wishes), body, TAPPED + 40);
  await settled();
}

describe('an answer by script tag', () => {
  it.each([
    ['http://a.test/poll?callback=cb', 'cb({"a":1})'],
    ['http://a.test/poll?x=1&jsonp=app.on_1', '/**/app.on_1([1,2]);\n'],
    ['http://a.test/poll?cb=jQuery11_22&_=3', 'jQuery11_22({"a":1});'],
    ['http://a.test/poll?c=x', '/**/ typeof x === \'function\' && x({"a":1});'],
    ['http://a.test/poll?jsoncallback=x', 'x();'],
    ['http://a.test/echo/012/s3ss10n/jsonp?c=_jp.ab', '/**/_jp.ab("o");\r\n'],
    ['http://a.test/engine.io/?EIO=3&transport=polling&j=0&t=x', '___eio[0]("1:6");'],
  ])('is a connection: %s', async (url, body) => {
    await finish(url, says(body));
    expect(seen()).toMatchObject([
      { transport: 'script', method: 'GET', url, witness: 'browser', openedAt: TAPPED + 10 },
    ]);
    expect(messages()).toMatchObject([
      { direction: 'received', type: 'response', time: TAPPED + 30, content: { text: body } },
    ]);
    expect(changes().at(-1)).toMatchObject({ state: 'closed', closedAt: TAPPED + 30 });
    expect(changes()[0]?.headerBytes).toEqual({ sent: 500, received: 160 });
  });

  it.each([
    ['http://a.test/analytics.js?c=1', '1({"a":1})'],
    ['http://a.test/analytics.js?c=UA_1', '(function(){var c="UA_1";send(c)})();'],
    ['http://a.test/bundle.js?cb=123', 'var a=1;'],
    ['http://a.test/bundle.js?cb=a1b2c3', '!function(){"use strict"}();'],
    ['http://a.test/bundle.js?cb=webpackJsonp', 'webpackJsonp([0],{1:function(e){e()}});'],
    ['http://a.test/maps?callback=init', 'var google={};init();'],
    ['http://a.test/other?callback=cb', 'other({"a":1})'],
    ['http://a.test/two?callback=cb', 'cb({"a":1});cb({"a":2})'],
    ['http://a.test/page?callback=cb', '<!doctype html>'],
    ['http://a.test/gone?callback=cb', ''],
    ['http://a.test/plain.js', 'cb({"a":1})'],
    ['http://a.test/plain.js?lang=cb', 'cb({"a":1})'],
  ])('is not what %s brings', async (url, body) => {
    await finish(url, says(body));
    log.snapshot([{ entry: entry(url), ask: says(body) }], TAPPED + 5_000);
    await settled();
    expect(events).toEqual([]);
    expect([log.isWatching, log.isSettling]).toEqual([false, false]);
  });

  it('is looked for once, and not at all in scripts that cannot be one', async () => {
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return { content: 'var a;', encoding: '' };
    };
    const urls = ['http://a.test/a.js?cb=abc', 'http://a.test/b.js?cb=123', 'http://a.test/c.js'];
    for (const now of [TAPPED + 1_000, TAPPED + 6_000]) {
      const entries = urls.map((url) => ({ entry: entry(url, { at: TAPPED - 500 }), ask }));
      log.snapshot(entries, now);
      await settled();
    }
    // Whether it is over, and what it says; the log's reader asks once for both.
    expect(asked).toBe(2);
    expect(events).toEqual([]);
  });

  it('is there from before the panel, too', async () => {
    const url = 'http://a.test/poll?callback=cb';
    const before = entry(url, { at: TAPPED - 5_000 });
    log.snapshot([{ entry: before, ask: says('cb([])') }], TAPPED + 5);
    await settled();
    expect(seen()).toHaveLength(1);
    expect(messages()).toHaveLength(1);
  });

  it('may be base64 in the log', async () => {
    await finish('http://a.test/poll?callback=cb', async () => ({
      content: btoa('cb({"a":1})'),
      encoding: 'base64',
    }));
    expect(seen()).toHaveLength(1);
  });

  it('is not taken for a call of the page to the same address', async () => {
    const url = 'http://a.test/poll?callback=cb';
    const tracked = track({ id: 'page', transport: 'fetch', url, openedAt: TAPPED + 10 });
    log.expect(tracked, TAPPED + 10);
    await finish(url, says('cb({"a":1})'));
    expect(seen()).toMatchObject([{ transport: 'script' }]);
    expect(tracked.claims).toBe(0);
  });
});

describe('a poll by script tag', () => {
  const poll = (name: string) => `http://a.test/poll?callback=${name}`;

  it('is unknown while it is held, until one was answered', async () => {
    log.snapshot([{ entry: entry(poll('one'), { status: 0 }), ask: never }], TAPPED + 100);
    expect(events).toEqual([]);
    expect([log.isWatching, log.isSettling]).toEqual([false, false]);
    await finish(poll('one'), says('one({"n":1})'));
    const held = entry(poll('two'), { status: 0, at: TAPPED + 50 });
    log.snapshot([{ entry: held, ask: never }], TAPPED + 1_000);
    expect(seen().map(({ url }) => url)).toEqual([poll('one'), poll('two')]);
    expect(log.isWatching).toBe(true);
  });

  it.each([
    ['the server fails', { status: 500, error: 'net::ERR_ABORTED', size: 0 }, nothing],
    ['it cannot be reached', { status: 0, error: 'net::ERR_FAILED', size: 0 }, nothing],
    ['there is nothing new', { status: 204, size: 0 }, nothing],
  ])('is seen when %s, where others were answered', async (_, wishes, ask) => {
    await finish(poll('one'), ask, { ...wishes, at: TAPPED + 1 });
    expect(seen()).toEqual([]);
    await finish(poll('two'), says('two({"n":1})'));
    await finish(poll('three'), ask, { ...wishes, at: TAPPED + 50 });
    expect(seen().map(({ url }) => url)).toEqual([poll('two'), poll('three')]);
  });

  it('of SockJS is known as held by its address', () => {
    const url = 'http://a.test/echo/012/s3ss10n/jsonp?c=_jp.ab';
    log.snapshot([{ entry: entry(url, { status: 0 }), ask: never }], TAPPED + 100);
    expect(seen()).toMatchObject([{ url, transport: 'script' }]);
  });

  it('says nothing when the page is left before its body is known', async () => {
    log.finished(entry(poll('one')), says('one({"n":1})'), TAPPED + 40);
    log.left(TAPPED + 41);
    await settled();
    expect(events).toEqual([]);
  });
});

describe('the document of a frame', () => {
  const session = 'http://a.test/echo/012/s3ss10n';

  it.each([
    [`${session}/jsonp_send?i=ab`, 'd=%5B%22x%22%5D', 'ok'],
    ['http://a.test/engine.io/?EIO=3&transport=polling&j=0&sid=x', 'd=1%3A2', 'ok'],
  ])('is what a form was sent into: %s', async (url, sent, answer) => {
    await finish(url, says(answer), { type: 'document', method: 'POST', sent, size: 2 });
    expect(seen()).toMatchObject([{ transport: 'document', method: 'POST' }]);
    expect(messages()).toMatchObject([
      { direction: 'sent', type: 'request', content: { text: sent } },
      { direction: 'received', type: 'response', content: { text: answer } },
    ]);
  });

  it('is a stream of scripts, known when it is over', async () => {
    const url = `${session}/htmlfile?c=_jp.ab`;
    const stream = entry(url, { type: 'document' });
    log.snapshot([{ entry: stream, ask: never }], TAPPED + 100);
    expect(seen()).toMatchObject([{ transport: 'document' }]);
    expect(messages()).toEqual([]);
    log.finished(stream, says('<script>\np("o");\n</script>\r\n'), TAPPED + 200);
    await settled();
    expect(messages()).toMatchObject([{ type: 'response' }]);
  });

  it('is counted as lost where it was given up', () => {
    const stream = entry(`${session}/htmlfile?c=_jp.ab`, { type: 'document', size: 1_200 });
    log.snapshot([{ entry: stream, ask: never }], TAPPED + 100);
    log.left(TAPPED + 300);
    expect(messages()).toMatchObject([
      { type: 'response', size: 1_200, content: { kind: 'missing' } },
    ]);
    expect(changes().at(-1)).toMatchObject({ state: 'aborted' });
  });

  it.each([
    ['http://a.test/', 'GET', 'document'],
    ['http://a.test/?callback=cb', 'GET', 'document'],
    ['http://a.test/login', 'POST', 'document'],
    ['http://a.test/jsonp_send', 'POST', 'document'],
    [`${session}/jsonp_send`, 'GET', 'document'],
    [`${session}/htmlfile`, 'GET', 'document'],
    [`${session}/htmlfile?c=1`, 'GET', 'document'],
    [`${session}/iframe.html`, 'GET', 'document'],
    [`${session}/jsonp?c=_jp.ab`, 'GET', 'document'],
    [`${session}/jsonp?c=_jp.ab`, 'GET', 'image'],
    ['http://a.test/?EIO=3&transport=polling&j=0', 'GET', 'document'],
  ] as const)('is a page like others: %s by %s, a(n) %s', async (url, method, type) => {
    await finish(url, says('cb({"a":1})'), { type, method });
    expect(events).toEqual([]);
  });
});
