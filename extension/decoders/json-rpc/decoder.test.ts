import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import type { Direction } from '../contract.ts';
import { Dialogue, fieldAt, kindsOf, summariesOf } from '../dialogue.fixture.ts';
import { jsonRpc } from './decoder.ts';

const dialogue = () => new Dialogue(jsonRpc);
const message = (rest: object) => ({ jsonrpc: '2.0', ...rest });

describe('recognition', () => {
  it.each([{ mime: 'application/json-rpc' }, { protocol: 'mcp' }, { protocol: 'jsonrpc' }])(
    'by what is declared: %j',
    (declared) => {
      const facts = { transport: 'websocket', url: 'ws://h/', ...declared } as const;
      expect(jsonRpc.claims(facts)?.reason).toContain(Object.values(declared)[0]);
    },
  );

  const sniffs = (text: string) => [
    jsonRpc.sniffs(Payload.ofText(text), 'received')?.by,
    jsonRpc.sniffs(Payload.ofBytes(new TextEncoder().encode(text)), 'received')?.by,
  ];

  it.each([
    '{"jsonrpc":"2.0","method":"a"}',
    '{"jsonrpc": "2.0", "result": 19, "id": 1}',
    `{"id":"x","result":{"big":"${'é'.repeat(50_000)}"},"jsonrpc":"2.0"}`,
    '{"jsonrpc":"2.0","error":{"code":1,"message":"x"},"id":null}',
    '[{"jsonrpc":"2.0","method":"a"},{"jsonrpc":"2.0","method":"b","id":1}]',
  ])('by content %s', (text) => {
    expect(sniffs(text)).toEqual(['content', 'content']);
  });

  it.each([
    '{"jsonrpc":"1.0","method":"a"}',
    '{"jsonrpc":2.0,"method":"a"}',
    '{"method":"a","params":[],"id":1}',
    '{"jsonrpc":"2.0"}',
    '{"jsonrpc":"2.0","result":1}',
    '{"jsonrpc":"2.0","result":1,"error":2,"id":1}',
    '{"data":{"jsonrpc":"2.0","method":"a"}}',
    '{"text":"{\\"jsonrpc\\":\\"2.0\\",\\"method\\":\\"a\\"}"}',
    '[{"jsonrpc":"2.0","method":"a"},1]',
    '[]',
    '{"jsonrpc":"2.0","method":"a"',
    '{"jsonrpc":"2.0","method":"a"} x',
    '42',
    '12345678',
    '"jsonrpc":"2.0"',
    '',
  ])('not by content %s', (text) => {
    expect(sniffs(text)).toEqual([undefined, undefined]);
  });
});

/** The examples of §7, in their order: what is sent, what is received, and how it reads. */
describe('the examples of the specification', () => {
  it.each<[string, Direction, string, readonly string[], readonly string[]]>([
    [
      'positional',
      'sent',
      '{"jsonrpc":"2.0","method":"subtract","params":[42,23],"id":1}',
      ['request subtract #1'],
      [],
    ],
    [
      'named',
      'sent',
      '{"jsonrpc":"2.0","method":"subtract","params":{"a":1},"id":"3"}',
      ['request subtract #3'],
      [],
    ],
    [
      'notification',
      'sent',
      '{"jsonrpc":"2.0","method":"update","params":[1,2]}',
      ['notification update'],
      [],
    ],
    [
      'bare notification',
      'sent',
      '{"jsonrpc":"2.0","method":"foobar"}',
      ['notification foobar'],
      [],
    ],
    [
      'no such method',
      'received',
      '{"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found"},"id":"1"}',
      ['error #1: -32601 Method not found'],
      [],
    ],
    [
      'invalid JSON',
      'sent',
      '{"jsonrpc":"2.0","method":"foobar,"params":"bar","baz]',
      ['notification foobar,'],
      ['unexpected-character'],
    ],
    [
      'invalid request',
      'sent',
      '{"jsonrpc":"2.0","method":1,"params":"bar"}',
      ['notification ?'],
      ['bad-method', 'bad-params'],
    ],
    ['empty batch', 'sent', '[]', ['empty batch'], ['empty-batch']],
    [
      'unknown id',
      'received',
      '{"jsonrpc":"2.0","error":{"code":-32700,"message":"Parse error"},"id":null}',
      ['error #null: -32700 Parse error'],
      [],
    ],
    [
      'batch',
      'sent',
      '[{"jsonrpc":"2.0","method":"sum","id":"1"},{"jsonrpc":"2.0","method":"hello"},{"foo":"boo"}]',
      ['request sum #1', 'notification hello', 'not a JSON-RPC message'],
      ['foreign'],
    ],
    [
      'broken batch',
      'sent',
      '[{"jsonrpc":"2.0","method":"sum","id":"1"},{"jsonrpc":"2.0","method"]',
      ['request sum #1', 'not a JSON-RPC message'],
      ['foreign'],
    ],
  ])('%s', (_, direction, text, summaries, kinds) => {
    const units = dialogue().feed(direction, Payload.ofText(text));
    expect([summariesOf(units), kindsOf(units)]).toEqual([summaries, kinds]);
  });
});

