import { describe, expect, it } from 'vitest';
import { Payload } from '../bytes/payload.ts';
import { openChain } from './chain.ts';
import type {
  ConnectionFacts,
  DecodedRecord,
  Decoder,
  DecoderInput,
  Session,
  Unit,
} from './contract.ts';
import { DECODERS } from './list.ts';
import { Mistakes } from './mistakes.ts';
import { ascii, frame, hex, number, setup } from './rsocket/frames.fixture.ts';

const socket: ConnectionFacts = { transport: 'websocket', url: 'ws://h/s' };

function text(message: number, content: string, more: Partial<DecoderInput> = {}): DecoderInput {
  const payload = Payload.ofText(content);
  return { message, direction: 'received', time: message, payload, ...more };
}

function binary(message: number, bytes: readonly number[]): DecoderInput {
  const payload = Payload.ofBytes(Uint8Array.from(bytes));
  return { message, direction: 'received', time: message, payload };
}

/** `stomp MESSAGE /t > json {a: 1}`: a record as one line. */
function line(record: DecodedRecord): string {
  return record.layers.map(({ protocol, summary }) => `${protocol} ${summary}`).join(' > ');
}

const message = 'MESSAGE\ndestination:/t\nmessage-id:1\nsubscription:0\n\n{"a":1}\0';

