import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Direction } from '../contract.ts';
import { Dialogue, fieldAt, kindsOf, summariesOf } from '../dialogue.fixture.ts';
import { graphql } from './decoder.ts';

const TICKS = { query: 'subscription Ticks($n: Int) { ticks(n: $n) }', variables: { n: 3 } };
const transport = () => new Dialogue(graphql, { protocol: 'graphql-transport-ws' });
const legacy = () => new Dialogue(graphql, { protocol: 'graphql-ws' });

function subscribe(more: object): object {
  return { type: 'subscribe', id: '1', payload: { ...TICKS, ...more } };
}

/** A dialogue past its initialisation. */
function acknowledged(): Dialogue {
  const dialogue = transport();
  dialogue.sent({ type: 'connection_init' });
  dialogue.received({ type: 'connection_ack' });
  return dialogue;
}

describe('recognition', () => {
  it.each(['graphql-transport-ws', 'graphql-ws'])('by subprotocol %s', (protocol) => {
    const facts = { transport: 'websocket', url: 'ws://h/', protocol } as const;
    expect(graphql.claims(facts)).toEqual({
      by: 'subprotocol',
      reason: `subprotocol ${protocol}`,
    });
  });

  const sniffs = (direction: Direction, text: string) => [
    graphql.sniffs(Payload.ofText(text), direction)?.by,
    graphql.sniffs(Payload.ofBytes(new TextEncoder().encode(text)), direction)?.by,
  ];

  it.each<[Direction, string]>([
    ['sent', '{"type":"connection_init","payload":{}}'],
    ['sent', ' { "payload" : {"a":"b"}, "type" : "connection_init" } '],
    ['received', '{"type":"connection_ack"}'],
    ['sent', '{"id":"1","type":"subscribe","payload":{"query":"{a}"}}'],
    ['sent', '{"id":"1","type":"start","payload":{"query":"{a}"}}'],
    ['received', '{"id":"1","type":"next","payload":{"data":{"a":1}}}'],
    ['received', '{"id":"1","type":"data","payload":{"errors":[],"data":null}}'],
  ])('by content, %s %s', (direction, text) => {
    expect(sniffs(direction, text)).toEqual(['content', 'content']);
  });

  it.each<[Direction, string]>([
    ['received', '{"type":"connection_init"}'],
    ['sent', '{"type":"connection_ack"}'],
    ['sent', '{"type":"connection_init","version":1}'],
    ['sent', '{"type":"connection_init"'],
    ['sent', '{"type":"subscribe","channel":"a"}'],
    ['sent', '{"id":"1","type":"start","payload":{}}'],
    ['received', '{"id":"1","type":"data","payload":{"data":1,"total":2}}'],
    ['received', '{"id":1,"type":"next","payload":{"data":1}}'],
    ['received', '{"type":"ping"}'],
    ['received', '{"type":"welcome"}'],
    ['received', '["connection_ack"]'],
    ['received', '"connection_ack"'],
    ['received', '{"text":"\\"type\\":\\"connection_ack\\""}'],
    ['received', '42'],
    ['received', '12345678'],
    ['received', ''],
  ])('not by %s %s', (direction, text) => {
    expect(sniffs(direction, text)).toEqual([undefined, undefined]);
  });
});

