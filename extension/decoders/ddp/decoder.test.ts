import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { Direction } from '../contract.ts';
import { Dialogue, fieldAt, kindsOf, summariesOf } from '../dialogue.fixture.ts';
import { ddp } from './decoder.ts';

const dialogue = () => new Dialogue(ddp);

describe('recognition', () => {
  it.each<[Direction, unknown, boolean]>([
    ['sent', { msg: 'connect', version: '1', support: ['1', 'pre2'] }, true],
    ['received', { server_id: '0' }, true],
    ['received', { msg: 'connected', session: 'abc' }, true],
    ['sent', { msg: 'sub', id: 'x', name: 'todos', params: [] }, true],
    ['received', { msg: 'added', collection: 'todos', id: '1', fields: {} }, true],
    ['received', { msg: 'connect', version: '1', support: [] }, false],
    ['sent', { msg: 'connect' }, false],
    ['sent', { msg: 'connect', version: '1', support: [], user: 'kim' }, false],
    ['received', { msg: 'hello' }, false],
    ['received', { msg: 'ping' }, false],
    ['received', { msg: 'error', reason: 'x' }, false],
    ['received', { server_id: '0', name: 'x' }, false],
    ['sent', { server_id: '0' }, false],
    ['received', ['connected'], false],
    ['received', 42, false],
    ['received', 12345678, false],
  ])('by content of %s %j: %s', (direction, message, isDdp) => {
    const payload = Payload.ofText(JSON.stringify(message));
    expect(ddp.sniffs(payload, direction) !== undefined).toBe(isDdp);
  });

  it('also inside SockJS', () => {
    const connect = JSON.stringify({ msg: 'connect', version: '1', support: ['1'] });
    const chain = openChain({
      transport: 'websocket',
      url: 'ws://h/sockjs/012/abcdefgh/websocket',
    });
    const text = JSON.stringify([connect]);
    const payload = Payload.ofText(text);
    const records = chain.feed({ message: 0, direction: 'sent', time: 0, payload });
    expect(records[0]?.layers.map((layer) => layer.protocol)).toEqual(['sockjs', 'ddp']);
  });
});

describe('a session', () => {
  it('has channels for subscriptions, methods and collections', () => {
    const talk = dialogue();
    const units = [
      talk.received({ server_id: '0' }),
      talk.sent({ msg: 'connect', version: '1', support: ['1'] }),
      talk.received({ msg: 'connected', session: 's' }),
      talk.sent({ msg: 'sub', id: 'a', name: 'todos', params: [{ list: 1 }] }),
      talk.received({ msg: 'added', collection: 'todos', id: '7', fields: { text: 'x' } }),
      talk.received({ msg: 'ready', subs: ['a'] }),
      talk.sent({ msg: 'method', id: '1', method: 'todos.add', params: ['y'] }),
      talk.received({ msg: 'result', id: '1', result: { ok: true } }),
      talk.received({ msg: 'updated', methods: ['1'] }),
      talk.received({ msg: 'changed', collection: 'todos', id: '7', cleared: ['text'] }),
      talk.received({ msg: 'removed', collection: 'todos', id: '7' }),
      talk.sent({ msg: 'unsub', id: 'a' }),
      talk.received({ msg: 'nosub', id: 'a' }),
    ].flat();
    expect(units.map(({ layer, channel }) => [layer.summary, channel?.id])).toEqual([
      ['greeting, to be ignored', undefined],
      ['connect', undefined],
      ['connected', undefined],
      ['sub todos', 'sub todos'],
      ['added todos #7', 'collection todos'],
      ['ready todos', 'sub todos'],
      ['method todos.add', 'method todos.add'],
      ['result todos.add', 'method todos.add'],
      ['updated todos.add', 'method todos.add'],
      ['changed todos #7', 'collection todos'],
      ['removed todos #7', 'collection todos'],
      ['unsub todos', 'sub todos'],
      ['nosub todos', 'sub todos'],
    ]);
    expect(fieldAt(units.slice(5), 'subs', '0')?.note).toBe('answers sub todos, 20 ms later');
    expect(fieldAt(units.slice(7), 'id')?.note).toBe('answers method todos.add, 10 ms later');
    expect(units[4]?.layer.inner?.payload.text).toBe('{"text":"x"}');
    expect(kindsOf(units)).toEqual([]);
  });

  it('says why something failed', () => {
    const talk = dialogue();
    talk.sent({ msg: 'method', id: '1', method: 'm' });
    const error = { error: '404', reason: 'Method not found' };
    expect(summariesOf(talk.received({ msg: 'result', id: '1', error }))).toEqual([
      'result m: Method not found',
    ]);
    expect(summariesOf(talk.received({ msg: 'nosub', id: 'x', error }))).toEqual([
      'nosub #x: Method not found',
    ]);
  });

  it('says the code of an error where that is all there is, a number as well', () => {
    const result = (error: object) =>
      summariesOf(dialogue().received({ msg: 'result', id: '1', error }));
    expect([{ error: 404 }, { error: 'not-found' }, {}].map(result)).toEqual([
      ['result #1: 404'],
      ['result #1: not-found'],
      ['result #1: error'],
    ]);
  });

  it('says which version a server would rather speak', () => {
    const units = dialogue().received({ msg: 'failed', version: 'pre2' });
    expect(summariesOf(units)).toEqual(['failed: version pre2 is asked for']);
  });

  it.each(['x', null])('has ordered collections: before %s', (before) => {
    const about = { collection: 'a', id: '1', before };
    const units = ['addedBefore', 'movedBefore'].flatMap((msg) =>
      dialogue().received({ msg, ...about }),
    );
    expect([summariesOf(units), kindsOf(units)]).toEqual([
      ['addedBefore a #1', 'movedBefore a #1'],
      [],
    ]);
  });

  it.each(['ping', 'pong'])('is kept alive by %s, either way', (msg) => {
    const talk = dialogue();
    for (const units of [talk.sent({ msg }), talk.received({ msg, id: 'x' })]) {
      expect(units.map((unit) => [unit.isHeartbeat, unit.layer.problems])).toEqual([[true, []]]);
    }
  });

  it('does not show whole what a login says, nor what comes back', () => {
    const talk = dialogue();
    const password = { digest: '0123456789abcdef', algorithm: 'sha-256' };
    const login = talk.sent({ msg: 'method', id: '1', method: 'login', params: [{ password }] });
    const result = { id: 'u', token: 'abcdefghijklmnopqrst' };
    const back = talk.received({ msg: 'result', id: '1', result });
    const shown = JSON.stringify([login, back].map(([unit]) => unit?.layer.fields()));
    expect(shown).not.toMatch(/01234|abcde/);
    expect([login[0]?.layer.inner, back[0]?.layer.inner]).toEqual([undefined, undefined]);
  });
});