describe('recognition', () => {
  it('goes by the subprotocol first', () => {
    const chain = openChain({ ...socket, protocol: 'v12.stomp' });
    expect(chain.feed(text(0, message)).map(line)).toEqual(['stomp MESSAGE /t > json {a: 1}']);
    expect(chain.recognition).toEqual({
      protocol: 'stomp',
      title: 'STOMP',
      by: 'subprotocol',
      reason: 'subprotocol v12.stomp',
    });
  });

  it('goes by the first bytes where nothing is declared, and then keeps the decoder', () => {
    const chain = openChain(socket);
    expect(chain.feed(text(0, 'CONNECT\naccept-version:1.2\nhost:h\n\n\0')).map(line)).toEqual([
      'stomp CONNECT 1.2',
    ]);
    expect(chain.recognition?.by).toBe('content');
    expect(chain.feed(text(1, '\n')).map(line)).toEqual(['stomp heart-beat']);
  });

  it('looks at every message anew where each stands alone', () => {
    const chain = openChain(socket);
    const lines = [text(0, '{"a":1}'), text(1, 'ping'), binary(2, [0, 255]), text(3, '[1]')]
      .flatMap((input) => chain.feed(input))
      .map(line);
    expect(lines).toEqual(['json {a: 1}', 'text ping', 'bytes 00 ff', 'json [1] 1']);
  });

  it('finds a protocol that begins after other messages', () => {
    const chain = openChain(socket);
    chain.feed(text(0, '{"token":"x"}'));
    expect(chain.feed(text(1, message)).map(line)).toEqual(['stomp MESSAGE /t > json {a: 1}']);
  });

  it('is corrected when a declared protocol is never spoken', () => {
    const chain = openChain({ ...socket, protocol: 'v12.stomp' });
    expect(chain.feed(text(0, '{"a":1}')).map(line)).toEqual(['json {a: 1}']);
    expect(chain.recognition).toMatchObject({
      protocol: 'json',
      by: 'content',
      reason: 'begins as a JSON object or array, although subprotocol v12.stomp says STOMP',
    });
    expect(chain.feed(text(1, 'CONNECTED\nversion:1.2\n\n\0')).map(line)).toEqual([
      'stomp CONNECTED 1.2',
    ]);
  });

  it('tells what it got wrong in earlier messages, and reads them better when told', () => {
    const mistakes = new Mistakes();
    const wrong = openChain({ ...socket, protocol: 'v12.stomp' }, { mistakes });
    expect(wrong.feed(text(0, '\n')).map(line)).toEqual(['stomp heart-beat']);
    expect(mistakes.count).toBe(0);
    expect(wrong.feed(text(1, '{"a":1}')).map(line)).toEqual(['json {a: 1}']);
    expect(mistakes.at('')).toEqual(new Set(['declared stomp']));
    const right = openChain({ ...socket, protocol: 'v12.stomp' }, { mistakes });
    expect(right.feed(text(0, '\n')).map(line)).toEqual(['text ']);
    expect(right.feed(text(1, '{"a":1}')).map(line)).toEqual(['json {a: 1}']);
    expect(mistakes.count).toBe(1);
    expect(right.feed(text(2, message)).map(line)).toEqual(['stomp MESSAGE /t > json {a: 1}']);
  });

  it('tells also what it got wrong of what lies inside, stream by stream', () => {
    const mistakes = new Mistakes();
    const says = (message: number, digits: string) => ({
      ...binary(message, [...hex(digits)]),
      direction: message < 3 ? ('sent' as const) : ('received' as const),
    });
    const inputs = [
      says(0, setup('text/plain', 'text/event-stream')),
      says(1, frame(1, 6, 0, number(9, 4))),
      says(2, frame(3, 6, 0, number(9, 4))),
      says(3, frame(1, 10, 0x20, ascii('\n'))),
      says(4, frame(3, 10, 0x20, ascii('\n'))),
      says(5, frame(1, 10, 0x20, ascii('{"a":1}'))),
      says(6, frame(3, 10, 0x20, ascii('data: b\n\n'))),
    ];
    const read = () => {
      const chain = openChain(socket, { mistakes });
      const records = inputs.flatMap((input) => chain.feed(input)).slice(3);
      return records.map(({ layers }) => layers.map(({ protocol }) => protocol).join(' > '));
    };
    const [first, ...others] = read();
    expect(first).toBe('rsocket > sse');
    expect(mistakes.count).toBe(1);
    const second = ['rsocket > text', 'rsocket > sse', 'rsocket > json', 'rsocket > sse > text'];
    expect(read()).toEqual(second);
    expect(others).toEqual(second.slice(1));
    expect(mistakes.count).toBe(1);
  });

  it('looks for a protocol in what is declared as the format that it is written in', () => {
    const facts = { transport: 'fetch', url: 'http://h/', mime: 'application/json' } as const;
    const call = openChain(facts).feed(text(0, '{"jsonrpc":"2.0","id":1,"method":"a"}'));
    expect(call[0]?.recognitions[0]?.by).toBe('content');
    expect(call.map(line)).toEqual(['json-rpc request a #1']);
    expect(openChain(facts).feed(text(0, '{"id":1}')).map(line)).toEqual(['json {id: 1}']);
  });

  it('is corrected when a spoken protocol has stopped, after three messages that are not it', () => {
    const chain = openChain({ ...socket, protocol: 'v12.stomp' });
    chain.feed(text(0, message));
    const lines = [1, 2, 3, 4].flatMap((n) => chain.feed(text(n, `{"n":${n}}`))).map(line);
    expect(lines).toEqual([
      'stomp not a STOMP frame > json {n: 1}',
      'stomp not a STOMP frame > json {n: 2}',
      'stomp not a STOMP frame > json {n: 3}',
      'json {n: 4}',
    ]);
  });

  it('is corrected when a declared event stream is an error in JSON', () => {
    const chain = openChain({ transport: 'fetch', url: 'http://h/', mime: 'text/event-stream' });
    expect(chain.feed(text(0, '{"error":"x"}')).map(line)).toEqual(['json {error: "x"}']);
    const stream = openChain({ transport: 'fetch', url: 'http://h/', mime: 'text/event-stream' });
    stream.feed(text(0, '{"error":', { isPart: true }));
    stream.feed(text(1, '"x"}', { isPart: true }));
    expect(stream.end().map(line)).toEqual(['sse not an event stream > json {error: "x"}']);
  });

  it('obeys the person, whatever the messages say', () => {
    const wrong = openChain(socket, { override: 'stomp' });
    for (const n of [0, 1, 2, 3, 4]) {
      const [record] = wrong.feed(text(n, '{"a":1}'));
      expect(record && line(record)).toBe('stomp not a STOMP frame > json {a: 1}');
    }
    const chain = openChain(socket, { override: 'text' });
    expect(chain.feed(text(0, '{"a":1}')).map(line)).toEqual(['text {"a":1}']);
    expect(chain.recognition?.by).toBe('person');
  });

  it('reads request and response bodies each by its own MIME type, also one learnt late', () => {
    const chain = openChain({ transport: 'fetch', url: 'http://h/chat' });
    expect(chain.feed(text(0, '{"q":1}', { direction: 'sent' })).map(line)).toEqual([
      'json {q: 1}',
    ]);
    chain.learn({ transport: 'fetch', url: 'http://h/chat', mime: 'text/event-stream' });
    const parts = ['data: {"to', 'ken":"hi"}\n\ndata: [DONE]\n\n'];
    const lines = parts.flatMap((part, n) => chain.feed(text(n + 1, part, { isPart: true })));
    expect(lines.map(line)).toEqual([
      'sse message > json {token: "hi"}',
      'sse message > llm end mark',
    ]);
    expect(chain.recognition).toMatchObject({ protocol: 'sse', by: 'mime' });
  });
});