describe('graphql-transport-ws', () => {
  it('has a channel per operation, called by its name', () => {
    const dialogue = acknowledged();
    const units = [
      dialogue.sent({ id: 'a', type: 'subscribe', payload: TICKS }),
      dialogue.sent({ id: 'b', type: 'subscribe', payload: { query: '{ me { name } }' } }),
      dialogue.received({ id: 'a', type: 'next', payload: { data: { ticks: 1 } } }),
      dialogue.received({ id: 'b', type: 'error', payload: [{ message: 'no' }] }),
      dialogue.sent({ id: 'a', type: 'complete' }),
    ].flat();
    expect(units.map(({ layer, channel }) => [layer.summary, channel?.id])).toEqual([
      ['subscribe Ticks', 'operation-1'],
      ['subscribe query { me }', 'operation-2'],
      ['next Ticks', 'operation-1'],
      ['error query { me }', 'operation-2'],
      ['complete Ticks', 'operation-1'],
    ]);
    expect(units[0]?.channel).toMatchObject({ name: 'Ticks', type: 'graphql-operation' });
    expect(kindsOf(units)).toEqual([]);
  });

  it('goes by operationName where there is one, by id where the beginning was not seen', () => {
    const dialogue = transport();
    const payload = { query: 'query A{a} query B{b}', operationName: 'B' };
    expect(summariesOf(dialogue.sent({ id: '1', type: 'subscribe', payload }))).toEqual([
      'subscribe B',
    ]);
    const late = dialogue.received({ id: 'x', type: 'next', payload: { data: null } });
    expect(late[0]?.channel).toEqual({ id: 'id-x', name: '#x', type: 'graphql-operation' });
  });

  it('says how long the first result and the whole operation took', () => {
    const dialogue = acknowledged();
    dialogue.sent({ id: 'a', type: 'subscribe', payload: TICKS });
    const next = { id: 'a', type: 'next', payload: { data: {} } };
    expect(fieldAt(dialogue.received(next), 'id')?.note).toBe(
      'answers subscribe Ticks, 10 ms later',
    );
    expect(fieldAt(dialogue.received(next), 'id')?.note).toBeUndefined();
    const complete = dialogue.received({ id: 'a', type: 'complete' });
    expect(fieldAt(complete, 'id')?.note).toBe('ended by the server, 30 ms after subscribe Ticks');
  });

  it('hands results on as JSON, with their place', () => {
    const text = '{"id":"a","type":"next","payload": {"data":{"é":1}} }';
    const [unit] = acknowledged().received(text);
    expect(unit?.layer.inner).toMatchObject({ mime: 'application/json', range: [35, 52] });
    expect(unit?.layer.inner?.payload.text).toBe('{"data":{"é":1}}');
    expect(unit?.layer.fields().at(-1)).toEqual({
      name: 'payload',
      range: [24, 52],
      note: 'read in the layer inside',
    });
  });

  it('does not show credentials whole', () => {
    const payload = { headers: { authorization: 'Bearer abcdefghijklmnopq' }, pin: 1234, on: true };
    const units = transport().sent({ type: 'connection_init', payload });
    const shown = JSON.stringify(units[0]?.layer.fields());
    expect(shown).toContain('Bear…');
    expect(shown).not.toMatch(/Beare|abcdef|1234/);
    expect(fieldAt(units, 'payload', 'pin')?.value).toBe('…');
    expect(fieldAt(units, 'payload')?.note).toBe('secret: not shown whole');
    expect(units[0]?.layer.inner).toBeUndefined();
  });

  it.each(['ping', 'pong'])('takes %s for a heart-beat, either way', (type) => {
    const dialogue = acknowledged();
    for (const units of [dialogue.sent({ type }), dialogue.received({ type, payload: { a: 1 } })]) {
      expect(units.map((unit) => [unit.isHeartbeat, unit.layer.problems])).toEqual([[true, []]]);
    }
  });

  it.each<[string, Direction, unknown, string]>([
    ['4400', 'sent', { type: 'hello' }, 'unknown-type'],
    ['4400', 'received', { type: 'subscribe', id: '1', payload: TICKS }, 'wrong-direction'],
    ['Subscribe', 'sent', { type: 'subscribe', payload: TICKS }, 'missing-id'],
    ['Subscribe', 'sent', { type: 'subscribe', id: 7, payload: TICKS }, 'bad-id'],
    ['Subscribe', 'sent', { type: 'subscribe', id: '', payload: TICKS }, 'bad-id'],
    ['Subscribe', 'sent', { type: 'subscribe', id: '1' }, 'missing-payload'],
    ['Subscribe', 'sent', { type: 'subscribe', id: '1', payload: { q: 1 } }, 'missing-query'],
    ['Subscribe', 'sent', subscribe({ variables: [1] }), 'bad-payload'],
    ['Subscribe', 'sent', subscribe({ operationName: {} }), 'bad-payload'],
    ['Subscribe', 'sent', subscribe({ extensions: 'x' }), 'bad-payload'],
    ['Next', 'received', { type: 'next', id: '1', payload: [1] }, 'bad-payload'],
    ['Error', 'received', { type: 'error', id: '1', payload: { message: 'x' } }, 'bad-payload'],
    ['Complete', 'sent', { type: 'complete' }, 'missing-id'],
    ['names crossed', 'sent', { type: 'start', id: '1', payload: TICKS }, 'wrong-dialect'],
    ['names crossed', 'received', { type: 'ka' }, 'wrong-dialect'],
    ['4429', 'sent', { type: 'connection_init' }, 'repeated-init'],
    ['JSON', 'received', '{"type":"next","id":"1","payload":{"data":', 'truncated'],
  ])('%s: finds in %s %j a problem', (_, direction, message, kind) => {
    const dialogue = acknowledged();
    const units = direction === 'sent' ? dialogue.sent(message) : dialogue.received(message);
    expect(kindsOf(units)).toEqual([kind]);
  });

  it('ties a problem to its bytes', () => {
    const [unit] = acknowledged().sent('{"payload":{},"type":"hello"}');
    expect(unit?.layer.problems).toMatchObject([{ kind: 'unknown-type', offset: 21 }]);
  });

  it('wants an acknowledgement first (4401), and ids that are free (4409)', () => {
    const dialogue = transport();
    const subscribe = { id: '1', type: 'subscribe', payload: TICKS };
    dialogue.sent({ type: 'connection_init' });
    expect(kindsOf(dialogue.sent(subscribe))).toEqual(['not-acknowledged']);
    dialogue.received({ type: 'connection_ack' });
    expect(kindsOf(dialogue.sent(subscribe))).toEqual(['repeated-id']);
    dialogue.sent({ id: '1', type: 'complete' });
    const again = dialogue.sent(subscribe);
    expect(kindsOf(again)).toEqual([]);
    expect(again[0]?.channel?.id).toBe('operation-3');
  });

  it.each(['[1]', '{"event":"x"}', '7', 'hello', '{"type":7}'])('does not own %s', (text) => {
    const [unit] = acknowledged().received(text);
    expect([unit?.isForeign, unit?.layer.inner?.payload.text]).toEqual([true, text]);
  });
});

