import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { ConnectionFacts, Direction } from '../contract.ts';
import { Dialogue, fieldAt, kindsOf, summariesOf } from '../dialogue.fixture.ts';
import { centrifugo } from './decoder.ts';

const dialogue = () => new Dialogue(centrifugo);

describe('recognition', () => {
  it.each<[Partial<ConnectionFacts>, string | undefined]>([
    [{ protocol: 'centrifuge-json' }, 'subprotocol'],
    [{ url: 'wss://h/connection/websocket' }, 'url'],
    [{ url: 'ws://h:8000/connection/uni_websocket?x=1' }, 'url'],
    [{ url: 'ws://h/connection/websocket', protocol: 'centrifuge-protobuf' }, undefined],
    [{ url: 'ws://h/x/connection/websocket' }, undefined],
    [{ url: 'http://h/connection/websocket', transport: 'fetch' }, undefined],
  ])('by %j: %s', (declared, by) => {
    const facts = { transport: 'websocket', url: 'ws://h/', ...declared } as const;
    expect(centrifugo.claims(facts)?.by).toBe(by);
  });

  it.each<[Direction, string, boolean]>([
    ['sent', '{"connect":{"token":"x"},"id":1}', true],
    ['sent', '{"id":1,"connect":{}}\n{"id":2,"subscribe":{"channel":"a"}}', true],
    ['sent', '{"subscribe":{"channel":"a"},"id":2}', true],
    ['received', '{"id":1,"connect":{"client":"c","version":"5"}}', true],
    ['received', '{"push":{"channel":"a","pub":{"data":1}}}', true],
    ['received', '{"push":{"channel":"a","data":{}}}', false],
    ['received', '{"push":{"pub":{}}}', false],
    ['received', '{"id":1,"connect":{}}', false],
    ['sent', '{"id":"1","connect":{}}', false],
    ['sent', '{"id":1,"connect":{},"more":1}', false],
    ['sent', '{"id":1,"subscribe":{"topic":"a"}}', false],
    ['received', '{}', false],
    ['received', '[1]', false],
    ['received', '42', false],
    ['received', '12345678', false],
    ['received', '', false],
  ])('by content of %s %j: %s', (direction, text, isOurs) => {
    expect(centrifugo.sniffs(Payload.ofText(text), direction) !== undefined).toBe(isOurs);
  });
});

