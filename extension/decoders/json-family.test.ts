import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Payload } from '../bytes/payload.ts';
import { openChain } from './chain.ts';
import type { Direction } from './contract.ts';
import { DECODERS } from './list.ts';

/** What connections without a declared protocol begin with, and what they are taken for. */
const FIRST: readonly (readonly [string, Direction, unknown])[] = [
  ['graphql', 'sent', { type: 'connection_init', payload: { token: 'x' } }],
  ['graphql', 'sent', { id: '1', type: 'subscribe', payload: { query: '{a}' } }],
  ['json-rpc', 'sent', { jsonrpc: '2.0', method: 'initialize', params: {}, id: 1 }],
  ['json-rpc', 'received', [{ jsonrpc: '2.0', result: 1, id: 1 }]],
  ['signalr', 'sent', '{"protocol":"json","version":1}\x1e'],
  ['signalr', 'received', '{"type":6}\x1e'],
  ['action-cable', 'received', { type: 'welcome' }],
  ['action-cable', 'sent', { command: 'subscribe', identifier: '{"channel":"Chat"}' }],
  ['phoenix', 'sent', ['1', '1', 'room:1', 'phx_join', {}]],
  ['phoenix', 'sent', { topic: 'phoenix', event: 'heartbeat', payload: {}, ref: '1' }],
  ['pusher', 'received', { event: 'pusher:connection_established', data: '{}' }],
  ['wamp', 'sent', [1, 'realm1', { roles: {} }]],
  ['ddp', 'sent', { msg: 'connect', version: '1', support: ['1'] }],
  ['centrifugo', 'sent', { connect: {}, id: 1 }],
  ['llm', 'received', { object: 'chat.completion.chunk', choices: [{ index: 0, delta: {} }] }],
  ['graphql-http', 'received', { data: { a: 1 }, hasNext: true }],
];

/** Messages that apps make up themselves, with words that protocols use. */
const LOOK_ALIKES: readonly unknown[] = [
  { type: 'ping' },
  { type: 'message', id: '1', payload: { text: 'hi' } },
  { type: 'subscribe', channel: 'prices' },
  { type: 'data', id: '7', payload: { total: 3 } },
  { type: 1, target: 'Send', arguments: [] },
  { event: 'subscribe', data: { channel: 'a' } },
  { event: 'heartbeat', topic: 'all', payload: {} },
  { msg: 'connected' },
  { msg: 'ping' },
  { method: 'add', params: [1, 2], id: 1 },
  { id: 1, result: { connect: { client: 'x' } } },
  { push: { title: 'hello' } },
  { command: 'subscribe', identifier: 'room-1' },
  { topic: 'a', event: 'b', payload: {}, ref: null },
  { data: [1], hasNext: true },
  { data: { total: 3 } },
  { id: '1', payload: { data: { a: 1 } } },
  { choices: ['red', 'blue'], model: 'x' },
  { type: 'message_start', id: 1 },
  { type: 'response.done', id: 1 },
  [1, 'realm1', {}],
  [36, 1, 2, {}],
  ['a', 'b', 'c', 'd', {}],
  [42],
  {},
];

function protocolOf(direction: Direction, message: unknown): string | undefined {
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  const chain = openChain({ transport: 'websocket', url: 'ws://h/' });
  chain.feed({ message: 0, direction, time: 0, payload: Payload.ofText(text) });
  return chain.recognition?.protocol;
}

describe('protocols made of JSON', () => {
  it.each(FIRST)('%s is recognised, %s %j', (protocol, direction, message) => {
    expect(protocolOf(direction, message)).toBe(protocol);
  });

  it.each(FIRST)('%s alone asks for it, %s %j', (protocol, direction, message) => {
    const payload = Payload.ofText(typeof message === 'string' ? message : JSON.stringify(message));
    const asking = DECODERS.filter(
      (decoder) => decoder.sniffs(payload, direction)?.by === 'content',
    );
    const special = asking.map((one) => one.protocol).filter((name) => name !== 'json');
    expect(special).toEqual([protocol]);
  });

  it.each(LOOK_ALIKES)('do not take what an app made up: %j', (message) => {
    expect([protocolOf('sent', message), protocolOf('received', message)]).toEqual([
      'json',
      'json',
    ]);
  });

  it.each(['', '42', '12345678', '"x"', 'null', '{', '[', '{"type":', 'hello'])(
    'do not take %j',
    (text) => {
      const names = FIRST.map(([protocol]) => protocol);
      for (const direction of ['sent', 'received'] as const) {
        expect(names).not.toContain(protocolOf(direction, text));
      }
    },
  );

  it('do not take any JSON value', () => {
    const special = DECODERS.filter((one) => FIRST.some(([name]) => name === one.protocol));
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (value, isSent) => {
        const payload = Payload.ofText(JSON.stringify(value));
        const direction = isSent ? 'sent' : 'received';
        expect(special.filter((decoder) => decoder.sniffs(payload, direction))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('cost next to nothing where the traffic is plain JSON', () => {
    const special = DECODERS.filter((one) => FIRST.some(([name]) => name === one.protocol));
    const big = Payload.ofText(JSON.stringify({ rows: Array(200_000).fill({ price: 1.5 }) }));
    const bytes = vi.spyOn(Payload.prototype, 'bytes', 'get');
    expect(special.filter((decoder) => decoder.sniffs(big, 'received'))).toEqual([]);
    // A look at the text's edges is enough: nobody asks for 4 MB as UTF-8.
    expect(bytes).not.toHaveBeenCalled();
    bytes.mockRestore();
  });
});