describe('subscriptions-transport-ws (subprotocol graphql-ws)', () => {
  it('is read by its own words', () => {
    const dialogue = legacy();
    const units = [
      dialogue.sent({ type: 'connection_init', payload: {} }),
      dialogue.sent({ id: '1', type: 'start', payload: TICKS }),
      dialogue.received({ type: 'connection_ack' }),
      dialogue.received({ type: 'ka' }),
      dialogue.received({ id: '1', type: 'data', payload: { data: { ticks: 1 } } }),
      dialogue.received({ id: '1', type: 'error', payload: { message: 'x' } }),
      dialogue.sent({ id: '1', type: 'stop' }),
      dialogue.received({ id: '1', type: 'complete' }),
      dialogue.sent({ type: 'connection_terminate' }),
    ].flat();
    expect(summariesOf(units)).toEqual([
      'connection_init',
      'start Ticks',
      'connection_ack',
      'ka',
      'data Ticks',
      'error Ticks',
      'stop Ticks',
      'complete Ticks',
      'connection_terminate',
    ]);
    expect(kindsOf(units)).toEqual([]);
    expect(units.map((unit) => unit.isHeartbeat ?? false).indexOf(true)).toBe(3);
  });

  it('has other rules: the client does not complete, an id may be used again', () => {
    const dialogue = legacy();
    dialogue.sent({ id: '1', type: 'start', payload: TICKS });
    expect(kindsOf(dialogue.sent({ id: '1', type: 'start', payload: TICKS }))).toEqual([]);
    expect(kindsOf(dialogue.sent({ id: '1', type: 'complete' }))).toEqual(['wrong-direction']);
    expect(
      dialogue.sent({ id: '1', type: 'subscribe', payload: TICKS })[0]?.layer.problems,
    ).toEqual([
      {
        kind: 'wrong-dialect',
        offset: 17,
        reason: 'subscribe belongs to graphql-transport-ws, not to the subprotocol graphql-ws.',
      },
    ]);
  });

  it('is found out by its first own word where no subprotocol is known', () => {
    const dialogue = new Dialogue(graphql);
    dialogue.sent({ type: 'connection_init' });
    dialogue.received({ type: 'ka' });
    expect(kindsOf(dialogue.received({ type: 'next', id: '1', payload: {} }))).toEqual([
      'wrong-dialect',
    ]);
  });

  it('as AWS AppSync speaks it: a request in a string, authorization beside it', () => {
    const dialogue = legacy();
    const extensions = { authorization: { Authorization: 'secret-token-value-1234', host: 'h' } };
    const payload = { data: JSON.stringify(TICKS), extensions };
    const units = dialogue.sent({ id: '1', type: 'start', payload });
    expect(summariesOf(units)).toEqual(['start Ticks']);
    expect(JSON.stringify(units[0]?.layer.fields())).not.toContain('token');
    const started = dialogue.received({ id: '1', type: 'start_ack' });
    expect([summariesOf(started), kindsOf(started)]).toEqual([['start_ack Ticks'], []]);
  });
});

describe('damaged messages', () => {
  it('never throw, and keep every offset in its place', () => {
    const valid = fc.constantFrom(
      JSON.stringify({ type: 'connection_init', payload: { token: 'abc' } }),
      JSON.stringify({ id: '1', type: 'subscribe', payload: TICKS }),
      JSON.stringify({ id: '1', type: 'next', payload: { data: { ticks: [1, 'é'] } } }),
      JSON.stringify({ id: '1', type: 'error', payload: [{ message: 'x' }] }),
    );
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 });
    const direction = fc.constantFrom<Direction>('sent', 'received');
    fc.assert(
      fc.property(fc.array(fc.tuple(valid, damage, direction), { maxLength: 5 }), (list) => {
        const dialogue = transport();
        for (const [text, hits, way] of list) {
          const bytes = new TextEncoder().encode(text);
          for (const [place, byte] of hits) bytes[place % bytes.length] = byte;
          for (const { layer } of dialogue.feed(way, Payload.ofBytes(bytes))) {
            expect(layer.fields()).toBeInstanceOf(Array);
            for (const { offset } of layer.problems) {
              expect(offset).toBeGreaterThanOrEqual(0);
              expect(offset).toBeLessThanOrEqual(bytes.length);
            }
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});