describe('a connection', () => {
  it('ties replies to commands, and has a channel per channel', () => {
    const talk = dialogue();
    const units = [
      talk.sent({ connect: { name: 'js' }, id: 1 }),
      talk.received({ id: 1, connect: { client: 'c', version: '5', ping: 25, pong: true } }),
      talk.sent({ subscribe: { channel: 'chat:42' }, id: 2 }),
      talk.received({ id: 2, subscribe: { epoch: 'x' } }),
      talk.received({ push: { channel: 'chat:42', pub: { data: { text: 'é' }, offset: 7 } } }),
      talk.received({ push: { channel: 'chat:42', join: { info: { client: 'd' } } } }),
      talk.sent({ publish: { channel: 'chat:42', data: { a: 1 } }, id: 3 }),
      talk.received({ id: 3, error: { code: 103, message: 'permission denied' } }),
      talk.sent({ rpc: { method: 'time', data: {} }, id: 4 }),
      talk.received({ id: 4, rpc: { data: { now: 1 } } }),
      talk.received({ push: { disconnect: { code: 3001, reason: 'shutdown' } } }),
    ].flat();
    expect(units.map(({ layer, channel }) => [layer.summary, channel?.id])).toEqual([
      ['connect', undefined],
      ['reply to connect', undefined],
      ['subscribe chat:42', 'chat:42'],
      ['reply to subscribe chat:42', 'chat:42'],
      ['pub chat:42', 'chat:42'],
      ['join chat:42', 'chat:42'],
      ['publish chat:42', 'chat:42'],
      ['error publish chat:42: 103 permission denied', 'chat:42'],
      ['rpc time', undefined],
      ['reply to rpc time', undefined],
      ['disconnect: 3001 shutdown', undefined],
    ]);
    expect(fieldAt(units.slice(3), 'id')?.note).toBe('answers subscribe chat:42, 10 ms later');
    expect(units[4]?.layer.inner?.payload.text).toBe('{"text":"é"}');
    expect(fieldAt(units.slice(4), 'push', 'pub', 'data')?.note).toBe('read in the layer inside');
    expect(kindsOf(units)).toEqual([]);
  });

  it('is kept alive by empty objects: the server pings, the client pongs', () => {
    const talk = dialogue();
    const units = [...talk.received('{}'), ...talk.sent('{}')];
    expect(units.map(({ layer, isHeartbeat }) => [layer.summary, isHeartbeat])).toEqual([
      ['ping', true],
      ['pong', true],
    ]);
  });

  it('has several lines in a message, every byte in one of them', () => {
    const units = dialogue().received('{}\n{"push":{"channel":"é","pub":{}}}\n\n');
    expect(units.map(({ layer, sources }) => [layer.summary, sources[0]?.range])).toEqual([
      ['ping', [0, 3]],
      ['pub é', [3, 39]],
    ]);
  });

  it('over a one-way transport gets pushes that stand alone', () => {
    const talk = dialogue();
    const units = [
      ...talk.received({ connect: { client: 'c', version: '5' } }),
      ...talk.received({ channel: 'a', pub: { data: { x: 1 } } }),
    ];
    expect(summariesOf(units)).toEqual(['connect', 'pub a']);
    expect(units[1]?.layer.inner?.payload.text).toBe('{"x":1}');
  });

  it.each([
    { connect: { token: 'eyJhbGciOiJIUzI1NiJ9.abc.def' }, id: 1 },
    { connect: { headers: { authorization: 'eyJhbGciOiJIUzI1NiJ9' } }, id: 1 },
    { refresh: { token: 'eyJhbGciOiJIUzI1NiJ9.abc.def' }, id: 1 },
    { subscribe: { channel: 'a', token: 'eyJhbGciOiJIUzI1NiJ9.abc.def' }, id: 1 },
  ])('does not show tokens whole: %j', (command) => {
    const [unit] = dialogue().sent(command);
    expect(JSON.stringify(unit?.layer.fields())).not.toContain('hbGci');
  });
});

describe('what is wrong', () => {
  it.each<[Direction, unknown, readonly string[]]>([
    ['sent', { connect: {} }, ['bad-id']],
    ['sent', { connect: {}, id: 0 }, ['bad-id']],
    ['sent', { connect: {}, id: 'x' }, ['bad-id']],
    ['sent', { send: { data: 1 } }, []],
    ['sent', { connect: {}, subscribe: {}, id: 1 }, ['several-requests']],
    ['sent', { connect: 1, id: 1 }, ['bad-request']],
    ['sent', { method: 1, params: {}, id: 1 }, ['foreign']],
    ['received', { hello: 1 }, ['foreign']],
    ['received', { push: { x: 1 } }, ['foreign']],
    ['received', '{"push":{"channel":"a","pub":{"data":', ['truncated']],
    ['received', [1], ['foreign']],
  ])('%s %j: %j', (direction, message, kinds) => {
    const talk = dialogue();
    const units = direction === 'sent' ? talk.sent(message) : talk.received(message);
    expect(kindsOf(units)).toEqual(kinds);
  });

  it('never makes it throw, nor lose a byte', () => {
    const valid = '{}\n{"push":{"channel":"é","pub":{"data":[1]}}}\n{"id":1,"error":{"code":1}}';
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 });
    fc.assert(
      fc.property(damage, fc.boolean(), (hits, isSent) => {
        const bytes = new TextEncoder().encode(valid);
        for (const [place, byte] of hits) bytes[place % bytes.length] = byte;
        let reached = 0;
        const direction = isSent ? 'sent' : 'received';
        for (const { layer, sources } of dialogue().feed(direction, Payload.ofBytes(bytes))) {
          expect(sources[0]?.range[0]).toBe(reached);
          reached = sources[0]?.range[1] ?? 0;
          expect(layer.fields()).toBeInstanceOf(Array);
          expect(layer.problems).toBeInstanceOf(Array);
        }
        expect(reached).toBe(bytes.length);
      }),
      { numRuns: 500 },
    );
  });
});