describe('records', () => {
  it('name the messages and bytes they came from', () => {
    const chain = openChain({ ...socket, protocol: 'v12.stomp' });
    expect(chain.feed(text(0, message.slice(0, 20)))).toEqual([]);
    const [first, second] = chain.feed(text(1, `${message.slice(20)}${message}`));
    expect(first?.sources).toEqual([
      { message: 0, range: [0, 20] },
      { message: 1, range: [0, message.length - 20] },
    ]);
    expect(second?.sources).toEqual([
      { message: 1, range: [message.length - 20, 2 * message.length - 20] },
    ]);
    expect(first?.channel).toEqual({ id: '/t', name: '/t', type: 'stomp-subscription' });
  });

  it('show an empty message too', () => {
    const chain = openChain({ ...socket, protocol: 'v12.stomp' });
    expect(chain.feed(text(0, '')).map(line)).toEqual(['text (empty)']);
    expect(chain.feed(binary(1, [])).map(line)).toEqual(['bytes (empty)']);
  });

  it('show at the end what was never completed', () => {
    const chain = openChain({ ...socket, protocol: 'v12.stomp' });
    chain.feed(text(0, 'SEND\ndestination:/t\n\nhal'));
    const [record] = chain.end();
    expect(record && line(record)).toBe('stomp SEND /t > text hal');
    expect(record?.layers[0]?.problems[0]?.kind).toBe('truncated');
  });
});

describe('a protocol inside another', () => {
  /** Each message is a letter and the payload; the letter names the channel. */
  const envelope: Decoder = {
    protocol: 'envelope',
    title: 'Envelope',
    specification: 'http://h/',
    versions: '',
    recognisedBy: '',
    channels: '',
    claims: ({ protocol }) =>
      protocol === 'envelope' ? { by: 'subprotocol', reason: 'envelope' } : undefined,
    sniffs: () => undefined,
    open: () => ({ feed: (input) => [envelopeUnit(input)], end: () => [] }),
  };

  function envelopeUnit({ payload, message: number, direction, time }: DecoderInput): Unit {
    const [letter = '', ...rest] = payload.text;
    const inner = { payload: Payload.ofText(rest.join('')) };
    const layer = { protocol: 'envelope', summary: letter, payload, problems: [], inner };
    return {
      sources: [{ message: number, range: [0, payload.byteLength] }],
      direction,
      time,
      layer: { ...layer, fields: () => [] },
      channel: { id: letter, name: letter, type: 'letter' },
    };
  }

  const decoders = [envelope, ...DECODERS];
  const open = () => openChain({ ...socket, protocol: 'envelope' }, { decoders });

  it('may span several units of the outer one', () => {
    const chain = open();
    expect(chain.feed(text(0, `A${message.slice(0, 30)}`))).toEqual([]);
    const [record] = chain.feed(text(1, `A${message.slice(30)}`));
    expect(record && line(record)).toBe('envelope A > stomp MESSAGE /t > json {a: 1}');
    expect(record?.sources.map((source) => source.message)).toEqual([0, 1]);
    expect(record?.channel?.type).toBe('stomp-subscription');
  });

  it('may have several units in one of the outer', () => {
    const lines = open()
      .feed(text(0, `A${message}${message}`))
      .map(line);
    expect(lines).toEqual([
      'envelope A > stomp MESSAGE /t > json {a: 1}',
      'envelope A > stomp MESSAGE /t > json {a: 1}',
    ]);
  });

  it('has a state of its own on each channel', () => {
    const chain = open();
    chain.feed(text(0, `A${message.slice(0, 30)}`));
    expect(chain.feed(text(1, `B${message}`)).map(line)).toEqual([
      'envelope B > stomp MESSAGE /t > json {a: 1}',
    ]);
    expect(chain.feed(text(2, `A${message.slice(30)}`))[0]?.sources.length).toBe(2);
  });

  it('shows at the end what the inner protocol never completed', () => {
    const chain = open();
    chain.feed(text(0, `A${message.slice(0, 30)}`));
    expect(chain.end().map(line)).toEqual(['envelope A > stomp MESSAGE /t']);
  });
});