describe('what is wrong', () => {
  it.each<[Direction, unknown, readonly string[]]>([
    ['received', { msg: 'hello' }, ['unknown-type']],
    ['received', { msg: 'sub', id: '1', name: 'x' }, ['wrong-direction']],
    ['sent', { msg: 'sub', id: 1, name: 'x' }, ['missing-field']],
    ['sent', { msg: 'method', id: '1' }, ['missing-field']],
    ['received', { msg: 'ready', subs: 'a' }, ['missing-field']],
    ['received', { msg: 'added', id: '1' }, ['missing-field']],
    ['received', { msg: 'movedBefore', collection: 'a', id: '1' }, ['missing-field']],
    ['received', '{"msg":"added","collection":"a","id":"1","fields":{', ['truncated']],
    ['received', { a: 1 }, ['foreign']],
    ['sent', { server_id: '0' }, ['foreign']],
    ['sent', ['x'], ['foreign']],
  ])('%s %j: %j', (direction, message, kinds) => {
    const talk = dialogue();
    const units = direction === 'sent' ? talk.sent(message) : talk.received(message);
    expect(kindsOf(units)).toEqual(kinds);
  });

  it('never makes it throw', () => {
    const valid = fc.constantFrom(
      JSON.stringify({ msg: 'ready', subs: ['é', 'b'] }),
      JSON.stringify({ msg: 'result', id: '1', error: { reason: 'x' } }),
      JSON.stringify({ msg: 'added', collection: 'a', id: '1', fields: { $date: 1 } }),
    );
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 });
    fc.assert(
      fc.property(valid, damage, fc.boolean(), (text, hits, isSent) => {
        const bytes = new TextEncoder().encode(text);
        for (const [place, byte] of hits) bytes[place % bytes.length] = byte;
        const units = dialogue().feed(isSent ? 'sent' : 'received', Payload.ofBytes(bytes));
        expect(summariesOf(units)).toHaveLength(1);
        expect(units[0]?.layer.fields()).toBeInstanceOf(Array);
        expect(units[0]?.layer.problems).toBeInstanceOf(Array);
      }),
      { numRuns: 500 },
    );
  });
});