describe('a response', () => {
  it('is tied to its request, and shares its channel', () => {
    const talk = dialogue();
    const [request] = talk.sent(message({ method: 'add', params: [1, 2], id: 7 }));
    talk.sent(message({ method: 'other', id: 8 }));
    const response = talk.received(message({ result: 3, id: 7 }));
    expect(summariesOf(response)).toEqual(['response add #7']);
    expect(fieldAt(response, 'id')?.note).toBe('answers add, 20 ms later');
    expect(response[0]?.channel).toEqual({ id: 'add', name: 'add', type: 'json-rpc-method' });
    expect(request?.channel).toEqual(response[0]?.channel);
    expect(summariesOf(talk.received(message({ result: 3, id: 7 })))).toEqual(['response #7']);
  });

  it('answers the other side only, and an id of the same type, however big', () => {
    const talk = dialogue();
    talk.sent(message({ method: 'mine', id: 1 }));
    talk.received(message({ method: 'theirs', id: 1 }));
    expect(summariesOf(talk.sent(message({ result: null, id: 1 })))).toEqual([
      'response theirs #1',
    ]);
    expect(summariesOf(talk.received(message({ result: null, id: '1' })))).toEqual(['response #1']);
    expect(summariesOf(talk.received(message({ result: null, id: 1 })))).toEqual([
      'response mine #1',
    ]);
    talk.sent('{"jsonrpc":"2.0","method":"big","id":9007199254740993}');
    const near = talk.received('{"jsonrpc":"2.0","result":0,"id":9007199254740992}');
    expect(summariesOf(near)).toEqual(['response #9007199254740992']);
  });

  it('with an error says what the code stands for', () => {
    const note = (code: number) => {
      const units = dialogue().received(message({ error: { code, message: '' }, id: 1 }));
      return fieldAt(units, 'error', 'code')?.note;
    };
    expect([-32602, -32050, -32500, 7].map(note)).toEqual([
      'Invalid params',
      'reserved for errors of the server',
      'reserved, not defined',
      'an error of the application',
    ]);
  });
});

describe('a batch', () => {
  it('gives a unit per message: every byte belongs to one, each layer is one message', () => {
    const text = ' [ {"jsonrpc":"2.0","method":"é"} , {"jsonrpc":"2.0","method":"b","id":2} ] ';
    const units = dialogue().sent(text);
    expect(units.map(({ sources, layer }) => [sources[0]?.range, layer.payload.text])).toEqual([
      [[0, 37], '{"jsonrpc":"2.0","method":"é"}'],
      [[37, 77], '{"jsonrpc":"2.0","method":"b","id":2}'],
    ]);
    expect(fieldAt(units, 'jsonrpc')?.note).toBe('message 1 of a batch of 2');
  });

  it('may be answered in any order', () => {
    const talk = dialogue();
    talk.sent([message({ method: 'a', id: 1 }), message({ method: 'b', id: 2 })]);
    const units = talk.received([message({ result: 0, id: 2 }), message({ result: 0, id: 1 })]);
    expect(summariesOf(units)).toEqual(['response b #2', 'response a #1']);
  });

  it('that goes on behind its end says so', () => {
    const units = dialogue().sent('[{"jsonrpc":"2.0","method":"a"}] x');
    expect(kindsOf(units)).toEqual(['trailing-data']);
  });
});

describe('parameters and results', () => {
  it('are read by the layer inside where they are objects or arrays', () => {
    const [unit] = dialogue().sent('{"jsonrpc":"2.0","method":"a","params":{"x":1}}');
    expect(unit?.layer.inner).toMatchObject({ mime: 'application/json', range: [39, 46] });
    const scalar = dialogue().received(message({ result: 'x', id: 1 }));
    expect([scalar[0]?.layer.inner, fieldAt(scalar, 'result')?.value]).toEqual([undefined, 'x']);
  });
});

describe('what the specification forbids', () => {
  it.each([
    [{ jsonrpc: '2.1', method: 'a' }, 'bad-version'],
    [message({ method: 'a', id: {} }), 'bad-id'],
    [message({ method: 'a', id: true }), 'bad-id'],
    [message({ method: 'a', params: 'x' }), 'bad-params'],
    [message({ method: 'a', params: null }), 'bad-params'],
    [message({ method: 'a', result: 1 }), 'request-and-response'],
    [message({ result: 1 }), 'missing-id'],
    [message({ result: 1, error: { code: 1, message: '' }, id: 1 }), 'result-and-error'],
    [message({ error: 'x', id: 1 }), 'bad-error'],
    [message({ error: { code: 1.5, message: '' }, id: 1 }), 'bad-code'],
    [message({ error: { code: 1 }, id: 1 }), 'bad-message'],
  ])('%j is shown with a problem', (text, kind) => {
    expect(kindsOf(dialogue().sent(text))).toEqual([kind]);
  });

  it('has its place in the bytes', () => {
    const [unit] = dialogue().sent('{"jsonrpc":"2.0","method":"a","params":7}');
    expect(unit?.layer.problems).toMatchObject([{ kind: 'bad-params', offset: 39 }]);
  });
});

describe('damaged messages', () => {
  it('never throw and never lose a byte', () => {
    const valid = JSON.stringify([
      message({ method: 'a', params: { é: [1] }, id: 1 }),
      message({ error: { code: -32000, message: 'x' }, id: 1 }),
    ]);
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 });
    fc.assert(
      fc.property(damage, fc.boolean(), (hits, isReceived) => {
        const bytes = new TextEncoder().encode(valid);
        for (const [place, byte] of hits) bytes[place % bytes.length] = byte;
        const units = dialogue().feed(isReceived ? 'received' : 'sent', Payload.ofBytes(bytes));
        let reached = 0;
        for (const { sources, layer } of units) {
          expect(sources[0]?.range[0]).toBe(reached);
          reached = sources[0]?.range[1] ?? 0;
          expect(layer.fields()).toBeInstanceOf(Array);
          expect(layer.problems).toBeInstanceOf(Array);
        }
        expect(reached).toBe(bytes.length);
      }),
      { numRuns: 600 },
    );
  });
});
