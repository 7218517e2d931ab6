import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { ConnectionFacts, DecodedRecord, Field } from '../contract.ts';
import { jsonp } from './decoder.ts';

const FACTS: ConnectionFacts = { transport: 'script', url: 'http://h/poll?callback=cb&_=1' };
const utf8 = (text: string) => new TextEncoder().encode(text);

function decode(body: string | Uint8Array, facts = FACTS): readonly DecodedRecord[] {
  const payload = typeof body === 'string' ? Payload.ofText(body) : Payload.ofBytes(body);
  const chain = openChain(facts);
  const input = { message: 0, direction: 'received', time: 0, payload } as const;
  return [...chain.feed(input), ...chain.end()];
}

const protocols = ([record]: readonly DecodedRecord[]) =>
  record?.layers.map(({ protocol }) => protocol);

describe('is recognised', () => {
  it.each([
    ['http://h/poll?callback=cb', 'script', undefined],
    ['http://h/poll?x=1&jsonp=a.b%5B0%5D', 'script', undefined],
    ['http://h/poll?cb=jQuery123_4#x', 'script', undefined],
    ['http://h/poll?c=_jp.abc', 'script', undefined],
    ['http://h/poll?callback=cb', 'fetch', 'application/javascript'],
    ['http://h/poll?callback=cb', 'xhr', 'text/javascript'],
  ] as const)('by the function that %s names, over %s', (url, transport, mime) => {
    const facts = { url, transport, ...(mime && { mime }) };
    expect(jsonp.claims(facts)).toMatchObject({ by: 'url' });
  });

  it.each([
    ['http://h/poll?callback=1', 'script', undefined],
    ['http://h/poll?name=cb', 'script', undefined],
    ['http://h/callback=cb', 'script', undefined],
    ['http://h/poll?callback=cb', 'fetch', 'application/json'],
    ['ws://h/poll?callback=cb', 'websocket', undefined],
  ] as const)('not by %s over %s', (url, transport, mime) => {
    expect(jsonp.claims({ url, transport, ...(mime && { mime }) })).toBeUndefined();
  });
});

describe('an answer', () => {
  it('is the name of the function, and JSON with its place', () => {
    const body = '/**/ cb({"text":"é👋","n":9007199254740993});\r\n';
    const records = decode(body);
    expect(protocols(records)).toEqual(['jsonp', 'json']);
    const [outer, inner] = records[0]?.layers ?? [];
    expect(outer?.summary).toBe('cb({"text":"é👋","n":9007199254740993})');
    const [start, end] = outer?.inner?.range ?? [0, 0];
    const json = '{"text":"é👋","n":9007199254740993}';
    expect(new TextDecoder().decode(utf8(body).subarray(start, end))).toBe(json);
    expect(outer?.fields()).toEqual([
      { name: 'callback', value: 'cb', range: [5, 7] },
      { name: 'argument', range: [start, end] },
    ]);
    expect(inner?.fields().map(({ name, value }) => [name, value])).toEqual([
      ['text', 'é👋'],
      ['n', 9007199254740993n],
    ]);
  });

  it('has its ranges in bytes, whatever they are', () => {
    const body = Uint8Array.of(...utf8('cb("'), 0xff, 0xc3, ...utf8('", {"a":1})'));
    const outer = decode(body)[0]?.layers[0];
    const ranges = outer?.fields().map(({ range }: Field) => range);
    expect(ranges).toEqual([
      [0, 2],
      [3, 7],
      [9, 16],
    ]);
    expect(outer?.inner?.range).toEqual([9, 16]);
  });

  it.each([
    ['cb()', ['jsonp']],
    ['cb("text")', ['jsonp', 'json']],
    ['cb(200, [1])', ['jsonp', 'json']],
    ['cb([1], {"a":2})', ['jsonp']],
    ["cb({a: 'b'})", ['jsonp', 'text']],
    ['cb({"jsonrpc":"2.0","id":1,"result":{}})', ['jsonp', 'json-rpc', 'json']],
  ])('may be %s', (body, layers) => {
    expect(protocols(decode(body))).toEqual(layers);
  });

  it.each([
    ['a script of another kind', 'var a = 1; alert(a);', 'text'],
    ['JSON after all', '{"error":"no callback"}', 'json'],
  ])('is left to others where it is %s', (_, body, protocol) => {
    expect(protocols(decode(body))).toEqual([protocol]);
  });

  it('is whole only at its end', () => {
    const body = utf8('cb({"a":"é"});');
    for (let cut = 1; cut < body.length; cut += 1) {
      const chain = openChain(FACTS);
      const parts = [body.subarray(0, cut), body.subarray(cut)];
      const records = parts.flatMap((bytes, message) =>
        chain.feed({
          message,
          direction: 'received',
          time: 0,
          payload: Payload.ofBytes(bytes),
          isPart: true,
        }),
      );
      const all = [...records, ...chain.end()];
      expect(all.map((one) => protocols([one]))).toEqual([['jsonp', 'json']]);
    }
  });
});