/** Fields of definitions/client.proto (centrifugal/protocol) that change what a message means. */
describe('what the protocol has beside requests and replies', () => {
  it('names channels by a number once a subscription gave one', () => {
    const talk = dialogue();
    talk.sent({ subscribe: { channel: 'chat:42', flag: 1 }, id: 1 });
    talk.received({ id: 1, subscribe: { id: 7 } });
    const units = talk.received({ push: { id: 7, pub: { data: 1 } } });
    expect(units.map(({ layer, channel }) => [layer.summary, channel?.id])).toEqual([
      ['pub chat:42', 'chat:42'],
    ]);
    expect(fieldAt(units, 'push', 'id')?.note).toBe('chat:42');
  });

  it('says what became of a recovery', () => {
    const talk = dialogue();
    const reply = (subscribe: object) => {
      talk.sent({ subscribe: { channel: 'a', recover: true, epoch: 'x', offset: 3 }, id: 1 });
      return summariesOf(talk.received({ id: 1, subscribe }));
    };
    const was = { was_recovering: true, epoch: 'x', offset: 5 };
    expect(reply({ ...was, recovered: true, publications: [{ data: 1 }, { data: 2 }] })).toEqual([
      'reply to subscribe a, 2 recovered',
    ]);
    expect(reply(was)).toEqual(['reply to subscribe a, not recovered']);
    expect(reply({ epoch: 'x' })).toEqual(['reply to subscribe a']);
  });

  it('says of an error whether it is worth another try', () => {
    const error = { code: 100, message: 'internal server error', temporary: true };
    const units = dialogue().received({ id: 1, error });
    expect(fieldAt(units, 'error', 'temporary')?.note).toBe('the client may try again');
  });

  it('says of an expired token that the client asks for another', () => {
    const units = dialogue().received({ id: 1, error: { code: 109, message: 'token expired' } });
    expect(fieldAt(units, 'error', 'code')?.note).toBe('the client gets a new token');
  });

  it.each([
    ['disconnect', 3001, 'the client connects again'],
    ['disconnect', 3500, 'the client does not connect again'],
    ['disconnect', 4499, 'the client connects again'],
    ['disconnect', 4500, 'the client does not connect again'],
    ['disconnect', 5000, 'the client connects again'],
    ['disconnect', 1000, undefined],
    ['unsubscribe', 2000, 'the client does not subscribe again'],
    ['unsubscribe', 2500, 'the client subscribes again'],
  ])('says of %s %i what follows', (kind, code, note) => {
    const units = dialogue().received({ push: { channel: 'a', [kind]: { code, reason: '' } } });
    expect(fieldAt(units, 'push', kind, 'code')?.note).toBe(note);
  });

  it('does not show whole the signatures of keys that are tracked', () => {
    const track = [{ signature: '0123456789abcdef0123', items: [{ key: 'k' }] }];
    const units = dialogue().sent({ id: 1, sub_refresh: { channel: 'a', type: 1, track } });
    expect(JSON.stringify(units[0]?.layer.fields())).not.toContain('0123456789');
    expect(JSON.stringify(units[0]?.layer.fields())).toContain('"k"');
  });

  it('does not show whole the tokens of subscriptions, nor the session', () => {
    const talk = dialogue();
    const subs = { private: { token: 'eyJhbGciOiJIUzI1NiJ9.subscription' } };
    const units = [
      talk.sent({ connect: { token: 'eyJhbGciOiJIUzI1NiJ9.connection', subs }, id: 1 }),
      talk.received({ id: 1, connect: { client: 'c', session: '9d5a1b6e-session-secret' } }),
    ].flat();
    const shown = JSON.stringify(units.map(({ layer }) => layer.fields()));
    expect(shown).not.toMatch(/subscription"|connection"|session-secret/);
  });
});

