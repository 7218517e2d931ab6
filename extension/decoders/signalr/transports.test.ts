import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { Payload } from '../../bytes/payload.ts';
import { openChain } from '../chain.ts';
import type { ConnectionFacts, DecodedRecord, DecoderInput } from '../contract.ts';

const HUB = 'http://h/chat?id=Sd8fEXoUVyq0xrYVh9U9UQ';
const NEGOTIATE = 'http://h/chat/negotiate?negotiateVersion=1&useStatefulReconnect=true';

/** The records of one HTTP exchange or stream. */
function read(
  facts: Partial<ConnectionFacts>,
  ...inputs: readonly Pick<DecoderInput, 'payload' | 'direction' | 'event'>[]
): readonly DecodedRecord[] {
  const chain = openChain({ transport: 'fetch', url: HUB, ...facts });
  const records = inputs.flatMap((input, message) => chain.feed({ ...input, message, time: 0 }));
  return [...records, ...chain.end()];
}

function told(records: readonly DecodedRecord[]): readonly (readonly string[])[] {
  return records.map(({ layers }) =>
    layers.map(({ protocol, summary }) => `${protocol}: ${summary}`),
  );
}

function received(text: string) {
  return { direction: 'received', payload: Payload.ofText(text) } as const;
}

function sent(text: string) {
  return { direction: 'sent', payload: Payload.ofText(text) } as const;
}

/** The answers that the transport protocols describe under "negotiate". */
describe('the answer to a negotiate request', () => {
  const negotiated = (answer: object, url = NEGOTIATE) =>
    read({ url, mime: 'application/json' }, received(JSON.stringify(answer)));
  const TOKEN = '05265228-1e2c-46c5-82a1-6a5bcc3f0143';

  it.each<[object, string]>([
    [
      {
        connectionToken: TOKEN,
        connectionId: '807809a5',
        negotiateVersion: 1,
        availableTransports: [
          { transport: 'WebSockets', transferFormats: ['Text', 'Binary'] },
          { transport: 'ServerSentEvents', transferFormats: ['Text'] },
          { transport: 'LongPolling', transferFormats: ['Text', 'Binary'] },
        ],
      },
      'negotiated: WebSockets, ServerSentEvents, LongPolling',
    ],
    [
      { connectionToken: TOKEN, availableTransports: [], useStatefulReconnect: true },
      'negotiated: no transport, stateful reconnect',
    ],
    [
      { url: 'https://myapp.com/chat', accessToken: TOKEN },
      'negotiation redirected to https://myapp.com/chat',
    ],
    [
      { error: 'This connection is not allowed.' },
      'negotiation refused: This connection is not allowed.',
    ],
    [
      { connectionId: TOKEN, negotiateVersion: 0, availableTransports: [] },
      'negotiated: no transport',
    ],
  ])('%j: %s', (answer, summary) => {
    const records = negotiated(answer);
    expect(told(records)).toEqual([[`signalr: ${summary}`]]);
    expect(records[0]?.layers[0]?.problems).toEqual([]);
    expect(JSON.stringify(records[0]?.layers[0]?.fields())).not.toContain(TOKEN);
  });

  it('shows the id beside a token: others may know it', () => {
    const [record] = negotiated({
      connectionId: '807809a5-31bf',
      connectionToken: TOKEN,
      availableTransports: [],
    });
    expect(record?.layers[0]?.fields()[0]).toMatchObject({ value: '807809a5-31bf' });
  });

  it('is another protocol where it is of another form', () => {
    expect(told(negotiated({ ok: true }))[0]?.[0]).toMatch(/^json/);
    expect(told(negotiated({ error: 'x' }, 'http://h/negotiate'))[0]?.[0]).toMatch(/^json/);
  });
});

describe('over HTTP', () => {
  it('server-sent events carry records, one or several an event', () => {
    const records = read(
      { mime: 'text/event-stream' },
      received(
        'data: {}\x1e\r\n\r\ndata: {"type":1,"target":"Send","arguments":[1]}\x1e{"type":6}\x1e\r\n\r\n',
      ),
    );
    expect(told(records).map((layers) => layers[1])).toEqual([
      'signalr: handshake accepted',
      'signalr: Invocation Send',
      'signalr: Ping',
    ]);
  });

  it('long polling and POST carry records, each request by itself', () => {
    const request = { mime: 'text/plain', requestMime: 'text/plain' };
    expect(told(read(request, sent('{"protocol":"json","version":1}\x1e')))).toEqual([
      ['signalr: handshake: json 1'],
    ]);
    expect(told(read(request, received('{}\x1e{"type":6}\x1e')))).toEqual([
      ['signalr: handshake accepted'],
      ['signalr: Ping'],
    ]);
  });

  it('long polling carries MessagePack as well', () => {
    const bodies = [[6], [3, {}, '1', 3, true]].map((message) => encode(message));
    const bytes = Uint8Array.from(bodies.flatMap((body) => [body.length, ...body]));
    const payload = Payload.ofBytes(bytes);
    const facts = { mime: 'application/octet-stream', requestMime: 'application/octet-stream' };
    for (const direction of ['sent', 'received'] as const) {
      expect(told(read(facts, { direction, payload }))).toEqual([
        ['signalr: Ping'],
        ['signalr: Completion #1'],
      ]);
    }
  });
});