describe('a faulty decoder', () => {
  const broken = (where: 'claims' | 'sniffs' | 'open' | 'feed'): Decoder => {
    const fail = (): never => {
      throw new Error(where);
    };
    const session: Session = { feed: fail, end: () => [] };
    return {
      protocol: 'broken',
      title: 'Broken',
      specification: 'http://h/',
      versions: '',
      recognisedBy: '',
      channels: '',
      claims: where === 'claims' ? fail : () => undefined,
      sniffs: where === 'sniffs' ? fail : () => ({ by: 'content', reason: 'everything' }),
      open: where === 'open' ? fail : () => session,
    };
  };

  it.each(['feed', 'open'] as const)('that throws in %s leaves the message as it is', (where) => {
    const chain = openChain(socket, { decoders: [broken(where), ...DECODERS] });
    const [record] = chain.feed(text(0, 'hello'));
    expect(record && line(record)).toBe('text hello');
    expect(record?.layers[0]?.problems[0]?.kind).toBe('decoder-failed');
  });

  it.each(['claims', 'sniffs'] as const)('that throws in %s recognises nothing', (where) => {
    const faulty = { ...broken(where), ...(where === 'claims' && { sniffs: () => undefined }) };
    const chain = openChain(socket, { decoders: [faulty, ...DECODERS] });
    expect(chain.feed(text(0, '{"a":1}')).map(line)).toEqual(['json {a: 1}']);
  });
});

describe('a conversation across the types of server-sent events', () => {
  /** Takes events that begin with `>`; once one came, also those that begin with `+`, or are empty. */
  const spanning: Decoder = {
    protocol: 'spanning',
    title: 'Spanning',
    specification: 'http://h/',
    versions: '',
    recognisedBy: '',
    channels: '',
    isStateless: true,
    claims: () => undefined,
    textStarts: '>',
    sniffs: ({ text }, _, event) =>
      event && text.startsWith('>') ? { by: 'content', reason: event.type } : undefined,
    continues: ({ text }, event) => /^[>+]/.test(text) || (text === '' && event.type === 'end'),
    open() {
      let count = 0;
      return {
        feed({ payload, event, message: number, direction, time }) {
          count += 1;
          const layer = { protocol: 'spanning', summary: `${event?.type} ${count}`, payload };
          return [
            {
              sources: [{ message: number, range: [0, payload.byteLength] }],
              direction,
              time,
              layer: { ...layer, problems: [], fields: () => [] },
            },
          ];
        },
        end: () => [],
      };
    },
  };
  const decoders = [spanning, ...DECODERS];
  const open = () => openChain({ transport: 'eventsource', url: 'http://h/' }, { decoders });
  const event = (type: string, data: string, number = 0) =>
    text(number, data, { event: { type, id: '' } });

  it('has one state for all of them, and leaves others as they are', () => {
    const chain = open();
    const lines = [
      event('a', '>1'),
      event('b', '+2'),
      event('c', '{"x":1}'),
      event('c', ''),
      event('end', ''),
    ]
      .flatMap((input) => chain.feed(input))
      .map(line);
    expect(lines).toEqual([
      'sse a > spanning a 1',
      'sse b > spanning b 2',
      'sse c > json {x: 1}',
      'sse c',
      'sse end > spanning end 3',
    ]);
  });

  it('goes on only where it has begun', () => {
    const chain = open();
    expect(chain.feed(event('b', '+2')).map(line)).toEqual(['sse b > text +2']);
    expect(chain.feed(event('end', '')).map(line)).toEqual(['sse end']);
  });
});

describe('values cut out of a stream', () => {
  const facts: ConnectionFacts = {
    transport: 'fetch',
    url: 'http://h/',
    mime: 'application/x-ndjson',
  };
  const part = { isPart: true };

  it('are read by the decoder that knows them better, in its place', () => {
    const chain = openChain(facts);
    const body = '{"jsonrpc":"2.0","method":"tick"}\n{"a":1}\n42\n"x"\n{"jsonrpc":"2.0","meth';
    const records = [
      ...chain.feed(text(0, body, part)),
      ...chain.feed(text(1, 'od":"tock"}\n', part)),
      ...chain.end(),
    ];
    expect(records.map(line)).toEqual([
      'json-rpc notification tick',
      'json {a: 1}',
      'json 42',
      'json "x"',
      'json-rpc notification tock',
    ]);
    expect(records[4]?.sources).toEqual([
      { message: 0, range: [49, 71] },
      { message: 1, range: [0, 12] },
    ]);
  });
});