describe('over HTTP', () => {
  const STREAM = 'http://h/connection/http_stream';
  const http = (url: string) => new Dialogue(centrifugo, { transport: 'fetch', url });

  it.each([
    [STREAM, 'application/json', 'url'],
    ['https://h/connection/uni_http_stream?x=1', undefined, 'url'],
    [STREAM, 'application/octet-stream', undefined],
    ['http://h/emulation', 'application/json', 'url'],
    ['http://h/other/http_stream', 'application/json', undefined],
  ])('is recognised by its path: %s as %s', (url, mime, by) => {
    const facts = { transport: 'fetch', url, ...(mime && { mime }) } as const;
    expect(centrifugo.claims(facts)?.by).toBe(by);
  });

  it('is a line at a time, wherever the body is cut', () => {
    const lines = [{ id: 1, connect: { client: 'é' } }, {}, { push: { channel: 'é', pub: {} } }];
    const bytes = new TextEncoder().encode(
      lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    );
    const cut = (places: readonly number[]) => {
      const session = centrifugo.open({ transport: 'fetch', url: STREAM });
      const units = [...places, bytes.length].flatMap((end, index) =>
        session.feed({
          message: index,
          direction: 'received',
          time: 0,
          payload: Payload.ofBytes(bytes.subarray(places[index - 1] ?? 0, end)),
          isPart: true,
        }),
      );
      return summariesOf([...units, ...session.end()]);
    };
    const whole = ['reply to connect', 'ping', 'pub é'];
    for (let place = 0; place < bytes.length; place += 1) expect(cut([place])).toEqual(whole);
    expect(cut(Array.from(bytes, (_, place) => place))).toEqual(whole);
  });

  it('may go one way: the request is a connect by itself, pushes stand alone', () => {
    const talk = http('http://h/connection/uni_http_stream');
    const units = [
      talk.sent({ token: 'eyJhbGciOiJIUzI1NiJ9.connection', subs: {} }),
      talk.received({ connect: { client: 'c', version: '5', subs: { news: { id: 3 } } } }),
      talk.received({ channel: 'news', pub: { data: { a: 1 } } }),
      talk.received({ id: 3, pub: { data: { a: 2 } } }),
      talk.received({}),
    ].flat();
    expect(summariesOf(units)).toEqual(['connect', 'connect', 'pub news', 'pub news', 'ping']);
    expect(JSON.stringify(units[0]?.layer.fields())).not.toContain('connection');
  });

  it('posts commands beside a stream, in a string', () => {
    const commands = [
      { subscribe: { channel: 'chat' }, id: 2 },
      { publish: { channel: 'chat', data: {} }, id: 3 },
    ];
    const request = (data: unknown[]) => ({
      session: '9d5a1b6e-session-secret',
      node: 'n1',
      data: data.map((one) => JSON.stringify(one)).join('\n'),
    });
    const units = http('http://h/emulation').sent(request(commands));
    expect(summariesOf(units)).toEqual(['emulation: subscribe chat, publish chat']);
    expect([units[0]?.channel?.id, kindsOf(units)]).toEqual(['chat', []]);
    expect(units[0]?.layer.inner?.payload.text).toContain('"publish"');
    const refresh = { refresh: { token: 'eyJhbGciOiJIUzI1NiJ9.connection' }, id: 4 };
    const [secret] = http('http://h/emulation').sent(request([refresh]));
    expect(secret?.layer.inner).toBeUndefined();
    expect(JSON.stringify([units[0], secret].map((unit) => unit?.layer.fields()))).not.toMatch(
      /session-secret|connection/,
    );
  });

  it('is recognised by its first push inside server-sent events', () => {
    const connect = Payload.ofText('{"connect":{"client":"c","version":"5"}}');
    expect(centrifugo.sniffs(connect, 'received')?.by).toBe('content');
  });
});
